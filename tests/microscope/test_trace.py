"""The microscope's promise: what it announces is, to the last bit, what the next step does."""

import pickle

import numpy as np
import pytest
from cases import every, fitted
from drawn import experiments, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.samples import Split
from playground.engine.activations.base import Activation
from playground.engine.activations.softmax import Softmax
from playground.engine.clipping import ByNorm, Clipping
from playground.engine.initializers import Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.normalization import BatchNorm
from playground.engine.losses.base import Loss
from playground.engine.losses.classification import CrossEntropy
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.engine.regularizers.limits import MaxNorm
from playground.engine.regularizers.penalties import L2, Elastic
from playground.engine.schedules.base import Schedule
from playground.engine.schedules.plateau import PlateauRate
from playground.experiment.experiment import Experiment
from playground.microscope import Rows, trace
from playground.parts.part import family
from playground.training.population import PopulationTraining
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look
from playground.worker.requests.step_trace import StepTrace
from tests.looking import answer

SMALL = Experiment(
    data=Circle(samples=23),
    split=Split(test=0.0),  # 23 samples: two batches of 10, one of 3
    layers=(Dense(units=3), BatchNorm(), Dropout(rate=0.4), Dense(units=2)),
    optimizer=Adam(learning_rate=0.05),
    regularizer=L2(rate=0.02),
    clipping=ByNorm(limit=0.05),
)


def state(training):
    """Everything that training changes, as bytes and plain values."""
    found = training.snapshot()
    arrays = [found.parameters, found.kept, found.order, *found.state.values(), *found.plan.values()]
    counts = (found.epochs, found.steps, found.updates, found.position)
    return [array.tobytes() for array in arrays], counts, found.generators


def announced(training):
    """Look, then make the step: the trace, after it has been compared with what became of the run."""
    before = state(training)
    found = trace(training.experiment, training.snapshot())
    assert state(training) == before
    assert found.before.tobytes() == training.network.parameters.tobytes()
    training.advance(1)
    assert found.after.tobytes() == training.network.parameters.tobytes()
    assert found.kept_after.tobytes() == training.network.state.tobytes()
    for name, array in training.snapshot().state.items():
        assert found.memory_after[name].tobytes() == array.tobytes()
    assert found.learning_rate == np.squeeze(training.learning_rate)
    assert found.factor == np.squeeze(training.clipped)
    return found


def each_of(*bases):
    parts = [member() for base in bases for member in family(base).values()]
    return pytest.mark.parametrize("part", parts, ids=lambda part: f"{part.family_name} {part.kind}")


@each_of(Optimizer, Schedule, Clipping, Regularizer)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_the_next_steps_are_those_announced(part, precision):
    experiment = whole(SMALL.changed(precision=precision, **{part.family_name: part}))
    training = Training(experiment)
    for _ in range(7):  # over the ends of two epochs
        announced(training)


@each_of(Activation, Layer)
@pytest.mark.usefixtures("made_up")
def test_whatever_the_layers(part):
    layers = fitted(part) if isinstance(part, Layer) else (Dense(units=3), Dense(units=3, activation=part))
    training = Training(SMALL.changed(layers=(*layers, Dense(units=2)), batch_size=9))
    for _ in range(4):
        announced(training)


@settings(max_examples=60)
@given(experiment=experiments(), steps=st.integers(0, 12))
def test_any_experiment_does_what_was_announced(experiment, steps):
    training = Training(experiment)
    training.advance(steps)
    found = announced(training)
    assert np.isclose(found.losses @ found.shares, found.loss, rtol=1e-4, atol=1e-6)


@given(experiment=experiments(), looks=st.sets(st.integers(0, 8)))
def test_looking_changes_nothing(experiment, looks):
    watched, alone = Training(experiment), Training(experiment)
    frame_builder = FrameBuilder(watched)
    for step in range(9):
        if step in looks:
            frame_builder.frame(Look((StepTrace(), StepTrace(Rows((0, 2))))))
        watched.advance(1)
        alone.advance(1)
    assert state(watched) == state(alone)


def test_a_start_is_traced_without_a_snapshot():
    training = Training(SMALL)
    assert trace(SMALL).after.tobytes() == trace(SMALL, training.snapshot()).after.tobytes()


