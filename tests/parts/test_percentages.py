"""Percentages: never rounded to all or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.parts.percentages import percent


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (0.5, 1, "50.0 %"),
        (1.0, 1, "100.0 %"),
        (0.0, 1, "0.0 %"),
        (0.998, 0, "99.8 %"),
        (0.9996, 1, "99.96 %"),
        (0.0004, 1, "0.04 %"),
        (1.0, 0, "100 %"),
        (1.0 - 1e-9, 0, "> 99.9999 %"),
        (1e-9, 0, "< 0.0001 %"),
    ],
)
def test_a_share_is_written_with_the_places_that_it_takes(share, places, text):
    assert percent(share, places) == text


@given(share=st.floats(0.0, 1.0), places=st.integers(0, 2))
def test_only_what_is_all_or_nothing_is_said_to_be(share, places):
    text = percent(share, places)
    assert text.startswith("100") == (share == 1.0)
    assert (text.strip("0. %") == "") == (share == 0.0)
