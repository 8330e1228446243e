"""Training: the same numbers every time, states to return to, and the step at which it goes wrong."""

import numpy as np
import pytest
from cases import every

from playground.data.plane.base import Circle, Plane
from playground.data.samples import Split
from playground.engine.activations.rectified import Identity, ReLU
from playground.engine.initializers import Normal
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.sgd import SGD, Momentum
from playground.engine.regularizers.penalties import L2
from playground.engine.schedules.base import Schedule
from playground.experiment.experiment import Experiment
from playground.parts.part import family
from playground.training.divergence import Diverged
from playground.training.history import LONGEST
from playground.training.training import GUARD, Training
from tests.training.runs import SMALL, diverged, run, same

# The textbook


def textbook(experiment, weights, biases):
    """Plain gradient descent of half the squared error in the order of the samples, the last layer linear.

    Yields (step, epoch, the first thing that is not finite, or None); changes ``weights`` and ``biases``.
    """
    samples, rate = experiment.samples, experiment.optimizer.learning_rate
    train, batch, step = samples["train"], experiment.batch_size, 0
    tanh = all(layer.activation.kind == "tanh" for layer in experiment.layers)
    squash = np.tanh if tanh else lambda z: np.maximum(z, 0.0)
    slope = (lambda a: 1.0 - a**2) if tanh else lambda a: 1.0 * (a > 0.0)

    def forward(x):
        sums, outputs = [], [x]
        for w, b in zip(weights, biases, strict=True):
            sums.append(outputs[-1] @ w + b)
            outputs.append(squash(sums[-1]))
        return sums, [*outputs[:-1], sums[-1]]

    for epoch in range(1, experiment.epochs + 1):
        for start in range(0, len(train), batch):
            y = train.targets[start : start + batch]
            sums, outputs = forward(train.inputs[start : start + batch])
            loss = (0.5 * (outputs[-1] - y) ** 2).sum() / len(y)
            dz, gradients = (outputs[-1] - y) / len(y), []
            for i in reversed(range(len(weights))):
                gradients.insert(0, (outputs[i].T @ dz, dz.sum(axis=0)))
                dz = dz @ weights[i].T * slope(outputs[i])
            for i, (dw, db) in enumerate(gradients):
                weights[i] = weights[i] - rate * dw
                biases[i] = biases[i] - rate * db
            step += 1
            last = start + batch >= len(train)  # when all samples are measured
            errors = [forward(part.inputs)[1][-1] - part.targets for part in samples.values() if last]
            whole = sum((error**2).sum() for error in errors)
            yield step, epoch, broken(sums, loss, gradients, weights, whole)


def broken(sums, loss, gradients, weights, whole):
    """The first thing that is not finite, in the order in which it is computed."""
    layers = range(1, len(weights) + 1)
    named = [(f"a weighted sum of layer {i}", z) for i, z in zip(layers, sums, strict=True)]
    named += [("the loss of the batch", loss)]
    named += [(f"the gradient of layer {i}", dw) for i, (dw, _) in zip(layers, gradients, strict=True)][::-1]
    named += [(f"a weight of layer {i}", w) for i, w in zip(layers, weights, strict=True)]
    named += [("the loss of all samples", whole)]
    return next((name for name, value in named if not np.isfinite(value).all()), None)


def linear(**settings):
    """An experiment that the textbook knows, and a training of it with its weights and biases."""
    start = {"data": Plane(samples=53), "output": "identity", "shuffle": False, "precision": "float64"}
    experiment = Experiment(**(start | settings))
    training = Training(experiment)
    arrays = list(training.network.arrays().values())
    return experiment, training, [w.copy() for w in arrays[::2]], [b.copy() for b in arrays[1::2]]


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("batch_size", [1, 7, 9, 27])
def test_an_epoch_is_the_textbooks(activation, batch_size):
    layers = (Dense(units=5, activation=activation), Dense(units=3, activation=activation))
    experiment, training, weights, biases = linear(layers=layers, batch_size=batch_size, epochs=2)
    steps = list(textbook(experiment, weights, biases))
    training.epoch()
    training.epoch()
    assert training.steps == len(steps) == 2 * training.steps_per_epoch
    expected = [array for pair in zip(weights, biases, strict=True) for array in pair]
    for found, array in zip(training.network.arrays().values(), expected, strict=True):
        np.testing.assert_allclose(found, array, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    "settings",
    [
        {"layers": (), "optimizer": SGD(learning_rate=1.0)},
        {"layers": (), "optimizer": SGD(learning_rate=0.2), "batch_size": 3},
        {"layers": (Dense(units=4, activation=ReLU()),), "optimizer": SGD(learning_rate=0.9)},
        {"layers": (Dense(units=4, activation=ReLU()),) * 2, "optimizer": SGD(learning_rate=3.0)},
        {"optimizer": SGD(learning_rate=3.0)},
        {"layers": (Dense(units=9, activation=ReLU()),), "initializer": Normal(deviation=9.0), "seed": 4},
    ],
)
def test_a_run_that_diverges_stops_at_the_textbooks_step_and_says_what_broke(settings):
    experiment, training, weights, biases = linear(**{"epochs": 400, **settings})
    with np.errstate(all="ignore"):
        step, epoch, what = next(found for found in textbook(experiment, weights, biases) if found[2])
    message = diverged(training, 10)
    assert message.startswith(f"Diverged at step {step} (epoch {epoch}): {what}")
    assert message.endswith("is no longer a finite number")
    assert training.steps == step - 1
    assert np.isfinite(training.network.parameters).all()


