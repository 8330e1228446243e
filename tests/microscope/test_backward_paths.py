"""Paths from the loss to a number: a factor for every link, and all paths together the chain rule."""

from itertools import pairwise

import numpy as np
import pytest
from cases import every, fitted, suited
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.normalization import BatchNorm
from playground.engine.symbolic.expressions import Chained, Node, symbol
from playground.engine.symbolic.functions import tanh
from playground.engine.symbolic.linear import coefficients
from playground.engine.symbolic.traversal import nodes
from playground.experiment import presets
from playground.microscope import Route, Text, chain, trace
from playground.microscope.addresses import parameters
from playground.microscope.graph import Graph
from playground.training.training import Training
from tests.microscope.chains import SMALL


def path(made):
    return next((stage.lines for stage in made.stages if stage.name == "path"), ())


def test_every_factor_of_the_longest_path_is_named_and_counted():
    made = chain(trace(SMALL), "1.weight[1,2]")
    way, formulas, every_path = path(made)
    names = [(link.of.letter, link.of.layer, link.by.letter, link.by.layer) for link in way.right.links]
    assert names == [
        ("L", None, "a", 3), ("a", 3, "z", 3), ("z", 3, "a", 2),
        ("a", 2, "z", 2), ("z", 2, "a", 1), ("a", 1, "z", 1), ("z", 1, "w", 1),
    ]  # fmt: skip
    assert formulas.right.links == way.right.links
    assert [each.number for each in formulas.right.factors] == [each.number for each in way.right.factors]
    last, *_ = (each for each, _ in nodes(formulas.right.factors[-1]))
    assert (last.letter, last.index) == ("x", "2")
    assert len(every_path.right.terms) == 2  # through either unit of the second layer
    assert every_path.right.number == pytest.approx(every_path.left.number, rel=1e-12)
    sizes = [abs(float(each.number)) for each, _ in every_path.right.terms]
    assert sizes[0] == max(sizes) == abs(way.left.number)


@given(st.integers(0, 5), st.data())
def test_all_paths_of_a_small_network_make_a_samples_part_of_the_gradient(steps, data):
    training = Training(SMALL)
    training.advance(steps)
    found = trace(SMALL, training.snapshot())
    where = data.draw(st.sampled_from(parameters(found)))
    row = data.draw(st.integers(0, len(found.rows) - 1))
    *_, together = path(chain(found, str(where), Route(row)))
    layer = found.layers[where.layer - 1].values
    x = layer["x"][row, where.index[0]] if where.name == "weight" else 1.0
    part = x * layer["dz"][row, where.index[-1]]
    assert together.right.number == pytest.approx(part, rel=1e-9, abs=1e-15)
    assert "other" not in [each.letter for each, _ in getattr(together.right, "terms", ())]


def slopes_of(found, line):
    """The slopes in a line, each with its number."""
    return {
        each.node: float(each.number)
        for each, _ in nodes(line.right)
        if each.node is not None
        and each.node.name in {"da", *found.layers[each.node.layer - 1].rule.carried_slopes}
    }


def factors_of(found, line):
    """What each slope in a line is multiplied by."""
    slopes = slopes_of(found, line)
    factors = coefficients(line.right, slopes)
    return {node: factors[node].number for node in slopes}


@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_a_slope_of_any_layer_is_the_sum_of_those_above_times_their_factors(part):
    if part.kind == "batch-norm":
        pytest.skip("slopes of other samples come back through it, too")
    training = Training(SMALL.changed(layers=(*fitted(part), Dense(units=3))))
    training.advance(2)
    found = trace(training.experiment, training.snapshot())
    graph, first = Graph(found, 1), "da" if not found.layers[-1].linked else "dz"
    for position, layer in enumerate(found.layers, 1):
        for place in list(np.ndindex(*layer.shape))[:3]:
            for line in graph.backward_of(position, place):
                if position == len(found.layers) and line.left.node.name == first:
                    continue
                slopes, factors = slopes_of(found, line), factors_of(found, line)
                parts = sum(factors[node] * slope for node, slope in slopes.items())
                assert parts == pytest.approx(float(line.right.number), rel=1e-9, abs=1e-14), line.note


def test_through_a_batch_normalization_a_samples_own_factor_counts_that_it_moves_mean_and_variance():
    found = trace(SMALL.changed(layers=(Dense(units=3), BatchNorm(), Dense(units=2))))
    values, row, count = found.layers[1].values, 4, len(found.rows)
    (line, *_) = Graph(found, row).backward_of(1, (2,))
    ((node, factor),) = factors_of(found, line).items()
    assert node.layer == 2
    normal, root = values["normal"][row, 2], values["root"][0, 2]
    assert factor == pytest.approx((1 - 1 / count - normal**2 / count) / root, rel=1e-9)
    *_, together = path(chain(found, "1.weight[0,2]", Route(row)))
    assert any(each.letter == "other paths" for each, _ in together.right.terms)


