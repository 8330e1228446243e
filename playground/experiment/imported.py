"""The experiment on a table that is imported while there is another one."""

from __future__ import annotations

from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import named_for, with_fitting_end
from playground.experiment.problems import blocking_problems
from playground.experiment.tabled import started

OF_DATA = ("data", "features", "frozen", "title", "reason", "lesson", "locked", "hidden")
"""Fields that belong to the data or to the preset, and go with these."""


def imported(experiment: Experiment, data: TableSet, title: str, opened: Experiment) -> Experiment:
    """Return an experiment on a table, which begins as one on the command line does.

    What in the present experiment is neither as it was ``opened`` nor as its own table began was set by the
    person, and stays as far as it fits.
    """
    usual, begun = started(data, title), [opened]
    if isinstance(experiment.data, TableSet) and not experiment.data.absent:
        begun.append(started(experiment.data, experiment.title))
    kept = {
        name: value
        for name, value in experiment
        if name not in OF_DATA and all(value != getattr(each, name) for each in begun)
    }
    found = named_for(usual.changed(**kept), data, title)
    if blocking_problems(found):
        found = with_fitting_end(found, experiment.targets)
    return usual if blocking_problems(found) else found
