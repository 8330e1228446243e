"""What lessons of images, sequences and autoencoders say of their runs: the words, and what must hold."""

from collections.abc import Callable, Mapping

import numpy as np
from claims import MANY, Claim, below, between, guesses, right
from shaped_claims import GUESSED, back_through_time, both, decodes, leaves, noisy, principal, together

from playground.library import Run

CONVOLUTION, POOLING = "lesson-16-convolution", "lesson-17-pooling"
DIGITS, ADDITION = "lesson-18-digits", "lesson-20-addition"

VANISHING, LSTM = "lesson-21-vanishing-through-time", "lesson-22-lstm"
AUTOENCODERS = "lesson-23-autoencoders"


def commonest(run: Run) -> bool:
    """Whether a 4 that is taken for a 9 is one of the two commonest mistakes."""
    samples = run.experiment.samples["test"]
    answers, truth = (each.argmax(axis=1) for each in (run.network.predict(samples.inputs), samples.targets))
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (truth, answers), truth != answers)
    return bool(counts[4, 9] >= np.sort(counts, axis=None)[-2])


def inside(run: Run, part: str) -> Mapping[str, np.ndarray]:
    """What the first layer has inside for all samples of a part."""
    samples = run.experiment.samples[part]
    bound = run.network.bind(len(samples), run.experiment.loss)
    bound.x[...] = samples.inputs
    bound.forward()
    return {name: np.array(values) for name, values in bound.layers[0].handles.items()}


def keeps(run: Run) -> bool:
    """Whether three cells tell the classes apart by their sign from step 11 on, their forget gates open."""
    found, samples = inside(run, "test"), run.experiment.samples["test"]
    one = samples.targets.reshape(-1, 1, 1) > 0.5
    agree = ((found["cell"][:, 10:] > 0.0) == one).mean(axis=(0, 1))
    apart = (agree == 1.0) | (agree == 0.0)
    return int((apart & (found["forget_gate"].mean(axis=(0, 1)) >= 0.9)).sum()) >= 3


def stroke(run: Run) -> bool:
    """Whether most of what one of the kernels holds lies in one row or one column."""
    kernel = next(iter(run.network.arrays().values()))[0]
    lines = np.maximum(kernel.sum(axis=0).max(axis=0), kernel.sum(axis=1).max(axis=0))
    return bool((lines / np.abs(kernel).sum(axis=(0, 1))).max() > 0.55)


def names(count: int) -> Callable[[Run], bool]:
    """Whether the three units have so many distinct names of on and off for the eight patterns."""
    return lambda run: len({tuple(code) for code in inside(run, "train")["a"] > 0.5}) == count


def most_right(run: Run) -> int:
    """How many of the patterns come out right."""
    patterns = run.experiment.samples["train"].inputs
    return int(((run.network.predict(patterns) > 0.5) == (patterns > 0.5)).all(axis=1).sum())


def shorter(times: float) -> Callable[[Run], bool]:
    return lambda run: back_through_time(run) < 1.0 / times


def halved(run: Run) -> bool:
    return 0.4 < back_through_time(run) < 0.6


def longer(run: Run) -> bool:
    return back_through_time(run) > 1e3


def by_half_more(steps: int) -> Callable[[Run], bool]:
    """Whether every step back makes the slope 1.5 times as long."""
    return lambda run: bool(np.isclose(back_through_time(run), 1.5**steps, rtol=1e-3))


