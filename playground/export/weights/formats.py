"""The formats of weights: what each file name's ending means, and how such a file is written and read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset
from playground.export.arrangement import Arrange, ours
from playground.export.outlines import outline_in
from playground.export.pytorch.sequential import state_dict
from playground.export.weights import json_file, npz, onnx_file, safetensors_file
from playground.export.weights.contents import LARGEST, BadWeights, Contents
from playground.export.weights.matching import fill
from playground.export.weights.script_arrays import script_of
from playground.export.weights.trained_network import (
    TrainedNetwork,
    experiment_in,
    figures_in,
    network_in,
)
from playground.files import reading
from playground.files.reading import Progress, unheard
from playground.files.reasons import Unreadable
from playground.files.writing import writing
from playground.parts.text import name_of, shown


@dataclass(frozen=True)
class WeightsFormat:
    """One format, as menus call it."""

    title: str
    write: Callable[[TrainedNetwork, IO[bytes]], None]
    """Raises LookupError for a layer that it does not know, ImportError for a package that is missing."""
    read: Callable[[bytes], Contents]
    """Raises Unreadable."""
    use: str = ""
    """How Python reads such a file, in a line; {0} stands for its name."""
    arrange: Arrange = ours
    """How arrays are laid out that are written; those that are read say by their names how they are."""
    holds: Callable[[bytes, str | os.PathLike[str]], bool] = lambda data, path: True
    """Whether the bytes of a file with this ending are weights. Raises Unreadable."""


def _arrays(
    write: Callable[[Contents, IO[bytes]], None], arrange: Arrange = ours
) -> Callable[[TrainedNetwork, IO[bytes]], None]:
    """Return what writes arrays with what they are."""
    return lambda trained, file: write(trained.contents(arrange), file)


FORMATS: dict[str, WeightsFormat] = {
    ".npz": WeightsFormat("NumPy", _arrays(npz.write), npz.read, 'arrays = np.load("{0}")', holds=npz.holds),
    ".safetensors": WeightsFormat(
        "safetensors",
        _arrays(safetensors_file.write),
        safetensors_file.read,
        'arrays = safetensors.numpy.load_file("{0}")',
    ),
    ".torch.safetensors": WeightsFormat(
        "PyTorch state_dict",
        _arrays(safetensors_file.write, state_dict),
        safetensors_file.read,
        'model.load_state_dict(safetensors.torch.load_file("{0}"))',
        state_dict,
    ),
    ".json": WeightsFormat(
        "JSON",
        _arrays(json_file.write),
        json_file.read,
        'arrays = json.loads(Path("{0}").read_text())["arrays"]',
        holds=json_file.holds,
    ),
    ".onnx": WeightsFormat(
        "ONNX",
        onnx_file.write,
        onnx_file.read,
        'outputs, *_ = onnxruntime.InferenceSession("{0}").run(None, {{"inputs": samples}})',
        onnx_file.arrangement,
    ),
}

INSTEAD = "export the network as weights, too, or save its run, to open it here"
"""What to do where somebody opens the arrays of a script."""
ARRANGEMENTS = list(dict.fromkeys(each.arrange for each in FORMATS.values()))


def known(path: str | os.PathLike[str]) -> str | None:
    """Return the ending by which a file's format is known, the longest that it has; None if there is none."""
    name = Path(path).name.lower()
    endings = [ending for ending in FORMATS if name.endswith(ending) and name != ending]
    return max(endings, key=len, default=None)


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if weights can be written there. Raises ValueError with the reason if not."""
    if known(path) is None:
        raise ValueError(f"{name_of(Path(path))}: weights are written as {', '.join(FORMATS)}")
    return Path(path)


def save(trained: TrainedNetwork, path: str | os.PathLike[str]) -> None:
    """Write the first network's weights. Raises OSError, and ValueError for an unknown ending, for a layer
    that the format does not know, or for a package that it needs.
    """
    target = check(path)
    wanted = FORMATS[known(target) or ""]
    try:
        with writing(target) as file:
            wanted.write(trained, file)
    except (LookupError, ImportError) as error:
        raise ValueError(f"{name_of(target)}: {error.args[0]}") from error


def read(
    path: str | os.PathLike[str], otherwise: Experiment | None = None, progress: Progress = unheard
) -> TrainedNetwork:
    """Return the network in a file; ``otherwise`` is the experiment of weights that come without one.

    Raises BadWeights, Cancelled.
    """
    ending, name = known(path), name_of(Path(path).name)
    try:
        if ending is None:
            raise Unreadable(f"weights are read from {', '.join(FORMATS)}")
        contents = FORMATS[ending].read(reading.read(path, LARGEST, progress)).checked()
        return _built(contents, FORMATS[ending].arrange, otherwise, str(path))
    except Unreadable as error:
        raise BadWeights(name, str(error)) from error
    except BadPreset as error:
        raise BadWeights(name, f"its experiment cannot be used: {error.lines[0]}") from error
    except MemoryError as error:
        raise BadWeights(name, "there is not enough memory for it") from error


def _built(contents: Contents, likely: Arrange, otherwise: Experiment | None, path: str) -> TrainedNetwork:
    if not contents.texts and (script := script_of(path, contents.arrays)):
        raise Unreadable(f"its arrays belong to {shown(script)}: {INSTEAD}")
    experiment = experiment_in(contents.texts, path) or otherwise
    if experiment is None:
        raise Unreadable("it does not say of which network its weights are: name a preset, too")
    room = sum(array.size for array in contents.arrays.values())
    network = network_in(contents.texts, experiment, room)
    try:
        fill(network, contents.arrays, list(dict.fromkeys((likely, *ARRANGEMENTS))))
    except Unreadable as error:
        if "preset" in contents.texts:
            raise
        raise Unreadable(f"it is from another program, and its weights do not fit: {error}") from error
    outline = outline_in(contents.outline, experiment, network)
    known = presets.outlined(experiment, contents.outline)
    return TrainedNetwork(known, network, figures_in(contents.texts), outline)


def holds(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is one of weights; one that cannot be read is whatever its ending says."""
    ending = known(path)
    if ending is None:
        return False
    try:
        return FORMATS[ending].holds(reading.read(path, LARGEST), path)
    except Unreadable:
        return False
