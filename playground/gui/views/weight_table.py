"""One layer's numbers as a table: a row for each input, one for each array with a number a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from playground.engine.network import Network, Places
from playground.experiment.experiment import Experiment
from playground.gui.theme import Theme
from playground.gui.widgets.typed_numbers import number_in
from playground.parts.counts import typeset
from playground.worker.requests.values import NetworkValues

Values = npt.NDArray[np.floating]
Index = QModelIndex | QPersistentModelIndex
STRENGTH = 0.45
STATE = -1
"""The place of numbers that are not parameters."""
ROLE = Qt.ItemDataRole


def named(network: Network, places: list[dict[str, Places]]) -> dict[str, Places]:
    """Return places by the names that arrays have in files: ``01_dense/weight``."""
    return {
        f"{i + 1:02d}_{layer.kind}/{name}": own
        for i, (layer, arrays) in enumerate(zip(network.layers, places, strict=True))
        for name, own in arrays.items()
    }


def places(experiment: Experiment) -> dict[str, Places]:
    """Return for every array of the network where its numbers stand in the flat vector."""
    network = experiment.network()
    kept = named(network, network.kept_places())
    return named(network, network.places()) | {name: np.full_like(own, STATE) for name, own in kept.items()}


def numbers(experiment: Experiment, inside: NetworkValues) -> dict[str, Values] | None:
    """Return every array of the network, or None if the numbers are of another one."""
    network = experiment.network()
    sizes = network.parameters.shape[1], network.state.shape[1]
    if (len(inside.parameters), len(inside.kept)) != sizes:
        return None
    own, kept = named(network, network.places()), named(network, network.kept_places())
    found = {name: inside.parameters[where] for name, where in own.items()}
    return found | {name: inside.kept[where] for name, where in kept.items()}


@dataclass(frozen=True)
class TableRow:
    """One line of the table: what it is called, and the array (and row of it) where it is found."""

    title: str
    array: str
    row: int | None


def rows(names: Sequence[str], shapes: dict[str, Places], inputs: Sequence[str]) -> list[TableRow]:
    """Return the lines of a layer's arrays; those of several axes have one for each place but in the last.

    Where the first array, to which the inputs come, has as many such places as ``inputs``, these are their
    names; others are numbered.
    """
    found = []
    for name in names:
        short, (*axes, _) = name.split("/")[1].replace("_", " "), shapes[name].shape
        if not axes:
            found.append(TableRow(short, name, None))
            continue
        called = [f"{short} {','.join(str(i + 1) for i in place)}" for place in np.ndindex(*axes)]
        titles = inputs if name == names[0] and len(inputs) == len(called) else called
        found += [TableRow(title, name, row) for row, title in enumerate(titles)]
    return found


class WeightTable(QAbstractTableModel):
    """The model of the table. It shows the numbers that it was last given, and says what the person types."""

    typed = Signal(int, float, float, str)
    """A place in the flat vector, the number that was there, the one that should be, and its name."""

    refused = Signal(str)
    """What was typed is no number, and why."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: list[TableRow] = []
        self._units = 0
        self._places: dict[str, Places] = {}
        self._arrays: dict[str, Values] = {}
        self.set_theme(theme)

    def show_layer(self, rows: list[TableRow], places: dict[str, Places]) -> None:
        """Show other lines; their numbers are those that were given last, if they fit."""
        self.beginResetModel()
        self._rows, self._places = rows, places
        self._units = max((int(places[line.array].shape[-1]) for line in rows), default=0)
        self.endResetModel()

    def show_arrays(self, arrays: dict[str, Values]) -> None:
        """Take the network's numbers, by name; those of another network are not shown."""
        self._arrays = arrays
        limits = [np.abs(array).max(initial=0.0) for name, array in arrays.items() if name in self._shown()]
        self._limit = max(float(max(limits, default=0.0)), 1e-9)
        self.touch()

    def touch(self) -> None:
        """Have everything drawn anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self._units - 1))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._colours = [QColor(*map(int, colour)) for colour in theme.ramp(STRENGTH)]
        self._limit = getattr(self, "_limit", 1.0)
        self._text = QColor(theme.text)
        self.touch()

    def value(self, index: Index) -> float | None:
        """Return the number in a cell, or None before there is one."""
        line = self._rows[index.row()]
        array = self._arrays.get(line.array)
        if array is None or array.shape != self._places[line.array].shape:
            return None
        found = _in_rows(array)
        return float(found[line.row or 0, index.column()]) if index.column() < found.shape[1] else None

    def place(self, index: Index) -> int:
        """Return where in the flat vector a cell's number stands, or ``STATE``."""
        line = self._rows[index.row()]
        found = _in_rows(self._places[line.array])
        return int(found[line.row or 0, index.column()]) if index.column() < found.shape[1] else STATE

    def _shown(self) -> set[str]:
        return {line.array for line in self._rows}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._units

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if self.place(index) != STATE else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if role == ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == ROLE.ForegroundRole:
            return self._text
        if role not in (ROLE.DisplayRole, ROLE.EditRole, ROLE.BackgroundRole, ROLE.ToolTipRole):
            return None
        value = self.value(index)
        if value is None:
            return None
        if role == ROLE.BackgroundRole:
            return self._colours[int(127.5 * (1.0 + max(-1.0, min(1.0, value / self._limit))))]
        if role == ROLE.DisplayRole:
            return typeset(f"{value:.3f}")
        return f"{value:.9g}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role != ROLE.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._rows[section].title
        return str(section + 1)

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Report what was typed; the number itself comes back with a frame."""
        before = self.value(index)
        try:
            after = number_in(str(value))
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        if before is None or f"{before:.9g}" == str(value):
            return False
        line = self._rows[index.row()]
        unit = index.column() + 1
        title = f"{line.title} → {unit}" if line.row is not None else f"{line.title} {unit}"
        self.typed.emit(self.place(index), before, after, title)
        return True


def _in_rows(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return an array with one axis for all but the last."""
    return array.reshape(-1, array.shape[-1])
