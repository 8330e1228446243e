"""What presets of images, sequences and autoencoders say of their runs: the words, and what must hold."""

import math
from collections.abc import Callable

import numpy as np
from claims import CLIPPED, MANY, Claim, Holds, below, between, guesses, right

from playground.library import Run
from playground.training.training import Training


def back_through_time(run: Run) -> float:
    """How many times longer the slope of the first state is than that of the last, at the start.

    Not a number where the last has none, for every sample is right already.
    """
    training, samples = Training(run.experiment), run.experiment.samples["train"]
    bound = training.network.bind(len(samples), run.experiment.loss, generators=training.generators)
    bound.x[...], bound.y[...] = samples.inputs, samples.targets
    bound.forward()
    bound.backward()
    slopes = bound.layers[0].handles["d_hidden"].astype(float)
    first, last = (np.linalg.norm(slopes[..., moment, :]) for moment in (0, -1))
    return float(first / last) if last else math.nan


def with_noise(run: Run, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """Test inputs with noise, and what the network makes of them."""
    inputs = run.experiment.samples["test"].inputs
    seen = inputs + np.random.default_rng(1).normal(0.0, 1.0, inputs.shape) * noise
    return seen, run.network.predict(seen)


def leaves(least: float, most: float, noise: float = 0.3) -> Callable[[Run], bool]:
    """Whether noisy test inputs come out wrong by so much in the mean square."""

    def holds(run: Run) -> bool:
        _, outputs = with_noise(run, noise)
        return least <= float(((outputs - run.experiment.samples["test"].inputs) ** 2).mean()) < most

    return holds


def noisy(run: Run) -> bool:
    inputs = run.experiment.samples["test"].inputs
    return 0.085 < float(((with_noise(run, 0.3)[0] - inputs) ** 2).mean()) < 0.095


def principal(components: int, least: float, most: float) -> Callable[[Run], bool]:
    """Whether the principal components of the training samples leave so much of the test samples."""

    def holds(run: Run) -> bool:
        train, test = (run.experiment.samples[part].inputs.astype(float) for part in ("train", "test"))
        middle = train.mean(axis=0)
        _, _, axes = np.linalg.svd(train - middle, full_matrices=False)
        kept = axes[:components].T @ axes[:components]
        left = (test - middle) @ (np.eye(len(kept)) - kept)
        return least < float((left**2).mean()) < most

    return holds


def decodes(run: Run) -> bool:
    """Whether every output is on the right side of one half."""
    patterns = run.experiment.samples["train"].inputs
    return bool(((run.network.predict(patterns) > 0.5) == (patterns > 0.5)).all())


def together(run: Run) -> bool:
    """Whether the digit nearest to another in the two units in the middle is mostly of its class."""
    arrays, samples = list(run.network.arrays().values()), run.experiment.samples["test"]
    first = np.tanh(samples.inputs @ arrays[0] + arrays[1])
    middle = first @ arrays[2] + arrays[3]
    apart = ((middle[:, None] - middle[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    truth = samples.points.truth
    return bool((truth[apart.argmin(axis=1)] == truth).mean() > 0.5)


def early(run: Run) -> bool:
    """Whether the first quarter of the steps has more than half of the error."""
    samples = run.experiment.samples["test"]
    errors = (run.network.predict(samples.inputs) - samples.targets) ** 2
    return bool(errors[:, : errors.shape[1] // 4].sum() > 0.5 * errors.sum())


def at_first(run: Run) -> bool:
    """Whether more than half of the wrong classes are in the first ten steps."""
    samples, targets = run.experiment.samples["test"], run.experiment.targets
    found, true = (targets.labels(each) for each in (run.network.predict(samples.inputs), samples.targets))
    assert found is not None
    wrong = found != true
    return bool(wrong[:, :10].sum() > 0.5 * wrong.sum())


def drops(run: Run) -> bool:
    """Whether the loss is near that of guessing after five epochs, and below 0.1 at the end."""
    losses = [row.train_loss for row in run.history]
    return losses[5] > 0.6 and losses[-1] < 0.1


def parted(run: Run) -> bool:
    """Whether the training loss is far below the test loss, which is not much below that of epoch 10."""
    tests = [row.test_loss for row in run.history]
    return run.figures.train_loss < 0.1 * tests[-1] and tests[-1] > 0.7 * tests[10]


def zero_is_wrong(run: Run) -> bool:
    """Whether 0 is wrong by 0.67 in the mean square, as for the sum of two values from -1 to 1."""
    return 0.6 < float((run.experiment.samples["test"].targets ** 2).mean()) < 0.74


def both(one: Holds, other: Holds) -> Holds:
    return lambda run: one(run) and other(run)


def replaced(layer: str) -> str:
    return f"layers=[{layer}]"


FLAT, TANH = '{"kind": "flatten"}', '{"kind": "dense", "units": 32, "activation": {"kind": "tanh"}}'
LSTM = '{"kind": "lstm", "units": 8, "forget_bias": 2.0}'
CONVOLUTION = '{"kind": "conv2d", "filters": 6, "activation": {"kind": "tanh"}}'
POOLS = '{"kind": "max-pool"}, {"kind": "global-max-pool"}'
ONE_CONVOLUTION = replaced(f"{CONVOLUTION}, {POOLS}")
GUESSED = between("test_accuracy", 0.4, 0.6)
SHAPED_CLAIMS = (
    Claim("bars-dense", "at least 90 % are right", 40, right(0.9, "validation")),
    Claim("bars-dense", "which is guessing", 40, GUESSED),
    Claim("bars-convolution", "at least 99 %", 40, both(right(0.99), right(0.99, "validation"))),
    Claim("digits-linear", "About 96 % of the test digits", 30, between("test_accuracy", 0.95, 0.98)),
    Claim("digits", "all 1\u2009200 training digits by heart", 30, right(1.0, "train")),
    Claim("digits", "about 97 %", 30, between("test_accuracy", 0.965, 0.985)),
    Claim("digits", "the test loss soon falls no further", 30, parted),
    Claim("digits-convolution", "96 to 98 %", 30, between("test_accuracy", 0.96, 0.985)),
    Claim("binary-addition", "within 40 epochs every bit is right", 40, right(1.0, "train")),
    Claim("binary-addition", "at least 99 % of their bits", 40, right(0.99)),
    Claim("remember-recurrent", "stays near one half", 20, GUESSED),
    Claim("remember-recurrent", "however long you wait", 200, GUESSED, **MANY),
    Claim("remember-lstm", "at least 99 % of the test sequences", 20, right(0.99)),
    Claim("remember-lstm", "it guesses, too", 20, GUESSED, ("layers[0].forget_bias=-2",)),
    Claim("encoder", "every output is on the right side of one half", 300, decodes),
    Claim("digits-autoencoder", "below 0.0125", 60, below(0.0125, "test")),
    Claim("digits-autoencoder", "0.0115", 0, principal(16, 0.011, 0.012)),
    Claim("digits-map", "below 0.04", 100, below(0.04, "test")),
    Claim("digits-map", "leave 0.052", 0, principal(2, 0.0515, 0.0525)),
    Claim("digits-map", "More than half of them", 100, together),
    Claim("digits-denoising", "mean squared error is 0.09", 0, noisy),
    Claim("digits-denoising", "one below 0.023", 60, leaves(0.0, 0.023)),
    Claim("digits-denoising", "above 0.06", 60, leaves(0.06, 0.09), (replaced(f"{FLAT}, {TANH}"),)),
    Claim("keras-784-64-10", "at least 92 % of the test digits", 10, right(0.92)),
    Claim("keras-10-64-32-1", "at least 92 % of the test samples", 50, right(0.92)),
    Claim("keras-10-64-32-1", "about half are right", 50, GUESSED, ("layers=[]",)),
    Claim(
        "vanishing-through-time", "thousands of times shorter", 0, lambda run: back_through_time(run) < 1e-3
    ),
    Claim("vanishing-through-time", "the loss stays at 0.69", 30, guesses),
    Claim(
        "vanishing-through-time",
        "every test sequence is right after 30 epochs",
        30,
        right(1.0),
        ("layers[0].orthogonal=true",),
        **MANY,
    ),
    Claim("vanishing-through-time", "does as well", 30, right(1.0), (replaced(LSTM),)),
    Claim("exploding-through-time", "thousands of times longer", 0, lambda run: back_through_time(run) > 1e3),
    Claim("exploding-through-time", "diverges within its first epoch", 1, lambda run: run.diverged),
    Claim("exploding-through-time", "nearly every test sequence is right", 30, right(0.99), (CLIPPED,)),
    Claim("shapes", "at least 97 % of the test images", 30, right(0.97)),
    Claim(
        "shapes",
        "fewer than 95 %",
        30,
        between("test_accuracy", 0.6, 0.95),
        (replaced(f"{CONVOLUTION}, {POOLS}"),),
    ),
    Claim("echo", "at least 99 % of the bits", 40, both(right(0.99), right(0.99, "train"))),
    Claim("parity", "and then drops at once", 60, drops),
    Claim("parity", "at least 98 % of the answers", 60, right(0.98, "train")),
    Claim("reber", "at least 99 % of the steps", 40, right(0.99)),
    Claim("text", "at least 90 % of the characters", 30, right(0.9)),
    Claim("text", "More than half of the mistakes", 30, at_first),
    Claim("adding-problem", "below 0.005", 60, below(0.005, "test")),
    Claim("adding-problem", "always saying 0 gives 0.67", 0, zero_is_wrong),
    Claim("sine-mix", "below 0.0025", 60, below(0.0025, "test")),
    Claim("sine-mix", "the first steps of each have most of it", 60, early),
)
