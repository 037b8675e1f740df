"""Writes the samples of this folder, and the arrays of tests/fixtures/own, with NumPy: python3 make.py

The digits are the first 60 of UCI's (www/data/LICENSES.md says whose they are)."""

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = ROOT / "tests/fixtures/own"


def idx(path):
    """The array of an IDX file of bytes."""
    raw = gzip.decompress(path.read_bytes())
    shape = struct.unpack(f">{raw[3]}I", raw[4 : 4 + 4 * raw[3]])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def as_idx(x):
    """IDX of bytes."""
    return struct.pack(f">HBB{x.ndim}I", 0, 8, x.ndim, *x.shape) + x.astype(np.uint8).tobytes()


def png(x):
    """A grey picture of bytes."""
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = b"".join(b"\0" + row.tobytes() for row in x)
    head = struct.pack(">2I5B", x.shape[1], x.shape[0], 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def packed(path, body):
    """gzip that is the same whenever it is written."""
    path.write_bytes(gzip.compress(body, 9, mtime=0))


digits = idx(ROOT / "www/data/digits8x8-images-idx3-ubyte.gz")[:60]
labels = idx(ROOT / "www/data/digits8x8-labels-idx1-ubyte.gz")[:60]
ink = (digits * 15.9375).round().astype(np.uint8)

packed(HERE / "digits-images-idx3-ubyte.gz", as_idx(ink))
packed(HERE / "digits-labels-idx1-ubyte.gz", as_idx(labels))
np.save(HERE / "digits.npy", ink)
np.savez_compressed(HERE / "digits.npz", X=ink, y=labels)
head = ",".join(["label", *(f"pixel{i}" for i in range(64))])
np.savetxt(HERE / "digits.csv", np.column_stack([labels, ink.reshape(60, 64)]), "%d", ",", header=head, comments="")
(HERE / "pictures").mkdir(exist_ok=True)
for i, x in enumerate(digits[:12]):
    # Dark on white paper, and larger than it is used.
    (HERE / f"pictures/digit-{i:02}.png").write_bytes(png(255 - np.kron(ink[i], np.ones((4, 4), np.uint8))))
t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
heart = np.column_stack([16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)])
lines = [f"{x:.3f};{y:.3f}".replace(".", ",") for x, y in heart]
(HERE / "points.csv").write_text("\n".join(["x;y", *lines]) + "\n")

# Each type in each order, and what stands where: row·64 + pixel, below 0 and with fractions where the type has them.
FIXTURES.mkdir(exist_ok=True)
numbers = np.arange(10 * 64).reshape(10, 8, 8)
for kind, of in {"u1": numbers % 256, "i4": numbers - 300, "f4": numbers / 8 - 30, "f8": numbers / 7 - 30}.items():
    for end in ["|"] if kind == "u1" else ["<", ">"]:
        name = {"|": "", "<": "-little", ">": "-big"}[end]
        np.save(FIXTURES / f"{kind}{name}-c.npy", np.ascontiguousarray(of.astype(end + kind)))
        np.save(FIXTURES / f"{kind}{name}-fortran.npy", np.asfortranarray(of.astype(end + kind)))
np.save(FIXTURES / "flat-fortran.npy", np.asfortranarray((numbers - 300).reshape(10, 64).astype("<i4")))
np.savez(FIXTURES / "stored.npz", y=np.arange(10) % 3, X=numbers.astype("<f4"))
np.savez_compressed(FIXTURES / "words.npz", y=np.array(["cat", "dog"])[np.arange(10) % 2], X=numbers.astype("|u1"))
np.save(FIXTURES / "i8.npy", numbers)
np.save(FIXTURES / "oblong.npy", np.zeros((10, 8, 9), np.uint8))
