"""The latent plane: samples where two units have them, over a map of what is decoded at every place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.activations.base import Array
from playground.gui.images.class_dots import paint_dots
from playground.gui.images.decoded_map import paint_map
from playground.gui.images.sample_picture import draw_sample, sample_size
from playground.gui.images.tiles import Places
from playground.gui.images.walk import Code, Walk
from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

FIELD, MOST = 34, 20
"""Pixels that a field of the map has at least, and the most fields in a row."""
NEAR = 9.0
"""Pixels within which a click means a sample."""
KEY_STEPS = 40
"""Presses of an arrow key from one side to the other."""
SHARE = 0.3
"""How much of the side the picture takes of what is decoded."""


class LatentPlane(QWidget, Themed):
    """Points at places, and walks from one sample to another that the mouse is dragged to."""

    pointed = Signal()
    """Another place is pointed at, or none."""
    picked = Signal(int)
    """A sample was clicked at: its place among all samples."""
    range_changed = Signal()
    """Another piece of the plane is to be seen, or other fields."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.codes: Array = np.zeros((0, 2))
        self.decoded: Array | None = None
        """What is decoded at the place that is pointed at, in the inputs' shape ..."""
        self.map: Array | None = None
        """... and at the middle of every field, (up, across, *shape), the bottom row first."""
        self.at: Code | None = None
        """The place that is pointed at."""
        self.current: int | None = None
        self.most = 1.0
        self.ends = np.array([[-1.0, -1.0], [1.0, 1.0]])
        """The lower left corner of what is seen, and the upper right one."""
        self._colours: Sequence[QColor] = ()
        self._groups: Places = np.zeros(0, np.intp)
        self._names: Sequence[str] = ()
        self._drag: tuple[int, QPointF] | None = None
        self.walk = Walk(self)
        self.walk.stepped.connect(self.point)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Latent plane"))
        self.setToolTip(self.tr("Drag from one sample to another to walk between them"))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 70)

    @property
    def fields(self) -> tuple[int, int]:
        """How many fields the map has, across and up."""
        across, up = (min(max(side // FIELD, 2), MOST) for side in (self.width(), self.height()))
        return across, up

    def show_classes(self, colours: Sequence[QColor], groups: Places, names: Sequence[str]) -> None:
        """Say which colour each sample has, and what the samples of a colour are called."""
        self._colours, self._groups, self._names = colours, groups, names
        self.update()

    def show_codes(self, codes: Array) -> None:
        """Show where all samples are, (samples, 2), and keep them in sight."""
        if len(codes) != len(self.codes):
            self._drag = None
        self.codes = codes
        if len(codes):
            low, high = codes.min(axis=0).astype(float), codes.max(axis=0).astype(float)
            size = np.maximum(high - low, 1e-6)
            kept = self.ends[1] - self.ends[0]
            if (low < self.ends[0]).any() or (high > self.ends[1]).any() or (size < 0.6 * kept).any():
                self.ends = np.stack([low - 0.06 * size, high + 0.06 * size])
                self.range_changed.emit()
        self.update()

    def show_map(self, pictures: Array | None, most: float) -> None:
        """Show what is decoded in every field; ``most`` is the largest number that an input has."""
        self.map, self.most = pictures, most
        self.update()

    def show_decoded(self, numbers: Array | None) -> None:
        """Show what is decoded at the place that is pointed at."""
        self.decoded = numbers
        self.update()

    def show_current(self, place: int | None) -> None:
        """Mark the sample in sight."""
        self.current = place
        self.update()

    def spot(self, code: Code) -> QPointF:
        """Return the pixel of a place."""
        (left, bottom), (right, top) = self.ends.tolist()
        x = (code[0] - left) / (right - left) * self.width()
        return QPointF(x, (top - code[1]) / (top - bottom) * self.height())

    def code(self, spot: QPointF) -> Code:
        """Return the place at a pixel."""
        (left, bottom), (right, top) = self.ends.tolist()
        x = left + spot.x() / max(self.width(), 1) * (right - left)
        return x, top - spot.y() / max(self.height(), 1) * (top - bottom)

    def point(self, code: Code | None) -> None:
        """Point at a place, or at none."""
        self.at = code
        self.pointed.emit()
        self.update()

    def nearest(self, spot: QPointF) -> int | None:
        """Return the sample nearest to a pixel, if one is near."""
        if not len(self.codes):
            return None
        pixels = (self.ends[1] - self.ends[0]) / (max(self.width(), 1), max(self.height(), 1))
        away = np.linalg.norm((self.codes - self.code(spot)) / pixels, axis=1)
        place = int(away.argmin())
        return place if away[place] <= NEAR else None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        if self.map is not None:
            paint_map(painter, QRectF(self.rect()), theme, self.map, self.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_samples(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if (line := self._line) is not None:
            painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
            painter.drawLine(line)
        if self.current is not None and self.current < len(self.codes):
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawEllipse(self.spot(self._code_of(self.current)), 6, 6)
        if self.at is not None:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawEllipse(self.spot(self.at), 7, 7)
        self._paint_decoded(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.border), 1.5))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_samples(self, painter: QPainter) -> None:
        if len(self._groups) != len(self.codes):
            return
        (left, bottom), (right, top) = self.ends.tolist()
        across, up = (self.codes - (left, bottom)).T / np.array([[right - left], [top - bottom]])
        spots = np.stack([across * self.width(), (1.0 - up) * self.height()], axis=1)
        paint_dots(painter, self.theme, spots, self._groups, self._colours, self._names)

    @property
    def decoded_box(self) -> QRectF:
        """Where the picture is of what is decoded: in the upper corner away from what is pointed at."""
        shape = (1,) if self.decoded is None else self.decoded.shape
        width, height = sample_size(shape, max(SHARE * min(self.width(), self.height()), 48.0))
        right = self.at is None or self.spot(self.at).x() < self.width() / 2
        return QRectF(self.width() - width - 10 if right else 10.0, 10.0, width, height)

    def _paint_decoded(self, painter: QPainter) -> None:
        if self.decoded is None:
            return
        box = self.decoded_box
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.setBrush(QColor(self.theme.surface))
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_sample(painter, box, self.theme, self.decoded, self.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def _line(self) -> QLineF | None:
        """The line of a walk: the one under way, or the one that is being drawn."""
        if self._drag is not None and self.at is not None:
            return QLineF(self.spot(self._code_of(self._drag[0])), self.spot(self.at))
        if self.walk.line is not None:
            return QLineF(*map(self.spot, self.walk.line))
        return None

    def _code_of(self, place: int) -> Code:
        x, y = self.codes[place].tolist()
        return x, y

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.walk.stop()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and (near := self.nearest(event.position())) is not None
        ):
            self._drag = near, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.walk.line is None:
            self.point(self.code(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            return
        start, spot = drag
        if (event.position() - spot).manhattanLength() <= NEAR:
            self.picked.emit(start)
        else:
            end = self.nearest(event.position())
            self.walk.begin(
                self._code_of(start), self.code(event.position()) if end is None else self._code_of(end)
            )

    def leaveEvent(self, event: QEvent) -> None:
        if self.walk.line is None:
            self.point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.at is not None:
            self.walk.stop()
            self.point(None)
        elif key in moves:
            size = (self.ends[1] - self.ends[0]) / KEY_STEPS
            x, y = self.at or tuple(self.ends.mean(axis=0).tolist())
            self.point((x + moves[key][0] * float(size[0]), y + moves[key][1] * float(size[1])))
        else:
            super().keyPressEvent(event)
