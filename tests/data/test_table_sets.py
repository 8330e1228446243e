"""Tables as data: which columns are learned from, what does not fit, and how files travel with presets."""

import numpy as np
import pytest

from playground.data.coordinates import REACH
from playground.data.features import FurtherInput
from playground.data.painting.painted import Painted
from playground.data.plane_grid import middles
from playground.data.samples import Split
from playground.data.scaling import NoScaling, Scaling
from playground.data.tables.files import checksum
from playground.data.tables.importing import from_file, from_text
from playground.data.tables.missing import LeaveOutMissing
from playground.data.tables.table_set import TableSet
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.experiment.problems import problems
from playground.export.onnx.model import RawInputs
from playground.export.report.samples import SamplesSection
from playground.files.reading import unheard
from playground.library import train
from playground.parts.part import family

FLOWERS = "length;width;depth;kind\n" + "".join(
    f"{i % 7 + 0.5};{i % 5};{10 * (i % 3)};{'tall' if i % 7 > 3 else 'short'}\n" for i in range(60)
)
ALL = TableSet(text=FLOWERS, columns=("length", "width", "depth"), target="kind")
GAPS = "a,b,t\n1,2,x\n2,,y\n3,4,x\nold,5,y\n6,6,y\n"


def lines(data, **settings):
    return [str(problem) for problem in problems(Experiment(data=data, output="auto", **settings))]


def saved(path, text=FLOWERS):
    path.write_text(text)
    return TableSet(path=str(path), checksum=checksum(path.read_bytes()), columns=("length",), target="kind")


