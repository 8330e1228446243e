"""The experiment: one value, what follows from it, and what does not fit together."""

import numpy as np
import pytest
from pydantic import ValidationError

from playground.data.features import X1, X2, SinX1, X1Squared
from playground.data.plane.base import XOR, Blobs, Circle, Plane
from playground.data.plane.gates import XorGate
from playground.data.plane.listed import Listed
from playground.data.samples import Split
from playground.engine.activations.rectified import ReLU
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.initializers import Explicit, Uniform
from playground.engine.layers.dense import Dense
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.optimizers.sgd import SGD
from playground.engine.outputs import AutoOutput, SoftmaxOutput, TanhOutput
from playground.engine.regularizers.base import NoRegularizer
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problem, problems


def lines(experiment):
    return [str(problem) for problem in problems(experiment)]


def test_defaults_are_tensorflow_playgrounds_start():
    start = Experiment()
    assert start == Experiment(
        data=Circle(samples=500, noise=0.0),
        features=(X1(), X2()),
        split=Split(test=0.5),
        layers=(Dense(units=4, activation=Tanh()), Dense(units=2, activation=Tanh())),
        output=TanhOutput(),
        initializer=Uniform(bound=0.5, bias=0.1),
        loss=HalfSquaredError(),
        optimizer=SGD(learning_rate=0.03),
        regularizer=NoRegularizer(),
        batch_size=10,
    )
    assert problems(start) == []


def test_an_experiment_is_a_value():
    assert Experiment(seed=2) != Experiment()
    assert {Experiment(seed=2): "found"}[Experiment().changed(seed=2)] == "found"
    with pytest.raises(ValidationError, match="frozen"):
        Experiment().seed = 3


def test_a_list_may_stand_where_a_tuple_is_kept():
    experiment = Experiment(layers=[Dense(units=1)], features=["x2"])
    assert experiment.layers == (Dense(units=1),)
    assert experiment.features == (X2(),)


@pytest.mark.parametrize("setting", ["layers", "features"])
def test_more_than_32_of_a_kind_are_refused(setting):
    one = {"layers": Dense(), "features": X1()}[setting]
    assert len(getattr(Experiment(**{setting: [one] * 32}), setting)) == 32
    with pytest.raises(ValidationError, match="at most 32"):
        Experiment(**{setting: [one] * 33})


def test_samples_are_the_points_as_the_network_sees_them():
    experiment = Experiment(features=(X2(), X1Squared()), split=Split(validation=0.1, test=0.3))
    samples = experiment.samples
    assert {name: len(part) for name, part in samples.items()} == {
        "train": 300,
        "validation": 50,
        "test": 150,
    }
    for part in samples.values():
        x1, x2 = part.points.xy.T
        assert np.array_equal(part.inputs, np.stack([x2, x1**2], axis=1))
        assert np.array_equal(part.targets[:, 0], np.where(part.points.truth == 1, 1.0, -1.0))


def test_values_are_their_own_targets():
    part = Experiment(data=Plane(), output="identity").samples["test"]
    assert np.array_equal(part.targets[:, 0], part.points.truth)


def test_the_division_depends_on_the_data_and_not_on_the_start():
    first, again = (Experiment(seed=seed).samples["test"].inputs for seed in (1, 2))
    other = Experiment(data=Circle(seed=2)).samples["test"].inputs
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_equal_data_are_drawn_once():
    assert Experiment(data=XOR(seed=9)).points is Experiment(data=XOR(seed=9), seed=7).points


