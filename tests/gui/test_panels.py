"""The panels: what a person edits arrives in the experiment, and what does not fit is said beside it."""

from typing import Literal

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
)

import playground
from playground.data.data_set import DataSet
from playground.data.features import Feature, offered
from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.stopping import StopRule
from playground.gui.panels.data import DataPanel
from playground.gui.panels.data_pictures import COLUMNS
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.boundary import BoundaryView
from playground.gui.widgets.controls import Stepper
from playground.gui.widgets.editors import editor_of
from playground.gui.widgets.form import Form, PartEditor, PartForm
from playground.gui.widgets.number_editor import NumberEditor, stops
from playground.gui.widgets.numbers import written
from playground.gui.widgets.part_list import PartListEditor
from playground.gui.widgets.part_menu import PartMenu
from playground.gui.widgets.themed import apply_theme
from playground.gui.widgets.typed_numbers import number_in, read
from playground.parts.counts import grouped
from playground.parts.part import Part, families, family
from playground.parts.setting import settings
from tests.gui.controls import control, enter, errors, inside, layer_columns, names, thumbnail


def pick(menu: PartMenu, kind: str) -> None:
    """Choose from a menu as a person does."""
    index = menu.findData(kind)
    menu.setCurrentIndex(index)
    menu.activated.emit(index)


def menu_of(panel, name: str) -> PartMenu:
    return next(menu for menu in panel.findChildren(PartMenu) if menu.accessibleName() == name)


def followed(panel):
    """Show a panel the default experiment, and let it follow its own edits, as the window does."""
    seen = []

    def follow(experiment):
        seen.append(experiment)
        panel.show_value(experiment)

    panel.edited.connect(follow)
    panel.show_value(Experiment())
    return seen


@pytest.fixture
def data(qtbot):
    panel = DataPanel(LIGHT)
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def layers(qtbot):
    panel = LayersPanel(LIGHT)
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def training(qtbot):
    panel = TrainingPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.mark.parametrize("kind", family(DataSet))
def test_every_data_set_can_be_picked_by_its_picture(qtbot, data, kind):
    seen = followed(data)
    qtbot.mouseClick(thumbnail(data, kind), Qt.MouseButton.LeftButton)
    assert (seen[-1] if seen else Experiment()).data.kind == kind
    assert thumbnail(data, kind).isChecked()
    apply_theme(data, DARK)
    assert not data.grab().isNull()


@pytest.mark.parametrize("kind", ["circle", "digits"])
def test_one_line_of_pictures_has_the_chosen_one(data, kind):
    data.show_value(Experiment(data=kind))
    shown = [name for name in names(data) if name.startswith("Data set")]
    assert len(shown) == COLUMNS
    assert f"Data set {family(DataSet)[kind].title}" in shown
    more = control(data, QAbstractButton, "More data")
    more.click()
    assert len([name for name in names(data) if name.startswith("Data set")]) == len(family(DataSet))
    more.click()
    assert [name for name in names(data) if name.startswith("Data set")] == shown


@pytest.mark.parametrize(("kind", "there"), [("circle", True), ("binary-addition", False), ("digits", False)])
def test_no_share_is_asked_for_where_data_bring_a_test_set(data, kind, there):
    data.show_value(Experiment(data=kind))
    assert ("Test share" in names(data)) == there


@pytest.mark.parametrize("kind", [feature.kind for feature in offered(2)])
def test_features_are_switched_in_menu_order(qtbot, data, kind):
    seen = followed(data)
    before = {feature.kind for feature in Experiment().features}
    qtbot.mouseClick(data.features.chips[kind], Qt.MouseButton.LeftButton)
    assert {feature.kind for feature in seen[-1].features} == before ^ {kind}
    order = list(family(Feature))
    kinds = [feature.kind for feature in seen[-1].features]
    assert kinds == sorted(kinds, key=order.index)


def test_settings_that_are_not_as_usual_are_in_sight_and_can_be_folded(training):
    plain = playground.load("circle").changed(optimizer="adam")
    training.show_value(plain)
    menu = menu_of(training, "Optimizer")
    editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
    (form,) = inside(editor, PartForm)
    assert names(form) == ["Learning rate"]
    changed = plain.changed(optimizer={"kind": "adam", "beta_1": 0.5})
    training.show_value(changed)
    assert "Beta 1" in names(form)
    editor.more.setChecked(False)
    training.show_value(changed.changed(batch_size=7))
    assert names(form) == ["Learning rate"]


def test_what_is_seldom_set_is_folded_until_it_is_not_as_usual(training):
    plain = playground.load("three-rings")
    training.show_value(plain)
    menu = menu_of(training, "Loss")
    editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
    form = editor.findChild(PartForm)
    assert form.isHidden()
    training.show_value(plain.changed(loss={"kind": "cross-entropy", "label_smoothing": 0.1}))
    assert not form.isHidden()
    assert "Label smoothing" in names(form)


