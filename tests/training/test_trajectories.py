"""What the trajectories that are compared with PyTorch's cover."""

import numpy as np
import pytest
from counterparts import OPTIMIZERS, known, without_part
from trajectories import FIXTURE, NEAR, apart

from playground.engine.optimizers.base import Optimizer
from playground.parts.part import family


@pytest.fixture(scope="module")
def written():
    with np.load(FIXTURE) as file:
        return dict(file)


def test_what_is_compared_is_there():
    """A new part needs no line here: its derivative is checked by central differences, as every part's is."""
    assert without_part() == []


# RProp knows a schedule by its first factor only, and a limit not at all.
@pytest.mark.parametrize("kind", [rule().kind for rule in known(Optimizer) if rule().kind != "rprop"])
def test_every_schedule_and_every_limit_bends_a_trajectory(written, kind):
    ends = [array[-1] for name, array in written.items() if name.split()[0] == kind]
    nearest = [min(apart(one, other) for other in ends if other is not one) for one in ends]
    assert min(nearest) > 1000 * NEAR


@pytest.mark.parametrize("kind", family(Optimizer))
def test_defaults_are_pytorchs(kind):
    torch = pytest.importorskip("torch")
    rule = family(Optimizer)[kind]()
    if not callable(OPTIMIZERS[kind]):
        pytest.skip(OPTIMIZERS[kind])
    given = OPTIMIZERS[kind](rule, [torch.zeros(1)])
    plain = type(given)([torch.zeros(1)])
    own = {"momentum", "nesterov"} if type(given) is torch.optim.SGD else set()  # switches there, rules here
    assert {name: given.defaults[name] for name in plain.defaults.keys() - own} == {
        name: plain.defaults[name] for name in plain.defaults.keys() - own
    }
