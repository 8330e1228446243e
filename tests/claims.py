"""What presets and lessons say of their runs: the words as they stand there, and what must hold for them."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from cases import large

import playground
from playground.data.targets.metrics import ValueMetrics
from playground.experiment.edits import assigned
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import after
from playground.experiment.lessons import LessonStep
from playground.library import Run, train_members
from playground.training.training import Training

Holds = Callable[[Run], bool]


def said(step: LessonStep) -> str:
    """All that a step of a lesson says, with its questions, the words for their answers, and its hints."""
    return json.dumps(step.model_dump(mode="json"), ensure_ascii=False)


@dataclass(frozen=True)
class Claim:
    """A claim, and of how many starts it is true.

    On another processor sums are rounded otherwise, and a start at the edge falls to the other side: what
    holds of nine in ten by and large is counted over more than ten.
    """

    preset: str
    words: str
    """An excerpt of the preset's texts: whoever changes the text comes by here."""
    epochs: int
    holds: Callable[[Run], bool]
    changes: tuple[str, ...] = ()
    steps: int = 0
    """How many steps of the lesson are done first."""
    least: int = 9
    most: int = 10
    starts: int = 10

    def experiment(self) -> Experiment:
        """Return what is to be trained."""
        experiment = after(playground.load(self.preset), self.steps)
        for change in self.changes:
            experiment = assigned(experiment, change)
        return experiment

    def count(self) -> int:
        """Train from all starts, and return of how many the claim holds."""
        experiment = self.experiment()
        members = [experiment.changed(seed=seed) for seed in range(1, self.starts + 1)]
        if all(rule.alike for rule in experiment.stop) and not large(experiment):
            runs = train_members(members, self.epochs)
        else:  # each ends at an epoch of its own, or has enough to do alone
            runs = [playground.train(member, self.epochs) for member in members]
        return sum(self.holds(run) for run in runs)


MANY = {"starts": 40, "least": 32, "most": 40}
"""Of a claim that holds from about nine in ten starts."""


def gradients(experiment: Experiment) -> list[float]:
    """The length of the gradient of each layer's weights at the start, for all samples at once."""
    training, samples = Training(experiment), experiment.samples["train"]
    network = training.network
    gradient = np.zeros_like(network.parameters)
    run = network.bind(len(samples), experiment.loss, gradient, training.generators)
    run.x[...], run.y[...] = samples.inputs, samples.targets
    run.forward()
    run.backward()
    network.parameters[...] = gradient
    return [float(np.linalg.norm(weight)) for weight in network.weights() if weight is not None]


def shrinks(factor: float) -> Callable[[Run], bool]:
    """Whether the first layer's gradient is that many times shorter than the last one's, at the start."""

    def holds(run: Run) -> bool:
        first, *_, last = gradients(run.experiment)
        return last > factor * first

    return holds


def long(run: Run) -> bool:
    """Whether the gradient of all weights is more than 200 long at the start."""
    return float(np.hypot.reduce(gradients(run.experiment))) > 200.0


def shortened(run: Run) -> bool:
    """Whether a start by He makes the gradient of all weights a hundred times shorter, at least."""
    longer, shorter = (
        float(np.hypot.reduce(gradients(assigned(run.experiment, f"initializer={start}"))))
        for start in ('{"kind": "normal", "deviation": 1}', "he-normal")
    )
    return longer > 100.0 * shorter


def on_the_rim(run: Run) -> bool:
    """Whether every class has its mean near the rim of the square that two tanh units span."""
    weight, bias, *_ = run.network.arrays().values()
    samples = run.experiment.samples["train"]
    hidden, classes = np.tanh(samples.inputs @ weight + bias), samples.targets.argmax(axis=1)
    means = np.array([hidden[classes == each].mean(axis=0) for each in np.unique(classes)])
    return bool((np.abs(means).max(axis=1) > 0.8).all())


