"""The division of samples into three."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.coordinates import REACH, Coordinates, Side
from playground.data.plane.base import Circle
from playground.data.samples import Points, Split
from playground.data.targets.values import Values
from playground.experiment.experiment import Experiment


def divided(count, split, seed=0):
    points = Points(np.arange(2.0 * count).reshape(count, 2), np.arange(count), Values())
    order = np.random.default_rng(seed).permutation(count)
    return {name: points[rows] for name, rows in split.rows(points, order).items()}


@given(count=st.integers(1, 2000), validation=st.integers(0, 50), test=st.integers(0, 90))
def test_every_point_is_in_one_part_and_no_point_is_in_two(count, validation, test):
    parts = divided(count, Split(validation=validation / 100, test=test / 100)).values()
    assert sorted(np.concatenate([part.truth for part in parts])) == list(range(count))


@pytest.mark.parametrize("count", [10, 100, 333, 500, 1200])
def test_shares_are_rounded_down(count):
    tests = [len(divided(count, Split(test=percent / 100))["test"]) for percent in range(91)]
    assert tests == [count * percent // 100 for percent in range(91)]
    kept = [divided(count, Split(validation=percent / 100, test=0.0)) for percent in range(51)]
    assert [len(parts["validation"]) for parts in kept] == [count * percent // 100 for percent in range(51)]


def test_shares_that_leave_nothing_to_train_on_leave_nothing():
    parts = divided(100, Split(validation=0.5, test=0.9))
    assert [len(part) for part in parts.values()] == [0, 50, 50]


def test_points_are_shuffled_before_they_are_divided():
    points = Circle().points()
    train = points[Split().rows(points, Circle(seed=0).order(points))["train"]]
    assert 0.3 < train.truth.mean() < 0.7


@pytest.mark.parametrize("name", ["train", "test"])
def test_the_same_seed_divides_alike(name):
    first, again, other = (divided(100, Split(), seed)[name].truth.tolist() for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_point_keeps_its_truth():
    part = divided(100, Split())["test"]
    assert np.array_equal(part.xy[:, 0], 2.0 * part.truth)


def test_the_rows_of_a_part_are_where_its_points_stand():
    experiment = Experiment(split=Split(validation=0.2, test=0.3))
    points = experiment.points
    for name, rows in experiment.rows.items():
        assert np.array_equal(points.xy[rows], experiment.samples[name].points.xy)


NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20).map(np.array)


@given(NUMBERS)
def test_any_numbers_lie_on_their_side_with_round_numbers_along_it(numbers):
    side = Side.of(numbers)
    places = side.places(numbers)
    assert (np.abs(places) <= REACH).all()
    np.testing.assert_allclose(side.numbers(places), numbers, rtol=1e-9, atol=1e-9 * np.abs(numbers).max())
    if np.ptp(numbers) > 1e-6 * np.abs(numbers).max() and np.ptp(numbers) > 1e-9:
        assert np.ptp(places) > REACH / 4
        step = side.unit * REACH / 2
        assert float(f"{step:.1e}") == pytest.approx(step)
        assert 2 * side.middle / step == pytest.approx(round(2 * side.middle / step))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (18.0, 80.0, [10, 30, 50, 70, 90]),
        (0.0, 300.0, [-50, 50, 150, 250, 350]),
        (10.0, 150.0, [0, 50, 100, 150, 200]),
        (0.0, 500.0, [-200, 0, 200, 400, 600]),
        (4.3, 7.9, [4, 5, 6, 7, 8]),
        (-5.0, 5.0, [-6, -3, 0, 3, 6]),
        (-3.0, 3.0, [-6, -3, 0, 3, 6]),
        (-2.5, 2.5, [-4, -2, 0, 2, 4]),
        (0.0, 1.0, [-0.5, 0, 0.5, 1, 1.5]),
        (2.0, 2.0, [-6, -3, 0, 3, 6]),
        (70.0, 70.0, [64, 67, 70, 73, 76]),
    ],
)
def test_the_numbers_along_a_side(low, high, marks):
    assert Side.of(np.array([low, high])).numbers(np.linspace(-REACH, REACH, 5)) == pytest.approx(marks)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0.0, 1.0, "−0.5 0 0.5 1 1.5"),
        (-2.5, 2.5, "−4 −2 0 2 4"),
        (0.0, 3000.0, "−500 500 1\u2009500 2\u2009500 3\u2009500"),
        (1076.3705, 1076.379, "1\u2009076.37 1\u2009076.3725 1\u2009076.375 1\u2009076.3775 1\u2009076.38"),
    ],
)
def test_what_is_written_along_a_side_is_round_however_numbers_are_scaled(low, high, marks):
    assert [text for _, text in Side.of(np.array([low, high])).marks()] == marks.split(" ")
    for seed in range(40):
        numbers = low + (high - low) * np.random.default_rng(seed).random((20, 2))
        numbers[:2] = [[low, low], [high, high]]
        shift, unit = numbers.mean(axis=0), numbers.std(axis=0)
        scales = [*zip(shift.tolist(), unit.tolist(), strict=True)]
        for side in Coordinates.of_scaled((numbers - shift) / unit, scales).edges(scales):
            assert [text for _, text in side.marks()] == marks.split(" ")
