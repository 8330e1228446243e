"""The dialog in which a table is imported, driven as by a person."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from playground.gui.widgets.menu import Menu
from tests.gui.controls import control

PEOPLE = "id,size,born,name,height,weight,group\n" + "".join(
    f"{i + 1},{('small', 'large', 'medium')[i % 3]},{1 + i % 28:02}.03.19{50 + i},"
    f"Person {i},{150 + 7 * i % 40},{50 + 3 * i % 41},{'ab'[i % 2]}\n"
    for i in range(30)
)
"""A table with a running number, sizes in words, dates and names."""


def ready(qtbot, window):
    """The window's dialog, once it has read its table."""
    qtbot.waitUntil(lambda: window.imports.dialog is not None and window.imports.dialog.data is not None)
    return window.imports.dialog


def choose(dialog, name, text):
    """Choose what a menu says, by the menu's name."""
    menu = control(dialog, Menu, name)
    index = menu.findText(text)
    assert index >= 0
    menu.setCurrentIndex(index)
    menu.activated.emit(index)


def tick(dialog, name):
    """Click the box before a column's name."""
    columns = dialog.choice.columns
    index = columns.model().index(dialog.choice.table.names.index(name), 0)
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    other = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
    columns.model().setData(index, other, Qt.ItemDataRole.CheckStateRole)


def shown(dialog, name):
    """What the list of columns says of one: what it is, how it is given, and what it holds."""
    model = dialog.choice.columns.model()
    row = dialog.choice.table.names.index(name)
    return [model.index(row, place).data() for place in (1, 2, 3)]


def select(dialog, *wanted):
    """Pick lines in the list of columns, as clicks with Ctrl do."""
    columns = dialog.choice.columns
    for i, name in enumerate(wanted):
        place = columns.visualRect(columns.model().index(dialog.choice.table.names.index(name), 2)).center()
        key = Qt.KeyboardModifier.ControlModifier if i else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(columns.viewport(), Qt.MouseButton.LeftButton, key, place)


def settle(qtbot, dialog, act):
    """Do what has the table read anew, and wait for it."""
    before = dialog.reading
    act()
    assert dialog.reading is not before
    qtbot.waitUntil(lambda: not dialog.bar.isVisible() or dialog.pages.currentIndex() > 0)


def write(dialog, name, text):
    """Type into a field and leave it."""
    field = control(dialog, QLineEdit, name)
    field.setText(text)
    field.editingFinished.emit()
