"""Whole runs as files: the experiment, its history, and every snapshot that was kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.outline import Outline
from playground.engine.architecture import Architecture
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export import layer_arrays
from playground.export.outlines import outline_in
from playground.export.run_checks import (
    COUNTS,
    LONGEST_MARK,
    MARKS,
    check_memory,
    check_network,
    check_order,
    check_sizes,
    check_snapshot,
    figures,
    marks,
    whole,
)
from playground.files import reading
from playground.files.archives import Archive, pack
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.reasons import Unreadable
from playground.files.writing import writing
from playground.inspection.statistics_history import EpochStatistics
from playground.parts.text import name_of
from playground.training.checkpoints import Snapshot
from playground.training.marks import Mark
from playground.training.training import Training

SUFFIX, LARGEST = ".run", 300_000_000
"""The ending of such files, and how many bytes one may have, packed and unpacked."""
INCOMPLETE = (
    LookupError,
    ValueError,
    TypeError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    RecursionError,
)
"""What may be raised by a snapshot that does not fit its experiment."""


class BadRun(Exception):
    """A file that is not a run of this program; the text says why, in one line, which is all of ``lines``."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.lines = [reason]


@dataclass(frozen=True, eq=False)
class SavedRun:
    """What stands in the file; the last snapshot is where the run was."""

    experiment: Experiment
    rows: tuple[Figures, ...]
    stride: int
    snapshots: tuple[Snapshot, ...]
    marks: tuple[Mark, ...] = ()
    """What was changed on the way."""
    layers: tuple[EpochStatistics, ...] = ()
    """The statistics of the layers at those epochs at which somebody looked at them."""
    outline: Outline | None = None
    """What its data are like, where that stood in the file."""

    @property
    def data_changed(self) -> bool:
        """Whether its data are no longer what it was trained on, as far as a network knows of them."""
        now = self.experiment.outlined
        return self.outline is not None and now is not None and not now.agrees(self.outline)


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
        arrays |= _of_rules(group, [getattr(each, group) for each in run.snapshots])
    for i, snapshot in enumerate(run.snapshots):
        for j, memory in enumerate(snapshot.watch):
            arrays |= {f"watch/{i}/{j}/{name}": np.asarray(array) for name, array in memory.items()}
    arrays |= layer_arrays.arrays_of(run.layers, run.experiment.network())
    outline = run.experiment.outlined
    about = {
        "data": outline.described() if outline else "",
        "stride": run.stride,
        "loss_unit": run.experiment.loss_unit,
        "generators": [each.generators for each in run.snapshots],
        "marks": [mark._replace(text=mark.text[:LONGEST_MARK]) for mark in run.marks[-MARKS:]],
    }
    texts = {
        "preset.json": presets.text(presets.written_beside(run.experiment, path)),
        "run.json": json.dumps(about),
    }
    with writing(path) as file:
        pack(file, texts, arrays)


def read(
    path: str | os.PathLike[str], progress: Progress = unheard, data: str | os.PathLike[str] | None = None
) -> SavedRun:
    """Read a run and try its snapshots on a training of its experiment. Raises BadRun, LostData, Cancelled.

    ``data`` is where the file of its data is now, if that is somewhere else.
    """
    name = name_of(Path(path).name)

    def settled(experiment: Experiment, outline: str) -> Experiment:
        if data is not None:
            experiment = presets.with_file(experiment, data, name)
        return presets.runnable(presets.with_its_file(experiment, name), name)

    return _read(path, progress, settled)


def read_network(path: str | os.PathLike[str]) -> SavedRun:
    """Read a run whose network alone is wanted: its data may be lost if it says what they are like.

    Raises BadRun, LostData.
    """
    name = name_of(Path(path).name)

    def settled(experiment: Experiment, outline: str) -> Experiment:
        known = presets.outlined(experiment, outline)
        if presets.seen_without_data(known):
            return known
        return presets.runnable(presets.with_its_file(experiment, name), name)

    return _read(path, unheard, settled)


