"""What is looked at of one experiment is not carried over to the next."""

import itertools

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

import playground
from playground.gui.network.diagram import Link
from playground.gui.network.selection import Chosen
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import apply_theme
from playground.training.marks import Mark
from tests.gui.controls import control, errors, layer_columns, texts, thumbnail


def look_closely(window):
    """Choose, zoom and switch on whatever can be."""
    window.network.selection.choose(Chosen(0, 1, ("weight", (0, 1)), (0, 1, 2)))
    window.actions_["paint"].setChecked(True)
    for view in window.views:
        for plot in view.findChildren(Plot):
            plot.field.scaleBy((0.5, 0.5))
            plot.field.sigRangeChangedManually.emit([True, True])  # as by the wheel
            assert plot.away


@pytest.mark.parametrize("another", ["preset", "data"])
def test_no_view_keeps_what_was_of_other_data(window, another):
    look_closely(window)
    if another == "preset":
        window.files.open_shipped("moons")
    else:
        thumbnail(window.data, "moons").click()
    assert window.store.experiment.data.kind == "moons"
    assert window.network.selection.chosen == Chosen()
    assert not window.actions_["paint"].isChecked()
    away = {view.kind for view in window.views for plot in view.findChildren(Plot) if plot.away}
    assert away == set()


def test_what_is_shown_can_be_touched_before_the_first_frame_of_another_network(qtbot, open_window):
    window, themes = open_window("text"), itertools.cycle((DARK, LIGHT))
    for name in (
        "binary-addition",
        "remember-lstm",
        "digits-autoencoder",
        "digits",
        "encoder",
        "circle",
        "text",
    ):
        window.store.commit(playground.load(name))
        window.selection.look_at(0, 0)
        window.selection.show_sample(int(window.store.experiment.rows["train"][1]))
        apply_theme(window, next(themes))
        for view in window.views:
            view.resize(view.size() + QSize(1, 1))
        history = window.view(LossView).history
        qtbot.waitUntil(lambda before=history: window.view(LossView).history is not before)


def test_undo_of_opening_a_preset_brings_the_trained_run_back(qtbot, window):
    for epoch in (1, 2, 3):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: window.time.epoch == epoch)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.files.open_shipped("xor")
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 3)
    loss = window.view(LossView)
    assert (window.store.experiment.title, window.store.experiment.batch_size) == ("Circle", 3)
    assert [row.epoch for row in loss.history.rows] == [0, 1, 2, 3]
    assert loss.marks.shown == (Mark(3, "batch size"),)


def train(qtbot, window, epochs):
    """Train some epochs further."""
    now = epochs_now(qtbot, window)
    for epoch in range(now + 1, now + 1 + epochs):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: window.time.epoch == epoch)


