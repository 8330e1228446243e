"""Time travel in the window."""

import os
import signal

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.gui.run.time_bar import FILM, REST
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.gradients import GradientsView
from playground.gui.views.loss import LossView
from playground.gui.views.runs import RunsView
from playground.training.marks import Mark
from playground.worker.messages import SetParameters
from tests.gui.running import snapshot_of


@pytest.fixture
def trained(qtbot, window):
    """A window whose run has reached epoch 5."""
    for _ in range(5):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.maximum() == 5 and window.time.slider.value() == 5)
    return window


def shown_epoch(window):
    return window.time.slider.value()


def test_the_slider_shows_an_earlier_moment_everywhere(qtbot, trained):
    before = trained.view(BoundaryView).plot.image.image.copy()
    for _ in range(3):
        qtbot.keyClick(trained.time.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "2 of 5" in trained.time.text.text())
    assert trained.time.go_on.isEnabled()
    assert not np.array_equal(trained.view(BoundaryView).plot.image.image, before)
    qtbot.mouseClick(trained.time.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: np.array_equal(trained.view(BoundaryView).plot.image.image, before))


def test_the_loss_says_which_moment_is_shown(qtbot, trained):
    loss = trained.view(LossView)
    assert not loss.moment.line.isVisible()
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(loss.moment.line.isVisible)
    assert loss.moment.line.value() == 4
    assert [row.epoch for row in loss.history.rows] == [0, 1, 2, 3, 4, 5]
    qtbot.mouseClick(trained.time.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not loss.moment.line.isVisible())


def test_gradients_of_later_moments_stay_while_an_earlier_one_is_shown(qtbot, trained):
    trained.dock_area.raise_view(GradientsView.kind)
    view = trained.view(GradientsView)
    trained.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments][-1:] == [6])
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments][:1] == [0])
    assert view.moments[-1][0] == 6
    assert view.past.line.isVisible()
    assert view.past.line.value() == 0
    qtbot.mouseClick(trained.time.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments] == [0])


def test_a_branch_leaves_the_old_curve_as_a_ghost(qtbot, trained):
    loss = trained.view(LossView)
    old = list(loss.history.rows)
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(trained.time.go_on.isEnabled)
    qtbot.mouseClick(trained.time.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(loss.history.rows) == 1)
    epochs, losses = loss.ghosts.curves["train"].getOriginalDataset()
    assert list(epochs) == [0, 1, 2, 3, 4, 5]
    assert list(losses) == [row.train_loss for row in old]


def test_the_handle_goes_to_the_moment_that_was_kept_and_keys_get_on_from_there(qtbot, window):
    window.time.checkpoints.setCurrentIndex(0)
    for _ in range(25):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: shown_epoch(window) == 25)  # and every fourth is kept
    slider = window.time.slider
    slider.setSliderDown(True)
    slider.setSliderPosition(22)
    qtbot.waitUntil(lambda: "20 of 25" in window.time.text.text())
    slider.setSliderDown(False)
    qtbot.waitUntil(lambda: slider.value() == 20)
    for _ in range(4):
        assert "20 of 25" in window.time.text.text()
        with qtbot.waitSignal(window.player.reported):
            qtbot.keyClick(slider, Qt.Key.Key_Right)
        qtbot.wait(2 * REST)
    assert "24 of 25" in window.time.text.text()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: slider.value() == 20)


def test_how_many_moments_are_kept_is_chosen_and_remembered(qtbot, open_window):
    first = open_window()
    first.time.checkpoints.setCurrentIndex(0)
    for _ in range(12):
        first.actions_["epoch"].trigger()
    found = []
    first.player.with_run(lambda _, run: found.append(run))
    qtbot.waitUntil(lambda: bool(found))
    assert [snapshot.epochs for snapshot in found[0].snapshots] == [0, 2, 4, 6, 8, 10, 12, 12]
    first.close()
    assert open_window().time.checkpoints.currentText() == "keeps 10 checkpoints"


