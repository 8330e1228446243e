"""PyTorch's layout: what ``load_state_dict`` takes as it is, and what comes from there."""

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import answers, networks, rows, shipped

import playground
from playground.data.plane.base import Circle
from playground.engine.layers.base import Layer
from playground.export import weights
from playground.export.arrangement import numbers
from playground.export.pytorch.sequential import spelled, state_dict, to_torch
from playground.export.weights import BadWeights

EVERY_LAYER = pytest.mark.parametrize("kind", shipped(Layer))
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = playground.load("circle").changed(data=Circle(samples=40))


@EVERY_LAYER
@QUICK
@given(data=st.data())
def test_a_state_dict_comes_back_bit_for_bit(kind, data, tmp_path):
    network = data.draw(networks(kind, data.draw(st.sampled_from([np.float32, np.float64]))))
    trained = weights.TrainedNetwork(SMALL.changed(precision=network.parameters.dtype.name), network)
    path = tmp_path / "w.torch.safetensors"
    weights.save(trained, path)
    assert set(safetensors.numpy.load_file(path)) == set(state_dict(network, numbers(network)))
    back = weights.read(path).network
    assert back.architecture == network.architecture
    assert np.array_equal(back.parameters, network.parameters)
    assert np.array_equal(back.state, network.state)


@EVERY_LAYER
@QUICK
@given(data=st.data())
def test_pytorch_predicts_the_same(kind, data):
    torch = pytest.importorskip("torch")
    network = data.draw(networks(kind, np.float64))
    inputs = rows(network.shapes[0], 100).astype(np.float64)
    with torch.no_grad():
        found = to_torch(network)(torch.from_numpy(inputs)).numpy()
    np.testing.assert_allclose(found, answers(network, inputs), rtol=1e-6, atol=1e-6)


def test_a_network_is_spelled_as_a_person_would_write_it():
    assert spelled(playground.load("circle").network()).splitlines() == [
        "nn.Sequential(",
        "    nn.Linear(2, 4),",
        "    nn.Tanh(),",
        "    nn.Linear(4, 2),",
        "    nn.Tanh(),",
        "    nn.Linear(2, 1),",
        "    nn.Tanh(),",
        ")",
    ]


def foreign():
    """The arrays of a trained network as others name and lay them out."""
    arrays = playground.train(SMALL, epochs=1).network.arrays()
    pairs = [(f"{i:02d}_dense/weight", f"{i:02d}_dense/bias") for i in (1, 2, 3)]
    modules = ("net.0", "net.2", "net.10")
    turned = {f"{to}.weight": arrays[w].T.copy() for to, (w, _) in zip(modules, pairs, strict=True)}
    biases = {f"{to}.bias": arrays[b] for to, (_, b) in zip(modules, pairs, strict=True)}
    in_order = [arrays[name] for pair in pairs for name in pair]
    return {
        "PyTorch, in any order": biases | turned,
        "PyTorch, in double precision": {n: a.astype(np.float64) for n, a in (turned | biases).items()},
        "words": dict(zip(("W1", "b1", "W2", "b2", "W3", "b3"), in_order, strict=True)),
        "no names": {f"arr_{i}": array for i, array in enumerate(in_order)},
    }


@pytest.mark.parametrize("how", foreign())
@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_plain_arrays_from_elsewhere_find_their_places(how, ending, tmp_path):
    if (how, ending) in (("words", ".safetensors"), ("no names", ".safetensors")):
        pytest.skip("safetensors sorts its names, and these say nothing of the order")
    path = tmp_path / f"theirs{ending}"
    np.savez(path, **foreign()[how]) if ending == ".npz" else safetensors.numpy.save_file(
        foreign()[how], path
    )
    found = playground.load_network(path, SMALL)
    assert np.array_equal(found.network.parameters, playground.train(SMALL, epochs=1).network.parameters)
    with pytest.raises(BadWeights, match="name a preset, too"):
        playground.load_network(path)
    with pytest.raises(BadWeights, match=r"its arrays are .*; the network needs 2 × 5, 5,"):
        playground.load_network(path, SMALL.changed(layers=({"kind": "dense", "units": 5},)))


def test_both_biases_of_pytorchs_recurrent_layers_are_taken_together(tmp_path):
    preset = playground.load("reber").changed(layers=({"kind": "gru", "outputs": "every-step"},))
    arrays = {
        name: np.array(a) for name, a in state_dict(preset.network(), numbers(preset.network())).items()
    }
    for name in arrays:
        arrays[name] = np.full_like(arrays[name], 0.5)
    path = tmp_path / "theirs.safetensors"
    safetensors.numpy.save_file(arrays, path)
    found = playground.load_network(path, preset).network.arrays()
    bias = next(array for name, array in found.items() if name.endswith("gru/bias"))
    units = len(bias) // 3
    assert np.array_equal(bias, [1.0] * 2 * units + [0.5] * units)
    recalled = next(array for name, array in found.items() if name.endswith("gru/recurrent_bias"))
    assert np.array_equal(recalled, [0.5] * units)
