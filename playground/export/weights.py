"""Trained weights as files, in the format that the file's ending names."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import safetensors.numpy

from playground.engine.network import Network
from playground.experiment import Experiment
from playground.presets import replacing, text


def _npz(network: Network, experiment: Experiment, path: Path) -> None:
    """NumPy: ``np.load(path)["01_dense/weight"]``, also opened by Netron."""
    with path.open("wb") as file:  # given a name in capitals, NumPy would write beside it
        np.savez(file, **network.arrays())  # type: ignore[arg-type]


def _safetensors(network: Network, experiment: Experiment, path: Path) -> None:
    """safetensors, with the preset in its metadata."""
    arrays = {name: np.ascontiguousarray(array) for name, array in network.arrays().items()}
    safetensors.numpy.save_file(arrays, path, metadata={"preset": text(experiment)})


def _json(network: Network, experiment: Experiment, path: Path) -> None:
    """JSON: nested lists by name, every digit kept."""
    lists = {name: array.tolist() for name, array in network.arrays().items()}
    path.write_text(json.dumps(lists, indent=1) + "\n", encoding="utf-8")


FORMATS: dict[str, Callable[[Network, Experiment, Path], None]] = {
    ".npz": _npz,
    ".safetensors": _safetensors,
    ".json": _json,
}


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if weights can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ValueError(f"{target}: weights are written as {', '.join(FORMATS)}")
    return target


def save(network: Network, experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write the first network's weights. Raises ValueError for an unknown ending, OSError."""
    target = check(path)
    with replacing(target) as part:
        FORMATS[target.suffix.lower()](network, experiment, part)
