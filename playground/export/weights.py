"""Trained weights as files, in the format that the file's ending names."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np
import safetensors.numpy

from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.presets import text, without_folders
from playground.files.writing import writing
from playground.parts.text import name_of


def _npz(network: Network, experiment: Experiment, file: IO[bytes]) -> None:
    """NumPy: ``np.load(path)["01_dense/weight"]``, also opened by Netron."""
    np.savez(file, **network.arrays())  # type: ignore[arg-type]


def _safetensors(network: Network, experiment: Experiment, file: IO[bytes]) -> None:
    """safetensors, with the preset in its metadata."""
    arrays = {name: np.ascontiguousarray(array) for name, array in network.arrays().items()}
    file.write(safetensors.numpy.save(arrays, metadata={"preset": text(without_folders(experiment))}))


def _json(network: Network, experiment: Experiment, file: IO[bytes]) -> None:
    """JSON: nested lists by name, every digit kept."""
    lists = {name: array.tolist() for name, array in network.arrays().items()}
    file.write((json.dumps(lists, indent=1) + "\n").encode())


FORMATS: dict[str, Callable[[Network, Experiment, IO[bytes]], None]] = {
    ".npz": _npz,
    ".safetensors": _safetensors,
    ".json": _json,
}


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if weights can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ValueError(f"{name_of(target)}: weights are written as {', '.join(FORMATS)}")
    return target


def save(network: Network, experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write the first network's weights. Raises ValueError for an unknown ending, OSError."""
    target = check(path)
    with writing(target) as file:
        FORMATS[target.suffix.lower()](network, experiment, file)
