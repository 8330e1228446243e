"""Networks of any layers that the registries offer, with random numbers in them, as hypothesis draws them."""

import math

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.flatten import Flatten
from playground.engine.network import Network
from playground.engine.outputs import Output
from playground.parts.part import family
from playground.parts.setting import settings

SHAPES = ((3,), (5,), (1, 6, 5), (2, 7, 7), (4, 3), (6, 2))
FEW = {"units": 5, "filters": 3, "kernel": 3, "size": 3, "stride": 3}


def shipped(base):
    """The members that the program has, and none that another test has made up."""
    return {
        kind: member for kind, member in family(base).items() if member.__module__.startswith("playground.")
    }


def drawn_part(draw, member):
    """A part with every setting drawn that changes what it predicts."""
    values = {}
    for setting in settings(member):
        if setting.name in FEW:
            values[setting.name] = draw(st.integers(1, FEW[setting.name]))
        elif setting.type is bool:
            values[setting.name] = draw(st.booleans())
        elif setting.choices:
            values[setting.name] = draw(st.sampled_from(setting.choices))
        elif setting.name == "activation":
            values["activation"] = drawn_part(draw, draw(st.sampled_from(list(shipped(Activation).values()))))
    return member(**values)


@st.composite
def networks(draw, kind=None, dtype=np.float32):
    """A network that has a layer of a kind, if one is asked for, with random numbers."""
    shape = draw(st.sampled_from(SHAPES))
    layers, shapes = [], [shape]

    def add(layer):
        if layer.misfit(shapes[-1]):
            return False
        layers.append(layer)
        shapes.append(layer.output(shapes[-1]))
        return True

    members = list(shipped(Layer).values())
    for member in draw(st.lists(st.sampled_from(members), max_size=2)):
        add(drawn_part(draw, member))
    if kind is not None:
        wanted = shipped(Layer)[kind]
        assume(add(drawn_part(draw, wanted)) or (add(Flatten()) and add(drawn_part(draw, wanted))))
    if len(shapes[-1]) == 3:
        add(Flatten())
    output = draw(st.sampled_from([member() for member in shipped(Output).values()]))
    add(Dense(units=draw(st.integers(1, 4)), activation=output.activation, bias=output.bias))
    network = Network(layers, shape, dtype=dtype)
    generator = np.random.default_rng(draw(st.integers(0, 999)))
    network.parameters[...] = generator.normal(0.0, 0.6, network.parameters.shape)
    for layout in network.layouts:
        kept = layout.kept_views(network.state)
        if kept:
            kept["running_mean"][...] = generator.normal(0.0, 1.0, kept["running_mean"].shape)
            kept["running_variance"][...] = generator.uniform(0.3, 3.0, kept["running_variance"].shape)
    return network


def rows(shape, count, seed=0):
    """Random inputs of a shape, (count, *shape)."""
    return np.random.default_rng(seed).normal(0.0, 1.0, (count, *shape)).astype(np.float32)


def answers(network, inputs):
    """What a network makes of inputs (count, *shape), in the shape of its outputs."""
    found = network.predict(inputs.reshape(len(inputs), math.prod(inputs.shape[1:])))
    return found.reshape(len(inputs), *network.shapes[-1])


DISTANCES = 8.0
"""Room that sums of others need: so many of our own distances from what is exact."""


def agree(network, inputs, found):
    """Whether outputs in float32 are within 1e-6 of the exact ones, as far as float32 allows.

    Of 3,000 draws onnxruntime is beyond a flat 1e-6 in 48, by up to 2.3e-6: nearly all begin with a flattened
    image, 98 products that cancel. The graph has one Gemm there, nothing is folded, and without any of its
    optimizations the same 48 remain: for up to 98 inputs its sums are, bit for bit, those of float32 with one
    term added after the other, where ours go in blocks and are three times as near. So our own distance from
    the exact outputs says how much room a sum needs: several distances, for a normalized sum may cancel, too.
    """
    exact = Network(network.layers, network.shapes[0], dtype=np.float64)
    exact.parameters[...], exact.state[...] = network.parameters, network.state
    truth, ours = answers(exact, inputs.astype(np.float64)), answers(network, inputs)
    assert found.shape == truth.shape
    scale = 1.0 + np.abs(truth)
    room = 1e-6 * scale + DISTANCES * np.abs(ours - truth).max(initial=0.0)
    assert (np.abs(found - truth) <= room).all(), np.abs((found - truth) / scale).max()
