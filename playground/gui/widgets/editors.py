"""One editor for every kind of setting: shows a value, and reports the person's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout

from playground.gui.widgets.editor import Editor
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.named_number_editor import NamedNumberEditor
from playground.gui.widgets.number_editor import NumberEditor
from playground.gui.widgets.offered_editor import OfferedEditor
from playground.gui.widgets.path_editor import PathEditor
from playground.gui.widgets.row_editor import RowEditor
from playground.gui.widgets.text_editor import TextEditor, labelled
from playground.gui.widgets.words_editor import RankEditor, WordsEditor
from playground.parts.setting import Numbers, Setting, Wholes
from playground.parts.text import within


class ChoiceEditor(Editor):
    """A word out of a few."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting, self._menu = setting, Menu()
        self._menu.setAccessibleName(setting.label)
        self._menu.setToolTip(setting.help)
        for choice in setting.choices:
            self._menu.addItem(setting.choice_label(choice), choice)
        self._menu.activated.connect(lambda index: self.edited.emit(self._menu.itemData(index)))
        labelled(self, setting.label, self._menu)

    def show_value(self, value: str) -> None:
        """Show a value; nothing is emitted."""
        self._menu.setCurrentIndex(self._menu.findData(value))

    def show_found(self, found: str | None) -> None:
        """Say at the word by which it is looked for what was found; nothing is emitted."""
        name = self._setting.choice_label(self._setting.default)
        if found is not None:
            known = self._setting.choice_label(found).partition(",")[0]  # what follows explains it
            name = self.tr("{0}: {1}").format(name, known if found in self._setting.called else within(known))
        self._menu.setItemText(self._menu.findData(self._setting.default), name)


class SwitchEditor(Editor):
    """Yes or no."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._box = QCheckBox(setting.label)
        self._box.setToolTip(setting.help)
        self._box.clicked.connect(lambda checked: self.edited.emit(checked))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)

    def show_value(self, value: bool) -> None:
        """Show a value; nothing is emitted."""
        self._box.setChecked(value)


KINDS: dict[Any, Callable[[Setting], Editor]] = {bool: SwitchEditor, int: NumberEditor, float: NumberEditor}
KINDS |= {Numbers: RowEditor, Wholes: RowEditor, str: TextEditor, tuple[str, ...]: WordsEditor}


def editor_of(setting: Setting) -> Editor | None:
    """Return an editor of a setting; none for a type, such as a table of numbers, that only presets edit."""
    if setting.choices:
        return ChoiceEditor(setting)
    if setting.among:
        return OfferedEditor(setting)
    if setting.path:
        return PathEditor(setting)
    if setting.called and not setting.log:  # on a scale it has a slider, too
        return NamedNumberEditor(setting)
    if setting.ranked:
        return RankEditor(setting)
    made = KINDS.get(setting.type)
    return made(setting) if made else None
