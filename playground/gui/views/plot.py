"""What all plots share: quiet axes, the theme's colours, zoom and pan, the way home, and their picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu

from playground.files.reasons import reason
from playground.files.writing import write
from playground.gui.document.save_dialog import asked_for
from playground.gui.picture_files.formats import FORMATS, format_of, pixmap
from playground.gui.picture_files.plot_marks import marks_for_picture
from playground.gui.theme import Theme
from playground.gui.views.axes import Axes, Axis
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import Message
from playground.gui.widgets.themed import Themed

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False, useOpenGL=False)

NEAR = 8.0
"""Pixels within which a click means a spot."""


class Plot(pg.GraphicsView, Themed):  # type: ignore[misc]
    """A plot that follows the theme. Give it to ``apply_theme`` once it has its items.

    It shows what ``show_range`` says until the person zooms or moves it; a double-click or Home goes back.
    """

    KEYS = (
        ("Home", "Return to the automatic range"),
        ("Ctrl+C", "Copy as picture"),
        ("Menu", "Open the plot's menu"),
    )
    """Keys that a plot answers to while it has the focus, each with what it does."""

    clicked = Signal(float, float, object)
    """A point of the plot was clicked at, with which modifiers."""
    away_changed = Signal(bool)
    """The plot shows something else than its home, or is home again."""

    def __init__(self) -> None:
        super().__init__()
        self.enableMouse(False)  # the field's, not the view's
        self.setFrameShape(self.Shape.NoFrame)
        self.axes = Axes()
        self.field = self.axes.field
        self.setCentralItem(self.axes)
        self._items: list[Any] = []
        self.themed: list[Themed] = []
        """Items of the plot with colours of their own; ``apply_theme`` finds widgets alone."""
        self._home = ((0.0, 1.0), (0.0, 1.0))
        self._away = self._by_key = False
        self._accent = QColor()
        self._menu = QMenu(self)
        for text, keys, slot in (
            (self.tr("Copy as picture"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_picture),
            (self.tr("Save picture…"), QKeySequence(), self.save_picture),
            (self.tr("Home"), QKeySequence(Qt.Key.Key_Home), self.go_home),
        ):
            action = self._menu.addAction(text, slot)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        self.field.sigRangeChangedManually.connect(self._leave)
        self.scene().sigMouseClicked.connect(self._click)

    @property
    def away(self) -> bool:
        """Whether the person has zoomed or moved it."""
        return self._away

    def add(self, *items: Any) -> None:
        """Show pyqtgraph's items, later ones over earlier ones."""
        for item in items:
            self._items.append(item)
            self.field.addItem(item)

    def remove(self, item: Any) -> None:
        """Show an item no more."""
        self._items.remove(item)
        self.field.removeItem(item)

    def axis(self, side: str) -> Axis:
        """Return the axis at ``left``, ``bottom`` or another side that has one."""
        return self.axes.sides[side]

    def set_log(self, log: bool) -> None:
        """Choose between a logarithmic and a linear left axis, for curves that are given plain numbers."""
        self.axis("left").setLogMode(False, log)
        for item in self._items:
            if isinstance(item, pg.PlotDataItem):
                item.setLogMode(False, log)

    def nearest(self, spots: npt.NDArray[np.floating], x: float, y: float) -> int | None:
        """Return which of the spots (n, 2) a click at (x, y) means; None if it means none of them."""
        away = np.linalg.norm((spots - (x, y)) / np.array(self.field.viewPixelSize()), axis=1)
        return int(away.argmin()) if len(away) and away.min() <= NEAR else None

    def view_range(self) -> list[list[float]]:
        """Return what is to be seen: from and to along the lower axis, and along the left one."""
        seen: list[list[float]] = self.field.viewRange()
        return seen

    def field_rect(self) -> QRect:
        """Return where in the plot the curves are, between the axes, in pixels."""
        rect: QRect = self.mapFromScene(self.field.sceneBoundingRect()).boundingRect()
        return rect

    def pixels(self, spots: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Return where in the plot spots (n, 2) are, in pixels."""
        (left, right), (low, high) = self.view_range()
        field = self.field_rect()
        across = field.x() + (spots[:, 0] - left) / (right - left) * field.width()
        down = field.y() + (high - spots[:, 1]) / (high - low) * field.height()
        return np.stack([across, down], axis=1)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Say what is to be seen of the plot, in its own coordinates (powers of ten on a log axis)."""
        if (x, y) != self._home:
            self._home = x, y
            if not self._away:
                self._show_home()

    def go_home(self) -> None:
        """Show again what ``show_range`` said last."""
        self._away = False
        self._show_home()
        self.away_changed.emit(False)

    def copy_picture(self) -> None:
        """Put a picture of the plot on the clipboard."""
        QApplication.clipboard().setPixmap(self.picture())

    def save_picture(self) -> None:
        """Ask for a file and write a picture of the plot to it."""
        title = self.tr("Save picture")
        kinds = ";;".join(f"{each.name} (*{ending})" for ending, each in FORMATS.items())
        path = asked_for(self, title, f"{self.accessibleName()}.png", kinds)
        if path is None:
            return
        try:
            made = format_of(path.suffix).write(self._draw, self.size(), 2, self.accessibleName())
            write(path, made)
        except OSError as error:
            text = self.tr("{0} could not be written: {1}").format(path.name, reason(error))
            Message(self, text, title=title, icon=Message.Icon.Warning).open()

    def picture(self) -> QPixmap:
        """Return the plot as it is, with twice as many pixels to a side."""
        return pixmap(self._draw, self.size(), 2)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._accent = QColor(theme.accent)
        self.setBackground(QColor(theme.surface))
        for axis in self.axes.sides.values():
            axis.set_theme(theme)
        for item in self.themed:
            item.set_theme(theme)

    def _draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self.backgroundBrush())
        with marks_for_picture(self, painter.device().devicePixelRatio()):
            self.render(painter, QRectF(self.rect()), self.viewport().rect())

    def _show_home(self) -> None:
        x, y = self._home
        self.field.setRange(xRange=x, yRange=y, padding=0.0)

    def _leave(self) -> None:
        if not self._away:
            self._away = True
            self.away_changed.emit(True)

    def _click(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self._menu.popup(event.screenPos().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton and event.double():
            self.go_home()
        elif event.button() == Qt.MouseButton.LeftButton:
            box = self.field
            if box.sceneBoundingRect().contains(event.scenePos()):
                point = box.mapSceneToView(event.scenePos())
                self.clicked.emit(point.x(), point.y(), event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()  # what is clicked in a plot is not clicked in what holds it

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:  # the mouse may be about to drag
            self._menu.popup(self.mapToGlobal(self.rect().center()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the window's, but for those of the menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_key = event.reason() in by_key
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._by_key = False
        self.viewport().update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._by_key:
            painter = QPainter(self.viewport())
            painter.setPen(pg.mkPen(self._accent, width=2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
