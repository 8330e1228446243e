"""Gates: four corners and a truth table."""

import pytest

from playground.data.data_set import DataSet
from playground.parts.part import family

TABLE = {
    "and-gate": lambda left, right: left and right,
    "or-gate": lambda left, right: left or right,
    "nand-gate": lambda left, right: not (left and right),
    "xor-gate": lambda left, right: left != right,
}


@pytest.mark.parametrize("kind", [kind for kind in family(DataSet) if kind.endswith("-gate")])
def test_a_gate_follows_its_truth_table(kind):
    points = family(DataSet)[kind]().points()
    found = {(x1 > 0, x2 > 0): bool(truth) for (x1, x2), truth in zip(points.xy, points.truth, strict=True)}
    assert found == {
        (left, right): TABLE[kind](left, right) for left in (False, True) for right in (False, True)
    }
    assert points.targets.classes == ("1", "2")


def test_a_gate_hands_out_corners_that_can_be_written_to_without_harm():
    gate = family(DataSet)["xor-gate"]()
    gate.points().xy[...] = 0.0
    assert abs(gate.points().xy).min() == 4.0
