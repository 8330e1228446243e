"""Everything can be reached from the keys and has a name to be read aloud."""

import ast
import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QTabBar, QWidget

import playground.gui
from playground.gui.views.view import RIGHT

pytestmark = pytest.mark.slow  # the window is opened for every test


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


def walked(qtbot, qapp, key=Qt.Key.Key_Tab):
    """The widgets that have the focus in turn, each with whether it was to be seen then."""
    found = {}
    for _ in range(400):
        qtbot.keyClick(qapp.focusWidget(), key)
        widget = qapp.focusWidget()
        if widget in found:
            assert widget is next(iter(found))
            return found
        face = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        qapp.processEvents()
        found[widget] = not face.visibleRegion().isEmpty()
    raise AssertionError("Tab does not come back")


def holder(window, widget):
    """The part of the window in which a widget is."""
    docks = {dock: "right" if dock.view.area == RIGHT else "below" for dock in window.dock_area.docks}
    parts = {window.toolbar: "transport", window.data: "settings", window.training: "settings"}
    parts |= {window.dock_area.centralWidget(): "network", window.time: "time"} | docks
    while widget is not None:
        if widget in parts or isinstance(widget, QTabBar):
            return parts.get(widget, "below")
        widget = widget.parentWidget()
    return None


@pytest.mark.parametrize("preset", ["circle", "three-rings"])
def test_tab_goes_through_the_parts_of_the_window_in_turn(qtbot, qapp, open_window, preset):
    window = open_window(preset)
    window.activateWindow()
    window.centralWidget().setFocus()
    order = [holder(window, widget) for widget in walked(qtbot, qapp)]
    turns = [part for part, _ in itertools.groupby(order)]
    assert turns == ["transport", "settings", "network", "below", "right", "time"]


def test_settings_that_came_later_stand_in_their_place(qtbot, qapp, window):
    window.store.commit(window.store.experiment.changed(layers=[{"kind": "dense"}, {"kind": "dense"}]))
    window.activateWindow()
    window.centralWidget().setFocus()
    names = [widget.accessibleName() for widget in walked(qtbot, qapp)]
    order = ["Samples", "Feature x₁", "Learning rate", "Fewer units", "Output activation", "Network"]
    assert [names.index(name) for name in order] == sorted(names.index(name) for name in order)
    assert names.index("Data set Circle") < names.index("Samples") < names.index("Loss")


@pytest.mark.slow
@pytest.mark.parametrize("view", ["about", "gradients", "microscope"])
def test_tab_stops_only_at_what_can_be_seen(qtbot, qapp, window, view):
    window.dock_area.raise_view(view)
    qapp.processEvents()
    window.activateWindow()
    window.centralWidget().setFocus()
    found = walked(qtbot, qapp)
    assert [named(widget) for widget, seen in found.items() if not seen] == []
    assert len(found) > 40


@pytest.mark.slow
def test_tab_backwards_is_tab_reversed(qtbot, qapp, window):
    window.activateWindow()
    window.centralWidget().setFocus()
    forwards = list(walked(qtbot, qapp))
    window.centralWidget().setFocus()
    assert list(walked(qtbot, qapp, Qt.Key.Key_Backtab)) == forwards[::-1]


def test_a_view_that_is_made_to_float_moves_aside_on_the_screen_and_comes_back(qtbot, window):
    for dock in window.dock_area.docks:
        if not dock.isVisible():
            continue
        for _ in range(2):
            home = dock.mapToGlobal(dock.rect().topLeft())
            qtbot.mouseClick(dock.head.float, Qt.MouseButton.LeftButton)
            assert dock.isFloating()
            assert dock.pos() != home
            assert dock.screen().availableGeometry().contains(dock.geometry().topLeft())
            qtbot.mouseClick(dock.head.float, Qt.MouseButton.LeftButton)
            assert not dock.isFloating()


def test_tab_stays_in_a_view_that_floats(qtbot, qapp, window):
    (dock,) = (dock for dock in window.dock_area.docks if dock.view.kind == "gradients")
    dock.setFloating(True)
    dock.show()
    dock.activateWindow()
    qtbot.waitUntil(dock.isActiveWindow)
    dock.view.plot.setFocus()
    assert {widget.window() for widget in walked(qtbot, qapp)} == {dock}


def test_the_bar_of_tabs_has_a_name(window):
    bars = [bar for bar in window.dock_area.findChildren(QTabBar) if bar.isVisible()]
    assert [bar.accessibleName() for bar in bars] == ["Views"]


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
