"""Lessons: every number that they print is computed here, by the formula or by the engine."""

import re

import numpy as np
import pytest
from claims import gradients, said
from numpy import exp

import playground
from playground.experiment.edits import assigned
from playground.experiment.expectations.base import LessonState
from playground.experiment.lesson_steps import after
from playground.export import traces
from playground.inspection.layer_statistics import Probe
from playground.microscope import trace
from playground.microscope.chain import chain
from playground.training.training import Training


def sigmoid(z):
    return 1.0 / (1.0 + exp(-z))


def begun(name, steps=0, epochs=0):
    """The run of a lesson as its steps have it, trained for some epochs from its start."""
    training = Training(after(playground.load(name), steps))
    for _ in range(epochs):
        training.epoch()
    return training


def arrays(training):
    """The weights and biases of a run, layer by layer."""
    return list(training.network.arrays().values())


def outputs(training):
    return training.network.predict(training.experiment.samples["train"].inputs)


def sums(training):
    """The sums of every ReLU layer's units for all training samples."""
    a, found = training.experiment.samples["train"].inputs, []
    numbers = arrays(training)
    for weight, bias in list(zip(numbers[::2], numbers[1::2], strict=True))[:-1]:
        found.append(a @ weight + bias)
        a = np.maximum(0.0, found[-1])
    return found


def neuron():
    start, step, bias = (
        begun("lesson-01-neuron"),
        begun("lesson-01-neuron", 5, 1),
        begun("lesson-01-neuron", 2),
    )
    weight, moved_bias = arrays(step)
    yield "0.7311", outputs(start)[0, 0]
    yield "0.9820", outputs(bias)[0, 0]
    yield "0.8808", outputs(begun("lesson-01-neuron", 3))[0, 0]
    yield "0.7616", outputs(begun("lesson-01-neuron", 4))[0, 0]
    yield "0.0362", start.figures().train_loss
    yield "0.0223", step.figures().train_loss
    yield "0.7887", outputs(step)[0, 0]
    yield "1.9471", weight[0, 0]
    yield "−3.1058", weight[1, 0]
    yield "−2.9471", moved_bias[0]
    yield "0.9699", outputs(begun("lesson-01-neuron", 5, 100))[0, 0]


def forward_pass():
    h, z = sigmoid(3.0), 2 * sigmoid(3.0) - sigmoid(-1.0)
    yield "0.9526", h
    yield "0.7216", outputs(begun("lesson-02-forward-pass"))[0, 0]
    yield "0.7216", sigmoid(h)
    yield "0.0474", sigmoid(-3.0)
    yield "0.5119", outputs(begun("lesson-02-forward-pass", 3))[0, 0]
    yield "0.2689", sigmoid(-1.0)
    yield "1.636", z
    yield "0.8370", outputs(begun("lesson-02-forward-pass", 4))[0, 0]
    yield "0.0133", begun("lesson-02-forward-pass", 4).figures().train_loss


def chain_rule():
    start, step = begun("lesson-03-chain-rule"), begun("lesson-03-chain-rule", 0, 1)
    h1, h2 = sigmoid(0.2), sigmoid(-0.3)
    o = sigmoid(0.7 * h1 - 0.2 * h2)
    delta = (o - 1) * o * (1 - o)
    yield "0.5498", h1
    yield "0.4256", h2
    yield "0.5744", outputs(start)[0, 0]
    yield "0.0906", start.figures().train_loss
    yield "−0.4256", o - 1
    yield "0.2445", o * (1 - o)
    yield "−0.1040", delta
    yield "−0.0572", delta * h1
    yield "−0.0572", arrays(start)[1][0, 0] - arrays(step)[1][0, 0]
    yield "0.2475", h1 * (1 - h1)
    yield "−0.009014", delta * 0.7 * h1 * (1 - h1) * 0.5
    yield "−0.009014", arrays(start)[0][0, 0] - arrays(step)[0][0, 0]
    yield "−0.052024", delta * 0.5
    yield "0.409014", arrays(step)[0][0, 0]
    yield "0.0853", step.figures().train_loss


def one_step():
    h = sigmoid(np.array([0.3775, 0.3925]))
    o = sigmoid(np.array([0.4 * h[0] + 0.45 * h[1] + 0.6, 0.5 * h[0] + 0.55 * h[1] + 0.6]))
    delta = (o - [0.01, 0.99]) * o * (1 - o)
    back = delta[0] * 0.4 + delta[1] * 0.5
    start, step = begun("lesson-04-one-step"), begun("lesson-04-one-step", 0, 1)
    yield from zip(("0.593270", "0.596884", "0.751365", "0.772928"), (*h, *o), strict=True)
    yield from zip(("0.274811", "0.023560"), (o - [0.01, 0.99]) ** 2 / 2, strict=True)
    yield "0.298371", start.figures().train_loss
    yield from zip(("0.138499", "−0.038098"), delta, strict=True)
    yield "0.082167", delta[0] * h[0]
    yield "0.358916", arrays(step)[2][0, 0]
    yield "0.036350", back
    yield "0.241301", h[0] * (1 - h[0])
    yield "0.008771", back * h[0] * (1 - h[0])
    yield "0.000439", (arrays(start)[0][0, 0] - arrays(step)[0][0, 0]) / 0.5
    yield "0.280471", step.figures().train_loss
    yield "0.125527", begun("lesson-04-one-step", 0, 10).figures().train_loss
    yield "0.006083", begun("lesson-04-one-step", 0, 100).figures().train_loss


