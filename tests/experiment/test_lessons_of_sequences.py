"""Lessons of sequences: what they say of states, of single units and of single weights."""

import numpy as np
import pytest
from claims import said

import playground
from playground.experiment.expectations.questions import NumberQuestion
from playground.experiment.lesson_steps import after
from playground.microscope import trace
from playground.training.training import Training
from playground.worker.observer import Observer
from playground.worker.requests.one_sample import OneSample

VANISHING, LSTM = "lesson-21-vanishing-through-time", "lesson-22-lstm"
HAND, ADDITION = "lesson-19-through-time", "lesson-20-addition"


def begun(name, steps, epochs):
    training = Training(after(playground.load(name), steps))
    for _ in range(epochs):
        training.epoch()
    return training


def states(training, part="train"):
    """The states of the first layer, (samples, time, units), for all samples of a part."""
    samples = training.experiment.samples[part]
    bound = training.network.bind(len(samples), training.experiment.loss)
    bound.x[...] = samples.inputs
    bound.forward()
    return np.array(bound.layers[0].handles["hidden"])


def test_the_states_by_hand_are_those_of_the_network():
    found = states(begun(HAND, 0, 0)).ravel()
    assert [f"{state:.4f}" for state in found] == ["0.4621", "0.3537", "0.2757"]
    assert "0.4621, 0.3537 and 0.2757" in playground.load(HAND).lesson[0].text


@pytest.mark.parametrize(
    ("number", "weights", "printed"),
    [(5, (0.7947, 1.2532), ("= 0.7947", "= 1.2532", "0.0474")), (6, (0.5, 1.0367), ("−0.2367", "0.1615"))],
)
def test_a_step_through_time_ends_where_the_lesson_says(number, weights, printed):
    training = begun(HAND, number, 1)
    moved = [array.item() for array in training.network.arrays().values()]
    assert moved == pytest.approx([*weights, 1.0], abs=5e-5)
    step = playground.load(HAND).lesson[number - 1]
    assert all(words in said(step) for words in printed)
    assert f"{training.figures().train_loss:.4f}" == printed[-1]


def carries(bits):
    """Whether one is carried out of each step of sums (samples, time, 2)."""
    found, carried = [], np.zeros(len(bits))
    for now in bits.sum(axis=2).T:
        carried = (now + carried >= 2.0).astype(float)
        found.append(carried)
    return np.stack(found, axis=1) > 0.0


def test_unit_4_of_the_lesson_carries_in_every_sum():
    training = begun(ADDITION, 2, 40)
    samples = training.experiment.samples["train"]
    bits = samples.inputs.reshape(len(samples), -1, 2)
    assert "it is unit 4" in said(playground.load(ADDITION).lesson[2])
    assert ((states(training)[..., 3] > 0.0) == carries(bits)).all()


def test_a_dense_layer_on_every_step_is_not_told_what_was_carried():
    training = begun(ADDITION, 1, 0)
    samples = training.experiment.samples["train"].inputs[:2].copy()
    samples[1] = samples[0]
    samples[1, :2] = 1.0 - samples[0, :2]
    one, other = training.network.predict(samples)
    assert np.array_equal(one[1:], other[1:])


@pytest.mark.parametrize(
    ("steps", "times", "printed"),
    [
        (1, 500, "about 500 times"),
        (3, 300_000, "about 300\u2009000 times"),
        (4, 2e8, "about 200 million times"),
    ],
)
def test_slopes_of_the_sample_in_sight_vanish_as_the_lesson_says(steps, times, printed):
    training = begun(VANISHING, steps, 0)
    row = int(training.experiment.rows["train"][0])
    slopes = OneSample(row).answer(Observer(training)).layers[0]["d_hidden"]
    first, *_, last = np.linalg.norm(slopes, axis=1)
    assert last / first == pytest.approx(times, rel=0.15)
    assert printed in said(playground.load(VANISHING).lesson[steps - 1])


def test_a_forget_gate_keeps_what_the_lesson_says():
    text = " ".join(step.text for step in playground.load(LSTM).lesson)
    for bias, kept, steps, left in (
        (2.0, "0.88", 20, "0.88²⁰ = 0.08"),
        (3.0, "0.95", 20, "0.95²⁰ is 0.38"),
        (2.0, "0.88", 40, "0.88⁴⁰ is 0.006"),
        (3.0, "0.95", 40, "0.95⁴⁰ is 0.14"),
    ):
        gate = 1.0 / (1.0 + np.exp(-bias))
        assert f"{gate:.2f}" == kept
        digits = len(left.rpartition(".")[2])
        assert f"{gate**steps:.{digits}f}" == left.split()[-1]
        assert left in text


def answer(name, number):
    """The answer to the question of a number that a step asks."""
    step = playground.load(name).lesson[number - 1]
    return next(each.answer for each in step.expect if isinstance(each, NumberQuestion))


def test_the_answers_to_questions_of_numbers_are_those_of_the_networks():
    hand = begun(HAND, 3, 0)
    found = trace(hand.experiment)
    place = hand.network.places()[0]["recurrent"].item()
    assert answer(HAND, 4) == pytest.approx(found.gradient[place], abs=5e-5)
    addition = begun(ADDITION, 2, 40)
    samples = addition.experiment.samples["train"]
    carried = carries(samples.inputs.reshape(len(samples), -1, 2))[..., None]
    keeping = ((states(addition) > 0.0) == carried).all(axis=(0, 1))
    assert np.flatnonzero(keeping).tolist() == [answer(ADDITION, 3) - 1]
    codes = begun("lesson-23-autoencoders", 1, 300)
    bound = codes.network.bind(8, codes.experiment.loss)
    bound.x[...] = codes.experiment.samples["train"].inputs
    bound.forward()
    names = {tuple(unit > 0.5 for unit in units) for units in bound.layers[0].handles["a"]}
    assert len(names) == answer("lesson-23-autoencoders", 2)
