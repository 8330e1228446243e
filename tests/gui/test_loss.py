"""The loss view: values under the mouse, smooth curves, marks of changes, and the run before."""

from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from playground.experiment.figures import Figures
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.curves import smoothed
from playground.gui.views.loss import LossView
from playground.gui.widgets.themed import apply_theme
from playground.training.history import History
from playground.training.marks import Mark
from tests.gui.alone import alone
from tests.gui.pointing import curve_values, spot
from tests.gui.running import epoch, play
from tests.looking import look, show, trained


@pytest.fixture
def view(qtbot):
    return alone(qtbot, LossView, 360, 260)


def run(view, epochs=12, **settings):
    experiment, training = trained("circle", epochs, **settings)
    view.show_experiment(experiment)
    view.clear()
    show(view, training)
    return training


def test_the_figures_under_the_mouse_are_said(qtbot, view):
    training = run(view)
    height = cycle((0, 4))
    there = spot(view.plot, 7.2, np.mean(view.plot.view_range()[1]))

    def said():
        qtbot.mouseMove(view.plot.viewport(), there + QPoint(0, next(height)))
        return bool(view.hover.text.text())

    qtbot.waitUntil(said)  # plots let go what the mouse does between two repaints
    row = training.history.rows[7]
    assert view.hover.text.text().splitlines() == [
        "epoch 7",
        f"train {row.train_loss:.4f} · {100 * row.train_accuracy:.1f} %",
        f"test {row.test_loss:.4f} · {100 * row.test_accuracy:.1f} %",
    ]
    assert view.hover.line.value() == 7
    assert view.plot.rect().contains(view.hover.text.geometry())


def colour_at(plot, x, y):
    return plot.grab().toImage().pixelColor(spot(plot, x, y)).name()


def test_a_single_moment_is_a_dot_of_each_curve_and_more_are_a_line(view):
    row = run(view, 0).history.rows[0]
    view.set_accuracy(True)
    for theme in (LIGHT, DARK):
        apply_theme(view, theme)
        for part in ("train", "test"):
            height = np.log10(getattr(row, f"{part}_loss"))
            assert colour_at(view.plot, 0, height) == theme.curves()[part].lower()
    assert all(view.accuracies.curves[part].scatter.isVisible() for part in ("train", "test"))
    training = run(view, 12)
    view.show_history(History(training.history.rows[-1:]))
    (first, last), _ = view.plot.view_range()
    assert first < 0 < 12 < last
    run(view, 1)
    assert view.plot.view_range()[0] == [0, 10]
    for curves in (view.curves, view.accuracies.curves):
        assert not any(curve.scatter.isVisible() for curve in curves.values())


@given(values=st.lists(st.floats(-10.0, 10.0), min_size=1, max_size=200))
def test_a_smooth_curve_keeps_its_ends_and_its_bounds(values):
    found = smoothed(np.array(values))
    assert len(found) == len(values)
    assert (found[0], found[-1]) == pytest.approx((values[0], values[-1]))
    assert min(values) - 1e-9 <= found.min() <= found.max() <= max(values) + 1e-9


def test_a_straight_curve_is_smooth_already():
    np.testing.assert_allclose(smoothed(np.arange(100.0)), np.arange(100.0))


def test_a_gap_in_a_curve_stays_one_and_smoothing_goes_on_behind_it():
    values = np.where(np.arange(100) == 40, np.nan, 2.0)
    np.testing.assert_array_equal(smoothed(values), values)


def test_smooth_evens_out_what_is_drawn(view):
    run(view, 60, batch_size=1)
    before = curve_values(view.curves["train"])
    view.set_smooth(True)
    after = curve_values(view.curves["train"])
    assert np.abs(np.diff(after, 2)).sum() < np.abs(np.diff(before, 2)).sum()


def test_the_run_before_stays_as_a_ghost(view):
    first = run(view)
    run(view, 4, seed=2)
    assert curve_values(view.ghosts.curves["train"]) == [row.train_loss for row in first.history.rows]
    view.set_ghost(False)
    assert curve_values(view.ghosts.curves["train"]) == []


def test_a_run_of_something_else_has_no_ghost(view):
    run(view)
    run(view, 4, data={"kind": "moons"})
    assert curve_values(view.ghosts.curves["train"]) == []


def test_marks_of_one_slider_are_one_and_go_with_the_run(view):
    run(view)
    view.mark("learning rate")
    view.mark("learning rate")
    view.mark("batch size")
    assert view.marks.shown == (Mark(12, "learning rate"), Mark(12, "batch size"))
    run(view)
    assert view.marks.shown == ()


def test_a_change_made_at_an_earlier_moment_is_marked_where_the_run_goes_on(view):
    run(view)
    view.show_frame(replace(look(trained("circle", 3)[1]), earlier=True))
    view.mark("learning rate")
    assert view.marks.shown == (Mark(12, "learning rate"),)


def test_before_the_first_epoch_there_is_nothing_to_mark(view):
    show(view, trained("circle", 0)[1])
    view.mark("learning rate")
    assert view.marks.shown == ()


def test_numbers_that_are_written_before_the_first_epoch_are_marked(view):
    show(view, trained("circle", 0)[1])
    view.mark_written("weights")
    assert view.marks.shown == (Mark(0, "weights", lasts=False),)


def test_a_setting_that_is_changed_within_the_first_epoch_is_marked(view):
    _, training = trained("circle", 0)
    training.advance(1)
    show(view, training)
    view.mark("learning rate")
    assert view.marks.shown == (Mark(0, "learning rate"),)


def test_accuracies_have_an_axis_of_their_own(view):
    run(view)
    assert not view.plot.axis("right").isVisible()
    losses = view.plot.view_range()[1]
    view.set_accuracy(True)
    assert view.plot.axis("right").isVisible()
    assert view.plot.view_range()[1] == losses


def test_a_loss_of_zero_is_drawn_on_neither_axis(view):
    view.history.rows.append(Figures(0, 0, train_loss=0.0))
    view.set_log(False)
    view.set_log(True)
    assert np.isfinite(view.plot.view_range()).all()


def test_a_live_change_is_marked_in_the_window(qtbot, window):
    play(qtbot, window)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    ((when, text, _),) = window.view(LossView).marks.shown
    assert text == "batch size"
    assert 0 < when <= epoch(window) + 1


@pytest.mark.slow
def test_a_reset_leaves_a_ghost_in_the_window(qtbot, window):
    play(qtbot, window, 5)
    qtbot.keyClick(window, Qt.Key.Key_R)
    assert len(curve_values(window.view(LossView).ghosts.curves["train"])) > 1
