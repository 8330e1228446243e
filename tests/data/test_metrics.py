"""Metrics against counts made by hand."""

import numpy as np
import pytest

import playground
from playground.data.targets.metrics import ClassMetrics, ValueMetrics, of_classes, of_values
from playground.data.targets.values import Values

TRUE = np.array([0, 0, 0, 1, 1, 2])
PREDICTED = np.array([0, 0, 1, 1, 0, 1])


def test_classes_are_counted_by_what_is_true_and_what_was_predicted():
    found = of_classes(TRUE, PREDICTED, 3)
    assert found.confusion == ((2, 1, 0), (1, 1, 0), (0, 1, 0))
    assert found.accuracy == pytest.approx(3 / 6)
    assert found.precision == pytest.approx((2 / 3, 1 / 3, 0.0))
    assert found.recall == pytest.approx((2 / 3, 1 / 2, 0.0))
    assert found.f1 == pytest.approx((2 / 3, 2 / 5, 0.0))


def test_values_are_judged_by_their_errors():
    found = of_values(np.array([[0.0], [2.0], [4.0]]), np.array([[1.0], [2.0], [2.0]]))
    assert found.mae == pytest.approx(1.0)
    assert found.rmse == pytest.approx((5 / 3) ** 0.5)
    assert found.r2 == pytest.approx(1.0 - (5 / 3) / (8 / 3))


def test_targets_that_do_not_vary_explain_nothing():
    assert of_values(np.ones((3, 1)), np.zeros((3, 1))).r2 == 0.0
    assert of_values(np.full((7, 1), 0.1), np.zeros((7, 1))).r2 == 0.0  # whose mean is not quite 0.1


def test_several_outputs_count_by_the_variance_of_their_targets():
    targets = np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 1.0]])
    outputs = targets + np.array([[0.5, 0.1], [0.0, -0.1], [-0.5, 0.0]])
    squares, variances = ((outputs - targets) ** 2).mean(axis=0), targets.var(axis=0)
    assert of_values(targets, outputs).r2 == pytest.approx(1.0 - squares.sum() / variances.sum())


def test_values_of_different_units_are_judged_one_by_one():
    values = Values(2, ("price", "share"), scales=((5000.0, 1000.0), (0.5, 0.1)))
    truth = np.array([[4000.0, 0.4], [6000.0, 0.6], [5000.0, 0.5]])
    found = values.measure(values.encode(truth, truth), values.encode(truth + np.array([100.0, 0.0]), truth))
    assert found.each["price"].rmse == pytest.approx(100.0)
    assert found.each["share"].rmse == pytest.approx(0.0, abs=1e-12)
    assert found.r2 == pytest.approx((found.each["price"].r2 + 1.0) / 2.0)
    assert values.scaled
    assert not Values(2, ("price", "share")).scaled


@pytest.mark.parametrize(("name", "kind"), [("three-rings", ClassMetrics), ("plane", ValueMetrics)])
def test_a_run_has_metrics_for_every_part_that_has_samples(name, kind):
    run = playground.train(playground.load(name), epochs=5, split={"validation": 0.2, "test": 0.3})
    assert {key: type(value) for key, value in run.metrics.items()} == dict.fromkeys(
        ("train", "validation", "test"), kind
    )
    if kind is ClassMetrics:
        assert run.metrics["test"].accuracy == pytest.approx(run.figures.test_accuracy)
        assert sum(map(sum, run.metrics["test"].confusion)) == len(run.experiment.samples["test"])
