"""The samples view: the wall shows every image with its verdict, and one of them closely."""

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt

import playground
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled, choose_samples
from playground.gui.network.selection import Selection
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.samples import SamplesView
from playground.worker.requests.one_sample import OneSample
from tests.looking import look, show, trained

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot):
    view = SamplesView(LIGHT, Selection())
    qtbot.addWidget(view)
    qtbot.addWidget(view.back)
    for tool in view.tools():
        qtbot.addWidget(tool)
    view.resize(620, 330)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def digits(view):
    """A training of digits that the view shows, with what its network takes each sample for."""
    experiment, training = trained("digits", 2)
    view.show_experiment(experiment)
    show(view, training)
    sampled = Sampled.of(experiment)
    inputs = np.concatenate([part.inputs for part in experiment.samples_in_rows])
    predicted = training.network.predict(inputs).argmax(axis=1)
    return training, sampled.targets.argmax(axis=1), predicted


def test_every_image_says_what_it_is_and_is_taken_for(view, digits):
    _, true, predicted = digits
    verdicts, names = view.wall.verdicts, playground.load("digits").targets.classes
    assert [(v.true, v.predicted) for v in verdicts] == [
        (names[a], names[b]) for a, b in zip(true, predicted, strict=True)
    ]
    assert [v.mistaken for v in verdicts] == list(true != predicted)
    np.testing.assert_array_equal(view.wall.order, np.arange(len(true)))
    assert not view.grab().isNull()


def test_mistaken_ones_come_first_and_a_class_or_a_part_is_shown_alone(view, digits):
    _, true, predicted = digits
    view.first.setChecked(True)
    wrong = (true != predicted)[view.wall.order]
    assert wrong.any()
    assert (np.diff(wrong.astype(int)) <= 0).all()
    view.class_.setCurrentText("3")
    assert set(true[view.wall.order]) == {3}
    view.class_.setCurrentIndex(0)
    view.part.setCurrentText("test")
    assert len(view.wall.order) == len(playground.load("digits").rows["test"])


def test_a_click_and_arrow_keys_put_a_sample_in_sight(qtbot, view, digits):
    _, true, _ = digits
    sampled = Sampled.of(playground.load("digits"))
    wall = view.wall
    qtbot.mouseClick(wall, LEFT, pos=wall.box(5).center().toPoint())
    assert view.selection.sample == sampled.rows[5]
    wall.setFocus()
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    assert view.selection.sample == sampled.rows[6]
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    assert view.selection.sample == sampled.rows[6 + wall.across]
    qtbot.keyClick(wall, Qt.Key.Key_End)
    assert view.selection.sample == sampled.rows[-1]
    assert wall.visibleRegion().contains(wall.box(len(true) - 1).center().toPoint())


def test_the_sample_in_sight_is_large_with_shares_and_slopes(view, digits):
    training, _, _ = digits
    sampled = Sampled.of(playground.load("digits"))
    view.selection.show_sample(int(sampled.rows[4]))
    view.show_frame(look(training, *view.requests))
    np.testing.assert_array_equal(view.large.image.ravel(), sampled.points.inputs[4])
    assert view.large.slopes is None
    shares = training.network.predict(training.experiment.samples["train"].inputs[4:5])[0]
    np.testing.assert_allclose([share for _, share, _ in sorted(view.bars.shown, key=lambda b: b[2])],
                               shares[sorted(kind for _, _, kind in view.bars.shown)], atol=1e-5)  # fmt: skip
    view.pixels.setChecked(True)
    frame = look(training, *view.requests)
    view.show_frame(frame)
    slopes = frame.answer(OneSample(int(sampled.rows[4]))).slopes[0]
    np.testing.assert_allclose(view.large.slopes, slopes / np.abs(slopes).max(), rtol=1e-5)
    view.set_theme(DARK)
    assert not view.grab().isNull()


def test_samples_that_were_chosen_are_shown_alone_until_one_goes_back(qtbot, view, digits):
    sampled = Sampled.of(playground.load("digits"))
    choose_samples(view.selection, tuple(int(row) for row in sampled.rows[[2, 9, 700]]))
    np.testing.assert_array_equal(view.wall.order, [2, 9, 700])
    assert not view.back.isHidden()
    qtbot.mouseClick(view.all, LEFT)
    assert len(view.wall.order) == len(sampled)
    assert view.back.isHidden()


def test_a_small_place_has_the_wall_alone(qtbot, view, digits):
    view.resize(QSize(240, 110))
    assert not view.large.isVisible()
    assert view.wall.box(0).right() <= view.wall.width()
    assert view.minimumSizeHint().width() <= 240


def test_it_is_there_for_images_with_classes():
    for name in ("digits", "digits-convolution", "shapes", "bars-dense"):
        assert SamplesView.suits(playground.load(name))
    for name in ("circle", "digits-autoencoder", "text"):
        assert not SamplesView.suits(playground.load(name))
    assert not SamplesView.suits(Experiment())


@pytest.mark.slow
def test_a_cell_of_the_confusion_matrix_is_what_the_wall_shows(qtbot, open_window):
    window = open_window("bars-convolution")
    window.dock_area.raise_view("confusion")
    matrix = window.view(ConfusionView).matrix
    qtbot.waitUntil(lambda: matrix.metrics is not None)
    true, predicted = max(np.ndindex(2, 2), key=lambda cell: matrix.metrics.confusion[cell[0]][cell[1]])
    qtbot.mouseClick(matrix, LEFT, pos=matrix.cell(true, predicted).center().toPoint())
    window.dock_area.raise_view("samples")
    view = window.view(SamplesView)
    qtbot.waitUntil(lambda: bool(view.bars.accessibleDescription()))
    assert len(view.wall.order) == matrix.metrics.confusion[true][predicted]
    names = window.store.experiment.targets.classes
    qtbot.waitUntil(lambda: view.wall.verdicts[view.wall.order[0]].predicted == names[predicted])
    assert all(view.wall.verdicts[place].true == names[true] for place in view.wall.order)
