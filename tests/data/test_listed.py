"""Samples that stand in the preset: what is listed is learned, and lists that do not fit are refused."""

import numpy as np
import pytest
from pydantic import ValidationError

from playground.data import features
from playground.data.plane.listed import SAMPLES, VALUES, Listed
from playground.data.samples import Split
from playground.engine.layers.dense import Dense
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.library import train
from playground.parts.errors import faults
from playground.training.training import Training

TWO = Listed(inputs=((0.05, 0.1),), targets=((0.01, 0.99),))


def test_points_are_those_of_the_list_in_its_order():
    points = Listed(inputs=[[3, 1], [1, 2]], targets=[[0.5], [-2]]).points()
    assert points.inputs.tolist() == [[3.0, 1.0], [1.0, 2.0]]
    assert points.truth.tolist() == [0.5, -2.0]
    assert points.values.tolist() == [[0.5], [-2.0]]
    assert points.targets.classes == ()


def test_a_single_number_lies_on_the_axis():
    points = Listed(inputs=[[3], [4]], targets=[[1], [1]]).points()
    assert points.inputs.tolist() == [[3.0, 0.0], [4.0, 0.0]]
    assert points.xy[:, 1].tolist() == [0.0, 0.0]


def test_a_list_fills_half_of_the_plane():
    corners = Listed(inputs=[[0, 0], [0, 1], [1, 0], [1, 1]], targets=[[0], [1], [1], [0]])
    points = corners.points()
    assert np.ptp(points.xy, axis=0).tolist() == [6.0, 6.0]
    assert points.inputs.tolist() == [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    far = Listed(inputs=[[1000, 0.001], [3000, 0.002]], targets=[[0], [1]]).points()
    assert (np.abs(far.xy) < 6.0).all()


def test_every_value_of_a_sample_is_a_target_of_its_own():
    experiment = Experiment(data=TWO, split=Split(test=0.0), precision="float64")
    assert problems(experiment) == []
    assert experiment.network().widths == [2, 4, 2, 2]
    train, test = experiment.samples["train"], experiment.samples["test"]
    assert train.targets.tolist() == [[0.01, 0.99]]
    assert train.points.truth.shape == (1, 2)
    assert test.targets.shape == (0, 2)


def test_several_values_are_learned_together():
    data = Listed(inputs=[[-1, 2], [2, 0], [0, -3]], targets=[[0.5, -1, 2], [0, 1, 0], [-0.5, 0, 1]])
    run = train(Experiment(data=data, output="identity", split=Split(test=0.0), precision="float64"), 3000)
    np.testing.assert_allclose(run.network.predict(data.inputs), data.targets, atol=1e-3)
    assert run.figures.train_accuracy is None
    assert run.figures.test_loss is None


@pytest.mark.parametrize("output", ["identity", "tanh", "sigmoid", "auto"])
def test_any_output_that_is_for_values_has_as_many_units_as_there_are_values(output):
    experiment = Experiment(data=TWO, output=output, layers=(Dense(units=3),))
    assert problems(experiment) == []
    assert experiment.network().widths[-1] == 2


def test_probabilities_are_learned_with_binary_cross_entropy_from_more_inputs_than_two():
    data = Listed(inputs=np.eye(3), targets=[[0.1, 0.9], [0.25, 0.8], [0.7, 0.5]])
    experiment = Experiment(
        data=data,
        features=features.plain(3),
        layers=(),
        output="sigmoid",
        loss="binary-cross-entropy",
        split=Split(test=0.0),
        precision="float64",
        batch_size=0,
    )
    assert problems(experiment) == []
    training = Training(experiment)
    predicted, truth = np.array(training.network.predict(np.eye(3))), np.array(data.targets)
    expected = -(truth * np.log(predicted) + (1.0 - truth) * np.log1p(-predicted)).mean()
    assert training.figures().train_loss == pytest.approx(expected, rel=1e-12)
    run = train(experiment, 6000)
    np.testing.assert_allclose(run.network.predict(np.eye(3)), data.targets, atol=0.01)


def test_softmax_is_refused_for_values_however_many():
    (problem,) = problems(Experiment(data=TWO, output="softmax"))
    assert str(problem) == "output.kind: Softmax is for classes, and Listed has values"


def test_the_list_travels_through_a_preset_with_every_digit(tmp_path):
    experiment = Experiment(data=Listed(inputs=((1 / 3, 1e-17),), targets=((-0.1, 1e6),)))
    presets.save(experiment, tmp_path / "listed.json")
    assert presets.load(tmp_path / "listed.json") == experiment


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"inputs": [[1]]}, "targets: 3 rows of targets for 1 rows of inputs"),
        ({"targets": [[1]]}, "targets: 1 rows of targets for 3 rows of inputs"),
        ({"inputs": [], "targets": []}, "targets: at least one sample is needed"),
        ({"inputs": [[]], "targets": [[1]]}, "inputs: a row has 1 to 32 numbers, not 0"),
        ({"inputs": [[1] * 33], "targets": [[1]]}, "inputs: a row has 1 to 32 numbers, not 33"),
        ({"inputs": [[1, 2], [3]], "targets": [[1], [2]]}, "inputs: row 2 has 1 numbers, and row 1 has 2"),
        ({"inputs": [[1], [2]], "targets": [[1], [2, 3]]}, "targets: row 2 has 2 numbers, and row 1 has 1"),
        ({"inputs": [[1]], "targets": [[]]}, "targets: a row has 1 to 16 numbers, not 0"),
        ({"inputs": [[1]], "targets": [[0] * 17]}, "targets: a row has 1 to 16 numbers, not 17"),
        ({"inputs": [[0]] * 1001}, "inputs: 1\u2009001 are more than 1\u2009000"),
        ({"inputs": [["1"]]}, 'inputs[0][0]: "1" is not a number'),
        ({"inputs": [[True]]}, "inputs[0][0]: true is not a number"),
        ({"inputs": [1]}, "inputs[0]: 1 is not a list"),
        ({"targets": [[2e6]]}, "targets[0][0]: 2000000.0 is above 1e6"),
        ({"targets": [[float("nan")]]}, "targets[0][0]: nan is not a finite number"),
    ],
    ids=str,
)
def test_lists_that_do_not_fit_are_refused_in_one_line(settings, line):
    with pytest.raises(ValidationError) as caught:
        Experiment(data={"kind": "listed", **settings})
    assert faults(caught.value, Experiment) == [f"data.{line}"]


def test_the_longest_lists_are_welcome():
    data = Listed(inputs=[[0.0]] * SAMPLES, targets=[[1.0] * VALUES] * SAMPLES)
    assert Experiment(data=data).samples["train"].targets.shape == (SAMPLES // 2, VALUES)
