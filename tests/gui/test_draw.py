"""The drawing view: what is drawn with the mouse is what the network is asked about."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import playground
from playground.data.images.drawn_on import MOST
from playground.gui.images.strokes import Placing, Stroke, drawn
from playground.gui.views.draw import DrawView
from tests.gui.alone import alone
from tests.looking import look, trained

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot):
    return alone(qtbot, DrawView, 420, 260)


def spot(pad, x, y):
    paper = pad.paper
    return QPoint(round(paper.left() + x * paper.width()), round(paper.top() + y * paper.height()))


def stroke(pad, *points, button=LEFT):
    QTest.mousePress(pad, button, NO, spot(pad, *points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, spot(pad, *point))
    QTest.mouseRelease(pad, button, NO, spot(pad, *points[-1]))


def test_the_network_answers_what_it_predicts_for_the_drawing(view):
    experiment, training = trained("digits", 3)
    view.show_experiment(experiment)
    assert view.requests == ()
    stroke(view.pad, (0.5, 0.1), (0.5, 0.5), (0.5, 0.9))
    view.show_frame(look(training, *view.requests))
    inputs = np.array(view.selection.drawing)
    shares = training.network.predict(inputs[None])[0]
    assert [round(share, 5) for _, share, _ in view.bars.shown] == [round(float(each), 5) for each in shares]
    assert view.bars.accessibleDescription().startswith(experiment.targets.classes[int(shares.argmax())])
    np.testing.assert_allclose(inputs.reshape(8, 8), view.seen.image * inputs.max() / view.seen.image.max())
    assert not view.grab().isNull()


def test_strokes_are_erased_undone_and_cleared(qtbot, view):
    view.show_experiment(playground.load("digits"))
    stroke(view.pad, (0.2, 0.5), (0.8, 0.5))
    whole = view.seen.image.sum()
    stroke(view.pad, (0.5, 0.2), (0.5, 0.8), button=RIGHT)
    assert view.pad.strokes[-1].erases
    view.placed.setChecked(False)
    cut = view.seen.image.sum()
    assert 0 < cut < whole
    qtbot.mouseClick(view.undo, LEFT)
    assert len(view.pad.strokes) == 1
    qtbot.mouseClick(view.eraser, LEFT)
    stroke(view.pad, (0.1, 0.1))
    assert view.pad.strokes[-1].erases
    view.pad.setFocus()
    qtbot.keyClick(view.pad, Qt.Key.Key_Delete)
    assert (view.pad.strokes, view.seen.image, view.selection.drawing) == ([], None, None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_stroke_that_is_taken_back_while_it_is_drawn_ends_there(qtbot, view, key):
    view.show_experiment(playground.load("digits"))
    QTest.mousePress(view.pad, LEFT, NO, spot(view.pad, 0.2, 0.5))
    qtbot.keyClick(view.pad, key)
    QTest.mouseMove(view.pad, spot(view.pad, 0.8, 0.5))
    assert view.pad.strokes == []


def test_a_drawing_is_moved_and_scaled_to_where_digits_lie(view):
    experiment = playground.load("digits")
    view.show_experiment(experiment)
    assert view.placed.isChecked()
    small = [Stroke(((0.1, 0.1), (0.2, 0.1), (0.15, 0.3)))]
    images = experiment.samples["train"].inputs.reshape(-1, 8, 8)
    placing = Placing.of(images)
    placed = drawn(small, (8, 8), 0.13, placing)
    rows, columns = np.flatnonzero(placed.max(axis=1) > 0.2), np.flatnonzero(placed.max(axis=0) > 0.2)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 >= 7
    across = placed.sum(axis=0) @ (np.arange(8) + 0.5) / placed.sum() / 8
    assert abs(across - placing.centre[0]) < 0.03
    as_it_is = drawn(small, (8, 8), 0.13, None)
    assert as_it_is[4:].sum() == as_it_is[:, 4:].sum() == 0.0


def test_where_places_matter_a_drawing_stays_where_it_is(view):
    view.show_experiment(playground.load("bars-convolution"))
    assert not view.placed.isChecked()


def test_a_sample_that_is_stepped_to_takes_the_place_of_the_drawing(view):
    view.show_experiment(playground.load("digits"))
    stroke(view.pad, (0.5, 0.1), (0.5, 0.9))
    assert view.selection.drawing is not None
    view.selection.show_sample(5)
    assert view.requests == ()
    stroke(view.pad, (0.3, 0.3))
    assert view.selection.drawing is not None


def test_it_is_there_for_images_with_classes():
    assert DrawView.suits(playground.load("digits"))
    for name in ("circle", "digits-autoencoder", "text"):
        assert not DrawView.suits(playground.load(name))


def test_drawing_in_the_window_is_seen_by_the_network_while_it_trains(qtbot, open_window):
    window = open_window("bars-convolution")
    view = window.view(DrawView)
    assert "draw" in window.dock_area.in_sight()
    window.actions_["play"].trigger()
    stroke(view.pad, (0.3, 0.3), (0.7, 0.3))
    qtbot.waitUntil(lambda: bool(view.bars.accessibleDescription()))
    qtbot.waitUntil(lambda: "drawing" in window.network.stepper.what.text())
    window.actions_["play"].trigger()


def choose(view, name):
    view.controls.which.setCurrentText(name)


def test_a_drawing_is_kept_as_a_sample_of_a_class_and_undo_takes_it_back(qtbot, open_window):
    window = open_window("digits-linear")
    view, before = window.view(DrawView), window.store.experiment
    count = len(before.samples["train"])
    assert not view.controls.keep.isEnabled()
    window.player.play(1)
    qtbot.waitUntil(lambda: window.time.epoch == 1)
    stroke(view.pad, (0.5, 0.1), (0.5, 0.5), (0.5, 0.9))
    image = view.seen.image
    choose(view, "7")
    qtbot.mouseClick(view.controls.keep, LEFT)
    after = window.store.experiment
    assert len(after.samples["train"]) == count + 1
    assert after.points.truth[-1] == 7
    np.testing.assert_allclose(
        after.points.inputs[-1].reshape(8, 8), image * before.points.inputs.max(), atol=0.003
    )
    assert view.pad.strokes == []
    assert view.controls.count.text() == "1 kept"
    window.player.play(2)
    qtbot.waitUntil(lambda: window.time.epoch == 2)  # it goes on with its weights
    window.actions_["undo"].trigger()
    assert window.store.experiment == before
    window.actions_["redo"].trigger()
    qtbot.mouseClick(view.controls.back, LEFT)
    assert window.store.experiment.data == before.data


def test_keeping_leaves_the_pad_as_it_is_set_and_the_class_chosen(qtbot, view):
    kept = []
    view.edited_as.connect(lambda experiment, _: (kept.append(experiment), view.show_experiment(experiment)))
    view.show_experiment(playground.load("digits"))
    view.placed.setChecked(False)
    choose(view, "4")
    for _ in range(2):
        stroke(view.pad, (0.5, 0.1), (0.5, 0.9))
        qtbot.mouseClick(view.controls.keep, LEFT)
    assert kept[-1].points.truth[-2:].tolist() == [4, 4]
    assert not view.placed.isChecked()


def test_what_a_lesson_locks_and_what_is_full_is_not_drawn_on(view):
    experiment = playground.load("digits")
    view.show_experiment(experiment)
    stroke(view.pad, (0.5, 0.1), (0.5, 0.9))
    assert view.controls.keep.isEnabled()
    view.show_experiment(experiment.changed(locked=["data"]))
    assert not view.controls.keep.isEnabled()
    full = experiment.data.changed(drawings=["1 1 " + "00" * 64] * MOST)
    view.show_experiment(experiment.changed(data=full))
    assert not view.controls.keep.isEnabled()
    assert view.controls.keep.toolTip() == f"{MOST} drawings are kept, and no more can be."


def test_a_wider_pen_leaves_more_ink(view):
    view.show_experiment(playground.load("digits"))
    stroke(view.pad, (0.5, 0.1), (0.5, 0.9))
    thin = view.seen.image.sum()
    view.controls.pen.setValue(view.controls.pen.maximum())
    assert view.seen.image.sum() > 1.5 * thin


@pytest.mark.parametrize("width", [230, 252, 340, 420])
@pytest.mark.parametrize("name", ["lesson-16-convolution", "digits"])
def test_bars_and_controls_have_room_beside_each_other_or_are_below(qtbot, view, name, width):
    view.show_experiment(playground.load(name))
    view.resize(width, 262)
    QApplication.processEvents()
    for each in (view.bars, view.controls):
        assert each.width() >= each.minimumSizeHint().width()
    assert view.pad.paper.width() > 70
