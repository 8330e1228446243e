"""Networks on sequences against PyTorch's, which ``sequences.py`` has written down."""

import numpy as np
import pytest
from sequences import FIXTURE, cases, ours, theirs
from trajectories import NEAR, apart

CASES = cases()
every_case = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def written():
    with np.load(FIXTURE) as file:
        return dict(file)


def test_the_file_has_every_case(written):
    assert written.keys() == CASES.keys(), "run python tests/sequences.py"


@every_case
def test_outputs_gradients_and_descent_are_pytorchs(written, name):
    found = ours(CASES[name])
    assert found.shape == written[name].shape
    assert apart(found, written[name]) < NEAR


@pytest.mark.parametrize("name", list(CASES)[::5])
def test_the_file_is_what_pytorch_says(written, name):
    pytest.importorskip("torch")
    assert apart(theirs(CASES[name]), written[name]) < NEAR


def test_cuts_bend_a_descent(written):
    for name, array in written.items():
        if name.endswith("cut after 1"):
            whole = written[name.replace("cut after 1", "two of them")]
            assert apart(array, whole) > 1e6 * NEAR
