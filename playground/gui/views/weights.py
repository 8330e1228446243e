"""The weights view: the layers with shapes and counts, and one layer's numbers to read, edit and copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from playground.engine.network import Places
from playground.experiment.experiment import Experiment
from playground.gui.network.input_choice import InputChoice
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.number_delegate import NumberDelegate
from playground.gui.views.view import View
from playground.gui.views.weight_table import STATE, WeightTable, numbers, places, rows
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.delayed_call import DelayedCall
from playground.gui.widgets.numbers import grouped
from playground.worker.frames import Frame
from playground.worker.messages import SetParameters
from playground.worker.requests.base import Request
from playground.worker.requests.values import AllValues, NetworkValues

PAUSE = 120
"""Milliseconds between two drawings of the numbers; nobody reads faster."""
CELL = (62, 24)
LIST = 0.45
"""How much of the width the list of layers takes at most; its last columns are left out for that."""


class WeightsView(View):
    """Every number of the network, layer by layer."""

    kind = "weights"
    title = "Weights"
    about = "Layers with their shapes and parameters, and every number of the network"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._places: dict[str, Places] = {}
        self._latest: NetworkValues | None = None
        self.total = label(look="quiet")
        self.layers = named(QTableWidget(0, 3), "plain")
        self.layers.setHorizontalHeaderLabels([self.tr("Layer"), self.tr("Shape"), self.tr("Parameters")])
        self.layers.setAccessibleName(self.tr("Layers"))
        self.layers.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.layers.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.layers.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.layers.verticalHeader().hide()
        self.layers.verticalHeader().setDefaultSectionSize(CELL[1])
        self.layers.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.layers.setTabKeyNavigation(False)
        self.layers.setShowGrid(False)
        self.model = WeightTable(theme)
        self.table = named(QTableView(), "plain")
        self.table.setModel(self.model)
        self.table.setItemDelegate(NumberDelegate(self.table))
        self.table.setAccessibleName(self.tr("Weights"))
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setDefaultSectionSize(CELL[0])
        self.table.verticalHeader().setDefaultSectionSize(CELL[1])
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.layers)
        layout.addWidget(self.table, 1)
        self._timer = DelayedCall(self, self._draw)
        self._timer.setInterval(PAUSE)
        self.layers.itemSelectionChanged.connect(self._show_layer)
        self.model.typed.connect(self._write)
        self.model.refused.connect(self._refuse)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return (AllValues(),)

    @property
    def drawing(self) -> bool:
        return self._timer.isActive()

    def draw_now(self) -> None:
        self._timer.call_now()

    def tools(self) -> Sequence[QWidget]:
        return (self.total,)

    def show_experiment(self, experiment: Experiment) -> None:
        old, self._experiment = self._experiment, experiment
        if old is not None and _listed(old) == _listed(experiment):
            return
        self._places = places(experiment)
        titles = layer_titles(experiment)
        before = max(self.layers.currentRow(), 0)
        self.layers.blockSignals(True)
        self.layers.setRowCount(len(titles))
        for i, title in enumerate(titles):
            own = [self._places[name] for name in self._names(i)]
            shape = next((" × ".join(map(str, array.shape)) for array in own if array.ndim > 1), "–")
            count = sum(int((array != STATE).sum()) for array in own)
            for column, text in enumerate((title, shape, grouped(count))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.layers.setItem(i, column, item)
        self.layers.blockSignals(False)
        total = self.tr("{0} parameters").format(grouped(experiment.size))
        frozen = self.tr(" · {0} frozen").format(len(experiment.frozen)) if experiment.frozen else ""
        self.total.setText(total + frozen)
        self._fit()
        self.layers.selectRow(min(before, len(titles) - 1))
        self._show_layer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the list of layers what its columns need, and the numbers the rest."""
        header, most = self.layers.horizontalHeader(), round(LIST * self.width())
        for shown in range(self.layers.columnCount(), 0, -1):
            for column in range(self.layers.columnCount()):
                self.layers.setColumnHidden(column, column >= shown)
            header.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
            needed = header.length() + 2 * self.layers.frameWidth() + self.layers.verticalScrollBar().width()
            if needed <= most:
                break
        self.layers.setFixedWidth(min(needed, most))

    def show_frame(self, frame: Frame) -> None:
        """Take the numbers; they are drawn a few times a second."""
        if (values := frame.answer(AllValues())) is not None:
            self._latest = values
            if not self._timer.isActive():
                self._timer.start()

    def show_nothing(self) -> None:
        self._latest = None
        self.model.show_arrays({})

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.model.set_theme(theme)

    def copy(self) -> None:
        """Put the selected numbers on the clipboard, or all of the layer, a line for each row."""
        chosen = self.table.selectedIndexes() or [
            self.model.index(row, column)
            for row in range(self.model.rowCount())
            for column in range(self.model.columnCount())
        ]
        lines: dict[int, list[str]] = {}
        for index in sorted(chosen, key=lambda index: (index.row(), index.column())):
            lines.setdefault(index.row(), []).append(self.model.data(index, Qt.ItemDataRole.EditRole) or "")
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def _names(self, layer: int) -> list[str]:
        return [name for name in self._places if name.startswith(f"{layer + 1:02d}_")]

    def _show_layer(self) -> None:
        """Show the numbers of the layer whose line is chosen."""
        experiment, layer = self._experiment, self.layers.currentRow()
        if experiment is None or layer < 0:
            return
        names = self._names(layer)
        count = next((len(self._places[name]) for name in names if self._places[name].ndim == 2), 0)
        shaped = experiment.points.shape is not None
        own = experiment.network_input_names if shaped else InputChoice(experiment).names
        inputs = [] if layer else list(own)
        inputs = inputs if len(inputs) == count else [str(i + 1) for i in range(count)]
        self.model.show_layer(rows(names, self._places, inputs), self._places)
        self._draw()

    def _draw(self) -> None:
        if self._experiment is None or self._latest is None:
            return
        found = numbers(self._experiment, self._latest)
        if found is not None:
            self.model.show_arrays(found)

    def _refuse(self, why: str) -> None:
        self.warned.emit(self.tr("The weight stays as it was: {0}.").format(why))

    def _write(self, place: int, before: float, after: float, title: str) -> None:
        text = self.tr("weight {0}").format(title)
        self.numbers_edited.emit(SetParameters((place,), (before,)), SetParameters((place,), (after,)), text)


def _listed(experiment: Experiment) -> tuple[object, ...]:
    """Return what the layers, their shapes and what rows are called depend on."""
    inputs = experiment.inputs_shape, experiment.features, experiment.points.names, experiment.points.symbols
    return experiment.layers, experiment.last_layer, experiment.frozen, *inputs
