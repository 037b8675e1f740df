"""Noise kept and denoising error of the presets over many seeds, in NumPy: where the bands of noise kept in presets.rs come from.

    python tests/reference/noise_kept.py [seeds] [place in the file ...]

Needs numpy. Prints the mean, standard deviation and range of each number, and writes those of noise kept into
tests/fixtures/reference/presets.json. Gradients by hand; shares no code and no random numbers with this project or with
PyTorch; only the data files, www/data/mnist-6k-*, are the same.

N = E|x^(x+e) - x^(x)|^2 / E|e|^2 and D = E|x^(x+e) - x|^2 / E|e|^2 over the 1000 held-out images, e ~ N(0, 0.3^2).
"""

import gzip
import json
import pathlib
import sys

import numpy as np

TESTS = pathlib.Path(__file__).parents[1]
DATA = TESTS.parent / "www/data/mnist-6k-images-idx3-ubyte.gz"
PRESETS = TESTS / "fixtures/reference/presets.json"
NOISE = 0.3
ACTIVATIONS = {
    "relu": (lambda a: np.maximum(a, 0), lambda h: (h > 0).astype(np.float32)),
    "tanh": (np.tanh, lambda h: 1 - h * h),
}


def images():
    """6000 x 196 intensities: 28 x 28 averaged over 2 x 2 pixels."""
    pixels = np.frombuffer(gzip.open(DATA).read(), np.uint8, offset=16)
    blocks = pixels.reshape(6000, 14, 2, 14, 2).astype(np.float64) / 255
    return blocks.mean((2, 4)).reshape(6000, 196).astype(np.float32)


class Network:
    """h = g(Wx + b), x^ = Vh + c, with V = W^T when tied."""

    def __init__(self, config, n, random):
        k, self.tied = config["hiddenUnits"], config["tied"]
        self.g, self.slope = ACTIVATIONS[config["activation"]]

        def weights(shape):
            if config["init"] == "normal":
                return random.normal(0, 0.1, shape)
            limit = (6 / sum(shape)) ** 0.5
            return random.uniform(-limit, limit, shape)

        parts = {"w": weights((k, n)), "b": np.zeros(k), "v": weights((n, k)), "c": np.zeros(n)}
        if self.tied:
            del parts["v"]
        self.parts = {name: part.astype(np.float32) for name, part in parts.items()}

    def decoder(self):
        return self.parts["w"].T if self.tied else self.parts["v"]

    def reconstruct(self, x):
        h = self.g(x @ self.parts["w"].T + self.parts["b"])
        return h, h @ self.decoder().T + self.parts["c"]

    def gradient(self, x, lam):
        """Of the squared error, summed over pixels and averaged over images, plus lam |theta|^2."""
        h, x_hat = self.reconstruct(x)
        d_z = (2 / len(x)) * (x_hat - x)
        d_a = (d_z @ self.decoder()) * self.slope(h)
        found = {"w": d_a.T @ x, "b": d_a.sum(0), "v": d_z.T @ h, "c": d_z.sum(0)}
        if self.tied:
            found["w"] += found.pop("v").T
        return {name: part + np.float32(2 * lam) * self.parts[name] for name, part in found.items()}


def trained(config, steps, x, random):
    """By Adam, as PyTorch has it."""
    network = Network(config, x.shape[1], random)
    means, squares = ({name: np.zeros_like(part) for name, part in network.parts.items()} for _ in range(2))
    m, batch = len(x), config["batchSize"]
    for step in range(steps):
        if step * batch % m == 0:
            order = random.permutation(m)
        rows = order[step * batch % m :][:batch]
        rate = config["learningRate"] / (1 - 0.9 ** (step + 1))
        correction = 1 - 0.999 ** (step + 1)
        for name, d in network.gradient(x[rows], config["lambda"]).items():
            means[name] = 0.9 * means[name] + 0.1 * d
            squares[name] = 0.999 * squares[name] + 0.001 * d * d
            network.parts[name] -= (rate * means[name] / (np.sqrt(squares[name] / correction) + 1e-8)).astype(np.float32)
    return network


def measured(config, steps, x, seed):
    """Train and held-out error, N and D."""
    random = np.random.default_rng(seed)
    train, held_out = x[random.permutation(5000)[: config["trainingImages"]]], x[5000:]
    network = trained(config, steps, train, random)

    def apart(a, b):
        return ((a.astype(np.float64) - b) ** 2).sum(1).mean()

    def output(images):
        return network.reconstruct(images)[1]

    noisy = output(held_out + random.normal(0, NOISE, held_out.shape).astype(np.float32))
    energy = x.shape[1] * NOISE**2
    clean = output(held_out)
    return [apart(output(train), train), apart(clean, held_out), apart(noisy, clean) / energy, apart(noisy, held_out) / energy]


if __name__ == "__main__":
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    chosen = [int(number) for number in sys.argv[2:]]
    x, table = images(), json.loads(PRESETS.read_text())
    defaults = table["defaults"]
    for number, preset in enumerate(table["presets"], 1):
        if "expect" not in preset or (chosen and number not in chosen):
            continue
        config, steps = {**defaults["config"], **preset["config"]}, preset.get("steps", defaults["steps"])
        found = np.array([measured(config, steps, x, seed) for seed in range(1, seeds + 1)])
        for name, values in zip(("train", "held-out", "N", "D"), found.T):
            print(f"preset {number} {name}: {values.mean():.4f} +- {values.std(ddof=1):.4f}, {values.min():.4f} to {values.max():.4f}", flush=True)
        kept = found[:, 2]
        summary = {"mean": kept.mean(), "sd": kept.std(ddof=1), "min": kept.min(), "max": kept.max(), "seeds": seeds}
        preset["expect"]["noise_kept_N"] = {name: round(float(value), 4) if name != "seeds" else value for name, value in summary.items()}
        PRESETS.write_text(json.dumps(table, indent=1) + "\n")
