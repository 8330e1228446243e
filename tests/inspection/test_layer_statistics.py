"""Layer statistics: every number against its plain definition, and that taking them disturbs nothing."""

from dataclasses import replace

import numpy as np
import pytest
from cases import every

from playground.data.plane.base import Circle
from playground.data.plane.listed import Listed
from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import ReLU
from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.base import Optimizer
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.inspection import layer_statistics
from playground.inspection.layer_statistics import Probe
from playground.training.training import Training

SMALL = Experiment(
    data=Circle(samples=50),
    layers=(Dense(units=3), {"kind": "dropout"}, {"kind": "batch-norm"}),
    optimizer="adam",
    batch_size=7,
)
EVERYTHING = 5
FEW = SMALL.changed(layers=(Dense(units=2, activation=ReLU()),), initializer="zeros")


def trained(experiment, steps=9):
    training = Training(experiment)
    training.advance(steps)
    return training


def with_weights(experiment, **arrays):
    """A training whose first layer has these weights."""
    training = Training(experiment)
    for name, value in arrays.items():
        training.network.arrays()[f"01_dense/{name}"][...] = value
    return training


def test_there_is_a_row_for_every_layer():
    layers = Probe(trained(SMALL)).layer_statistics().layers
    assert [layer.name for layer in layers] == ["01_dense", "02_dropout", "03_batch-norm", "04_dense"]
    assert [layer.units for layer in layers] == [3, 3, 3, 1]
    assert [layer.parameters for layer in layers] == [9, 0, 6, 4]
    assert (layers[1].weight, layers[1].gradient, layers[1].ratio, layers[1].slope) == (0.0, 0.0, 0.0, 0.0)


def test_norms_are_those_of_each_layers_part_of_the_vector():
    training = trained(SMALL.changed(precision="float64"))
    network, samples = training.network, training.experiment.samples["train"]
    twin = network.copy()  # as in a step, where a batch normalization keeps what it meets
    run = twin.bind(len(samples), training.experiment.loss, generators=[np.random.default_rng(0)])
    run.x[...], run.y[...] = samples.inputs, samples.targets
    run.forward()
    run.backward()
    state = training.snapshot().state
    for layer, layout in zip(Probe(training).layer_statistics().layers, network.layouts, strict=True):
        slot = layout.slot
        assert layer.weight == pytest.approx(np.linalg.norm(network.parameters[0, slot]))
        assert layer.gradient == pytest.approx(np.linalg.norm(run.gradient[0, slot]))
        assert set(layer.state) == {"mean", "square"}
        for name, norm in layer.state.items():
            assert norm == pytest.approx(np.linalg.norm(state[name][0, slot]))


@pytest.mark.parametrize("steps", [0, 3, 4], ids=["at the start", "amid an epoch", "before its end"])
@every(Optimizer)
def test_the_update_is_what_the_next_step_changes(part, steps):
    experiment = SMALL.changed(optimizer=part, batch_size=0 if part.whole_batches else 5)
    training = trained(experiment, steps)
    found = Probe(training).layer_statistics().layers
    before = training.network.parameters.copy()
    training.advance(1)
    change = training.network.parameters - before
    for layer, layout in zip(found, training.network.layouts, strict=True):
        slot = layout.slot
        assert layer.update == pytest.approx(np.linalg.norm(change[0, slot]), rel=1e-5)


def test_taking_vitals_does_not_disturb_training():
    watched, alone = Training(SMALL), Training(SMALL)
    probe = Probe(watched)
    for _ in range(12):
        watched.advance(1)
        alone.advance(1)
        probe.layer_statistics(EVERYTHING)
    assert np.array_equal(watched.network.parameters, alone.network.parameters)
    assert np.array_equal(watched.network.state, alone.network.state)
    assert watched.history.rows == alone.history.rows


def test_vitals_do_not_end_with_the_run():
    training = trained(SMALL.changed(stop=[{"kind": "steps", "steps": 1}], batch_size=0), 0)
    assert Probe(training).layer_statistics().layers[0].update > 0.0


def test_a_unit_below_zero_at_every_sample_is_dead():
    training = with_weights(FEW, weight=0.0, bias=[1.0, -1.0])
    assert Probe(training).layer_statistics().layers[0].dead == (1,)


def test_a_unit_that_answers_to_one_sample_is_not_dead():
    few = FEW.changed(
        data=Listed(inputs=((1.0,), (2.0,), (3.0,)), targets=((0.0,),) * 3), split={"test": 0.0}
    )
    few = few.changed(features=["x1"], output="identity")
    training = with_weights(few, weight=[[1.0, 1.0]], bias=[-2.5, -3.5])
    assert Probe(training).layer_statistics().layers[0].dead == (1,)