def test_a_revised_run_is_traced_as_it_goes_on():
    training = Training(SMALL)
    training.advance(4)
    training.revise(SMALL.changed(batch_size=6, schedule=PlateauRate(patience=0)))
    for _ in range(9):
        announced(training)


# What is in it


def test_the_batch_is_the_one_that_the_step_takes():
    training = Training(SMALL)
    seen = []
    for _ in range(3):
        found = announced(training)
        assert found.part == "train"
        assert not found.hypothetical
        samples = SMALL.samples["train"]
        np.testing.assert_array_equal(found.x, samples.inputs[found.rows].astype(np.float32))
        np.testing.assert_array_equal(found.y, samples.targets[found.rows].astype(np.float32))
        seen.extend(found.rows.tolist())
    assert sorted(seen) == list(range(23))
    assert [len(announced(training).rows) for _ in range(3)] == [10, 10, 3]


def test_every_stage_follows_from_the_one_before():
    training = Training(SMALL.changed(regularizer=Elastic(rate=0.1), precision="float64"))
    training.advance(2)
    found = announced(training)
    np.testing.assert_allclose(found.gradient + found.pull, found.pulled, rtol=1e-14, atol=1e-16)
    np.testing.assert_allclose(found.pulled * found.factor, found.clipped, rtol=1e-14)
    assert 0.0 < found.factor < 1.0
    assert np.linalg.norm(found.clipped) == pytest.approx(0.05, rel=1e-5)
    np.testing.assert_allclose(found.moved - found.before, found.change)
    assert found.penalty > 0.0


def test_a_limit_on_the_weights_is_the_last_stage():
    found = announced(Training(SMALL.changed(regularizer=MaxNorm(limit=0.1))))
    assert not np.array_equal(found.moved, found.after)
    for name, array in found.arrays(found.after).items():
        if name.endswith("weight"):
            assert np.linalg.norm(array, axis=0).max() <= 0.1 + 1e-6


def test_layers_carry_what_lies_between():
    found = announced(Training(SMALL.changed(precision="float64")))
    dense, norm, dropout, *_ = found.layers
    arrays = found.arrays(found.before)
    np.testing.assert_allclose(
        dense.values["z"], found.x @ arrays["01_dense/weight"] + arrays["01_dense/bias"], rtol=1e-12
    )
    np.testing.assert_allclose(norm.values["mean"], dense.values["a"].mean(axis=0)[None])
    np.testing.assert_allclose(norm.values["variance"], dense.values["a"].var(axis=0)[None])
    np.testing.assert_allclose(norm.values["normal"].mean(axis=0), 0.0, atol=1e-12)
    assert {*np.unique(dropout.values["mask"])} == {0.0, 1.0 / 0.6}
    np.testing.assert_array_equal(dropout.values["x"] * dropout.values["mask"], dropout.values["a"])
    before, after = norm.running(found.kept)["running_mean"], norm.running(found.kept_after)["running_mean"]
    np.testing.assert_allclose(after, before + 0.1 * (norm.values["mean"][0] - before), rtol=1e-12)


def test_samples_parts_of_a_gradient_add_up_to_it():
    found = announced(Training(SMALL.changed(precision="float64")))
    gradient = found.arrays(found.gradient)
    for layer in found.layers:
        if isinstance(layer.rule, Dense):
            x, dz = layer.values["x"], layer.values["dz"]
            parts = x[:, :, None] * dz[:, None, :]
            np.testing.assert_allclose(parts.sum(axis=0), gradient[f"{layer.name}/weight"], atol=1e-14)
            np.testing.assert_allclose(dz.sum(axis=0), gradient[f"{layer.name}/bias"], atol=1e-14)


def test_names_are_those_of_files():
    training = Training(SMALL)
    found = trace(SMALL)
    arrays = training.network.arrays()
    assert list(found.arrays(found.before)) == [name for name in arrays if "running" not in name]
    for name, array in found.arrays(found.before).items():
        np.testing.assert_array_equal(array, arrays[name])


