"""The dialog in which a table is imported, driven as by a person."""

from PySide6.QtCore import Qt

from playground.gui.widgets.menu import Menu
from tests.gui.controls import control


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
