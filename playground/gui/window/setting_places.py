"""Where in the window a setting is changed, by its path."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from playground.gui.panels.data import DataPanel
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import SETTINGS, TrainingPanel


class SettingPlaces:
    """Knows the panels, and asks the one that a path leads to."""

    def __init__(self, data: DataPanel, layers: LayersPanel, training: TrainingPanel) -> None:
        self._data, self._layers, self._training = data, layers, training

    def find(self, path: str) -> QWidget | None:
        """Return what changes a setting such as ``layers[0].units``, unfolded; None if nothing does."""
        first, _, rest = path.partition(".")
        name, _, place = first.partition("[")
        if name in SETTINGS:
            return self._training.row(name)
        if name == "layers":
            return self._layers.place(int(place.rstrip("]") or 0), rest.partition(".")[0])
        if name == "output":
            return self._layers.place_of_output()
        return self._data.place(name, rest)