@pytest.mark.parametrize("base", [Loss, Optimizer])
def test_every_member_can_be_chosen_and_brings_its_settings(training, base):
    seen = followed(training)
    menu = menu_of(training, base.family_name.capitalize())
    for kind, member in list(family(base).items())[::-1]:
        pick(menu, kind)
        assert getattr(seen[-1], base.family_name).kind == kind
        editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
        form = editor.findChild(PartForm)
        known = [setting.label for setting in settings(member)]
        first = [setting.label for setting in settings(member)[:1] if not setting.seldom]
        assert (names(form) == first) is not editor.more.isChecked() or len(known) < 2
        editor.more.setChecked(True)
        assert set(names(form)) == {*known}


def test_a_menu_follows_the_registry(gone_afterwards, qapp):
    class Doubled(Identity):
        """Twice the sum."""

        kind: Literal["doubled"] = "doubled"

    form = Form(Dense)
    form.show_value(Dense(activation=Doubled()))
    menu = menu_of(form, "Activation")
    assert menu.currentText() == "Doubled"
    assert menu.currentData() == "doubled"
    form.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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


def test_what_does_not_fit_is_said_where_it_was_set(qtbot, open_window):
    window = open_window()
    experiment = window.store.experiment
    window.store.commit(experiment.changed(loss={"kind": "binary-cross-entropy"}))
    said = [label.text() for label in window.layers.findChildren(QLabel) if label.objectName() == "error"]
    assert "the binary cross-entropy loss needs Sigmoid, not Tanh" in said
    assert "Output: the binary cross-entropy loss" in window.status.left.text()
    assert not window.actions_["play"].isEnabled()
    plot = window.view(BoundaryView).plot
    assert plot.image.image is None  # not the map of what ran before
    window.store.commit(window.store.experiment.changed(output={"kind": "sigmoid"}))
    assert window.actions_["play"].isEnabled()
    assert "Cannot train" not in window.status.left.text()
    qtbot.waitUntil(lambda: plot.image.image is not None)


def test_switching_every_feature_off_is_said(open_window):
    window = open_window()
    window.store.commit(window.store.experiment.changed(features=()))
    assert errors(window.data) == ["choose at least one"]
    assert not window.actions_["play"].isEnabled()


def test_stop_rules_are_added_changed_and_removed(qtbot, training):
    seen = followed(training)
    (stop,) = inside(training, PartListEditor)
    for action in stop.menu.actions():
        action.trigger()
    assert [rule.kind for rule in seen[-1].stop] == list(family(StopRule))
    editor = inside(stop, NumberEditor)[0]
    enter(editor, "30")
    assert seen[-1].stop[0].epochs == 30
    for count in reversed(range(len(family(StopRule)))):
        remove = next(each for each in inside(stop, QPushButton) if each.text() == "Remove")
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
        assert len(seen[-1].stop) == count


def number_settings():
    """Every numeric setting of every part, by a readable name."""
    described = [Experiment, *(member for base in families().values() for member in family(base).values())]
    return {
        f"{owner.__name__}.{setting.name}": setting
        for owner in described
        for setting in settings(owner)
        if setting.type in (int, float)
    }


NUMBERS = number_settings()


@pytest.mark.parametrize("setting", NUMBERS.values(), ids=NUMBERS)
def test_every_stop_of_a_slider_is_allowed_and_can_be_read_back(setting):
    for value in stops(setting):
        assert setting.least is None or value >= setting.least
        assert setting.most is None or value <= setting.most
        assert value not in setting.excluded
        text = written(value, setting.unit)
        assert read(text, setting) == pytest.approx(value, rel=1e-3, abs=1e-9)


def test_both_ends_of_every_slider_can_be_had():
    for base in families().values():
        for member in family(base).values():
            for setting in settings(member):
                if setting.type in (int, float):
                    for value in (stops(setting)[0], stops(setting)[-1]):
                        assert getattr(member().changed(**{setting.name: value}), setting.name) == value


def test_a_limit_that_is_not_allowed_itself_is_refused_in_words():
    (momentum,) = (each for each in settings(family(Optimizer)["momentum"]) if each.name == "momentum")
    assert read("0", momentum) == 0.0
    with pytest.raises(ValueError, match="1 itself is not allowed"):
        read("1", momentum)


def test_a_comma_is_a_point_or_stands_between_thousands():
    (samples,) = (each for each in settings(family(DataSet)["circle"]) if each.name == "samples")
    assert read("1,200", samples) == 1200
    assert read("0,05", RATE) == 0.05
    with pytest.raises(ValueError, match="whole number"):
        read("10,5", samples)