def explains(least: float, most: float) -> Callable[[Run], bool]:
    """Whether the share of the targets' variance that is explained lies between two numbers."""

    def holds(run: Run) -> bool:
        found = run.metrics["train"]
        return isinstance(found, ValueMetrics) and least <= found.r2 <= most

    return holds


def ends_before(epoch: int) -> Callable[[Run], bool]:
    return lambda run: run.figures.epoch < epoch


def dead(run: Run) -> int:
    """How many units of the only hidden layer say 0 to every training sample."""
    weight, bias, *_ = run.network.arrays().values()
    return int((run.experiment.samples["train"].inputs @ weight + bias <= 0.0).all(axis=0).sum())


def between(figure: str, low: float, high: float) -> Callable[[Run], bool]:
    return lambda run: low <= getattr(run.figures, figure) <= high


def right(least: float, samples: str = "test") -> Callable[[Run], bool]:
    return between(f"{samples}_accuracy", least, 1.0)


def below(loss: float, samples: str = "train") -> Callable[[Run], bool]:
    return between(f"{samples}_loss", 0.0, loss)


def layers(count: int, units: int, activation: str, *between: str) -> str:
    one = f'{{"kind": "dense", "units": {units}, "activation": {{"kind": "{activation}"}}}}'
    others = [f'{{"kind": "{kind}"}}' for kind in between]
    return f"layers=[{', '.join([one, *others] * count)}]"


def first(layer: str) -> str:
    """The layers of the preset Raw inputs with another before them."""
    return f'layers=[{{"kind": "{layer}"}}, {layers(1, 4, "tanh").removeprefix("layers=[")}'


def guesses(run: Run) -> bool:
    """A loss near 0.69 is that of a coin."""
    return 0.6 < run.figures.train_loss < 0.75


GLOROT, HE, SGD = "initializer=glorot-uniform", "initializer=he-normal", "optimizer=sgd"


def rate(value: float) -> str:
    return f"optimizer.learning_rate={value:g}"


