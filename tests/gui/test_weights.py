"""The weights view: every number stands there, can be typed over, undone and copied."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

import playground
from playground.experiment import presets
from playground.gui.theme import DARK
from playground.gui.views.weight_table import STATE, places
from playground.gui.views.weights import WeightsView
from playground.gui.widgets.themed import apply_theme
from playground.training.training import Training
from tests import looking
from tests.gui.alone import alone
from tests.gui.running import snapshot_of
from tests.looking import show


@pytest.fixture
def view(qtbot):
    return alone(qtbot, WeightsView, 900, 240)


def trained(qtbot, view, name="circle", **settings):
    experiment, _ = looking.trained(name, 0, **settings)
    training = Training(experiment)
    training.epoch()
    view.show_experiment(experiment)
    show(view, training)
    qtbot.waitUntil(lambda: view.model.data(view.model.index(0, 0)) is not None)
    return experiment, training


def cell(view, row, column):
    return view.table.visualRect(view.model.index(row, column)).center()


def write(qtbot, view, row, column, text):
    """Double-click a cell and type over it."""
    where = cell(view, row, column)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    editor = view.table.findChild(QLineEdit)
    editor.selectAll()
    if text == "\b":
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    else:
        qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def copied(qtbot, view):
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return [line.split("\t") for line in QApplication.clipboard().text().split("\n")]


@pytest.mark.parametrize("name", presets.shipped())
def test_every_parameter_has_its_place_once(name):
    experiment = playground.load(name)
    found = np.concatenate([array.ravel() for array in places(experiment).values()])
    assert sorted(found[found != STATE]) == list(range(experiment.size))


@pytest.mark.parametrize("layer", ["dense", "dropout", "batch-norm", "layer-norm"])
def test_layers_are_listed_with_shapes_and_counts(qtbot, view, layer):
    experiment, _ = trained(qtbot, view, layers=[{"kind": "dense", "units": 4}, {"kind": layer}])
    rows = [[view.layers.item(i, k).text() for k in range(3)] for i in range(view.layers.rowCount())]
    assert rows[0] == ["1 Dense", "2 × 4", "12"]
    assert sum(int(row[2]) for row in rows) == experiment.size
    assert view.total.text() == f"{experiment.size} parameters"
    for i in range(len(rows)):
        view.layers.selectRow(i)
        apply_theme(view, DARK)
        assert not view.grab().isNull()


def test_the_numbers_of_a_layer_are_copied_with_tabs(qtbot, view):
    _, training = trained(qtbot, view)
    arrays = training.network.arrays()
    for layer in range(2):
        view.layers.selectRow(layer)
        weight, bias = (arrays[f"{layer + 1:02d}_dense/{name}"] for name in ("weight", "bias"))
        np.testing.assert_allclose(np.array(copied(qtbot, view), float), np.vstack([weight, bias]), rtol=1e-6)


def test_only_what_is_selected_is_copied(qtbot, view):
    _, training = trained(qtbot, view)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, 1, 2))
    ((number,),) = copied(qtbot, view)
    assert float(number) == pytest.approx(training.network.arrays()["01_dense/weight"][1, 2], rel=1e-6)


@pytest.mark.parametrize(("row", "array"), [(1, "01_dense/weight"), (2, "01_dense/bias")])
def test_a_number_typed_over_is_written_to_its_place(qtbot, view, row, array):
    _, training = trained(qtbot, view)
    with qtbot.waitSignal(view.numbers_edited) as caught:
        write(qtbot, view, row, 3, "-1.25")
    before, after, text = caught.args
    assert text.startswith("weight ")
    old = training.network.arrays()[array][..., 3].ravel()[row % 2]
    assert before.values[0] == pytest.approx(old)
    training.set_parameters(after.places, after.values)
    assert training.network.arrays()[array][..., 3].ravel()[row % 2] == -1.25


def test_what_is_typed_stays_while_the_numbers_change(qtbot, view):
    _, training = trained(qtbot, view)
    where = cell(view, 0, 0)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    editor = view.table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "7")
    training.epoch()
    show(view, training)
    number = f"{training.network.parameters[0, 0]:.3f}".replace("-", "−")
    qtbot.waitUntil(lambda: view.model.data(view.model.index(0, 0)) == number)
    assert editor.text() == "7"
    qtbot.keyClicks(editor, "x5")
    assert editor.text() == "75"
    with qtbot.waitSignal(view.numbers_edited) as caught:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert caught.args[1].values == (75.0,)


@pytest.mark.parametrize("text", ["word", "inf", "nan", ""])
def test_what_is_not_a_number_is_not_written(qtbot, view, text):
    trained(qtbot, view)
    with qtbot.assertNotEmitted(view.numbers_edited):
        write(qtbot, view, 0, 0, text or " ")


def test_a_cell_that_was_emptied_keeps_its_number_and_that_is_said(qtbot, view):
    trained(qtbot, view)
    with qtbot.assertNotEmitted(view.numbers_edited), qtbot.waitSignal(view.warned) as caught:
        write(qtbot, view, 0, 0, "\b")
    assert caught.args == ["The weight stays as it was: type a number."]


def test_what_is_not_a_parameter_cannot_be_edited(qtbot, view):
    trained(qtbot, view, layers=[{"kind": "dense", "units": 3}, {"kind": "batch-norm"}])
    view.layers.selectRow(1)
    model = view.model
    lines = [model.index(i, 0) for i in range(model.rowCount())]
    titles = [model.headerData(i, Qt.Orientation.Vertical) for i in range(len(lines))]
    editable = [bool(model.flags(line) & Qt.ItemFlag.ItemIsEditable) for line in lines]
    kept = {title for title, may in zip(titles, editable, strict=True) if not may}
    assert kept == {"running mean", "running variance"}
    assert any(editable)
    assert not all(editable)


def test_an_edit_in_the_window_is_undone(qtbot, window):
    window.dock_area.raise_view("weights")
    view = window.view(WeightsView)
    qtbot.waitUntil(lambda: view.model.data(view.model.index(0, 0)) is not None)
    before = snapshot_of(qtbot, window).parameters.copy()
    with qtbot.waitSignal(view.numbers_edited):
        write(qtbot, view, 0, 0, "7")
    after = snapshot_of(qtbot, window).parameters
    assert (after != before).sum() == 1
    assert 7.0 in after
    window.actions_["undo"].trigger()
    np.testing.assert_array_equal(snapshot_of(qtbot, window).parameters, before)
    qtbot.waitUntil(lambda: "7.000" not in (view.model.data(view.model.index(0, 0)) or "7.000"))


def test_frozen_parameters_are_counted(qtbot, view):
    trained(qtbot, view, frozen=(0, 3))
    assert view.total.text() == "25 parameters · 2 frozen"


def test_numbers_of_another_network_are_not_shown(qtbot, view):
    _, training = trained(qtbot, view)
    other, _ = looking.trained("circle", 0, layers=[{"kind": "dense", "units": 7}])
    view.show_experiment(other)
    show(view, training)
    qtbot.wait(200)
    assert view.model.data(view.model.index(0, 0)) is None


def test_images_of_another_size_make_another_table(view):
    small = playground.load("digits").changed(layers=["flatten", {"kind": "dense", "units": 3}])
    view.show_experiment(small)
    view.layers.selectRow(1)
    for size, pixels in (("8x8", 64), ("28x28", 784)):
        view.show_experiment(small.changed(data=small.data.changed(size=size)))
        assert view.layers.item(1, 1).text() == f"{pixels} × 3"
        assert view.model.rowCount() == pixels + 1


@pytest.mark.parametrize("width", [340, 530, 940])
def test_the_list_of_layers_is_whole_and_leaves_the_numbers_room(qtbot, view, width):
    trained(qtbot, view, "digits-convolution")
    view.resize(width, 240)
    QApplication.processEvents()
    assert view.layers.horizontalHeader().length() <= view.layers.viewport().width()
    assert not view.layers.horizontalScrollBar().isVisible()
    assert view.layers.isColumnHidden(2) == (width < 900)
    assert view.table.width() > 0.5 * width