def test_columns_become_inputs_and_words_become_classes():
    experiment = Experiment(data=ALL, features=("x1", "x2", "further-input"), split=Split(test=0.5))
    points = experiment.points
    assert problems(experiment) == []
    assert points.inputs.shape == (60, 3)
    trained = experiment.samples["train"].inputs
    np.testing.assert_allclose(trained.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(trained.std(axis=0), 1.0)
    assert experiment.targets.classes == ("short", "tall")
    assert experiment.input_names == ("length", "width", "depth")
    assert np.array_equal(points.truth == 1, np.arange(60) % 7 > 3)
    assert experiment.network().widths == [3, 4, 2, 1]
    assert experiment.samples["train"].inputs.shape == (30, 3)


def test_maps_hold_the_other_inputs_at_their_means():
    experiment = Experiment(data=ALL.changed(scaling=NoScaling()), features=("x1", "further-input"))
    assert experiment.plane.held == (10.0,)
    inputs = experiment.points.inputs
    assert experiment.inputs_at(experiment.points.xy[:3]).tolist() == [[x1, 10.0] for x1 in inputs[:3, 0]]


PEOPLE = "age,income,bought\n" + "".join(
    f"{18 + 7 * i % 63},{10_000 + 1370 * i % 140_001},{'yes' if i % 3 else 'no'}\n" for i in range(80)
)


def test_columns_with_units_of_their_own_are_spread_over_the_plane_and_told_as_they_are():
    data = TableSet(text=PEOPLE, columns=("age", "income"), target="bought", scaling=NoScaling())
    experiment, points = Experiment(data=data, output="auto"), data.points()
    assert points.inputs[3].tolist() == [39.0, 14_110.0]
    assert points[[3, 5]].inputs[0].tolist() == [39.0, 14_110.0]
    reached = np.abs(points.xy).max(axis=0)
    assert ((reached > REACH / 3) & (reached < REACH)).all()
    np.testing.assert_allclose(experiment.inputs_at(points.xy), points.inputs, rtol=1e-12)
    assert np.array_equal(experiment.samples["train"].inputs, experiment.samples["train"].points.inputs)
    assert np.ptp(experiment.inputs_at(middles(20)), axis=0) == pytest.approx([76.0, 190_000.0])


def test_standardised_columns_fill_half_of_the_plane_and_are_told_as_they_are():
    experiment = Experiment(data=TableSet(text=PEOPLE, columns=("age", "income"), target="bought"))
    points = experiment.points
    assert np.ptp(points.inputs, axis=0).max() < REACH
    assert (np.ptp(points.xy, axis=0) >= 0.95 * REACH).all()
    np.testing.assert_allclose(experiment.inputs_at(points.xy), points.inputs, atol=1e-12)


def test_a_number_far_out_does_not_make_standardised_ones_huddle():
    text = "x,y,t\n" + "".join(f"{i % 10},{i % 7},{i % 2}\n" for i in range(400)) + "900,3,1\n"
    points = TableSet(text=text, columns=("x", "y"), target="t").points()
    assert points.xy[-1, 0] > REACH
    raw = TableSet(text=text, columns=("x", "y"), target="t", scaling=NoScaling()).points()
    assert raw.xy[-1, 0] < REACH


@pytest.mark.parametrize("scaling", family(Scaling).values())
def test_painting_on_columns_goes_on_in_their_units(scaling):
    data = TableSet(text=PEOPLE, columns=("age", "income"), target="bought", scaling=scaling())
    painted = Painted.taking_over(data)
    assert painted.goes_on_from(data)
    others = [other for other in family(Scaling).values() if other is not scaling]
    assert not any(painted.goes_on_from(data.changed(scaling=other())) for other in others)
    assert painted.points().plane.sides == data.points().plane.sides
    assert painted.points().edges == data.points().edges
    assert painted.points().names == data.points().names
    experiment = Experiment(data=painted)
    told = RawInputs.of(experiment, experiment.network()).told(experiment)["inputs"]
    scales = zip(data.columns, data.points().scales, strict=False)
    formulas = [f"({name} - {shift:.9g}) / {unit:.9g}" for name, (shift, unit) in scales]
    assert told == (", ".join(formulas) or "age, income")
    assert ("as they are scaled" in SamplesSection().body(train(experiment, 1).record)) == bool(formulas)
    assert Painted.model_validate_json(painted.model_dump_json()) == painted
    with pytest.raises(ValueError, match="two names are needed"):
        painted.changed(columns=("age",))
    unit = [side.unit for side in data.points().plane.sides]
    assert (np.abs(painted.points().inputs - data.points().inputs) <= 0.00051 * np.array(unit)).all()
    assert np.abs(painted.points().xy).max() < REACH


@pytest.mark.parametrize("scaling", family(Scaling).values())
def test_the_edges_of_the_plane_have_round_numbers_of_the_columns(scaling):
    data = TableSet(text=PEOPLE, columns=("age", "income"), target="bought", scaling=scaling())
    points, raw = data.points(), data.changed(scaling=NoScaling()).points()
    for edge, side, column in zip(points.edges, raw.plane.sides, raw.inputs.T, strict=True):
        marks = edge.numbers(np.linspace(-REACH, REACH, 5))
        assert [f"{mark:,.7g}" for mark in marks] == [f"{float(f'{mark:.2g}'):,.7g}" for mark in marks]
        assert marks[0] <= column.min() <= column.max() <= marks[-1]
        assert edge.numbers(np.array([-1.0, 2.0])) == pytest.approx(side.numbers(np.array([-1.0, 2.0])))
    np.testing.assert_allclose(points.xy, raw.xy, atol=1e-9)


@pytest.mark.parametrize("columns", [("age",), ("age", "income", "rooms")])
def test_what_is_painted_on_other_columns_has_the_names_along_the_plane(columns):
    rows = "".join(
        f"{18 + i % 60},{10_000_000 + i % 7},{i % 5},{'no' if i % 2 else 'yes'}\n" for i in range(60)
    )
    data = TableSet(text=f"age,income,rooms,bought\n{rows}", columns=columns, target="bought")
    points, painted = data.points(), Painted.over(data).points()
    assert painted.names == points.names[:2]
    assert painted.edges == points.edges


def test_a_table_is_learned():
    run = train(Experiment(data=ALL, features=("x1", "x2", FurtherInput(number=3))), 200)
    assert run.figures.test_accuracy == 1.0


def test_a_single_column_lies_on_the_axis():
    points = ALL.changed(columns=("width",)).points()
    assert points.xy[:, 1].tolist() == [0.0] * 60
    assert points.plane.held == ()


def test_values_are_standardised_with_the_inputs_or_left():
    data = ALL.changed(columns=("length",), target="depth", meaning="values")
    points = data.points()
    assert points.truth[:4].tolist() == [0.0, 10.0, 20.0, 0.0]
    assert points.targets.encode(points.truth, points.inputs).std() == pytest.approx(1.0)
    raw = data.changed(scaling=NoScaling()).points()
    assert raw.truth[:4].tolist() == [0.0, 10.0, 20.0, 0.0]
    assert raw.targets.classes == ()
    assert raw.targets.names == ("depth",)


def test_a_column_that_never_changes_is_harmless():
    data = TableSet(text="a,b,t\n1,5,x\n2,5,y\n", columns=("a", "b"), target="t")
    assert data.points().xy[:, 1].tolist() == [0.0, 0.0]


def test_rows_with_gaps_are_refused_by_row_or_left_out():
    data = TableSet(text=GAPS, columns=("a", "b"), target="t")
    said = '2 rows cannot be used (row 5, "a": "old" is not a number)'
    assert lines(data) == [f"data.missing: {said}: leave them out, or fill the gaps"]
    whole = data.changed(missing=LeaveOutMissing(), scaling=NoScaling())
    assert whole.points().inputs.tolist() == [[1.0, 2.0], [3.0, 4.0], [6.0, 6.0]]
    assert lines(data.changed(columns=("b",), missing=LeaveOutMissing()), split=Split(test=0.0)) == []


COUNTED = "length,width,kind\n" + "".join(f"{i},1,a\n" for i in range(65))
"""A column with one class more than can be predicted."""


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"text": ""}, "data.path: no file is chosen: import one"),
        ({"columns": ()}, "data.columns: choose at least one column to learn from"),
        ({"target": ""}, "data.target: choose a column to predict"),
        ({"columns": ("lenght",)}, 'data.columns: the table has no column "lenght"; did you mean "length"?'),
        (
            {"columns": ("kind",), "target": "width", "uses": ({"kind": "numbers", "column": "kind"},)},
            'data.uses: "kind" holds text, not numbers',
        ),
        ({"columns": ("width", "width")}, 'data.columns: "width" is chosen twice'),
        ({"target": "width"}, 'data.target: "width" is an input already'),
        ({"meaning": "values"}, 'data.meaning: "kind" holds text: take it as classes'),
        (
            {"columns": ("width",), "target": "length", "text": COUNTED},
            'data.meaning: "length" has 65 classes, and 2 to 64 can be predicted; take it as values',
        ),
        (
            {"text": "length,width,depth,kind\n1,2,3,a\n2,3,4,a\n"},
            'data.meaning: "kind" has one class, and 2 to 64 can be predicted',
        ),
        (
            {"text": "length,width,depth,kind\n1,2,3e9,a\n2,3,4,b\n", "scaling": "none"},
            'data.scaling: "depth" goes beyond 1\u2009000\u2009000: standardize it',
        ),
        (
            {"text": "length,width,depth,kind\n,2,3,a\n2,3,,b\n", "missing": "leave-out"},
            "data.missing: no rows are left",
        ),
    ],
)
def test_what_does_not_fit_is_one_sentence(settings, line):
    data = ALL.changed(**settings)
    assert lines(data) == [line]
    assert len(data.points()) == 0