# Repeats


@every(Optimizer)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_run_repeats_bit_by_bit(part, precision):
    experiment = SMALL.changed(optimizer=part, precision=precision, regularizer=L2(rate=0.1))
    first, second = run(experiment, 30), run(experiment, 30)
    assert same(first, second)
    assert first.history.rows == second.history.rows


@every(Optimizer)
@pytest.mark.parametrize("at", [0, 4, 6], ids=["start", "epoch", "middle of an epoch"])
def test_a_restored_snapshot_goes_on_as_the_first_time(part, at):
    training = run(SMALL.changed(optimizer=part), at)
    snapshot = training.snapshot()
    training.advance(11)
    parameters, rows = training.network.parameters.copy(), list(training.history.rows)
    for other in (training, Training(training.experiment)):
        other.restore(snapshot)
        assert (other.steps, other.epochs) == (at, at // 4)
        other.advance(11)
        assert np.array_equal(other.network.parameters, parameters)
        assert other.history.rows[-2:] == rows[-2:]


def test_a_snapshot_does_not_change_with_the_run():
    training = run(SMALL.changed(optimizer=Momentum()), 6)
    snapshot = training.snapshot()
    arrays = snapshot.parameters, snapshot.state["velocity"], snapshot.order
    kept = [array.copy() for array in arrays]
    training.advance(20)
    training.restore(snapshot)
    training.advance(20)
    for array, before in zip(arrays, kept, strict=True):
        assert np.array_equal(array, before)


def test_another_seed_is_another_start():
    assert not same(Training(SMALL), Training(SMALL.changed(seed=2)))


def test_steps_one_by_one_are_the_same_as_many_at_once():
    together, apart, epochs = run(SMALL, 12), Training(SMALL), Training(SMALL)
    for _ in range(12):
        apart.advance(1)
        apart.check_finite()
    for _ in range(3):
        epochs.epoch()
    assert same(together, apart)
    assert same(together, epochs)
    assert together.history.rows == apart.history.rows == epochs.history.rows


# Batches


@pytest.mark.parametrize(("batch_size", "steps"), [(0, 1), (1, 38), (10, 4), (19, 2), (38, 1), (5000, 1)])
def test_an_epoch_sees_every_sample_once(batch_size, steps):
    training = Training(SMALL.changed(batch_size=batch_size))
    assert training.steps_per_epoch == training.steps_to_epoch_end == steps
    training.epoch()
    assert (training.epochs, training.steps) == (1, steps)


def test_batch_size_0_and_batches_larger_than_the_data_take_them_all():
    whole, larger, exact = (run(SMALL.changed(batch_size=size), 5) for size in (0, 5000, 38))
    assert same(whole, larger)
    assert same(whole, exact)


def test_the_rest_of_an_epoch_is_finished_first():
    training = run(SMALL, 3)
    assert (training.epochs, training.steps_to_epoch_end) == (0, 1)
    training.epoch()
    assert (training.epochs, training.steps, training.steps_to_epoch_end) == (1, 4, 4)


def test_shuffling_takes_the_same_samples_in_another_order():
    ordered, shuffled = (run(SMALL.changed(shuffle=on, batch_size=0), 1) for on in (False, True))
    np.testing.assert_allclose(ordered.network.parameters, shuffled.network.parameters, rtol=1e-4)
    ordered, shuffled = (run(SMALL.changed(shuffle=on, batch_size=1), 38) for on in (False, True))
    assert np.abs(ordered.network.parameters - shuffled.network.parameters).max() > 1e-4


def test_each_epoch_is_shuffled_anew():
    training = run(SMALL, 1)
    (first,) = training.snapshot().order
    training.epoch()
    training.advance(1)
    (second,) = training.snapshot().order
    assert sorted(first) == sorted(second) == list(range(38))
    assert not np.array_equal(first, second)


# Figures


def test_the_first_row_is_the_start():
    training = Training(SMALL)
    (row,) = training.history.rows
    assert (row.epoch, row.step) == (0, 0)
    assert row == training.figures()


def test_figures_are_losses_and_accuracies_of_each_part():
    experiment = SMALL.changed(split=Split(validation=0.2), precision="float64", regularizer=L2(rate=9.0))
    training = run(experiment, 9)
    figures = training.figures()
    for name, part in experiment.samples.items():
        outputs = training.network.predict(part.inputs)
        loss = (0.5 * (outputs - part.targets) ** 2).mean()
        right = (outputs[:, 0] > 0.0) == (part.points.truth == 1)
        assert getattr(figures, f"{name}_loss") == pytest.approx(loss, rel=1e-12)
        assert getattr(figures, f"{name}_accuracy") == right.mean()


def test_where_there_is_nothing_to_measure_there_is_no_figure():
    values = Training(SMALL.changed(data=Plane(samples=20), output="identity")).figures()
    assert values.train_accuracy is values.test_accuracy is values.validation_loss is None
    untested = Training(SMALL.changed(split=Split(test=0.0))).figures()
    assert untested.test_loss is untested.test_accuracy is None
    assert untested.train_accuracy is not None


def test_a_long_run_keeps_few_rows():
    training = Training(SMALL.changed(data=Circle(samples=10), layers=(), batch_size=0))
    training.advance(2 * LONGEST + 3)
    assert len(training.history.rows) <= LONGEST
    assert training.history.stride == 4
    assert training.history.rows[-1].epoch == 2 * LONGEST


def test_going_back_forgets_the_rows_that_came_later():
    training = run(SMALL, 8)
    snapshot = training.snapshot()
    training.advance(8)
    training.restore(snapshot)
    assert [row.epoch for row in training.history.rows] == [0, 1, 2]


# Edits in the middle of a run


def test_a_revised_run_goes_on_from_its_weights_at_the_new_rate():
    training = run(SMALL, 8)
    before = training.network.parameters.copy()
    training.revise(SMALL.changed(optimizer=SGD(learning_rate=0.0)))
    training.advance(4)
    assert np.array_equal(training.network.parameters, before)
    assert (training.epochs, training.steps) == (3, 12)
    training.revise(SMALL)
    training.advance(4)
    assert not np.array_equal(training.network.parameters, before)


def test_a_revised_optimizer_of_the_same_kind_keeps_its_memory():
    started, warm = Momentum(learning_rate=0.01), Momentum(learning_rate=0.0, momentum=0.5)
    training = run(SMALL.changed(optimizer=started), 4)
    velocity = training.snapshot().state["velocity"]
    training.revise(training.experiment.changed(optimizer=warm))
    assert np.array_equal(training.snapshot().state["velocity"], velocity)
    assert velocity.any()


def test_another_kind_of_optimizer_starts_without_memories():
    training = run(SMALL.changed(optimizer=Adam()), 4)
    training.revise(SMALL.changed(optimizer=Momentum()))
    assert list(training.snapshot().state) == ["velocity"]
    training.revise(SMALL.changed(optimizer=Adam()))
    before = training.network.parameters.copy()
    training.advance(1)
    # Adam's first step is the rate itself, whatever the gradient.
    np.testing.assert_allclose(np.abs(training.network.parameters - before), 0.001, rtol=0.01)


def test_another_kind_of_schedule_forgets_how_far_the_rate_fell():
    tired = SMALL.changed(
        optimizer=SGD(learning_rate=1e-6),
        schedule={"kind": "reduce-on-plateau", "patience": 0, "threshold": 0.5},
    )
    training = run(tired, 0)
    for _ in range(4):
        training.epoch()
    training.advance(1)
    assert training.learning_rate < 1e-6
    for experiment in (tired.changed(schedule="constant"), tired):
        training.revise(experiment)
    training.advance(1)
    assert training.learning_rate == 1e-6


def test_a_number_that_was_written_is_still_there_after_a_divergence():
    training = run(SMALL.changed(layers=(Dense(activation=Identity()),), output="identity"), 2)
    training.set_parameters([0], [1e30])
    with pytest.raises(Diverged):
        training.advance(GUARD)
    assert training.network.parameters[0, 0] == np.float32(1e30)
    assert training.steps == 2


def test_a_revised_batch_size_begins_an_epoch():
    training = run(SMALL, 2)
    training.revise(SMALL.changed(batch_size=19))
    assert training.steps_to_epoch_end == 2
    training.epoch()
    assert (training.epochs, training.steps) == (1, 4)


def test_new_points_are_learned_by_the_old_weights():
    training = run(SMALL, 8)
    before = training.network.parameters.copy()
    other = SMALL.changed(data=Circle(samples=53, seed=9))
    training.revise(other)
    assert np.array_equal(training.network.parameters, before)
    inputs = other.samples["test"].inputs
    expected = 0.5 * (training.network.predict(inputs) - other.samples["test"].targets) ** 2
    assert training.figures().test_loss == pytest.approx(expected.mean(), rel=1e-6)


@every(Optimizer)
@pytest.mark.parametrize("schedule", family(Schedule))
def test_every_optimizer_follows_every_schedule(part, schedule):
    experiment = SMALL.changed(optimizer=part, schedule=schedule, batch_size=0)
    training = Training(experiment)
    for _ in range(3):
        training.epoch()
    assert training.figures().train_loss < 2.0 * training.history.rows[0].train_loss
