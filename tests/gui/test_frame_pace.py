"""How often a run that plays is drawn: the screen's pace, the cost of drawing and of answering, and rest."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from playground.gui.run.frame_pace import ANSWERING, DRAWING, RARELY, FramePace, refresh_rate

pytestmark = pytest.mark.slow  # the window is opened for every test


def busy(seconds):
    """Keep this thread busy for so long."""
    start = time.thread_time()
    while time.thread_time() < start + seconds:
        pass


@pytest.fixture
def pace(qapp):
    frames = FramePace()
    yield frames
    frames.end()


def test_what_costs_nothing_is_drawn_as_often_as_the_screen_refreshes(pace):
    assert pace.interval == pytest.approx(1.0 / QGuiApplication.primaryScreen().refreshRate())


def test_drawing_that_is_dear_leaves_the_window_half_its_time(pace):
    pace.begin()
    for _ in range(40):
        busy(0.02)
        pace.take(0.0)
    assert 0.95 * 0.02 / DRAWING <= pace.interval < 1.5 * 0.02 / DRAWING  # two clocks measure it


@settings(max_examples=30, deadline=None)
@given(st.floats(0.004, 0.2))
def test_answers_that_are_dear_leave_training_its_share(qapp, seconds):
    pace = FramePace()
    pace.begin()
    for _ in range(60):
        pace.take(seconds)
    pace.end()
    assert pace.interval == pytest.approx(
        min(RARELY, max(seconds / ANSWERING, 1.0 / refresh_rate())), rel=0.05
    )
    assert seconds <= 0.2 * pace.interval


def test_nothing_is_called_for_while_nothing_plays(qtbot, pace):
    pace.ask()
    with qtbot.assertNotEmitted(pace.due, wait=50):
        pass
    with qtbot.waitSignal(pace.due):
        pace.begin()
    pace.ask()
    pace.end()
    with qtbot.assertNotEmitted(pace.due, wait=50):
        pass


@pytest.mark.parametrize("why", ["unseen", "battery_saver"])
def test_what_nobody_sees_or_is_to_cost_nothing_is_drawn_rarely(pace, why):
    setattr(pace, why, True)
    assert pace.interval == RARELY


def test_a_hidden_window_is_drawn_rarely_and_a_shown_one_again_as_before(qtbot, open_window):
    window = open_window("xor")
    usual = window.player.frames.interval
    window.hide()
    assert window.player.frames.interval == RARELY
    window.show()
    assert window.player.frames.interval == usual


@pytest.mark.parametrize("resting", ["hidden", "battery_saver"])
def test_nothing_is_drawn_of_a_run_that_rests_until_it_ends(qtbot, open_window, resting):
    window, drawn = open_window("xor"), []
    if resting == "hidden":
        window.hide()
    else:
        window.actions_["battery_saver"].trigger()
    window.player.reported.connect(drawn.append)
    window.run.train_until(False, 300)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 300):
        pass
    assert not any(report.playing for report in drawn)
    assert window.time.epoch == 300


def test_a_run_that_rests_says_so_and_is_drawn_again_when_it_no_longer_does(qtbot, open_window):
    window = open_window("xor")
    window.actions_["battery_saver"].trigger()
    window.actions_["play"].trigger()
    assert "when the run pauses" in window.status.left.text()
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.playing):
        window.actions_["battery_saver"].trigger()
    assert "when the run pauses" not in window.status.left.text()


@pytest.mark.slow
def test_saving_the_battery_is_remembered(qtbot, open_window):
    window = open_window("xor")
    window.actions_["battery_saver"].trigger()
    assert window.player.frames.interval == RARELY
    window.close()
    assert open_window("xor").player.frames.interval == RARELY


@pytest.mark.slow
def test_curves_and_bars_are_drawn_less_often_than_what_moves_and_are_right_at_the_end(qtbot, open_window):
    window = open_window("xor")
    window.player.play()
    qtbot.waitUntil(lambda: window.player.run.reached > 50)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: not report.playing):
        window.player.pause()
    loss = next(view for view in window.views if view.kind == "loss")
    assert loss.history.rows[-1].epoch == window.player.run.reached == window.time.epoch
