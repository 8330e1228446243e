"""A list of a family's members, to which some can be added and from which any can be taken."""

from __future__ import annotations

import typing
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from playground.gui.widgets.controls import label, named
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.plain_text import Label
from playground.parts.part import Part, family
from playground.parts.setting import Setting

Parts = tuple[Part, ...]


class PartListEditor(QWidget):
    """One block for each part, with its settings and a button that takes it away; a button that adds."""

    edited = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._parts: Parts = ()
        self._blocks: list[tuple[QWidget, PartForm, QLabel]] = []
        base = typing.get_args(setting.type)[0]
        add = QPushButton(self.tr("Add…"))
        add.setToolTip(setting.help)
        add.setAccessibleName(self.tr("Add to {0}").format(setting.label.lower()))
        self.menu = QMenu(add)
        self.menu.setToolTipsVisible(True)
        for member in family(base).values():
            action = self.menu.addAction(member.title)
            action.setToolTip(member.__doc__ or "")
            action.triggered.connect(
                lambda _=False, member=member: self.edited.emit((*self._parts, member()))
            )
        add.setMenu(self.menu)
        head = QHBoxLayout()
        head.addWidget(label(setting.label), 32)
        head.addWidget(add, 68)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addLayout(head)

    def show_value(self, parts: Parts, notes: Sequence[str] = ()) -> None:
        """Show the parts, and under each a note if it has one; nothing is emitted."""
        if [part.kind for part in parts] != [part.kind for part in self._parts]:
            self._build(parts)
        self._parts = parts
        texts = (*notes, *("" for _ in parts))[: len(parts)]
        for (_, form, note), part, text in zip(self._blocks, parts, texts, strict=True):
            form.show_value(part)
            note.setText(text)
            note.setHidden(not text)

    def _build(self, parts: Parts) -> None:
        for block, *_ in self._blocks:
            self._layout.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = [self._block(i, part) for i, part in enumerate(parts)]

    def _block(self, i: int, part: Part) -> tuple[QWidget, PartForm, QLabel]:
        block, form, note = QWidget(), PartForm(), label(look="quiet", wrap=True)
        remove = named(QPushButton(self.tr("Remove")), "small")
        remove.setAccessibleName(self.tr("Remove {0}").format(part.title))
        title = Label(part.title)
        title.setToolTip(part.__doc__ or "")
        remove.clicked.connect(lambda: self.edited.emit((*self._parts[:i], *self._parts[i + 1 :])))
        form.edited.connect(
            lambda changed: self.edited.emit((*self._parts[:i], changed, *self._parts[i + 1 :]))
        )
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(remove)
        layout = QVBoxLayout(block)
        layout.setContentsMargins(10, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(form)
        layout.addWidget(note)
        self._layout.addWidget(block)
        return block, form, note
