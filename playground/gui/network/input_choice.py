"""Which inputs a network could have: those that are on, and those that a click would switch on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from playground.data.features import Feature, offered
from playground.data.samples import Points, numbered
from playground.engine.wiring import Groups, groups
from playground.experiment.experiment import Experiment
from playground.gui.network.tiles import Off, Tile


class InputChoice:
    """The inputs of an experiment, in the order in which they are shown."""

    def __init__(self, experiment: Experiment) -> None:
        chosen = experiment.points.shape is None
        self._own = experiment.points.input_names
        self.names = (
            tuple(map(self.called, experiment.features))
            if chosen
            else _names(groups(experiment.inputs_shape), experiment.points)
        )
        """What the network's inputs are called as they are drawn."""
        self.on = experiment.features if chosen else ()
        """The features among them; none where all inputs enter as they are."""
        known = offered(len(experiment.input_names)) if chosen else ()
        self.ready: list[Feature] = [*known, *(feature for feature in self.on if feature not in known)]
        """All of them: what the data offer, then what was written."""
        self.off = [feature for feature in self.ready if feature not in self.on]
        """Those that the network is not given."""

    @property
    def off_names(self) -> list[str]:
        """What those that are off are called."""
        return [self.called(feature) for feature in self.off]

    def called(self, feature: Feature) -> str:
        """Return what a feature is called: by the data, if it is one of their inputs and has a name there."""
        place = feature.input
        return (place is not None and place < len(self._own) and self._own[place]) or feature.name

    def switched(self, spot: Tile | Off) -> tuple[Feature, ...]:
        """Return the features once one of them is switched on or off."""
        if isinstance(spot, Off):
            wanted = {*self.on, self.off[spot.number]}
            return tuple(feature for feature in self.ready if feature in wanted)
        return (*self.on[: spot.unit], *self.on[spot.unit + 1 :])


def _tr(text: str) -> str:
    return QCoreApplication.translate("inputs", text)


def _names(inputs: Groups, points: Points) -> tuple[str, ...]:
    """Return what groups of inputs are called, where there are no features."""
    if inputs.count == 1 and not inputs.single:
        return (_tr("image") if inputs.called == "channel" else _tr("inputs"),)
    for own in (points.symbols, points.input_names):
        if len(own) == inputs.count and inputs.called == "unit":
            return own
    return tuple(
        numbered(i + 1) if inputs.called == "unit" else _tr("channel {0}").format(i + 1)
        for i in range(inputs.count)
    )
