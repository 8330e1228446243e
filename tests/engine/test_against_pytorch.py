"""Ours against PyTorch's: what ``trajectories.py`` and ``sequences.py`` have written down."""

from functools import cache

import numpy as np
import pytest
import sequences
import trajectories
from trajectories import NEAR, apart

RECORDS = (trajectories, sequences)
KNOWN = {record: record.cases() for record in RECORDS}
CASES = [(record, name) for record, cases in KNOWN.items() for name in cases]
every_case = pytest.mark.parametrize(("record", "name"), CASES, ids=[name for _, name in CASES])
some_cases = pytest.mark.parametrize(("record", "name"), CASES[::7], ids=[name for _, name in CASES[::7]])


@cache
def written(record):
    with np.load(record.FIXTURE) as file:
        return dict(file)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_file_has_every_case(record):
    assert written(record).keys() == KNOWN[record].keys(), f"run python tests/{record.__name__}.py"


@every_case
def test_ours_is_pytorchs(record, name):
    found, expected = record.ours(KNOWN[record][name]), written(record)[name]
    assert found.shape == expected.shape
    assert apart(found, expected) < NEAR


@some_cases
def test_the_file_is_what_pytorch_computes(record, name):
    pytest.importorskip("torch")
    assert apart(record.theirs(KNOWN[record][name]), written(record)[name]) < NEAR


def test_cuts_bend_a_descent():
    found = written(sequences)
    for name, array in found.items():
        if name.endswith("cut after 1"):
            whole = found[name.replace("cut after 1", "two of them")]
            assert apart(array, whole) > 1e6 * NEAR
