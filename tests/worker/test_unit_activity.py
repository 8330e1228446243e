"""A unit at the samples: its sums and outputs belong together."""

import numpy as np
import pytest

from playground.worker.requests.unit import OneUnit
from tests import looking


@pytest.mark.parametrize("outputs", ["last-step", "every-step"])
def test_the_sums_of_a_recurrent_unit_are_those_of_the_step_whose_outputs_are_shown(outputs):
    layers = [{"kind": "recurrent", "units": 3, "outputs": outputs}]
    if outputs == "every-step":
        layers.append({"kind": "recurrent", "units": 2, "outputs": "last-step"})
    _, training = looking.trained("remember-recurrent", 1, layers=layers)
    number = training.network.widths[1] - 2
    found = looking.answer(training, OneUnit(0, number))
    np.testing.assert_allclose(np.tanh(found.z), found.a, atol=1e-6)
