"""Layers: their parameters, and the handles on what lies between."""

import math
import re

import numpy as np
import pytest
from cases import SHAPES, every, fitted, suited

from playground.engine.activations.rectified import ReLU
from playground.engine.architecture import shapes_along
from playground.engine.layers.base import Layer, Memory
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.engine.parameters import layouts
from playground.parts.setting import settings

OTHERWISE = ({"outputs": "every-step"}, {"padding": "valid"}, {"stride": 2}, {"stride": 1}, {"size": 3})
"""Settings that change what goes into an output."""


def settings_of(part):
    """The names of a layer's settings."""
    return {setting.name for setting in settings(type(part))}


@every(Layer)
def test_the_arrays_of_a_layer_cover_its_parameters_once(part):
    declared = part.parameters(suited(part))
    (layout,) = layouts([declared])
    block, state = np.zeros(layout.slot.stop), np.zeros(layout.kept.stop)
    views = layout.views(block) | layout.kept_views(state)
    assert {name: view.shape for name, view in views.items()} == {
        name: parameter.shape for name, parameter in declared.items()
    }
    for view in views.values():
        view += 1.0
    assert block.tolist() == [1.0] * block.size
    assert state.tolist() == [1.0] * state.size


@every(Layer)
def test_a_layer_refuses_in_a_sentence_what_it_cannot_take(part):
    assert part.misfit(suited(part)) == ""
    for shape in SHAPES:
        misfit = part.misfit(shape)
        if misfit:
            with pytest.raises(ValueError, match=f"layer 1: {re.escape(misfit)}"):
                shapes_along([part], shape)
        else:
            assert shapes_along([part], shape) == [shape, part.output(shape)]


@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_a_layer_hands_on_as_many_numbers_as_it_says(part):
    network = Network(fitted(part), 3)
    assert network.predict(np.zeros((5, 3))).shape == (5, math.prod(part.output(suited(part))))


@every(Layer)
def test_what_goes_into_an_output_and_nothing_else_changes_it(part):
    shape, generator = suited(part), np.random.default_rng(3)
    others = [part.changed(**change) for change in OTHERWISE if change.keys() <= settings_of(part)]
    for own in (part, *others):
        network = Network([own], shape, dtype=np.float64)
        network.parameters[...] = generator.normal(size=network.parameters.shape)
        places, inputs = list(np.ndindex(*network.shapes[1])), list(np.ndindex(*shape))
        before = generator.normal(0.0, 2.0, (200, len(inputs)))
        changed = set()
        for i, below in enumerate(inputs):
            after = before.copy()
            after[:, i] = generator.normal(0.0, 2.0, len(before))
            differs = (network.predict(after) != network.predict(before)).any(axis=0)
            changed |= {(place, below) for place, each in zip(places, differs, strict=True) if each}
        assert changed == {(place, below) for place in places for below in own.receptive_field(place, shape)}


def at_work(bound):
    for procedure in (*bound.forward, *bound.backward):
        procedure()


def memory(linked):
    """Two samples of two inputs, three units, and slopes that come back from above."""
    x = np.array([[1.0, 2.0, 1.0], [-3.0, 0.5, 1.0]])
    block, gradient = np.arange(9.0) / 10.0 - 0.4, np.empty(9)
    da = np.array([[1.0, -2.0, 0.5], [0.3, 0.2, -1.0]])
    (layout,) = layouts([Dense(units=3).parameters((2,))])
    views = layout.views(block), layout.views(gradient), {}
    return Memory((2,), x, np.empty((2, 3)), da, np.empty((2, 2)), block, gradient, *views, linked, None)


def test_a_dense_layer_goes_forward_and_back_as_the_textbook_does():
    at = memory(linked=False)
    bound = Dense(units=3, activation=ReLU()).bind(at)
    at_work(bound)
    weight, bias = at.block.reshape(3, 3)[:2], at.block.reshape(3, 3)[2]
    z = at.x[:, :2] @ weight + bias
    dz = at.da * (z > 0.0)
    np.testing.assert_allclose(bound.handles["z"], z, rtol=1e-15)
    np.testing.assert_allclose(at.a, np.maximum(z, 0.0), rtol=1e-15)
    np.testing.assert_allclose(bound.handles["dz"], dz, rtol=1e-15)
    np.testing.assert_allclose(at.gradient_block.reshape(3, 3)[:2], at.x[:, :2].T @ dz, rtol=1e-12)
    np.testing.assert_allclose(at.gradient_block.reshape(3, 3)[2], dz.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(at.dx, dz @ weight.T, rtol=1e-12)


def test_a_layer_linked_to_its_loss_takes_the_slope_as_its_own():
    at = memory(linked=True)
    bound = Dense(units=3, activation=ReLU()).bind(at)
    at_work(bound)
    np.testing.assert_allclose(at.gradient_block.reshape(3, 3)[:2], at.x[:, :2].T @ at.da, rtol=1e-12)
    assert bound.handles["dz"] is at.da


def test_the_handles_leave_the_column_of_ones_out():
    bound = Dense(units=3).bind(memory(linked=False))
    assert {name: array.shape for name, array in bound.handles.items()} == {
        "x": (2, 2), "z": (2, 3), "a": (2, 3), "da": (2, 3), "dz": (2, 3)
    }  # fmt: skip
