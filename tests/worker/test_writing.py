"""What a network writes by itself: the same again for the same seed, with no training disturbed."""

import numpy as np
import pytest

import playground
from playground.inspection.writing import Writer, can_write
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
from playground.worker.requests import writing
from playground.worker.requests.writing import WritingPortion
from tests.looking import answer, answer_of

SMALL = playground.load("text").changed(
    layers=[{"kind": "gru", "units": 6, "outputs": "every-step"}],
    data={"kind": "text", "samples": 60, "steps": 12},
)


@pytest.fixture
def training():
    training = Training(SMALL)
    training.advance(30)
    return training


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """All of a text in one frame."""
    monkeypatch.setattr(writing, "PORTION", 60.0)


def test_each_symbol_is_drawn_of_what_the_network_says_of_those_before(training):
    """Also beyond the steps of a sequence, where it sees the last ones."""
    found = answer(training, WritingPortion(1, (3, 5), 0.0, 7, 20))
    assert found.done
    assert len(found.symbols) == 22
    steps, count = SMALL.inputs_shape
    for place in range(2, 22):
        seen = found.symbols[max(0, place - steps) : place]
        inputs = np.zeros((steps, count), np.float32)
        inputs[np.arange(len(seen)), seen] = 1.0
        said = training.network.predict(inputs.reshape(1, -1)).reshape(steps, count)[len(seen) - 1]
        assert found.symbols[place] == said.argmax()
        assert found.bits[place - 2] == pytest.approx(-np.log2(said.max() / said.sum()), rel=1e-3)


def test_the_same_seed_writes_the_same_and_another_something_else(training):
    texts = [answer(training, WritingPortion(1, (3,), 1.0, seed, 40)).symbols for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_the_hotter_the_wilder(training):
    means = [
        np.mean(answer(training, WritingPortion(1, (3,), heat, 1, 300)).bits) for heat in (0.0, 0.5, 1.0, 3.0)
    ]
    assert means == sorted(means)


def test_a_text_is_by_the_network_as_it_was_when_it_began(training, monkeypatch):
    whole = answer(training, WritingPortion(1, (3,), 1.0, 5, 12))
    monkeypatch.setattr(writing, "PORTION", 0.0)
    builder, found = FrameBuilder(training), []
    while not found or not found[-1].done:
        found.append(answer_of(builder, WritingPortion(1, (3,), 1.0, 5, 12)))
        training.advance(1)
    assert [len(each.bits) for each in found] == list(range(1, 13))
    assert found[-1] == whole
    assert answer_of(builder, WritingPortion(2, (3,), 1.0, 5, 12)).symbols[:1] == (3,)


def test_no_more_is_written_than_one_reads(training):
    assert len(answer(training, WritingPortion(1, (3,), 1.0, 5, 10**6)).bits) == writing.LONGEST


@pytest.mark.parametrize("start", [(), (-1,), (10**6,)], ids=["nothing", "negative", "unknown"])
def test_a_start_that_is_no_text_has_no_answer(training, start):
    assert answer(training, WritingPortion(1, start, 1.0, 1, 10)) is None
    with pytest.raises(ValueError, match="a start has"):
        Writer(training.network, start, 1.0, 1)


@pytest.mark.parametrize("name", ["circle", "binary-addition", "digits"])
def test_a_network_that_predicts_something_else_does_not_write(name):
    training = Training(playground.load(name))
    assert not can_write(training.network)
    assert answer(training, WritingPortion(1, (0,), 1.0, 1, 10)) is None
    with pytest.raises(ValueError, match="does not say"):
        Writer(training.network, (0,), 1.0, 1)


def test_writing_leaves_the_training_as_it_is():
    looked, alone = (Training(SMALL) for _ in range(2))
    builder = FrameBuilder(looked)
    for _ in range(3):
        answer_of(builder, WritingPortion(1, (3,), 1.0, 1, 5))
        looked.advance(1)
        alone.advance(1)
    np.testing.assert_array_equal(looked.network.parameters, alone.network.parameters)


def test_a_network_that_has_gone_wrong_still_writes(training):
    training.network.parameters[...] = np.nan
    assert len(answer(training, WritingPortion(1, (3,), 1.0, 1, 5)).bits) == 5
