"""Times the training step of PyTorch, on one thread, and ours, in turn, on the same weights and images.

    cargo xtask bench pytorch [--quick] [--at N,K,BATCH]

Needs torch in the Python that LAB_PYTHON names (python3 unless told).
"""

import argparse
import gzip
import itertools
import platform
import statistics
import struct
import subprocess
import sys
import time
from pathlib import Path

try:
    import numpy as np
    import torch
except ImportError as error:
    sys.exit(f"PyTorch is not installed here ({error}): type `pip install torch numpy`, or set LAB_PYTHON to a Python that has it")

LAMBDA, LEARNING_RATE = 1e-4, 1e-3  # as in step.rs
BATCHES, COMPARED, TOLERANCE = 4, 5, 1e-3
WARM_UP, TURN, ROUNDS = 0.6, 0.12, 7  # seconds, seconds, turns
DIGITS = Path(__file__).parent.parent / "www/data/mnist-6k-images-idx3-ubyte.gz"


def images(n, count):
    """MNIST digits, averaged over 2×2 pixels for n = 196."""
    pixels = np.frombuffer(gzip.open(DIGITS).read(), np.uint8, offset=16).reshape(-1, 28, 28)[:count].astype(np.float32) / 255
    return (pixels if n == 784 else pixels.reshape(-1, 14, 2, 14, 2).mean((2, 4))).reshape(count, n)


class Ours:
    """The example native_step at the other end of a pipe."""

    def __init__(self, program, n, k, batch, weights, x):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        header = struct.pack("<4I", n, k, batch, len(x))
        self.process.stdin.write(header + weights.astype("<f4").tobytes() + x.astype("<f4").tobytes())

    def run(self, steps):
        """Seconds a step, and the last loss."""
        self.process.stdin.write(struct.pack("<I", steps))
        self.process.stdin.flush()
        seconds, loss = struct.unpack("<2d", self.process.stdout.read(16))
        return seconds / steps, loss

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class PyTorch:
    """As a user of PyTorch writes it: autograd, and Adam in its fused form."""

    def __init__(self, n, k, batch, weights, x):
        layers = [torch.tensor(layer) for layer in weights.reshape(2, k, n)]
        start = [layers[0], torch.zeros(k), layers[1].T.contiguous(), torch.zeros(n)]
        self.parameters = [theta.clone().requires_grad_() for theta in start]
        self.batches = torch.tensor(x).split(batch)
        # Its weight_decay adds weight_decay·θ to the gradient.
        self.adam = torch.optim.Adam(self.parameters, lr=LEARNING_RATE, weight_decay=2 * LAMBDA, fused=True)
        self.done = 0

    def run(self, steps):
        """Seconds a step, and the last loss."""
        begin = time.perf_counter()
        for _ in range(steps):
            x = self.batches[self.done % len(self.batches)]
            w, b, w_star, c = self.parameters
            h = torch.sigmoid(torch.nn.functional.linear(x, w, b))
            x_hat = torch.sigmoid(torch.nn.functional.linear(h, w_star, c))
            loss = (x_hat - x).square().sum() / len(x)
            self.adam.zero_grad()
            loss.backward()
            self.adam.step()
            self.done += 1
        return (time.perf_counter() - begin) / steps, loss.item()

    def close(self):
        pass


def warm_up(runner):
    """Runs for a while; returns how many steps make a turn."""
    end, steps = time.perf_counter() + WARM_UP, 1
    while True:
        seconds, _ = runner.run(steps)
        if time.perf_counter() > end:
            return max(1, round(TURN / seconds))
        if seconds * steps < WARM_UP / 8:
            steps *= 2


def compare(program, n, k, batch):
    """Prints a row of the table; says so and stops if the two do not do the same."""
    weights = np.random.default_rng(1).uniform(-1, 1, 2 * k * n).astype(np.float32) * np.float32((6 / (n + k)) ** 0.5)
    x = images(n, BATCHES * batch)
    runners = [Ours(program, n, k, batch, weights, x), PyTorch(n, k, batch, weights, x)]
    losses = [[runner.run(1)[1] for _ in range(COMPARED)] for runner in runners]
    if not np.allclose(losses[1], losses[0], rtol=TOLERANCE, atol=0):
        sys.exit(f"PyTorch does not do the same as ours at {n}, {k}, {batch}: its losses are {losses[1]}, ours {losses[0]}")
    steps = [warm_up(runner) for runner in runners]
    rounds = [[runner.run(count)[0] for runner, count in zip(runners, steps)] for _ in range(ROUNDS)]
    for runner in runners:
        runner.close()
    ours, theirs = (1e6 * statistics.median(times) for times in zip(*rounds))
    ratio = statistics.median(their / our for our, their in rounds)
    print(f"| {n} | {k} | {batch} | {ours:.0f} | {theirs:.0f} | {ratio:.2f} |", flush=True)


def shape(text):
    """`784,128,64` as numbers."""
    try:
        n, k, batch = map(int, text.split(","))
    except ValueError:
        n = 0
    if n not in (196, 784) or k < 1 or not 1 <= batch <= 1500:
        raise argparse.ArgumentTypeError(f"expected N,K,BATCH as in 784,128,64 (N 196 or 784), found {text}")
    return n, k, batch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", required=True, help="the built example native_step")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--at", type=shape, action="append", metavar="N,K,BATCH")
    options = parser.parse_args()
    torch.set_num_threads(1)
    widths, batches = ([16, 32, 392], [25, 64]) if options.quick else ([2, 16, 32, 128, 392, 784, 1568], [25, 64, 256])
    print("| n | k | batch | ours, µs/step | PyTorch, µs/step | PyTorch × |\n| --: | --: | --: | --: | --: | --: |")
    for n, k, batch in options.at or itertools.product((196, 784), widths, batches):
        compare(options.ours, n, k, batch)
    print(f"\nPyTorch {torch.__version__} on one thread ({torch.backends.cpu.get_cpu_capability()}), {platform.processor() or platform.machine()}")


main()
