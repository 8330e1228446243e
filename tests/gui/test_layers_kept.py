"""What was seen of the layers of a run stays with it: in its file, through a lost worker, and with Undo."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from playground.gui.views.gradients import GradientsView
from playground.inspection.layer_statistics import Histogram


@pytest.fixture
def view(qtbot, window):
    """The gradients of a run of three epochs, each of which was looked at."""
    window.dock_area.raise_view(GradientsView.kind)
    view = window.view(GradientsView)
    for epoch in (1, 2, 3):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: bool(view.moments) and view.moments[-1][0] == epoch)
    return view


def seen(view):
    return [(epoch, [layer.gradient for layer in layers]) for epoch, layers in view.moments]


def pictures(view):
    """The strips through time, as they are drawn."""
    view.strips.rows()
    return [bytes(strip.image.bits()) for strip in view.strips.strips]


def open_again(qtbot, window, path):
    window.files.open_shipped("xor")
    qtbot.waitUntil(lambda: window.time.slider.value() == 0)
    window.run.open(path)
    qtbot.waitUntil(lambda: window.time.slider.value() == 3)


@pytest.fixture
def saved(qtbot, window, view, tmp_path, answer):
    path = tmp_path / "mine.run"
    answer(path)
    window.actions_["save_run"].trigger()
    qtbot.waitUntil(path.exists)
    return path


@pytest.mark.slow
def test_a_saved_run_has_what_was_seen_of_its_layers(qtbot, window, view, saved):
    before = seen(view)
    open_again(qtbot, window, saved)
    qtbot.waitUntil(lambda: seen(view) == before)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments][-1] == 4)
    assert seen(view)[:-1] == before


@pytest.mark.slow
def test_the_strips_through_time_come_back_too(qtbot, window, view, saved):
    window.actions_["over_time"].setChecked(True)
    before = pictures(view)
    assert len(before) == 3
    open_again(qtbot, window, saved)
    qtbot.waitUntil(lambda: pictures(view) == before)


@pytest.mark.slow
def test_a_run_that_is_opened_again_and_saved_again_loses_nothing(
    qtbot, window, view, saved, answer, tmp_path
):
    before = seen(view)
    open_again(qtbot, window, saved)
    again = tmp_path / "again.run"
    answer(again)
    window.actions_["save_run"].trigger()
    qtbot.waitUntil(again.exists)
    open_again(qtbot, window, again)
    qtbot.waitUntil(lambda: seen(view) == before)


def test_an_edit_that_is_taken_back_brings_the_layers_back(qtbot, window, view):
    before = seen(view)
    experiment = window.store.experiment
    window.store.commit(experiment.changed(seed=experiment.seed + 1))
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments] == [0])
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: seen(view) == before)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.slow
def test_a_lost_worker_takes_no_history_with_it(true_start, qtbot, window, view):
    qtbot.waitUntil(lambda: window.player.run.kept_epoch == 3)
    before = seen(view)
    lost = window.player.process_id
    os.kill(lost, signal.SIGKILL)
    qtbot.waitUntil(lambda: "process ended" in window.status.left.text())
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: view.moments[-1][0] == 4)
    assert seen(view)[:-1] == before


@pytest.mark.slow
def test_a_run_that_goes_back_forgets_what_came_later_though_the_view_is_out_of_sight(qtbot, window, view):
    window.dock_area.raise_view("findings")
    window.time.sought.emit(1)
    qtbot.waitUntil(lambda: window.time.epoch == 1)
    assert [epoch for epoch, _ in view.moments][-1] == 3
    window.time.branched.emit()
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments][-1] == 1)


@pytest.mark.slow
def test_layers_with_other_bins_are_drawn_as_far_as_they_go(window, view):
    one = view.moments[0][1]
    other = [replace(layer, weights=Histogram(np.ones(3), -1.0, 1.0)) for layer in one]
    window.actions_["over_time"].setChecked(True)
    whole = pictures(view)
    view.show_moments([(0, tuple(other)), *view.moments[1:]])
    assert len(pictures(view)) == len(whole) == 3
    assert pictures(view) != whole
