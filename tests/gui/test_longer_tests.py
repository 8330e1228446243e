"""Test samples of another length than those trained on: every view that shows one sample can show them."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

import playground
from playground.gui.network.sampled import Sampled, SampleRows
from playground.gui.network.selection import Selection
from playground.gui.network.tiles import Tile
from playground.gui.theme import LIGHT
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.network import NetworkView
from playground.gui.views.sequence import SequenceView
from playground.training.metrics import measure
from playground.training.training import Training
from playground.worker.requests.one_sample import OneSample
from tests.looking import answer, look, show

PRESETS = ["binary-addition", "echo", "parity"]


@pytest.fixture(scope="module", params=PRESETS)
def training(request):
    training = Training(playground.load(request.param))
    training.epoch()
    return training


@pytest.fixture
def selection():
    return Selection()


@pytest.fixture
def opened(qtbot, training, selection):
    """Return a function that opens a view of the training."""

    def open_view(view):
        made = view(LIGHT, selection)
        qtbot.addWidget(made)
        made.resize(700, 500)
        made.show_experiment(training.experiment)
        made.show()
        show(made, training)
        return made

    return open_view


def row_of(training, place):
    """The row of a test sample."""
    return int(training.experiment.every_row["test"][place])


def test_rows_go_on_behind_all_points_and_no_two_samples_have_one(training):
    experiment = training.experiment
    every, own = SampleRows.every(experiment), Sampled.of(experiment)
    assert len(every) == sum(map(len, experiment.samples.values()))
    assert len(set(every.rows.tolist())) == len(every)
    assert every.rows[: len(own)].tolist() == own.rows.tolist()
    place = every.place_of(row_of(training, 2))
    assert every.called(place) == "test 3"
    assert experiment.part_at(row_of(training, 2)) == ("test", 2)
    assert experiment.part_at(int(every.rows.max()) + 1) is None


def test_the_activity_is_that_of_the_network_over_the_longer_sample(training):
    test = training.experiment.samples["test"]
    found = answer(training, OneSample(row_of(training, 3)))
    assert found.inputs.shape == test.shape != training.network.shapes[0]
    expected = training.network.with_input_shape(test.shape).predict(test.inputs[3:4])
    np.testing.assert_allclose(found.outputs.ravel(), expected[0], rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(found.targets.ravel(), test.targets[3])
    assert np.isfinite(found.loss)


def test_stepping_leads_through_them_in_all_views(qtbot, training, opened, selection):
    network, sequence = opened(NetworkView), opened(SequenceView)
    train, test = (training.experiment.samples[part] for part in ("train", "test"))
    selection.show_sample(row_of(training, 0))
    for view in (network, sequence):
        show(view, training)
    assert network.stepper.what.text() == sequence.which.text() == "test 1"
    assert sequence.canvas.steps == test.shape[0]
    qtbot.waitUntil(lambda: not network.drawing)
    assert network.canvas.content.maps[0].shape[1] == test.shape[0]
    qtbot.keyClick(network, Qt.Key.Key_PageUp)
    for view in (network, sequence):
        show(view, training)
    assert network.stepper.what.text() == sequence.which.text() != "test 1"
    assert sequence.canvas.steps == train.shape[0]
    sequence.before.click()
    sequence.after.click()
    sequence.after.click()
    assert selection.sample == row_of(training, 0)


def test_a_step_beyond_the_training_length_is_told_of(qtbot, training, opened, selection):
    network = opened(NetworkView)
    selection.show_sample(row_of(training, 0))
    show(network, training)
    rect = network.canvas.rect_of(Tile(0, 0))
    network.canvas.pointed.emit(Tile(0, 0), QPointF(rect.right() - 0.5, rect.center().y()))
    length = training.experiment.samples["test"].shape[0]
    assert network.card.facts.heading.endswith(f"step {length}")
    assert network.canvas.lit[1][0].right == length - 1


def test_the_next_mistaken_one_may_be_a_longer_one(training, opened, selection):
    network = opened(NetworkView)
    every = SampleRows.every(training.experiment)
    selection.show_sample(row_of(training, 0))
    network.stepper.seek()
    show(network, training)
    test = training.experiment.samples["test"]
    outputs = training.network.with_input_shape(test.shape).predict(test.inputs)
    wrong = np.flatnonzero(training.experiment.targets.grades(test.targets, outputs, 1))
    later = [row_of(training, place) for place in wrong if place > 0]
    assert later
    assert selection.sample == later[0]
    assert every.part_of(every.place_of(selection.sample)) == "test"


def test_they_are_counted_and_their_curve_is_named(training, opened, selection):
    confusion, loss = opened(ConfusionView), opened(LossView)
    assert confusion.part.currentText() == "test"
    show(confusion, training)
    assert confusion.matrix.metrics == measure(training.network, training.experiment)["test"]
    true, predicted = 0, 1
    confusion.matrix.cell_chosen.emit(true, predicted)
    parts = {training.experiment.part_at(row)[0] for row in selection.chosen.samples}
    assert parts == {"test"}
    confusion.part.setCurrentText("train")
    show(confusion, training)
    assert confusion.matrix.metrics == measure(training.network, training.experiment)["train"]
    names = [name for name, part in training.experiment.samples.items() if len(part)]
    assert names == ["train", "test"]
    short = LossView(LIGHT, Selection())
    short.show_experiment(playground.load("circle").changed(split={"test": 0.0}))
    assert loss.key.sizeHint().width() > short.key.sizeHint().width()


@pytest.mark.slow
def test_the_microscope_opens_the_sample_in_sight(training, opened, selection):
    microscope = opened(MicroscopeView)
    selection.show_sample(row_of(training, 4))
    microscope.source.setCurrentText("Sample in sight")
    (asked,) = (each for each in microscope.due_requests())
    assert (asked.rows.part, asked.rows.rows) == ("test", (4,))
    microscope.show_frame(look(training, asked))
    trace, test = microscope.trace, training.experiment.samples["test"]
    assert trace.part == "test"
    assert trace.layers[0].inputs_shape == test.shape
    assert trace.loss == pytest.approx(answer(training, OneSample(row_of(training, 4))).loss, rel=1e-5)
    microscope.look_at(f"1.unit[{test.shape[0] - 1},0]")
    assert microscope.chain is not None
    assert str(microscope.chain.node) == f"1.unit[{test.shape[0] - 1},0]"
    selection.show_sample(row_of(training, 5))
    (asked,) = (each for each in microscope.due_requests())
    assert asked.rows.rows == (5,)


def test_there_is_no_sample_in_sight_where_samples_lie_in_a_plane(training, opened):
    microscope = opened(MicroscopeView)
    microscope.source.setCurrentText("Sample in sight")
    microscope.show_experiment(playground.load("circle"))
    assert microscope.source.currentText().startswith("Next batch")