def test_a_file_is_read_and_a_missing_or_changed_one_is_named(tmp_path):
    data = saved(tmp_path / "flowers.csv")
    assert lines(data) == []
    assert len(Experiment(data=data).points) == 60
    (tmp_path / "flowers.csv").write_text(FLOWERS + "1;1;1;tall\n")
    assert lines(data) == ["data.path: flowers.csv: has changed since it was imported: import it again"]
    (tmp_path / "flowers.csv").unlink()
    assert lines(data) == ["data.path: flowers.csv: no such file or directory"]
    saved(tmp_path / "flowers.csv")
    assert lines(data) == []
    assert len(Experiment(data=data).points) == 60


def test_without_a_checksum_a_file_is_read_as_it_is(tmp_path):
    data = saved(tmp_path / "flowers.csv").changed(checksum="")
    assert lines(data) == []
    (tmp_path / "flowers.csv").write_text(FLOWERS + "1;1;1;tall\n")
    assert lines(data) == []
    assert len(Experiment(data=data).points) == 61


def test_a_preset_names_its_table_from_its_own_folder_on(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "moved").mkdir()
    experiment = Experiment(data=saved(tmp_path / "tables" / "flowers.csv"))
    presets.save(experiment, tmp_path / "flowers.json")
    assert '"path": "tables/flowers.csv"' in (tmp_path / "flowers.json").read_text()
    assert presets.load(tmp_path / "flowers.json") == experiment
    (tmp_path / "flowers.json").rename(tmp_path / "moved" / "flowers.json")
    (tmp_path / "tables").rename(tmp_path / "moved" / "tables")
    moved = presets.load(tmp_path / "moved" / "flowers.json")
    assert problems(moved) == []
    assert moved.data.path == str(tmp_path / "moved" / "tables" / "flowers.csv")


