"""The history and the samples of a run as files."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.files.writing import text_of, writing
from playground.parts.text import name_of


def check_history(path: str | os.PathLike[str]) -> Path:
    """Return the path if the history can be written there. Raises ValueError with the reason if not."""
    return _ending(path, ".csv", "the history is")


def check_samples(path: str | os.PathLike[str]) -> Path:
    """Return the path if samples can be written there. Raises ValueError with the reason if not."""
    return _ending(path, ".npz", "samples are")


def _ending(path: str | os.PathLike[str], ending: str, what: str) -> Path:
    target = Path(path)
    if target.suffix.lower() != ending:
        raise ValueError(f"{name_of(target)}: {what} written as {ending}")
    return target


def save_history(rows: Iterable[Figures], path: str | os.PathLike[str]) -> None:
    """Write one line for every recorded epoch, as CSV; a cell is empty where there is no figure."""
    with writing(path) as file, text_of(file) as text:
        writer = csv.writer(text)
        writer.writerow(Figures.names())
        writer.writerows(["" if value is None else value for value in row.values()] for row in rows)


def save_samples(experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write ``train_inputs`` (n, features), ``train_targets`` (n, outputs) ... as the network sees them."""
    dtype = np.dtype(experiment.precision)
    arrays = {}
    for name, samples in experiment.samples.items():
        arrays[f"{name}_inputs"] = samples.inputs.astype(dtype)
        arrays[f"{name}_targets"] = samples.targets.astype(dtype)
    with writing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
