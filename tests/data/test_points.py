"""Sets of points against TensorFlow Playground's formulas, and what the others promise."""

import math

import numpy as np
import pytest
from cases import every, every_variant, name
from hypothesis import given
from hypothesis import strategies as st

from playground.data.data_set import DataSet
from playground.data.plane.base import (
    XOR,
    Blobs,
    Bumps,
    Checkerboard,
    Circle,
    Gauss,
    Moons,
    Plane,
    Rings,
    Spiral,
)
from playground.parts.part import family
from playground.parts.setting import settings

SIZED = [member for member in family(DataSet).values() if "samples" in member.model_fields]
NOISE = st.floats(0.0, 0.5)
SEED = st.integers(0, 999_999)


def halves(points):
    """Points of class 1, points of class 0."""
    return points.xy[points.truth == 1], points.xy[points.truth == 0]


@every_variant(DataSet)
def test_points_come_with_their_truth(part):
    points = part.points()
    if points.plane is not None:
        assert points.xy.shape == (len(points), 2)
    assert points.inputs.shape == (len(points), math.prod(points.shape or points.inputs.shape[1:]))
    assert len(points.truth) == len(points)
    assert len(points) or part.misfit()
    assert np.isfinite(points.inputs).all()
    if points.targets.decides:
        assert set(points.truth.ravel()) <= set(range(len(points.targets.classes)))
    elif points.plane is not None:
        assert np.abs(points.truth).max(initial=0.0) <= 1.8  # where the plane is highest, with the most noise


@every(DataSet)
def test_the_same_seed_gives_the_same_points(part):
    first, second = part.points(), part.points()
    assert np.array_equal(first.inputs, second.inputs)
    assert np.array_equal(first.truth, second.truth)


@every(DataSet)
def test_the_seed_alone_says_which_points_are_drawn(part):
    """Spirals' arms, gates' corners, codes and what a person gave are fixed; everything else is drawn."""
    other = part.changed(seed=part.seed + 1)
    listed = ("spiral", "listed", "listed-sequences", "painted", "codes")
    fixed = part.kind in listed or part.kind.endswith("-gate")
    fixed |= part.misfit() is not None
    assert np.array_equal(part.points().inputs, other.points().inputs) == fixed


@pytest.mark.parametrize("count", [10, 11, 333])
@pytest.mark.parametrize("member", SIZED, ids=name)
def test_there_are_as_many_points_as_asked_for(member, count):
    points = member(samples=count).points()
    assert len(points) - points.tests == count


@every(DataSet)
def test_every_setting_keeps_the_weights_but_those_that_change_the_outputs(part):
    for setting in settings(type(part)):
        assert setting.live == (setting.name in ("seed", "noise", "marks", "class_names", "drawings"))


@pytest.mark.parametrize("member", [Circle, XOR, Plane, Bumps, Checkerboard], ids=name)
def test_this_noise_moves_no_point(member):
    calm, noisy = member().points(), member(noise=0.5).points()
    assert np.array_equal(calm.xy, noisy.xy)
    assert not np.array_equal(calm.truth, noisy.truth)


@pytest.mark.parametrize("member", [Gauss, Spiral, Moons, Blobs, Rings], ids=name)
def test_this_noise_moves_points_and_changes_no_label(member):
    calm, noisy = member().points(), member(noise=0.5).points()
    assert not np.array_equal(calm.xy, noisy.xy)
    assert np.array_equal(calm.truth, noisy.truth)


@pytest.mark.parametrize("member", [Circle, Gauss, Spiral, Moons], ids=name)
def test_half_of_the_points_are_of_each_class(member):
    assert [len(half) for half in halves(member(samples=400).points())] == [200, 200]


@given(seed=SEED)
def test_a_calm_circle_is_a_disc_inside_a_ring(seed):
    disc, ring = (np.hypot(*xy.T) for xy in halves(Circle(seed=seed).points()))
    assert disc.max() < 2.5
    assert ring.min() >= 3.5
    assert ring.max() <= 5.0


def test_the_disc_is_drawn_evenly_by_radius():
    disc, ring = (np.hypot(*xy.T) for xy in halves(Circle(samples=5000).points()))
    assert disc.mean() == pytest.approx(1.25, abs=0.06)
    assert ring.mean() == pytest.approx(4.25, abs=0.04)


