"""The table of a gradient check: a row for each layer, to be read and to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.numbers import grouped, written
from playground.inspection.gradient_check import GradientCheck, LayerCheck
from playground.parts.counts import typeset

ERROR, AT = 3, 4
"""The columns of the largest error, and of which parameter has it."""


class LayerTable(QTableWidget):
    """A row for each layer with parameters."""

    def __init__(self) -> None:
        names = (
            self.tr("Layer"),
            self.tr("Parameters"),
            self.tr("Wrong"),
            self.tr("Worst relative error"),
            self.tr("Of"),
            self.tr("Backpropagation"),
            self.tr("Central differences"),
            self.tr("At corners"),
        )
        super().__init__(0, len(names))
        self._names = names
        self.setObjectName("figures")
        self.setAccessibleName(self.tr("The result of each layer"))
        self.setHorizontalHeaderLabels(names)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(AT, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)

    def show_check(self, found: GradientCheck | None, theme: Theme) -> None:
        """Show the results of layers; where one has only parameters at corners there are no numbers."""
        layers = found.layers if found else ()
        tip, across = Qt.ItemDataRole.ToolTipRole, Qt.Orientation.Horizontal
        self.model().setHeaderData(ERROR, across, found.scale if found else "", tip)
        self.setRowCount(len(layers))
        for row, layer in enumerate(layers):
            for column, text in enumerate(_cells(layer)):
                item = QTableWidgetItem(text)
                if column not in (0, AT):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if column in (AT, AT + 1, AT + 2):
                    item.setFont(font(12, family=NUMBER_FONT))
                if layer.failed:
                    item.setForeground(QColor(theme.error))
                self.setItem(row, column, item)

    def as_text(self, found: GradientCheck) -> str:
        """Return the table as lines of cells with tabs between them, with every digit."""
        lines = [
            (
                layer.layer,
                str(layer.parameters),
                str(layer.failed),
                repr(layer.worst) if layer.at else "",
                layer.at,
                repr(layer.exact) if layer.at else "",
                repr(layer.numeric) if layer.at else "",
                str(len(layer.corners)),
            )
            for layer in found.layers
        ]
        return "\n".join("\t".join(line) for line in (self._names, *lines))


def _cells(layer: LayerCheck) -> tuple[str, ...]:
    counts = grouped(layer.parameters), grouped(layer.failed)
    compared: tuple[str, ...] = ("–", "–", "–", "–")
    if layer.at:
        compared = (
            written(float(f"{layer.worst:.1e}")),
            layer.at.removeprefix(f"{layer.layer}/"),
            *(typeset(f"{number:.9g}") for number in (layer.exact, layer.numeric)),
        )
    return (layer.layer, *counts, *compared, grouped(len(layer.corners)))
