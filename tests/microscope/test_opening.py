"""The sum of a line that is gone through term by term."""

import pytest

from playground.engine.symbolic.expressions import symbol
from playground.engine.symbolic.functions import exp
from playground.microscope.term_groups import opened

X, Y, Z = symbol("x", 5.0), symbol("y", 2.0), symbol("z", 3.0)


@pytest.mark.parametrize(
    ("term", "place", "running"),
    [
        (X + Y - Z, "all", (5.0, 7.0, 4.0)),
        ((X + Y + Z) / 3, "above", (5.0, 7.0, 10.0)),
        (-((X - Y) / 2), "above", (5.0, 3.0)),
        (-(X + Y), "inside", (5.0, 7.0)),
        (X * (1 - X), "inside", (1.0, -4.0)),
        (2 * (X - Y) / 3, "inside", (5.0, 3.0)),
        (X + (Y + Z) / 2, "all", (5.0, 7.5)),
    ],
)
def test_a_sum_is_opened_wherever_it_stands(term, place, running):
    found = opened(term)
    assert (found.place, found.running) == (place, running)


@pytest.mark.parametrize("term", [X, X * Y, X / (Y + Z), exp(X + Y), (X + Y) * (Y + Z), (X + Y) ** 2])
def test_what_is_made_otherwise_is_not(term):
    assert opened(term) is None
