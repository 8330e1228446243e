"""What painting makes of an experiment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from playground.data.features import kept
from playground.data.painting.brush import FARTHEST, MOST
from playground.data.painting.painted import MOST_CLASSES, Painted
from playground.data.samples import Array
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_fitting_end
from playground.gui.views.function import flat_at
from playground.gui.widgets.numbers import grouped


def why_not_paint(experiment: Experiment) -> str:
    """Say in one sentence why these data are not painted on; empty if they can be."""
    points = experiment.points
    if "data" in experiment.locked:
        return _tr("The lesson keeps the data as they are.")
    if experiment.data.absent:
        return _tr("The data are not here.")
    if experiment.plane is None:
        return _tr("These data do not lie in a plane.")
    if not experiment.targets.by_hand:
        return _tr("One number does not say what is to be predicted of these samples.")
    if experiment.features and flat_at(experiment) is not None:
        return _tr("Only x₁ counts here: there is no plane to paint on.")
    if len(experiment.targets.classes) > MOST_CLASSES:
        return _tr("At most {0} classes can be painted, and these data have more.").format(MOST_CLASSES)
    if len(points) > MOST:
        return _tr("{0} points are more than the {1} that can be painted on.").format(
            grouped(len(points)), grouped(MOST)
        )
    if any((abs(numbers) > FARTHEST).any() for numbers in (points.xy, points.values)):
        return _tr("These data go beyond {0:g}, where nothing can be painted.").format(FARTHEST)
    return ""


def painted_rows(experiment: Experiment) -> Array:
    """Return the experiment's points as painted ones have them, (points, 3)."""
    data = experiment.data
    return (data if isinstance(data, Painted) else Painted.over(data)).rows


def repainted(experiment: Experiment, rows: Array) -> Experiment:
    """Return the experiment with these points; a class that is new makes one more.

    Of the features those stay that points of the plane have.
    """
    assert experiment.plane is not None
    targets = experiment.targets
    classes = before = len(targets.classes)
    if targets.decides:
        classes = max(before, int(rows[:, 2].max(initial=0.0)) + 1)
    names = targets.classes if targets.named else ()
    data = Painted.of(rows, classes, experiment.data.seed, names, experiment.points)
    changed = experiment.changed(data=data, features=kept(experiment.features, 2))
    return changed if classes == before else with_fitting_end(changed, targets)


def _tr(text: str) -> str:
    return QCoreApplication.translate("repainted", text)
