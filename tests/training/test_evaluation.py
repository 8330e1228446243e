"""The figures of all samples: the same however many are computed at a time."""

import numpy as np
import pytest
from cases import every

from playground.engine.losses.base import Loss
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.training import evaluation
from playground.training.evaluation import Evaluation

DATA = (
    {"kind": "blobs", "samples": 60, "classes": 3},
    {"kind": "plane", "samples": 60},
    {"kind": "circle", "samples": 60},
)


def learnable(loss):
    """Experiments with this loss on every sort of data that it takes."""
    tried = (
        Experiment(data=data, loss=loss, output=output, precision="float64", split={"validation": 0.2})
        for data in DATA
        for output in ("auto", "identity", "tanh")
    )
    return [each for each in tried if not problems(each)]


def present(figures):
    """The figures that there are, by name."""
    return {name: value for name, value in figures._asdict().items() if value is not None}


@every(Loss)
@pytest.mark.parametrize("population", [1, 3])
def test_portions_give_the_figures_of_the_whole(part, population, monkeypatch):
    for experiment in learnable(part):
        members = [experiment.changed(seed=seed) for seed in range(population)]
        network = experiment.network(population)
        generators = [np.random.default_rng(seed) for seed in range(population)]
        network.initialize([experiment.initializer] * population, generators)
        whole = Evaluation(network, experiment, members).figures(1, 2)
        monkeypatch.setattr(evaluation, "ROOM", 7 * population * max(network.widths))
        portions = Evaluation(network, experiment, members).figures(1, 2)
        for found, expected in zip(portions, whole, strict=True):
            assert present(found) == pytest.approx(present(expected), rel=1e-12)
        monkeypatch.undo()
    assert learnable(part)
