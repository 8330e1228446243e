"""Widgets drawn one by one: where lines stay lines, Qt cuts nothing off at the edge of what scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPicture, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from playground.gui.widgets.painted_on import keeps_lines

RenderFlag = QWidget.RenderFlag


def render(painter: QPainter, widget: QWidget, place: QPoint, ground: bool = False) -> None:
    """Draw a widget with all that is in it, at a place; on its own ground, or on what is there."""
    flags = RenderFlag.DrawWindowBackground if ground else RenderFlag(0)
    if keeps_lines(painter):
        _render_each(painter, widget, place, QRect(place, widget.size()), flags)
    else:
        QWidget.render(widget, painter, place, QRegion(), flags | RenderFlag.DrawChildren)


def _render_each(painter: QPainter, widget: QWidget, place: QPoint, seen: QRect, flags: RenderFlag) -> None:
    """Draw a widget and then those in it, as far as they are in what is seen."""
    alone = QPicture()
    own = QPainter(alone)
    try:
        QWidget.render(widget, own, QPoint(), QRegion(), flags)  # a plot has another of this name
    finally:
        own.end()
    cut = seen != QRect(place, widget.size()) or isinstance(widget.parent(), QAbstractScrollArea)
    painter.save()
    if cut:
        painter.setClipRect(seen)
    painter.drawPicture(place, alone)
    painter.restore()
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            there = QRect(place + child.pos(), child.size())
            if not (inside := there.intersected(seen)).isEmpty():
                _render_each(painter, child, there.topLeft(), inside, RenderFlag(0))