def _read(
    path: str | os.PathLike[str], progress: Progress, settled: Callable[[Experiment, str], Experiment]
) -> SavedRun:
    """Read a run; ``settled`` makes what to go on with of its experiment and what is known of its data."""
    name = name_of(Path(path).name)
    try:
        archive = Archive(reading.read(path, LARGEST, progress), LARGEST)
        described = presets.build(presets.parse(archive.text("preset.json", presets.LARGEST), name), name)
        about = json.loads(archive.text("run.json", presets.LARGEST))
        outline = str(about.get("data", about.get("table", "")))  # earlier versions knew of tables alone
        experiment = settled(presets.read_beside(described, path), outline)
        run = _built(experiment, archive, about, outline, progress)
        _try(run, progress)
    except presets.LostData:
        raise
    except presets.BadPreset as error:
        raise BadRun(name, f"its preset is no longer valid: {error.lines[0]}") from error
    except Unreadable as error:
        raise BadRun(name, str(error)) from error
    except INCOMPLETE as error:
        raise BadRun(name, "not a whole run of this program") from error
    return run


def _built(
    experiment: Experiment, archive: Archive, about: Mapping[str, Any], outline: str, progress: Progress
) -> SavedRun:
    check_sizes(archive.arrays)
    whole_network = (*experiment.layers, experiment.last_layer)
    check_network(archive.arrays, Architecture.of(whole_network, experiment.inputs_shape))
    network = experiment.network()
    layer_arrays.check_sizes(archive.arrays, network)
    arrays = {name: archive.array(name, progress) for name in archive.arrays}
    snapshots = tuple(
        Snapshot(
            **{name: whole(count, 0, name) for name, count in zip(COUNTS, counts, strict=True)},
            parameters=arrays["parameters"][i],
            kept=arrays["kept"][i],
            state=_group(arrays, "state", i),
            plan=_group(arrays, "plan", i),
            watch=tuple(_watched(arrays, i, j) for j in range(len(experiment.stop))),
            order=arrays["order"][i].astype(np.intp),
            generators=tuple(about["generators"][i]),
        )
        for i, counts in enumerate(arrays["counts"].tolist())
    )
    rows = tuple(map(figures, arrays["history"]))
    if "loss_unit" not in about:  # earlier versions kept the losses of scaled targets
        rows = tuple(row.in_unit(experiment.loss_unit) for row in rows)
    check_order(rows, snapshots)
    stride, noted = whole(about["stride"], 1, "stride"), marks(about.get("marks", []))
    layers = layer_arrays.moments_of(arrays, network)
    known = outline_in(outline, experiment, network)
    return SavedRun(experiment, rows, stride, snapshots, noted, layers, known)


def _try(run: SavedRun, progress: Progress) -> None:
    """Put a training to every snapshot. Raises Unreadable, Cancelled, and what does not fit raises."""
    training = Training(run.experiment)
    start = training.snapshot()
    for snapshot in run.snapshots:
        if not progress(1.0):
            raise Cancelled
        check_snapshot(snapshot, start)
        training.visit(snapshot)
        for rule, memory in zip(run.experiment.stop, snapshot.watch, strict=True):
            check_memory(rule, memory, run.rows[-1], start)


def _of_rules(group: str, memories: list[dict[str, npt.NDArray[Any]]]) -> dict[str, npt.NDArray[Any]]:
    """Return what rules remember: one array for all snapshots, or one for each where a rule was changed."""
    kinds = {tuple((name, array.shape) for name, array in memory.items()) for memory in memories}
    if len(kinds) == 1:
        return {f"{group}/{name}": np.stack([each[name] for each in memories]) for name in memories[0]}
    return {
        f"{group}/{i}/{name}": array for i, memory in enumerate(memories) for name, array in memory.items()
    }


def _group(arrays: dict[str, npt.NDArray[Any]], group: str, i: int) -> dict[str, Any]:
    start, own = f"{group}/", f"{group}/{i}/"
    shared = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
    return {name: array[i] for name, array in shared.items() if "/" not in name} | {
        name.removeprefix(own): array for name, array in arrays.items() if name.startswith(own)
    }


def _watched(arrays: dict[str, npt.NDArray[Any]], i: int, j: int) -> dict[str, Any]:
    start = f"watch/{i}/{j}/"
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}


def _numbers(row: Figures) -> list[float]:
    return [np.nan if value is None else value for value in row.values()]
