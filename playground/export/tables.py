"""The samples of an experiment as a file."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from playground.experiment.experiment import Experiment
from playground.files.writing import writing
from playground.parts.text import name_of


def check_samples(path: str | os.PathLike[str]) -> Path:
    """Return the path if samples can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() != ".npz":
        raise ValueError(f"{name_of(target)}: samples are written as .npz")
    return target


def save_samples(experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write ``train_inputs`` (n, features), ``train_targets`` (n, outputs) ... as the network sees them."""
    dtype = np.dtype(experiment.precision)
    arrays = {}
    for name, samples in experiment.samples.items():
        arrays[f"{name}_inputs"] = samples.inputs.astype(dtype)
        arrays[f"{name}_targets"] = samples.targets.astype(dtype)
    with writing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
