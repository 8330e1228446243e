"""The program as a library: train an experiment and keep the result."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, overload

from playground.data.targets.metrics import Metrics
from playground.engine.network import Network
from playground.experiment.edits import edited, steps
from playground.experiment.experiment import Experiment
from playground.experiment.folding import folded
from playground.experiment.presets import load as load  # the package hands it on from here
from playground.experiment.presets import runnable
from playground.experiment.tabled import Columns, experiment_on
from playground.export import trained_files
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.parts.counts import grouped
from playground.run import Run as Run
from playground.training.checkpoints import Timeline
from playground.training.cross_validation import CrossValidation
from playground.training.divergence import Diverged, Ended
from playground.training.history import History
from playground.training.population import PopulationTraining
from playground.training.training import Training

Preset = Experiment | str | os.PathLike[str]
"""An experiment, the name of a shipped preset, or a preset's file."""


@overload
def train(
    experiment: Preset,
    epochs: int | None = ...,
    report: Callable[[Training], bool] | None = ...,
    population: None = ...,
    keep: int = ...,
    **settings: Any,
) -> Run: ...


@overload
def train(
    experiment: Preset,
    epochs: int | None = ...,
    report: Callable[[Training], bool] | None = ...,
    *,
    population: Sequence[Mapping[str, Any]],
    **settings: Any,
) -> list[Run]: ...


def train(
    experiment: Preset,
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    population: Sequence[Mapping[str, Any]] | None = None,
    keep: int = 0,
    **settings: Any,
) -> Run | list[Run]:
    """Train an experiment for ``epochs`` (its own number if None) and return the result.

    Further settings replace the experiment's: ``train("xor", batch_size=0, seed=7)``. ``report`` is
    called after every epoch; the run ends when it returns False. At most ``keep`` states on the way are kept
    with the run, for its file, films and TensorBoard. With a ``population`` every member replaces
    settings by their paths, all are trained together, and a list of runs comes back:
    ``train("xor", population=[{"seed": 1}, {"seed": 2, "optimizer.learning_rate": 0.1}])``.

    Raises BadPreset if there is no such preset or its parts do not fit, ValidationError for a setting out of
    range, ValueError for fewer than 0 epochs or members that cannot be trained together.
    """
    experiment = _with_settings(experiment, settings)
    total = experiment.epochs if epochs is None else epochs
    if total < 0:
        raise ValueError(f"epochs must be 0 or more, not {total}")
    if population is None:
        kept = Timeline(keep) if keep else None
        (run,) = _run(Training(runnable(experiment, experiment.title)), total, report, kept)
        return run
    members = []
    for overrides in population:
        member = experiment
        for path, value in overrides.items():
            member = edited(member, steps(path), value)
        members.append(runnable(member, member.title))
    return train_members(members, total, report)


def from_table(table: str | os.PathLike[str] | Columns, **settings: Any) -> Experiment:
    """Return an experiment on the table in a file, or on columns by their names, such as a data frame.

    ``from_table("ten.csv", target="y", inputs=["a", "b"], layers=(64, 32), optimizer="adam", test=0.2)``:
    settings are those of the command line. What is not given is chosen. Raises BadPreset.
    """
    return experiment_on(table, settings)


def load_network(path: str | os.PathLike[str], otherwise: Experiment | None = None) -> TrainedNetwork:
    """Return the network in a file of weights or of a run: ``load_network("w.npz").predict(inputs)``.

    It needs no data. ``otherwise`` is the experiment of weights that come without one. Raises BadWeights,
    BadRun, and LostData for a run whose data are lost, if it does not say what they are like.
    """
    return trained_files.network(path, otherwise)


def resume(
    path: str | os.PathLike[str],
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    keep: int = 0,
    data: str | os.PathLike[str] | None = None,
    otherwise: Experiment | None = None,
    **settings: Any,
) -> Run:
    """Train on the run or the weights in a file until the end of an epoch: its own last one if None.

    ``resume("w.run", epochs=900, batch_size=5)``: further settings replace the experiment's, as those of
    ``train``. What was kept of the run stays with it. ``data`` is where the file of its data is now,
    ``otherwise`` the experiment of weights that come without one.

    Raises BadRun, BadWeights, LostData, BadPreset, ValidationError for a setting out of range, ValueError for
    settings that make another network and for an epoch that the run has reached.
    """
    saved = trained_files.read(path, otherwise, data=data)
    experiment = _with_settings(saved.experiment, settings)
    experiment = runnable(experiment, experiment.title)
    if experiment.network().architecture != saved.experiment.network().architecture:
        raise ValueError(f"{', '.join(settings)}: makes another network than this one")
    return go_on(replace(saved, experiment=experiment), epochs, report, keep)


