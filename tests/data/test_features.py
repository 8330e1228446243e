"""Features: what the network is given of a point."""

import math

import numpy as np
import pytest
from cases import every
from hypothesis import given
from hypothesis import strategies as st

from playground.data.features import X1, X2, Feature, FormulaFeature, FurtherInput, SinX2, features_of, kept
from playground.parts.part import family

FORMULAS = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1-squared": lambda x1, x2: x1**2,
    "x2-squared": lambda x1, x2: x2**2,
    "x1-times-x2": lambda x1, x2: x1 * x2,
    "sin-x1": lambda x1, x2: math.sin(x1),
    "sin-x2": lambda x1, x2: math.sin(x2),
}
COORDINATE = st.floats(-6.0, 6.0)


@pytest.mark.parametrize("kind", FORMULAS)
@given(x1=COORDINATE, x2=COORDINATE)
def test_the_value_follows_the_formula(kind, x1, x2):
    found = family(Feature)[kind]().value(np.array([x1]), np.array([x2]))
    assert found[0] == pytest.approx(FORMULAS[kind](x1, x2), rel=1e-12, abs=1e-300)


@every(Feature)
def test_any_shape_of_points_is_welcome(part):
    grid = np.arange(12.0).reshape(3, 4)
    assert np.array_equal(part.value(grid, -grid).ravel(), part.value(grid.ravel(), -grid.ravel()))


def test_the_network_is_told_one_column_for_each_feature():
    xy = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert features_of((X2(), X1()), xy).tolist() == [[2.0, 1.0], [4.0, 3.0]]
    assert features_of((SinX2(),), xy).shape == (2, 1)


def test_features_are_kept_whose_inputs_are_there():
    plane, deep = FormulaFeature(text="x1*x2"), FormulaFeature(text="x1*x4")
    features = (X1(), SinX2(), FurtherInput(number=3), FurtherInput(number=4), plane, deep)
    assert kept(features, 5) == features
    assert kept(features, 3) == (X1(), SinX2(), FurtherInput(number=3), plane)
    assert kept(features, 2) == kept(features, 1) == (X1(), SinX2(), plane)
    assert kept((deep,), 2) == (X1(), X2())
