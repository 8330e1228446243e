"""A table whose file may be lost while something is known of it: what weights say that were trained on it."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from playground.data.samples import Points
from playground.data.tables.files import checksum, content
from playground.data.tables.outline import Outline
from playground.data.tables.table_file import PASTED, TableFile
from playground.files.reading import Progress
from playground.parts.setting import setting
from playground.parts.text import name_of


class OutlinedTable(TableFile):
    """A table in a file; without it there are no samples, but what they would be like may be known."""

    outline: str = setting(
        "", "What is known of the table where its file is not here.", longest=PASTED, in_form=False
    )

    @property
    def known(self) -> Outline | None:
        """What is known of the table if its file is not here; None if it is, or nothing is known."""
        if not self.outline or not self.lost:
            return None
        try:
            return Outline.recalled(self.outline)
        except ValueError:
            return None

    @property
    def absent(self) -> bool:
        return self.known is not None

    def misfit(self) -> tuple[str, str] | None:
        if self.absent:
            return "path", f"{name_of(Path(self.path).name)} {self.lost}: import it to go on training"
        return super().misfit()

    def read_from(self, path: Path, progress: Progress) -> Self:
        """Return the data in a file that is said to be the one. Raises BadTable, Cancelled."""
        whole = path.absolute()
        return self.changed(path=str(whole), checksum=checksum(content(whole, progress)), outline="")

    def none(self) -> Points:
        known = self.known
        return super().none() if known is None else known.points()