def test_of_images_channels_are_counted_and_of_sequences_the_units_of_a_step():
    image = Probe(Training(presets.load("bars-convolution"))).layer_statistics().layers[0]
    assert (image.apart, image.units, image.shape) == (2, 128, (2, 8, 8))
    half = replace(image, dead=tuple(range(63)))
    assert half.dead_apart == ()
    assert replace(image, dead=tuple(range(64, 128))).dead_apart == (1,)
    steps = Probe(Training(presets.load("binary-addition"))).layer_statistics().layers[0]
    (count, units), every_step = steps.shape, tuple(range(0, steps.units, steps.shape[1]))
    assert (steps.apart, steps.units) == (units, count * units)
    assert replace(steps, dead=every_step).dead_apart == (0,)
    assert replace(steps, dead=every_step[1:]).dead_apart == ()


def test_the_slope_by_the_states_of_every_step_is_that_of_the_loss():
    training = trained(presets.load("remember-lstm").changed(precision="float64"), 3)
    samples = training.experiment.samples["train"]
    run = training.network.bind(len(samples), training.experiment.loss)
    run.x[...], run.y[...] = samples.inputs, samples.targets
    run.forward()
    run.backward()
    layer, last = Probe(training).layer_statistics().layers
    slopes = run.layers[0].handles["d_hidden"]
    expected = [np.linalg.norm(slopes[:, step]) for step in range(20)]
    np.testing.assert_allclose(layer.through_time, expected, rtol=1e-9)
    assert last.through_time == ()
    values = run.layers[0].handles["forget_gate"]
    np.testing.assert_allclose(layer.shut["forget_gate"], (values < 0.025).mean(axis=(0, 1)))
    assert set(layer.shut) == {"input_gate", "forget_gate", "output_gate"}
    assert last.shut == {}


def test_the_update_gate_of_a_gru_is_shut_where_it_keeps_all():
    training = Training(presets.load("sine-mix"))
    layer = training.network.layers[0]
    training.network.arrays()["01_gru/bias"][layer.units : 2 * layer.units] = 30.0
    found = Probe(training).layer_statistics().layers[0]
    assert found.shut == {"update_gate": (1.0,) * layer.units}


def test_a_unit_that_never_moves_is_constant():
    training = with_weights(FEW, weight=[[0.0, 1.0], [0.0, 1.0]], bias=[3.0, 1.0])
    assert Probe(training).layer_statistics().layers[0].constant == (0,)


SORTS = (
    "circle",
    "bars-convolution",
    "remember-lstm",
    "sine-mix",
    "digits",
    "encoder",
    "lesson-13-batch-norm",
)
NORMS = ("weight", "gradient", "delta", "update", "saturated", "through_time")


@pytest.mark.parametrize("name", SORTS)
def test_many_samples_pass_in_portions_and_nothing_else_is_found(monkeypatch, name):
    training = trained(presets.load(name).changed(precision="float64"), 4)
    whole = Probe(training).layer_statistics(EVERYTHING)
    monkeypatch.setattr(layer_statistics, "PORTION", 67 * sum(training.network.widths))
    found = Probe(training).layer_statistics(EVERYTHING)
    assert (found.stuck, found.explained) == pytest.approx((whole.stuck, whole.explained))
    for layer, expected in zip(found.layers, whole.layers, strict=True):
        assert (layer.dead, layer.constant, layer.state) == (expected.dead, expected.constant, expected.state)
        for norm in NORMS:
            exact = pytest.approx(getattr(expected, norm), rel=1e-9, abs=1e-15)
            assert getattr(layer, norm) == exact, norm
        for gate, shares in expected.shut.items():
            assert layer.shut[gate] == pytest.approx(shares)
        seen, others = layer.activations, expected.activations
        assert (seen.low, seen.high) == pytest.approx((others.low, others.high))
        assert np.abs(seen.counts - others.counts).sum() <= 2  # on the edges of bins


def test_a_loss_that_weighs_classes_is_of_all_samples_at_once(monkeypatch):
    weights = {"kind": "cross-entropy", "class_weights": [1.0, 5.0, 0.5]}
    training = trained(presets.load("three-rings").changed(precision="float64", loss=weights))
    whole = Probe(training).layer_statistics().layers[0].gradient
    monkeypatch.setattr(layer_statistics, "PORTION", 1)
    assert Probe(training).layer_statistics().layers[0].gradient == pytest.approx(whole, rel=1e-12)


