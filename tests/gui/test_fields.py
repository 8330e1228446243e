"""Typing in the window: Enter and Escape hand the keys back to it, and Tab goes on from there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from playground.gui.views.microscope import MicroscopeView
from playground.gui.window.tab_order import stops
from tests.gui.controls import control, errors, inside

ENTER, ESCAPE, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def window(qtbot, open_window):
    """A window that has the keyboard, with every panel's fields."""
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def fields(window):
    """The fields of the panels."""
    return [field for panel in window.panels for field in inside(panel, QLineEdit) if field.isEnabled()]


def press(qtbot, window, key):
    """Press a key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def type_in(qtbot, field, text):
    """Type a text over what stands in a field."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize("key", [ENTER, ESCAPE])
def test_after_every_field_the_keys_are_the_window_s_and_tab_goes_on(qtbot, window, key):
    assert len(fields(window)) > 5
    for field in fields(window):
        name, before = field.accessibleName(), field.text()
        type_in(qtbot, field, before)
        press(qtbot, window, key)
        assert not field.hasFocus(), name
        press(qtbot, window, SPACE)
        assert window.player.playing, name
        press(qtbot, window, SPACE)
        assert not window.player.playing, name
        assert field.text() == before, name
        order = stops(window)
        press(qtbot, window, TAB)
        assert QApplication.focusWidget() is order[order.index(field) + 1], name


def test_enter_takes_what_is_typed_and_escape_leaves_it(qtbot, window):
    rate = control(window.training, QLineEdit, "Learning rate")
    before = rate.text()
    type_in(qtbot, rate, "0.5")
    press(qtbot, window, ESCAPE)
    assert (rate.text(), window.store.undoes) == (before, "")
    units = next(field for field in fields(window) if field.accessibleName() == "Units")
    type_in(qtbot, units, "16")
    press(qtbot, window, ESCAPE)
    assert window.store.undoes == ""
    type_in(qtbot, units, "16")
    press(qtbot, window, ENTER)
    assert window.store.experiment.layers[0].units == 16
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.store.experiment.layers[0].units == 4


def test_what_is_wrong_keeps_the_focus_until_it_is_mended(qtbot, window):
    rate = control(window.training, QLineEdit, "Learning rate")
    type_in(qtbot, rate, "fast")
    press(qtbot, window, ENTER)
    assert rate.hasFocus()
    assert errors(window.training) == ['"fast" is not a number']
    press(qtbot, window, ESCAPE)
    assert not rate.hasFocus()
    assert errors(window.training) == []


def test_a_click_beside_everything_ends_typing(qtbot, window):
    rate = control(window.training, QLineEdit, "Learning rate")
    type_in(qtbot, rate, "0.5")
    qtbot.mouseClick(window.data, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert not rate.hasFocus()
    assert window.store.experiment.optimizer.learning_rate == 0.5


def test_a_click_beside_everything_leaves_other_keys_where_they_are(qtbot, window):
    window.network.canvas.setFocus()
    holder = QApplication.focusWidget()
    qtbot.mouseClick(window.data, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert QApplication.focusWidget() is holder


def test_opening_a_preset_leaves_what_is_half_typed(qtbot, window):
    units = next(field for field in fields(window) if field.accessibleName() == "Units")
    type_in(qtbot, units, "16")
    window.files.open_shipped("and-gate")
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    assert not window.store.unsaved
    assert "16" not in [field.text() for field in fields(window) if field.accessibleName() == "Units"]


def test_after_an_address_the_keys_are_the_microscope_s(qtbot, window):
    window.dock_area.raise_view(MicroscopeView.kind)
    microscope = window.view(MicroscopeView)
    qtbot.waitUntil(lambda: microscope.chain is not None)
    type_in(qtbot, microscope.address, "9.bias[1]")
    press(qtbot, window, ENTER)
    assert microscope.address.hasFocus()
    type_in(qtbot, microscope.address, "1.bias[1]")
    press(qtbot, window, ENTER)
    assert microscope.hasFocus()
    press(qtbot, window, Qt.Key.Key_Right)
    assert microscope.pane.sheet.current == 1
    type_in(qtbot, microscope.address, "9.we")
    press(qtbot, window, ESCAPE)
    assert microscope.address.text() == "1.bias[1]"
    assert errors(microscope) == []


def test_the_batch_size_that_takes_all_samples_says_so(window):
    field = control(window.training, QLineEdit, "Batch size")
    window.store.commit(window.store.experiment.changed(batch_size=0))
    assert field.text() == "all"
    for typed, size, written in (("8", 8, "8"), ("ALL", 0, "all"), ("0", 0, "all")):
        field.setText(typed)
        field.editingFinished.emit()
        assert window.store.experiment.batch_size == size
        assert field.text() == written
