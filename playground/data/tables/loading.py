"""The table of data that a person imports: with what was chosen of it, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playground.data.data_set import DataSet
from playground.data.tables.convention import Ambiguity
from playground.data.tables.date_order import ORDERS, date_ambiguity, with_dates
from playground.data.tables.files import checksum, content
from playground.data.tables.importing import chosen
from playground.data.tables.table import BadTable, LostTable, Table, UnevenRows
from playground.data.tables.table_file import PASTED
from playground.data.tables.table_set import TableSet
from playground.files.reading import Progress
from playground.parts.counts import grouped


@dataclass(frozen=True, eq=False)
class LoadedTable:
    """Data with what was chosen of a table, and the table."""

    data: TableSet
    table: Table
    ambiguity: Ambiguity | None = None
    """What can be read in two ways, of the table or of what was chosen."""
    readings: Mapping[str, Table] = field(default_factory=dict)
    """The table in each way in which it can be read, by the word that decides it, where there are two."""


@dataclass(frozen=True, eq=False)
class Refused:
    """Data whose table cannot be read as they say, and why, in lines."""

    data: TableSet
    lines: list[str]
    uneven: int = 0
    """How many rows are in the way, where the others could be read without them."""
    lost: bool = False
    """Whether to read it in another way is of no help."""


def from_file(path: Path, progress: Progress) -> TableSet:
    """Return the data in a file, of which nothing is chosen yet. Raises BadTable, Cancelled."""
    whole = path.absolute()
    return TableSet(path=str(whole), checksum=checksum(content(whole, progress)))


def from_text(text: str, progress: Progress) -> TableSet:
    """Return the data in a text that was pasted, of which nothing is chosen yet. Raises BadTable."""
    if len(text) > PASTED:
        raise BadTable([f"more than {grouped(PASTED)} characters: save it to a file and import that"])
    return TableSet(text=text)


def has_table(data: DataSet) -> bool:
    """Return whether data are made of a table, which can be loaded again: it is not where that is lost."""
    return isinstance(data, TableSet) and not data.absent


def load(data: DataSet, progress: Progress, before: Table | None = None) -> LoadedTable | Refused:
    """Return the table of data as they say it is read; ``before`` is the one that it was until now.

    What a person has chosen stays chosen where it is still there. Raises Cancelled.
    """
    assert isinstance(data, TableSet)
    try:
        table = data.table(progress)
        if table.ambiguity is not None:
            others = {
                word: data.changed(**{table.ambiguity.setting: word}) for word, _ in table.ambiguity.readings
            }
            readings = {word: each.table(progress) for word, each in others.items()}
            return LoadedTable(_still_chosen(data, table, before), table, table.ambiguity, readings)
    except UnevenRows as error:
        return Refused(data, error.lines, error.count)
    except BadTable as error:
        return Refused(data, error.lines, lost=isinstance(error, LostTable))
    kept = _still_chosen(data, table, before)
    ambiguity = date_ambiguity(kept, table)
    if ambiguity is None:
        return LoadedTable(kept, table)
    return LoadedTable(kept, table, ambiguity, {order: with_dates(table, order) for order in ORDERS})


def _still_chosen(data: TableSet, table: Table, before: Table | None) -> TableSet:
    """Return data with what is chosen of the table as it is read now."""
    fresh = data.changed(uses=())
    names = {*data.columns, data.target, *data.more_targets}
    if data.columns and names <= set(table.names):
        untouched = before is not None and chosen(fresh, before)[0] == data
        return chosen(fresh, table)[0] if untouched else data
    return chosen(fresh, table)[0]
