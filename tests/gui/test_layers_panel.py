"""The layers panel: the columns of the layers and that of the output."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
)

import playground
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.experiment.experiment import Experiment
from playground.gui.panels.layers import LayersPanel
from playground.gui.theme import LIGHT
from playground.gui.widgets.controls import Stepper
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.number_editor import NumberEditor
from playground.parts.counts import grouped
from playground.parts.part import family
from playground.parts.setting import settings
from tests.gui.controls import control, enter, errors, followed, inside, layer_columns, menu_of, names, pick


@pytest.fixture
def layers(qtbot):
    panel = LayersPanel(LIGHT)
    qtbot.addWidget(panel)
    return panel


def test_layers_are_added_removed_moved_and_changed(qtbot, layers):
    seen = followed(layers)
    layers.more.menu().actions()[0].trigger()
    assert [layer.units for layer in seen[-1].layers] == [4, 2, 2]
    qtbot.mouseClick(layer_columns(layers)[2].findChild(Stepper).more, Qt.MouseButton.LeftButton)
    assert [layer.units for layer in seen[-1].layers] == [4, 2, 3]
    qtbot.mouseClick(layer_columns(layers)[2].left, Qt.MouseButton.LeftButton)
    assert [layer.units for layer in seen[-1].layers] == [4, 3, 2]
    pick(menu_of(layer_columns(layers)[1], "Activation"), "relu")
    assert [layer.activation.kind for layer in seen[-1].layers] == ["tanh", "relu", "tanh"]
    qtbot.mouseClick(layer_columns(layers)[0].remove, Qt.MouseButton.LeftButton)
    assert [layer.units for layer in seen[-1].layers] == [3, 2]
    qtbot.mouseClick(layers.less, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(layers.less, Qt.MouseButton.LeftButton)
    assert seen[-1].layers == ()
    assert not layers.less.isEnabled()


@pytest.mark.slow
def test_every_kind_of_layer_can_be_added_and_set(layers):
    seen = followed(layers)
    for action, (kind, member) in zip(layers.more.menu().actions(), family(Layer).items(), strict=True):
        assert action.text() == member.title
        action.trigger()
        assert seen[-1].layers[-1].kind == kind
        labels = [setting.label for setting in settings(member)]
        assert sorted({*names(layer_columns(layers)[-1])} & {*labels}) == sorted(labels)


def test_the_output_can_do_without_a_bias(qtbot, layers):
    seen = followed(layers)
    control(layers, QAbstractButton, "All settings of the output").click()
    heads = layer_columns(layers)
    boxes = inside(layers, QCheckBox)
    (box,) = (each for each in boxes if not any(head.isAncestorOf(each) for head in heads))
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert seen[-1].output.bias is False


def test_units_stop_at_their_limits(layers):
    layers.show_value(Experiment(layers=(Dense(units=1),)))
    stepper = units(layers)
    assert not stepper.less.isEnabled()
    assert stepper.more.isEnabled()


def test_the_settings_of_an_activation_stand_under_its_menu(layers):
    seen = followed(layers)
    pick(menu_of(layer_columns(layers)[0], "Activation"), "leaky-relu")
    editor = layer_columns(layers)[0].findChild(NumberEditor)
    enter(editor, "0.2")
    assert seen[-1].layers[0].activation.slope == 0.2


UNITS = next(setting for setting in settings(Dense) if setting.name == "units")


def units(layers):
    """The number of units of the first layer."""
    return layer_columns(layers)[0].findChild(Stepper)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("16", ""),
        ("0", "below 1"),
        ("9999999999999", f"above {grouped(UNITS.most)}"),
        ("many", '"many" is not a number'),
        ("", "type a number"),
        ("1.5", "a whole number is needed"),
    ],
)
def test_units_are_typed_and_what_cannot_be_is_refused_in_words(qtbot, layers, typed, said):
    layers.show_value(playground.load("circle"))
    stepper, edits = units(layers), []
    layers.edited.connect(edits.append)
    stepper.number.selectAll()
    stepper.number.insert(typed)
    qtbot.keyClick(stepper.number, Qt.Key.Key_Return)
    assert [edit.layers[0].units for edit in edits] == ([] if said else [16])
    assert stepper.number.text() == (typed if said else "4")  # until it is shown another
    assert errors(stepper) == ([said] if said else [])
    layers.show_value(playground.load("circle"))
    assert stepper.number.text() == (typed if said else "4")  # it does not go away by itself
    qtbot.keyClick(stepper.number, Qt.Key.Key_Escape)
    assert (stepper.number.text(), errors(stepper)) == ("4", [])


def test_arrow_keys_and_held_buttons_step_the_units(qtbot, layers):
    layers.show_value(playground.load("circle"))
    stepper, edits = units(layers), []
    layers.edited.connect(edits.append)
    qtbot.keyClick(stepper.number, Qt.Key.Key_Up)
    qtbot.keyClick(stepper.number, Qt.Key.Key_Down)
    assert [edit.layers[0].units for edit in edits] == [5, 3]
    assert stepper.more.autoRepeat()


@pytest.mark.slow
def test_a_layer_without_weights_is_no_hidden_layer(window):
    layers = [{"kind": "dense"}, {"kind": "dropout"}]
    window.store.commit(window.store.experiment.changed(layers=layers))
    assert window.layers.summary.text().endswith("1 hidden layer")


def test_an_automatic_output_says_what_it_is_in_as_much_room_as_there_is(layers):
    layers.show_value(playground.load("three-rings").changed(output="auto"))
    layers.resize(1000, 300)
    layers.show()
    (units,) = (each for each in inside(layers, Elided) if "softmax" in each.text())
    assert units.shown == "softmax · 3 units"
    layers.resize(370, 300)
    assert units.shown == "3 softmax"


def test_a_word_of_a_menu_has_the_room_of_the_arrow_where_it_needs_it(qtbot):
    def painted(width, *words):
        menu = Menu()
        qtbot.addWidget(menu)
        menu.addItems(words)
        menu.setFixedSize(width, 28)
        return menu.grab().toImage()

    assert painted(86, "Automatic") != painted(86, "Automatix")
    assert painted(86, "Leaky ReLU") != painted(86, "Leaky ReLY")
    assert painted(46, "Sigmoid") != painted(46, "Sigmoif")
    assert painted(86, "Tanh") == painted(86, "Tanh", "Leaky ReLU")
