"""What can be in a picture: one place of the window, or several side by side, drawn at any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from playground.gui.picture_files.plot_marks import marks_for_picture
from playground.gui.pictures.fitted_cells import fitted_cells
from playground.gui.pictures.widget_tree import render
from playground.gui.style_pictures import style_pictures
from playground.gui.theme import Theme, font
from playground.gui.widgets.themed import apply_theme

GAP, HEAD = 16, 34
"""Pixels between two places and around them, and of the heading."""


@dataclass(frozen=True)
class Subject:
    """A title, the widgets that are drawn side by side, and those that explain them."""

    title: str
    widgets: tuple[QWidget, ...]
    keys: tuple[QWidget, ...] = ()
    """What else must be seen to understand it, such as the names of curves; it goes into the heading."""
    whole: bool = False
    """Whether it is a window, which has its own frame and size."""

    def size(self, headed: bool) -> QSize:
        """Return how large it is on the screen, in pixels."""
        sizes = [widget.size() for widget in self.widgets]
        if self.whole:
            return sizes[0]
        width = sum(size.width() + GAP for size in sizes) + GAP
        return QSize(width, max(size.height() for size in sizes) + 2 * GAP + (HEAD - GAP) * headed)

    def least(self, headed: bool) -> QSize:
        """Return how small it may be drawn."""
        hints = [widget.minimumSizeHint().expandedTo(widget.minimumSize()) for widget in self.widgets]
        width = sum(max(hint.width(), 60) + GAP for hint in hints) + GAP
        return QSize(width, max(max(hint.height(), 40) for hint in hints) + 2 * GAP + HEAD * headed)

    def draw(self, painter: QPainter, size: QSize, theme: Theme, note: str | None = None) -> None:
        """Draw it, so many pixels large, in a theme's colors; under a heading with a note, if one is given.

        On the screen everything stays as it was.
        """
        scale = painter.device().devicePixelRatio()
        painter.fillRect(QRect(QPoint(), size), QColor(theme.surface))
        with ExitStack() as until:
            for widget in (*self.widgets, *self.keys):
                until.enter_context(_themed(widget, theme))
                until.enter_context(marks_for_picture(widget, scale))
            if self.whole:
                render(painter, self.widgets[0], QPoint(), ground=True)
                return
            whole = QRect(QPoint(), size)
            places = self._places(whole.adjusted(GAP, GAP if note is None else HEAD, -GAP, -GAP))
            for widget, place in zip(self.widgets, places, strict=True):
                until.enter_context(_resized(widget, place.size()))
                until.enter_context(fitted_cells(widget))
                render(painter, widget, place.topLeft())
            painter.save()
            painter.setClipRegion(QRegion(whole) - _together(places))
            painter.fillRect(whole, QColor(theme.surface))  # what scrolls may reach into the margin
            painter.restore()
            if note is not None:
                self._draw_head(painter, size.width(), theme, note)

    def _places(self, room: QRect) -> list[QRect]:
        """Divide the width as it is divided on the screen."""
        widths = [widget.width() for widget in self.widgets]
        free, left, places = room.width() - GAP * (len(widths) - 1), room.left(), []
        for width in widths:
            own = free * width // sum(widths)
            places.append(QRect(left, room.top(), own, room.height()))
            left += own + GAP
        return places

    def _draw_head(self, painter: QPainter, width: int, theme: Theme, note: str) -> None:
        """Draw the title at the left, and from the right the note and the keys."""
        line = QRect(GAP, 4, width - 2 * GAP, HEAD - 6)
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setFont(font(12))
        painter.setPen(QColor(theme.secondary))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, note)
        end = line.right() - (painter.fontMetrics().horizontalAdvance(note) + GAP if note else 0)
        for key in reversed(self.keys):
            end -= key.width()
            place = QPoint(end, line.center().y() - key.height() // 2)
            render(painter, key, place)
            end -= GAP


def _together(places: Sequence[QRect]) -> QRegion:
    found = QRegion()
    for place in places:
        found += place
    return found


@contextmanager
def _resized(widget: QWidget, size: QSize) -> Iterator[None]:
    """Give a widget another size for a while; what is scrolled in it then stands where it stood."""
    before = widget.geometry()
    areas = [
        each for each in (widget, *widget.findChildren(QWidget)) if isinstance(each, QAbstractScrollArea)
    ]
    bars = [bar for area in areas for bar in (area.horizontalScrollBar(), area.verticalScrollBar())]
    values = [bar.value() for bar in bars]
    widget.resize(size)
    try:
        yield
    finally:
        widget.setGeometry(before)
        for bar, value in zip(bars, values, strict=True):
            bar.setValue(value)


@contextmanager
def _themed(widget: QWidget, theme: Theme) -> Iterator[None]:
    """Give a widget another theme for a while, if it does not have it."""
    before = getattr(widget, "theme", theme)
    if theme == before:
        yield
        return
    palette, sheet = widget.palette(), widget.styleSheet()
    widget.setPalette(theme.palette())
    widget.setStyleSheet(theme.style_sheet(style_pictures()))
    apply_theme(widget, theme)
    try:
        yield
    finally:
        widget.setStyleSheet(sheet)
        widget.setPalette(palette)
        apply_theme(widget, before)
