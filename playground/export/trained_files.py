"""Whatever file a trained network stands in, a run with its past or weights alone: a run to go on with."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import runs, weights
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.files.reading import Progress, unheard, within
from playground.parts.text import name_of

ENDINGS = (runs.SUFFIX, *weights.FORMATS)


def holds_training(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a run or weights: by its ending, or by what is in it where others share it."""
    return is_run(path) or weights.holds(path)


def is_run(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a run by its name."""
    return Path(path).suffix.lower() == runs.SUFFIX


def network(path: str | os.PathLike[str], otherwise: Experiment | None = None) -> TrainedNetwork:
    """Return the network in a file, of a run the one at its end. It needs no data.

    ``otherwise`` is the experiment of weights that come without one. Raises BadRun, BadWeights, and LostData
    for a run that does not say what its data are like.
    """
    if not is_run(path):
        return _weights(path, otherwise)
    run = runs.read_network(path)
    return replace(TrainedNetwork.at(run.experiment, run.snapshots[-1], run.rows), outline=run.outline)


def read(
    path: str | os.PathLike[str],
    otherwise: Experiment | None = None,
    progress: Progress = unheard,
    data: str | os.PathLike[str] | None = None,
) -> SavedRun:
    """Return a run to go on with; ``otherwise`` is the experiment of weights that come without one.

    ``data`` is where the file of its data is, if that is not where the run or the weights say. Where the file
    has only weights, the optimizer remembers nothing of what came before. Raises BadRun, BadWeights,
    BadPreset if the experiment cannot be trained, Cancelled.
    """
    if is_run(path):
        return runs.read(path, progress, data)
    name, trained = name_of(path), _weights(path, otherwise, within(progress, 0.0, 0.5))
    if data is not None:
        trained = replace(trained, experiment=presets.with_file(trained.experiment, data, name))
    presets.with_its_file(trained.experiment, name).data.prepare(within(progress, 0.5, 0.5))
    return trained.run()


def without_data(path: str | os.PathLike[str], otherwise: Experiment) -> SavedRun | None:
    """Return the network of a file whose data are not here, to be looked at; None if too little is known of
    them: the file has to say what they are like.

    Raises BadRun, BadWeights, BadPreset.
    """
    if is_run(path):
        try:
            return runs.read_network(path)
        except presets.LostData:
            return None
    trained = weights.read(path, otherwise)
    return trained.run() if presets.seen_without_data(trained.experiment) else None


def _weights(
    path: str | os.PathLike[str], otherwise: Experiment | None, progress: Progress = unheard
) -> TrainedNetwork:
    name = str(path)
    if name in presets.shipped() and not os.path.exists(path):
        way = f"playground train {name} --export {name}.npz"
        raise weights.BadWeights(name, f"is a preset without weights; train it first: {way}")
    return weights.read(path, otherwise, progress)
