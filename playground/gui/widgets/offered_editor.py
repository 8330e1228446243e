"""The editor of a name that is one of those that are offered, such as that of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.gui.widgets.editor import Editor
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.text_editor import labelled
from playground.parts.setting import Setting


class OfferedEditor(Editor):
    """A menu of names; one that is not among them stands there, too, while it is chosen."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._among = setting.among
        self._value, self._names = "", tuple[str, ...]()
        self._menu = Menu()
        self._menu.setAccessibleName(setting.label)
        self._menu.setToolTip(setting.help)
        self._menu.setPlaceholderText(self.tr("choose one"))
        self._menu.activated.connect(lambda index: self.edited.emit(self._menu.itemText(index)))
        labelled(self, setting.label, self._menu)

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = tuple(names.get(self._among, ()))
        self.show_value(self._value)

    def show_value(self, value: str) -> None:
        """Show a name; nothing is emitted."""
        self._value = value
        names = [*self._names, *([value] if value and value not in self._names else [])]
        if names != [self._menu.itemText(i) for i in range(self._menu.count())]:
            self._menu.clear()
            self._menu.addItems(names)
        self._menu.setCurrentIndex(names.index(value) if value else -1)
