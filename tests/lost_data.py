"""Data of every kind that stand in a file of one's own, and may be lost while a network of theirs is not."""

import numpy as np

import playground
from playground.data.data_set import DataSet
from playground.data.file_set import FileSet
from playground.parts.part import family

SHORT = {"reconstruct": True, "output": "auto", "loss": "mean-squared-error"}


def table(head, row, **settings):
    """Return what writes a table into a folder, and makes an experiment of it."""

    def written(folder):
        path = folder / "mine.csv"
        path.write_text(head + "".join(map(row, range(60))))
        return path, playground.from_table(path, target="kind").changed(**settings)

    return written


def shaped(name, write, data, layers, **settings):
    """Return what writes a file into a folder, and makes an experiment of it."""

    def written(folder):
        path = folder / name
        write(path)
        kind = {**data, "path": str(path)}
        return path, playground.load("circle").changed(
            data=kind, layers=layers, **{"output": "auto", "loss": "cross-entropy", **settings}
        )

    return written


def images(channels=1):
    """Return what writes images of three classes."""
    drawn = np.random.default_rng(0)
    pixels = drawn.integers(0, 256, (60, 8, 8, channels), np.uint8)
    return lambda path: np.savez(path, images=pixels, labels=np.arange(60) % 3)


def wave(path):
    """Write a series with a unit of its own."""
    heights = 500.0 + 100.0 * np.sin(np.arange(60) / 3)
    path.write_text("\n".join(["height", *map(str, heights)]))


FLAT = ({"kind": "flatten"}, {"kind": "dense", "units": 5})
KINDS = {
    "two columns": table("x,y,kind\n", lambda i: f"{i % 7},{i % 5},{'ab'[i % 2]}\n"),
    "many columns": table(
        ",".join(f"c{k}" for k in range(30)) + ",kind\n",
        lambda i: ",".join(str((i * k) % 11) for k in range(30)) + f",{'abc'[i % 3]}\n",
    ),
    "values": table("x,kind\n", lambda i: f"{i % 7},{0.1 * i}\n"),
    "columns given back": table("x,y,kind\n", lambda i: f"{i % 7},{i % 5},{'ab'[i % 2]}\n", **SHORT),
    "column given back": table("x,kind\n", lambda i: f"{i % 7},{0.1 * i}\n", **SHORT),
    "many columns given back": table(
        ",".join(f"c{k}" for k in range(30)) + ",kind\n",
        lambda i: ",".join(str((i * k) % 11) for k in range(30)) + f",{'abc'[i % 3]}\n",
        **SHORT,
    ),
    "images": shaped("mine.npz", images(), {"kind": "own-images"}, FLAT),
    "colour images": shaped(
        "mine.npz",
        images(3),
        {"kind": "own-images", "scaled": False},
        ({"kind": "conv2d", "filters": 2}, *FLAT),
    ),
    "images given back": shaped("mine.npz", images(), {"kind": "own-images"}, FLAT, **SHORT),
    "text": shaped(
        "mine.txt",
        lambda path: path.write_text("the cat sat on the mat\n" * 20),
        {"kind": "text", "samples": 40, "steps": 6},
        ({"kind": "recurrent", "units": 5, "outputs": "every-step"},),
    ),
    "series": shaped(
        "mine.csv", wave, {"kind": "series", "column": "height", "steps": 5}, FLAT, loss="mean-squared-error"
    ),
    "series as it is": shaped(
        "mine.csv",
        wave,
        {"kind": "series", "column": "height", "steps": 5, "standardise": False},
        ({"kind": "recurrent", "units": 5},),
        loss="mean-squared-error",
    ),
}
"""What writes a file into a folder and makes an experiment of it, by what is special in it."""


def in_files():
    """Return the kinds of data that stand in a file."""
    return {kind for kind, member in family(DataSet).items() if issubclass(member, FileSet)}
