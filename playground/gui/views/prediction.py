"""The card that says what the network makes of one point, number by number."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from playground.experiment import Experiment
from playground.gui.controls import TinyButton, label, named
from playground.gui.numbers import percent
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.views.sampled import Sampled, class_name

MOST, ROWS = 4, 14
"""Classes that are listed, of more the likeliest; and lines that a card has room for."""
Values = npt.NDArray[np.floating]


def number(value: float) -> str:
    """Write a coordinate or an output with three digits."""
    return f"{value:.3g}".replace("-", "−")


def findings(
    experiment: Experiment, sampled: Sampled, point: tuple[float, float], outputs: Values
) -> list[tuple[str, str]]:
    """Return what is to be said of a point whose outputs (units,) are known: names and values."""
    lines = [("x₁", number(point[0])), ("x₂", number(point[1]))]
    classes, says = experiment.classes, experiment.says
    if classes and len(outputs) > 1:
        first = np.argsort(-outputs, kind="stable")[:MOST]
        lines += [(f"class {class_name(experiment, int(k))}", percent(float(outputs[k]))) for k in first]
    elif classes and says.low == 0.0:
        share = float(outputs[0])
        shares = {1: share, 0: 1.0 - share}
        lines += [(f"class {class_name(experiment, k)}", percent(value)) for k, value in shares.items()]
    else:
        names = [f"output {i + 1}" for i in range(len(outputs))] if len(outputs) > 1 else ["output"]
        lines += [(name, number(float(value))) for name, value in zip(names, outputs, strict=True)]
    if classes:
        lines.append(("decision", f"class {class_name(experiment, int(says.decide(outputs)))}"))
    if len(sampled):
        place, away = sampled.nearest(*point)
        truth = sampled.truth[place]
        told = (
            f"class {class_name(experiment, int(truth))}"
            if classes
            else ", ".join(number(float(value)) for value in sampled.values[place])
        )
        where = "here" if away == 0.0 else f"{number(away)} away"
        lines += [(f"nearest {sampled.part_of(place)}", where), ("its truth", told)]
    return lines


class PredictionCard(QFrame):
    """A small card over a plot."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "card")
        self.setAccessibleName(self.tr("Prediction"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.close_ = named(TinyButton("close", self.tr("Close this card")), "ghost")
        self.close_.clicked.connect(self.closed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(9, 6, 5, 7)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(1)
        self._grid.addWidget(self.close_, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._rows = [(label(look="small"), label(look="cell")) for _ in range(ROWS)]
        for i, (name, value) in enumerate(self._rows):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(name, i, 0)
            self._grid.addWidget(value, i, 1)
        self.hide()

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is said now."""
        return [(name.text(), value.text()) for name, value in self._rows if not name.isHidden()]

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Say something else."""
        for i, row in enumerate(self._rows):
            for widget, text in zip(row, lines[i] if i < len(lines) else ("", ""), strict=True):
                widget.setText(text)
                widget.setVisible(i < len(lines))
        self.adjustSize()

    def place(self, plot: Plot, point: tuple[float, float]) -> None:
        """Appear in an upper corner of a plot, away from the point."""
        left, right = plot.view_range()[0]
        beside = plot.axis("left").width() + 8
        if point[0] < (left + right) / 2:
            beside = plot.width() - 17 - self.width()
        self.move(plot.mapTo(self.parentWidget(), QPoint(round(beside), 14)))
        self.show()
        self.raise_()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.close_.set_theme(theme)
