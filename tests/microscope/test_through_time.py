"""The microscope through time: every line of every chain, every use, and the real update."""

import numpy as np
import pytest

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.layers.base import Layer
from playground.engine.layers.recurrence import Recurrence
from playground.engine.regularizers.limits import MaxNorm
from playground.engine.regularizers.penalties import L2
from playground.experiment.experiment import Experiment
from playground.export import traces, weights
from playground.export.weights import TrainedNetwork
from playground.inspection.gradient_check import check
from playground.inspection.layer_statistics import Probe
from playground.microscope import Route, chain, parts, trace
from playground.microscope.addresses import parameters
from playground.parts.part import family
from playground.training.training import Training

pytestmark = pytest.mark.usefixtures("made_up")

KINDS = [kind for kind, rule in family(Layer).items() if issubclass(rule, Recurrence)]
every_kind = pytest.mark.parametrize("kind", KINDS)


def reshape(*to):
    return {"kind": "made-up-reshape", "to": to}


def small(*layers, **settings):
    """A small run in which these layers work on a sequence of four steps with three numbers each."""
    first = {"kind": "dense", "units": 12}, reshape(4, 3)
    plain = {"data": Circle(samples=12), "split": Split(test=0.0), "precision": "float64", "batch_size": 4}
    pulled = {"initializer": "glorot-normal", "regularizer": L2(rate=0.1), "optimizer": "adam"}
    return Experiment.model_validate(plain | pulled | {"layers": (*first, *layers)} | settings)


def closes(found, wheres):
    """Every line of every chain, and the parts of the samples."""
    gradient = dict(zip(map(str, parameters(found)), found.gradient, strict=True))
    for where in wheres:
        np.testing.assert_allclose(parts(found, where).sum(), gradient[str(where)], rtol=1e-9, atol=1e-12)
        uses = chain(found, where).uses
        for use in range(len(uses)):
            for line in chain(found, where, Route(row=1, use=use)).lines:
                assert line.left.number == pytest.approx(line.right.number, rel=1e-8, abs=1e-11), (
                    f"{where}: {line.note}"
                )


@pytest.mark.slow
@every_kind
@pytest.mark.parametrize(("truncation", "bias"), [(0, True), (2, False), (3, True)])
def test_every_line_of_every_chain_closes(kind, truncation, bias):
    shared = {"kind": kind, "truncation": truncation, "bias": bias}
    experiment = small(shared | {"units": 2, "outputs": "every-step"}, shared | {"units": 2})
    training = Training(experiment)
    training.advance(3)
    found = trace(experiment, training.snapshot())
    rng = np.random.default_rng(0)
    wheres = parameters(found)
    recurrent = [where for where in wheres if where.layer > 2]
    chosen = rng.choice(len(recurrent), min(10, len(recurrent)), replace=False)
    below = [where for where in wheres if where.layer == 1][:3]
    closes(found, [*below, *(recurrent[i] for i in chosen)])


def test_embeddings_and_noise_close_as_well():
    layers = ({"kind": "embedding", "units": 2}, "gaussian-noise", {"kind": "recurrent", "units": 2})
    found = trace(small(*layers))
    closes(found, [where for where in parameters(found) if where.layer != 1 or where.index[-1] < 2])


@every_kind
def test_the_announced_update_is_the_real_one(kind):
    for regularizer in (L2(rate=0.1), MaxNorm(limit=0.5)):
        experiment = small(kind, regularizer=regularizer, clipping="by-norm", frozen=(40, 41, 60))
        training = Training(experiment)
        training.advance(5)
        found = trace(experiment, training.snapshot())
        before = training.network.parameters[0].copy()
        training.advance(1)
        assert np.array_equal(training.network.parameters[0], found.after)
        assert np.array_equal(training.network.parameters[0, [40, 41, 60]], before[[40, 41, 60]])


@every_kind
def test_a_chain_leads_over_the_moments_in_between(kind):
    found = trace(small({"kind": kind, "units": 1}))
    made = chain(found, "3.recurrent[0,0]", Route(use=0))
    assert (made.place, made.uses) == ((1, 0), ((1, 0), (2, 0), (3, 0)))
    forward, _, backward = ([line.left.node for line in stage.lines] for stage in made.stages[:3])
    states = [node.index for node in forward if (node.layer, node.name) == (3, "hidden")]
    assert states == [(0, 0), (1, 0), (2, 0), (3, 0)]
    assert [node.index for node in forward if (node.layer, node.name) == (3, "a")] == [(0,)]
    slopes = [node.index for node in backward if (node.layer, node.name) == (3, "d_hidden")]
    assert slopes == [(3, 0), (2, 0), (1, 0)]


@every_kind
def test_a_chain_of_one_output_begins_at_the_first_moment(kind):
    found = trace(small({"kind": kind, "units": 2}))
    made = chain(found, "3.unit[1]")
    forward = [line.left.node for line in made.stages[0].lines if line.left.node.layer == 3]
    assert (3, "hidden", (0, 0)) in {(node.layer, node.name, node.index) for node in forward}


@every_kind
@pytest.mark.parametrize("truncation", [0, 2])
def test_the_gradient_check_says_which_layers_it_leaves_out(kind, truncation):
    experiment = small({"kind": kind, "units": 2, "truncation": truncation})
    found = check(experiment, Training(experiment).network)
    assert found.passed
    if truncation:
        assert [layer.inexact for layer in found.layers] == [found.layers[0].inexact] * 2 + [""]
        assert "carries gradients back through 2 steps" in found.verdict
        assert [layer.worst for layer in found.layers[:2]] == [0.0, 0.0]
    else:
        assert not any(layer.inexact for layer in found.layers)


@every_kind
@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
def test_layer_statistics_count_units(kind, outputs):
    layers = ({"kind": kind, "units": 3, "outputs": outputs}, *[reshape(12)] * (outputs == "every-step"))
    training = Training(small(*layers))
    training.epoch()
    found = Probe(training).layer_statistics(bins=8)
    assert [layer.units for layer in found.layers] == training.network.widths[1:]
    for layer in found.layers:
        assert len(layer.saturated) in (0, layer.units)
        assert set(layer.dead) <= set(range(layer.units))
        assert (layer.delta > 0.0) == (layer.name[3:] not in ("made-up-reshape",))


def test_units_of_a_recurrent_layer_that_are_dead_at_every_step_are_found():
    experiment = small({"kind": "recurrent", "units": 2, "activation": "relu"})
    training = Training(experiment)
    for name, array in training.network.arrays().items():
        if name.startswith("03"):
            array[...] = 0.0
        if name == "03_recurrent/bias":
            array[...] = -1.0, 1.0
    assert Probe(training).layer_statistics().layers[2].dead == (0,)


@every_kind
def test_weights_and_traces_go_out(kind, tmp_path):
    experiment = small({"kind": kind, "units": 2})
    network = Training(experiment).network
    for ending in ("npz", "safetensors", "json"):
        weights.save(TrainedNetwork(experiment, network), tmp_path / f"w.{ending}")
    loaded = np.load(tmp_path / "w.npz")
    for name, array in network.arrays().items():
        assert np.array_equal(loaded[name], array)
    for ending in ("json", "csv"):
        traces.save(trace(experiment), tmp_path / f"t.{ending}")
    rows = (tmp_path / "t.csv").read_text().splitlines()
    assert {row.count(",") for row in rows} == {rows[0].count(",")}
    slopes = [row for row in rows if row.split(",")[1:3] == ["03_" + kind, "d_hidden"]]
    assert {row.split(",")[0] for row in slopes} == {"backward"}
    assert len(slopes) == 4 * 4 * 2
