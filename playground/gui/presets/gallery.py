"""Presets as cards: a picture of the data, the title, why it is worth running, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.gui.presets.preset_cards import ENTRY, Index, PresetEntry, PresetFilter, PresetModel
from playground.gui.theme import Theme, font
from playground.gui.widgets.text_lines import text_lines
from playground.gui.widgets.themed import Themed

CARD = QSize(316, 116)


class CardPainter(QStyledItemDelegate):
    """Draws an entry as a card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PresetEntry = index.data(ENTRY)
        theme = self._theme
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(place).adjusted(5, 5, -5, -5)
        edge = theme.accent if chosen else theme.secondary if hovered else theme.border
        painter.setPen(QPen(QColor(edge), 2 if chosen else 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(frame, 8, 8)
        self._draw_picture(painter, QRectF(frame.x() + 12, frame.y() + 12, 82, 82), entry)
        self._draw_words(painter, frame.adjusted(106, 9, -10, -8), entry)
        painter.restore()

    def _draw_picture(self, painter: QPainter, place: QRectF, entry: PresetEntry) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(place, 6, 6)
        if entry.picture is None:
            painter.setPen(QColor(theme.error))
            painter.setFont(font(28, QFont.Weight.DemiBold))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")
            return
        entry.picture.draw(painter, place, theme)

    def _draw_words(self, painter: QPainter, place: QRectF, entry: PresetEntry) -> None:
        theme = self._theme
        bold = font(13, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        lines = text_lines(entry.title, bold, place.width(), 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, lines[0])
        small = font(12)
        painter.setFont(small)
        painter.setPen(QColor(theme.secondary if entry.experiment else theme.error))
        for i, line in enumerate(
            text_lines(entry.reason, small, place.width(), 2 if entry.experiment else 3)
        ):
            below = place.adjusted(0, 21 + 16 * i, 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, line)
        painter.setPen(QColor(theme.secondary))
        painter.setFont(font(11))
        tail = entry.size
        if entry.own:
            tail = f"{entry.path.name}   ·   {tail}" if tail else ""
        if tail:
            shown = text_lines(tail, font(11), place.width(), 1)[0]
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)


class Gallery(QListView, Themed):
    """The cards, in as many columns as there is room for; arrows move among them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.entries = PresetModel()
        self.filter = PresetFilter(self.entries)
        self._cards = CardPainter(theme)
        self.setObjectName("gallery")
        self.setAccessibleName(self.tr("Presets"))
        self.setModel(self.filter)
        self.setItemDelegate(self._cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionRectVisible(False)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._cards.set_theme(theme)
        self.viewport().update()

    @property
    def chosen(self) -> PresetEntry | None:
        """The card that is chosen."""
        index = self.currentIndex()
        return index.data(ENTRY) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Choose the card in a row of those that match, if there is one."""
        if 0 <= row < self.filter.rowCount():
            self.setCurrentIndex(self.filter.index(row, 0))

    def show_entries(self, entries: Sequence[PresetEntry]) -> None:
        """Show these cards and no others."""
        self.entries.clear()
        for entry in entries:
            self.entries.add(entry)
