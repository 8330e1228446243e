"""How a table's text is to be read: what a person may say, and what is guessed where nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FirstRow = Literal["automatic", "names", "data"]
"""What the first row of a table holds: names of the columns, or data as the rest; or what it looks like."""
Decimal = Literal["automatic", "point", "comma"]


@dataclass(frozen=True)
class Dialect:
    """How to read a table; of one that was read, how it was read."""

    first_row: FirstRow = "automatic"
    decimal: Decimal = "automatic"
    gaps: tuple[str, ...] = ()
    """Further cells that are empty, in any letters."""
    whole_rows: bool = False
    """Whether rows that cannot be read or have another number of cells are left out."""


AS_IT_LOOKS = Dialect()
"""Everything is guessed."""