def one_step_without_biases():
    """Mazur's total with the biases as they were, and with the error sent back through new weights."""
    w1, w2 = np.array([[0.15, 0.25], [0.2, 0.3]]), np.array([[0.4, 0.5], [0.45, 0.55]])
    x, y = np.array([0.05, 0.1]), np.array([0.01, 0.99])
    h = sigmoid(x @ w1 + 0.35)
    o = sigmoid(h @ w2 + 0.6)
    delta = (o - y) * o * (1 - o)
    new = w2 - 0.5 * np.outer(h, delta)
    for total, back in (("0.291027774", w2), ("0.291027924", new)):
        moved = w1 - 0.5 * np.outer(x, (back @ delta) * h * (1 - h))
        said = sigmoid(sigmoid(x @ moved + 0.35) @ new + 0.6)
        yield total, ((said - y) ** 2).sum() / 2


def learning_rate():
    start = begun("lesson-07-learning-rate")
    inputs = start.experiment.samples["train"].inputs
    seen = np.c_[inputs, np.ones(len(inputs))]
    targets = start.experiment.samples["train"].targets
    best, *_ = np.linalg.lstsq(seen, targets, rcond=None)
    curvature = np.linalg.eigvalsh(seen.T @ seen / len(seen))[-1]
    yield "0.82", start.figures().train_loss
    yield "0.50", begun("lesson-07-learning-rate", 0, 20).figures().train_loss
    yield "0.0011", ((seen @ best - targets) ** 2).mean() / 2
    yield "12.7", curvature
    yield "0.157", 2 / curvature


def mini_batches():
    yield "0.62", begun("lesson-11-mini-batches", 1, 100).figures().train_loss
    yield "0.62", begun("lesson-11-mini-batches", 2, 20).figures().train_loss


def momentum():
    yield "0.62", begun("lesson-12-momentum-adam", 0, 100).figures().train_loss


PRINTED = {
    "lesson-01-neuron": (neuron,),
    "lesson-02-forward-pass": (forward_pass,),
    "lesson-03-chain-rule": (chain_rule,),
    "lesson-04-one-step": (one_step, one_step_without_biases),
    "lesson-07-learning-rate": (learning_rate,),
    "lesson-11-mini-batches": (mini_batches,),
    "lesson-12-momentum-adam": (momentum,),
}


@pytest.mark.parametrize("name", PRINTED)
def test_the_numbers_of_a_lesson_are_those_of_its_network(name):
    text = " ".join(map(said, playground.load(name).lesson))
    for shown, value in (pair for numbers in PRINTED[name] for pair in numbers()):
        digits = len(shown.partition(".")[2])
        assert f"{value:.{digits}f}".replace("-", "−") == shown
        assert shown in text


LOOKED = {
    "lesson-03-chain-rule": {
        1: ("0.5498", "0.4256", "0.5744", "0.0906"),
        2: ("0.4256", "0.5744", "0.1040", "0.5498", "0.0572"),
        3: ("0.1040", "0.7", "0.5", "0.009014"),
        5: ("0.4", "0.409014"),
    },
    "lesson-04-one-step": {
        1: ("0.3775", "0.593270", "0.596884", "0.751365", "0.772928", "0.298371"),
        2: ("0.138499", "0.593270", "0.082167", "0.358916"),
        3: ("0.138499", "0.038098", "0.036350", "0.008771", "0.05", "0.000439"),
    },
    "lesson-19-through-time": {
        2: ("0.2757", "0.2623", "0.7243"),
        3: ("0.7243", "0.6693", "0.5354", "0.4684", "0.3748", "0.2947"),
        4: ("0.4621", "0.4684", "0.3537", "0.6693", "0.4532"),
    },
}


@pytest.mark.parametrize("name", LOOKED)
def test_the_microscope_shows_the_numbers_of_which_a_step_speaks(name):
    experiment = playground.load(name)
    for number, shown in LOOKED[name].items():
        step = experiment.lesson[number - 1]
        made = chain(trace(after(experiment, number - 1)), step.look)
        found = [float(word) for word in re.findall(r"\d+(?:\.\d+)?", traces.text(made))]
        for digits in shown:
            assert digits in said(step)
            places = len(digits.partition(".")[2])
            assert digits in {f"{value:.{places}f}" for value in found}


