"""The card with the prediction for one point, number by number."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from playground.data.coordinates import AS_THEY_ARE
from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import LONGEST, Sampled
from playground.gui.views.plot import Plot
from playground.gui.widgets.controls import TinyButton, label, named
from playground.gui.widgets.numbers import grouped, percent
from playground.gui.widgets.plain_text import plain
from playground.parts.counts import typeset

MOST, ROWS = 4, 14
"""Classes that are listed, of more the likeliest; and lines that a card has room for."""
AROUND = 62
"""Pixels of a card's width that are not text."""
CORNER = 6
"""Pixels between a card and the corner of the plot that it is in."""
Values = npt.NDArray[np.floating]


def _tr(text: str) -> str:
    return QCoreApplication.translate("prediction", text)


def number(value: float) -> str:
    """Write a coordinate or an output with three digits."""
    return typeset(f"{value:.3g}")


def findings(
    experiment: Experiment, sampled: Sampled, point: tuple[float, float], outputs: Values
) -> list[tuple[str, str]]:
    """Return the lines for a point whose outputs (units,) are known: names and values."""
    targets = experiment.targets
    lines = [
        (each.name, _written(each.value, percent if each.share else number))
        for each in targets.statements(outputs, MOST, LONGEST)
    ]
    if len(sampled):
        place, away = sampled.nearest(*point)
        part, called = sampled.part_of(place), sampled.number_of(place)
        where = _tr("{0} away").format(number(away))
        if experiment.points.edges != AS_THEY_ARE:  # each input has a unit of its own
            where = _tr("sample {0}").format(grouped(called))
        lines.append((_tr("nearest {0}").format(part), _tr("here") if away == 0.0 else where))
        lines.append((_tr("its target"), _written(targets.describe(sampled.targets[place], LONGEST), number)))
    return lines


def _written(value: tuple[float, ...] | str, write: Callable[[float], str]) -> str:
    return value if isinstance(value, str) else ", ".join(map(write, value))


def whereabouts(experiment: Experiment, point: tuple[float, float], line: bool) -> list[tuple[str, str]]:
    """Return the inputs at a point of the plane, or of the line along the first: names and values, as they
    were before they were scaled.
    """
    names = (*(cut(name, LONGEST) for name in experiment.input_names), "")
    edges = zip(experiment.points.edges, np.array(point), strict=True)
    values = [float(side.numbers(place)) for side, place in edges]
    inputs = [number(each) if abs(each) < 1000.0 else grouped(each) for each in values]
    return list(zip(names, inputs, strict=False))[: 1 if line else 2]


class PredictionCard(QFrame):
    """A small card over a plot."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        named(self, "card")
        self.setAccessibleName(self.tr("Prediction"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.close_ = named(TinyButton("close", self.tr("Close this card")), "ghost")
        self.close_.clicked.connect(self.closed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 4, 4, 5)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self.close_, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        self.lines: list[tuple[str, str]] = []
        """Names and values, which appear when it is placed."""
        self._rows = [(label(look="small"), label(look="cell")) for _ in range(ROWS)]
        for i, (name, value) in enumerate(self._rows):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(name, i, 0)
            self._grid.addWidget(value, i, 1)
        self.hide()

    def _write(self) -> None:
        lines, cut = self.lines, self._cut()
        for i, row in enumerate(self._rows):
            for widget, text, most in zip(row, lines[i] if i < len(lines) else ("", ""), cut, strict=True):
                widget.setText(widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, most))
                widget.setToolTip(plain(text) if widget.text() != text else "")
                widget.setVisible(i < len(lines))
        self.ensurePolished()
        self._grid.activate()
        self.adjustSize()

    def _cut(self) -> tuple[int, int]:
        """Return how many pixels names and values may take, so that both fit into the parent."""
        room = self._parent.width() - AROUND
        widest = [
            max((widget.fontMetrics().horizontalAdvance(line[i]) for line in self.lines), default=0) + 1
            for i, widget in enumerate(self._rows[0])
        ]
        names = min(widest[0], max(room // 2, room - widest[1]))
        return names, max(room - names, 1)

    def place(self, plot: Plot, point: tuple[float, float], spots: Values) -> None:
        """Appear in a corner of a plot, away from the point and over as few of the spots (n, 2) as can be."""
        self._write()
        inner = plot.field_rect().adjusted(CORNER, CORNER, -CORNER, -CORNER)
        places: Values = plot.pixels(np.concatenate([[point], spots]))
        corners = []
        for x, y in product(
            (inner.right() - self.width(), inner.left()), (inner.top(), inner.bottom() - self.height())
        ):
            under = np.all((places >= (x, y)) & (places <= (x + self.width(), y + self.height())), axis=1)
            corners.append((bool(under[0]), int(under[1:].sum()), plot.mapTo(self._parent, QPoint(x, y))))
        corner = min(corners, key=lambda each: each[:2])[2]
        corner.setX(max(0, min(corner.x(), self._parent.width() - self.width())))
        self.move(corner)
        self.show()
        self.raise_()