def epochs_now(qtbot, window):
    """The epochs of the run itself, not of what is still shown of one before."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0].epochs


def widen(window):
    """Make an edit that ends the run."""
    first, *others = window.store.experiment.layers
    layers = (first.model_copy(update={"units": first.units + 1}), *others)
    window.store.commit(window.store.experiment.changed(layers=layers), "another unit")


def start_over(window):
    """End the run at the same experiment, with nothing trained since."""
    window.files.open_shipped("circle")


def reset(window):
    """The same with Reset, after an edit whose run came back."""
    window.actions_["undo"].trigger()
    window.actions_["reset"].trigger()


@pytest.mark.parametrize("afresh", [start_over, reset])
def test_undo_brings_the_run_that_the_edit_ended_and_none_from_before(qtbot, window, afresh):
    train(qtbot, window, 3)
    widen(window)
    afresh(window)
    assert epochs_now(qtbot, window) == 0
    widen(window)
    window.actions_["undo"].trigger()
    assert epochs_now(qtbot, window) == 0


@pytest.mark.slow
def test_each_undo_and_redo_brings_the_run_of_its_own_step(qtbot, window):
    train(qtbot, window, 2)
    widen(window)
    train(qtbot, window, 1)
    window.files.open_shipped("circle")
    train(qtbot, window, 3)
    widen(window)
    found = []
    for name in ("undo", "undo", "undo", "redo", "redo", "redo"):
        window.actions_[name].trigger()
        found.append(epochs_now(qtbot, window))
    assert found == [3, 1, 2, 1, 3, 0]


def test_saving_leaves_a_run_at_its_step(qtbot, window, tmp_path):
    train(qtbot, window, 2)
    widen(window)
    window.store.saved(tmp_path / "mine.json")
    window.actions_["undo"].trigger()
    assert epochs_now(qtbot, window) == 2


def test_training_to_where_the_run_stands_starts_it_over(qtbot, window):
    train(qtbot, window, 2)
    with qtbot.waitSignal(window.player.replaced):
        window.run.train_until(False, 2)
    qtbot.waitUntil(lambda: not window.player.playing and epochs_now(qtbot, window) == 2)
    assert [row.epoch for row in window.view(LossView).history.rows] == [0, 1, 2]


@pytest.fixture
def microscope(qtbot, window):
    """The microscope in front, at the last unit of the first layer."""
    window.dock_area.raise_view(MicroscopeView.kind)
    view = window.view(MicroscopeView)
    window.selection.choose(Chosen(0, 3))
    qtbot.waitUntil(lambda: view.chain is not None and str(view.chain.node) == "1.unit[3]")
    return view


def test_a_layer_is_narrowed_while_a_unit_of_it_is_looked_at(qtbot, window, microscope):
    window.actions_["understand"].trigger()  # there is room for the chips of its phases
    column, *_ = layer_columns(window.layers)
    for _ in range(2):
        control(column, QToolButton, "Fewer units").click()
    control(microscope, QToolButton, "forward").click()  # the lines still are of the network before
    assert window.selection.highlighted is None
    qtbot.waitUntil(lambda: str(microscope.chain.node) == "1.weight[0,0]")
    assert microscope.address.text() == "1.weight[0,0]"
    assert errors(microscope) == []
    for chip in ("forward", "backward"):
        control(microscope, QToolButton, chip).click()
        assert window.selection.highlighted is not None


@pytest.mark.parametrize("leave", [lambda window: window.files.open_shipped("and-gate"), "undo"])
def test_the_microscope_begins_anew_with_another_preset(qtbot, window, microscope, leave):
    if leave == "undo":
        window.files.open_shipped("moons")
        qtbot.waitUntil(lambda: microscope.chain.trace is microscope.trace)
        microscope.look_at("1.unit[3]")
        window.actions_["undo"].trigger()
    else:
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda: microscope.trace is not None and microscope.trace.step > 0)
        leave(window)
    qtbot.waitUntil(lambda: str(microscope.chain.node) == "1.weight[0,0]")
    assert "step 1 in epoch 1" in texts(microscope, "small")[0]
    assert microscope.address.text() == "1.weight[0,0]"
    assert errors(microscope) == []


def test_a_wrong_address_is_still_refused_when_the_run_goes_on(qtbot, window, microscope):
    microscope.look_at("9.unit[0]")
    step = microscope.trace.step
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: microscope.trace.step > step)
    assert errors(microscope) == ["9.unit[0]: there are layers 1 to 3"]


@pytest.mark.parametrize("back", [False, True])
def test_links_that_are_selected_are_let_go_with_their_network(window, back):
    again = window.store.experiment.changed(title="the same network", seed=5)
    if back:
        window.store.open(again, None)
    window.network.editing.select({Link(0, 0, 0)})
    assert window.network.editing.selected
    if back:
        window.actions_["undo"].trigger()
    else:
        window.store.open(again, None)
    assert not window.network.editing.selected


OTHERWISE = {
    "opening": lambda window: window.files.open_shipped("xor"),
    "opening it again": lambda window: window.files.open_shipped("circle"),
    "resetting": lambda window: window.actions_["reset"].trigger(),
}


@pytest.mark.parametrize("end", OTHERWISE.values(), ids=OTHERWISE)
def test_the_status_line_speaks_of_what_is_open_and_runs(window, end):
    window.files.message.emit("Run with 204 checkpoints saved")
    assert window.status.left.text() == "Run with 204 checkpoints saved"
    end(window)
    assert window.status.left.text() == window.store.title


def test_undo_of_opening_takes_back_what_was_said_of_the_other_preset(window):
    window.files.open_shipped("xor")
    window.files.message.emit("Saved to mine.json")
    window.actions_["undo"].trigger()
    assert window.status.left.text() == "Circle"


def test_findings_of_a_run_are_not_said_of_the_next(window):
    window.view(LossView).warned.emit("Findings: Vanishing gradients")
    assert window.status.left.text() == "Findings: Vanishing gradients"
    widen(window)
    assert "Findings" not in window.status.left.text()


@pytest.mark.slow
def test_a_cell_and_the_rings_of_its_samples_go_together(qtbot, window):
    window.dock_area.raise_view(ConfusionView.kind)
    view = window.view(ConfusionView)
    qtbot.waitUntil(lambda: view.matrix.metrics is not None)
    place = view.matrix.cell(1, 1) if view.matrix.metrics.confusion[1][1] else view.matrix.cell(1, 0)
    qtbot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    rings = window.view(BoundaryView).plot.chosen
    assert len(rings.data) > 0
    widen(window)
    assert view.matrix.chosen is None
    assert len(rings.data) == 0
