"""A walk through a trace: everything is met once, in the order in which a step computes it."""

import numpy as np
import pytest
from drawn import experiments
from hypothesis import given
from hypothesis import strategies as st

from playground.data.plane.base import Circle
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.experiment.experiment import Experiment
from playground.microscope import Route, chain, parts, trace
from playground.microscope.steps import back, lines, onward, stops

SMALL = Experiment(data=Circle(samples=20), layers=(Dense(units=3), Dropout()), precision="float64")


def test_every_unit_and_every_parameter_is_met_once_in_order():
    found = trace(SMALL)
    every = stops(found)
    assert len(set(every)) == len(every)
    phases = [stop.phase for stop in every]
    order = ["forward", "loss", "backward", "batch", "optimizer", "update"]
    assert phases == sorted(phases, key=order.index)
    assert [phases.count(phase) for phase in order] == [7, 1, 7, 13, 13, 13]
    assert [stop.node.layer for stop in every[:7]] == [1, 1, 1, 2, 2, 2, 3]
    assert [stop.node.layer for stop in every[8:15]] == [3, 2, 2, 2, 1, 1, 1]
    assert [stop.node.layer for stop in every if stop.phase == "update"] == [3] * 4 + [1] * 9


def test_a_walk_meets_every_phase_that_a_parameter_goes_through():
    full = SMALL.changed(regularizer="l2", clipping="by-norm", frozen=(0,))
    phases = {(stop.phase, str(stop.node)) for stop in stops(trace(full))}
    for address in ("1.weight[0,0]", "1.weight[0,1]", "1.bias[0]", "3.weight[2,0]"):
        shown = {stage.name for stage in chain(trace(full), address).stages}
        own = shown - {"forward", "loss", "backward", "path"}
        assert {phase for phase, place in phases if place == address} == own
    assert ("frozen", "1.weight[0,0]") in phases
    assert ("clipping", "1.weight[0,0]") not in phases
    assert ("regularizer", "1.bias[0]") not in phases


@given(experiment=experiments(), data=st.data())
def test_every_stop_has_lines_that_close(experiment, data):
    found = trace(experiment)
    stop, row = data.draw(st.sampled_from(stops(found))), data.draw(st.sampled_from(range(len(found.rows))))
    made = lines(found, stop, row)
    assert made
    for line in made:
        np.testing.assert_allclose(line.left.number, line.right.number, rtol=1e-3, atol=1e-4)


def test_a_stop_says_what_the_chain_says():
    found = trace(SMALL)
    for stop in stops(found):
        made = chain(found, str(stop.node), Route(row=2))
        known = {(line.left.letter, line.left.number, line.note) for line in made.lines}
        here = {(line.left.letter, line.left.number, line.note) for line in lines(found, stop, 2)}
        assert here <= known


@pytest.mark.parametrize(
    ("grain", "visited"),
    [
        ("phase", [0, 7, 8, 15, 28, 41]),
        ("layer", [0, 3, 6, 7, 8, 9, 12, 15, 19, 28, 32, 41, 45]),
        ("unit", list(range(54))),
    ],
)
def test_a_walk_goes_by_any_grain_forth_and_back(grain, visited):
    every = stops(trace(SMALL))
    there, at = [0], 0
    while (following := onward(every, at, grain)) < len(every) - 1:
        at = following
        there.append(at)
    assert there == visited[: len(there)]
    assert set(visited) - {*there} <= {len(every) - 1}
    and_back = [at]
    while at:
        at = back(every, at, grain)
        and_back.append(at)
    assert and_back == there[::-1]
    assert onward(every, len(every) - 1, grain) == len(every) - 1
    assert back(every, 0, grain) == 0


def test_back_from_the_middle_goes_to_what_came_before():
    every = stops(trace(SMALL))
    assert back(every, 10, "layer") == 8
    assert back(every, 10, "phase") == 7


def test_the_parts_of_a_gradient_are_one_for_each_sample():
    found = trace(SMALL)
    x, dz = found.layers[0].values["x"], found.layers[0].values["dz"]
    np.testing.assert_allclose(parts(found, "1.weight[1,2]"), x[:, 1] * dz[:, 2], rtol=1e-14)
    np.testing.assert_allclose(parts(found, "1.bias[2]"), dz[:, 2], rtol=1e-14)
    gradient = found.arrays(found.gradient)["01_dense/weight"][1, 2]
    assert parts(found, "1.weight[1,2]").sum() == pytest.approx(gradient, rel=1e-12)
    with pytest.raises(ValueError, match="a unit is not a parameter"):
        parts(found, "1.unit[0]")
