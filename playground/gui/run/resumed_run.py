"""What becomes of a network that stood there without its data when these come, or others are sought."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems
from playground.export.runs import SavedRun
from playground.gui.run.known_run import KnownRun


def resumed_run(known: KnownRun, experiment: Experiment) -> SavedRun | None:
    """Return the run that goes on with the same network, if its data were waited for and an experiment has
    brought such data, or says that they are somewhere else.
    """
    before, last = known.experiment, known.snapshot
    if before is None or last is None or not before.data.absent or blocking_problems(experiment):
        return None
    if experiment.data.absent and experiment.changed(data=before.data) != before:
        return None  # such as a start from another seed
    if _meaning(experiment) != _meaning(before):
        return None  # whatever they are, the network was trained on others
    rows = tuple(row for row in known.history.rows if row.train_loss is not None)  # not measured without data
    return SavedRun(experiment, rows, known.history.stride, (last,))


def _meaning(experiment: Experiment) -> tuple[object, ...]:
    """Return what numbers of a network are of: its layers, and what goes in and comes out by names."""
    points, targets = experiment.points, experiment.targets
    names = points.names, points.symbols, targets.classes, targets.output_names
    return experiment.data.kind, experiment.network().architecture, *names
