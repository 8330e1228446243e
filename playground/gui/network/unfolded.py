"""A recurrent network unfolded through time: a copy for every step, and what is handed from step to step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.gui.network.card import FactCard
from playground.gui.network.facts import Facts
from playground.gui.network.marking import draw_arrow
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.pixels import picture, table_of
from playground.gui.network.state_strips import StateStrip, row_heights, steps_shown, strips
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import signed
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.worker.requests.one_sample import SampleActivity

NAMES, HEAD, NARROWEST, WIDEST, SLIMMEST = 104.0, 18.0, 26.0, 72.0, 12.0
"""Pixels for the names at the left and the numbers above, and of a step and a strip."""
SHARE = 0.62
"""How much of a step's width its strips take; the rest is left to arrows."""


class Unfolded(QWidget, Themed):
    """Draws the copies side by side; the step that is pointed at, here or elsewhere, is lit in all."""

    pointed = Signal(object)
    """Another step is pointed at, from 0, or none."""
    opened = Signal(int, int, int)
    """A unit of a layer is to be opened at a step, all from 0."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(self.tr("Network, unfolded through time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._strips: list[StateStrip] = []
        self._table = table_of(theme.ramp())
        self.card = FactCard(self, theme)
        self.step: int | None = None
        """The step that is lit, from 0 ..."""
        self.spot: tuple[int, int] | None = None
        """... and which strip and unit of it, counted from the inputs up, is pointed at."""
        self.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 110)

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

    @property
    def _rows(self) -> dict[int, float]:
        """The strips that there is room for, from the inputs up, and how high their rows are, in pixels."""
        return row_heights(self._strips, self.height() - HEAD - 6)

    def place_of(self, strip: int, step: int) -> QRectF | None:
        """Return where a strip is at a step, if that is in sight; strips count from the inputs up."""
        shown, rows = self._columns, self._rows
        if step not in shown or strip not in rows:
            return None
        pitch = min(WIDEST, (self.width() - NAMES - 8) / len(shown))
        bottom = self.height() - 4 - sum(row for i, row in rows.items() if i < strip)
        high = min(max(SLIMMEST, rows[strip] * 0.72), rows[strip] - 1)
        left = NAMES + pitch * (shown.index(step) + (1 - SHARE) / 2)
        return QRectF(left, bottom - rows[strip] / 2 - high / 2, pitch * SHARE, high)

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
        if len(self._rows) < len(self._strips):
            painter.setPen(QColor(self.theme.secondary))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, NAMES - 4, HEAD), side, self.tr("no room for gates"))
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
        place, value = self.place_of(i, step), strip.at(step, self.steps)
        if place is None or value is None:
            return
        lit = step == self.step
        colour = self.theme.text if lit else self.theme.secondary
        if strip.carried and step and (before := self.place_of(i, step - 1)) is not None:
            draw_arrow(
                painter,
                QPointF(before.right(), place.center().y()),
                QPointF(place.left(), place.center().y()),
                colour,
            )
        below = max((j for j in self._rows if j < i), default=None)
        if below is not None and (strip.last or self._strips[below].last):
            under = self.place_of(below, step)
            if under is not None and self._strips[below].at(step, self.steps) is not None:
                draw_arrow(
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
        if lit and self.spot is not None and self.spot[0] == i:
            each = place.height() / len(value)
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(QRectF(place.left(), place.top() + self.spot[1] * each, place.width(), each))

    def light(self, step: int | None) -> None:
        """Light a step that is pointed at elsewhere."""
        if step != self.step:
            self._point_at(step if step is not None and step < self.steps else None, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.point(event.position())
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.steps - 1 if self.step is None else self.step
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self.steps:
                by = 0 if self.step is None else 1 if event.key() == Qt.Key.Key_Right else -1
                self._walk_to(min(max(step + by, 0), self.steps - 1), self.spot)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if self.steps:
                self._walk_to(step, self._next_spot(step, 1 if event.key() == Qt.Key.Key_Up else -1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.spot is not None:
                self._open()
            case Qt.Key.Key_Escape if self.step is not None:
                self.point(None)
            case _:
                super().keyPressEvent(event)

    def _walk_to(self, step: int, spot: tuple[int, int] | None) -> None:
        """Point at a step, and at a unit of a strip if there is one at this step."""
        known = spot is not None and self._strips[spot[0]].at(step, self.steps) is not None
        self._point_at(step, spot if known else None)
        place = None if self.spot is None else self.place_of(self.spot[0], step)
        if place is not None:
            self.card.place(place.center())
        self.pointed.emit(self.step)

    def _next_spot(self, step: int, up: int) -> tuple[int, int]:
        """Return the unit above or below that which is pointed at, perhaps of the next strip."""
        every = [
            (i, unit)
            for i in self._rows
            if (value := self._strips[i].at(step, self.steps)) is not None
            for unit in range(len(value))[::-1]
        ]
        at = every.index(self.spot) if self.spot in every else -1 if up > 0 else len(every)
        return every[min(max(at + up, 0), len(every) - 1)]

    def _open(self) -> None:
        """Open the unit that is pointed at, if it is of a layer."""
        if self.step is not None and self.spot is not None and self._strips[self.spot[0]].layer >= 0:
            strip, unit = self.spot
            self.opened.emit(self._strips[strip].layer, unit, self.step)

    def point(self, point: QPointF | None) -> None:
        """Light the step under a point, and say what is there."""
        step, spot = (None, None) if point is None else self._at(point)
        self._point_at(step, spot)
        if spot is not None and point is not None:
            self.card.place(point)
        self.pointed.emit(step)

    def _at(self, point: QPointF) -> tuple[int | None, tuple[int, int] | None]:
        """Return the step at a point, and the strip and its unit there."""
        for step in self._columns:
            place = None if step is None else self.place_of(0, step)
            if step is None or place is None or abs(point.x() - place.center().x()) > place.width() * 0.8:
                continue
            for i, strip in enumerate(self._strips):
                own, value = self.place_of(i, step), strip.at(step, self.steps)
                if own is not None and value is not None and own.contains(point):
                    unit = int((point.y() - own.top()) / own.height() * len(value))
                    return step, (i, min(unit, len(value) - 1))
            return step, None
        return None, None

    def _point_at(self, step: int | None, spot: tuple[int, int] | None) -> None:
        """Light a step, and say what is at a unit of a strip."""
        self.step, self.spot, facts = step, spot, None
        if step is not None and spot is not None:
            strip, unit = self._strips[spot[0]], spot[1]
            value = strip.at(step, self.steps)
            heading = self.tr("{0}, unit {1}, step {2}").format(strip.name, unit + 1, step + 1)
            number = signed(float(value[unit])) if value is not None else ""
            facts = Facts(heading, ((self.tr("value"), number),))
            self.setAccessibleDescription(f"{heading}: {number}")
        self.card.show_facts(facts)
        self.update()
