"""Presets as cards: a picture of the data, the title, why it is worth running, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.files.reading import Progress
from playground.gui.presets.thumbnail import DataPicture
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.text_lines import text_lines
from playground.gui.widgets.themed import Themed

CARD = QSize(316, 116)
ENTRY = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Entry:
    """A preset to choose: one that can be read has an experiment, another says why not."""

    name: str
    """A shipped preset's name, or a file's."""
    path: Path
    own: bool
    """Whether it is the person's."""
    experiment: Experiment | None
    fault: str = ""

    @property
    def title(self) -> str:
        """What stands on the card first."""
        return self.experiment.title if self.experiment else self.name

    @property
    def reason(self) -> str:
        """Why the preset is worth running, or why it cannot be."""
        return self.experiment.reason if self.experiment else self.fault

    @cached_property
    def picture(self) -> DataPicture | None:
        """The picture of its data."""
        return DataPicture(self.experiment.points) if self.experiment else None

    @cached_property
    def size(self) -> str:
        """The network's units, layer by layer, how many parameters it has, and whether there is a lesson."""
        if self.experiment is None:
            return ""
        network = self.experiment.network()
        trained = zip(network.layouts, network.widths[1:], strict=True)
        widths = [network.widths[0], *(width for layout, width in trained if layout.has_weights)]
        parameters = grouped(network.parameters.shape[1])
        facts = ["–".join(map(str, widths)), _tr("{0} parameters").format(parameters)]
        return "   ·   ".join([*facts, _tr("lesson")] if self.experiment.lesson else facts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("gallery", text)


def read_entry(path: Path, own: bool) -> Entry:
    """Read a preset file; one that cannot be read becomes an entry that says so."""
    try:
        return Entry(path.name if own else path.stem, path, own, presets.read(path))
    except presets.BadPreset as error:
        return Entry(path.name, path, own, None, error.lines[0])


def read_own(path: Path, progress: Progress) -> Entry:
    """Read a preset of the person's with all that its card shows. Raises Cancelled."""
    entry = read_entry(path, own=True)
    if entry.experiment is not None:
        entry.experiment.data.prepare(progress)
    _ = entry.size, entry.picture  # computed here, and not where they are drawn
    return entry


class Entries(QAbstractListModel):
    """The presets that have been read, the shipped ones first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Put one at the end."""
        row = len(self._entries)
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries.append(entry)
        self.endInsertRows()

    def clear(self) -> None:
        """Forget them all."""
        self.beginResetModel()
        self._entries = []
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:  # a text from a file is not markup
            return f"<p><b>{escape(entry.title)}</b></p><p>{escape(entry.reason)}</p>"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{entry.reason} {entry.size}"
        return None


def rank(title: str, search: str) -> int:
    """Return how well a title answers a search, both folded: 0 if it is the title, 4 if it is not in it."""
    known, words = title.replace(":", " ").split(), search.split()
    if title == search:
        return 0
    if title.startswith(search):
        return 1
    if all(word in known for word in words):
        return 2
    return 3 if all(any(each.startswith(word) for each in known) for word in words) else 4


class Matching(QSortFilterProxyModel):
    """The entries of the wanted sort in which every word of a search stands, the best match first."""

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self._words: list[str] = []
        self._own: bool | None = None
        self.setSourceModel(entries)
        self.sort(0)

    def search(self, text: str, own: bool | None) -> None:
        """Keep what has all the words; ``own`` keeps the person's, or the shipped, or (None) both."""
        self.beginFilterChange()
        self._words, self._own = text.casefold().split(), own
        self.endFilterChange()
        self.invalidate()

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._place(left) < self._place(right)

    def _place(self, index: Index) -> tuple[int, int]:
        entry: Entry = index.data(ENTRY)
        return rank(" ".join(entry.title.casefold().split()), " ".join(self._words)), index.row()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        entry: Entry = self.sourceModel().index(row, 0, parent).data(ENTRY)
        text = f"{entry.name} {entry.title} {entry.reason} {entry.size}"
        if entry.experiment is not None:
            text += f" {entry.experiment.data.title} {entry.experiment.loss.title}"
        return self._own in (None, entry.own) and all(word in text.casefold() for word in self._words)


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
        entry: Entry = index.data(ENTRY)
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

    def _draw_picture(self, painter: QPainter, place: QRectF, entry: Entry) -> None:
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

    def _draw_words(self, painter: QPainter, place: QRectF, entry: Entry) -> None:
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
        self.entries = Entries()
        self.matching = Matching(self.entries)
        self._cards = CardPainter(theme)
        self.setObjectName("gallery")
        self.setAccessibleName(self.tr("Presets"))
        self.setModel(self.matching)
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
    def chosen(self) -> Entry | None:
        """The card that is chosen."""
        index = self.currentIndex()
        return index.data(ENTRY) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Choose the card in a row of those that match, if there is one."""
        if 0 <= row < self.matching.rowCount():
            self.setCurrentIndex(self.matching.index(row, 0))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these cards and no others."""
        self.entries.clear()
        for entry in entries:
            self.entries.add(entry)
