"""What becomes of a network that stood there without its data when these come."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems
from playground.export.runs import SavedRun
from playground.gui.run.known_run import KnownRun


def resumed_run(known: KnownRun, experiment: Experiment) -> SavedRun | None:
    """Return the run that goes on with the same network, if an experiment has brought the data that it
    waited for.
    """
    before, last = known.experiment, known.snapshot
    if before is None or last is None or not before.data.absent:
        return None
    if experiment.data.absent or blocking_problems(experiment):
        return None
    same = experiment.network().architecture == before.network().architecture
    return SavedRun(experiment, (), 1, (last,)) if same else None
