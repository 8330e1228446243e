"""A table whose file may be lost while something is known of it: what weights say that were trained on it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from playground.data.tables.files import checksum, content
from playground.data.tables.table_file import TableFile
from playground.data.tables.table_outline import TableOutline
from playground.files.reading import Progress


class OutlinedTable(TableFile):
    """A table in a file; without it there are no samples, but its columns may be known."""

    sought: ClassVar[str] = "import"
    came: ClassVar[str] = "imported"

    @property
    def known(self) -> TableOutline | None:
        found = super().known
        assert found is None or isinstance(found, TableOutline)
        return found

    @classmethod
    def recalled(cls, text: str) -> TableOutline:
        return TableOutline.recalled(text)

    def read_from(self, path: Path, progress: Progress) -> Self:
        """Return the data in a file that is said to be the one. Raises BadTable, Cancelled."""
        whole = path.absolute()
        return self.changed(path=str(whole), checksum=checksum(content(whole, progress)), outline="")