LESSON_CLAIMS = (
    Claim(CONVOLUTION, "At least nine in ten of the new bars", 40, right(0.9, "validation")),
    Claim(CONVOLUTION, "About half, which is guessing", 40, GUESSED),
    Claim(
        CONVOLUTION,
        "Every bar is right, on both sides",
        0,
        both(right(1.0), right(1.0, "validation")),
        steps=2,
    ),
    Claim(CONVOLUTION, "At least 98 % are right", 40, both(right(0.98), right(0.98, "validation")), steps=4),
    Claim(CONVOLUTION, "at least one small square become a stroke", 40, stroke, steps=4),
    Claim(CONVOLUTION, "From some starts that is enough", 40, right(0.99), steps=6, least=2, most=8),
    Claim(
        CONVOLUTION,
        "about one bar in fifteen",
        40,
        between("test_accuracy", 0.92, 0.95),
        steps=6,
        least=2,
        most=8,
    ),
    Claim(POOLING, "The new bars on the left are right", 40, right(0.9, "validation")),
    Claim(POOLING, "those on the right are guessed", 40, between("test_accuracy", 0.35, 0.6)),
    Claim(POOLING, "The right half is hardly better", 40, between("test_accuracy", 0.35, 0.65), steps=2),
    Claim(POOLING, "the train loss is below 0.02", 40, both(right(0.99), below(0.02)), steps=3),
    Claim(POOLING, "still above 0.04", 40, between("train_loss", 0.04, 0.69), steps=5),
    Claim(DIGITS, "At least 95 % of the test digits", 30, right(0.95)),
    Claim(DIGITS, "is the commonest of them, or the second", 30, commonest),
    Claim(
        DIGITS, "97 to 98 %", 30, both(right(0.995, "train"), between("test_accuracy", 0.965, 0.985)), steps=3
    ),
    Claim(DIGITS, "96 to 98 %", 30, between("test_accuracy", 0.96, 0.985), steps=4),
    Claim(DIGITS, "falls to about six in ten", 30, between("test_accuracy", 0.55, 0.65), steps=6),
    Claim(DIGITS, "at least 84 % are right", 30, between("test_accuracy", 0.84, 0.95), steps=7),
    Claim(ADDITION, "The loss stays near 0.68", 40, between("train_loss", 0.67, 0.69)),
    Claim(ADDITION, "every bit of all 200 sums is right", 40, right(1.0, "train"), steps=2),
    Claim(ADDITION, "at least 99 % of their bits", 40, right(0.99), steps=4),
    Claim(ADDITION, "at most nine in ten bits", 40, between("train_accuracy", 0.5, 0.9), steps=5),
    Claim(
        ADDITION,
        "from about half the starts they are enough",
        40,
        right(1.0, "train"),
        ("layers[0].units=3",),
        steps=5,
        least=2,
        most=8,
    ),
    Claim(ADDITION, "from no start that we tried", 40, right(1.0, "train"), steps=6, least=0, most=0),
    Claim(VANISHING, "at least 25 times shorter", 0, shorter(25)),
    Claim(VANISHING, "from 9 of 10 starts", 30, right(1.0), steps=2, **MANY),
    Claim(VANISHING, "For many epochs the loss stands still", 5, guesses, steps=2),
    Claim(VANISHING, "thousands of times shorter from nearly every start", 0, shorter(1000), steps=3),
    Claim(VANISHING, "The loss stays near 0.69", 30, guesses, steps=3),
    Claim(VANISHING, "With 30 steps", 30, guesses, steps=4),
    Claim(VANISHING, "that takes about half", 0, halved, steps=5),
    Claim(VANISHING, "From 9 of 10 starts every test sequence is right", 30, right(1.0), steps=5, **MANY),
    Claim(VANISHING, "exactly 1.5 times as long, from every start", 0, by_half_more(9), steps=6, least=10),
    Claim(
        VANISHING, "which is 2\u2009217", 0, by_half_more(19), ("data.steps=20",), steps=6, least=7
    ),  # from the others every sample is right at once, and has no slope
    Claim(VANISHING, "thousands of times as much arrives", 0, longer, steps=7),
    Claim(VANISHING, "The run diverges within its first epoch", 1, lambda run: run.diverged, steps=7),
    Claim(VANISHING, "At least 99 % of the test sequences", 30, right(0.99), steps=8),
    Claim(LSTM, "about half are right", 20, GUESSED),
    Claim(LSTM, "The train loss falls a little", 20, between("train_loss", 0.6, 0.68)),
    Claim(LSTM, "They learn more of the noise by heart", 20, both(GUESSED, below(0.65)), steps=2),
    Claim(LSTM, "At least 99 % of the test sequences", 20, right(0.99), steps=3),
    Claim(LSTM, "At least three cells", 20, keeps, steps=3),
    Claim(LSTM, "Half the epochs are enough", 10, right(0.99), steps=5),
    Claim(LSTM, "from about 8 of 10 starts", 20, right(0.99), steps=6, starts=40, least=26, most=37),
    Claim(
        LSTM,
        "2 from only about half of them",
        20,
        right(0.99),
        ("layers[0].forget_bias=2",),
        steps=6,
        starts=40,
        least=14,
        most=28,
    ),
    Claim(AUTOENCODERS, "Every output is on the right side of one half", 300, decodes),
    Claim(AUTOENCODERS, "from 4 of 10 starts all eight", 300, names(8), least=3, most=5),
    Claim(AUTOENCODERS, "from 6 there are seven", 300, names(7), least=5, most=7),
    Claim(AUTOENCODERS, "at most six of the eight", 300, lambda run: most_right(run) <= 6, steps=3),
    Claim(AUTOENCODERS, "0.0115 in the test digits", 0, principal(16, 0.0114, 0.0116), steps=4),
    Claim(AUTOENCODERS, "to below 0.0125", 60, below(0.0125, "test"), steps=4),
    Claim(AUTOENCODERS, "Two principal components leave 0.052", 0, principal(2, 0.0515, 0.0525), steps=5),
    Claim(AUTOENCODERS, "leaves less than 0.04", 100, below(0.04, "test"), steps=5),
    Claim(AUTOENCODERS, "More than half of the digits", 100, together, steps=5),
    Claim(AUTOENCODERS, "mean squared error of 0.09", 0, noisy, steps=6),
    Claim(AUTOENCODERS, "one below 0.023", 60, leaves(0.0, 0.023), steps=6),
)
