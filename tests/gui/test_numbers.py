"""Numbers as the window writes them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.gui.widgets.numbers import loss, signed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0.0, "0.0000"),
        (0.25, "0.2500"),
        (1234.56, "1\u2009234.6"),
        (123456.7, "123\u2009457"),
        (1.2e6, "1.20e6"),
        (0.00012, "1.20e−4"),
        (math.inf, "∞"),
        (math.nan, "NaN"),
    ],
)
def test_a_loss_is_short(value, text):
    assert loss(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0.0, "+0.0000"),
        (0.001, "+0.0010"),
        (-0.00099, "−9.90e−4"),
        (9999.0, "+9999.0000"),
        (-10_000.0, "−1.00e4"),
        (math.inf, "not finite"),
    ],
)
def test_a_number_of_a_network_has_its_sign(value, text):
    assert signed(value) == text


@given(st.floats(min_value=0.0))
def test_every_loss_can_be_written(value):
    assert len(loss(value)) <= 9
