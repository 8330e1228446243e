"""A row of columns that share the width evenly; where they are narrow, one opens while it is used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from playground.gui.widgets.paint_guard import guarded

NARROWEST, NARROW, WIDE = 43, 91, 118
"""The least width of a column, that under which buttons are left out, and that of one that is used."""
OPENING = QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.LayoutRequest


class HeadColumn(QWidget):
    """One column of a row: open while the pointer or the focus is in it, or while it is held open."""

    held = False
    """Whether it stays open."""
    lifted = False
    """Whether it is wider than its place, and lies over its neighbours."""

    @property
    def in_use(self) -> bool:
        """Whether the pointer or the focus is in it."""
        return self.held or self.underMouse() or self.in_focus

    @property
    def in_focus(self) -> bool:
        """Whether the focus is in it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def show_narrow(self, narrow: bool) -> None:
        """Leave out what there is no room for; it must be as high then, for all below would move."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.lifted:
            painter, palette = QPainter(self), self.palette()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.mid().color(), 1))
            painter.setBrush(palette.base())
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class ColumnRow(QWidget):
    """Columns side by side; a network's picture below has its own at the same places.

    A widget, not a layout: those that are written in Python leave their items without an owner.
    """

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[HeadColumn] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def show_columns(self, columns: list[HeadColumn]) -> None:
        """Have these columns, from left to right; the others are let go."""
        for column in self._columns:
            if column not in columns:
                column.hide()
                column.removeEventFilter(self)
                column.deleteLater()
        for column in columns:
            if column not in self._columns:
                column.setParent(self)
                column.installEventFilter(self)
                column.show()
        self._columns = columns
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(WIDE * len(self._columns), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        high = max((self._height(column) for column in self._columns), default=0)
        return QSize(NARROWEST * len(self._columns), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.updateGeometry()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in OPENING and QApplication.activePopupWidget() is None:
            self.updateGeometry()
            self._place()
        return super().eventFilter(watched, event)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if any(each is not None and self.isAncestorOf(each) for each in (old, new)):
            self._place()

    @property
    def _pitch(self) -> float:
        return self.width() / max(len(self._columns), 1)

    def _width(self, column: HeadColumn) -> int:
        wanted = max(WIDE, column.minimumSizeHint().width()) if column.in_use else 0
        return round(max(self._pitch, min(wanted, self.width())))

    def _height(self, column: HeadColumn) -> int:
        least = column.minimumSizeHint().height()
        return max(least, column.heightForWidth(self._width(column))) if column.hasHeightForWidth() else least

    def _place(self) -> None:
        for i, column in enumerate(self._columns):
            wide = self._width(column)
            column.show_narrow(wide < NARROW)
            left = round((i + 0.5) * self._pitch - wide / 2)
            left = max(0, min(left, self.width() - wide))
            column.lifted = wide > self._pitch + 1
            if column.lifted:
                column.raise_()
            column.setGeometry(QRect(left, 0, wide, self.height()))
            column.update()
