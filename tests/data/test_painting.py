"""Painting: what a brush does to points, and how painted points stand in a preset."""

import numpy as np
import pytest
from cases import name
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.data.data_set import DataSet
from playground.data.painting import brush
from playground.data.painting.painted import Painted
from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.tables.table_set import TableSet
from playground.experiment import presets
from playground.experiment.edits import keeps_weights
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.errors import faults
from playground.parts.part import family

NONE = np.zeros((0, 3))
THREE = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [4.0, 4.0, 1.0]])
PLACE = st.tuples(st.floats(-6.0, 6.0), st.floats(-6.0, 6.0))


def drawn(seed=0):
    return np.random.default_rng(seed)


@given(PLACE, st.integers(0, 50), st.floats(0.0, 2.0), st.integers(0, 7))
def test_points_are_added_within_reach_of_the_brush(centre, count, jitter, truth):
    rows = brush.added(THREE, centre, truth, count, jitter, drawn())
    assert np.array_equal(rows[:3], THREE)
    assert len(rows) == 3 + count
    assert (rows[3:, 2] == truth).all()
    assert (np.hypot(*(rows[3:, :2] - centre).T) <= jitter + 1e-9).all()


def test_a_stroke_has_as_many_points_as_its_length_and_density_say():
    counts = [len(brush.stroked(NONE, (0, 0), (3, 4), 1, 2.5, 0.0, drawn(seed))) for seed in range(400)]
    assert set(counts) == {12, 13}
    assert np.mean(counts) == pytest.approx(12.5, abs=0.1)
    rows = brush.stroked(NONE, (0, 0), (3, 4), 1, 50.0, 0.0, drawn())
    np.testing.assert_allclose(rows[:, 1], rows[:, 0] * 4 / 3)
    assert 0 <= rows[:, 0].min() < 0.2 < 2.8 < rows[:, 0].max() <= 3


