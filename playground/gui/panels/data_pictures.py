"""Small pictures of all data sets, to pick one by; the first few are in sight until more are asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QToolButton, QWidget

from playground.data.data_set import DataSet
from playground.gui.theme import Theme, font
from playground.gui.views.thumbnail import DataPicture
from playground.gui.widgets.controls import named
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed
from playground.parts.part import family

COLUMNS = 4
SIZES = (11, 10, 9)
"""Pixels of a name's letters, smaller where it is long."""


class Thumbnail(QToolButton, Themed):
    """A small picture of a data set, to pick it by."""

    PICTURE = 46

    def __init__(self, member: type[DataSet], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("picture")
        self.theme, self._title = theme, member.title
        self._picture = _picture(member)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(plain(f"{member.title}: {member.__doc__}"))
        self.setAccessibleName(self.tr("Data set {0}").format(member.title))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self.theme, self.PICTURE
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF((self.width() - side) / 2, 2, side, side)
        chosen = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.border), 2 if chosen else 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(frame, 6, 6)
        self._picture.draw(painter, frame, theme)
        painter.setPen(QColor(theme.text if self.isChecked() else theme.secondary))
        wide = {size: QFontMetrics(font(size)).horizontalAdvance(self._title) for size in SIZES}
        painter.setFont(font(next((size for size in SIZES if wide[size] <= self.width()), SIZES[-1])))
        # The whole name is in the tooltip, with what the data are.
        name = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, side + 3, self.width(), 16), Qt.AlignmentFlag.AlignHCenter, name)


class DataPictures(QWidget):
    """A line of pictures with the chosen one among them, or all of them."""

    picked = Signal(str)
    """Another data set is chosen, by its kind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._kind = ""
        self._thumbnails = {kind: Thumbnail(member, theme) for kind, member in family(DataSet).items()}
        self._grid, group = QGridLayout(self), QButtonGroup(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        for kind, picture in self._thumbnails.items():
            picture.setParent(self)  # or it would be a window until it has its place
            picture.clicked.connect(lambda _, kind=kind: self.picked.emit(kind))
            group.addButton(picture)
        self.more = named(QPushButton(self.tr("More")), "small")
        """Shows all of them, and again the first."""
        self.more.setAccessibleName(self.tr("More data"))
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("Show the pictures of all data sets"))
        self.more.toggled.connect(self._arrange)
        self._arrange()

    def show_value(self, kind: str) -> None:
        """Show which data set is chosen; nothing is emitted."""
        self._thumbnails[kind].setChecked(True)
        if kind != self._kind:
            self._kind = kind
            self._arrange()

    def _arrange(self) -> None:
        kinds = [*self._thumbnails]
        if not self.more.isChecked():
            kinds = kinds[:COLUMNS]
            if self._kind and self._kind not in kinds:
                kinds[-1] = self._kind
        for kind, picture in self._thumbnails.items():
            self._grid.removeWidget(picture)
            picture.setVisible(kind in kinds)
        for i, kind in enumerate(kinds):
            self._grid.addWidget(self._thumbnails[kind], i // COLUMNS, i % COLUMNS)


@cache
def _picture(member: type[DataSet]) -> DataPicture:
    """Return the picture of a data set as it is declared, which is drawn once."""
    return DataPicture(member().points())
