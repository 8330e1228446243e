"""A pad to draw on with mouse or tablet: a pen, an eraser, and the last stroke undone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.gui.images.strokes import Stroke
from playground.gui.theme import Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

PEN = 0.13
"""How wide the pen is at first."""


class Pad(QWidget, Themed):
    """A square of paper."""

    changed = Signal()
    """A stroke has grown, or was undone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.strokes: list[Stroke] = []
        """What was drawn, in order."""
        self.pen = PEN
        """Width of the pen as a share of the side."""
        self.erases = False
        self._under_way = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(220, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, 70)

    @property
    def paper(self) -> QRectF:
        """Where the paper is: at the top, beside what the network makes of it."""
        side = float(min(self.width(), self.height())) - 2.0
        return QRectF((self.width() - side) / 2, 1.0, side, side)

    def clear(self) -> None:
        """Begin with an empty sheet."""
        self._under_way = False
        self.strokes = []
        self._changed()

    def set_pen(self, width: float) -> None:
        """Draw with a pen of another width, also what is there."""
        self.pen = width
        self._changed()

    def undo(self) -> None:
        """Take the last stroke back, even while it is drawn."""
        self._under_way = False
        self.strokes = self.strokes[:-1]
        self._changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._begin(event.position(), self.erases or event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._under_way:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._under_way = False

    def tabletEvent(self, event: QTabletEvent) -> None:
        rubber = event.pointerType() == event.pointingDevice().pointerType().Eraser
        if event.type() == QTabletEvent.Type.TabletPress:
            self._begin(event.position(), self.erases or rubber)
        elif event.type() == QTabletEvent.Type.TabletMove and self._under_way:
            self._go_on(event.position())
        elif event.type() == QTabletEvent.Type.TabletRelease:
            self._under_way = False
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, paper = QPainter(self), self.paper
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.accent if self.hasFocus() else self.theme.border), 1.5))
        painter.setBrush(QColor(self.theme.raised))
        painter.drawRoundedRect(paper, 6, 6)
        if not self.strokes:
            painter.setPen(QColor(self.theme.secondary))
            painter.setFont(font(12))
            text = self.tr("Draw here: the network answers with every stroke")
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(paper.adjusted(12, 12, -12, -12), wrapped, text)
        painter.setClipRect(paper.adjusted(1, 1, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            colour = QColor(self.theme.raised if stroke.erases else self.theme.text)
            width = self.pen * paper.width()
            round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, *round_))
            spots = [self._spot(point) for point in stroke.points]
            path = QPainterPath(spots[0])
            for spot in spots[1:] or [spots[0] + QPointF(0.01, 0.0)]:
                path.lineTo(spot)
            painter.drawPath(path)

    def _spot(self, point: tuple[float, float]) -> QPointF:
        paper = self.paper
        return paper.topLeft() + QPointF(point[0] * paper.width(), point[1] * paper.height())

    def _point(self, spot: QPointF) -> tuple[float, float]:
        paper = self.paper
        side = max(paper.width(), 1.0)
        return (spot.x() - paper.left()) / side, (spot.y() - paper.top()) / side

    def _begin(self, spot: QPointF, erases: bool) -> None:
        self._under_way = True
        self.strokes = [*self.strokes, Stroke((self._point(spot),), erases)]
        self._changed()

    def _go_on(self, spot: QPointF) -> None:
        *before, last = self.strokes
        self.strokes = [*before, Stroke((*last.points, self._point(spot)), last.erases)]
        self._changed()

    def _changed(self) -> None:
        self.update()
        self.changed.emit()
