"""A recurrent network unfolded through time: a copy for every step, and what is handed from step to step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.activations.base import Array
from playground.gui.network.card import FactCard
from playground.gui.network.facts import Facts
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.pixels import picture, table_of
from playground.gui.network.sample_maps import STATE
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import signed
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.worker.requests.one_sample import SampleActivity

NAMES, HEAD, NARROWEST, WIDEST, SLIMMEST = 104.0, 18.0, 26.0, 72.0, 12.0
"""Pixels for the names at the left and the numbers above, and of a step and a strip."""
SHARE = 0.62
"""How much of a step's width its strips take; the rest is left to arrows."""
OUTPUT, SLOPE = "a", "d"


@dataclass(frozen=True, eq=False)
class StateStrip:
    """What one quantity of a layer comes to at every step: (time, units), or (1, units) at the last alone."""

    name: str
    values: Array
    carried: bool = False
    """Whether it is handed on to the next step."""
    last: bool = True
    """Whether it is what the layer hands on to the next layer."""


def strips(numbers: NetworkNumbers, activity: SampleActivity) -> list[StateStrip]:
    """Return what is drawn of a sample, from the inputs up: of each layer gates and cell before the state."""
    found, titles = [StateStrip("inputs", activity.inputs)], layer_titles(numbers.experiment)
    for i, (rule, values) in enumerate(zip(numbers.layers, activity.layers, strict=True)):
        carried = [name for name in rule.passes if name != OUTPUT and name in values]
        inner = [
            name
            for name in rule.letters
            if name in values and carried and name not in (OUTPUT, STATE) and not name.startswith(SLOPE)
        ]
        for name in [*inner, *((STATE,) if STATE in carried else (OUTPUT,))]:
            own = values[name] if values[name].ndim == 2 else values[name].reshape(1, -1)
            letter = rule.letters[name].letter if name in rule.letters else ""
            called = name.replace("_", " ")
            text = titles[i] if name == OUTPUT else called if letter == called else f"{letter}  {called}"
            found.append(StateStrip(text, own, name in carried, name in (STATE, OUTPUT)))
    return found


