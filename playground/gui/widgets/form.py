"""Forms drawn from settings; they name no part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.experiment.problems import Problem
from playground.gui.widgets.controls import TinyButton, label
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.editors import editor_of
from playground.gui.widgets.form_row import FormRow
from playground.gui.widgets.part_menu import PartMenu
from playground.parts.description import Description
from playground.parts.errors import faults
from playground.parts.part import Part
from playground.parts.setting import Setting, settings


class Form(QWidget):
    """Rows for the settings of a description. ``edited`` carries the whole description, changed."""

    edited = Signal(object)

    def __init__(self, described: type[Description], names: Collection[str] = ()) -> None:
        super().__init__()
        self._value: Description | None = None
        self._rows: dict[str, FormRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        known = {setting.name: setting for setting in settings(described)}
        for name in names or [name for name, setting in known.items() if setting.in_form]:
            editor = _editor(known[name])
            if editor is None:
                continue
            editor.edited.connect(lambda value, name=name: self._edit(name, value))
            editor.typed.connect(lambda value, name=name: self._checked(name, value))
            error = label(look="error", wrap=True)
            error.hide()
            layout.addWidget(editor)
            layout.addWidget(error)
            self._rows[name] = FormRow(known[name], editor, error)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to set."""
        return not self._rows

    @property
    def rest(self) -> tuple[str, ...]:
        """The settings that can be folded: those after the first, and it, too, if it is seldom set."""
        return tuple(name for i, (name, row) in enumerate(self._rows.items()) if i or row.setting.seldom)

    @property
    def all_folds(self) -> bool:
        """Whether nothing is to be seen of it while it is folded."""
        return len(self.rest) == len(self._rows)

    def fold(self, folded: bool) -> None:
        """Show what cannot be folded alone, or all rows."""
        for name in self.rest:
            self._rows[name].fold(folded)

    def has(self, name: str) -> bool:
        """Whether there is a row for a setting."""
        return name in self._rows

    def row(self, name: str) -> QWidget:
        """Return the editor of a setting."""
        return self._rows[name].editor

    def show_value(self, description: Description) -> None:
        """Show a description; nothing is emitted."""
        self._value = description
        for name, row in self._rows.items():
            row.editor.show_value(getattr(description, name))
            row.complain("")

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        """Offer names for the settings that are among some; nothing is emitted."""
        for row in self._rows.values():
            row.editor.offer(names)

    def show_found(self, found: Mapping[str, Any]) -> None:
        """Say what was found for settings whose default is to look for it; nothing is emitted."""
        for name, row in self._rows.items():
            row.editor.show_found(found.get(name))

    def show_notes(self, notes: Mapping[str, Collection[str]]) -> None:
        """Put lines under the rows of the settings that they are about."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        for name, row in self._rows.items():
            for i, line in enumerate(notes.get(name, ()), 1):
                layout.insertWidget(layout.indexOf(row.editor) + i, label(line, look="quiet", wrap=True))

    def show_problems(self, problems: Collection[Problem]) -> list[str]:
        """Put each problem under the row that its path begins with; return the texts that have no row."""
        texts: dict[str, list[str]] = {}
        for problem in problems:
            texts.setdefault(problem.path.split(".")[0].split("[")[0], []).append(problem.text)
        for name, row in self._rows.items():
            row.complain("\n".join(texts.pop(name, [])))
        return [text for rest in texts.values() for text in rest]

    def _checked(self, name: str, value: Any) -> Description | None:
        """Return the description with a value in it; if that cannot be, say why at its row."""
        if self._value is None:
            return None
        try:
            changed = self._value.changed(**{name: value})
        except ValidationError as error:
            self._rows[name].complain(faults(error, type(self._value))[0].partition(": ")[2])
            return None
        self._rows[name].complain("")
        return changed

    def _edit(self, name: str, value: Any) -> None:
        changed = self._checked(name, value)
        if changed is not None:
            self.edited.emit(changed)


class PartForm(QWidget):
    """The settings of whichever member of a family is shown."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._kind: type[Part] | None = None
        self._form: Form | None = None
        self._folded = False
        self._names: Mapping[str, Sequence[str]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_value(self, part: Part) -> None:
        """Show a part; nothing is emitted."""
        if type(part) is not self._kind:
            if self._form is not None:
                self._layout.removeWidget(self._form)
                self._form.hide()
                self._form.deleteLater()
            self._kind, self._form = type(part), Form(type(part))
            self._form.edited.connect(self.edited)
            self._form.offer(self._names)
            self._layout.addWidget(self._form)
            self.fold(self._folded)
        if self._form is not None:
            self._form.show_value(part)

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        """Offer names for the settings that are among some, whichever part is shown; nothing is emitted."""
        self._names = names
        if self._form is not None:
            self._form.offer(names)

    @property
    def rest(self) -> tuple[str, ...]:
        """The settings that are not to be seen while it is folded."""
        return self._form.rest if self._form else ()

    def row(self, name: str) -> QWidget:
        """Return the row of a setting; all of them if the part that is shown has no such."""
        return self._form.row(name) if self._form is not None and self._form.has(name) else self

    def fold(self, folded: bool) -> None:
        """Show a part's first setting alone, or all of them."""
        self._folded = folded
        if self._form is not None:
            self._form.fold(folded)
            self.setHidden(self._form.empty or (folded and self._form.all_folds))

    def show_problems(self, problems: Collection[Problem]) -> list[str]:
        """Put each problem under the row that its path begins with; return the texts that have no row."""
        return self._form.show_problems(problems) if self._form else [each.text for each in problems]


class PartEditor(Editor):
    """A member of a family, and under it its first setting; the others are folded while they are as usual."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._part: Part | None = None
        self._menu = PartMenu(setting.type, setting.label)
        self._menu.picked.connect(self._pick)
        self._form = PartForm()
        self._form.edited.connect(self.edited)
        self.more = TinyButton("down", self.tr("More settings: {0}").format(setting.label.lower()))
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda wanted: self._form.fold(not wanted))
        self._form.fold(True)
        name = label(setting.label)
        name.setBuddy(self._menu)
        name.setToolTip(setting.help)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(6)
        layout.addWidget(name, 0, 0)
        choice = QHBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self._menu, 1)
        choice.addWidget(self.more)
        layout.addLayout(choice, 0, 1)
        layout.addWidget(self._form, 1, 0, 1, 2)
        layout.setColumnStretch(0, 32)
        layout.setColumnStretch(1, 68)

    def show_value(self, part: Part) -> None:
        """Show a part; nothing is emitted. Settings that are folded and become unusual unfold."""
        before, self._part = self._part, part
        self._menu.show_value(part)
        self._form.show_value(part)
        rest = self._form.rest
        self.more.setVisible(bool(rest))
        usual = {each.name: each.default for each in settings(type(part))}
        unusual = any(getattr(part, name) != usual[name] for name in rest)
        if type(before) is not type(part):
            self.more.setChecked(unusual)
        elif unusual and any(getattr(part, name) != getattr(before, name) for name in rest):
            self.more.setChecked(True)

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        self._form.offer(names)

    def _pick(self, kind: str) -> None:
        if self._part is not None and kind != self._part.kind:
            self.edited.emit(self._part.become(kind))


def _editor(setting: Setting) -> Editor | None:
    """Return the editor of a setting, if there is one for its type."""
    if isinstance(setting.type, type) and issubclass(setting.type, Part):
        return PartEditor(setting)
    return editor_of(setting)
