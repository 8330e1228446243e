"""Counts with their thousands apart."""

import pytest

from playground.gui.widgets import numbers
from playground.inspection.diagnosis.gradients import _times
from playground.parts.counts import grouped


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (999, "999"), (12_000, "12\u2009000"), (-1200, "−1\u2009200")]
)
def test_counts_are_written_in_one_way(count, text):
    assert grouped(count) == numbers.grouped(count) == text


def test_a_finding_writes_its_factor_in_the_same_way():
    assert _times(1234.0) == "1\u2009200"
