"""Plots as a picture wants them: every mark drawn anew, and lines as wide as the picture is large.

On the screen plots draw marks from pictures that were made once, and the width of a line counts pixels of the
screen: in a picture with twice as many of them it would be a hair.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget


@contextmanager
def marks_for_picture(widget: QWidget, scale: float) -> Iterator[None]:
    """Draw the plots in a widget so for a while, with ``scale`` pixels to one of the screen."""
    views = [
        each for each in (widget, *widget.findChildren(QGraphicsView)) if isinstance(each, QGraphicsView)
    ]
    with ExitStack() as until:
        for item in (item for view in views for item in view.scene().items()):
            until.enter_context(_drawn_anew(item))
            if isinstance(item, pg.GraphicsItem) and scale != 1.0:
                until.enter_context(_widened(item, scale))
        yield


@contextmanager
def _drawn_anew(item: QGraphicsItem) -> Iterator[None]:
    before = item.cacheMode()
    item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    if isinstance(item, pg.GraphicsItem):
        item.setExportMode(True, {"antialias": True})
    try:
        yield
    finally:
        item.setCacheMode(before)
        if isinstance(item, pg.GraphicsItem):
            item.setExportMode(False)


@contextmanager
def _widened(item: Any, scale: float) -> Iterator[None]:
    """Scale the pens of an item, which has them as attributes, as options, and with its marks."""
    places: list[tuple[MutableMapping[str, Any], str, Any]] = [
        (holder, name, value)
        for holder in (vars(item), getattr(item, "opts", {}))
        for name, value in holder.items()
        if isinstance(value, QPen)
    ]
    if isinstance(item, pg.ScatterPlotItem):
        places.append((vars(item), "data", item.data))
        item.data = item.data.copy()
        item.data["pen"] = [pen and _wide(pen, scale) for pen in item.data["pen"]]
    for holder, name, value in places:
        if isinstance(value, QPen):
            holder[name] = _wide(value, scale)
    _forget_picture(item)
    try:
        yield
    finally:
        for holder, name, value in places:
            holder[name] = value
        _forget_picture(item)


def _wide(pen: QPen, scale: float) -> QPen:
    made = QPen(pen)
    if pen.isCosmetic():
        made.setWidthF(max(pen.widthF(), 1.0) * scale)
    return made


def _forget_picture(item: Any) -> None:
    """Let an axis be drawn anew, which keeps what it drew."""
    if isinstance(item, pg.AxisItem):
        item.picture = None