def test_the_same_generator_paints_the_same():
    first, again, other = (brush.added(NONE, (0, 0), 1, 5, 1.0, drawn(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_no_more_than_the_most_can_be_painted():
    rows = brush.added(THREE, (0, 0), 1, brush.MOST + 10, 1.0, drawn())
    assert len(rows) == brush.MOST
    assert np.array_equal(rows[:3], THREE)


def test_points_lie_evenly_over_the_brush():
    rows = brush.added(NONE, (0.0, 0.0), 0.0, 4000, 2.0, drawn())
    inner = np.hypot(*rows[:, :2].T) < 1.0
    assert inner.mean() == pytest.approx(1 / 4, abs=0.03)  # of the disc's area, within half its radius


def test_points_that_are_there_stay_however_many_they_are():
    many = np.zeros((brush.MOST + 3, 3))
    assert np.array_equal(brush.added(many, (1.0, 1.0), 1.0, 5, 0.0, drawn()), many)


def test_points_are_chosen_erased_moved_and_told_otherwise():
    assert brush.near(THREE, (0.9, 0.0), 1.0).tolist() == [1, 0]
    assert brush.within(THREE, (5, 5), (0.5, -1)).tolist() == [1, 2]
    assert brush.erased(THREE, (0, 0), 1.0).tolist() == [[4.0, 4.0, 1.0]]
    assert brush.moved(THREE, np.array([2]), (-1, 2000))[2].tolist() == [3.0, brush.FARTHEST, 1.0]
    assert brush.retargeted(THREE, np.array([0, 2]), 5)[:, 2].tolist() == [5.0, 1.0, 5.0]
    assert THREE[2].tolist() == [4.0, 4.0, 1.0]


@given(st.lists(st.tuples(PLACE, st.integers(0, 2)), max_size=30))
def test_painted_points_stand_in_the_preset_to_the_thousandth(points):
    rows = np.array([(*xy, truth) for xy, truth in points]).reshape(-1, 3)
    painted = Painted.of(rows, 3)
    np.testing.assert_allclose(painted.rows, rows, atol=0.000501)
    assert Painted.of(painted.rows, 3) == painted
    assert painted.points().truth.tolist() == [truth for _, truth in points]


def test_five_thousand_points_are_small_and_come_back(tmp_path):
    rows = np.column_stack([drawn().uniform(-6, 6, (5000, 2)), drawn().integers(0, 8, 5000)])
    experiment = Experiment(data=Painted.of(rows, 8))
    presets.save(experiment, tmp_path / "painted.json")
    assert (tmp_path / "painted.json").stat().st_size < 100_000
    assert presets.load(tmp_path / "painted.json") == experiment


PLANAR = [member for member in family(DataSet).values() if member().points().plane is not None]


@pytest.mark.parametrize("member", PLANAR, ids=name)
def test_any_data_of_the_plane_can_be_painted_on(member):
    points, painted = member().points(), Painted.over(member())
    again = painted.points()
    assert len(again.targets.classes) == len(points.targets.classes)
    assert len(again) == len(points)
    np.testing.assert_allclose(again.xy, points.xy, atol=0.000501)
    np.testing.assert_allclose(again.truth, points.truth, atol=0.000501)


def test_a_stroke_keeps_the_weights_and_another_number_of_classes_does_not():
    start = Experiment(data=Painted.over(Blobs(classes=3)))
    rows = brush.added(start.data.rows, (0, 0), 2, 10, 1.0, drawn())
    assert keeps_weights(start, start.changed(data=Painted.of(rows, 3)))
    assert not keeps_weights(start, start.changed(data=Painted.of(rows, 4)))


def test_a_stroke_leaves_the_other_points_where_they_were_dealt():
    start = Painted.over(Circle())
    more = Painted.of(brush.added(start.rows, (0, 0), 1, 20, 1.0, drawn()), 2)
    less = Painted.of(brush.without(start.rows, np.arange(100, 120)), 2)

    def test_points(data):
        return {tuple(xy) for xy in Experiment(data=data).samples["test"].points.xy.tolist()}

    old = test_points(start)
    assert len(old) == 250
    assert 0.3 < Experiment(data=start).samples["test"].points.truth.mean() < 0.7
    assert len(old - test_points(more)) <= 20
    assert len(old - test_points(less)) <= 30
    assert test_points(start.changed(seed=2)) != old


def test_a_class_without_a_name_has_the_first_number_that_is_free():
    painted = Painted(classes=5, class_names=("3", "round"))
    assert Experiment(data=painted).targets.classes == ("3", "round", "4", "5", "6")
    assert Experiment(data=painted.changed(classes=2, marks="1 1 0")).targets.classes == ("3", "round")
    assert Experiment(data=Painted(classes=3)).targets.classes == ("1", "2", "3")
    assert keeps_weights(Experiment(data=Painted()), Experiment(data=Painted(class_names=("a", "b"))))


def test_nothing_painted_is_a_problem_and_not_an_error():
    (problem,) = problems(Experiment(data=Painted(marks="")))
    assert str(problem) == "data.marks: there are no points yet: paint some"


def test_values_can_be_painted():
    data = Painted.over(Plane(samples=10))
    assert data.classes == 0
    assert problems(Experiment(data=data, output="auto")) == []


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"classes": 1}, "classes: one class leaves nothing to predict; use 0 for values"),
        ({"marks": "1 2 0, 1 2 2"}, "classes: point 2 is of class 2, and the last class is 1"),
        ({"marks": "1 2 0.5"}, "classes: point 1 is of class 0.5, and the last class is 1"),
        ({"marks": "1 2 0,"}, "marks: point 2 has 0 numbers, not three: x₁, x₂ and class or value"),
        ({"marks": "1 2 0, 3"}, "marks: point 2 has 1 number, not three: x₁, x₂ and class or value"),
        ({"marks": "1 two 0"}, 'marks: point 1: "1 two 0" are not three numbers'),
        ({"marks": "1 nan 0"}, 'marks: point 1: "1 nan 0" goes beyond 999'),
        ({"marks": "1 2000 0"}, 'marks: point 1: "1 2000 0" goes beyond 999'),
        ({"marks": ", ".join(["1 2 0"] * 5001)}, "marks: 5\u2009001 points are more than 5\u2009000"),
        ({"marks": "0" * 200_001}, "marks: longer than 200\u2009000 characters"),
    ],
)
def test_what_is_not_painted_points_is_refused_in_one_line(settings, line):
    with pytest.raises(ValidationError) as caught:
        Experiment(data={"kind": "painted", **settings})
    assert faults(caught.value, Experiment) == [f"data.{line}"]


def test_of_more_points_than_can_be_painted_there_are_some_of_every_class():
    """In a table classes may come by turns, as they do in data that are made up."""
    lines = "\n".join(f"{i % 101},{i % 37},{'ab'[i % 2]}" for i in range(2 * brush.MOST))
    table = TableSet(text=f"x,y,class\n{lines}", columns=("x", "y"), target="class")
    painted = Painted.taking_over(table)
    assert len(painted.rows) == brush.MOST
    assert min(np.bincount(painted.rows[:, 2].astype(int))) > 0.45 * brush.MOST
