"""The maps in all tiles of a network: over the plane, or what one sample comes to."""

from __future__ import annotations

from collections.abc import Sequence

from playground.engine.wiring import Places
from playground.gui.network.content import Content, Maps, content
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.plane_maps import SIDE, input_maps
from playground.gui.network.quantities import Quantity
from playground.gui.network.sample_maps import sample_maps
from playground.gui.network.selection import Selection
from playground.worker.requests.maps import UnitMaps
from playground.worker.requests.one_sample import SampleActivity


class ColumnMaps:
    """Holds the maps of the inputs, which come with the data, and those of units, which come with a frame."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._inputs: Maps | None = None
        self._off: Maps | None = None
        self._units: Sequence[Maps] = ()

    @property
    def request(self) -> UnitMaps:
        """What to ask of a frame about units over the plane."""
        return UnitMaps(SIDE, self._selection.held)

    def show_network(self, numbers: NetworkNumbers, old: NetworkNumbers | None) -> None:
        """Take the inputs of a network that is shown after another one."""
        now = numbers.experiment
        if old is None or (old.experiment.features, old.experiment.data) != (now.features, now.data):
            self._inputs = input_maps(now, self._selection.held)
            self._off = input_maps(now.changed(features=tuple(numbers.inputs.off)))

    def hold(self, numbers: NetworkNumbers) -> None:
        """Hold inputs beyond the plane's two where they are by now; the maps of units wait for a frame."""
        self._inputs = input_maps(numbers.experiment, self._selection.held)

    def show(
        self, units: Sequence[Maps] | None, activity: SampleActivity | None, numbers: NetworkNumbers
    ) -> None:
        """Take the maps of units over the plane, or those of a sample."""
        self._units = units or ()
        if activity is not None:
            self._inputs, *self._units = sample_maps(activity, numbers.diagram)

    def forget(self, inputs: bool = False) -> None:
        """Forget the units, and the inputs if they came with a sample."""
        self._units = ()
        if inputs:
            self._inputs = None

    def content(self, numbers: NetworkNumbers, quantity: Quantity, shown: Places) -> Content:
        """Return what is drawn; ``shown`` are the rows of the links that there is room for."""
        return content(numbers, quantity, shown, self._inputs, self._off, self._units)
