"""A network's single numbers: where they stand, and what the last frame says of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.parameters import Role, Shape
from playground.engine.wiring import Places
from playground.experiment.experiment import Experiment
from playground.gui.network.blocks import Blocks, Strengths
from playground.gui.network.diagram import Diagram, Link
from playground.gui.network.input_choice import InputChoice
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import Off, Tile
from playground.worker.requests.values import NetworkValues

NONE: Places = np.empty(0, np.intp)


class NetworkNumbers:
    """Finds numbers of an experiment's network in what the last frame carried.

    Where a link or a unit has several numbers, one stands for them: see ``Blocks.strengths``.
    """

    def __init__(self, experiment: Experiment) -> None:
        network = experiment.network()
        self.experiment, self.layers, self._shapes = experiment, network.layers, network.shapes
        self.inputs, self.diagram = InputChoice(experiment), Diagram(network)
        self.size = network.parameters.shape[1]
        self._fit = network.widths, [self.size, network.state.shape[1]]
        self.frozen: frozenset[int] = frozenset(experiment.frozen)
        self.inside: NetworkValues | None = None

    @property
    def widths(self) -> list[int]:
        """How many tiles each column has: inputs, then the units of every layer."""
        return self.diagram.widths

    @property
    def output_names(self) -> tuple[str, ...]:
        """What the outputs stand for, if they stand for one thing each: classes, columns, or the inputs."""
        names = self.experiment.targets.output_names
        if not names and self.experiment.reconstruct and self.picture is None:
            names = self.inputs.names
        return names if len(names) == self.widths[-1] else ()

    @property
    def picture(self) -> Shape | None:
        """How high and wide the picture is that the outputs are together, if they are one."""
        shape = self.experiment.inputs_shape
        drawn = self.experiment.reconstruct and len(shape) == 3 and shape[0] == 1
        return shape[1:] if drawn and self.widths[-1] == shape[1] * shape[2] else None

    def alike(self, other: NetworkNumbers) -> bool:
        """Return whether the same numbers stand at the same places of another experiment's network."""
        return self.layers == other.layers and self._shapes == other._shapes

    def fits(self, values: NetworkValues) -> bool:
        """Return whether values are of this network."""
        return self._fit == ([*values.widths], [len(values.parameters), len(values.kept)])

    def has(self, chosen: Chosen) -> bool:
        """Return whether the network has the unit that is chosen, if one is."""
        inside = -1 <= chosen.layer < len(self.layers)
        return chosen.unit is None or (inside and chosen.unit < self.widths[chosen.layer + 1])

    def places(self, spot: Tile | Off | Link) -> Places:
        """Return the places of the numbers of a link, or of a unit's bias."""
        if isinstance(spot, Link):
            row = self.diagram.links.row(spot)
            return NONE if row is None else self.diagram.links.numbers.of(row)
        if not isinstance(spot, Tile) or spot.layer < 0 or self.diagram.bias_name(spot.layer) is None:
            return NONE
        return self.diagram.biases[spot.layer].of(spot.unit)

    def value(self, places: Places) -> float | None:
        """Return the parameter at a place, or what stands for those at several, if a frame has come."""
        return None if self.inside is None else _strength(self.inside.parameters, places)

    def gradient(self, places: Places) -> float | None:
        """Return the same of a step's derivatives of the loss with respect to the parameters."""
        step = self._step
        return None if step is None else _strength(step.gradient, places)

    def update(self, places: Places) -> float | None:
        """Return the same of what the step adds to the parameters."""
        step = self._step
        return None if step is None else _strength(step.update, places)

    @property
    def _step(self) -> NetworkValues | None:
        """What is known of a step, if there can be one: without data there is none."""
        return None if self.experiment.data.absent else self.inside

    def changed(self, places: Places, value: float) -> dict[int, float]:
        """Return numbers by their places so that ``value`` is theirs, or stands for them.

        Several keep their proportions; if all are 0 they become equal.
        """
        now = self.value(places)
        if self.inside is None or now is None or len(places) == 1 or not now or not np.isfinite(now):
            return dict.fromkeys(places.tolist(), value)
        numbers = self.inside.parameters[places].astype(float) * (value / now)
        return dict(zip(places.tolist(), numbers.tolist(), strict=True))

    def is_frozen(self, places: Places) -> bool:
        """Return whether training leaves all numbers at some places as they are."""
        return bool(len(places)) and self.frozen.issuperset(places.tolist())

    def frozen_links(self) -> npt.NDArray[np.bool_]:
        """Return for all links of the network whether they are frozen."""
        return self.diagram.links.numbers.among(self._frozen)

    def frozen_biases(self) -> list[Tile]:
        """Return the units whose biases are frozen."""
        return [
            Tile(layer, unit)
            for layer, biases in enumerate(self.diagram.biases if self.frozen else ())
            for unit in np.flatnonzero(biases.among(self._frozen)).tolist()
        ]

    def sizes(self, numbers: Array) -> list[Strengths]:
        """Return for each unit of every layer with links how long the numbers (n,) at its links and at what
        else it trains are together; what is not a number counts as 0.
        """
        diagram, links = self.diagram, self.diagram.links
        squares = links.numbers.squares(numbers)
        found = [np.zeros(0 if i in diagram.slim else width) for i, width in enumerate(self.widths[1:])]
        for layer, sizes in enumerate(found):
            start, end = np.searchsorted(links.layer, (layer, layer + 1))
            if start < end:
                sizes += np.bincount(links.target[start:end], squares[start:end], len(sizes))
                for each in diagram.own(layer, *TRAINED).values():
                    sizes += each.squares(numbers)
        return [np.nan_to_num(np.sqrt(sizes)) for sizes in found]

    @property
    def _frozen(self) -> Places:
        return np.array(sorted(self.frozen), np.intp)


TRAINED = [role for role in Role if role.is_trained]


def _strength(numbers: Array, places: Places) -> float:
    return float(Blocks([places[None]]).strengths(numbers)[0])
