"""Lessons of sequences: what they say of states, of single units and of single weights."""

import numpy as np
import pytest

import playground
from playground.experiment.lesson_steps import after
from playground.training.training import Training

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
    ("number", "weights", "said"),
    [(5, (0.7947, 1.2532), ("= 0.7947", "= 1.2532", "0.0474")), (6, (0.5, 1.0367), ("−0.2367", "0.1615"))],
)
def test_a_step_through_time_ends_where_the_lesson_says(number, weights, said):
    training = begun(HAND, number, 1)
    moved = [array.item() for array in training.network.arrays().values()]
    assert moved == pytest.approx([*weights, 1.0], abs=5e-5)
    step = playground.load(HAND).lesson[number - 1]
    assert all(words in step.text + step.press for words in said)
    assert f"{training.figures().train_loss:.4f}" == said[-1]


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
    assert "it is unit 4" in playground.load(ADDITION).lesson[2].text
    assert ((states(training)[..., 3] > 0.0) == carries(bits)).all()


def test_a_dense_layer_on_every_step_is_not_told_what_was_carried():
    training = begun(ADDITION, 1, 0)
    samples = training.experiment.samples["train"].inputs[:2].copy()
    samples[1] = samples[0]
    samples[1, :2] = 1.0 - samples[0, :2]
    one, other = training.network.predict(samples)
    assert np.array_equal(one[1:], other[1:])
