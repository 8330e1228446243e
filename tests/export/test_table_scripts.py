"""Scripts for tables: words, dates and gaps as they stand in a file become what was trained on."""

import csv
import runpy

import numpy as np
import pytest
from bare import BareInterpreter
from scripts import well_written

import playground
from playground.data.tables.column_uses import ColumnUse
from playground.export import outgoing
from playground.export.numpy.columns import numpy_column
from playground.parts.part import family

COLUMNS = {
    "a number": [f"{i * 37 % 11 + 0.25}" for i in range(40)],
    "never varies": ["7"] * 40,
    "city": [("Bern", "Oslo", 'the "old" Rome')[i % 3] for i in range(40)],
    "yes or no": [("yes", "no")[i % 5 % 2] for i in range(40)],
    "size": [("S", "M", "L", "XL")[i % 4] for i in range(40)],
    "a column whose name is so long that it does not fit in a line of code at all": ["3.5", "2"] * 20,
    "date": [f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}" for i in range(40)],
    "kind": [str(i % 7 % 2) for i in range(40)],
}
USES = {"city": "one-hot", "yes or no": "one-hot", "size": "ordered", "date": "days"}
INPUTS = [name for name in COLUMNS if name != "kind"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    interpreter = BareInterpreter(tmp_path_factory.mktemp("bare"))
    yield interpreter
    interpreter.close()


def experiment_on(path, gaps=()):
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [list(row) for row in zip(*COLUMNS.values(), strict=True)]
        for row, column in gaps:
            rows[row][list(COLUMNS).index(column)] = ""
        csv.writer(file).writerows([list(COLUMNS), *rows])
    uses = [
        {"column": name, "kind": USES[name], **({"words": ("S", "M", "L", "XL")} if name == "size" else {})}
        for name in USES
    ]
    data = {"kind": "table", "path": str(path), "columns": INPUTS, "target": "kind", "uses": uses}
    data |= {"missing": "fill"} if gaps else {}
    count = 10
    features = (
        {"kind": "x1"},
        {"kind": "x2"},
        *({"kind": "further-input", "number": n} for n in range(3, count)),
    )
    experiment = playground.load("circle").changed(data=data)
    return experiment.changed(features=features[: len(experiment.input_names)])


@pytest.mark.parametrize("gaps", [(), ((3, "a number"), (4, "city"), (5, "date"))], ids=["whole", "gaps"])
def test_a_person_hands_in_the_cells_of_a_table(gaps, bare, tmp_path):
    experiment = experiment_on(tmp_path / "mine.csv", gaps)
    run = playground.train(experiment, epochs=2)
    script = tmp_path / "w.numpy.py"
    run.save(script)
    bare.run(script)
    assert well_written(tmp_path)
    table = {name: list(cells) for name, cells in COLUMNS.items()}
    for row, column in gaps:
        table[column][row] = None
    for name in ("a number", "never varies"):
        table[name] = [None if cell is None else float(cell) for cell in table[name]]
    found = bare.predict(script, table)
    named = runpy.run_path(str(script))["decide"](found)
    assert named == [("0", "1")[label] for label in experiment.targets.labels(found)]
    points = experiment.points.inputs
    np.testing.assert_allclose(found, run.network.predict(points), atol=1e-6)


def test_a_network_from_a_file_needs_no_table_for_that(bare, tmp_path):
    experiment = experiment_on(tmp_path / "mine.csv")
    playground.train(experiment, epochs=2).save(tmp_path / "w.npz")
    (tmp_path / "mine.csv").unlink()
    trained = playground.load_network(tmp_path / "w.npz")
    for ending in (".numpy.py", ".numpy.ipynb"):
        outgoing.save(trained, tmp_path / f"w{ending}")
    bare.run(tmp_path / "w.numpy.py")
    assert well_written(tmp_path)


@pytest.mark.parametrize("kind", family(ColumnUse))
def test_every_use_of_a_column_is_known(kind):
    use = family(ColumnUse)[kind](column="a")
    assert numpy_column(use).text.startswith(numpy_column(use).function.name)


@pytest.mark.parametrize("columns", [("x",), ("x", "y")])
def test_a_network_that_gives_columns_back_takes_them_as_they_stand_in_the_table(columns, tmp_path):
    table = {"x": [float(3 * i % 7) for i in range(30)], "y": [100.0 + i % 5 for i in range(30)]}
    known = {**{name: table[name] for name in columns}, "kind": [f"{i % 2}" for i in range(30)]}
    experiment = playground.from_table(known, target="kind").changed(
        reconstruct=True, loss="mean-squared-error"
    )
    run = playground.train(experiment, epochs=2)
    run.save(tmp_path / "it.numpy.py")
    predict = runpy.run_path(tmp_path / "it.numpy.py", run_name="__main__")["predict"]
    outputs = run.network.predict(experiment.points.inputs[:, : len(columns)])
    assert np.allclose(predict(table), experiment.targets.in_own_units(outputs), atol=1e-4)
