"""Tables in scripts: columns with their words, gaps and scales become the network's inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.data.tables.preparation import Preparation, blocks
from playground.data.tables.table import BadTable
from playground.data.tables.table_set import TableSet
from playground.experiment.problems import problems
from playground.export.arrangement import AnyArray
from playground.export.code.array_text import literal
from playground.export.code.script import Section
from playground.export.numpy.columns import cells_of, numpy_column
from playground.export.numpy.features import feature_lines
from playground.export.numpy.functions import in_order
from playground.export.spelling import WIDTH, docstring, quoted, row, width
from playground.export.table_use import TableUse
from playground.export.weights.trained_network import TrainedNetwork

LONG = 40
"""Characters of a column's name that still stand where it is needed."""


def named(variable: str, name: str) -> str:
    """Return the statement for a long name, which no line may be short enough for."""
    line = f"{variable} = {name}"
    if width(line) <= WIDTH:
        return line
    return f"{variable} = (\n    {name}\n)" if width(name) <= WIDTH - 4 else f"{line}  # noqa: E501"


@dataclass(frozen=True)
class TableCells:
    """A few rows of a table, by the names of its columns."""

    columns: Mapping[str, list[Any]]

    def literal(self, name: str) -> str:
        """Return the statement that makes them."""
        rows = [
            row(
                f"{_key(i, column)}: [",
                [quoted(cell) if isinstance(cell, str) else repr(cell) for cell in cells],
                "]",
                4,
            )
            for i, (column, cells) in enumerate(self.columns.items(), 1)
        ]
        return "\n".join([f"{name} = {{", *(f"    {each}," for each in rows), "}"])


def _key(position: int, column: str) -> str:
    """Return a column's name, or what stands for it where it is long."""
    name = quoted(column)
    return name if len(name) <= LONG else f"column_{position}"


def prepared(use: TableUse, inputs: int) -> Iterator[Section]:
    """Yield what makes the network's inputs of a table. Raises LookupError."""
    preparation, features = use.outline.preparation, use.experiment.features
    made = [numpy_column(each) for each in preparation.uses]
    for each in in_order(column.function for column in made):
        yield Section("Columns of a table", each.source)
    constants, columns = list[str](), list[str]()
    for i, (own, column) in enumerate(zip(preparation.uses, made, strict=True), 1):
        name, words = quoted(own.column), column.spelled_words("")
        if _key(i, own.column) != name:
            constants.append(named(f"column_{i}", name))
            name = _key(i, own.column)
        if "WORDS" in column.text and ("\n" in words or len(words) > WIDTH - 40 - len(name)):
            constants.append(column.spelled_words(f"words_{i} = "))
            words = f"words_{i}"
        columns.append(column.text.replace("COLUMN", f"table[{name}]").replace("WORDS", words))
    lines = [row("columns = [", columns, "]", 4), "inputs = np.column_stack(columns)"]
    if not np.isnan(preparation.usual).all():
        constants.append(literal("usual", preparation.usual))
        lines.append("inputs = np.where(np.isnan(inputs), usual, inputs)")
    if preparation.shift.any() or (preparation.unit != 1.0).any():
        # What never varied is 0 whatever its number.
        unit = np.where(preparation.unit == 0.0, np.inf, preparation.unit)
        constants += [literal("shift", preparation.shift), literal("unit", unit)]
        lines.append("inputs = (inputs - shift) / unit")
    if len(preparation.names) == 1:
        lines.append("inputs = np.column_stack([inputs, np.zeros(len(inputs))])")
    more = feature_lines(features, inputs) if inputs else []
    lines += more or ["return inputs"]
    if constants:
        yield Section("What columns are known to hold", "\n".join(constants))
    told = "Return the network's inputs for columns by name: a dict of lists, or a data frame."
    body = "\n".join(f"    {line}" for line in lines)
    yield Section("From a table", f"def features(table):\n{docstring(told, indent=4)}\n{body}")


def sample_cells(trained: TrainedNetwork, use: TableUse, count: int) -> tuple[TableCells, AnyArray]:
    """Return some rows of the table, made up where it is not there, and the network's inputs for them."""
    preparation = use.outline.preparation
    numbers = _of_the_table(trained, preparation, count)
    if numbers is None:
        drawn = np.random.default_rng(0)
        spread = drawn.normal(size=(count, len(preparation.names)))
        numbers = np.round(preparation.shift + preparation.unit * spread)
        for each, own in blocks(preparation.uses):
            if not each.averaged:  # words: one of those that are known
                width = own.stop - own.start
                place = drawn.integers(max(width, 2), size=count)[:, None]
                numbers[:, own] = place == np.arange(width) if width > 1 else place
    cells = {each.column: cells_of(each, numbers[:, own]) for each, own in blocks(preparation.uses)}
    inputs = preparation.inputs(numbers)
    if inputs.shape[1] == 1:
        inputs = np.column_stack([inputs, np.zeros(len(inputs))])
    return TableCells(cells), inputs


def _of_the_table(trained: TrainedNetwork, preparation: Preparation, count: int) -> AnyArray | None:
    data = trained.experiment.data
    if not isinstance(data, TableSet) or problems(trained.experiment):
        return None
    try:
        table = data.table()
        numbers = np.hstack([each.numbers(table[each.column]) for each in preparation.uses])
    except (BadTable, KeyError):
        return None
    filled = ~np.isnan(preparation.usual)
    whole = np.flatnonzero(~np.isnan(numbers[:, ~filled]).any(axis=1))
    return numbers[whole[np.linspace(0, len(whole) - 1, count).astype(int)]] if len(whole) else None
