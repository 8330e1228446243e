"""A function of one number as data: every shape is the function that it says."""

import typing

import numpy as np
import pytest
from pydantic import ValidationError

import playground
from playground.data.plane.formula_sets import FunctionOfX
from playground.experiment.fitting import with_other_data

SHAPES = typing.get_args(FunctionOfX.model_fields["shape"].annotation)
KNOWN = {
    "sine": np.sin,
    "step": np.sign,
    "bump": lambda x: 2 * np.exp(-(x**2) / 2) - 1,
    "sawtooth": lambda x: x / 2 - 2 * np.floor(x / 4 + 0.5),
    "formula": lambda x: np.abs(x) - 3,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_lie_on_the_function_and_noise_scatters_them_about_it(shape):
    calm, noisy = (FunctionOfX(shape=shape, samples=2000, noise=noise).points() for noise in (0.0, 0.2))
    assert calm.in_line
    x = calm.xy[:, 0]
    np.testing.assert_allclose(calm.truth, KNOWN[shape](x), atol=1e-9)
    np.testing.assert_array_equal(calm.inputs, noisy.inputs)
    assert np.std(noisy.truth - calm.truth) == pytest.approx(0.2, rel=0.1)


def test_a_formula_of_two_numbers_is_refused_and_one_without_a_value_is_a_misfit():
    with pytest.raises(ValidationError, match="only x may stand in it"):
        FunctionOfX(formula="x1 + x2")
    setting, text = FunctionOfX(shape="formula", formula="log(x)").misfit()
    assert setting == "formula"
    assert "has no finite value" in text
    assert FunctionOfX(shape="sine", formula="log(x)").misfit() is None


def test_it_is_learned_of_x_alone_whatever_was_there_before():
    changed = with_other_data(playground.load("circle"), FunctionOfX())
    assert [feature.kind for feature in changed.features] == ["x1"]
    assert not changed.targets.decides