RATE = next(setting for setting in settings(family(Optimizer)["sgd"]) if setting.name == "learning_rate")


@pytest.fixture
def rate(qtbot):
    editor = NumberEditor(RATE)
    qtbot.addWidget(editor)
    editor.show_value(0.03)
    return editor


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fast", '"fast" is not a number'),
        ("nan", "not a finite number"),
        ("-1", "below 0"),
        ("1e9", "above"),
        ("5%", '"5%" is a percentage: type 0.05'),
        ("1_000", "is not a number"),
        ("", "type a number"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words(qtbot, rate, typed, said):
    with qtbot.assertNotEmitted(rate.edited):
        enter(rate, typed)
    assert said in errors(rate)[0]
    rate.show_value(0.03)
    assert rate.findChild(QLineEdit).text() == typed  # it does not go away by itself
    rate.show_value(0.1)
    assert (rate.findChild(QLineEdit).text(), errors(rate)) == ("0.1", [])


@pytest.fixture(params=["de_DE", "en_US", "C"])
def place(request):
    """How numbers are written where the person is."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def test_a_comma_is_what_it_is_where_the_person_is(place):
    comma = place == "de_DE"
    assert number_in("1,5") == number_in("1.5") == 1.5
    assert number_in("1,250") == (1.25 if comma else 1250.0)
    assert number_in("1.250") == 1.25  # as fields write it
    assert number_in("0,002") == 0.002  # no thousands begin with 0
    assert number_in("- 12 345 678") == -12345678.0
    for several in ("1 2", "1,5 2", "12 34", "1 2345"):
        with pytest.raises(ValueError, match="is not a number"):
            number_in(several)
    assert number_in("−1\u2009250,5") == -1250.5
    (samples,) = (each for each in settings(family(DataSet)["circle"]) if each.name == "samples")
    assert read("1,200", samples) == 1200
    if comma:
        assert read("1.200", samples) == 1200


def test_a_row_of_numbers_takes_commas_where_they_are_written_so(place, qtbot):
    (weights,) = (each for each in settings(family(Loss)["cross-entropy"]) if each.name == "class_weights")
    editor, seen = editor_of(weights), []
    qtbot.addWidget(editor)
    editor.show_value((1.0, 2.0))
    editor.edited.connect(seen.append)
    field = editor.findChild(QLineEdit)
    for typed, taken in (("1; 2 0.5", (1.0, 2.0, 0.5)), ("1, 2, 3", (1.0, 2.0, 3.0)), ("", ())):
        enter(editor, typed)
        assert (seen.pop(), errors(editor)) == (taken, [])
    enter(editor, "1,5 2")
    if place == "de_DE":
        assert seen == [(1.5, 2.0)]
    else:
        assert errors(editor) == ['"1,5" may be one number or several: put spaces between numbers']
    editor.show_value((1.0, 2.0))
    seen.clear()
    for typed in ("nan 1", "5% 1", "one"):
        enter(editor, typed)
        editor.show_value((1.0, 2.0))
        assert (seen, field.text(), len(errors(editor))) == ([], typed, 1)


def test_a_typed_number_is_taken_and_shown_again(qtbot, rate):
    with qtbot.waitSignal(rate.edited) as edited:
        enter(rate, "0,05")
    assert edited.args == [0.05]
    assert rate.findChild(QLineEdit).text() == "0.05"


def test_a_slider_reports_only_the_person(qtbot, rate):
    with qtbot.assertNotEmitted(rate.edited):
        rate.show_value(0.3)
    with qtbot.waitSignal(rate.edited) as edited:
        rate.findChild(QSlider).setValue(rate.findChild(QSlider).value() - 1)
    assert edited.args[0] < 0.3


def test_every_control_has_a_name_for_those_who_do_not_see_it(window):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider)
        for control in window.findChildren(kind)
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    unnamed = [
        control
        for control in controls
        if not control.accessibleName() and not getattr(control, "text", lambda: "")()
    ]
    assert unnamed == []
    assert len(controls) > 40


def test_activation_is_a_family_that_the_panel_has_not_named():
    assert issubclass(Activation, Part)


def formula_fields(data):
    """The text fields of the formulas that were added."""
    return [row.findChild(QLineEdit) for row in data.features.rows]


def test_formulas_are_added_typed_and_removed(qtbot, data):
    seen = followed(data)
    (add,) = data.features.adders
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    (field,) = formula_fields(data)
    field.clear()
    qtbot.keyClicks(field, "x1*x2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [feature.name for feature in seen[-1].features] == ["x₁", "x₂", "x1*x2"]
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(data.features.chips["x1"], Qt.MouseButton.LeftButton)
    assert [feature.name for feature in seen[-1].features] == ["x₂", "x1*x2", "hypot(x1, x2)"]
    qtbot.mouseClick(data.features.rows[0].remove, Qt.MouseButton.LeftButton)
    assert [feature.name for feature in seen[-1].features] == ["x₂", "hypot(x1, x2)"]


def test_what_is_wrong_with_a_formula_is_said_while_it_is_typed(qtbot, data):
    seen = followed(data)
    qtbot.mouseClick(data.features.adders[0], Qt.MouseButton.LeftButton)
    count, row = len(seen), data.features.rows[0]
    (field,) = formula_fields(data)
    field.clear()
    qtbot.keyClicks(field, "sn(x1)")
    said = next(line for line in row.findChildren(QLabel) if line.objectName() == "error")
    assert said.text() == 'column 1: no function is called "sn"; did you mean "sin"?'
    assert not said.isHidden()
    assert field.property("wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(seen) == count
    field.clear()
    qtbot.keyClicks(field, "sin(x1)")
    assert said.isHidden()
    assert not field.property("wrong")
    assert len(seen) == count


def test_a_formula_without_a_value_is_named_at_its_row(data):
    features = ("x1", {"kind": "formula", "text": "log(x1)"}, "further-input")
    experiment = Experiment(features=features)
    data.show_value(experiment)
    data.show_problems(problems(experiment))
    said = next(line for line in data.features.rows[0].findChildren(QLabel) if line.objectName() == "error")
    assert "has no finite value" in said.text()
    assert errors(data)[-1] == "there is no x3: the data have 2 inputs"


def test_inputs_beyond_the_plane_are_chips_as_long_as_the_data_have_them(qtbot, data):
    seen = followed(data)
    table = {"kind": "table", "text": "a,b,c,t\n1,2,3,x\n3,5,7,y\n2,2,9,y\n", "target": "t"}
    data.show_value(Experiment(data={**table, "columns": ["a", "b", "c"]}))
    assert [data.features.chips[name].toolTip() for name in ("x1", "x2", "x₃")] == ["a", "b", "c"]
    qtbot.mouseClick(data.features.chips["x₃"], Qt.MouseButton.LeftButton)
    assert [feature.name for feature in seen[-1].features] == ["x₁", "x₂", "x₃"]
    qtbot.mouseClick(thumbnail(data, "circle"), Qt.MouseButton.LeftButton)
    assert "x₃" not in data.features.chips
    assert data.features.chips["x1"].toolTip() == "The horizontal coordinate of the point."
    assert [feature.name for feature in seen[-1].features] == ["x₁", "x₂"]


@pytest.mark.parametrize("kind", family(DataSet))
def test_the_end_of_a_network_for_classes_fits_whatever_data_are_picked(qtbot, data, kind):
    seen, rings = followed(data), playground.load("three-rings")
    data.show_value(rings)
    qtbot.mouseClick(thumbnail(data, kind), Qt.MouseButton.LeftButton)
    picked = seen[-1] if seen else rings
    assert picked.data.misfit() or problems(picked) == []


def test_the_end_fits_when_the_target_is_taken_as_values(data):
    text = "a,b,t\n1,2,0\n3,5,1\n2,2,2\n4,1,3\n"
    table = {"kind": "table", "text": text, "columns": ["a", "b"], "target": "t"}
    experiment = Experiment(data=table, output="softmax", loss="cross-entropy")
    seen = followed(data)
    data.show_value(experiment)
    pick(next(each for each in inside(data, QComboBox) if each.findData("values") >= 0), "values")
    assert problems(experiment) == problems(seen[-1]) == []


def test_painting_takes_over_the_points_that_are_there(qtbot, data):
    seen = followed(data)
    data.show_value(Experiment(data={"kind": "blobs", "classes": 5}))
    qtbot.mouseClick(thumbnail(data, "painted"), Qt.MouseButton.LeftButton)
    assert len(seen[-1].targets.classes) == 5
    assert len(seen[-1].points) == 500
    data.show_value(Experiment(data="table"))
    qtbot.mouseClick(thumbnail(data, "painted"), Qt.MouseButton.LeftButton)
    assert 0 < len(seen[-1].points) < 50


def test_what_keeps_data_from_being_learned_is_said_under_them(data):
    experiment = Experiment(data="table")
    data.show_value(experiment)
    data.show_problems(problems(experiment))
    assert "no file is chosen: import one" in errors(data)


def test_regenerated_data_keep_the_weights(qtbot, window):
    window.actions_["epoch"].trigger()
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    before = window.store.experiment
    qtbot.mouseClick(window.data.again, Qt.MouseButton.LeftButton)
    after = window.store.experiment
    assert after.data.seed == before.data.seed + 1
    assert not np.array_equal(after.points.xy, before.points.xy)
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert np.array_equal(found[1].parameters, found[0].parameters)
    assert found[1].epochs == 1
    assert "Seed" in window.store.undoes or "seed" in window.store.undoes


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
