"""Runs as event files of TensorBoard: figures by epoch, histograms by checkpoint, and the settings."""

from __future__ import annotations

import json
import math
import os
import struct
import time
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export.run_record import check_data
from playground.export.runs import SavedRun
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.writing import writing
from playground.inspection.histogram import Histogram
from playground.inspection.layer_statistics import Probe
from playground.parts.counts import grouped
from playground.parts.text import name_of
from playground.training.training import Training

NAME = "events.out.tfevents.playground"
"""What the file is called in its folder, which TensorBoard shows as one run."""
MISSING = "event files of TensorBoard need a package that is not installed: pip install tensorboardX"
HISTOGRAMS = "weights", "gradients", "activations"
BINS = 30
LONGEST = 200
"""Characters of a setting."""


def check(path: str | os.PathLike[str]) -> Path:
    """Return what is written: the folder, or the file in one that is there already.

    Raises ValueError with the reason if it cannot be.
    """
    if find_spec("tensorboardX") is None:
        raise ValueError(MISSING)
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{name_of(folder)}: is not a folder")
    return folder / NAME if folder.exists() else folder


def preview(run: SavedRun) -> Iterator[str]:
    """Yield what there will be in TensorBoard; columns are parted by tabs.

    Raises ImportError where what writes it is not installed.
    """
    if find_spec("tensorboardX") is None:
        raise ImportError(MISSING)
    yield f"{NAME}, the run as TensorBoard shows it."
    yield "Each run needs a folder of its own; tensorboard --logdir FOLDER shows it, or all in a folder."
    yield ""
    for tag in dict.fromkeys(tag for row in run.rows for tag, _ in _named(run, row)):
        yield f"{tag}\ta curve; points: {grouped(len(run.rows))}"
    for name in HISTOGRAMS:
        yield f"{name}\thistograms of each layer; checkpoints: {grouped(len(run.snapshots))}"
    yield f"HParams\t{grouped(len(flat(run.experiment)))} settings, and the last figures"


def save(run: SavedRun, folder: str | os.PathLike[str], progress: Progress = unheard) -> None:
    """Write a run into a folder, in the place of one that was written there before.

    ``tensorboard --logdir`` of the folder, or of one that holds several, shows it. Raises ValueError,
    OSError, Cancelled.
    """
    check(folder)
    check_data(run.experiment)
    from tensorboardX.proto.event_pb2 import Event

    now = time.time()
    events = [Event(wall_time=now, file_version="brain.Event:2")]
    events += [Event(wall_time=now, step=step, summary=each) for step, each in _summaries(run, progress)]
    Path(folder).mkdir(exist_ok=True)
    with writing(Path(folder) / NAME) as file:
        for event in events:
            file.write(_record(event.SerializeToString()))


def _record(data: bytes) -> bytes:
    """Return a record as such files have it: its length and itself, each with a checksum."""
    from tensorboardX.record_writer import masked_crc32c

    length = struct.pack("<Q", len(data))
    sums = (struct.pack("<I", masked_crc32c(each)) for each in (length, data))
    return b"".join((length, next(sums), data, next(sums)))


def _summaries(run: SavedRun, progress: Progress) -> Iterator[tuple[int, Any]]:
    """Yield what is to be written, each with its epoch. Raises Cancelled."""
    from tensorboardX.summary import hparams, scalar

    last = run.rows[-1]
    for each in hparams(flat(run.experiment), dict(_named(run, last))):
        yield last.epoch, each
    for row in run.rows:
        for tag, value in _named(run, row):
            yield row.epoch, scalar(tag, value)
    yield from _histograms(run, progress)


def _named(run: SavedRun, row: Figures) -> Iterator[tuple[str, float]]:
    """Yield the figures of a row as TensorBoard groups them: loss/train, loss/test ..."""
    of = {"loss": run.experiment.loss_of}
    for name, value in zip(Figures.names()[2:], row.values()[2:], strict=True):
        if value is not None and math.isfinite(value):
            part, figure = name.split("_")
            yield f"{figure} {of.get(figure, '')}".strip().replace(" ", "_") + f"/{part}", value


def _histograms(run: SavedRun, progress: Progress) -> Iterator[tuple[int, Any]]:
    training = Training(run.experiment)
    for place, snapshot in enumerate(run.snapshots):
        if not progress(place / len(run.snapshots)):
            raise Cancelled
        training.visit(snapshot)
        for layer in Probe(training).layer_statistics(BINS).layers:
            for name in HISTOGRAMS:
                found: Histogram | None = getattr(layer, name)
                if found is not None:
                    yield snapshot.epochs, _histogram(f"{name}/{layer.name}", found)


def _histogram(tag: str, found: Histogram) -> Any:
    """Return a histogram; its sums, which TensorBoard does not show, are those of the middles of the bins."""
    from tensorboardX.summary import histogram_raw

    edges = np.linspace(found.low, found.high, len(found.counts) + 1)
    middles, counts = (edges[:-1] + edges[1:]) / 2.0, found.counts.astype(float)
    sums = float(counts @ middles), float(counts @ middles**2)
    return histogram_raw(
        tag, found.low, found.high, float(counts.sum()), *sums, edges[1:].tolist(), counts.tolist()
    )


def flat(experiment: Experiment) -> dict[str, bool | str | float]:
    """Return the settings by their paths, as TensorBoard compares runs by them: lists as one text."""
    plain = experiment.model_dump(mode="json", exclude={"title", "reason", "lesson", "locked", "hidden"})
    return dict(_leaves(plain, ""))


def _leaves(plain: Mapping[str, Any], above: str) -> Iterator[tuple[str, bool | str | float]]:
    for name, value in plain.items():
        path = f"{above}.{name}" if above else name
        match value:
            case Mapping():
                yield from _leaves(value, path)
            case bool() | int() | float():
                yield path, value
            case None | "" | []:
                continue
            case str():
                yield path, value[:LONGEST]
            case _:
                yield path, json.dumps(value, ensure_ascii=False)[:LONGEST]
