"""The boundary: what a click shows, what is ringed, where the line is, and curves where only x₁ counts."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics

from playground.gui.network.sampled import Sampled
from playground.gui.theme import DARK, LIGHT, font
from playground.gui.views.boundary import MAP, BoundaryView
from playground.gui.views.error_rings import WORST
from playground.gui.views.legend import WORD
from playground.gui.views.loss import LossView
from playground.gui.views.prediction import CORNER
from playground.gui.widgets.themed import apply_theme
from playground.parts.percentages import percent
from playground.worker.requests.outputs import SampleOutputs
from tests.gui.alone import alone
from tests.gui.pointing import click, curve_values
from tests.gui.running import snapshot_of
from tests.looking import Run, answer


@pytest.fixture
def view(qtbot):
    return alone(qtbot, BoundaryView, 340, 380)


def test_a_click_says_what_the_network_says_there_and_goes_on_saying_it(qtbot, view):
    run = Run(view, "moons")
    click(qtbot, view.plot, -5.5, 5.5)
    for _ in range(2):
        run.answer()
        lines = dict(view.card.lines)
        share = float(run.outputs_at(*view.inspected.point)[0])
        assert lines["class 2"] == percent(share)
        assert lines["predicted"] == f"class {2 if share > 0.5 else 1}"
        run.train(2)
    assert view.card.isVisible()


def test_every_class_has_its_share_in_the_card(qtbot, view):
    run = Run(view, "three-rings")
    click(qtbot, view.plot, 5.7, 5.7)
    run.answer()
    shares = run.outputs_at(*view.inspected.point)
    assert {f"class {k + 1}": f"{100 * share:.1f} %" for k, share in enumerate(shares)}.items() <= dict(
        view.card.lines
    ).items()


def test_a_click_on_a_sample_chooses_it_and_says_its_truth(qtbot, view):
    run = Run(view, "moons")
    row = int(run.experiment.rows["test"][0])
    click(qtbot, view.plot, *run.experiment.points.xy[row])
    run.answer()
    (chosen,) = view.selection.chosen.samples
    np.testing.assert_allclose(view.inspected.point, run.experiment.points.xy[chosen])
    assert dict(view.card.lines)["its target"] == f"class {run.experiment.points.truth[chosen] + 1}"
    assert len(view.plot.chosen.data) == 1


def test_ctrl_chooses_one_more_and_escape_lets_go(qtbot, view):
    run = Run(view, "xor-gate")
    for i, modifiers in enumerate([Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]):
        click(qtbot, view.plot, *run.experiment.points.xy[i], modifiers=modifiers)
    assert sorted(view.selection.chosen.samples) == [0, 1]
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    assert view.selection.chosen.samples == ()
    assert view.card.isHidden()
    assert view.inspected.point is None


@pytest.mark.parametrize("name", ["moons", "three-rings"])
def test_mistaken_samples_are_ringed(view, name):
    run = Run(view, name, 1)
    sampled = Sampled.of(run.experiment)
    predicted = run.experiment.targets.labels(
        run.training.network.predict(run.experiment.inputs_at(sampled.xy))
    )
    wrong = sampled.xy[predicted != sampled.points.truth]
    assert 0 < len(wrong) < len(sampled)
    rings = np.array([[spot.pos().x(), spot.pos().y()] for spot in view.plot.rings.points()])
    np.testing.assert_allclose(np.sort(rings, axis=0), np.sort(wrong, axis=0))
    view.set_rings(False)
    assert len(view.plot.rings.data) == 0
    assert SampleOutputs() not in view.requests


def test_inputs_as_targets_are_other_targets(view):
    for reconstruct in (False, True):
        Run(view, "bumps", 0, output="identity", reconstruct=reconstruct)
        assert len(view.plot.rings.data) > 0


@pytest.mark.parametrize("times", [1.0, 30.0, np.nan])
def test_rings_of_values_are_around_the_largest_errors_and_grow_with_them(view, times):
    run = Run(view, "bumps", 1)
    run.training.network.parameters[...] *= times  # many are as wrong as a ring can say
    run.answer()
    sampled = Sampled.of(run.experiment)
    outputs = run.training.network.predict(run.experiment.inputs_at(sampled.xy))
    error = np.abs(outputs[:, 0] - sampled.targets[:, 0])
    sizes = {tuple(np.round(spot.pos(), 6)): spot.size() for spot in view.plot.rings.points()}
    ringed = np.array([tuple(np.round(xy, 6)) in sizes for xy in sampled.xy])
    assert ringed.sum() == WORST < len(sampled)
    if np.isnan(times):
        return
    assert error[ringed].min() >= error[~ringed].max() - 1e-4
    order = np.argsort(error[ringed])
    size = np.array([sizes[tuple(np.round(xy, 6))] for xy in sampled.xy[ringed][order]])
    assert (np.diff(size) >= 0.0).all()


def test_the_decision_line_lies_where_the_network_cannot_decide(view):
    run = Run(view, "moons", 5)
    ends = np.stack(view.plot.line.getData(), axis=1)
    outputs = run.training.network.predict(run.experiment.inputs_at(ends))
    assert len(ends) > 20
    assert np.median(np.abs(outputs - 0.5)) < 0.02
    view.set_line(False)
    assert len(view.plot.line.getData()[0] if view.plot.line.getData()[0] is not None else []) == 0


def test_confidence_is_least_on_the_line(view):
    run = Run(view, "moons", 5)
    view.set_confidence(True)
    picture = view.plot.image.image.astype(int).sum(axis=-1)
    outputs = answer(run.training, MAP)
    unsure = np.abs(outputs[..., 0] - 0.5) < 0.05
    sure = np.abs(outputs[..., 0] - 0.5) > 0.45
    assert picture[unsure].mean() > picture[sure].mean()
    assert len(run.experiment.targets.classes) == 2


SURE = {
    "moons": lambda outputs: 2.0 * np.abs(outputs[..., 0] - 0.5),  # a sigmoid
    "circle": lambda outputs: np.abs(outputs[..., 0]),  # a tanh
    "three-rings": lambda outputs: (outputs.max(axis=-1) - 1 / 3) / (1.0 - 1 / 3),  # a softmax of three
}
"""How sure a network is of its classes: 0 where it cannot decide, 1 where it leaves no doubt."""


@pytest.mark.parametrize("name", SURE)
def test_confidence_is_how_far_the_outputs_are_from_being_undecided(view, name):
    run = Run(view, name, 20)
    view.set_confidence(True)
    sure = SURE[name](np.float64(answer(run.training, MAP)))
    shade = np.float64(view.plot.image.image)
    least, most = np.float64(LIGHT.greys()[[0, 255]])
    np.testing.assert_allclose(shade, least + np.clip(sure, 0.0, 1.0)[..., None] * (most - least), atol=1.5)
    assert np.ptp(sure) > 0.5


@pytest.mark.parametrize("name", ["bumps", "moons", "three-rings"])
def test_where_only_x1_counts_there_is_a_curve(qtbot, view, name):
    run = Run(view, name, 2, features=[{"kind": "x1"}])
    assert view.function.isVisible()
    assert MAP not in view.requests
    along = view.function.along
    expected = run.training.network.predict(
        run.experiment.inputs_at(np.stack([along, np.zeros_like(along)], axis=1))
    )
    for unit in range(expected.shape[1]):
        np.testing.assert_allclose(
            view.function.curves[unit].getData()[1], expected[:, unit], rtol=1e-4, atol=1e-6
        )
    (_, _), (low, high) = view.function.view_range()
    click(qtbot, view.function, 5.9, (low + high) / 2)
    run.answer()
    assert view.card.isVisible()
    assert view.inspected.point[1] == pytest.approx(0.0) or view.selection.chosen.samples


def test_the_plane_comes_back_with_its_second_input(view):
    Run(view, "moons", features=[{"kind": "x1"}])
    Run(view, "moons")
    assert view.plot.isVisible()


def test_the_switches_work_from_the_keyboard_and_exclude_each_other(qtbot, window):
    view = window.view(BoundaryView)
    before = view.plot.image.image.copy()
    qtbot.keyClick(window, Qt.Key.Key_C)
    sure = view.plot.image.image.copy()
    assert not np.array_equal(sure, before)
    qtbot.keyClick(window, Qt.Key.Key_D)
    assert not window.actions_["confidence"].isChecked()
    assert not np.array_equal(view.plot.image.image, sure)
    qtbot.keyClick(window, Qt.Key.Key_D)
    np.testing.assert_array_equal(view.plot.image.image, before)


def test_a_click_in_the_window_is_answered(qtbot, window):
    view = window.view(BoundaryView)
    click(qtbot, view.plot, -5.5, 5.5)
    qtbot.waitUntil(lambda: view.card.isVisible() and bool(view.card.lines))
    qtbot.mouseClick(view.card.close_, Qt.MouseButton.LeftButton)
    assert view.card.isHidden()


def test_a_network_that_is_not_of_these_parts_says_nothing_more(qtbot, open_window):
    window = open_window("three-rings")
    view, fitting = window.view(BoundaryView), window.store.experiment
    window.store.commit(fitting.changed(data="plane"))
    assert view.plot.image.image is None
    click(qtbot, view.plot, -5.5, 5.5)
    snapshot_of(qtbot, window)
    assert view.card.isHidden()
    assert view.plot.image.image is None
    assert curve_values(window.view(LossView).curves["train"]) == []
    window.store.commit(fitting)
    qtbot.waitUntil(lambda: view.plot.image.image is not None)
    assert curve_values(window.view(LossView).curves["train"])


NEAR = 6
"""Spots that may lie under the edge of a card that is a pixel farther."""


def under(plot, spots, rect):
    """How many spots a rectangle over a plot covers."""
    places = plot.pixels(spots)
    low, high = (rect.x(), rect.y()), (rect.x() + rect.width(), rect.y() + rect.height())
    return int(((places >= low) & (places <= high)).all(axis=1).sum())


def corners(plot, size):
    """Where a card of a size may lie."""
    inner = plot.field_rect().adjusted(CORNER, CORNER, -CORNER, -CORNER)
    return [
        QPoint(x, y)
        for x in (inner.left(), inner.right() - size.width())
        for y in (inner.top(), inner.bottom() - size.height())
    ]


@pytest.mark.parametrize("name", ["circle", "moons", "spiral", "one-dimensional-function"])
def test_the_card_is_in_the_emptiest_corner_that_is_not_of_its_point(qtbot, view, name):
    run = Run(view, name)
    plot = view.plots.shown
    for point in [(-5.0, 5.0), (5.0, 5.0), (5.0, -5.0), (-5.0, -5.0)]:
        (_, _), (low, high) = plot.view_range()
        click(qtbot, plot, point[0], (low + high) / 2 + point[1] * (high - low) / 13)
        run.answer()
        corner, size = view.card.pos() - plot.mapTo(view, QPoint()), view.card.size()
        assert plot.field_rect().contains(QRect(corner, size))
        spots = np.concatenate([np.stack(points.getData(), axis=1) for points in plot.points.values()])
        places, marked = [QRect(each, size) for each in corners(plot, size)], np.array([view.inspected.point])
        free = [under(plot, spots, place) for place in places if not under(plot, marked, place)]
        if plot is view.plot:
            corner = min(corners(plot, size), key=lambda each: (each - corner).manhattanLength())
            assert not under(plot, marked, QRect(corner, size))
            assert under(plot, spots, QRect(corner, size)) <= min(free) + NEAR


def test_the_curve_stays_in_sight_when_the_colours_change(view):
    Run(view, "chain-rule", features=[{"kind": "x1"}])
    before = view.function.view_range()
    apply_theme(view, DARK)
    assert view.function.view_range() == before


@pytest.mark.parametrize("width", [252, 300, 340])
@pytest.mark.parametrize("name", ["circle", "three-rings", "lesson-10-overfitting", "plane"])
def test_the_words_of_a_legend_end_where_it_ends(view, width, name):
    split = {"validation": 0.2, "test": 0.3}
    Run(view, name, split=split)
    view.resize(width, 380)
    legend = view.footer.legend
    edge, size, apart = legend.markers
    widths = [WORD + QFontMetrics(font(size)).horizontalAdvance(word) for _, word in legend.words]
    assert len(widths) == 4
    assert edge + sum(widths) + apart * 3 <= legend.width()
