"""The run in the window: from the click to the moving picture, and what happens when a process dies."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

import playground
from playground.gui.run.status_bar import StatusBar
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.loss import LossView
from tests.gui.running import epoch, play, snapshot_of


def shown_map(window):
    return window.view(BoundaryView).plot.image.image.copy()


def test_a_click_on_play_trains_and_the_views_follow(true_start, qtbot, window):
    before = shown_map(window)
    play(qtbot, window)
    assert window.actions_["play"].text() == "Pause"
    assert not np.array_equal(shown_map(window), before)
    assert "updates/s" in window.status.right.text()
    qtbot.mouseClick(window.toolbar.play, Qt.MouseButton.LeftButton)
    assert window.actions_["play"].text() == "Play"


def test_a_paused_run_asks_for_nothing(qtbot, window):
    play(qtbot, window)
    window.player.pause()
    snapshot_of(qtbot, window)
    with qtbot.assertNotEmitted(window.player.reported, wait=200):
        pass


def test_the_window_computes_what_the_library_computes(true_start, qtbot, window):
    for _ in range(3):
        window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    expected = playground.train(playground.load("circle"), epochs=3)
    assert reached.epochs == 3
    assert np.array_equal(reached.parameters, expected.network.parameters)


def test_playing_to_an_epoch_gives_the_same_weights_as_the_library(qtbot, window):
    play(qtbot, window, 5)
    window.player.pause()
    window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    expected = playground.train(playground.load("circle"), epochs=reached.epochs)
    assert np.array_equal(reached.parameters, expected.network.parameters)


def test_a_batch_is_one_step_and_reset_goes_back_to_the_same_start(qtbot, window):
    start = snapshot_of(qtbot, window)
    window.actions_["batch"].trigger()
    assert snapshot_of(qtbot, window).steps == 1
    window.actions_["reset"].trigger()
    again = snapshot_of(qtbot, window)
    assert again.steps == 0
    assert np.array_equal(again.parameters, start.parameters)


def test_a_new_start_is_another_one(qtbot, window):
    start = snapshot_of(qtbot, window)
    window.actions_["new"].trigger()
    assert not np.array_equal(snapshot_of(qtbot, window).parameters, start.parameters)
    assert window.store.experiment.seed == playground.load("circle").seed + 1


@pytest.mark.parametrize(("key", "steps"), [(Qt.Key.Key_E, 25), (Qt.Key.Key_B, 1)])
def test_keys_step(qtbot, window, key, steps):
    qtbot.keyClick(window, key)
    assert snapshot_of(qtbot, window).steps == steps


def test_space_plays_and_pauses(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: epoch(window) > 0)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert not window.player.playing


def focusable(window):
    """What can have the focus and is to be seen."""
    nothing = Qt.FocusPolicy.NoFocus
    return [
        each
        for each in window.findChildren(QWidget)
        if each.focusPolicy() != nothing and each.isVisible() and each.isEnabled()
    ]


def takes_text(widget):
    """Whether Space is a letter there."""
    editor = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    return isinstance(editor, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit) and not (
        isinstance(editor, QTextEdit | QPlainTextEdit) and editor.isReadOnly()
    )


def test_space_plays_and_pauses_whatever_has_the_focus(qtbot, window, qapp):
    window.activateWindow()
    played = window.player.playing
    before = window.store.experiment
    walked = 0
    for widget in focusable(window):
        widget.setFocus()
        if qapp.focusWidget() is not widget or takes_text(widget):
            continue
        walked += 1
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert window.player.playing != played, (type(widget).__name__, widget.accessibleName())
        played = window.player.playing
    assert walked > 20
    assert window.store.experiment == before


def test_enter_presses_the_button_that_has_the_focus(qtbot, window, qapp):
    window.activateWindow()
    window.layers.less.setFocus()
    qtbot.waitUntil(lambda: qapp.focusWidget() is window.layers.less)
    qtbot.keyClick(window.layers.less, Qt.Key.Key_Return)
    assert len(window.store.experiment.layers) == 1
    assert not window.player.playing


def test_enter_presses_every_button(qtbot, window, qapp):
    window.activateWindow()
    for button in window.findChildren(QAbstractButton):
        if not (button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        pressed = []
        button.blockSignals(True)  # what it does is not looked at here
        button.click = lambda pressed=pressed: pressed.append(True)
        button.setFocus()
        if qapp.focusWidget() is button and not isinstance(button, QToolButton):
            qtbot.keyClick(button, Qt.Key.Key_Return)
            assert pressed, (type(button).__name__, button.accessibleName(), button.text())
        button.blockSignals(False)


def test_the_pace_is_kept(qtbot, window):
    window.player.set_pace(10.0)
    play(qtbot, window, 2)
    window.player.pause()
    # A tenth of a second for an epoch: two were waited for, and a few frames may have passed since.
    assert snapshot_of(qtbot, window).epochs < 10


def test_a_live_setting_goes_on_from_the_same_weights(qtbot, window):
    window.actions_["epoch"].trigger()
    before = snapshot_of(qtbot, window)
    experiment = window.store.experiment
    window.store.commit(experiment.changed(optimizer=experiment.optimizer.changed(learning_rate=0.1)))
    after = snapshot_of(qtbot, window)
    assert after.epochs == 1
    assert np.array_equal(after.parameters, before.parameters)
    window.actions_["epoch"].trigger()
    assert not np.array_equal(snapshot_of(qtbot, window).parameters, before.parameters)


def test_any_other_setting_starts_afresh_and_plays_on(qtbot, window):
    play(qtbot, window)
    window.store.commit(window.store.experiment.changed(seed=9))
    assert window.player.playing
    qtbot.waitUntil(lambda: epoch(window) > 1)
    window.player.pause()
    window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    expected = playground.train(playground.load("circle"), epochs=reached.epochs, seed=9)
    assert np.array_equal(reached.parameters, expected.network.parameters)


def test_divergence_is_named_and_the_run_can_be_mended(qtbot, open_window):
    window = open_window("too-high-a-rate")
    qtbot.mouseClick(window.toolbar.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Diverged at step" in window.status.left.text())
    assert not window.player.playing
    assert window.status.left.objectName() == "error"
    experiment = window.store.experiment
    window.store.commit(experiment.changed(optimizer=experiment.optimizer.changed(learning_rate=0.01)))
    assert "Diverged" not in window.status.left.text()


def test_a_run_that_is_done_is_no_error(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    for text, bad, look in (("Reached epoch 1", False, ""), ("Diverged at step 3", True, "error")):
        bar.show_reason(text, bad=bad)
        assert (bar.left.text(), bar.left.objectName()) == (text, look)


@pytest.mark.slow
def test_three_thousand_repaints_do_not_crash(qtbot, open_window):
    window = open_window("xor-gate")
    play(qtbot, window, 1)
    window.player.pause()
    reports = []
    window.player.reported.connect(reports.append)
    snapshot_of(qtbot, window)
    frame = reports[-1].frame
    boundary, loss = window.view(BoundaryView), window.view(LossView)
    for view in (boundary, loss):
        view.resize(160, 160)
    for repaint in range(1500):
        if repaint % 10 == 0:  # what is painted changes now and then
            boundary.show_frame(frame)
            loss.set_log(repaint % 20 == 0)
        for view in (boundary, loss):
            view.plot.viewport().repaint(30, 30, 60, 60)


def trained_to(qtbot, window, epoch):
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == epoch):
        window.player.play(epoch)
    qtbot.waitUntil(lambda: not window.player.playing)


def test_opening_what_is_open_starts_afresh_after_a_live_edit(qtbot, open_window):
    window = open_window("moons")
    window.store.commit(window.store.experiment.changed(batch_size=3))
    trained_to(qtbot, window, 2)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 0):
        window.files.open_shipped("moons")
    assert window.store.experiment == playground.load("moons")


@pytest.mark.parametrize("edit", [{}, {"batch_size": 3}, {"seed": 77}])
def test_what_is_opened_while_a_run_plays_waits_for_play(qtbot, open_window, edit):
    window = open_window("moons")
    window.store.commit(window.store.experiment.changed(**edit))
    window.player.play()
    qtbot.waitUntil(lambda: window.player.run.reached > 1)
    window.files.open_shipped("moons")
    assert not window.player.playing
    qtbot.waitUntil(lambda: window.player.run.reached == 0)
    with qtbot.waitSignal(window.player.reported) as said:
        window.player.refresh()
    assert said.args[0].frame.figures.step == 0


def test_an_edit_while_a_run_plays_plays_on(qtbot, open_window):
    window = open_window("moons")
    window.player.play()
    window.store.commit(window.store.experiment.changed(seed=77))
    assert window.player.playing


def test_undo_of_an_edit_that_restarted_brings_the_run_back(qtbot, open_window):
    window = open_window("moons")
    trained_to(qtbot, window, 4)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    trained_to(qtbot, window, 5)
    before, weights = list(window.player.run.history.rows), []
    marks = window.view(LossView).marks.shown
    window.player.with_snapshot(lambda snapshot: weights.append(snapshot.parameters))
    qtbot.waitUntil(lambda: len(weights) == 1)
    layers = window.store.experiment.layers
    other = layers[0].model_copy(update={"units": 2})
    window.store.commit(window.store.experiment.changed(layers=(other, *layers[1:])))
    trained_to(qtbot, window, 1)
    qtbot.waitUntil(lambda: window.player.run.kept_epoch == 1)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 5):
        window.store.undo()
    window.player.with_snapshot(lambda snapshot: weights.append(snapshot.parameters))
    qtbot.waitUntil(lambda: len(weights) == 2)
    assert np.array_equal(*weights)
    assert window.player.run.history.rows == before
    assert window.view(LossView).marks.shown == marks
    assert len(window.view(LossView).history.rows) == len(before)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 1):
        window.store.redo()


@pytest.mark.slow
def test_undo_of_a_live_edit_goes_on_with_the_run_that_is_there(qtbot, open_window):
    window = open_window("moons")
    start = window.store.experiment
    trained_to(qtbot, window, 2)
    window.store.commit(start.changed(seed=77))
    window.store.commit(start, "back")
    trained_to(qtbot, window, 3)
    window.store.commit(start.changed(batch_size=3))
    window.store.undo()
    with qtbot.waitSignal(window.player.reported):
        window.player.refresh()
    assert window.player.run.reached == 3