def test_points_are_told_as_samples_are():
    experiment = Experiment(features=(SinX1(), X1()))
    part = experiment.samples["train"]
    assert np.array_equal(experiment.inputs_at(part.points.xy), part.inputs)
    assert experiment.inputs_at([(0, 0)]).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("data", "output", "kind", "units"),
    [
        (Circle(), AutoOutput(), "sigmoid", 1),
        (Blobs(classes=5), AutoOutput(), "softmax", 5),
        (Plane(), AutoOutput(), "identity", 1),
        (Blobs(classes=5), TanhOutput(), "tanh", 5),
        (Circle(), SoftmaxOutput(), "softmax", 2),
    ],
)
def test_the_last_layer_follows_from_data_and_output(data, output, kind, units):
    network = Experiment(data=data, output=output).network()
    assert network.widths == [2, 4, 2, units]
    assert network.layers[-1].activation.kind == kind


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_the_network_has_the_precision_and_the_population_asked_for(precision):
    network = Experiment(precision=precision).network(3)
    assert network.parameters.dtype == precision
    assert network.parameters.shape == (3, 4 * 3 + 2 * 5 + 1 * 3)
    assert not network.parameters.any()
    assert Experiment(precision=precision).size == network.parameters.shape[1]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"features": ()}, "features: choose at least one"),
        ({"features": ("x1", "x2", "x1")}, 'features[2].kind: "x₁" already exists'),
        ({"split": Split(validation=0.5, test=0.5)}, "split: no samples are left to train on"),
        (
            {"loss": "binary-cross-entropy"},
            "output.kind: the binary cross-entropy loss needs Sigmoid, not Tanh",
        ),
        (
            {"loss": "hinge", "data": "plane", "output": "tanh"},
            "loss.kind: the hinge loss is for classes, and Plane has values",
        ),
        (
            {
                "loss": "binary-cross-entropy",
                "data": Listed(targets=((0.0,), (1.0,), (1.5,))),
                "output": "sigmoid",
            },
            "loss.kind: the binary cross-entropy loss needs targets from 0 to 1, and one of them is 1.5",
        ),
        (
            {"loss": "cross-entropy", "output": "sigmoid"},
            "output.kind: the cross-entropy loss needs Softmax, not Sigmoid",
        ),
        (
            {"loss": "cross-entropy", "output": "auto"},
            "output.kind: the cross-entropy loss needs Softmax, not Sigmoid",
        ),
        ({"output": "softmax", "data": "plane"}, "output.kind: Softmax is for classes, and Plane has values"),
        (
            {"initializer": Explicit(weights=(((1.0,), (1.0,)),), biases=((0.0,),))},
            "initializer.weights: listed for 1 layer, but the network has 3, the output layer included",
        ),
        (
            {"optimizer": "l-bfgs", "batch_size": 0, "clipping": "by-norm"},
            "clipping.kind: L-BFGS needs the gradient as it is: choose None",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_reason(settings, line):
    assert lines(Experiment(**settings)) == [line]


@pytest.mark.parametrize(
    "settings",
    [
        {"loss": "cross-entropy", "output": "softmax"},
        {"loss": "binary-cross-entropy", "output": "sigmoid", "data": "blobs"},
        {"loss": "binary-cross-entropy", "output": "auto"},
        {"loss": "mean-squared-error", "output": "sigmoid", "data": "plane"},
        {"layers": (), "initializer": Explicit(weights=(((1.0,), (1.0,)),), biases=((0.0,),))},
        {"data": XorGate(), "split": Split(test=0.0)},
        {"layers": (Dense(units=256, activation=ReLU()),) * 3},
    ],
)
def test_what_fits_has_no_problems(settings):
    assert lines(Experiment(**settings)) == []


def test_every_problem_is_found_at_once():
    found = lines(Experiment(features=(), split=Split(validation=0.5, test=0.9), loss="cross-entropy"))
    assert [line.split(":")[0] for line in found] == ["features", "split", "output.kind"]


def test_a_problem_reads_as_path_and_reason():
    assert str(Problem("layers[0].units", "too many")) == "layers[0].units: too many"


def test_samples_are_computed_once_for_all_who_ask():
    experiment = Experiment(data=Circle(samples=20))
    first = experiment.samples
    assert experiment.changed(title="another", batch_size=3).samples is first
    assert experiment.changed(features=("x1",)).samples is not first
    with pytest.raises(ValueError, match="read-only"):
        first["train"].inputs[0, 0] = 1.0
