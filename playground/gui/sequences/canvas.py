"""The picture of a sample over time: its lanes, and what the mouse or the arrow keys point at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.gui.sequences.heat import Heat
from playground.gui.sequences.lane import KEY, SMALL, Columns, Lane, heights, write
from playground.gui.theme import Theme, font
from playground.gui.widgets.controls import label
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

BESIDE, HEAD, FOOT, GAP = 54, 17, 16, 3
"""Pixels: names beside lanes and above them, the numbers of steps below, and between two lanes."""
TICK = 24.0
"""Pixels between two numbers of steps, at least."""


class TimeCanvas(QWidget, Themed):
    """Lanes above each other over the same steps."""

    picked = Signal(int, int)
    """A row of a strip was clicked at: the unit, and the step, from 0."""
    moved = Signal(object)
    """Another step is pointed at, from 0, or none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.lanes: list[Lane] = []
        """What is drawn, from the top."""
        self.steps = 0
        self.pointed: tuple[int, int | None] | None = None
        """The step that is pointed at, and the unit, if one is."""
        self.lit: int | None = None
        """The step that is pointed at elsewhere."""
        self._mouse: QPointF | None = None
        self.text = label(look="hover")
        self.text.setParent(self)
        self.text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text.hide()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Sample over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lanes(self, lanes: Sequence[Lane], steps: int) -> None:
        """Draw other lanes, over so many steps."""
        self.lanes, self.steps = list(lanes), steps
        least = sum(lane.least + HEAD * lane.above + GAP for lane in lanes) + FOOT
        wide = max([120, *(lane.narrowest(steps) for lane in lanes)])
        self.setMinimumSize(BESIDE + KEY + wide, round(least))
        if self._mouse is not None:
            self._point_at(self._mouse)
        elif self.pointed is not None:
            self.point(*self.pointed)
        self.update()

    @property
    def columns(self) -> Columns:
        """Where the steps are."""
        return Columns(BESIDE, float(self.width() - BESIDE - KEY), self.steps)

    def boxes(self) -> list[QRectF]:
        """Return where each lane is."""
        room = self.height() - FOOT - sum(HEAD * lane.above + GAP for lane in self.lanes)
        found, top = [], 0.0
        for lane, height in zip(self.lanes, heights(self.lanes, room), strict=True):
            top += HEAD * lane.above
            found.append(QRectF(0.0, top, float(self.width()), height))
            top += height + GAP
        return found

    def strip(self) -> tuple[Heat, QRectF] | None:
        """Return the strip of the layer's units, and where it is, if there is one."""
        pairs = zip(self.lanes, self.boxes(), strict=True)
        return next(((lane, box) for lane, box in pairs if isinstance(lane, Heat) and lane.units), None)

    def point(self, step: int, unit: int | None = None) -> None:
        """Point at a step, and at a unit of the strip: say the numbers there."""
        if not 0 <= step < self.steps:
            self.leave()
            return
        strip = self.strip()
        if strip is None or unit is None or unit >= len(strip[0].names):
            unit = None
        self.pointed = step, unit
        rows = [(self.tr("step"), self.tr("{0} of {1}").format(step + 1, self.steps))]
        for lane in self.lanes:
            rows += lane.says(step)
            if strip is not None and lane is strip[0] and unit is not None:
                rows.append(strip[0].says_of(unit, step))
        self.text.setText("\n".join(f"{name}  {value}" for name, value in rows))
        self.setAccessibleDescription(self.text.text())
        self.text.adjustSize()
        self._place_text(step)
        self.text.show()
        self.update()
        self.moved.emit(step)

    def light(self, step: int | None) -> None:
        """Light a step that is pointed at elsewhere."""
        if step != self.lit:
            self.lit = step
            self.update()

    def leave(self) -> None:
        """Point at nothing."""
        self.pointed = self._mouse = None
        self.text.hide()
        self.update()
        self.moved.emit(None)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, columns = QPainter(self), self.columns
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self.boxes()
        bottom = boxes[-1].bottom() if boxes else 0.0
        lit = self.lit if self.pointed is None else self.pointed[0]
        if lit is not None and lit < self.steps:
            band = QColor(self.theme.accent)
            band.setAlphaF(0.12)
            painter.fillRect(QRectF(columns.start(lit), 0.0, columns.each, bottom), band)
        for lane, box in zip(self.lanes, boxes, strict=True):
            painter.save()
            lane.paint(painter, box, columns, self.theme)
            painter.restore()
            self._name(painter, lane, box)
        self._ticks(painter, columns, bottom + GAP)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.accent), 1.5))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _name(self, painter: QPainter, lane: Lane, box: QRectF) -> None:
        line = QRectF(0.0, box.top(), BESIDE - 8.0, min(box.height(), 18.0))
        for name, colour in lane.named:
            write(painter, line, name, getattr(self.theme, colour), Qt.AlignmentFlag.AlignRight)
            line.translate(0.0, 14.0)
        if lane.above:
            line = QRectF(BESIDE, box.top() - HEAD + 2, self.width() - BESIDE, HEAD - 2)
            whole = QFontMetrics(font(SMALL)).horizontalAdvance(lane.name) <= line.width()
            name = lane.name if whole else lane.brief or lane.name
            write(painter, line, name, self.theme.secondary, Qt.AlignmentFlag.AlignLeft)

    def _ticks(self, painter: QPainter, columns: Columns, top: float) -> None:
        """Number the steps, as many as there is room for."""
        skips = (skip for power in (1, 10, 100) for skip in (power, 2 * power, 5 * power))
        skip = next((skip for skip in skips if skip * columns.each >= TICK), max(self.steps, 1))
        shown = [0, *(step for step in range(skip - 1, self.steps, skip) if step * columns.each >= TICK)]
        for step in shown:
            box = QRectF(columns.middle(step) - 20, top, 40, FOOT - GAP)
            write(painter, box, str(step + 1), self.theme.secondary, Qt.AlignmentFlag.AlignHCenter)
        box = QRectF(0, top, BESIDE - 8, FOOT - GAP)
        write(painter, box, self.tr("step"), self.theme.secondary, Qt.AlignmentFlag.AlignLeft)

    def _place_text(self, step: int) -> None:
        """Put the text beside the step, where there is room."""
        columns, width = self.columns, self.text.width()
        left = columns.start(step + 1) + 8
        if left + width > self.width():
            before = columns.start(step) - 8 - width
            left = before if before >= 0 else self.width() - width  # nowhere: as far away as it goes
        height = self._mouse.y() if self._mouse is not None else 4.0
        top = min(height, self.height() - self.text.height() - 2.0)
        self.text.move(max(0, round(left)), max(0, round(top)))

    def _unit_at(self, place: QPointF) -> int | None:
        strip = self.strip()
        if strip is None or not strip[1].contains(place):
            return None
        lane, box = strip
        return lane.row((place.y() - box.top()) / box.height())

    def _point_at(self, place: QPointF) -> None:
        step = self.columns.at(place.x())
        if step is None:
            self.leave()
        else:
            self.point(step, self._unit_at(place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self._point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step, unit = self.columns.at(event.position().x()), self._unit_at(event.position())
        if step is not None and unit is not None:
            self.picked.emit(unit, step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key, strip = Qt.Key(event.key()), self.strip()
        step, unit = self.pointed or (self.steps - 1, None)
        if key in moves and self.steps:
            along, down = moves[key]
            self._mouse = None
            rows = len(strip[0].names) if strip is not None else 0
            if down and rows:
                unit = 0 if unit is None else min(max(unit + down, 0), rows - 1)
            kept = step if self.pointed is None else min(max(step + along, 0), self.steps - 1)
            self.point(kept, unit)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and unit is not None:
            self.picked.emit(unit, step)
        elif key == Qt.Key.Key_Escape and self.pointed is not None:
            self.leave()
        else:
            super().keyPressEvent(event)
