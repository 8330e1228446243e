"""Experiments on tables: what is sensible to learn from one, and a network for it."""

from __future__ import annotations

import csv
import io
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from playground.data.samples import Split
from playground.data.tables.column_uses import MOST_WORDS
from playground.data.tables.date_order import date_ambiguity
from playground.data.tables.dialect import PLAIN_CSV
from playground.data.tables.files import ENDINGS, checksum, content
from playground.data.tables.held_table import HeldTable, columns_of, held
from playground.data.tables.importing import completed
from playground.data.tables.missing import FillMissing, LeaveOutMissing
from playground.data.tables.table import BadTable, Table, UnevenRows
from playground.data.tables.table_file import PASTED
from playground.data.tables.table_set import TableSet
from playground.engine.activations.rectified import ReLU
from playground.engine.initializers import GlorotUniform
from playground.engine.layers.dense import Dense
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from playground.engine.losses.regression import MeanSquaredError
from playground.engine.optimizers.adam import Adam
from playground.engine.outputs import AutoOutput
from playground.experiment.edits import all_assigned
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import named_for, with_data
from playground.experiment.options import (
    ACTIVATION,
    LAYERS,
    assignments,
    experiment_options,
    layer_assignments,
    table_options,
    table_settings,
)
from playground.experiment.presets import BadPreset, runnable
from playground.experiment.problems import problems
from playground.files.reading import beginning, unheard
from playground.parts.counts import grouped
from playground.parts.errors import faults
from playground.parts.text import meant, shown

START = Experiment(
    split=Split(test=0.2),
    layers=(Dense(units=32, activation=ReLU()), Dense(units=16, activation=ReLU())),
    output=AutoOutput(),
    initializer=GlorotUniform(),
    loss=CrossEntropy(),
    optimizer=Adam(),
    batch_size=32,
    epochs=100,
)
"""What is not said of a network for a table."""
WHOLE_ROWS = "say --whole-rows to leave such rows out"
UPDATES = 1000
"""So many steps are made at least."""
LOSSES = (CrossEntropy(), BinaryCrossEntropy(), MeanSquaredError())
"""One for more classes, one for two, and one for values."""
SERIES_PRESET = "adding-problem"
"""A preset whose network takes a series, too."""
Columns = Mapping[str, Sequence[Any]]


def is_table(name: str) -> bool:
    """Return whether a name is that of a table, by its ending; a text that begins with { is a preset."""
    return name.lower().endswith(ENDINGS) and not beginning(name, 100).lstrip().startswith(b"{")


def experiment_on(source: str | os.PathLike[str] | Columns | Table, words: Mapping[str, Any]) -> Experiment:
    """Return an experiment on the table in a file, or on columns, that can be run. Raises BadPreset.

    ``words`` are ``layers``, ``activation``, and options of experiments and of tables; what they leave open
    is chosen.
    """
    known = [LAYERS, ACTIVATION, *experiment_options(), *table_options()]
    strange = [f"{word}: no such setting{meant(word, known)}" for word in words if word not in known]
    if strange:
        raise BadPreset("settings", strange)
    plain = {word: _plain(value) for word, value in words.items()}
    if isinstance(source, Table):
        begun, name = from_table(source, plain), "columns"
    elif isinstance(source, str | os.PathLike):
        begun, name = from_file(source, plain), str(source)
    else:
        begun, name = from_columns(source, plain), "columns"
    try:
        layers = layer_assignments(begun, plain.get(LAYERS), plain.get(ACTIVATION))
    except ValueError as error:
        raise BadPreset(name, [str(error)]) from error
    experiment, wrong = all_assigned(begun, [*layers, *assignments(plain)])
    if wrong:
        raise BadPreset(name, wrong)
    if "loss" not in words and problems(experiment):
        experiment = with_fitting_loss(experiment)
    if experiment.reconstruct and "reason" not in words:
        experiment = named_for(experiment, experiment.data, experiment.title)
    return runnable(experiment, name)


def _plain(value: Any) -> Any:
    """Return a value in JSON's words: NumPy's numbers and rows are as good as Python's."""
    match value:
        case np.ndarray() | np.generic():
            return value.tolist()
        case list() | tuple():
            return [*map(_plain, value)]
    return value


def from_file(path: str | os.PathLike[str], words: Mapping[str, Any]) -> Experiment:
    """Return an experiment on the table in a file. Raises BadPreset.

    ``words`` are options of tables (``options.table_options``); what they leave open is chosen.
    """
    whole = Path(path).absolute()
    try:
        data = content(whole, unheard)
    except BadTable as error:
        raise BadPreset(str(path), error.lines) from error
    source = {"path": str(whole), "checksum": checksum(data)}
    return _started(str(path), Path(path).name, _asked(source, words, str(path)), words)