BOWL, HIDDEN, SIX = "lesson-07-learning-rate", "lesson-05-hidden-layer", "lesson-08-vanishing"
NORM, CLIPPING = "lesson-13-batch-norm", "lesson-15-clipping"
ONE = "one-dimensional-function"
GATE, EIGHT = "xor-gate", layers(1, 8, "tanh")
WAVES = 'features=["x1", "x2", "x1-times-x2", "sin-x1", "sin-x2"]'
BATCH_FIRST, LAYER_FIRST = (first("batch-norm"),), (first("layer-norm"),)
ADAM = 'optimizer={"kind": "adam", "learning_rate": 0.01}'
CLIPPED = 'clipping={"kind": "by-norm", "limit": 1}'
CLAIMS = (
    Claim("all-alike", "one unit cannot do XOR", 200, between("test_accuracy", 0.0, 0.8)),
    Claim("all-alike", "Any random start breaks the tie", 200, right(0.9), (GLOROT,)),
    Claim("bouncing", "gets nowhere", 100, between("train_accuracy", 0.0, 0.8)),
    Claim("bouncing", "It does not diverge", 100, lambda run: not run.diverged),
    Claim("bouncing", "Reset, and it learns the spiral", 100, right(0.9, "train"), (rate(0.01),)),
    Claim("checkerboard", "at least nine in ten right", 300, right(0.9)),
    Claim("checkerboard", "fewer than 17 in 20", 300, between("test_accuracy", 0.0, 0.85), (EIGHT,)),
    Claim("checkerboard", "reach nine in ten, too", 300, right(0.9), (EIGHT, WAVES)),
    Claim("dead-units", "seldom enough for the circle", 200, between("test_accuracy", 0.0, 0.9)),
    Claim("dead-units", "go flat one after another", 200, lambda run: dead(run) >= 2),
    Claim("dead-units", "At a rate of 0.3 none dies", 200, lambda run: dead(run) == 0, (rate(0.3),)),
    Claim(
        "dead-units",
        "Leaky ReLU units still learn the circle",
        200,
        right(0.9),
        (rate(3), "layers[0].activation=leaky-relu"),
    ),
    Claim("exploding-gradients", "diverges within its first epoch", 1, lambda run: run.diverged),
    Claim("exploding-gradients", "nearly every test point is right", 100, right(0.95), (HE,)),
    Claim("exploding-gradients", "at least nine in ten with the second", 100, right(0.9), (CLIPPED,), **MANY),
    Claim("eight-clouds", "along the rim of the square", 300, on_the_rim),
    Claim("early-stopping", "before epoch 60", 400, ends_before(60)),
    Claim("early-stopping", "a test loss below 0.2", 400, below(0.2, "test")),
    Claim("early-stopping", "ends above 0.25", 400, between("test_loss", 0.25, 1000.0), ("stop=[]",)),
    Claim("overfitting", "After twenty epochs", 20, below(0.5, "test")),
    Claim("overfitting", "more than triples", 400, between("test_loss", 1.3, 1000.0)),
    Claim("overfitting", "towards zero", 400, below(0.01)),
    Claim(ONE, "the four there are, it explains more than 95 %", 300, explains(0.95, 1.0)),
    Claim(ONE, "explains less than 40 %", 300, explains(-1.0, 0.4), ("layers[0].units=1",)),
    Claim("raw-inputs", "no further than the average", 500, explains(-0.1, 0.1)),
    Claim(
        "raw-inputs", "the same network learns the prices", 500, explains(0.9, 1.0), (first("batch-norm"),)
    ),
    Claim(
        "raw-inputs", "Layer normalization does not help", 500, explains(-0.1, 0.1), (first("layer-norm"),)
    ),
    Claim("saturated-units", "learns the circle in a hundred epochs", 100, right(0.95), (GLOROT,)),
    Claim("spiral", "in two to three hundred epochs", 300, right(0.95)),
    Claim("spiral", "Plain gradient descent creeps", 300, between("test_accuracy", 0.0, 0.7), (SGD,)),
    Claim("too-few-units", "between 75 and 85 %", 200, between("test_accuracy", 0.75, 0.85)),
    Claim("too-few-units", "however long you wait", 600, between("test_accuracy", 0.75, 0.85)),
    Claim("too-few-units", "learned in 200 epochs", 200, right(0.95), ("layers[0].units=8",)),
    Claim("too-high-a-rate", "within a few epochs", 5, lambda run: run.diverged),
    Claim("too-high-a-rate", "to 0.03 and it learns", 100, below(0.01), (rate(0.03),)),
    Claim("too-low-a-rate", "the loss is where it was", 2000, between("train_accuracy", 0.0, 0.7)),
    Claim("too-low-a-rate", "Raise the rate to 0.03", 2000, right(0.95), (rate(0.03),)),
    Claim("vanishing-gradients", "thousands of times smaller", 0, shrinks(1000)),
    Claim("vanishing-gradients", "the loss stays at 0.69", 150, guesses),
    Claim(
        "vanishing-gradients",
        "learned in 150 epochs",
        150,
        right(0.95),
        (layers(6, 8, "relu"), HE),
    ),
    Claim(
        "xor", "remove the layer and see it fail", 100, between("test_accuracy", 0.0, 0.75), ("layers=[]",)
    ),
    Claim(GATE, "about nine in ten starts get all four right", 1000, right(1.0, "train"), least=8),
    Claim(
        GATE, "only about half of them", 1000, right(1.0, "train"), ("layers[0].units=2",), least=2, most=8
    ),
    Claim(HIDDEN, "The loss stays near 0.69", 50, guesses),
    Claim(HIDDEN, "about seven in ten", 50, between("train_accuracy", 0.6, 0.76), steps=2),
    Claim(HIDDEN, "fewer than nine in ten", 50, between("test_accuracy", 0.0, 0.9), steps=3),
    Claim(
        HIDDEN,
        "others get stuck",
        50,
        right(0.9),
        ("layers[0].units=3",),
        steps=3,
        least=2,
        most=9,
    ),
    Claim(HIDDEN, "With six nearly every start does", 50, right(0.9), steps=4),
    Claim(BOWL, "after ten steps", 10, below(0.002), steps=3),
    Claim(BOWL, "half to four fifths", 20, below(0.002), (rate(0.08),)),
    Claim(BOWL, "half to four fifths", 20, below(0.002), (rate(0.12),)),
    Claim(BOWL, "no longer above 0.0012", 20, below(0.0012), steps=6),
    Claim(
        BOWL,
        "takes the swings out of 0.15",
        20,
        between("train_loss", 0.005, 1.0),
        steps=4,
        least=8,
    ),
    Claim(SIX, "hundreds of times shorter than that of the last", 0, shrinks(300)),
    Claim(SIX, "thousands of times shorter", 0, shrinks(1000), least=7),
    Claim(SIX, "The loss stays near 0.69", 100, guesses),
    Claim(SIX, "the same ReLU network is stuck again", 50, guesses, steps=5),
    Claim(SIX, "still guessing after 100 epochs", 100, guesses, (layers(3, 8, "sigmoid"),)),
    Claim(SIX, "with Adam they learn the circle in 20", 20, right(0.95), steps=6),
    Claim(
        SIX,
        "even Adam depends on the start",
        20,
        right(0.95),
        (ADAM,),
        least=2,
        most=9,
    ),
    Claim("lesson-10-overfitting", "stays near 0.36", 10, between("test_loss", 0.31, 0.42), steps=1),
    Claim("lesson-10-overfitting", "before epoch 50", 200, ends_before(50), steps=7),
    Claim("lesson-11-mini-batches", "bring the loss below 0.1", 100, below(0.1), steps=6),
    Claim(
        "lesson-11-mini-batches",
        "still above that after 1\u2009250 steps",
        50,
        between("train_loss", 0.1, 0.2),
        steps=3,
    ),
    Claim("lesson-12-momentum-adam", "a loss of about 0.5", 100, between("train_loss", 0.35, 0.58), steps=3),
    Claim("lesson-12-momentum-adam", "to 0.3 or less", 100, below(0.3), steps=4),
    Claim(NORM, "The loss stays near 0.69", 20, guesses),
    Claim(NORM, "the loss is below 0.3", 10, below(0.3), steps=3),
    Claim(NORM, "it learns the circle in 20 epochs", 20, right(0.95), steps=7),
    Claim(
        NORM,
        "the same network with batch normalization does not",
        20,
        between("test_accuracy", 0.0, 0.9),
        (layers(5, 16, "relu", "batch-norm"),),
        steps=7,
    ),
    Claim(
        NORM,
        "with neither it diverges",
        20,
        lambda run: run.diverged,
        (layers(5, 16, "relu"),),
        steps=7,
    ),
    Claim("lesson-14-losses", "The loss stays near 1", 20, between("train_loss", 0.95, 1.0)),
    Claim("lesson-14-losses", "has every test point right", 100, right(1.0), steps=4),
    Claim("lesson-14-losses", "within 20 epochs", 100, ends_before(21), steps=5),
    Claim(CLIPPING, "more than 200 long at the start", 0, long),
    Claim(CLIPPING, "diverges within its first epoch", 1, lambda run: run.diverged),
    Claim(CLIPPING, "at least nine in ten test points", 100, right(0.9), steps=2, **MANY),
    Claim(CLIPPING, "the loss is still above 5", 100, between("train_loss", 5.0, 1000.0), steps=3),
    Claim(CLIPPING, "at least 19 in 20 test points", 100, right(0.95), steps=4),
    Claim(CLIPPING, "more than a hundred times shorter", 0, shortened),
    Claim(CLIPPING, "the circle is learned in 20 epochs", 20, right(0.95), steps=5),
)