def test_going_on_from_an_earlier_moment_forgets_what_came_after(qtbot, trained):
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: trained.time.go_on.isEnabled() and "0 of 5" in trained.time.text.text())
    qtbot.mouseClick(trained.time.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained.time.slider.value() == 0 and not trained.time.go_on.isEnabled())
    trained.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: trained.time.slider.maximum() == 1 and trained.time.slider.value() == 1)


def test_the_film_runs_to_the_present(qtbot, trained):
    with qtbot.waitSignal(trained.time.sought, check_params_cb=lambda epoch: epoch is None):
        qtbot.mouseClick(trained.time.film, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: trained.time.slider.value() < 5)
    assert trained.time.slider.value() == 5
    with qtbot.assertNotEmitted(trained.time.sought, wait=3 * FILM):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_run_that_is_lost_while_the_past_is_shown_goes_on_from_its_end(qtbot, trained):
    reached = snapshot_of(qtbot, trained)
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "0 of 5" in trained.time.text.text())
    os.kill(trained.player.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: "training process ended" in trained.status.left.text())
    again = snapshot_of(qtbot, trained)
    assert again.epochs == trained.player.run.kept_epoch == 5
    assert np.array_equal(again.parameters, reached.parameters)


def test_playing_leaves_the_past(qtbot, trained):
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: trained.time.go_on.isEnabled())
    trained.actions_["play"].trigger()
    qtbot.waitUntil(lambda: trained.time.slider.value() > 5)
    trained.actions_["play"].trigger()


@pytest.mark.parametrize("leave", ["now", "slider", "epoch"])
def test_compare_is_left_by_whatever_chooses_another_moment(qtbot, trained, leave):
    time = trained.time
    qtbot.keyClick(time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "0 of 5" in time.text.text())
    qtbot.mouseClick(time.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: time.text.text() == "Epoch 5")
    if leave == "now":
        qtbot.mouseClick(time.now, Qt.MouseButton.LeftButton)
    elif leave == "slider":
        qtbot.keyClick(time.slider, Qt.Key.Key_Right)
    else:
        trained.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: not time.compare.isChecked())
    wanted = {"now": "Epoch 5", "slider": "Epoch 1 of 5", "epoch": "Epoch 6"}[leave]
    qtbot.waitUntil(lambda: time.text.text() == wanted)


def test_compare_shows_the_run_as_it_is_now_until_it_is_pressed_again(qtbot, trained):
    assert not trained.time.compare.isEnabled()
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "0 of 5" in trained.time.text.text())
    qtbot.mouseClick(trained.time.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained.time.text.text() == "Epoch 5")
    assert trained.time.slider.value() == 0
    qtbot.mouseClick(trained.time.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "0 of 5" in trained.time.text.text())


@pytest.mark.parametrize("writes", [False, True])
def test_marks_follow_a_run_that_goes_on_from_an_earlier_moment(qtbot, trained, writes):
    loss, runs, store = trained.view(LossView), trained.view(RunsView), trained.store
    store.commit(store.experiment.changed(batch_size=3))
    store.write(SetParameters((0,), (0.1,)), SetParameters((0,), (0.2,)), "first")
    assert loss.marks.shown == (Mark(5, "batch size"), Mark(5, "weights", lasts=False))
    for _ in range(3):
        qtbot.keyClick(trained.time.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "2 of 5" in trained.time.text.text())
    if writes:
        store.write(SetParameters((0,), (0.1,)), SetParameters((0,), (0.3,)), "second")
    else:
        trained.time.go_on.click()
    qtbot.waitUntil(lambda: loss.history.rows[-1].epoch == 2)
    weights = [Mark(2, "weights", lasts=False)] if writes else []
    assert [*loss.marks.shown] == [Mark(2, "batch size"), *weights]  # a setting is as it was set
    qtbot.waitUntil(lambda: [*runs.now.notes] == [Mark(2, "batch size 3"), *weights])
