"""Scripts that train go the way that the run went, whatever the parts, by PyTorch and by Keras."""

import pytest
from cases import every

from playground.engine.clipping import Clipping
from playground.engine.losses.base import Loss
from playground.engine.regularizers.base import Regularizer
from playground.engine.schedules.base import Schedule
from tests.export.script_runs import (
    CLASSES,
    KERAS,
    PYTORCH,
    QUIET,
    SMALL,
    suited,
    trained_by_keras,
    trained_by_pytorch,
)


@pytest.fixture(params=[*PYTORCH, pytest.param(KERAS, marks=QUIET)])
def trained(request, tmp_path):
    """Return a function that trains an experiment, and its script, to the same end."""
    way = trained_by_keras if request.param == KERAS else trained_by_pytorch
    return lambda experiment: way(experiment, tmp_path / "code" / f"w{request.param}")


@every(Schedule)
def test_learning_rates_change_alike(part, trained):
    settings = {name: 3 for name in ("epochs",) if hasattr(part, name)}
    settings |= {"warm_up": 1} if hasattr(part, "warm_up") else {}
    settings |= {"every": 1} if hasattr(part, "every") else {}
    settings |= {"patience": 0, "threshold": 0.5} if hasattr(part, "patience") else {}
    trained(SMALL.changed(schedule=part.changed(**settings)))


@every(Regularizer)
def test_regularizers_pull_alike(part, trained):
    trained(SMALL.changed(regularizer=part.changed(**{"limit": 0.3} if part.kind == "max-norm" else {})))


@every(Clipping)
def test_gradients_are_clipped_alike(part, trained):
    trained(SMALL.changed(clipping=part.changed(**({"limit": 0.01} if part.kind != "none" else {}))))


@every(Loss)
def test_losses_have_the_same_slopes(part, trained):
    tried = (SMALL, SMALL.changed(output={"kind": "sigmoid"}), CLASSES)
    trained(next(found for each in tried if (found := suited(each, loss=part))))


def test_classes_may_count_differently(trained):
    loss = {"kind": "cross-entropy", "class_weights": (1.0, 2.0, 0.5), "label_smoothing": 0.1}
    trained(CLASSES.changed(loss=loss))


@pytest.mark.parametrize("regularizer", ["elastic", "l1-to-zero"])
def test_a_search_sees_penalties_and_leaves_frozen_numbers_alone(regularizer, trained):
    trained(suited(SMALL, optimizer="l-bfgs", regularizer=regularizer, frozen=(0, 5, 9)))
