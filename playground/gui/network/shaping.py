"""What a layer without links of its own does to each unit: its named numbers, and whom it silenced."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.engine.parameters import Role
from playground.gui.network.numbers import TRAINED, NetworkNumbers
from playground.gui.network.tiles import Tile
from playground.parts.counts import typeset

KEPT = [role for role in Role if not role.is_trained]


class Shaping:
    """Finds them in what the last frame carried; before one has come there are none."""

    def __init__(self, numbers: NetworkNumbers) -> None:
        self._numbers, self._diagram = numbers, numbers.diagram

    def named(self, tile: Tile) -> list[tuple[str, float]]:
        """Return a unit's numbers by name: what is kept of it, then what is trained."""
        inside = self._numbers.inside
        if inside is None or tile.layer not in self._diagram.slim:
            return []
        return [
            (name, float(each.strengths(row)[tile.unit]))
            for roles, row in ((KEPT, inside.kept), (TRAINED, inside.parameters))
            for name, each in self._diagram.own(tile.layer, *roles).items()
        ]

    def cells(self, layer: int) -> list[list[str]]:
        """Return for each unit of a layer its numbers in short, by their letters."""
        if layer not in self._diagram.slim or self._numbers.inside is None:
            return []
        letters = self._numbers.layers[layer].letters
        return [
            [
                typeset(f"{letters[name].letter if name in letters else name} {number:.2f}")
                for name, number in self.named(Tile(layer, unit))
            ]
            for unit in range(self._diagram.widths[layer + 1])
        ]

    def are_statistics(self, layer: int) -> bool:
        """Return whether the spans of a layer are what it keeps of its inputs."""
        return bool(self._diagram.own(layer, Role.MEAN) and self._diagram.own(layer, Role.VARIANCE))

    def spans(self, layer: int) -> list[tuple[float, float]]:
        """Return for each unit of a normalizing layer a middle and how far around it.

        They are mean and standard deviation where the layer keeps them, else shift and size of the scale.
        """
        inside = self._numbers.inside
        if inside is None or layer not in self._diagram.slim:
            return []
        kept = self.are_statistics(layer)
        row, roles = (
            (inside.kept, (Role.MEAN, Role.VARIANCE))
            if kept
            else (inside.parameters, (Role.SHIFT, Role.SCALE))
        )
        own = [next(iter(self._diagram.own(layer, role).values()), None) for role in roles]
        if None in own:
            return []
        middles, reaches = (each.strengths(row) for each in own if each is not None)
        reaches = np.sqrt(reaches) if kept else np.abs(reaches)
        return list(zip(middles.tolist(), reaches.tolist(), strict=True))

    def mask(self, layer: int) -> npt.NDArray[np.bool_] | None:
        """Return what a layer let through in the last batch, (batch, units), if it silences any."""
        mask = None if self._numbers.inside is None else self._numbers.inside.masks[layer]
        groups = self._diagram.columns[layer + 1]
        if mask is None or groups.single:
            return mask
        return np.stack([mask[:, groups.of == i].any(axis=1) for i in range(groups.count)], axis=1)

    def silenced(self, tile: Tile) -> float | None:
        """Return which share of a unit's numbers a layer silenced in the last batch, if it silences any."""
        mask = None if self._numbers.inside is None else self._numbers.inside.masks[tile.layer]
        own = self._diagram.columns[tile.layer + 1].of == tile.unit
        return None if mask is None else 1.0 - float(mask[:, own].mean())
