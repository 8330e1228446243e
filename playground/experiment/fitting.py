"""Experiments with other data, and as much of the rest as these allow."""

from __future__ import annotations

from playground.data.data_set import DataSet
from playground.data.features import kept, plain
from playground.data.file_set import FileSet
from playground.data.samples import Points
from playground.data.tables.table_set import TableSet
from playground.data.targets.base import Targets
from playground.engine.layers.flatten import Flatten
from playground.engine.losses.base import Loss
from playground.engine.outputs import AutoOutput
from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems, shape_problems
from playground.parts.part import family
from playground.parts.text import shown


def with_data(experiment: Experiment, data: DataSet) -> Experiment:
    """Return the experiment with other data: all their inputs as features, and what fits them at the end."""
    features = plain(_inputs(data.points()))
    changed = with_fitting_layers(experiment.changed(data=data, features=features))
    return with_fitting_end(changed, experiment.targets)


def named_for(experiment: Experiment, data: DataSet, title: str) -> Experiment:
    """Return the experiment with a title and a reason that speak of a table; a lesson on others is left."""
    reason = ""
    if isinstance(data, TableSet):
        count = len(data.columns)
        others = shown(data.columns[0]) if count == 1 else f"{count} columns"
        targets = " and ".join(map(shown, (data.target, *data.more_targets)))
        reason = f"Give {others} back." if experiment.reconstruct else f"Predict {targets} from {others}."
    return experiment.changed(title=title[:200], reason=reason, lesson=(), locked=(), hidden=())


def with_other_data(experiment: Experiment, data: DataSet) -> Experiment:
    """Return the experiment with other data and as much of the rest as these allow.

    Features that they do not have are left out; where they were the inputs as they stand, they still are.
    The output, the loss and the first layers change only where they do not fit.
    """
    if isinstance(data, FileSet):
        data = data.known_as(data.outline)
    inputs = _inputs(data.points())
    untouched = experiment.features == plain(_inputs(experiment.points))
    features = plain(inputs) if untouched else kept(experiment.features, inputs)
    changed = experiment.changed(data=data, features=features)
    if data.misfit():
        return changed
    changed = with_fitting_layers(changed)
    return changed if not blocking_problems(changed) else with_fitting_end(changed, experiment.targets)


def with_reconstruction(experiment: Experiment, wanted: bool) -> Experiment:
    """Return the experiment with its own inputs as targets, or with those of the data again.

    The output and the loss change only where they do not fit; a reason that spoke of a table still does.
    """
    changed = experiment.changed(reconstruct=wanted)
    if experiment.reason and experiment.reason == _reason(experiment):
        changed = changed.changed(reason=_reason(changed))
    return changed if not blocking_problems(changed) else with_fitting_end(changed, experiment.targets)


def _reason(experiment: Experiment) -> str:
    return named_for(experiment, experiment.data, experiment.title).reason


def with_fitting_layers(experiment: Experiment) -> Experiment:
    """Return the experiment with layers that take its data: where theirs need a row, flattened first.

    What was flattened before and is a row by now is flattened no more.
    """
    found = [experiment, experiment.changed(layers=(Flatten(), *experiment.layers))]
    if experiment.layers and isinstance(experiment.layers[0], Flatten):
        found.insert(0, experiment.changed(layers=experiment.layers[1:]))
    return next((each for each in found if not any(shape_problems(each))), experiment)


def _inputs(points: Points) -> int:
    """Return how many inputs points have; where all lie at one height x₂ is none."""
    named = sum(map(bool, points.input_names))
    return named or (1 if points.in_line else points.inputs.shape[1])


def with_fitting_end(experiment: Experiment, before: Targets) -> Experiment:
    """Return the experiment with an output and a loss that fit its data, if there are such.

    Where its targets ``before`` had another number of classes, the output becomes ``auto``; a loss that does
    not fit, the first that does.
    """
    alike = len(before.classes) == len(experiment.targets.classes)
    outputs = [experiment.output] if alike else []
    losses = [experiment.loss, *(member() for member in family(Loss).values())]
    for output in (*outputs, AutoOutput(), experiment.output):
        for loss in losses:
            found = experiment.changed(output=output, loss=loss)
            if not blocking_problems(found):
                return found
    return experiment
