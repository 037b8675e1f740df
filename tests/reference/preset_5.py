"""Train error of preset 5 (k = 392, tied, lambda = 0) over many seeds, in PyTorch: where its band in presets.rs comes from.

    python tests/reference/preset_5.py [seeds]

Needs numpy and torch. Prints train and held-out error of each seed and their ranges. Shares no code and no random
numbers with this project; only the data files, www/data/mnist-6k-*, are the same.
"""

import gzip
import pathlib
import sys

import numpy as np
import torch

K, M, BATCH, STEPS, RATE = 392, 100, 25, 1500, 2e-3
DATA = pathlib.Path(__file__).parents[2] / "www/data/mnist-6k-images-idx3-ubyte.gz"


def images():
    """6000 x 196 intensities: 28 x 28 averaged over 2 x 2 pixels."""
    pixels = np.frombuffer(gzip.open(DATA).read(), np.uint8, offset=16)
    blocks = pixels.reshape(6000, 14, 2, 14, 2).astype(np.float64) / 255
    return torch.tensor(blocks.mean((2, 4)).reshape(6000, 196), dtype=torch.float32)


def errors(x, seed):
    """Squared error, summed over pixels and averaged over images: on the training images and on the held-out ones."""
    random = torch.Generator().manual_seed(seed)
    train = x[torch.randperm(5000, generator=random)[:M]]
    w = (0.1 * torch.randn(K, x.shape[1], generator=random)).requires_grad_()
    b = torch.zeros(K, requires_grad=True)
    c = torch.zeros(x.shape[1], requires_grad=True)
    adam = torch.optim.Adam([w, b, c], lr=RATE)

    def loss(batch):
        return ((torch.relu(batch @ w.T + b) @ w + c - batch) ** 2).sum(1).mean()

    for step in range(STEPS):
        if step * BATCH % M == 0:
            order = torch.randperm(M, generator=random)
        batch = train[order[step * BATCH % M :][:BATCH]]
        adam.zero_grad()
        loss(batch).backward()
        adam.step()
    with torch.no_grad():
        return loss(train).item(), loss(x[5000:]).item()


if __name__ == "__main__":
    torch.set_num_threads(1)
    x = images()
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    found = np.array([errors(x, seed) for seed in range(1, seeds + 1)])
    for seed, (train, held_out) in enumerate(found, 1):
        print(f"seed {seed}: train {train:.5f}, held-out {held_out:.4f}")
    for name, values in zip(("train", "held-out"), found.T):
        print(f"{name}: {values.min():.4f} to {values.max():.4f}, mean {values.mean():.4f}, sd {values.std(ddof=1):.4f}")
