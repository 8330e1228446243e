"""From scikit-learn's own start the same weights as scikit-learn's; left out where it is not installed."""

import warnings

import numpy as np
import pytest

from playground.data.features import plain
from playground.data.tables.division import InOrder
from playground.data.tables.table_set import TableSet
from playground.engine.initializers import Explicit
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.sgd import SGD, Nesterov
from playground.experiment.experiment import Experiment
from playground.library import train

datasets = pytest.importorskip("sklearn.datasets")
neural_network = pytest.importorskip("sklearn.neural_network")

EPOCHS = 400
OPTIMIZERS = {
    "sgd": (SGD(learning_rate=0.05), {"solver": "sgd", "momentum": 0.0, "nesterovs_momentum": False}),
    "nesterov": (Nesterov(learning_rate=0.01, momentum=0.9), {"solver": "sgd", "momentum": 0.9}),
    # Here epsilon is added to the corrected root, there to the root as it is: it must be too small to count.
    "adam": (Adam(learning_rate=0.003, epsilon=1e-12), {"solver": "adam", "epsilon": 1e-18}),
}
CASES = {
    "classes": ("load_iris", "MLPClassifier", "classes", "cross-entropy"),
    "values": ("load_diabetes", "MLPRegressor", "values", "half-squared-error"),
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("case", CASES)
def test_from_the_same_start_come_the_same_weights(case, optimizer):
    source, estimator, meaning, loss = CASES[case]
    rule, words = OPTIMIZERS[optimizer]
    data = getattr(datasets, source)()
    rows = np.column_stack([data.data, data.target])[:150]
    names = tuple(f"c{i}" for i in range(data.data.shape[1]))
    text = "\n".join([",".join([*names, "t"]), *(",".join(map(repr, row)) for row in rows.tolist())])
    table = TableSet(text=text, first_row="names", columns=names, target="t", meaning=meaning)
    experiment = Experiment(
        data=table.changed(division=InOrder()),
        split={"test": 0.0},
        features=plain(len(names)),
        layers=(Dense(units=7, activation="tanh"),),
        output="auto",
        loss=loss,
        optimizer=rule,
        batch_size=32,
        shuffle=False,
        precision="float64",
        epochs=EPOCHS,
    )
    train_samples = experiment.samples["train"]
    settings = {
        "hidden_layer_sizes": (7,),
        "activation": "tanh",
        "alpha": 0.0,
        "batch_size": 32,
        "shuffle": False,
        "random_state": 5,
        "tol": 0.0,
        "n_iter_no_change": 10 * EPOCHS,
    }
    truth = train_samples.targets[:, 0] if meaning == "values" else experiment.points.truth

    def theirs(**more):
        found = getattr(neural_network, estimator)(**(settings | more))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            return found.fit(train_samples.inputs, truth)

    start = theirs(solver="sgd", momentum=0.0, learning_rate_init=1e-300, max_iter=1)
    end = theirs(**words, learning_rate_init=rule.learning_rate, max_iter=EPOCHS)
    initializer = Explicit(
        weights=tuple(tuple(map(tuple, each.tolist())) for each in start.coefs_),
        biases=tuple(tuple(each.tolist()) for each in start.intercepts_),
    )
    run = train(experiment.changed(initializer=initializer))
    arrays = run.network.arrays()
    moved = 0.0
    for i, (weight, bias) in enumerate(zip(end.coefs_, end.intercepts_, strict=True)):
        np.testing.assert_allclose(arrays[f"{i + 1:02}_dense/weight"], weight, atol=1e-9, rtol=0.0)
        np.testing.assert_allclose(arrays[f"{i + 1:02}_dense/bias"], bias, atol=1e-9, rtol=0.0)
        moved = max(moved, float(np.abs(weight - start.coefs_[i]).max()))
    assert moved > 0.1  # it was trained
