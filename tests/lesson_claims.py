"""What lessons of images, sequences and autoencoders say of their runs: the words, and what must hold."""

import numpy as np
from claims import Claim, below, between, right
from shaped_claims import GUESSED, both

from playground.library import Run

CONVOLUTION, POOLING = "lesson-16-convolution", "lesson-17-pooling"
DIGITS, ADDITION = "lesson-18-digits", "lesson-20-addition"


def commonest(run: Run) -> bool:
    """Whether a 4 that is taken for a 9 is one of the two commonest mistakes."""
    samples = run.experiment.samples["test"]
    answers, truth = (each.argmax(axis=1) for each in (run.network.predict(samples.inputs), samples.targets))
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (truth, answers), truth != answers)
    return bool(counts[4, 9] >= np.sort(counts, axis=None)[-2])


LESSON_CLAIMS = (
    Claim(CONVOLUTION, "At least nine in ten of the new bars", 40, right(0.9, "validation")),
    Claim(CONVOLUTION, "about half, which is guessing", 40, GUESSED),
    Claim(
        CONVOLUTION,
        "Every bar is right, on both sides",
        0,
        both(right(1.0), right(1.0, "validation")),
        steps=2,
    ),
    Claim(CONVOLUTION, "At least 98 % are right", 40, both(right(0.98), right(0.98, "validation")), steps=4),
    Claim(CONVOLUTION, "From some starts that is enough", 40, right(0.99), steps=6, least=2, most=8),
    Claim(
        CONVOLUTION,
        "about one bar in twenty",
        40,
        between("test_accuracy", 0.9, 0.96),
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
)
