"""Divisions of tables: by chance, in shares of classes, by a column, in order, with a second file; folds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import playground
from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.data.tables.division import ByColumn, Division, FirstRows, InOrder, SecondFile, Stratified
from playground.data.tables.files import checksum
from playground.data.tables.importing import from_file, from_text
from playground.data.tables.remarks import remarks
from playground.data.tables.table_set import TableSet
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.folding import folded
from playground.experiment.problems import problems
from playground.files.reading import unheard
from playground.parts.part import family

TEXT = "a,b,kind,part\n" + "".join(
    f"{i},{i * i % 17},{'rare' if i % 10 == 0 else 'often'},{('train', 'train', 'test')[i % 3]}\n"
    for i in range(60)
)
DATA = TableSet(text=TEXT, columns=("a", "b"), target="kind")


def rows(data, **split):
    return Experiment(data=data, split=Split(**split)).rows


@pytest.mark.parametrize("division", family(Division).values())
@given(seed=st.integers(0, 50), validation=st.sampled_from([0.0, 0.2]), test=st.sampled_from([0.0, 0.25]))
def test_every_sample_is_in_one_part(tmp_path_factory, division, seed, validation, test):
    chosen = division()
    if "column" in division.model_fields:
        chosen = division(column="part")
    if "path" in division.model_fields:
        path = tmp_path_factory.mktemp("second") / "second.csv"
        path.write_text(TEXT)
        chosen = division(path=str(path))
    data = DATA.changed(division=chosen, seed=seed)
    assert data.misfit() is None
    found = rows(data, validation=validation, test=test)
    together = np.concatenate(list(found.values()))
    assert sorted(together.tolist()) == list(range(len(data.points())))
    assert (len(found["validation"]) > 0) == (validation > 0)


@given(seed=st.integers(0, 50))
def test_stratified_parts_have_the_same_share_of_each_class(seed):
    data = DATA.changed(division=Stratified(), seed=seed)
    truth = data.points().truth
    for part in rows(data, validation=0.2, test=0.3).values():
        assert abs(float((truth[part] == 1).mean()) - 0.1) <= 1.0 / len(part)


def test_stratified_values_have_the_same_share_of_large_ones():
    data = DATA.changed(target="a", columns=("b",), meaning="values", division=Stratified())
    found = rows(data, test=0.5)
    assert abs(data.points().truth[found["test"]].mean() - data.points().truth[found["train"]].mean()) < 3.0


def test_the_order_of_the_file_can_be_kept():
    found = rows(DATA.changed(division=InOrder()), validation=0.1, test=0.2)
    assert [part.tolist() for part in found.values()] == [[*range(42)], [*range(42, 48)], [*range(48, 60)]]
    first = rows(DATA.changed(division=FirstRows(count=40)), validation=0.1, test=0.7)
    assert [part.tolist() for part in first.values()] == [[*range(36)], [*range(36, 40)], [*range(40, 60)]]


def test_a_column_says_which_rows_are_the_test():
    found = rows(DATA.changed(division=ByColumn(column="part")), test=0.9)
    assert found["test"].tolist() == [*range(2, 60, 3)]
    assert DATA.changed(division=ByColumn(column="kind")).misfit() == (
        "division",
        '"kind" nowhere says "test"; choose from often, rare',
    )
    assert DATA.changed(division=ByColumn(column="prt")).misfit()[0] == "division"
    data, table = from_text(TEXT, unheard)
    assert data.division == ByColumn(column="part")
    assert (data.columns, data.target) == (("a", "b"), "kind")
    assert '"part" says which rows are to train on and which to test.' in remarks(data, table)


def test_a_second_file_is_the_test_and_changes_nothing_that_is_fitted(tmp_path):
    (tmp_path / "train.csv").write_text(TEXT)
    (tmp_path / "test.csv").write_text("kind,b,a\nrare,3,1000\noften,4,2000\n")
    second = SecondFile(path=str(tmp_path / "test.csv"))
    data = TableSet(path=str(tmp_path / "train.csv"), columns=("a", "b"), target="kind", division=second)
    experiment = Experiment(data=data, split=Split(validation=0.1))
    assert problems(experiment) == []
    assert {name: len(part) for name, part in experiment.rows.items()} == {
        "train": 54,
        "validation": 6,
        "test": 2,
    }
    before = experiment.preparation.described()
    (tmp_path / "test.csv").write_text("kind,b,a\nrare,3,-5\noften,4,7\noften,1,1\n")
    assert experiment.preparation.described() == before
    assert len(experiment.samples["test"]) == 3
    presets.save(experiment, tmp_path / "mine.json")
    assert '"path": "test.csv"' in (tmp_path / "mine.json").read_text()
    assert presets.load(tmp_path / "mine.json") == experiment
    assert presets.without_folders(experiment).data.division.path == "test.csv"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("kind,b\nrare,3\n", 'test.csv has no column "a"'),
        ("kind,b,a\nrare,3,x\noften,4,y\n", '"a" holds text in one and numbers in another'),
    ],
)
def test_a_second_file_that_does_not_fit_is_one_sentence(tmp_path, text, line):
    (tmp_path / "test.csv").write_text(text)
    assert DATA.changed(division=SecondFile(path=str(tmp_path / "test.csv"))).misfit() == ("division", line)
    changed = SecondFile(path=str(tmp_path / "test.csv"), checksum=checksum(b"other"))
    assert "has changed since it was imported" in DATA.changed(division=changed).misfit()[1]


def test_arrays_that_are_divided_stay_so(tmp_path):
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(30, 4)), np.arange(30) % 3
    np.savez(tmp_path / "arrays.npz", x_train=x[:20], y_train=y[:20], x_test=x[20:], y_test=y[20:])
    data, _ = from_file(tmp_path / "arrays.npz", unheard)
    experiment = Experiment(data=data, output="auto")
    assert (data.columns, data.target) == (("x 1", "x 2", "x 3", "x 4"), "y")
    assert {name: len(part) for name, part in experiment.rows.items()} == {
        "train": 20,
        "validation": 0,
        "test": 10,
    }
    assert experiment.rows["test"].tolist() == [*range(20, 30)]


@given(folds=st.integers(2, 60), seed=st.integers(0, 9), division=st.sampled_from([Stratified(), InOrder()]))
def test_every_sample_is_held_back_once(folds, seed, division):
    experiments = folded(Experiment(data=DATA.changed(division=division, seed=seed)), folds)
    held = [each.rows["test"] for each in experiments]
    assert sorted(np.concatenate(held).tolist()) == list(range(60))
    assert max(map(len, held)) - min(map(len, held)) <= 1
    for each in experiments:
        assert sorted(np.concatenate(list(each.rows.values())).tolist()) == list(range(60))


def test_rows_that_are_the_test_stay_out_of_folds():
    for each in folded(Experiment(data=DATA.changed(division=ByColumn(column="part"))), 4):
        assert all((part % 3 != 2).all() for part in each.rows.values())


def test_no_more_folds_are_made_than_samples_can_be_held_back():
    with pytest.raises(ValueError, match="folds must be 2 to 40"):
        folded(Experiment(data=DATA.changed(division=ByColumn(column="part"))), 41)


def test_a_test_set_of_another_shape_is_in_no_fold():
    experiments = folded(playground.load("binary-addition"), 4)
    assert [each.samples["test"].shape for each in experiments] == [experiments[0].inputs_shape] * 4
    assert [len(each.samples["test"]) for each in experiments] == [50] * 4


def test_drawings_are_in_no_fold_and_are_trained_on_in_each():
    experiment = playground.load("digits")
    drawn = experiment.data.with_drawing(np.ones((8, 8)), 3, 1.0)
    experiments = folded(experiment.changed(data=drawn), 3)
    points = experiments[0].points
    tests = range(len(points) - points.tests - 1, len(points) - 1)
    for each in experiments:
        assert not {*np.concatenate(list(each.rows.values())).tolist()} & {*tests}
        assert len(points) - 1 in each.rows["train"]
    assert sum(len(each.rows["test"]) for each in experiments) == len(points) - points.tests - 1


def test_cross_validation_gives_mean_and_deviation():
    found = playground.cross_validate(Experiment(data=Circle(samples=60)), 3, epochs=2)
    assert len(found.scores) == 3
    assert found.mean == pytest.approx(np.mean(found.scores))
    assert found.deviation == pytest.approx(np.std(found.scores, ddof=1))
    assert found.mean_of("accuracy") == (found.mean, found.deviation)
    again = playground.cross_validate(Experiment(data=Circle(samples=60)), 3, epochs=2)
    assert again.scores == found.scores
    with pytest.raises(ValueError, match="folds must be 2 to 60"):
        playground.cross_validate(Experiment(data=Circle(samples=60)), 1)