def go_on(
    saved: SavedRun,
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    keep: int = 0,
) -> Run:
    """Train on from where a saved run ends, until an epoch: its own last one if None.

    What was kept of it stays: as much as with further states fits into ``keep``, or all if there are more.
    Raises BadPreset, and ValueError for an epoch that the run has reached.
    """
    experiment, reached = runnable(saved.experiment, saved.experiment.title), saved.snapshots[-1].epochs
    total = experiment.epochs if epochs is None else epochs
    if total <= reached:
        raise ValueError(f"epochs: the run has reached epoch {grouped(reached)} already; name a later one")
    training = Training(experiment)
    training.history = History(saved.rows, saved.stride)
    training.restore(saved.snapshots[-1])
    before = Timeline.of(saved.snapshots, max(keep, len(saved.snapshots)))
    (run,) = _run(training, total, report, before if keep else None)
    return replace(run, kept=run.kept or before.snapshots, marks=saved.marks, layers=saved.layers)


def cross_validate(
    experiment: Preset,
    folds: int = 5,
    epochs: int | None = None,
    report: Callable[[Metrics], None] | None = None,
    **settings: Any,
) -> CrossValidation:
    """Train an experiment once for each fold, from the same start, and return how good it is at each.

    A test set that data have of their own stays aside. ``report`` is called with how good each was, as soon
    as that is known. Raises what ``train`` raises, and ValueError for fewer than 2 folds or more than there
    are samples.
    """
    experiment = _with_settings(experiment, settings)
    found = list[Metrics]()
    for each in folded(runnable(experiment, experiment.title), folds):
        found.append(train(each, epochs).metrics["test"])
        if report is not None:
            report(found[-1])
    return CrossValidation(tuple(found))


def train_members(
    members: Sequence[Experiment], epochs: int, report: Callable[[Training], bool] | None = None
) -> list[Run]:
    """Train experiments of one architecture together. Raises ValueError if they cannot be."""
    if not members:
        raise ValueError("a population needs at least one member")
    return _run(PopulationTraining(members), epochs, report)


def _with_settings(preset: Preset, settings: Mapping[str, Any]) -> Experiment:
    experiment = preset if isinstance(preset, Experiment) else load(preset)
    for name, value in settings.items():
        experiment = edited(experiment, (name,), value)
    return experiment


def _run(
    training: Training,
    epochs: int,
    report: Callable[[Training], bool] | None,
    timeline: Timeline | None = None,
) -> list[Run]:
    if timeline is not None:
        training.keep_snapshots(timeline)
    reason, lost = f"Reached epoch {grouped(epochs)}", {}
    try:
        while training.epochs < epochs:
            training.epoch()
            if report is not None and not report(training):
                reason = f"Stopped at epoch {grouped(training.epochs)}"
                break
        else:
            training.check_finite()
            reason = training.conclude(reason)
        training.check_finite()
    except Diverged as error:
        lost = {0: str(error)}
    except Ended as ended:
        reason = str(ended)
    if isinstance(training, PopulationTraining):
        lost = training.lost
    figures = training.all_figures()
    return [
        Run(
            experiment=member,
            network=_alone(training.network, member, i),
            history=tuple(training.histories[i].rows),
            figures=figures[i],
            reason=lost.get(i, reason),
            diverged=i in lost,
            snapshot=training.snapshot() if len(training.members) == 1 else None,
            stride=training.histories[i].stride,
            kept=training.timeline.snapshots if training.timeline else (),
            outline=member.outlined,
        )
        for i, member in enumerate(training.members)
    ]


def _alone(network: Network, experiment: Experiment, member: int) -> Network:
    """Return one network of a population as a network of its own."""
    alone = experiment.network()
    alone.parameters[0], alone.state[0] = network.parameters[member], network.state[member]
    return alone
