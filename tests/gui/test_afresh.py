"""What is looked at of one experiment is not carried over to the next."""

import pytest

from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.loss import LossView
from playground.gui.views.plot import Plot
from tests.gui.controls import thumbnail


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
@pytest.mark.parametrize("member", VIEWS, ids=lambda member: member.kind)
def test_no_view_keeps_what_was_of_other_data(window, member, another):
    look_closely(window)
    if another == "preset":
        window.files.open_shipped("moons")
    else:
        thumbnail(window.data, "moons").click()
    assert window.store.experiment.data.kind == "moons"
    assert window.network.selection.chosen == Chosen()
    assert not window.actions_["paint"].isChecked()
    assert not any(plot.away for plot in window.view(member).findChildren(Plot))


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
    assert loss.marks.shown == [(3, "batch size")]


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
    with qtbot.waitSignal(window.player.retold):
        window.run.train_until(False, 2)
    qtbot.waitUntil(lambda: not window.player.playing and epochs_now(qtbot, window) == 2)
    assert [row.epoch for row in window.view(LossView).history.rows] == [0, 1, 2]