def test_a_pasted_table_travels_in_the_preset(tmp_path):
    experiment = Experiment(data=ALL)
    presets.save(experiment, tmp_path / "pasted.json")
    assert presets.load(tmp_path / "pasted.json") == experiment


def test_what_is_said_of_the_first_row_is_kept(tmp_path):
    years = "2019,2020,kind\n1,2,x\n3,4,y\n5,7,x\n"
    (tmp_path / "years.csv").write_text(years)
    for where in (
        {"text": years},
        {"path": str(tmp_path / "years.csv"), "checksum": checksum(years.encode())},
    ):
        data = TableSet(**where, first_row="names", columns=("2019", "2020"), target="kind")
        assert data.misfit() is None
        assert len(data.points()) == 3
        setting, text = data.changed(first_row="data").misfit()
        assert setting == "columns"
        assert text.startswith('the table has no column "2019"')


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (("1234567", "1234568"), ("1234567", "1234568")),
        (("0.1", "0.2"), ("0.1", "0.2")),
        (("0.12345671", "0.12345672"), ("0.12345671", "0.12345672")),
        (("1e300", "2e300"), ("1e+300", "2e+300")),
        (("0.1", "0.10000000000000002"), ("0.10000000000000001", "0.10000000000000002")),
        (("20240101", "20240102"), ("20240101", "20240102")),
    ],
)
def test_different_numbers_are_classes_of_different_names(cells, names):
    text = "a,kind\n" + "".join(f"{i},{cells[i % 2]}\n" for i in range(8))
    data = TableSet(text=text, columns=("a",), target="kind")
    assert Experiment(data=data).targets.classes == names


def test_what_goes_to_strangers_has_the_name_of_the_file_alone(tmp_path):
    for path in (str(tmp_path / "mine.csv"), "../anna/mine.csv", "C:\\Users\\anna\\mine.csv", "mine.csv"):
        assert TableSet(path=path).without_folders().path == "mine.csv"
    assert TableSet(text="1,2").without_folders() == TableSet(text="1,2")


def test_rows_that_cannot_be_used_are_counted_and_can_be_left_out(tmp_path):
    rows = [f"{i / 9},{i % 3},{i % 2}" for i in range(20)]
    (tmp_path / "mine.csv").write_text("\n".join(["a,b,cls", *rows, '1,"2"2,3', "1,2,3,4"]))
    data, _ = from_file(tmp_path / "mine.csv", lambda share: True, whole_rows=True)
    assert data.misfit() is None
    assert data.left_out().startswith("Left out: 2 rows, from row 22 on")
    setting, why = data.changed(whole_rows=False).misfit()
    assert setting == "whole_rows"
    assert why.startswith("2 rows cannot be used (row 22 goes on after a closing quotation mark")
    assert data.changed(whole_rows=False).left_out() == ""


