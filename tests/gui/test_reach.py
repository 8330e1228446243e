"""Everything can be reached from the keys and has a name to be read aloud."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

import playground.gui


def named(widget):
    """What a screen reader calls a control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def controls(window):
    """Every widget of a window that the Tab key stops at."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is window
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QAbstractScrollArea)
    ]


@pytest.mark.parametrize("preset", ["circle", "three-rings", "mazur"])
def test_every_control_of_the_window_has_a_name(open_window, preset):
    window = open_window(preset)
    found = controls(window)
    assert len(found) > 40
    assert [widget for widget in found if not named(widget)] == []


def test_every_control_of_the_dialogs_has_a_name(window):
    window.browser.browse()
    window.help.open_at()
    window.check.begin()
    for dialog in (window.browser, window.help, window.check):
        found = controls(dialog)
        assert len(found) >= 3
        assert [widget for widget in found if not named(widget)] == []
        dialog.close()


def test_tab_goes_through_the_window_from_the_top_left(qtbot, qapp, window):
    window.activateWindow()
    window.centralWidget().setFocus()
    order = []
    for _ in range(400):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        if qapp.focusWidget() in order:
            break
        order.append(qapp.focusWidget())
    places = [order.index(widget) for widget in (window.transport.play, window.layers.less)]
    assert places == sorted(places)
    assert len(order) > 40


SHOWN = {"QPushButton", "QLabel", "QMenu", "QCheckBox", "label", "heading", "say", "addAction", "addMenu"} | {
    f"set{what}" for what in ("Text", "ToolTip", "WindowTitle", "AccessibleName", "PlaceholderText")
}
"""What is called with words that a person sees."""


def untranslated(source):
    """Yield words that are shown as they stand in the program, with their lines."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in SHOWN:
            for argument in call.args:
                pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                words = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
                yield from (
                    (call.lineno, word) for word in words if isinstance(word, str) and " " in word.strip()
                )


def test_every_word_that_is_shown_can_be_translated():
    assert list(untranslated('button.setText("Go on")')) == [(1, "Go on")]
    assert not list(untranslated('button.setText(self.tr("Go on"))'))
    for path in Path(playground.gui.__file__).parent.rglob("*.py"):
        found = [
            (line, word) for line, word in untranslated(path.read_text()) if "Backprop Playground" not in word
        ]
        assert not found, f"{path.name}: {found}"