def steps_shown(steps: int, room: int) -> list[int | None]:
    """Return which steps there is room for; None stands for the middle, where they are too many."""
    if steps <= room:
        return list(range(steps))
    first = max(1, (room - 1) // 2)
    return [*range(first), None, *range(steps - max(1, room - 1 - first), steps)]


class Unfolded(QWidget, Themed):
    """Draws the copies side by side; the step under the pointer is lit in all of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(self.tr("Network, unfolded through time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._strips: list[StateStrip] = []
        self._table = table_of(theme.ramp())
        self.card = FactCard(self, theme)
        self.step: int | None = None
        """The step that is lit, from 0."""
        self.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 140)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._table = table_of(theme.ramp())

    def show_sample(self, numbers: NetworkNumbers, activity: SampleActivity | None) -> None:
        """Show what the network makes of a sample at every step."""
        timed = activity is not None and activity.inputs.ndim == 2
        self._strips = strips(numbers, activity) if activity is not None and timed else []
        self.update()

    @property
    def steps(self) -> int:
        """How many steps the sample has."""
        return len(self._strips[0].values) if self._strips else 0

    @property
    def _columns(self) -> list[int | None]:
        return steps_shown(self.steps, max(3, int((self.width() - NAMES) / NARROWEST)))

    def place_of(self, strip: int, step: int) -> QRectF | None:
        """Return where a strip is at a step, if that is in sight; strips count from the inputs up."""
        shown = self._columns
        if step not in shown or strip >= len(self._strips):
            return None
        pitch = min(WIDEST, (self.width() - NAMES - 8) / len(shown))
        rows = [1.0 if each.last else 0.6 for each in self._strips]
        each = (self.height() - HEAD - 6) / sum(rows)
        bottom = self.height() - 4 - each * sum(rows[:strip])
        high = max(SLIMMEST, each * rows[strip] * 0.72)
        left = NAMES + pitch * (shown.index(step) + (1 - SHARE) / 2)
        return QRectF(left, bottom - each * rows[strip] / 2 - high / 2, pitch * SHARE, high)

    def _value(self, strip: StateStrip, step: int) -> Array | None:
        if len(strip.values) == self.steps:
            return np.asarray(strip.values[step])
        return strip.values[-1] if step == self.steps - 1 else None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [step for step in self._columns if step is not None]
        for i, strip in enumerate(self._strips):
            for step in shown:
                self._draw(painter, i, strip, step)
            first = self.place_of(i, shown[0])
            if first is not None:
                painter.setFont(font(12))
                painter.setPen(QColor(self.theme.text if strip.last else self.theme.secondary))
                name = QRectF(0, first.top(), NAMES - 4, first.height())
                painter.drawText(
                    name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, strip.name
                )
        painter.setFont(font(11))
        for step in shown:
            place = self.place_of(0, step)
            if place is not None:
                painter.setPen(QColor(self.theme.text if step == self.step else self.theme.secondary))
                painter.drawText(
                    QRectF(place.center().x() - 20, 0, 40, HEAD), Qt.AlignmentFlag.AlignCenter, str(step + 1)
                )
        if None in self._columns and len(shown) > 1:
            before = shown[self._columns.index(None) - 1]
            left = self.place_of(0, before)
            if left is not None:
                x = left.right() + left.width() * (1 / SHARE - 0.5)
                painter.drawText(QRectF(x - 20, 0, 40, HEAD), Qt.AlignmentFlag.AlignCenter, "…")

    def _draw(self, painter: QPainter, i: int, strip: StateStrip, step: int) -> None:
        """Draw what a strip is at a step, and the arrows that lead to it."""
        place, value = self.place_of(i, step), self._value(strip, step)
        if place is None or value is None:
            return
        lit = step == self.step
        colour = self.theme.text if lit else self.theme.secondary
        if strip.carried and step and (before := self.place_of(i, step - 1)) is not None:
            self._arrow(
                painter,
                QPointF(before.right(), place.center().y()),
                QPointF(place.left(), place.center().y()),
                colour,
            )
        if i and (strip.last or self._strips[i - 1].last):
            under = self.place_of(i - 1, step)
            if under is not None and self._value(self._strips[i - 1], step) is not None:
                self._arrow(
                    painter,
                    QPointF(place.center().x(), under.top()),
                    QPointF(place.center().x(), place.bottom()),
                    colour,
                )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, picture(np.asarray(value)[::-1, None], self._table))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.text if lit else self.theme.border), 2 if lit else 1))
        painter.drawRect(place)

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawLine(start, end)
        along = end - start
        length = max(abs(along.x()) + abs(along.y()), 1e-6)
        along /= length
        side = QPointF(-along.y(), along.x()) * 2.5
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([end, end - along * 4 + side, end - along * 4 - side]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.point(None)

    def point(self, point: QPointF | None) -> None:
        """Light the step under a point, and say what is there."""
        self.step, facts = None, None
        for step in self._columns if point is not None else ():
            place = None if step is None else self.place_of(0, step)
            if (
                step is None
                or place is None
                or point is None
                or abs(point.x() - place.center().x()) > place.width() * 0.8
            ):
                continue
            self.step = step
            for i, strip in enumerate(self._strips):
                own, value = self.place_of(i, step), self._value(strip, step)
                if own is not None and value is not None and own.contains(point):
                    unit = min(int((point.y() - own.top()) / own.height() * len(value)), len(value) - 1)
                    heading = self.tr("{0}, unit {1}, step {2}").format(strip.name, unit + 1, step + 1)
                    facts = Facts(heading, ((self.tr("value"), signed(float(value[unit]))),))
        self.card.show_facts(facts)
        if facts is not None and point is not None:
            self.card.place(point)
        self.update()