def test_noise_mislabels_near_the_edge_of_the_circle_only():
    points = Circle(samples=5000, noise=0.3).points()
    radius = np.hypot(*points.xy.T)
    wrong = (points.truth == 1) != (radius < 2.5)
    assert wrong.any()
    assert np.abs(radius[wrong] - 2.5).max() <= 0.3 * 5.0 * np.sqrt(2.0)


@given(seed=SEED)
def test_a_calm_xor_says_whether_the_signs_agree(seed):
    points = XOR(seed=seed).points()
    assert np.array_equal(points.truth == 1, points.xy.prod(axis=1) > 0.0)
    assert np.abs(points.xy).min() >= 0.3
    assert np.abs(points.xy).max() <= 5.3


def test_noise_mislabels_near_the_axes_of_xor_only():
    points = XOR(samples=5000, noise=0.2).points()
    wrong = (points.truth == 1) != (points.xy.prod(axis=1) > 0.0)
    assert wrong.any()
    assert np.abs(points.xy[wrong]).min(axis=1).max() <= 0.2 * 5.0


@pytest.mark.parametrize("noise", [0.0, 0.25, 0.5])
def test_clouds_are_as_wide_as_the_formula_says(noise):
    for xy, centre in zip(halves(Gauss(samples=5000, noise=noise).points()), (2.0, -2.0), strict=True):
        variance = 0.5 + 7.0 * noise
        np.testing.assert_allclose(xy.mean(axis=0), centre, atol=4.0 * np.sqrt(variance / 2500))
        np.testing.assert_allclose(xy.var(axis=0), variance, rtol=0.12)


def test_calm_spirals_are_tensorflow_playgrounds():
    points = Spiral(samples=500).points()
    i = np.arange(250)
    r, t = 5.0 * i / 250, 1.75 * i / 250 * 2.0 * np.pi
    for arm, turn in zip(halves(points), (0.0, np.pi), strict=True):
        np.testing.assert_allclose(arm, np.stack([r * np.sin(t + turn), r * np.cos(t + turn)], 1), atol=1e-12)


@given(noise=NOISE, seed=SEED)
def test_points_stray_from_their_spiral_by_no_more_than_the_noise(noise, seed):
    strayed = Spiral(noise=noise, seed=seed).points().xy - Spiral(seed=seed).points().xy
    assert np.abs(strayed).max() <= noise + 1e-12


@given(noise=NOISE, seed=SEED)
def test_the_plane_rises_along_the_diagonal(noise, seed):
    points = Plane(noise=noise, seed=seed).points()
    assert np.abs(points.xy).max() <= 6.0
    assert np.abs(points.truth - points.xy.sum(axis=1) / 10.0).max() <= 12.0 * noise / 10.0 + 1e-12


def test_the_bumps_are_three_hills_and_three_hollows():
    points = Bumps(samples=5000).points()
    expected = np.zeros(5000)
    for x, y, sign in ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)):
        height = sign * np.maximum(1.0 - np.hypot(points.xy[:, 0] - x, points.xy[:, 1] - y) / 2.0, 0.0)
        expected = np.where(np.abs(height) > np.abs(expected), height, expected)
    np.testing.assert_allclose(points.truth, expected, atol=1e-12)
    assert np.abs(points.xy).max() <= 6.0


def test_calm_moons_are_apart():
    upper, lower = halves(Moons().points())
    between = np.linalg.norm(upper[:, None] - lower, axis=2)
    assert between.min() > 0.25


def test_blobs_stand_on_a_circle_one_for_each_class():
    points = Blobs(samples=5000, classes=5).points()
    middles = np.array([points.xy[points.truth == label].mean(axis=0) for label in range(5)])
    np.testing.assert_allclose(np.hypot(*middles.T), 3.6, atol=0.08)
    turns = np.unwrap(np.arctan2(*middles.T))
    np.testing.assert_allclose(np.diff(turns), 2.0 * np.pi / 5, atol=0.04)


def test_calm_rings_do_not_touch():
    points = Rings().points()
    for label in range(3):
        radius = np.hypot(*points.xy[points.truth == label].T)
        assert np.abs(radius - (0.5 + 1.8 * label)).max() <= 0.4


def test_a_calm_checkerboard_has_sixteen_squares_in_turn():
    points = Checkerboard().points()
    column, row = np.floor(points.xy / 2.5).T
    assert np.array_equal(points.truth == 1, (column + row) % 2 == 0)
    assert len({*zip(column, row, strict=True)}) == 16