def test_several_columns_are_predicted_as_values():
    data = ALL.changed(columns=("length",), target="depth", more_targets=("width",), meaning="values")
    raw = data.changed(scaling=NoScaling())
    assert raw.points().truth[:4].tolist() == [[0.0, 0.0], [10.0, 1.0], [20.0, 2.0], [0.0, 3.0]]
    points = data.points()
    np.testing.assert_allclose(points.targets.encode(points.truth, points.inputs).std(axis=0), 1.0)
    experiment = Experiment(data=data, features=("x1",), output="identity", loss="mean-squared-error")
    assert problems(experiment) == []
    assert experiment.network().widths[-1] == 2
    assert train(experiment, 1).figures.train_loss > 0.0


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            {"more_targets": ("widht",)},
            'data.more_targets: the table has no column "widht"; did you mean "width"?',
        ),
        ({"more_targets": ("length",)}, 'data.more_targets: "length" is an input already'),
        ({"more_targets": ("depth",)}, 'data.more_targets: "depth" is chosen twice'),
        ({"more_targets": ("width", "width")}, 'data.more_targets: "width" is chosen twice'),
        ({"more_targets": ("kind",)}, 'data.more_targets: "kind" holds text, and several targets are values'),
        ({"meaning": "classes"}, "data.meaning: several columns can be predicted together only as values"),
    ],
)
def test_several_columns_that_do_not_fit_are_one_sentence(settings, line):
    several = {"columns": ("length",), "target": "depth", "more_targets": ("width",), "meaning": "values"}
    assert lines(ALL.changed(**(several | settings))) == [line]


def test_a_preset_from_before_there_were_several_targets_still_means_the_same(tmp_path):
    presets.save(Experiment(data=ALL), tmp_path / "new.json")
    text = (tmp_path / "new.json").read_text()
    older = text.replace('    "more_targets": [],\n', "")
    assert older != text
    (tmp_path / "old.json").write_text(older)
    assert presets.load(tmp_path / "old.json") == presets.load(tmp_path / "new.json")


def test_a_wide_table_enters_the_network_as_it_is():
    names = [f"c{i}" for i in range(40)]
    rows = np.random.default_rng(0).normal(size=(70, 40))
    lines = [",".join([*map(str, row.tolist()), f"k{i % 35}"]) for i, row in enumerate(rows)]
    text = "\n".join([",".join([*names, "kind"]), *lines])
    data, _ = from_text(text, unheard)
    experiment = with_data(Experiment(), data)
    assert problems(experiment) == []
    assert experiment.inputs_shape == (40,)
    assert experiment.network_input_names == tuple(names)
    assert len(experiment.targets.classes) == 35
    trained = rows[experiment.rows["train"]]
    scaled = (rows - trained.mean(axis=0)) / trained.std(axis=0)
    np.testing.assert_allclose(experiment.points.inputs, scaled)
    np.testing.assert_allclose(experiment.inputs_at(experiment.points.xy)[:, :2], scaled[:, :2], atol=1e-12)
    np.testing.assert_allclose(experiment.inputs_at([[1.0, 2.0]])[0, 2:], scaled.mean(axis=0)[2:], atol=1e-12)
    assert Painted.taking_over(data) == Painted(seed=data.seed)


@pytest.mark.parametrize("scaling", family(Scaling))
@pytest.mark.parametrize(
    ("place", "name", "rows"),
    [("columns", "a", "1e308,1\n-1e308,2\n3,3"), ("target", "t", "1,1e200\n2,2\n3,5")],
)
def test_numbers_that_have_no_squares_are_refused_where_they_stand(place, name, rows, scaling):
    text = "a,t\n" + rows
    data = TableSet(text=text, columns=("a",), target="t", meaning="values", scaling=scaling)
    assert f'data.{place}: "{name}" has numbers beyond 1e+150: give it in a larger unit' in lines(data)
