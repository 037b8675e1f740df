"""Writes tests/fixtures/options.json: PyTorch's objectives under the options that the 288 traces leave at their defaults.

    python tests/reference/options.py

Needs numpy and torch; the last digits of a number may differ from machine to machine, which the test's tolerance exceeds by far.

Each run trains the traces' network of 16 hidden units (tanh unless said, linear output, squared error) on their batches in float64.
Decoupled decay is torch.optim.AdamW with weight_decay = 2 lambda; the cosine is CosineAnnealingLR.
"""

import json
import pathlib

import numpy as np
import torch

TESTS = pathlib.Path(__file__).parents[1]
REFERENCE = TESTS / "fixtures/reference"
K, N = 16, 64
X = torch.tensor(np.load(REFERENCE / "x.npy"))
BATCHES = np.load(REFERENCE / "batches.npy")
INIT = torch.tensor(np.load(REFERENCE / "init_h16.npy"))
# Those that the traces do not have, and the one that the switches are compared with.
ACTIVATIONS = {"tanh": torch.tanh, "leaky-relu": torch.nn.functional.leaky_relu}


def losses(activation, tied, penalizeBiases, countTiedTwice, decay, rateSchedule, rateSteps, **_):
    """The data term plus the counted penalty of each batch before its update."""
    rate, lam = 5e-3, 1e-2
    w, b, v, c = (part.clone() for part in torch.split(INIT, [K * N, K, N * K, N]))
    w, v = w.view(K, N), v.view(N, K)
    counts = [(w, 2 if tied and countTiedTwice else 1), (b, int(penalizeBiases)), (c, int(penalizeBiases))]
    if not tied:
        counts.append((v, 1))
    for parameter, _ in counts:
        parameter.requires_grad_()
    decoupled = decay == "decoupled"
    groups = [{"params": [p], "weight_decay": 2 * lam * count if decoupled else 0.0} for p, count in counts]
    optimizer = (torch.optim.AdamW if decoupled else torch.optim.Adam)(groups, lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, rateSteps) if rateSchedule == "cosine" else None
    found = []
    for rows in BATCHES:
        x = X[rows]
        data = ((ACTIVATIONS[activation](x @ w.T + b) @ (w if tied else v.T) + c - x) ** 2).sum(1).mean()
        penalty = lam * sum(count * (p**2).sum() for p, count in counts)
        found.append((data + penalty).item())
        optimizer.zero_grad()
        (data if decoupled else data + penalty).backward()
        optimizer.step()
        if schedule:
            schedule.step()
    return found


if __name__ == "__main__":
    base = {"activation": "tanh", "tied": False, "penalizeBiases": True, "countTiedTwice": False, "decay": "coupled", "rateSchedule": "constant", "rateSteps": 60}
    changes = [
        {"penalizeBiases": False},
        {"tied": True, "penalizeBiases": False},
        {"tied": True, "countTiedTwice": True},
        {"tied": True, "countTiedTwice": True, "penalizeBiases": False},
        {"decay": "decoupled"},
        {"decay": "decoupled", "penalizeBiases": False},
        {"tied": True, "decay": "decoupled", "countTiedTwice": True},
        {"rateSchedule": "cosine"},
        {"tied": True, "rateSchedule": "cosine", "decay": "decoupled"},
        {"activation": "leaky-relu"},
        {"activation": "leaky-relu", "tied": True},
    ]
    runs = [{"config": {**base, **change}, "losses": losses(**{**base, **change})} for change in changes]
    (TESTS / "fixtures/options.json").write_text(json.dumps(runs, indent=1) + "\n")
