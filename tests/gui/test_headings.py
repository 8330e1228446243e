"""Heading lines: at any size of the window nothing is cut in them, and nothing lies over anything else."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

import playground
from playground.gui.views import VIEWS
from playground.gui.views.microscope import MicroscopeView
from playground.gui.widgets.controls import label
from playground.gui.widgets.head_line import HeadLine

SIZES = [QSize(1024, 700), QSize(1280, 800), QSize(1440, 900), QSize(1024, 700)]
GAP = 4
"""Pixels between two things in a heading, at least."""
PADDING = 6
"""Pixels beside the text of a button, at least."""
LONG = "Lesson with a title that is longer than any place in which a window has room for a title"


def settle():
    for _ in range(5):
        QApplication.processEvents()


def pieces(head):
    """What is to be seen in a heading: the widgets in which there are no others."""
    found = [child for child in head.findChildren(QWidget) if child.isVisible() and not child.isWindow()]
    return [
        child
        for child in found
        if isinstance(child, (QAbstractButton, QComboBox, QLabel)) or not child.findChildren(QWidget)
    ]


def room_for_text(combo):
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo).width()


def faults(head):
    """What a person would find wrong with a heading."""
    boxes = {each: QRect(each.mapTo(head, QPoint(0, 0)), each.size()) for each in pieces(head)}
    for (one, a), (other, b) in itertools.combinations(boxes.items(), 2):
        beside = a.adjusted(-GAP, 0, GAP, 0)
        if beside.intersects(b):
            yield f"{named(one)} touches {named(other)}"
    for each, box in boxes.items():
        if not head.rect().contains(box):
            yield f"{named(each)} is outside"
        if isinstance(each, QComboBox):
            cut = each.fontMetrics().horizontalAdvance(each.currentText()) > room_for_text(each)
        elif isinstance(each, QAbstractButton):
            cut = each.fontMetrics().horizontalAdvance(each.text()) + 2 * PADDING > each.width()
        else:
            cut = each.width() < each.sizeHint().width()
        cut |= each.height() < min(each.minimumSizeHint().height(), each.maximumHeight())
        whole = isinstance(each, QLabel) and each.text().casefold() in each.toolTip().casefold()
        if cut and not whole:
            yield f"{named(each)} is cut"


def named(widget):
    for text in ("accessibleName", "text"):
        if words := getattr(widget, text, str)():
            return words
    return type(widget).__name__


def heads(window):
    """The heading of the network, and of each view once it is in front."""
    yield "network", window.dock_area.centralWidget().findChild(HeadLine)
    for member in VIEWS:
        if member.suits(window.store.experiment):
            window.dock_area.raise_view(member.kind)
            settle()
            yield member.kind, next(d.head for d in window.dock_area.docks if d.view.kind == member.kind)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("preset", "appearance"), [("spiral", "light"), ("spiral", "dark"), ("lesson-08-vanishing", "light")]
)
def test_in_no_heading_anything_is_cut_or_touches(open_window, preferences, preset, appearance):
    preferences.setValue("appearance", appearance)
    lesson = playground.load(preset).lesson
    window = open_window(preset, **({"title": LONG} if lesson else {}))
    found = []
    for size in SIZES:
        window.resize(size)
        settle()
        assert window.size() == size
        for kind, head in heads(window):
            found += [f"{size.width()}: {kind}: {fault}" for fault in faults(head)]
    assert found == []


def test_the_buttons_above_the_sheet_of_the_microscope_are_whole_in_a_small_window(open_window):
    window = open_window("lesson-08-vanishing")
    window.dock_area.raise_view("microscope")
    view = window.view(MicroscopeView)
    window.resize(SIZES[0])
    settle()
    children = view.pane.stages.children()
    shown = [child for child in children if isinstance(child, QWidget) and child.isVisible()]
    assert [named(each) for each in shown if each.visibleRegion().boundingRect() != each.rect()] == []


@pytest.mark.slow
def test_the_heading_of_a_view_that_floats_in_a_narrow_window_is_whole(open_window):
    window = open_window("lesson-08-vanishing")
    found = []
    for dock in window.dock_area.docks:
        window.dock_area.raise_view(dock.view.kind)
        dock.setFloating(True)
        dock.resize(1, 300)
        settle()
        found += [f"{dock.view.kind}: {fault}" for fault in faults(dock.head)]
    assert found == []


def buttons(head, *texts):
    for text in texts:
        button = QToolButton()
        button.setText(text)
        head.add(button)


@pytest.fixture
def head(qtbot):
    made = HeadLine("A title")
    qtbot.addWidget(made)
    return made


def test_tools_stand_beside_the_title_while_there_is_room(head):
    buttons(head, "one", "two")
    head.resize(500, 40)
    head.show()
    settle()
    assert {each.geometry().center().y() for each in pieces(head)} == {head.title.geometry().center().y()}
    wide = head.sizeHint().height()
    head.resize(120, 40)
    settle()
    assert head.sizeHint().height() > wide
    head.resize(head.sizeHint())
    settle()
    assert list(faults(head)) == []
    assert head.title.whole


def test_a_title_is_elided_only_where_a_line_of_its_own_is_too_short(head):
    buttons(head, "one", "two")
    head.show()
    needed = head.title.sizeHint().width()
    for width in (needed, needed - 1):
        head.resize(width, 100)
        settle()
        assert head.title.whole == (width == needed)
        assert bool(head.title.toolTip()) == (width < needed)


def test_a_tool_that_comes_or_goes_is_made_room_for(head):
    other = label("a long text, which comes and goes")
    head.add(other)
    other.hide()
    buttons(head, "one")
    head.show()
    head.resize(250, 100)
    settle()
    low = head.sizeHint().height()
    other.show()
    settle()
    assert head.sizeHint().height() > low
    assert list(faults(head)) == []