@every(Loss)
def test_the_losses_of_the_samples_make_up_that_of_the_batch(part):
    rng = np.random.default_rng(3)
    units = 3 if part.link is Softmax else 1
    y = np.eye(3)[rng.integers(0, 3, 6)] if units == 3 else rng.integers(0, 2, (6, 1)).astype(float)
    a = rng.dirichlet(np.ones(3), 6) if units == 3 else rng.uniform(0.1, 0.9, (6, 1))
    alone = [part.value(a[i : i + 1], y[i : i + 1]) for i in range(6)]
    assert alone @ part.shares(y) == pytest.approx(part.value(a, y), rel=1e-12)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
@pytest.mark.parametrize("weights", [(1.0, 2.0, 5.0), (0.0, 1.0, 3.0)])
def test_weighted_classes_count_by_their_weights(smoothing, weights):
    rng = np.random.default_rng(3)
    loss = CrossEntropy(label_smoothing=smoothing, class_weights=weights)
    y, a = np.eye(3)[[0, 1, 2, 2, 0, 1]], rng.dirichlet(np.ones(3), 6)
    alone = [loss.value(a[i : i + 1], y[i : i + 1]) for i in range(6)]
    assert alone @ loss.shares(y) == pytest.approx(loss.value(a, y), rel=1e-9)
    experiment = SMALL.changed(data=Blobs(samples=23, classes=3), output="softmax", loss=loss)
    found = announced(Training(experiment))
    assert found.losses @ found.shares == pytest.approx(found.loss, rel=1e-4)


# Samples of the person's choice


def test_chosen_samples_are_what_would_happen():
    training = Training(SMALL)
    training.advance(3)
    found = trace(SMALL, training.snapshot(), Rows((4, 9)))
    assert found.hypothetical
    assert found.rows.tolist() == [4, 9]
    np.testing.assert_array_equal(found.x, SMALL.samples["train"].inputs[[4, 9]].astype(np.float32))


def test_the_batch_itself_chosen_is_the_step():
    experiment = SMALL.changed(layers=(Dense(units=3),), shuffle=False)
    real, chosen = trace(experiment), trace(experiment, chosen=Rows(tuple(range(10))))
    assert chosen.hypothetical
    assert real.after.tobytes() == chosen.after.tobytes()


def test_samples_to_test_with_can_be_chosen():
    experiment = SMALL.changed(split=Split(test=0.3))
    found = trace(experiment, chosen=Rows((1,), part="test"))
    np.testing.assert_array_equal(found.x, experiment.samples["test"].inputs[[1]].astype(np.float32))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (Rows((0, 23)), "there is no sample 24 among 23 of train"),
        (Rows((-1,)), "there is no sample 0 among 23 of train"),
        (Rows((0,), part="test"), "there is no sample 1 among 0 of test"),
        (Rows((0,), part="exam"), 'no samples are called "exam"'),
    ],
)
def test_samples_that_there_are_not_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        trace(SMALL, chosen=rows)


def test_a_searching_optimizer_searches_on_the_chosen_samples():
    experiment = SMALL.changed(optimizer="l-bfgs", batch_size=0, layers=())
    first, second = (trace(experiment, chosen=Rows(rows)) for rows in ((0, 1), (2, 3)))
    assert not np.array_equal(first.after, second.after)


# On its way


def test_a_frame_carries_a_trace_where_one_is_wanted():
    training = Training(SMALL)
    training.advance(2)
    found = answer(training, StepTrace())
    sent = pickle.loads(pickle.dumps(found))  # noqa: S301
    training.advance(1)
    assert sent.after.tobytes() == training.network.parameters.tobytes()
    assert sent.optimizer == SMALL.optimizer


def test_a_trace_keeps_its_numbers_while_the_run_goes_on():
    training = Training(SMALL)
    found = trace(SMALL, training.snapshot())
    kept = pickle.dumps(found)
    training.advance(5)
    assert pickle.dumps(found) == kept


def test_numbers_that_are_not_finite_are_traced_without_a_word():
    experiment = Experiment(
        data=Plane(samples=20), layers=(), output="identity", initializer=Normal(deviation=9.0)
    )
    training = Training(experiment)
    training.network.parameters[...] = 1e38
    found = trace(experiment, training.snapshot())
    assert not np.isfinite(found.after).all()


def test_a_population_has_no_single_trace():
    with pytest.raises(ValueError, match="one network"):
        trace(SMALL, PopulationTraining([SMALL, SMALL.changed(seed=2)]).snapshot())