def test_saturated_is_the_share_of_samples_at_an_end():
    few = FEW.changed(
        data=Listed(inputs=((-9.0,), (0.0,), (1.0,), (9.0,)), targets=((0.0,),) * 4),
        split={"test": 0.0},
        features=["x1"],
        layers=(Dense(units=2, activation=Sigmoid()),),
    )
    layer = Probe(with_weights(few, weight=[[1.0, 0.1]])).layer_statistics().layers[0]
    assert layer.saturated == (0.5, 0.0)
    assert layer.saturation == 0.25


@every(Activation)
def test_far_out_an_activation_is_at_the_ends_that_it_declares(part):
    z, a = np.array([[-1e4, 0.0, 1e4]]), np.empty((1, 3))
    part.value(z, a)
    if part.kind == "softmax":
        return
    slope = np.empty_like(z)
    part.derivative(z, a, slope)
    level = [a[0, 0], a[0, 2]] if np.abs(slope[0, [0, 2]]).max() < 1e-6 and a[0, 0] != a[0, 2] else None
    assert level == (None if part.ends is None else pytest.approx(part.ends, abs=1e-3))


def test_units_with_the_same_weights_are_counted_once():
    training = with_weights(FEW, weight=[[1.0, 1.0], [2.0, 2.0]], bias=[0.5, 0.5])
    assert Probe(training).layer_statistics().layers[0].distinct == 1
    training.network.arrays()["01_dense/bias"][1] = 0.6
    assert Probe(training).layer_statistics().layers[0].distinct == 2


def test_histograms_count_every_number_and_come_only_if_asked_for():
    probe = Probe(trained(SMALL))
    first, dropout, *_ = probe.layer_statistics(EVERYTHING).layers
    assert [each.counts.sum() for each in (first.weights, first.gradients)] == [9, 9]
    assert first.activations.counts.sum() == 3 * 25
    assert -1.0 <= first.activations.low < first.activations.high <= 1.0
    assert len(first.weights.counts) == EVERYTHING
    assert dropout.weights is None
    assert probe.layer_statistics().layers[0].weights is None


def test_equal_numbers_have_a_histogram_too():
    weights = Probe(with_weights(FEW, weight=2.0, bias=2.0)).layer_statistics(3).layers[0].weights
    assert (weights.low, weights.high, weights.counts.tolist()) == (1.0, 3.0, [0, 6, 0])


def test_outputs_at_the_wrong_end_are_counted_unless_the_loss_pushes_them_back():
    three = FEW.changed(
        data=Listed(inputs=((-9.0,), (5.0,), (9.0,)), targets=((1.0,), (1.0,), (1.0,))),
        split={"test": 0.0},
        features=["x1"],
        layers=(),
        output="sigmoid",
    )
    training = with_weights(three, weight=1.0)
    assert Probe(training).layer_statistics().stuck == pytest.approx(1 / 3)
    linked = with_weights(three.changed(loss="binary-cross-entropy", output="sigmoid"), weight=1.0)
    assert Probe(linked).layer_statistics().stuck == 0.0


def test_numbers_beyond_all_bounds_are_reported_and_not_raised():
    training = Training(SMALL.changed(output="identity"))
    training.network.parameters[...] = 3e38
    layers = Probe(training).layer_statistics(EVERYTHING).layers
    assert layers[0].weight == pytest.approx(9e38)


def test_before_the_first_step_batch_norm_knows_the_training_set():
    """The first loss and the first gradients are those that a step on all samples would meet."""
    layers = ({"kind": "dense", "units": 5}, {"kind": "batch-norm"}, {"kind": "dense", "units": 4})
    wide = {"kind": "normal", "deviation": 3.0}
    experiment = SMALL.changed(layers=layers, initializer=wide, batch_size=0, precision="float64")
    training = Training(experiment)
    first, layer_statistics = training.figures().train_loss, Probe(training).layer_statistics()
    kept = training.network.state.copy()
    training.advance(1)
    assert float(training.batch.value()) == pytest.approx(first, rel=1e-2)  # but for n / (n - 1)
    for layer, layout in zip(layer_statistics.layers, training.network.layouts, strict=True):
        own = training.stepping.gradient[0, layout.slot]
        assert layer.gradient == pytest.approx(np.linalg.norm(own), rel=1e-9)
    assert not np.array_equal(kept, np.tile([0.0] * 5 + [1.0] * 5, (1, 1)))


def test_looking_keeps_no_statistics():
    training = trained(SMALL.changed(layers=({"kind": "dense"}, {"kind": "batch-norm"})))
    kept = training.network.state.copy()
    Probe(training).layer_statistics()
    assert np.array_equal(training.network.state, kept)
