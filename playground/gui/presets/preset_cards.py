"""What stands on the cards of presets: title, reason and size; and which of them a search finds."""

from __future__ import annotations

import re
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
    QSortFilterProxyModel,
    Qt,
)

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.files.reading import Progress
from playground.gui.views.thumbnail import DataPicture
from playground.gui.widgets.numbers import grouped

ENTRY = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class PresetEntry:
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
    def text(self) -> str:
        """All that a search looks through, folded."""
        parts = [self.name, self.title, self.reason, self.size]
        if self.experiment is not None:
            parts += [self.experiment.data.title, self.experiment.loss.title]
        return " ".join(parts).casefold()

    @cached_property
    def picture(self) -> DataPicture | None:
        """The picture of its data."""
        return DataPicture(self.experiment.points) if self.experiment else None

    @cached_property
    def size(self) -> str:
        """The network's units, layer by layer, how many parameters it has, and whether there is a lesson."""
        if self.experiment is None:
            return ""
        try:
            network = self.experiment.network()
        except ValueError as error:  # the layers do not fit each other
            return str(error)
        trained = zip(network.layouts, network.widths[1:], strict=True)
        widths = [network.widths[0], *(width for layout, width in trained if layout.has_weights)]
        parameters = grouped(network.parameters.shape[1])
        facts = ["–".join(map(str, widths)), _tr("{0} parameters").format(parameters)]
        return "   ·   ".join([*facts, _tr("lesson")] if self.experiment.lesson else facts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("gallery", text)


def read_entry(path: Path, own: bool) -> PresetEntry:
    """Read a preset file; one that cannot be read becomes an entry that says so."""
    try:
        return PresetEntry(path.name if own else path.stem, path, own, presets.read(path))
    except presets.BadPreset as error:
        return PresetEntry(path.name, path, own, None, error.lines[0])


def read_own(path: Path, progress: Progress) -> PresetEntry:
    """Read a preset of the person's with all that its card shows. Raises Cancelled."""
    entry = read_entry(path, own=True)
    if entry.experiment is not None:
        entry.experiment.data.prepare(progress)
    _ = entry.size, entry.picture  # computed here, and not where they are drawn
    return entry


class PresetModel(QAbstractListModel):
    """The presets that have been read, the shipped ones first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[PresetEntry] = []

    def add(self, entry: PresetEntry) -> None:
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


def rank(title: str, text: str, search: str) -> int:
    """Return how well a title, and else a text, answers a search, all folded: 0 if it is the title.

    4 if words of the text begin with those of the search, and 5 if they only have them within.
    """
    known, words = title.replace(":", " ").split(), search.split()
    if title == search:
        return 0
    if title.startswith(search):
        return 1
    if all(word in known for word in words):
        return 2
    if all(any(each.startswith(word) for each in known) for word in words):
        return 3
    return 4 if all(re.search(rf"(?<!\w){re.escape(word)}", text) for word in words) else 5


class PresetFilter(QSortFilterProxyModel):
    """The entries of the wanted sort in which every word of a search stands, the best match first."""

    def __init__(self, entries: PresetModel) -> None:
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
        entry: PresetEntry = index.data(ENTRY)
        title = " ".join(entry.title.casefold().split())
        return rank(title, entry.text, " ".join(self._words)), index.row()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        entry: PresetEntry = self.sourceModel().index(row, 0, parent).data(ENTRY)
        return self._own in (None, entry.own) and all(word in entry.text for word in self._words)
