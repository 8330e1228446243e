"""What layers declare of themselves for a picture: groups, links, and numbers that belong to groups."""

import numpy as np
import pytest
from cases import every

from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.parameters import Parameter, Role
from playground.engine.wiring import MOST_UNITS, groups, wired
from playground.parts.part import family

SHAPES = [(3,), (1,), (4, 3), (2, 3, 4)]


def check(layer, shape):
    """Every number of every parameter is drawn exactly once, between groups that are there."""
    wiring, declared = layer.wiring(shape), layer.parameters(shape)
    assert (wiring.inputs.count, wiring.outputs.count) == (
        groups(shape).count,
        groups(layer.output(shape)).count,
    )
    drawn = {name: [] for name in declared}
    for links in wiring.links:
        starts = wiring.outputs if links.recurrent else wiring.inputs
        assert len(links.source) == len(links.target)
        assert ((links.source >= 0) & (links.source < starts.count)).all()
        assert ((links.target >= 0) & (links.target < wiring.outputs.count)).all()
        if links.parameter is not None:
            assert declared[links.parameter].role.is_weight
            assert len(links.numbers) == len(links.source)
            drawn[links.parameter] += links.numbers.ravel().tolist()
    for name, numbers in wiring.own.items():
        assert len(numbers) == wiring.outputs.count
        drawn[name] += numbers.ravel().tolist()
    for name, parameter in declared.items():
        assert sorted(drawn[name]) == list(range(parameter.size)), name


@every(Layer)
def test_every_number_of_a_layer_is_drawn_once(part):
    for shape in SHAPES:
        if not part.misfit(shape):
            check(part, shape)


@pytest.mark.usefixtures("made_up")
def test_so_is_every_number_of_layers_of_other_shapes():
    fitting = [
        (layer, shape)
        for kind, layer in ((kind, rule()) for kind, rule in family(Layer).items())
        if kind.startswith("made-up")
        for shape in SHAPES
        if not layer.misfit(shape)
    ]
    assert {layer.kind for layer, _ in fitting} >= {"made-up-convolution", "made-up-elman"}
    for layer, shape in fitting:
        check(layer, shape)


def test_a_dense_layer_has_a_link_for_each_weight():
    (links,) = Dense(units=4).wiring((3,)).links
    pairs = list(zip(links.source.tolist(), links.target.tolist(), strict=True))
    assert pairs == [(i, j) for i in range(3) for j in range(4)]
    weight = np.arange(12).reshape(3, 4)
    assert links.numbers.tolist() == [[weight[pair]] for pair in pairs]


@pytest.mark.usefixtures("made_up")
def test_a_convolution_has_a_link_for_each_pair_of_channels():
    layer = family(Layer)["made-up-convolution"](filters=3, side=2)
    (links,) = layer.wiring((2, 4, 5)).links
    kernel = np.arange(2 * 2 * 2 * 3).reshape(2, 2, 2, 3)
    for source, target, numbers in zip(links.source, links.target, links.numbers, strict=True):
        assert numbers.tolist() == kernel[source, ..., target].ravel().tolist()
    assert len(links.source) == 6


@pytest.mark.usefixtures("made_up")
def test_a_recurrent_layer_has_links_among_its_own_units():
    layer = family(Layer)["made-up-elman"](units=2)
    found = {links.parameter: links for links in layer.wiring((5, 3)).links}
    assert [len(links.source) for links in found.values()] == [6, 4]
    assert [links.recurrent for links in found.values()] == [False, True]
    own = found["recurrent"]
    assert list(zip(own.source.tolist(), own.target.tolist(), strict=True)) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_a_layer_without_weights_hands_every_unit_on_to_its_own_place():
    (links,) = family(Layer)["dropout"]().wiring((3,)).links
    assert links.parameter is None
    assert links.source.tolist() == links.target.tolist() == [0, 1, 2]
    (links,) = wired({}, (2, 2, 2), (8,)).links
    assert links.source.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert links.target.tolist() == list(range(8))
    (links,) = wired({}, (3, 4, 4), (3, 2, 2)).links  # as pooling would: each channel goes to its own
    assert links.source.tolist() == links.target.tolist() == [0, 1, 2]


def test_parameters_with_one_axis_belong_to_units_where_they_are_as_many():
    parameters = {
        "gain": Parameter((3,), Role.WEIGHT),
        "slope": Parameter((1,), Role.SCALE),
        "bias": Parameter((4, 3), Role.BIAS),
    }
    found = wired(parameters, (3,), (3,))
    (links,) = found.links
    assert links.source.tolist() == links.target.tolist() == links.numbers[:, 0].tolist() == [0, 1, 2]
    assert found.own["bias"].tolist() == [[unit, unit + 3, unit + 6, unit + 9] for unit in range(3)]
    assert "slope" not in found.own


def test_groups_are_units_whatever_the_time_and_channels():
    for shape, called, place in (
        ((4,), "unit", (2,)),
        ((3, 4), "unit", (1, 2)),
        ((4, 2, 3), "channel", (2, 0, 1)),
    ):
        found = groups(shape)
        assert (found.called, found.count, found.at(place)) == (called, 4, 2)
        assert found.single == (len(shape) == 1)
    assert groups((3, 4)).place(groups((3, 4)).last(1)) == (2, 1)
    assert groups((0,)).count == 0


def test_many_units_are_one_group_and_the_links_of_all_are_one():
    wide = MOST_UNITS + 3
    layer = Dense(units=2)
    (links,) = layer.wiring((wide,)).links
    assert (links.source.tolist(), links.target.tolist()) == ([0, 0], [0, 1])
    numbers = np.arange(2 * wide).reshape(wide, 2)
    assert [sorted(each) for each in links.numbers.tolist()] == numbers.T.tolist()
    above = Dense(units=wide).wiring((2,))
    assert (above.links[0].source.tolist(), above.links[0].target.tolist()) == ([0, 1], [0, 0])
    assert above.links[0].numbers.tolist() == np.arange(2 * wide).reshape(2, wide).tolist()
    assert above.own["bias"].tolist() == [list(range(wide))]
    for shape, units in (((wide,), 3), ((3,), wide), ((wide,), wide)):
        check(Dense(units=units), shape)
