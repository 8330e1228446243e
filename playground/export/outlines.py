"""What a file of a network says of the data that this was trained on, which may be lost."""

from __future__ import annotations

from playground.data.file_set import FileSet
from playground.data.outline import Outline
from playground.engine.network import Network
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.files.reasons import Unreadable

NO_OUTLINE = "it does not say rightly what its data are like"


def outlined(experiment: Experiment, outline: Outline | None) -> Experiment:
    """Return the experiment with what is known of its data, if their file has been lost meanwhile."""
    return experiment if outline is None else presets.outlined(experiment, outline.described())


def outline_in(text: str, experiment: Experiment, network: Network) -> Outline | None:
    """Return what a file says of the data of a network; None if it says nothing. Raises Unreadable."""
    data = experiment.data
    if not text or not isinstance(data, FileSet):
        return None
    try:
        found = data.recalled(text)
    except ValueError as error:
        raise Unreadable(NO_OUTLINE) from error
    points, (start, *_, end) = found.points(), network.shapes
    targets, inputs = experiment.targets_of(points), experiment.inputs_shape_of(points)
    if (inputs, targets.units, targets.every_step) != (start, end[-1], len(end) == 2):
        raise Unreadable(NO_OUTLINE)
    return found
