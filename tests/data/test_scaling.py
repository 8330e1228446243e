"""Scaling: fitted to what is trained on alone, told in the target's own unit, and said in older presets."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.samples import Split
from playground.data.scaling import NoScaling, Scaling, Standardize
from playground.data.tables.missing import FillMissing, LeaveOutMissing, Missing
from playground.data.tables.table_set import TableSet
from playground.data.targets.values import Values
from playground.engine.losses.base import Loss
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data, with_reconstruction
from playground.experiment.problems import problems
from playground.library import from_table, train
from playground.parts.part import family

CELL = st.one_of(st.integers(-50, 50), st.floats(-1e3, 1e3).map(lambda x: round(x, 3)))
WORD = st.sampled_from(["red", "blue", "green"])
ROWS = st.lists(st.tuples(CELL, CELL, WORD, CELL), min_size=8, max_size=40)
OTHERS = st.lists(st.tuples(CELL, CELL, CELL), min_size=40, max_size=40)
SCALINGS = list(family(Scaling).values())


def table(rows, **settings):
    text = "a,b,word,t\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    plain = {"columns": ("a", "b", "word"), "target": "t", "meaning": "values"}
    return TableSet(text=text, first_row="names", **(plain | settings))


@pytest.mark.parametrize("scaling", SCALINGS)
@given(rows=ROWS, others=OTHERS, seed=st.integers(0, 99))
def test_no_test_row_touches_what_is_fitted(scaling, rows, others, seed):
    split = Split(validation=0.2, test=0.3)
    before = Experiment(data=table(rows, scaling=scaling(), missing=FillMissing(), seed=seed), split=split)
    kept = set(before.rows["train"].tolist())
    changed = [row if i in kept else (*others[i][:2], row[2], others[i][2]) for i, row in enumerate(rows)]
    after = before.changed(data=table(changed, scaling=scaling(), missing=FillMissing(), seed=seed))
    if before.data.misfit() or after.data.misfit():
        return
    first, second = (each.samples["train"] for each in (before, after))
    assert np.array_equal(first.inputs, second.inputs)
    assert np.array_equal(first.targets, second.targets)
    assert before.targets == after.targets


@pytest.mark.parametrize("scaling", SCALINGS)
@given(rows=ROWS)
def test_scaled_values_lead_back_to_the_truth(scaling, rows):
    data = table(rows, scaling=scaling())
    if data.misfit():
        return
    experiment = Experiment(data=data, output="identity")
    points, targets = experiment.points, experiment.targets
    encoded = targets.encode(points.truth, points.inputs)
    np.testing.assert_allclose(targets.in_own_units(encoded)[:, 0], points.truth, atol=1e-9)


def test_each_scaling_does_what_it_says():
    rows = [(i, 5, "red", 2 * i) for i in range(9)]
    split = Split(test=0.0)
    found = {
        kind: Experiment(data=table(rows, columns=("a", "b"), scaling=kind), split=split).samples["train"]
        for kind in family(Scaling)
    }
    assert (found["none"].inputs[:, 0].min(), found["none"].inputs[:, 0].max()) == (0.0, 8.0)
    assert found["standardize"].inputs[:, 0].std() == pytest.approx(1.0)
    assert (found["min-max"].inputs[:, 0].min(), found["min-max"].inputs[:, 0].max()) == (0.0, 1.0)
    for kind in ("standardize", "min-max"):
        assert not found[kind].inputs[:, 1].any()  # a column that is constant is 0


def test_a_column_that_is_constant_where_it_is_trained_on_is_0_everywhere():
    rows = [(i, 0.1, "red", i) for i in range(20)]
    experiment = Experiment(data=table(rows, columns=("a", "b")))
    test = experiment.rows["test"][0]
    rows[test] = (*rows[test][:1], 700, *rows[test][2:])
    changed = experiment.changed(data=table(rows, columns=("a", "b")))
    assert not changed.points.inputs[:, 1].any()


def test_errors_are_told_in_the_unit_of_the_target():
    rows = [(i, -i, "red", 1000 + 50 * i) for i in range(40)]
    data = table(rows, columns=("a",))
    settings = {"output": "identity", "layers": [], "loss": "mean-squared-error", "features": ["x1"]}
    run = train(Experiment(data=data, **settings), 3)
    samples, targets = run.experiment.samples["test"], run.experiment.targets
    outputs = targets.in_own_units(run.network.predict(samples.inputs))[:, 0]
    truth = 1000.0 + 50.0 * run.experiment.rows["test"]
    assert run.metrics["test"].mae == pytest.approx(np.abs(outputs - truth).mean(), rel=1e-5)
    assert run.metrics["test"].rmse > 10.0
    (line,) = targets.statements(np.array([0.0]), 4, 18)
    assert line.value[0] == pytest.approx(truth_mean(run.experiment))
    assert targets.describe(samples.targets[0], 18) == pytest.approx((truth[0],))


SCALED = {"output": "identity", "layers": [], "features": ["x1"], "split": {"test": 0.25}}


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("kind", [kind for kind, loss in family(Loss).items() if not loss.accepts])
def test_the_loss_is_shown_of_the_data_s_own_numbers_or_says_that_it_is_not(kind, scaling):
    rows = [(i, -i, "red", 1000 + 50 * i) for i in range(40)]
    data = table(rows, columns=("a",), scaling=scaling())
    run = train(Experiment(data=data, loss=kind, precision="float64", **SCALED), 3)
    samples, targets = run.experiment.samples["test"], run.experiment.targets
    pair = run.network.predict(samples.inputs), samples.targets
    loss, unscaled = run.experiment.loss, scaling is NoScaling
    expected = loss.value(*(pair if loss.degree is None else map(targets.in_own_units, pair)))
    assert run.figures.test_loss == pytest.approx(float(np.squeeze(expected)), rel=1e-9)
    assert run.history[-1].test_loss == run.figures.test_loss
    assert run.experiment.loss_of == ("" if unscaled or loss.degree is not None else "of scaled targets")


def test_the_unit_of_the_loss_changes_nothing_that_a_run_decides():
    """The same numbers, scaled by the program or before: same bits, and the same end by every rule."""
    truth = np.array([1000.0 + 50 * i + 30 * (i % 3) for i in range(40)])
    scaled = [(i, -i, "red", target) for i, target in enumerate(truth)]
    rules = ({"kind": "loss-below", "threshold": 0.1}, {"kind": "patience", "epochs": 4})
    settings = SCALED | {"split": {"test": 0.0}, "loss": "mean-squared-error", "stop": rules}
    settings |= {"schedule": {"kind": "reduce-on-plateau", "patience": 1}, "epochs": 60}
    shift, unit = Standardize().fit(truth[:, None])
    along, wide = Standardize().fit(np.arange(40.0)[:, None])
    numbers = zip(((np.arange(40.0) - along) / wide).tolist(), ((truth - shift) / unit).tolist(), strict=True)
    before = [(repr(a), 0, "red", repr(t)) for a, t in numbers]
    runs = [
        train(Experiment(data=table(rows, columns=("a",), scaling=kind()), **settings))
        for rows, kind in ((scaled, Standardize), (before, NoScaling))
    ]
    assert np.array_equal(*(run.network.parameters for run in runs))
    assert [row.epoch for row in runs[0].history] == [row.epoch for row in runs[1].history]
    own, plain = (run.figures.train_loss for run in runs)
    assert own == pytest.approx(plain * float(unit[0]) ** 2)
    threshold = f"{0.1 * float(unit[0]) ** 2:.6g}"
    assert f"not above {threshold} (0.1 of scaled targets)" in runs[0].reason
    (compared, _) = [rule.compared(runs[0].experiment.loss_unit) for rule in runs[0].experiment.stop]
    assert threshold in compared


def test_several_values_of_different_scales_share_no_loss_and_no_mean_error():
    rows = [(i, -1000 * i, "red", 1000 + 50 * i) for i in range(40)]
    data = table(rows, columns=("a",), more_targets=("b",))
    run = train(Experiment(data=data, loss="mean-squared-error", **SCALED), 3)
    assert run.experiment.loss_of
    assert np.isnan([run.metrics["test"].mae, run.metrics["test"].rmse]).all()
    assert run.metrics["test"].each["b"].mae > 10 * run.metrics["test"].each["t"].mae


def truth_mean(experiment):
    return experiment.points.truth[experiment.rows["train"]].mean()


def test_several_values_have_a_scale_and_a_name_each():
    targets = Values(2, ("age", "income"), scales=((40.0, 10.0), (3000.0, 500.0)))
    encoded = targets.encode(np.array([[50.0, 2500.0]]), np.zeros((1, 0)))
    assert encoded.tolist() == [[1.0, -1.0]]
    assert targets.in_own_units(encoded).tolist() == [[50.0, 2500.0]]
    assert [line.name for line in targets.statements(encoded[0], 4, 18)] == ["age", "income"]


GAPPY = [
    (1, 2, "red", 3),
    ("", 2, "red", 4),
    (3, 4, "", 5),
    (5, 6, "blue", ""),
    (2, 2, "red", 1),
    (9, 1, "blue", 2),
]


def test_gaps_are_filled_with_what_is_usual_where_it_is_trained_on():
    data = table(GAPPY, missing=FillMissing(), scaling="none")
    experiment = Experiment(data=data, split=Split(test=0.2), features=["x1"])
    points, trained = experiment.points, experiment.rows["train"]
    assert len(points) == 5
    assert data.left_out() == "Filled: the gaps in 2 rows. Left out: 1 row with gaps."
    known = [i for i in trained if i != 1]
    assert points.inputs[1, 0] == pytest.approx(np.mean([points.inputs[i, 0] for i in known]))
    assert points.names == ("a", "b", "word=red")
    assert points.inputs[2, 2] == 1.0


def test_gaps_are_refused_left_out_or_filled():
    found = {kind: table(GAPPY, missing=kind) for kind in family(Missing)}
    assert found["refuse"].misfit()[0] == "missing"
    counts = {kind: len(data.points()) for kind, data in found.items()}
    assert counts == {"refuse": 0, "leave-out": 3, "fill": 5}
    assert found["leave-out"].left_out() == "Left out: 3 rows with gaps."


def test_new_rows_are_prepared_by_the_numbers_that_were_fitted():
    rows = [(i % 7, 3 * i, ("red", "blue", "green")[i % 3], i) for i in range(30)]
    data = table(rows, missing=FillMissing())
    experiment = Experiment(data=data)
    preparation = experiment.preparation
    assert np.array_equal(preparation.of(data.table()), experiment.points.inputs)
    again = type(preparation).recalled(json.loads(json.dumps(preparation.described())))
    assert np.array_equal(again.of(data.table()), experiment.points.inputs)
    other = TableSet(text="word,t,b,a\ngreen,9,3,\n", first_row="names").table()
    assert np.isfinite(preparation.of(other)).all()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("word,b\nred,1\n", ['the table has no column "a"']),
        ("a,b,word\n1,2,pink\n", ['"word" has the word "pink", which is not one of those known']),
        ("a,b,word\nx,2,red\n", ['"a" holds text, not numbers']),
        ("a,b,word\n1,,red\n2,3,red\n", ['row 2, "b": is empty']),
    ],
)
def test_what_does_not_fit_in_new_rows_is_said(text, lines):
    rows = [(i % 7, 3 * i, ("red", "blue", "green")[i % 3], i) for i in range(30)]
    preparation = Experiment(data=table(rows, missing=LeaveOutMissing())).preparation
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        preparation.of(TableSet(text=text, first_row="names").table())
    assert [line.partition("; choose")[0] for line in raised.value.lines] == lines


@pytest.mark.parametrize(("old", "kind"), [(True, "standardize"), (False, "none")])
def test_older_presets_of_tables_are_upgraded(tmp_path, old, kind):
    plain = {
        "format": 1,
        "data": {"kind": "table", "text": "a,t\n1,x\n2,y\n", "columns": ["a"], "target": "t",
                 "standardise": old, "leave_out": old},
        "features": ["x1"],
    }  # fmt: skip
    (tmp_path / "old.json").write_text(json.dumps(plain))
    experiment = presets.load(tmp_path / "old.json")
    assert problems(experiment) == []
    assert experiment.data.scaling.kind == kind
    assert experiment.data.missing.kind == ("leave-out" if old else "refuse")
    presets.save(experiment, tmp_path / "new.json")
    assert json.loads((tmp_path / "new.json").read_text())["format"] == 2
    assert presets.load(tmp_path / "new.json") == experiment


def test_presets_without_tables_stay_readable_by_older_versions():
    assert presets.text(Experiment()).startswith('{\n  "format": 1,')


def reconstructed(scaling, columns=("a", "b"), loss="mean-squared-error"):
    """Return a run that gives back columns of which one is ten times the other, and its own numbers."""
    rows = [(100 + (7 * i) % 40, 3000 + 10 * ((7 * i) % 40), "red", i) for i in range(40)]
    data = table(rows, columns=columns, scaling=scaling)
    start = with_data(Experiment(reconstruct=True, output="identity", loss=loss, layers=[]), data)
    run = train(start, 5)
    outputs = run.network.predict(run.experiment.samples["test"].inputs)
    truth = np.array([row[: len(columns)] for row in rows], float)[run.experiment.rows["test"]]
    return run, run.experiment.targets.in_own_units(outputs), truth


@pytest.mark.parametrize("scaling", ["standardize", "min-max", "none"])
def test_columns_that_are_given_back_are_judged_in_their_own_units(scaling):
    run, outputs, truth = reconstructed(scaling)
    targets = run.experiment.targets
    np.testing.assert_allclose(targets.in_own_units(run.experiment.samples["test"].targets), truth, rtol=1e-6)
    metrics = run.metrics["test"]
    if scaling == "none":  # the numbers are seen as they are, and no unit is known to be another
        assert metrics.rmse == pytest.approx(np.sqrt(((outputs - truth) ** 2).mean()), rel=1e-4)
        assert run.experiment.loss_of == ""
        return
    assert run.experiment.loss_of == "of scaled targets"
    assert list(metrics.each) == ["a", "b"]
    for i, one in enumerate(metrics.each.values()):
        assert one.mae == pytest.approx(np.abs(outputs[:, i] - truth[:, i]).mean(), rel=1e-4)


@pytest.mark.parametrize(("loss", "degree"), [("mean-squared-error", 2), ("mean-absolute-error", 1)])
def test_the_loss_of_one_column_that_is_given_back_is_of_its_own_numbers(loss, degree):
    run, outputs, truth = reconstructed("standardize", ("a",), loss)
    known = family(Loss)[loss]()
    pairs = (np.column_stack([each[:, 0], np.zeros(len(each))]) for each in (outputs, truth))
    if run.experiment.targets.units == 1:
        pairs = (outputs[:, :1], truth)
    assert known.degree == degree
    assert run.figures.test_loss == pytest.approx(float(np.squeeze(known.value(*pairs))), rel=1e-4)
    assert run.experiment.loss_of == ""
    assert run.metrics["test"].rmse > 1.0


def test_a_series_that_is_given_back_is_judged_in_its_own_unit(tmp_path):
    values = 500.0 + 100.0 * np.sin(np.arange(60) / 3)
    (tmp_path / "wave.csv").write_text("\n".join(["height", *map(str, values)]))
    series = {"kind": "series", "path": str(tmp_path / "wave.csv"), "column": "height", "steps": 5}
    settings = {"layers": [{"kind": "flatten"}], "output": "identity", "loss": "mean-squared-error"}
    run = train(Experiment(data=series, reconstruct=True, **settings), 3)
    samples, shift = run.experiment.samples["test"], np.sqrt(run.experiment.loss_unit)
    error = run.network.predict(samples.inputs) - samples.targets
    assert run.metrics["test"].mae == pytest.approx(np.abs(error).mean() * shift, rel=1e-5)
    assert run.figures.test_loss == pytest.approx((error**2).mean() * shift**2, rel=1e-5)
    assert shift > 50.0


def test_a_function_of_scaled_inputs_is_in_no_other_unit():
    rows = [(100 + i, 3000 + 7 * i, "red", i) for i in range(40)]
    start = with_data(Experiment(reconstruct=True, output="identity"), table(rows, columns=("a", "b")))
    targets = start.changed(features=("x1", "x1-squared")).targets
    assert targets.scales[1] == (0.0, 1.0)
    assert targets.names == ("a", "x₁²")


def test_the_reason_says_that_columns_are_given_back():
    columns = {"a": list(range(20)), "b": [i % 7 for i in range(20)], "y": ["no", "yes"] * 10}
    experiment = from_table(columns, reconstruct=True)
    assert experiment.reason == "Give 2 columns back."
    assert with_reconstruction(experiment, False).reason == 'Predict "y" from 2 columns.'
    own = experiment.changed(reason="Mine.")
    assert with_reconstruction(own, False).reason == "Mine."
