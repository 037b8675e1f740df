"""Times the default sweep over λ by PyTorch, a process on each core, and ours.

    cargo xtask bench pytorch --sweep

13 λ, untied and tied, 3 seeds: 78 runs of 1500 steps of k = 392 hidden units on n = 196 pixels of m = 100 digits in batches of
25, ReLU and linear output, N(0, 0.1²), Adam. PyTorch trains and measures the held-out error at the end; ours measures its
curve, copy index and noise kept besides. Needs torch in the Python that LAB_PYTHON names (python3 unless told).
"""

import argparse
import csv
import gzip
import itertools
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import numpy as np
    import torch
except ImportError as error:
    sys.exit(f"PyTorch is not installed here ({error}): type `pip install torch numpy`, or set LAB_PYTHON to a Python that has it")

N, K, M, BATCH, HELD_OUT = 196, 392, 100, 25, 1000
STEPS, SEEDS, LEARNING_RATE = 1500, 3, 2e-3
# As in src/sweep.rs.
LAMBDAS = [0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 5e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1]
# Another generator draws other images and weights: means over the seeds differ by some per cent.
TOLERANCE = 0.25
DIGITS = Path(__file__).parent.parent / "www/data/mnist-6k-images-idx3-ubyte.gz"


def digits():
    """MNIST digits averaged over 2×2 pixels: those to train on, and the last, which are held out."""
    pixels = np.frombuffer(gzip.open(DIGITS).read(), np.uint8, offset=16).reshape(-1, 14, 2, 14, 2)
    x = torch.tensor(pixels.mean((2, 4), dtype=np.float32).reshape(-1, N) / 255)
    return x[:-HELD_OUT], x[-HELD_OUT:]


def begin():
    """What a process does before its first run."""
    torch.set_num_threads(1)
    global images
    images = digits()


def ready(_):
    """Answers once this process has begun; slowly, so that each process answers."""
    time.sleep(0.5)


def train(run):
    """One run; returns what it is and its held-out error."""
    strength, tied, seed = run
    pool, held_out = images
    chance = torch.Generator().manual_seed(seed)
    x = pool[torch.randperm(len(pool), generator=chance)[:M]]
    matrices = [0.1 * torch.randn(K, N, generator=chance)] + ([] if tied else [0.1 * torch.randn(N, K, generator=chance)])
    parameters = [theta.requires_grad_() for theta in [*matrices, torch.zeros(K), torch.zeros(N)]]
    *matrices, b, c = parameters
    w, w_star = matrices[0], matrices[0].T if tied else matrices[1]
    # Its weight_decay adds weight_decay·θ to the gradient.
    adam = torch.optim.Adam(parameters, lr=LEARNING_RATE, weight_decay=2 * strength, fused=True)

    def loss(x):
        h = torch.relu(torch.nn.functional.linear(x, w, b))
        return (torch.nn.functional.linear(h, w_star, c) - x).square().sum() / len(x)

    for step in range(STEPS):
        if step % (M // BATCH) == 0:
            batches = x[torch.randperm(M, generator=chance)].split(BATCH)
        adam.zero_grad()
        loss(batches[step % len(batches)]).backward()
        adam.step()
    with torch.no_grad():
        return strength, tied, loss(held_out).item()


def by_pytorch(runs, cores):
    """Seconds, from when all processes are ready on; and held-out errors by λ and tying."""
    with multiprocessing.get_context("spawn").Pool(cores, begin) as pool:
        pool.map(ready, range(cores), chunksize=1)
        start = time.perf_counter()
        results = pool.map(train, runs, chunksize=1)
        return time.perf_counter() - start, results


def by_ours(program):
    """Seconds, from its start to its end; and held-out errors by λ and tying."""
    with tempfile.TemporaryDirectory() as folder:
        recipe, out = Path(folder, "recipe.json"), Path(folder, "results.csv")
        # The rest is as where nothing is said.
        recipe.write_text(json.dumps({"config": {"data": "mnist-14", "hiddenUnits": K, "trainingImages": M, "batchSize": BATCH}}))
        start = time.perf_counter()
        subprocess.run([program, recipe, "--lambda", "--seeds", str(SEEDS), "--steps", str(STEPS), "--out", out], check=True)
        seconds = time.perf_counter() - start
        rows = list(csv.DictReader(out.open()))
        return seconds, [(float(row["lambda"]), row["tied"] == "true", float(row["heldOut"])) for row in rows]


def means(results):
    """The mean held-out error for each λ and tying."""
    keys = itertools.product(LAMBDAS, (False, True))
    return {key: np.mean([error for *run, error in results if tuple(run) == key]) for key in keys}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", required=True, help="the built example sweep")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    runs = list(itertools.product(LAMBDAS, (False, True), range(1, SEEDS + 1)))
    ours, own = by_ours(options.ours)
    theirs, other = by_pytorch(runs, cores)
    own, other = means(own), means(other)
    print("| λ | ours untied | PyTorch untied | ours tied | PyTorch tied |\n| --: | --: | --: | --: | --: |")
    for strength in LAMBDAS:
        errors = (table[strength, tied] for tied in (False, True) for table in (own, other))
        print(f"| {strength} | " + " | ".join(f"{error:.2f}" for error in errors) + " |")
    apart = [key for key in own if abs(other[key] / own[key] - 1) > TOLERANCE]
    if apart:
        sys.exit(f"PyTorch does not do the same as ours: the held-out errors differ by more than a quarter at {apart}")
    print(f"\n| runs | ours, s | PyTorch, s | PyTorch × |\n| --: | --: | --: | --: |\n| {len(runs)} | {ours:.1f} | {theirs:.1f} | {theirs / ours:.2f} |")
    print(f"\nHeld-out errors are means of {SEEDS} seeds. PyTorch {torch.__version__}, {cores} processes of one thread ({torch.backends.cpu.get_cpu_capability()}), {platform.processor() or platform.machine()}")


if __name__ == "__main__":
    main()