def from_columns(given: Columns, words: Mapping[str, Any]) -> Experiment:
    """Return an experiment on columns by their names, all of one length. Raises BadPreset.

    What is small stands in the experiment as text, and so in a preset of it; more is held in memory,
    and a file beside the preset has it.
    """
    try:
        columns = columns_of(given)
    except BadTable as error:
        raise BadPreset("columns", error.lines) from error
    lengths = {each: len(column) for each, column in columns.items()}
    if len(set(lengths.values())) != 1:
        said = ", ".join(f"{shown(each)} {length}" for each, length in lengths.items())
        raise BadPreset("columns", [f"are of different lengths: {said}" if said else "there are none"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    if text.tell() > PASTED:
        return from_table(held(columns), words)
    source = {"text": text.getvalue(), **PLAIN_CSV}
    return _started("columns", "Columns", _asked(source, words), words)


def from_table(table: Table, words: Mapping[str, Any]) -> Experiment:
    """Return an experiment on a table in memory. Raises BadPreset."""
    try:
        asked = HeldTable.of(table, **table_settings(words))
    except ValidationError as error:
        raise BadPreset("columns", faults(error, TableSet)) from error
    return _started("columns", "Columns", asked, words)


def started(data: TableSet, title: str) -> Experiment:
    """Return an experiment on a table of which nothing is said but its columns."""
    return _sized(with_fitting_loss(with_data(named_for(START, data, title), data)))


def with_fitting_loss(experiment: Experiment) -> Experiment:
    """Return the experiment with the usual loss for its targets, if that fits."""
    found = (experiment.changed(loss=loss) for loss in LOSSES)
    return next((each for each in found if not problems(each)), experiment)


def _asked(source: Mapping[str, Any], words: Mapping[str, Any], name: str = "columns") -> TableSet:
    try:
        return TableSet.model_validate({**source, **table_settings(words)})
    except ValidationError as error:
        raise BadPreset(name, faults(error, TableSet)) from error


def _started(name: str, title: str, asked: TableSet, words: Mapping[str, Any]) -> Experiment:
    try:
        table = asked.table()
        data = completed(asked, table)
        if ambiguity := table.ambiguity or date_ambiguity(data, table):
            ways = [
                f"--{ambiguity.setting} {shlex.quote(word)} for {value}" for word, value in ambiguity.readings
            ]
            raise BadPreset(name, [f"{ambiguity.text}: say {' or '.join(ways)}"])
        data = data.changed(meaning=words.get("meaning", data.meaning))
        misfit = data.misfit()
        if misfit and misfit[0] == "missing" and "missing" not in words:  # said by the remarks on the data
            left, filled = data.changed(missing=LeaveOutMissing()), data.changed(missing=FillMissing())
            data = filled if left.misfit() and not filled.misfit() else left
            misfit = data.misfit()
    except UnevenRows as error:
        raise BadPreset(name, [*error.lines, WHOLE_ROWS]) from error
    except BadTable as error:
        raise BadPreset(name, error.lines) from error
    if not data.columns:
        text = f"{shown(data.target)} is the only column that can be used: nothing is left to predict it from"
        raise BadPreset(name, [text, *_as_series(name, data, table), *_unused(table, data.target)])
    if misfit:
        raise BadPreset(name, [f"{misfit[0]}: {misfit[1]}"])
    return started(data, title)


def _as_series(name: str, data: TableSet, table: Table) -> Iterator[str]:
    """Yield how a column of numbers is learned for itself, from what comes before in it."""
    if len(table.columns) == 1 and data.path and table[data.target].numbers is not None:
        words = {"kind": "series", "path": name, "column": data.target}
        told = " ".join(f"--set {shlex.quote(f'data.{word}={value}')}" for word, value in words.items())
        yield f"what comes next in it can be learned: playground train {SERIES_PRESET} {told}"


def _unused(table: Table, target: str) -> Iterator[str]:
    """Yield what keeps other columns from being used."""
    for column in table.columns:
        if column.name == target or column.numbers is not None:
            continue
        words = len(column.words)
        if words > MOST_WORDS:
            text = f"{shown(column.name)} has {grouped(words)} different words, and up to {MOST_WORDS} can be"
            yield f"{text} classes or inputs"
        elif words:
            yield f"{shown(column.name)} has words of which hardly any comes again"


def _sized(experiment: Experiment) -> Experiment:
    """Return the experiment with batches that its training set fills, and epochs enough to get somewhere."""
    count, size = len(experiment.samples["train"]), experiment.batch_size
    if count < 2 * size:
        return experiment.changed(batch_size=0, epochs=UPDATES)
    return experiment.changed(epochs=max(experiment.epochs, -(-UPDATES * size // count)))
