"""The data panel: what is learned, its inputs and formulas."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
)

import playground
from playground.data.data_set import DataSet
from playground.data.features import Feature, offered
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.gui.panels.data import DataPanel
from playground.gui.panels.data_pictures import COLUMNS
from playground.gui.theme import DARK, LIGHT
from playground.gui.widgets.themed import apply_theme
from playground.parts.part import family
from tests.gui.controls import (
    control,
    errors,
    followed,
    inside,
    names,
    pick,
    thumbnail,
)


@pytest.fixture
def data(qtbot):
    panel = DataPanel(LIGHT)
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
