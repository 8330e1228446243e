"""The heads of the layer panel's columns: what is set most often, and the rest folded under it."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.engine.layers.base import Layer
from playground.gui.panels.column_row import HeadColumn
from playground.gui.panels.handle import Handle
from playground.gui.theme import Theme
from playground.gui.widgets.controls import Stepper, TinyButton, named, side_by_side
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.editors import editor_of
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.part_menu import PartMenu
from playground.parts.part import Part
from playground.parts.setting import Setting, settings

FOLD = QSize(18, 22)
"""The room of the button that unfolds a column."""
BESIDE = 4
"""Pixels between a name and its number."""
WORD = 24
"""Pixels under which there is no use in the beginning of a name."""
EDGE, CLOSE = 3, 1
"""Pixels at both sides of a column, and of a narrow one."""
APART = 5
"""Pixels between two rows."""


class PanelColumn(HeadColumn):
    """The head of one column: a title, what is set most often, and the rest folded under it."""

    def __init__(self, title: Elided, help: str) -> None:
        """``help`` says what is folded."""
        super().__init__()
        self._title = title
        self._narrow = self._foldable = False
        self.setMinimumWidth(1)
        layout = self._whole = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 0, EDGE, 0)
        layout.setSpacing(APART)
        self.fold = FoldButton(help)
        self.fold.toggled.connect(self._show_folded)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addStrut(FOLD.height())  # as high without the button, see layouts.scroll_area
        line.addWidget(title, 1)
        line.addWidget(self.fold)
        layout.addLayout(line)
        self._shown, self._rest = QVBoxLayout(), QWidget()
        self._folded = QVBoxLayout(self._rest)
        self._folded.setContentsMargins(0, 0, 0, 0)
        for rows in (self._shown, self._folded):
            rows.setSpacing(APART)
        layout.addLayout(self._shown)
        layout.addWidget(self._rest)
        layout.addStretch(1)
        self._rest.hide()
        self.fold.hide()

    def add(self, widget: QWidget) -> None:
        """Put a widget under those that are always in sight."""
        self._shown.addWidget(widget)

    def add_folded(self, widget: QWidget) -> None:
        """Put a widget under those that are in sight when the column is unfolded."""
        self._folded.addWidget(widget)
        self._foldable = True
        self.fold.setHidden(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the title in the middle, as all under it, where as much room is free as the button takes."""
        super().resizeEvent(event)
        needed = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 2 * FOLD.width()
        beside = 0 if self._narrow or needed > self.width() - 2 * EDGE else FOLD.width()
        self._title.setContentsMargins(beside, 0, 0, 0)

    def show_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.fold.setHidden(narrow or not self._foldable)
            policy = self.fold.sizePolicy()
            policy.setRetainSizeWhenHidden(not narrow)
            self.fold.setSizePolicy(policy)
            edge = CLOSE if narrow else EDGE
            self._whole.setContentsMargins(edge, 0, edge, 0)
            for line in self.findChildren(Elided):
                line.ensurePolished()
                line.setMinimumHeight(line.sizeHint().height() if narrow else 0)  # see layouts.scroll_area
                line.setProperty("narrow", narrow)
                line.style().unpolish(line)
                line.style().polish(line)
            for stepper in self.findChildren(Stepper):
                stepper.show_narrow(narrow)
            for menu in self.findChildren(PartMenu):
                menu.show_narrow(narrow)

    def _show_folded(self, wanted: bool) -> None:
        self.held = wanted
        self._rest.setVisible(wanted)


class FoldButton(TinyButton):
    """Shows what is folded, and hides it again."""

    def __init__(self, help: str) -> None:
        super().__init__("down", help)
        self.setObjectName("ghost")
        self.setFixedWidth(FOLD.width())
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setCheckable(True)
        self.toggled.connect(lambda _: self.set_theme(self.theme))

    def set_theme(self, theme: Theme) -> None:
        self._name = "up" if self.isChecked() else "down"
        super().set_theme(theme)


class NamedStepper(QWidget):
    """A number with its name, which goes before its buttons: they are there where a column is used."""

    def __init__(self, name: str, stepper: Stepper) -> None:
        super().__init__()
        self._name, self._stepper = named(Elided(name), "small"), stepper
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(BESIDE)
        line.addStretch(1)
        line.addWidget(self._name)
        line.addWidget(stepper)
        line.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        wide = self._name.sizeHint().width() + BESIDE + self._stepper.whole_width
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stepper.show_crowded(self.width() < self.minimumSizeHint().width())
        self._name.setHidden(self.width() < WORD + BESIDE + self._stepper.number.width())


class LayerColumn(PanelColumn):
    """The head of a layer's column: its settings, and buttons that move and remove it."""

    edited = Signal(object)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, layer: Layer) -> None:
        self.handle = Handle(layer.title, self.tr("Drag to move the layer"), layer.short)
        super().__init__(self.handle, self.tr("All settings of the layer"))
        self.layer = layer
        self._rows: list[tuple[str, PartMenu | Stepper | Editor, PartForm | None]] = []
        declared = [setting for setting in settings(type(layer)) if setting.in_form]
        # A number alone is that of the units; several need names.
        self._named = sum(setting.type is int for setting in declared) > 1
        for i, setting in enumerate(declared):
            # In sight are the first, which is the number of units where there are any, and the activation.
            self._declare(setting, self.add if i == 0 or _is_part(setting) else self.add_folded)
        self.left = TinyButton("left", self.tr("Move the layer towards the inputs"))
        self.right = TinyButton("right", self.tr("Move the layer towards the output"))
        self.remove = TinyButton("close", self.tr("Remove the layer"))
        self.left.clicked.connect(lambda: self.moved.emit(-1))
        self.right.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        buttons = side_by_side(self.left, self.remove, self.right)
        buttons.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add_folded(buttons)

    def _declare(self, setting: Setting, add: Callable[[QWidget], None]) -> None:
        row: PartMenu | Stepper | Editor | None
        form = None
        if _is_part(setting):
            row, form = PartMenu(setting.type, setting.label), PartForm()
            row.picked.connect(
                lambda kind: self._edit(setting.name, getattr(self.layer, setting.name).become(kind))
            )
            form.edited.connect(lambda part: self._edit(setting.name, part))
        else:
            row = Stepper(setting) if setting.type is int else editor_of(setting)
            if row is None:
                return
            row.edited.connect(lambda value: self._edit(setting.name, value))
        add(NamedStepper(setting.label, row) if isinstance(row, Stepper) and self._named else row)
        if form is not None:
            self.add_folded(form)
        self._rows.append((setting.name, row, form))

    def show_value(self, layer: Layer) -> None:
        """Show a layer of the same kind; nothing is emitted."""
        self.layer = layer
        for name, row, form in self._rows:
            row.show_value(getattr(layer, name))
            if form is not None:
                form.show_value(getattr(layer, name))

    def place(self, name: str) -> QWidget:
        """Return what changes a setting, unfolded if it is folded; the whole column if there is no such."""
        row = next((row for known, row, _ in self._rows if known == name), None)
        if row is None:
            return self
        if self._rest.isAncestorOf(row):
            self.fold.setChecked(True)
        return row

    def _edit(self, name: str, value: object) -> None:
        try:
            changed = self.layer.changed(**{name: value})
        except ValidationError:  # typed, and beyond what the setting allows
            self.show_value(self.layer)
        else:
            self.edited.emit(changed)


def _is_part(setting: Setting) -> bool:
    return isinstance(setting.type, type) and issubclass(setting.type, Part)
