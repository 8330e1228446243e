"""The reconstruction view: pairs of input and output, and the latent plane with what is decoded there."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

import playground
from playground.gui.images.latent_plane import LatentPlane
from playground.gui.images.walk import STEPS
from playground.gui.network.sampled import Sampled, choose_samples
from playground.gui.network.selection import Selection
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.reconstruction import ReconstructionView
from playground.worker.requests.latent import LatentCodes
from tests.looking import answer, look, show, trained

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MIDDLE = 2
"""The layer of two units of the preset digits-map."""


@pytest.fixture
def view(qtbot):
    view = ReconstructionView(LIGHT, Selection())
    qtbot.addWidget(view)
    for tool in view.tools():
        qtbot.addWidget(tool)
    view.resize(360, 340)
    view.show()
    qtbot.waitExposed(view)
    return view


def opened(view, name, epochs=2):
    """Show a training of a preset; return it and all its inputs and outputs."""
    experiment, training = trained(name, epochs)
    view.show_experiment(experiment)
    show(view, training)
    inputs = np.concatenate([part.inputs for part in experiment.samples_in_rows])
    return training, inputs, training.network.predict(inputs)


@pytest.mark.parametrize("name", ["digits-autoencoder", "encoder"])
def test_pairs_are_inputs_and_outputs_and_the_worst_come_first(view, name):
    _, inputs, outputs = opened(view, name)
    pairs = view.pairs
    np.testing.assert_allclose(pairs.inputs.reshape(len(inputs), -1), inputs)
    np.testing.assert_allclose(pairs.outputs.reshape(len(inputs), -1), outputs, rtol=1e-4, atol=1e-5)
    errors = ((inputs - outputs) ** 2).mean(axis=1)
    np.testing.assert_allclose(pairs.errors, errors, rtol=1e-3, atol=1e-7)
    assert (np.diff(pairs.errors[pairs.order]) <= 0.0).all()
    view.worst.setChecked(False)
    np.testing.assert_array_equal(pairs.order, np.arange(len(inputs)))
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        assert not view.grab().isNull()


def test_a_click_puts_a_sample_in_sight_and_chosen_ones_are_shown_alone(qtbot, view):
    opened(view, "digits-autoencoder")
    pairs, sampled = view.pairs, Sampled.of(playground.load("digits-autoencoder"))
    qtbot.mouseClick(pairs, LEFT, pos=pairs.box(3).center().toPoint())
    assert view.selection.sample == sampled.rows[pairs.order[3]]
    choose_samples(view.selection, tuple(int(row) for row in sampled.rows[[5, 700]]))
    assert set(pairs.order) == {5, 700}


def test_what_noise_makes_of_inputs_stands_beside_what_comes_out(view):
    training, inputs, plain = opened(view, "digits-denoising", 20)
    pairs, noisy = view.pairs, view.pairs.corrupted
    assert not view.corrupted.isHidden()
    given = noisy.reshape(len(inputs), -1)
    assert (given - inputs).std() == pytest.approx(0.3, rel=0.02)
    outputs = training.network.predict(given)
    np.testing.assert_allclose(pairs.outputs.reshape(len(inputs), -1), outputs, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(pairs.before, ((given - inputs) ** 2).mean(axis=1), rtol=1e-3)
    assert pairs.errors.mean() < pairs.before.mean() / 2
    assert len(pairs.boxes(pairs.box(0))) == 3
    assert pairs.says(5).split(" → ") == [f"{pairs.before[5]:.4f}", f"{pairs.errors[5]:.4f}"]
    view.show_frame(look(training, *view.due_requests()))
    np.testing.assert_array_equal(noisy, pairs.corrupted)  # what is compared from frame to frame is the same
    view.corrupted.setChecked(False)
    view.show_frame(look(training, *view.due_requests()))
    np.testing.assert_allclose(pairs.outputs.reshape(len(inputs), -1), plain, rtol=1e-4, atol=1e-5)
    assert (pairs.corrupted, len(pairs.boxes(pairs.box(0)))) == (None, 2)
    two = pairs.toolTip()
    view.corrupted.setChecked(True)
    view.show_frame(look(training, *view.due_requests()))
    assert pairs.toolTip() != two
    opened(view, "digits-autoencoder")
    assert pairs.toolTip() == two
    assert view.corrupted.isHidden()


def test_the_latent_plane_has_every_sample_and_a_picture_in_every_field(view):
    training, *_ = opened(view, "digits-map")
    view.show_frame(look(training, *view.requests, *view.due_requests()))
    plane = view.plane
    np.testing.assert_array_equal(plane.codes, answer(training, LatentCodes(MIDDLE)))
    low, high = plane.ends
    assert ((plane.codes > low) & (plane.codes < high)).all()
    across, up = plane.fields
    assert plane.map.shape == (up, across, 1, 8, 8)
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        assert not view.grab().isNull()


def test_what_is_decoded_where_the_mouse_is_is_the_answer_there(qtbot, view):
    training, _, outputs = opened(view, "digits-map")
    plane = view.plane
    place = 7
    qtbot.mouseMove(plane, QPoint(3, 3))
    plane.point(tuple(map(float, plane.codes[place])))
    view.show_frame(look(training, *view.requests))
    np.testing.assert_allclose(plane.decoded.ravel(), outputs[place], rtol=1e-3, atol=1e-4)
    plane.setFocus()
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    assert plane.at[0] > plane.codes[place][0]
    qtbot.keyClick(plane, Qt.Key.Key_Escape)
    assert (plane.at, plane.decoded) == (None, None)


def test_dragging_from_one_sample_to_another_walks_between_them(qtbot, view):
    opened(view, "digits-map")
    plane = view.plane
    first, last = (int(plane.codes[:, 0].argmin()), int(plane.codes[:, 0].argmax()))
    start, end = (plane.spot(tuple(plane.codes[place])).toPoint() for place in (first, last))
    first, last = plane.nearest(start), plane.nearest(end)
    seen = []
    plane.pointed.connect(lambda: seen.append(plane.at))
    QTest.mousePress(plane, LEFT, NO, start)
    QTest.mouseMove(plane, (start + end) / 2)
    QTest.mouseRelease(plane, LEFT, NO, end)
    assert plane.walk.line is not None
    qtbot.waitUntil(lambda: plane.walk.line is None)
    walked = np.array(seen[-STEPS - 1 :])
    np.testing.assert_allclose(walked[0], plane.codes[first], rtol=1e-5)
    np.testing.assert_allclose(walked[-1], plane.codes[last], rtol=1e-5)
    assert (np.diff(walked[:, 0]) > 0.0).all()


def test_a_walk_that_is_drawn_ends_when_its_sample_is_there_no_more(qtbot):
    plane = LatentPlane(LIGHT)
    qtbot.addWidget(plane)
    plane.show_codes(np.array([[0.0, 0.0], [1.0, 1.0]]))
    QTest.mousePress(plane, LEFT, NO, plane.spot((1.0, 1.0)).toPoint())
    plane.show_codes(np.array([[0.0, 0.0]]))
    QTest.mouseRelease(plane, LEFT, NO, QPoint(5, 5))
    assert plane.walk.line is None


def test_a_click_on_a_point_puts_its_sample_in_sight(qtbot, view):
    opened(view, "digits-map")
    plane, sampled = view.plane, Sampled.of(playground.load("digits-map"))
    spot = plane.spot(tuple(plane.codes[3])).toPoint()
    nearest = plane.nearest(spot)
    qtbot.mouseClick(plane, LEFT, pos=spot)
    assert view.selection.sample == sampled.rows[nearest]
    assert plane.current == nearest


def test_the_latent_plane_is_offered_where_a_layer_has_two_units(view):
    view.show_experiment(playground.load("digits-map"))
    assert [view.page.itemText(i) for i in range(view.page.count())] == ["Pairs", "Latent plane"]
    assert view.shows_plane
    view.page.setCurrentIndex(0)
    assert not view.shows_plane
    view.show_experiment(playground.load("digits-denoising"))
    assert view.page.count() == 1


def test_a_small_place_shows_whole_pairs(view):
    opened(view, "digits-autoencoder")
    view.resize(QSize(240, 110))
    assert view.minimumSizeHint().width() <= 240
    assert view.pairs.box(0).right() <= view.pairs.width()


@pytest.mark.slow
def test_in_the_window_it_takes_the_place_of_the_data(qtbot, open_window):
    window = open_window("digits-map", epochs=1)
    view = window.view(ReconstructionView)
    assert "reconstruction" in window.dock_area.in_sight()
    qtbot.waitUntil(lambda: view.plane.map is not None)
    view.page.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(view.pairs.order) > 0)
    assert not ReconstructionView.suits(playground.load("circle"))