@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_a_path_through_any_layer_has_one_factor_after_the_other(part):
    layers = (*fitted(part), Dense(units=3))
    found = trace(SMALL.changed(layers=layers))
    for where in ("1.weight[0,1]", f"{layers.index(part) + 1}.unit[{','.join('0' * len(out(part)))}]"):
        lines = path(chain(found, where, Route(row=2)))
        for line in lines:
            assert line.left.number == pytest.approx(line.right.number, rel=1e-9, abs=1e-15)
        for line in lines[:1]:
            links = line.right.links
            assert links[0].of.letter == "L"
            for near, far in pairwise(links):
                assert Text().write(near.by) == Text().write(far.of)
            assert line.right.number == pytest.approx(np.prod([link.formula.number for link in links]))


def out(part):
    return part.output(suited(part))


def test_a_path_through_time_goes_by_cells_and_gates():
    found = trace(presets.load("remember-lstm"))
    made = chain(found, "1.recurrent[0,0]", Route(use=3))
    way, *_ = path(made)
    through = [link.by.letter for link in way.right.links]
    assert through[:3] == ["z", "a", "h"]
    assert through[-2:] == ["si", "u"]
    assert through.count("c") > 10  # the road without the squash
    assert isinstance(way.right, Chained)


def test_a_symbol_inside_a_function_has_no_factor():
    node = Node(1, "da", (0,))
    x, w = symbol("x", 2.0, node=node), symbol("w", 3.0)
    assert coefficients(2 * x - x * w, {node})[node].number == -1.0
    for term in (w, x * x, x**2, w / x, tanh(x)):
        assert coefficients(term, {node}) == {}


UNROLLED = {"layers": ({"kind": "dense", "units": 10}, {"kind": "made-up-reshape", "to": (5, 2)})}


def through_time(kind, units, outputs):
    """A trace of a network with two layers over five steps."""
    below, *later = UNROLLED["layers"]
    first = {"kind": kind, "units": units, "outputs": "every-step"}
    last = {"kind": kind, "units": units, "outputs": outputs}
    end = [{"kind": "made-up-reshape", "to": (5 * units,)}] if outputs == "every-step" else []
    layers = (below, *later, first, last, *end)
    return trace(SMALL.changed(layers=layers, initializer={"kind": "glorot-normal"}))


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
@pytest.mark.parametrize("kind", ["recurrent", "gru", "lstm"])
def test_a_product_is_unrolled_as_many_steps_as_asked_and_all_paths_still_make_the_slope(kind, outputs):
    found = through_time(kind, 2, outputs)
    for where in ("4.unit[1,0]", "3.unit[0,1]", "3.recurrent[0,1]"):
        whole = path(chain(found, where, Route(row=0)))
        for steps in range(1, 4):
            made = chain(found, where, Route(row=0, use=0, unrolled=steps))
            first, *_, every_path = path(made)
            begins = made.place[0] + steps
            nodes_on = [link.by.node for link in first.right.links if link.by.node is not None]
            inner = [node.index[0] for node in nodes_on if node.layer in (3, 4) and len(node.index) == 2]
            assert max(inner, default=0) <= begins
            if len(path(made)) > 2:
                assert every_path.right.number == pytest.approx(every_path.left.number, rel=1e-9, abs=1e-14)
        assert len(whole) >= 2


@pytest.mark.usefixtures("made_up")
def test_one_recurrent_unit_is_the_textbooks_recursion():
    made = chain(through_time("recurrent", 1, "last-step"), "4.unit[1,0]", Route(row=0, unrolled=1))
    way, formulas = path(made)[:2]
    assert [(link.of.letter, link.by.letter) for link in way.right.links] == [
        ("L", "h"),
        ("h", "z"),
        ("z", "h"),
    ]
    layer = made.trace.layers[3]
    h, u = layer.values["hidden"][0, :, 0], layer.named(made.trace.before)["recurrent"][0, 0]
    slope = layer.values["d_hidden"][0, :, 0]
    assert [float(each.number) for each in formulas.right.factors] == pytest.approx(
        [slope[2], 1 - h[2] ** 2, u]
    )
    assert way.left.number == pytest.approx(slope[1], rel=1e-9)


@pytest.mark.usefixtures("made_up")
def test_a_unit_that_hands_on_its_last_state_alone_has_earlier_ones():
    found = through_time("lstm", 2, "last-step")
    made = chain(found, "4.unit[2,1]", Route(row=1))
    assert "unit 3,2 of layer 4" in made.title.lower()
    slopes = found.layers[3].values["d_hidden"][:, 2, 1]
    assert chain(found, "4.unit[2,1]").lines[0]
    assert path(made)[-1].left.number == pytest.approx(slopes[1], rel=1e-9)
    with pytest.raises(ValueError, match=r"the last one is 4.unit\[4,1\]"):
        chain(found, "4.unit[5,1]")
