"""The columns of the layers' panel draw the settings of any layer, also of those that nobody ships."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSlider,
    QWidget,
)

import playground
from playground.engine.layers.base import Layer
from playground.gui.panels.column_row import NARROW, WIDE, ColumnRow
from playground.gui.panels.handle import Handle
from playground.gui.panels.layer_columns import LayerColumn
from playground.gui.panels.layers import LayersPanel
from playground.gui.theme import LIGHT
from playground.gui.widgets.themed import apply_theme
from playground.parts.part import family
from playground.parts.setting import settings
from tests.gui.controls import control, errors, inside, names

KINDS = [*family(Layer), "made-up-reshape", "made-up-convolution", "made-up-elman"]


@pytest.fixture
def column(qapp, made_up):
    """Return a function that shows the column of a layer; nothing knows the layer any more afterwards."""
    made = []

    def show(kind):
        layer = family(Layer)[kind]()
        made.append(LayerColumn(layer))
        made[-1].show_value(layer)
        apply_theme(made[-1], LIGHT)
        made[-1].resize(WIDE, 300)
        made[-1].show()
        return made[-1]

    yield show
    while made:
        made.pop().deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_has_a_row_for_every_setting(column, kind):
    shown = column(kind)
    named = {each.accessibleName() for row in (QLineEdit, QComboBox) for each in shown.findChildren(row)}
    named |= {box.text() for box in shown.findChildren(QCheckBox)}
    assert named >= {setting.label for setting in settings(type(shown.layer))}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_set_most_is_in_sight_and_the_rest_is_unfolded(column, kind):
    shown = column(kind)
    declared = [each for each in settings(type(shown.layer)) if each.in_form]
    first = [declared[0].label] if declared else []
    parts = [each.label for each in declared if each.label == "Activation"]
    labels = {each.label for each in declared}
    assert {*names(shown)} & labels == {*first, *parts}
    control(shown, QAbstractButton, "All settings of the layer").click()
    assert {*names(shown)} & labels == labels
    assert "Remove the layer" in names(shown)


def test_a_row_of_whole_numbers_is_typed(column):
    shown = column("made-up-reshape")
    seen = []
    shown.edited.connect(lambda layer: seen.append(layer.to))
    (field,) = shown.findChildren(QLineEdit)
    assert field.text() == "1 2 2"
    for text, then in (("2 2", [(2, 2)]), ("1.5 2", []), ("four", [])):
        seen.clear()
        field.setText(text)
        field.editingFinished.emit()
        assert seen == then
    assert field.text() == "four"  # it stays, and what is wrong with it is said
    assert errors(shown) == ['"four" is not a number']


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_of_a_column_is_whole_or_has_a_tooltip(column, kind):
    shown = column(kind)
    (handle,) = shown.findChildren(Handle)
    assert handle.text() == shown.layer.title
    assert handle.width() < WIDE
    assert handle.whole or handle.text() in handle.toolTip()
    handle.resize(20, handle.height())
    assert handle.text() in handle.toolTip()
    assert "Drag" in handle.toolTip()


@pytest.mark.parametrize(("count", "width"), [(6, 683), (6, 542), (9, 542)])
def test_columns_share_the_room_there_is_and_one_opens_while_it_is_used(qtbot, count, width):
    panel = LayersPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_value(playground.load("circle").changed(layers=[{"kind": "dense", "units": 16}] * count))
    apply_theme(panel, LIGHT)
    panel.resize(width, 200)
    panel.show()
    heads = inside(panel, LayerColumn)
    pitch = width / (count + 2)
    assert panel.minimumSizeHint().width() <= width
    assert [head.geometry().center().x() for head in heads] == pytest.approx(
        [(i + 1.5) * pitch for i in range(count)], abs=1.5
    )
    assert all(head.width() <= pitch + 1 for head in heads)
    assert "More units" not in names(heads[2])
    high = panel.minimumSizeHint().height()
    for event in (QEvent.Type.Enter, QEvent.Type.Leave):
        QApplication.sendEvent(heads[2], QEvent(event))
        opened = event == QEvent.Type.Enter
        assert ("More units" in names(heads[2])) is opened
        assert (heads[2].width() >= WIDE) is opened
        assert panel.minimumSizeHint().height() == high  # the network below stays where it is
    heads[1].findChild(QLineEdit).setFocus()
    qtbot.waitUntil(lambda: "More units" in names(heads[1]))


def test_a_head_in_a_narrow_column_has_the_short_name_of_its_layer():
    """Five columns beside each other in a window for laptops."""
    for kind, layer in family(Layer).items():
        row = ColumnRow()
        columns = [LayerColumn(layer()) for _ in range(5)]
        row.show_columns(columns)
        row.resize(530, 300)
        row.show()
        shown = columns[1].handle.shown
        assert shown in (layer.title, layer.short), kind
        assert columns[1].handle.width() >= columns[1].handle.fontMetrics().horizontalAdvance(shown)
        row.deleteLater()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [44, 60, 90, 105, 180])
def test_nothing_in_a_column_reaches_beyond_it(qtbot, column, kind, width):
    shown = column(kind)
    shown.show_narrow(width < NARROW)
    shown.resize(width, 300)
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for each in inside(shown, QWidget):
        if isinstance(each, (QSlider, QLineEdit)):
            left = each.mapTo(shown, QPoint()).x()
            assert left >= -1, each.accessibleName()
            assert left + each.width() <= width + 1, each.accessibleName()
