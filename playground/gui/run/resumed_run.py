"""What becomes of a network that stood there without its data when these come, or others are sought."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems
from playground.export.runs import SavedRun
from playground.gui.run.known_run import KnownRun


def resumed_run(known: KnownRun, experiment: Experiment) -> SavedRun | None:
    """Return the run that goes on with the same network, if its data were waited for and an experiment has
    brought them, or says that they are somewhere else.
    """
    before, last = known.experiment, known.snapshot
    if before is None or last is None or not before.data.absent or blocking_problems(experiment):
        return None
    if experiment.data.absent and experiment.changed(data=before.data) != before:
        return None  # such as a start from another seed
    if experiment.network().architecture != before.network().architecture:
        return None
    rows = tuple(row for row in known.history.rows if row.train_loss is not None)  # not measured without data
    return SavedRun(experiment, rows, known.history.stride, (last,))
