"""Which inputs a network could have: those that are on, and those that a click would switch on."""

from __future__ import annotations

from playground.data.features import Feature, offered
from playground.experiment.experiment import Experiment
from playground.gui.network.tiles import Off, Tile


class InputChoice:
    """The inputs of an experiment, in the order in which they are shown."""

    def __init__(self, experiment: Experiment) -> None:
        chosen = experiment.points.shape is None
        self.names = experiment.network_input_names
        """What the network's inputs are called."""
        self.on = experiment.features if chosen else ()
        """The features among them; none where all inputs enter as they are."""
        known = offered(len(experiment.input_names)) if chosen else ()
        self.ready: list[Feature] = [*known, *(feature for feature in self.on if feature not in known)]
        """All of them: what the data offer, then what was written."""
        self.off = [feature for feature in self.ready if feature not in self.on]
        """Those that the network is not given."""

    def switched(self, spot: Tile | Off) -> tuple[Feature, ...]:
        """Return the features once one of them is switched on or off."""
        if isinstance(spot, Off):
            wanted = {*self.on, self.off[spot.number]}
            return tuple(feature for feature in self.ready if feature in wanted)
        return (*self.on[: spot.unit], *self.on[spot.unit + 1 :])