@pytest.mark.parametrize(
    ("number", "changes", "epochs"),
    [
        (2, ("initializer.biases=[[3]]",), 0),
        (4, ("initializer.weights=[[[4], [-6]]]", "initializer.biases=[[-6]]", "output=tanh"), 0),
        (5, ("initializer.weights=[[[4], [-6]]]", "initializer.biases=[[-6]]"), 1),
    ],
)
def test_a_step_of_lesson_1_is_not_done_with_other_numbers_than_its_text_has(number, changes, epochs):
    experiment = playground.load("lesson-01-neuron")
    for change in changes:
        experiment = assigned(experiment, change)
    training = Training(experiment)
    for _ in range(epochs):
        training.epoch()
    assert not experiment.lesson[number - 1].met(LessonState(experiment, training.figures()))


def test_units_that_start_alike_stay_alike():
    weights, biases, *_ = arrays(begun("lesson-06-random-start", 2, 100))
    np.testing.assert_allclose(weights, np.repeat(weights[:, :1], 4, axis=1), rtol=1e-4)
    np.testing.assert_allclose(biases, biases[0], rtol=1e-4)
    other, *_ = arrays(begun("lesson-06-random-start", 3, 60))
    assert np.abs(other - other[:, :1]).max() > 0.5


def test_zeros_teach_the_output_bias_and_nothing_else():
    *weights, bias = arrays(begun("lesson-06-random-start", 0, 50))
    assert all((array == 0.0).all() for array in weights)
    assert bias != 0.0


def test_a_rate_of_0_15_swings_to_the_other_side_with_every_step():
    experiment = after(playground.load("lesson-07-learning-rate"), 4)
    answers = np.array([outputs(begun("lesson-07-learning-rate", 4, epochs))[:, 0] for epochs in range(6)])
    errors = answers - experiment.samples["train"].targets[:, 0]
    turned = [np.corrcoef(errors[i], errors[i + 1])[0, 1] for i in range(1, 5)]
    assert max(turned) < -0.9
    tipped = [np.corrcoef(answers[i], answers[i + 1])[0, 1] for i in range(3)]
    assert max(tipped) < 0.0


def test_six_sigmoid_layers_leave_the_first_a_seven_hundredth_or_less():
    ratios = []
    for seed in range(1, 12):
        training = Training(playground.load("lesson-08-vanishing").changed(seed=seed))
        first, *_, last = (layer.gradient for layer in Probe(training).layer_statistics().layers)
        ratios.append(last / first)
    assert 700 < ratios[0] < 800
    assert sum(ratio > 1000 for ratio in ratios) >= 8
    first, *_, last = gradients(after(playground.load("lesson-08-vanishing"), 4))
    assert last / first < 10


def test_units_are_dead_when_a_lesson_says_so():
    (layer,) = sums(begun("lesson-09-dead-units", 1, 50))
    assert (layer < 0.0).all()
    (layer,) = sums(begun("lesson-09-dead-units", 2))
    assert (layer.max(axis=0) > 0.0).all()
    first, second = sums(begun("lesson-09-dead-units", 4, 20))
    assert (first.max(axis=0) > 0.0).any()
    assert (second <= 0.0).all()


def test_forty_samples_meet_more_than_a_thousand_weights():
    experiment = playground.load("lesson-10-overfitting")
    assert len(experiment.samples["train"]) == 40
    assert experiment.size > 1000
    assert len(after(experiment, 3).samples["train"]) == 1000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "steps", "epochs"),
    [
        ("without a cure", 2, 200),
        ("with a thousand samples", 3, 50),
        ("with L2", 4, 200),
        ("with L1", 5, 200),
        ("with dropout", 6, 200),
        ("with patience", 7, 200),
    ],
)
def test_the_cures_of_overfitting_stand_side_by_side_with_their_losses(words, steps, epochs):
    figures = playground.train(after(playground.load("lesson-10-overfitting"), steps), epochs).figures
    text = playground.load("lesson-10-overfitting").lesson[-1].text
    found = re.search(rf"about ([\d.]+) and ([\d.]+) {words}[,.]", text)
    said = [float(number) for number in found.groups()]
    assert [figures.train_loss, figures.test_loss] == pytest.approx(said, rel=0.15, abs=0.08)


def test_the_first_step_of_adam_moves_every_weight_by_the_learning_rate():
    experiment = after(playground.load("lesson-12-momentum-adam"), 5)
    training = Training(experiment.changed(batch_size=0))
    before = training.network.parameters.copy()
    training.advance(1)
    moved = np.abs(training.network.parameters - before)
    assert np.quantile(moved, 0.05) > 0.0099
    assert moved.max() < 0.0101
