"""Where a window is small nothing is cut off: what does not fit gets smaller, or scrolls."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

import playground
from playground.experiment import presets
from playground.gui.run.toolbar import ActionButton
from playground.gui.views import VIEWS
from playground.gui.views.lesson import LessonView
from playground.gui.widgets.part_menu import PartMenu
from playground.gui.window.docks import Docks
from playground.gui.window.shell import FIRST, Shell
from tests.gui.controls import inside
from tests.gui.running import settle

pytestmark = pytest.mark.slow  # the window is opened for every test


def place_of(widget):
    """The scroll area that holds a widget."""
    while not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


@pytest.mark.parametrize("preset", ["circle", "eight-clouds"])
def test_a_window_that_gets_smaller_keeps_the_whole_network_in_sight(open_window, preset):
    window = open_window(preset)
    window.resize(1440, 900)
    settle()
    window.resize(1280, 800)
    settle()
    canvas = window.network.canvas
    assert canvas.visibleRegion().boundingRect() == canvas.rect()


def test_what_a_low_window_cuts_off_of_the_network_can_be_scrolled_to(window):
    window.resize(1280, 540)
    settle()
    area, canvas = place_of(window.network.canvas), window.network.canvas
    bar = area.verticalScrollBar()
    assert bar.isVisible()
    bar.setValue(bar.maximum())
    settle()
    assert canvas.visibleRegion().boundingRect().bottom() == canvas.rect().bottom()


LEAST = QSize(1024, 700)


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["circle", "eight-clouds", "plane", "lesson-01-neuron"])
def test_every_view_has_room_in_a_small_window(open_window, preset):
    window = open_window(preset)
    for member in VIEWS:
        window.dock_area.raise_view(member.kind)
        settle()
        least = window.minimumSizeHint()
        assert least.width() <= LEAST.width(), member.kind
        assert least.height() <= LEAST.height(), member.kind
    window.resize(LEAST)
    settle()
    assert window.size() == LEAST


def test_the_bar_at_the_top_says_less_where_it_is_narrow_and_cuts_nothing(window):
    for width, words in ((1024, False), (1900, True), (1024, False)):
        window.resize(width, 700)
        settle()
        bar = window.toolbar
        for child in bar.findChildren(QWidget):
            if child.isVisible() and child.parent() is bar:
                assert child.width() >= child.minimumSizeHint().width(), child.accessibleName()
                assert child.geometry().right() < bar.width()
        assert all(
            bool(button.text()) == words for button in inside(bar, ActionButton) if button is not bar.play
        )


def room_for_text(menu):
    """How many pixels of its text a menu shows."""
    option = QStyleOptionComboBox()
    menu.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return menu.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, menu).width()


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_bars_show_the_whole_of_every_text(window, width):
    window.resize(width, 700)
    settle()
    for bar in (window.toolbar, window.time):
        menus, buttons = bar.findChildren(QComboBox), bar.findChildren(QPushButton)
        assert menus
        assert buttons
        for menu in menus:
            for i in range(menu.count()):
                text = menu.itemText(i)
                assert menu.fontMetrics().horizontalAdvance(text) <= room_for_text(menu), text
        for button in buttons:
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()


@pytest.mark.parametrize("size", [QSize(4000, 3000), QSize(1200, 750)])
def test_a_window_comes_back_onto_the_screen(qtbot, preferences, size):
    last = QMainWindow()
    qtbot.addWidget(last)
    last.resize(size)
    last.move(3000, 2000)
    preferences.setValue("geometry", last.saveGeometry())
    shell = Shell()
    qtbot.addWidget(shell)
    shell.restore_placement(preferences, Docks(QWidget(), QWidget()))
    assert shell.screen().availableGeometry().contains(shell.geometry())


def test_the_first_window_fits_the_screen(qtbot):
    shell = Shell()
    qtbot.addWidget(shell)
    room = shell.screen().availableGeometry()
    assert room.contains(shell.geometry())
    assert shell.width() == min(FIRST.width(), room.width() - 8)
    framed = QRect(shell.pos(), shell.size() + QSize(8, 36))
    assert room.contains(framed)


def test_the_first_layout_comes_back_with_its_shares(window):
    docks = {dock.view.kind: dock for dock in window.dock_area.docks}
    settle()
    before = docks["loss"].height()
    window.dock_area.resizeDocks([docks["boundary"], docks["loss"]], [900, 10], Qt.Orientation.Vertical)
    window.resize(1024, 700)
    settle()
    window.resize(1440, 900)
    window.actions_["layout"].trigger()
    settle()
    assert docks["loss"].height() >= 0.8 * before


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900)], ids=str)
@pytest.mark.parametrize("name", ["circle", "reber", "digits-convolution"])
def test_the_network_stays_where_it_is_when_something_is_selected(qtbot, open_window, name, size):
    window = open_window(name)
    window.resize(*size)
    canvas, editing = window.network.canvas, window.network.editing
    qtbot.waitUntil(lambda: canvas.content is not None)
    settle()
    before = canvas.mapTo(window, QPoint()).y()
    editing.select({canvas.links.link(0)})
    assert editing.bar.isVisible()
    settle()
    assert before - 10 < canvas.mapTo(window, QPoint()).y() <= before


FIRST_SET = ("optimizer", "regularizer", "batch_size")
"""Settings of training that are in sight at once, the optimizer with its learning rate."""


@pytest.mark.slow
def test_what_is_set_most_is_in_sight_of_every_preset_in_a_window_for_laptops(open_window):
    window = open_window("circle")
    window.resize(1280, 800)
    hidden = {}
    for name in presets.shipped():
        experiment = playground.load(name)
        if experiment.lesson:
            continue  # it has the room above
        window.store.open(experiment, None)
        settle()
        rows = {each: window.training.row(each) for each in FIRST_SET}
        activation = next(iter(inside(window.layers, PartMenu)), window.layers.place_of_output())
        rows["activation"] = activation
        hidden |= {
            (name, each): row.visibleRegion().boundingRect()
            for each, row in rows.items()
            if row.visibleRegion().boundingRect() != row.rect()
        }
    assert hidden == {}


@pytest.mark.slow
def test_every_step_of_every_lesson_is_whole_in_a_window_for_laptops(open_window):
    window = open_window("lesson-01-neuron")
    window.resize(1280, 800)
    cut = {}
    for name in presets.shipped():
        experiment = playground.load(name)
        if not experiment.lesson:
            continue
        window.store.open(experiment, None)
        window.actions_["layout"].trigger()  # as if it were the first
        lesson = window.view(LessonView)
        for step in range(1, len(experiment.lesson) + 1):
            settle()
            (rolled,) = inside(lesson, QScrollArea)
            if below := rolled.verticalScrollBar().maximum():
                cut[name, step] = below
            if step < len(experiment.lesson):
                lesson.next.click()
    assert cut == {}
