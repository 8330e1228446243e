"""What lessons of images, sequences and autoencoders say of their runs: the words, and what must hold."""

from claims import Claim, below, between, right
from shaped_claims import GUESSED, both

CONVOLUTION, POOLING = "lesson-16-convolution", "lesson-17-pooling"
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
)
