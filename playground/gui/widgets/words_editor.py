"""Editors of a row of words: typed with commas between them, or given and put in order."""

from __future__ import annotations

import csv

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout

from playground.gui.widgets.controls import TinyButton, label, named
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.field import Field
from playground.gui.widgets.text_editor import labelled
from playground.parts.setting import Setting

LINE, LINES = 25, 5
"""Pixels of a word, and words in sight at most."""


class WordsEditor(Editor):
    """A few words, typed with commas between them; one with a comma in it stands in quotation marks."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._value: tuple[str, ...] = ()
        self._field = Field()
        self._field.setAccessibleName(setting.label)
        self._field.setToolTip(setting.help)
        self._field.setPlaceholderText(self.tr("words, such as -999, none"))
        self._field.editingFinished.connect(self._typed)
        self._field.abandoned.connect(lambda: self.show_value(self._value))
        labelled(self, setting.label, self._field)

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show words; nothing is emitted."""
        self._value = value
        self._field.setText(joined(value))

    def _typed(self) -> None:
        value = words_in(self._field.text())
        if value != self._value:
            self._value = value  # it is typed once, also where the field loses the focus by it
            self.edited.emit(value)


class RankEditor(Editor):
    """Given words in a list, the first on top, and buttons that move the one that is picked."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._value: tuple[str, ...] = ()
        self._list = named(QListWidget(), "order")
        self._list.setAccessibleName(setting.label)
        self._list.setToolTip(setting.help)
        self._list.currentRowChanged.connect(lambda _: self._allow())
        self.earlier = TinyButton("up", self.tr("Put the word earlier"))
        self.later = TinyButton("down", self.tr("Put the word later"))
        for button, step in ((self.earlier, -1), (self.later, 1)):
            button.clicked.connect(lambda _=False, step=step: self._move(step))
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.earlier)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        name = label(setting.label)
        name.setBuddy(self._list)
        layout.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show words in their order, the same one picked; nothing is emitted."""
        item = self._list.currentItem()
        picked = item.text() if item else ""
        if value != self._value:
            self._value = value
            self._list.clear()
            self._list.addItems(value)
            self._list.setFixedHeight(LINE * min(max(len(value), 2), LINES) + 4)
            self._list.setCurrentRow(value.index(picked) if picked in value else 0)
        self._allow()

    def _allow(self) -> None:
        row = self._list.currentRow()
        self.earlier.setEnabled(row > 0)
        self.later.setEnabled(0 <= row < len(self._value) - 1)

    def _move(self, step: int) -> None:
        words, row = [*self._value], self._list.currentRow()
        words.insert(row + step, words.pop(row))
        self.edited.emit(tuple(words))


def joined(words: tuple[str, ...]) -> str:
    """Return words in a line."""
    quoted = (word.replace('"', '""') for word in words)
    plain = [f'"{word}"' if "," in word or '"' in word else word for word in quoted]
    return ", ".join(plain)


def words_in(text: str) -> tuple[str, ...]:
    """Return the words in a line, each once."""
    rows = list(csv.reader([text], skipinitialspace=True))
    found = (word.strip() for row in rows for word in row)
    return tuple(dict.fromkeys(word for word in found if word))
