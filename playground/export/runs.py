"""Whole runs as files: the experiment, its history, and every snapshot that was kept."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from playground import presets
from playground.experiment import Experiment
from playground.history import Figures, History
from playground.timeline import Snapshot
from playground.training import Training

SUFFIX, LARGEST = ".run", 500_000_000
"""The ending of such files, and how many bytes one may have when it is unpacked."""
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, NotImplementedError)
INCOMPLETE = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    OverflowError,
    AttributeError,
    EOFError,
    MemoryError,
    RecursionError,
)
COUNTS = ("epochs", "steps", "updates", "position")


class BadRun(Exception):
    """A file that is not a run of this program; the text says why, in one line."""


@dataclass(frozen=True, eq=False)
class SavedRun:
    """What stands in the file; the last snapshot is where the run was."""

    experiment: Experiment
    rows: tuple[Figures, ...]
    stride: int
    snapshots: tuple[Snapshot, ...]


def save(run: SavedRun, path: str | os.PathLike[str]) -> None:
    """Write a run: a ZIP of arrays as NumPy writes them, and a preset. Raises OSError."""
    arrays = {
        "history": np.array([_numbers(row) for row in run.rows], np.float64).reshape(
            len(run.rows), len(Figures.names())
        ),
        "counts": np.array([[getattr(each, name) for name in COUNTS] for each in run.snapshots], np.int64),
        "parameters": np.stack([each.parameters for each in run.snapshots]),
        "kept": np.stack([each.kept for each in run.snapshots]),
        "order": np.stack([each.order for each in run.snapshots]),
    }
    for group in ("state", "plan"):
        for name in getattr(run.snapshots[0], group):
            arrays[f"{group}/{name}"] = np.stack([getattr(each, group)[name] for each in run.snapshots])
    for i, snapshot in enumerate(run.snapshots):
        for j, memory in enumerate(snapshot.watch):
            arrays |= {f"watch/{i}/{j}/{name}": np.asarray(array) for name, array in memory.items()}
    about = {"stride": run.stride, "generators": [each.generators for each in run.snapshots]}
    with presets.replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("preset.json", presets.text(presets.written_beside(run.experiment, path)))
        file.writestr("run.json", json.dumps(about))
        for name, array in arrays.items():
            with file.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


def read(path: str | os.PathLike[str]) -> SavedRun:
    """Read a run and try its snapshots on a training of its experiment. Raises BadRun."""
    name = Path(path).name
    try:
        with zipfile.ZipFile(path) as file:
            if sum(entry.file_size for entry in file.infolist()) > LARGEST:
                raise BadRun(f"{name}: larger than {LARGEST // 1_000_000} MB when unpacked")
            entries = {entry.filename: file.read(entry) for entry in file.infolist()}
    except DAMAGED as error:
        raise BadRun(f"{name}: not a run: {error}") from error
    try:
        described = presets.build(presets.parse(entries["preset.json"], name), name)
        experiment = presets.runnable(presets.read_beside(described, path), name)
        run = _built(experiment, entries)
        training = Training(run.experiment)
        for snapshot in run.snapshots:
            training.visit(snapshot)
    except presets.BadPreset as error:
        raise BadRun(f"{name}: its preset is no longer valid: {error.lines[0]}") from error
    except INCOMPLETE as error:
        raise BadRun(f"{name}: not a whole run of this program ({type(error).__name__}: {error})") from error
    return run


def _built(experiment: Experiment, entries: dict[str, bytes]) -> SavedRun:
    about = json.loads(entries["run.json"])
    arrays = {
        name.removesuffix(".npy"): np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
        for name, data in entries.items()
        if name.endswith(".npy")
    }
    snapshots = tuple(
        Snapshot(
            **dict(zip(COUNTS, (int(count) for count in counts), strict=True)),
            parameters=arrays["parameters"][i],
            kept=arrays["kept"][i],
            state=_group(arrays, "state", i),
            plan=_group(arrays, "plan", i),
            watch=tuple(_watched(arrays, i, j) for j in range(len(experiment.stop))),
            order=_order(arrays["order"][i]),
            generators=tuple(about["generators"][i]),
        )
        for i, counts in enumerate(arrays["counts"])
    )
    if not snapshots or any(later.epochs < each.epochs for each, later in pairwise(snapshots)):
        raise ValueError("snapshots must be there, in order")
    if arrays["history"].shape[1] != len(Figures.names()):
        raise ValueError("its history has other columns")
    rows = tuple(_figures(row) for row in arrays["history"])
    return SavedRun(experiment, rows, History(rows, int(about["stride"])).stride, snapshots)


def _group(arrays: dict[str, npt.NDArray[Any]], group: str, i: int) -> dict[str, Any]:
    return {
        name.partition("/")[2]: array[i] for name, array in arrays.items() if name.startswith(f"{group}/")
    }


def _watched(arrays: dict[str, npt.NDArray[Any]], i: int, j: int) -> dict[str, Any]:
    start = f"watch/{i}/{j}/"
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}


def _order(order: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    if not np.array_equal(np.sort(order, axis=-1), np.broadcast_to(np.arange(order.shape[-1]), order.shape)):
        raise ValueError("an order of samples is no order")
    return order.astype(np.intp)


def _numbers(row: Figures) -> list[float]:
    return [np.nan if value is None else value for value in row.values()]


def _figures(row: npt.NDArray[np.floating]) -> Figures:
    epoch, step, *values = row.tolist()
    return Figures(int(epoch), int(step), *(None if value != value else value for value in values))
