"""Data that are made of a table: where it comes from, and what is said where it cannot be read."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable
from pathlib import Path
from typing import Self

from playground.data.cache import Cache
from playground.data.file_set import FileSet, Misfit, stamp_of
from playground.data.tables.dates import DateOrder
from playground.data.tables.dialect import ENCODINGS, Decimal, Dialect, Encoding, FirstRow, Separator
from playground.data.tables.files import checksum, content, read_bytes
from playground.data.tables.table import LARGEST, BadTable, Column, LostTable, Table, UnevenRows
from playground.data.tables.text import read_text
from playground.files.reading import Progress, read, unheard
from playground.parts.counts import grouped
from playground.parts.setting import Words, setting
from playground.parts.text import meant, name_of, shown

PASTED = 2_000_000
"""Characters that a pasted table can have: it stands in the preset."""
AUTOMATIC = {"-1": "Automatic"}
"""What the number is called with which lines are left out as they look."""
CACHE = Cache[Table](4)


class TableFile(FileSet):
    """A table from a CSV, TSV or NPZ file, or what was pasted from a spreadsheet."""

    path: str = setting(
        "", "The file, relative to the preset's folder.", longest=4096, label="File", in_form=False
    )
    text: str = setting("", "The table itself, if it was pasted.", longest=PASTED, in_form=False)
    first_row: FirstRow = setting(
        "automatic", "Whether the first row holds column names or data.", in_form=False
    )
    skip: int = setting(
        -1,
        "Lines above the table that are left out; automatic (−1) are those that seem to be none of it.",
        ge=-1,
        le=10_000,
        label="Lines to skip",
        called=AUTOMATIC,
        in_form=False,
    )
    below_names: int = setting(
        -1,
        "Rows under the names that are left out, of units or types; automatic (−1) are those that look so.",
        ge=-1,
        le=100,
        label="Skip below",
        called=AUTOMATIC,
        in_form=False,
    )
    skip_below: int = setting(
        -1,
        "Rows below the data that are left out, with sums or notes; automatic (−1) are those that look so.",
        ge=-1,
        le=100,
        label="Skip at end",
        called=AUTOMATIC,
        in_form=False,
    )
    separator: Separator = setting(
        "automatic", "What stands between cells; blanks are any number of them.", in_form=False
    )
    decimal: Decimal = setting(
        "automatic",
        "What stands before the decimals; the other sign may stand between thousands.",
        label="Decimal sign",
        in_form=False,
    )
    dates: DateOrder = setting(
        "automatic", "Which of two numbers is the day where dates leave it open.", in_form=False
    )
    encoding: Encoding = setting(
        "automatic", "How letters are written in the file.", in_form=False, called=ENCODINGS
    )
    sheet: str = setting(
        "", "The sheet of a workbook; by default the first that is not empty.", longest=100, in_form=False
    )
    gaps: Words = setting(
        (),
        "Further words that stand where there is no value.",
        longest=20,
        label="Gap words",
        in_form=False,
    )
    whole_rows: bool = setting(
        False, "Leave out rows that cannot be read or have another number of cells.", in_form=False
    )

    @classmethod
    def checksum_of(cls, path: Path) -> str:
        return checksum(read(path, LARGEST))

    def prepare(self, progress: Progress) -> None:
        with contextlib.suppress(BadTable):  # which is said where the points are asked for
            self.table(progress)

    @property
    def dialect(self) -> Dialect:
        """How the table is read."""
        return Dialect(
            self.skip,
            self.first_row,
            self.below_names,
            self.skip_below,
            self.separator,
            self.decimal,
            self.encoding,
            self.sheet,
            self.gaps,
            self.whole_rows,
        )

    def as_read(self) -> Self:
        """Return the data with all that was guessed of the table put down. Raises BadTable, Cancelled."""
        table = self.table()
        found = self.changed(**vars(table.dialect)) if table.from_text else self
        CACHE.get(found._source, lambda: table)
        return found

    def table(self, progress: Progress = unheard) -> Table:
        """Return the whole table. Raises BadTable, and Cancelled when ``progress`` answers False."""
        if self.text:
            return CACHE.get(self._source, lambda: self._read_text(progress))
        if not self.path:
            raise BadTable(["no file is chosen: import one"])
        return CACHE.get(self._source, lambda: self._read(content(Path(self.path), progress), progress))

    def table_in(self, data: bytes, progress: Progress) -> Table:
        """Return the whole table, where the file has been read already. Raises BadTable, Cancelled."""
        return CACHE.get(self._source, lambda: self._read(data, progress))

    def _read(self, data: bytes, progress: Progress) -> Table:
        if self.checksum and checksum(data) != self.checksum:
            raise LostTable([f"has changed since it was {self.came}: {self.sought} it again"])
        return read_bytes(data, "".join(Path(self.path).suffixes[-2:]), progress, self.dialect)

    @property
    def _source(self) -> Hashable:
        """What a table is read from and how."""
        file = (self.path, self.checksum, stamp_of(self.path)) if self.path else ()
        return self.text, file, self.dialect

    def _read_text(self, progress: Progress) -> Table:
        return read_text(self.text, self.dialect, progress)

    def left_out(self) -> str:
        try:
            return self.table().left_out
        except BadTable:
            return ""

    def table_or_misfit(self) -> Table:
        """Return the whole table. Raises Misfit."""
        try:
            return self.table()
        except UnevenRows as error:
            rows = "1 row" if error.count == 1 else f"{grouped(error.count)} rows"
            text = f"{rows} cannot be used ({error.lines[0]}): leave them out"
            raise Misfit("whole_rows", text) from error
        except BadTable as error:
            name = f"{name_of(Path(self.path).name)}: " if self.path else ""
            raise Misfit("path", name + error.lines[0]) from error

    def found(self, table: Table, name: str, setting: str) -> Column:
        """Return the column that a setting names. Raises Misfit."""
        if not name:
            raise Misfit(setting, "choose a column")
        try:
            return table[name]
        except KeyError:
            text = f"the table has no column {shown(name)}{meant(name, table.names[:12])}"
            raise Misfit(setting, text) from None
