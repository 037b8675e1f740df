/**
 * A run as a program in PyTorch that a student can read: only what this run does is in it. Pure functions; what it reads stands beside it
 * (`program_files.js`).
 */

import { changesOf, networkOf, optimizerOf, trainingOf } from "./program_parts.js";

/** @import { Told } from "./program_parts.js" */

/** What a folder of a program holds besides. */
export const FILES = Object.freeze({ first: "init.safetensors", rows: "run.npz" });

/**
 * The program in its parts, from the files that it reads to the training.
 * @param {Told} told
 * @param {string} folder where its files are, in Python
 * @returns {{files: string, network: string, optimizer: string, training: string}} in Python
 */
function programParts(told, folder) {
  return {
    files: filesOf(told, folder),
    network: networkOf(told),
    optimizer: optimizerOf(told) + changesOf(told),
    training: trainingOf(told),
  };
}

/**
 * The program in one file.
 * @param {Told} told
 */
export function program(told) {
  const { files, network, optimizer, training } = programParts(told, "Path(__file__).parent");
  const head = `"""${introduction(told).join("\n")}

    pip install torch numpy
    python run.py
"""
`;
  return [head, files, network, optimizer, training].map((part) => part.trim()).join("\n\n\n") + "\n";
}

/**
 * The program as a notebook of Jupyter's, in five cells: its parts, and a picture of its curve beside the page's.
 * @param {Told} told
 */
export function notebook(told) {
  const { files, network, optimizer, training } = programParts(told, "Path()");
  const comment = introduction(told).map((line) => `# ${line}`.trimEnd());
  const sources = [
    `${comment.join("\n")}\n\n# %pip install torch numpy matplotlib\n\n${files}`,
    network,
    optimizer,
    training,
    PICTURE,
  ];
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    execution_count: null,
    id: `cell-${index + 1}`,
    metadata: {},
    outputs: [],
    source: source.trim().split(/(?<=\n)/u),
  }));
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** @param {Told} told */
function introduction({ name, steps, link }) {
  return [
    `Run ${name} of autoencoder-lab, in PyTorch: ${steps} steps.`,
    "",
    "The rows, the first weights and the order of the batches are those of the page. So are the errors, but for their last digits:",
    "they depend on the order in which numbers are added, and grow apart over many steps.",
    "",
    link,
  ];
}

/** @param {Told} told @param {string} folder */
function filesOf({ m, heldOut, inputs, recipe: { config } }, folder) {
  const less = config.centred ? ", less their mean" : "";
  return `import json
${config.rateSchedule === "cosine" ? "import math\n" : ""}from pathlib import Path

import numpy as np
import torch

HERE = ${folder}
run = np.load(HERE / "${FILES.rows}")
x = torch.from_numpy(run["train"])  # ${m} × ${inputs}: a row for each example that is trained on${less}
x_held_out = torch.from_numpy(run["held_out"])  # ${heldOut} × ${inputs}${less ? ": less the same mean" : ""}
order = torch.from_numpy(run["order"].astype(np.int64))  # the order of the rows in each pass over them
page = run["curve"]  # what the page measured: step, train error, held-out error


def read_safetensors(path):
    """The tensors of a file: it has the length of its header, the header, in JSON, and all numbers."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, about in json.loads(data[8:start]).items():
        if name != "__metadata__":
            begin, end = about["data_offsets"]
            numbers = np.frombuffer(data[start + begin : start + end], "<f4").reshape(about["shape"])
            tensors[name] = torch.from_numpy(numbers.copy()).requires_grad_()
    return tensors


first = read_safetensors(HERE / "${FILES.first}")  # the weights before the first step
`;
}

/** The last cell of a notebook. */
const PICTURE = `import matplotlib.pyplot as plt

ours = np.array(measured)
for column, what in (1, "train"), (2, "held-out"):
    plt.plot(ours[:, 0], ours[:, column], label=f"{what}, PyTorch")
    plt.plot(page[:, 0], page[:, column], "--", label=f"{what}, page")
plt.yscale("log")
plt.xlabel("step")
plt.ylabel("error, summed over inputs")
plt.legend()
plt.show()
`;
