"""How well tables are learned beside scikit-learn's MLP: the same data, splits, scaling and settings.

    python tests/bench/against_scikit_learn.py

Prints for each of five data sets the mean score on the test rows (accuracy, or R2 of values) of both over
five splits and starts, and ends with 1 if two of them are further apart than 0.02. Needs scikit-learn.
"""

import sys
import warnings

import numpy as np
from sklearn import datasets, neural_network
from sklearn.exceptions import ConvergenceWarning

from playground.data.tables.division import Stratified
from playground.data.tables.table_set import TableSet
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.adam import Adam
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.library import train

APART = 0.02
SEEDS = range(1, 6)
EPOCHS = {"iris": 100, "wine": 60, "breast_cancer": 40, "digits": 40, "diabetes": 40}
UNITS, RATE, BATCH = 32, 0.003, 32


def table(name: str) -> TableSet:
    """Return a data set of scikit-learn as a table."""
    data = getattr(datasets, f"load_{name}")()
    names = tuple(f"c{i}" for i in range(data.data.shape[1]))
    rows = np.column_stack([data.data, data.target]).tolist()
    text = "\n".join([",".join([*names, "t"]), *(",".join(map(repr, row)) for row in rows)])
    meaning = "values" if name == "diabetes" else "classes"
    return TableSet(
        text=text, first_row="names", columns=names, target="t", meaning=meaning, division=Stratified()
    )


def both(name: str, seed: int) -> tuple[float, float]:
    """Return our score on the test rows and that of scikit-learn, for one split and start."""
    data = table(name).changed(seed=seed)
    start = Experiment(
        split={"test": 0.3},
        layers=(Dense(units=UNITS, activation="relu"),),
        output="auto",
        loss="half-squared-error" if data.meaning == "values" else "cross-entropy",
        optimizer=Adam(learning_rate=RATE),
        initializer="glorot-uniform",
        batch_size=BATCH,
        epochs=EPOCHS[name],
        seed=seed,
    )
    run = train(with_data(start, data))
    parts = {part: run.experiment.samples[part] for part in ("train", "test")}
    points = run.experiment.points
    estimator = neural_network.MLPRegressor if data.meaning == "values" else neural_network.MLPClassifier
    theirs = estimator(
        hidden_layer_sizes=(UNITS,), learning_rate_init=RATE, batch_size=BATCH,
        max_iter=EPOCHS[name], alpha=0.0,
        random_state=seed, tol=0.0, n_iter_no_change=10**6,
    )  # fmt: skip
    truth = {
        part: samples.targets[:, 0] if data.meaning == "values" else points.truth[run.experiment.rows[part]]
        for part, samples in parts.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(parts["train"].inputs, truth["train"])
    return run.metrics["test"].score, theirs.score(parts["test"].inputs, truth["test"])


def main() -> int:
    """Compare both on every data set."""
    print(f"{'':14} {'here':>8} {'sklearn':>8} {'apart':>8}")
    far = 0
    for name in EPOCHS:
        ours, theirs = np.mean([both(name, seed) for seed in SEEDS], axis=0)
        far += abs(ours - theirs) > APART
        print(f"{name:14} {ours:8.4f} {theirs:8.4f} {ours - theirs:+8.4f}", flush=True)
    return int(far > 0)


if __name__ == "__main__":
    sys.exit(main())
