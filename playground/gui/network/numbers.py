"""What is said of a network's single numbers: their names, values, gradients and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject

from playground.data.features import Feature, offered
from playground.experiment.experiment import Experiment
from playground.gui.network.links import Link
from playground.gui.network.tiles import Off, Tile
from playground.gui.widgets.numbers import percent, signed
from playground.gui.window.selection import Chosen
from playground.worker.requests.values import NetworkValues


@dataclass(frozen=True)
class Facts:
    """A heading, and names with what stands behind them."""

    heading: str
    rows: tuple[tuple[str, str], ...] = ()


class NetworkNumbers(QObject):
    """Finds numbers of an experiment's network in what the last frame carried."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        network = experiment.network()
        self.experiment, self.widths, self.layers = experiment, network.widths, network.layers
        self._places, self._kept = network.places(), network.kept_places()
        self.size = network.parameters.shape[1]
        self._sizes = [self.size, network.state.shape[1]]
        self.drawn = np.concatenate(
            [places[name].ravel() for places in self._places for name in ("weight", "bias") if name in places]
        )
        """The places of all weights and biases."""
        self.frozen: frozenset[int | None] = frozenset(experiment.frozen)
        self.inside: NetworkValues | None = None

    @property
    def ready(self) -> list[Feature]:
        """The inputs in the order in which they are shown: what the data offer, then what was written."""
        features = self.experiment.features
        known = offered(len(self.experiment.input_names))
        return [*known, *(feature for feature in features if feature not in known)]

    @property
    def off(self) -> list[Feature]:
        """The inputs that the network is not told."""
        return [feature for feature in self.ready if feature not in self.experiment.features]

    def switched(self, spot: Tile | Off) -> tuple[Feature, ...]:
        """Return the features once one of them is switched on or off."""
        features = self.experiment.features
        if isinstance(spot, Off):
            wanted = {*features, self.off[spot.number]}
            return tuple(feature for feature in self.ready if feature in wanted)
        return (*features[: spot.unit], *features[spot.unit + 1 :])

    @property
    def weighted(self) -> list[int]:
        """The layers that have weights."""
        return [i for i, places in enumerate(self._places) if "weight" in places]

    @property
    def slim(self) -> list[int]:
        """The layers that have none: they only shape what passes through them."""
        return [i for i, places in enumerate(self._places) if "weight" not in places]

    def alike(self, other: NetworkNumbers) -> bool:
        """Return whether the same numbers stand at the same places of another experiment's network."""
        return self.layers == other.layers and self.widths == other.widths

    def fits(self, values: NetworkValues) -> bool:
        """Return whether values are of this network."""
        return [*values.widths] == self.widths and [len(values.parameters), len(values.kept)] == self._sizes

    def has(self, chosen: Chosen) -> bool:
        """Return whether the network has the unit that is chosen, if one is."""
        inside = -1 <= chosen.layer < len(self.layers)
        return chosen.unit is None or (inside and chosen.unit < self.widths[chosen.layer + 1])

    def weight(self, link: Link) -> int:
        """Return the place of a link's weight."""
        return int(self._places[link.layer]["weight"][link.input, link.unit])

    def bias(self, tile: Tile) -> int | None:
        """Return the place of a unit's bias, if it has one."""
        places = self._places[tile.layer] if tile.layer >= 0 else {}
        return int(places["bias"][tile.unit]) if "bias" in places else None

    def place(self, spot: Tile | Off | Link) -> int | None:
        """Return the place of a link's weight or of a unit's bias."""
        if isinstance(spot, Off):
            return None
        return self.weight(spot) if isinstance(spot, Link) else self.bias(spot)

    def held(self, links: Sequence[Link]) -> list[Tile | Off | Link]:
        """Return the links among these, and the units, whose numbers are frozen."""
        if not self.frozen:
            return []
        units = [Tile(i, unit) for i, width in enumerate(self.widths[1:]) for unit in range(width)]
        spots: list[Tile | Off | Link] = [*links, *units]
        return [spot for spot in spots if self.place(spot) in self.frozen]

    def value(self, place: int) -> float | None:
        """Return the parameter at a place, if a frame has come."""
        return None if self.inside is None else float(self.inside.parameters[place])

    def gradient(self, place: int) -> float | None:
        """Return a step's derivative of the loss by the parameter at a place, if a frame has come."""
        return None if self.inside is None else float(self.inside.gradient[place])

    def update(self, place: int) -> float | None:
        """Return what the step adds to the parameter at a place, if a frame has come."""
        return None if self.inside is None else float(self.inside.update[place])

    def weights_into(self, tile: Tile) -> list[tuple[str, float]]:
        """Return the names of a unit's inputs with the weights from them, as far as a frame has come."""
        if self.inside is None or tile.layer not in self.weighted:
            return []
        weights = self.inside.parameters[self._places[tile.layer]["weight"][:, tile.unit]]
        features = [feature.name for feature in self.experiment.features]
        units = range(self.widths[tile.layer])
        names = [self.tr("unit {0}").format(unit + 1) for unit in units] if tile.layer else features
        return list(zip(names, weights.tolist(), strict=True))

    def at_biases(self, layer: int, numbers: npt.NDArray[np.floating]) -> list[float]:
        """Return those of the numbers (n,) that stand where a layer has its biases, if it has any."""
        found: list[float] = numbers[self._places[layer].get("bias", [])].tolist()
        return found

    def sizes(self, layer: int, numbers: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Return for each unit of a layer how long the numbers (n,) at its weights and bias are together."""
        own = [numbers[np.atleast_2d(places)].astype(float) for places in self._places[layer].values()]
        return np.linalg.norm(np.vstack(own), axis=0) if layer in self.weighted else np.zeros(0)

    def cells(self, layer: int) -> list[list[str]]:
        """Return for each unit of a layer without units of its own what the layer does to it, in short."""
        if layer not in self.slim or self.inside is None:
            return []
        units = range(self.widths[layer + 1])
        return [[f"{name} {value}" for name, value in self.shaping(Tile(layer, unit))] for unit in units]

    def spans(self, layer: int) -> list[tuple[float, float]]:
        """Return for each unit of a normalizing layer a middle and how far around it.

        They are mean and standard deviation where the layer keeps them, else shift and size of the scale.
        """
        if self.inside is None or layer not in self.slim:
            return []
        kept, places = self._kept[layer], self._places[layer]
        if "running_mean" in kept:
            middles, squares = (self.inside.kept[kept[f"running_{name}"]] for name in ("mean", "variance"))
            return list(zip(middles.tolist(), np.sqrt(squares).tolist(), strict=True))
        if "shift" in places:
            middles, scales = (self.inside.parameters[places[name]] for name in ("shift", "scale"))
            return list(zip(middles.tolist(), np.abs(scales).tolist(), strict=True))
        return []

    def span_facts(self, layer: int) -> list[tuple[str, str]]:
        """Say what a layer's spans are, if it has any."""
        if not self.spans(layer):
            return []
        means = "running_mean" in self._kept[layer]
        text = self.tr("drawn: mean ± standard deviation") if means else self.tr("drawn: shift ± scale")
        return [(text, "")]

    def mask(self, layer: int) -> npt.NDArray[np.bool_] | None:
        """Return what a layer let through in the last batch, (batch, units), if it silences any."""
        return None if self.inside is None else self.inside.masks[layer]

    def name(self, tile: Tile) -> str:
        """Return what a unit is called."""
        if tile.layer < 0:
            return self.experiment.features[tile.unit].name
        if tile.layer == len(self.layers) - 1:
            alone = self.widths[-1] == 1
            return self.tr("output") if alone else self.tr("output {0}").format(tile.unit + 1)
        return self.tr("unit {0} of layer {1}").format(tile.unit + 1, tile.layer + 1)

    def link_name(self, link: Link) -> str:
        """Return what a link is called: where it comes from and where it leads."""
        start, end = Tile(link.layer - 1, link.input), Tile(link.layer, link.unit)
        return f"{self.name(start)} → {self.name(end)}"

    def number_name(self, spot: Tile | Off | Link) -> str:
        """Return what the number at a spot is called: a weight, or a bias."""
        if isinstance(spot, Link):
            return self.tr("weight {0}").format(self.link_name(spot))
        if isinstance(spot, Off):
            return self.off[spot.number].name
        return self.tr("bias of {0}").format(self.name(spot))

    def of(self, spot: Tile | Off | Link) -> Facts:
        """Say what is known of a spot."""
        if isinstance(spot, Link):
            return self.of_link(spot)
        return self.of_off(spot) if isinstance(spot, Off) else self.of_tile(spot)

    def of_link(self, link: Link) -> Facts:
        """Say what is known of a link."""
        return Facts(self.link_name(link), self._number(self.tr("weight"), "∂L/∂w", self.weight(link)))

    def of_off(self, off: Off) -> Facts:
        """Say what an input would be that the network is not told."""
        feature = self.off[off.number]
        return Facts(
            feature.name, ((feature.__doc__ or "", ""), (self.tr("off: a click switches it on"), ""))
        )

    def of_tile(self, tile: Tile) -> Facts:
        """Say what is known of an input or a unit."""
        if tile.layer < 0:
            feature = self.experiment.features[tile.unit]
            return Facts(
                feature.name, ((feature.__doc__ or "", ""), (self.tr("on: a click switches it off"), ""))
            )
        place = self.bias(tile)
        rows = self.shaping(tile, names=True) if place is None else []
        number = self._number(self.tr("bias"), "∂L/∂b", place) if place is not None else ()
        return Facts(self.name(tile), (*number, *rows))

    def shaping(self, tile: Tile, names: bool = False) -> list[tuple[str, str]]:
        """Say what a layer without units does to one: its named numbers, and whom it silenced."""
        inside = self.inside
        if inside is None or tile.layer not in self.slim:
            return []
        letters = self.layers[tile.layer].letters
        rows = [
            (name.replace("_", " "), signed(float(row[place])))
            if names
            else (letters[name].letter if name in letters else name, f"{row[place]:.2f}".replace("-", "−"))
            for arrays, row in (
                (self._kept[tile.layer], inside.kept),
                (self._places[tile.layer], inside.parameters),
            )
            for name, place in ((name, where[tile.unit]) for name, where in arrays.items())
        ]
        mask = inside.masks[tile.layer]
        if mask is not None and names:
            silent = percent(1.0 - float(mask[:, tile.unit].mean()))
            rows.append((self.tr("dropped in the last batch"), silent))
        return rows

    def _number(self, name: str, slope: str, place: int) -> tuple[tuple[str, str], ...]:
        frozen = ((self.tr("frozen"), ""),) if place in self.frozen else ()
        made = self.inside is None or self.inside.made
        return (
            (name, signed(self.value(place))),
            (slope, signed(self.gradient(place))),
            (self.tr("last update") if made else self.tr("next update"), signed(self.update(place))),
            *frozen,
        )
