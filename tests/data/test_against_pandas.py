"""The tables of statsmodels, scikit-learn and seaborn, written as people get them, are read as pandas does.

Left out where these are not installed; of seaborn's tables those are read that it has fetched before, and of
bokeh's all where they are installed.
"""

import gzip
import importlib
from pathlib import Path

import numpy as np
import pytest

from playground.data.tables.files import read_bytes

pandas = pytest.importorskip("pandas")
statsmodels = pytest.importorskip("statsmodels")
datasets = pytest.importorskip("sklearn.datasets")

FILES = sorted(Path(statsmodels.__file__).parent.glob("datasets/*/*.csv"))


def others():
    """The tables that seaborn has fetched, and those of bokeh, where they are there."""
    for module, folder in (
        ("seaborn", lambda seaborn: seaborn.get_data_home()),
        ("bokeh_sampledata", lambda bokeh: Path(bokeh.__file__).parent / "_data"),
    ):
        try:
            yield from sorted(Path(folder(importlib.import_module(module))).glob("*.csv"))
        except ImportError:
            continue


LOADED = ("iris", "wine", "breast_cancer", "digits", "diabetes", "linnerud")
OTHERWISE = {
    "modechoice": {"sep": ";"},
    "spector": {"sep": " ", "quotechar": "'"},
    "anes96": {"sep": "\t", "quotechar": "'"},
    "E6_jmulti": {"sep": " ", "header": None},
}
"""Files whose separators, quotation marks or names have to be said to pandas."""
AS_OURS = {"elements": ["atomic mass", "year discovered", "group"]}
"""Columns of numbers that pandas takes for words, as some of their cells are "-" or in parentheses."""
OTHERS = {f"{path.parent.name}-{path.stem}": path for path in others()}
TABLES = {path.stem: path for path in FILES} | {name: name for name in LOADED}


def r_table(frame):
    """A table as R's write.table has it: words and names in quotation marks, and one name less than cells."""
    frame = frame.rename(index=lambda i: str(i + 1)).rename(columns=str)
    text = frame.to_csv(sep=" ", quoting=2, na_rep="NA")
    return text.removeprefix('"" ').encode()


WRITTEN = {
    "comma": (".csv", lambda frame: frame.to_csv(index=False).encode()),
    "semicolon": (".csv", lambda frame: frame.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")),
    "tab": (".tsv", lambda frame: frame.to_csv(index=False, sep="\t").encode("utf-16")),
    "index": (".csv", lambda frame: frame.to_csv().encode()),
    "R": (".txt", r_table),
    "gz": (".csv.gz", lambda frame: gzip.compress(frame.to_csv(index=False, lineterminator="\r\n").encode())),
}


def table(name):
    where = TABLES[name]
    if isinstance(where, Path):
        return pandas.read_csv(where, float_precision="round_trip", **OTHERWISE.get(name, {}))
    frame = getattr(datasets, f"load_{where}")(as_frame=True).frame
    if where == "iris":  # a column of words
        frame["species"] = np.array(["setosa", "versicolor", "virginica"])[frame.pop("target")]
    return frame


def same(found, frame, first):
    """Assert that columns are those of a frame, after ``first`` ones that count the rows."""
    assert len(found.columns) == frame.shape[1] + first
    for column, name in zip(found.columns[first:], frame.columns, strict=True):
        assert column.name == " ".join(str(name).split())
        values = frame[name]
        if values.dtype.kind in "fiu":
            assert np.array_equal(column.numbers, values.to_numpy(float), equal_nan=True)
        else:
            words = ["" if pandas.isna(word) else str(word).strip() for word in values]
            assert [column.shown(row) for row in range(found.rows)] == words


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_seaborn_or_bokeh_is_read_as_pandas_reads_it(name):
    path = OTHERS[name]
    frame = pandas.read_csv(path, escapechar="\\", skipinitialspace=True).drop(
        columns=AS_OURS.get(path.stem, [])
    )
    found = read_bytes(path.read_bytes(), ".csv")
    assert found.rows == len(frame)
    if path.stem not in AS_OURS:
        same(found, frame.rename(columns={"Unnamed: 0": "column 1"}), 0)
    frame = frame.rename(columns={"Unnamed: 0": "first"})
    for how, (suffix, write) in WRITTEN.items():
        same(read_bytes(write(frame), suffix), frame, 1 if how in ("index", "R") else 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_as_pandas_reads_it(name):
    frame = table(name)
    if isinstance(TABLES[name], Path):
        found = read_bytes(TABLES[name].read_bytes(), ".csv")
        assert found.rows == len(frame)
        if name != "E6_jmulti":
            same(found, frame, 0)
    frame = frame.rename(columns=lambda name: f"V{name + 1}" if isinstance(name, int) else name)
    for how, (suffix, write) in WRITTEN.items():
        found = read_bytes(write(frame), suffix)
        same(found, frame, 1 if how in ("index", "R") else 0)
