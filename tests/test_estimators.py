"""Estimators: networks for arrays, in scikit-learn's conventions."""

import pickle
import re
import warnings

import numpy as np
import pytest

import playground
from playground.cli.commands import main
from playground.engine.layers.base import Layer
from playground.engine.optimizers.base import Optimizer
from playground.parts.part import family

RANDOM = np.random.default_rng(1)
X = RANDOM.normal(0.0, 1.0, (90, 3)) * (1.0, 100.0, 0.01) + (0.0, 5.0, -1.0)
LABELS = np.repeat([0, 1, 2], 30)
X[:, 0] += 4.0 * LABELS
VALUES = 1000.0 + 50.0 * X[:, 0] + X[:, 1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Classifier", "Regressor"])
def test_scikit_learn_finds_nothing_wrong(name):
    checks = pytest.importorskip("sklearn.utils.estimator_checks")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = checks.check_estimator(getattr(playground, name)(), on_fail=None)
    assert [each["check_name"] for each in found if each["status"] == "failed"] == []
    assert sum(each["status"] == "passed" for each in found) > 30


@pytest.mark.parametrize(
    "classes",
    [
        np.array([3, 1, 2]),
        np.array(["b", "a", "c"]),
        np.array([1.0, 2.0, 4.0]),
    ],
    ids=["numbers", "words", "whole"],
)
def test_classes_are_predicted_as_they_were_given(classes):
    targets = classes[LABELS]
    made = playground.fit(X, targets, epochs=300)
    assert isinstance(made, playground.Classifier)
    assert made.classes_.tolist() == sorted(set(classes.tolist()))
    found, shares = made.predict(X), made.predict_proba(X)
    assert found.dtype == targets.dtype
    assert shares.shape == (90, len(made.classes_))
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert np.array_equal(made.classes_[shares.argmax(axis=1)], found)
    assert made.score(X, targets) == (found == targets).mean() > 0.9


def test_two_classes_are_predicted_too():
    made = playground.fit(X[:60], LABELS[:60] == 1, epochs=300)
    assert made.predict(X).dtype == bool
    assert made.predict_proba(X).shape == (90, 2)


def test_values_are_predicted_in_their_own_unit():
    made = playground.fit(X, VALUES, epochs=900)
    assert isinstance(made, playground.Regressor)
    assert made.score(X, VALUES) > 0.95
    assert np.abs(made.predict(X) - VALUES).mean() < VALUES.std() / 4
    both = playground.fit(X, np.column_stack([VALUES, -VALUES / 10.0]), epochs=900)
    assert both.predict(X).shape == (90, 2)
    assert both.score(X, np.column_stack([VALUES, -VALUES / 10.0])) > 0.9


@pytest.mark.parametrize(
    ("targets", "classes"),
    [(LABELS, True), (LABELS.astype(float), True), (VALUES, False), (np.arange(90), False)],
)
def test_whether_targets_are_classes_is_seen_or_said(targets, classes):
    assert isinstance(playground.fit(X, targets, epochs=0), playground.Classifier) == classes
    assert isinstance(playground.fit(X, LABELS, classes=False, epochs=0), playground.Regressor)


def test_the_same_gives_the_same_and_another_seed_another():
    one, two = (playground.fit(X, LABELS, epochs=5) for _ in range(2))
    assert np.array_equal(one.predict_proba(X), two.predict_proba(X))
    other = playground.fit(X, LABELS, epochs=5, random_state=7)
    assert not np.array_equal(one.predict_proba(X), other.predict_proba(X))
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - it is our own
    assert np.array_equal(again.predict_proba(X), one.predict_proba(X))


@pytest.mark.parametrize("kind", family(Optimizer))
def test_parts_have_the_names_that_parts_lists(kind):
    batch = 0 if family(Optimizer)[kind]().whole_batches else 32
    made = playground.fit(X, LABELS, optimizer=kind, batch_size=batch, epochs=1)
    assert made.run_.experiment.optimizer.kind == kind
    assert made.run_.experiment.batch_size == batch


def test_settings_of_parts_and_layers_by_name_can_be_given():
    made = playground.fit(X, LABELS, layers=(8, "dropout", 4), settings={"optimizer.beta_1": 0.5}, epochs=1)
    assert [layer.kind for layer in made.run_.experiment.layers] == ["dense", "dropout", "dense"]
    assert made.run_.experiment.optimizer.beta_1 == 0.5
    assert made.get_params()["layers"] == (8, "dropout", 4)
    assert repr(made.set_params(epochs=2)).startswith("Classifier(layers=(8, 'dropout', 4), epochs=2")
    assert "dropout" in family(Layer)


def test_what_was_trained_goes_into_a_file_and_is_used_on_a_table(tmp_path, capsys):
    made = playground.fit(X, np.array(["a", "b", "c"])[LABELS], epochs=300)
    made.run_.save(tmp_path / "w.npz")
    lines = "\n".join(",".join(map(str, row)) for row in X.tolist())
    (tmp_path / "new.csv").write_text("x1,x2,x3\n" + lines)
    assert main(["predict", str(tmp_path / "w.npz"), str(tmp_path / "new.csv")]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "target,a,b,c"
    assert [row.split(",")[0] for row in rows] == made.predict(X).tolist()


@pytest.mark.parametrize(
    ("inputs", "targets", "settings", "line"),
    [
        (X[:, 0], LABELS, {}, "Expected 2D array, got 1D array"),
        (X, LABELS[:-1], {}, "90 samples of X, and 89 of y"),
        (np.where(X > 5.0, np.nan, X), LABELS, {}, "Input X contains NaN"),
        (X, np.where(VALUES > 1100.0, np.inf, VALUES), {}, "Input y contains infinity"),
        (X, np.zeros(90), {"classes": True}, "y has one class"),
        (X, VALUES, {"classes": True}, "Unknown label type"),
        (X, [], {}, "90 samples of X, and 0 of y"),
        (X, np.full(90, np.nan), {}, "Input y contains NaN"),
        (X, [1, "a", None] * 30, {}, "y mixes words with other classes"),
        ([[10**400]], [1.5], {}, "Input X contains infinity or a value too large"),
        (X, LABELS, {"optimizer": "adm"}, 'no optimizer is called "adm"; did you mean "adam"?'),
        (X, LABELS, {"epochs": -1}, "epochs: -1 is below 0"),
        (X, LABELS, {"layers": ("drpout",)}, '"drpout" is neither a number of units nor a layer'),
        (X, LABELS, {"settings": {"optimizer.bta": 1}}, "optimizer.bta: no such setting"),
    ],
)
def test_what_is_wrong_is_said(inputs, targets, settings, line):
    with pytest.raises(ValueError, match=re.escape(line)):
        playground.fit(inputs, targets, **settings)


def test_settings_may_be_numbers_of_numpy():
    """As a search over a grid gives them."""
    settings = {"epochs": np.int64(2), "layers": np.array([3, 2]), "learning_rate": np.float32(0.5)}
    made = playground.fit(X, LABELS, **settings)
    assert (made.run_.figures.epoch, made.run_.experiment.optimizer.learning_rate) == (2, 0.5)
    assert [layer.units for layer in made.run_.experiment.layers] == [3, 2]


def test_what_is_not_fitted_or_has_other_features_is_said():
    with pytest.raises(ValueError, match="not fitted yet"):
        playground.Classifier().predict(X)
    with pytest.raises(ValueError, match="X has 2 features, but Classifier is expecting 3 features"):
        playground.fit(X, LABELS, epochs=0).predict(X[:, :2])
