"""The program as a library: train an experiment and keep what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.edits import edited
from playground.engine.network import Network
from playground.experiment import Experiment
from playground.export import weights
from playground.history import Figures
from playground.presets import runnable
from playground.training import Diverged, Training


@dataclass(frozen=True, eq=False)
class Run:
    """A training that has ended."""

    experiment: Experiment
    network: Network
    """Its ``predict`` turns inputs (samples, features) into outputs (samples, outputs)."""
    history: tuple[Figures, ...]
    """Losses and accuracies, from before the first epoch on; thinned beyond 2,000 rows."""
    figures: Figures
    """The last losses and accuracies."""
    reason: str
    """Why the run ended."""
    diverged: bool

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the weights to a .npz, .safetensors or .json file. Raises ValueError, OSError."""
        weights.save(self.network, self.experiment, path)


def train(
    experiment: Experiment,
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    **settings: Any,
) -> Run:
    """Train an experiment for ``epochs`` (its own number if None) and return what came of it.

    Further settings replace the experiment's: ``train(load("xor"), batch_size=0, seed=7)``. ``report`` is
    called after every epoch; the run ends when it returns False. Raises BadPreset if the parts do not fit,
    ValidationError for a setting out of range.
    """
    for name, value in settings.items():
        experiment = edited(experiment, (name,), value)
    training = Training(runnable(experiment, experiment.title))
    total = experiment.epochs if epochs is None else epochs
    reason, diverged = f"Reached epoch {total}", False
    try:
        while training.epochs < total:
            training.epoch()
            if report is not None and not report(training):
                reason = f"Stopped at epoch {training.epochs}"
                break
        training.settle()
    except Diverged as error:
        reason, diverged = str(error), True
    rows = tuple(training.history.rows)
    return Run(experiment, training.network, rows, training.figures(), reason, diverged)
