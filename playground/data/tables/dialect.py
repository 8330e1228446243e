"""How a table's text is to be read: what a person may say, and what is guessed where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FirstRow = Literal["automatic", "names", "data"]
"""What the first row of a table holds: names of the columns, or data as the rest; or what it looks like."""
Separator = Literal["automatic", "tab", "semicolon", "bar", "comma", "blanks", "none", "colon"]
"""What stands between cells; blanks are any number of them."""
Decimal = Literal["automatic", "point", "comma"]

Encoding = Literal[
    "automatic",
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "mac-roman",
    "cp437",
    "cp850",
    "koi8-r",
    "shift-jis",
    "gb18030",
    "big5",
    "euc-kr",
]

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "windows-1252": "Windows-1252, Western",
    "windows-1250": "Windows-1250, Central European",
    "windows-1251": "Windows-1251, Cyrillic",
    "windows-1253": "Windows-1253, Greek",
    "windows-1254": "Windows-1254, Turkish",
    "windows-1257": "Windows-1257, Baltic",
    "iso-8859-1": "ISO 8859-1, Western",
    "iso-8859-2": "ISO 8859-2, Central European",
    "iso-8859-15": "ISO 8859-15, Western",
    "mac-roman": "Mac Roman",
    "cp437": "CP437, DOS",
    "cp850": "CP850, DOS",
    "koi8-r": "KOI8-R, Cyrillic",
    "shift-jis": "Shift JIS, Japanese",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
    "euc-kr": "EUC-KR, Korean",
}
"""What encodings are called in a form."""


@dataclass(frozen=True)
class Dialect:
    """How to read a table; of one that was read, how it was read."""

    skip: int = -1
    """Lines above the table, with its names, that are left out; -1 for as many as seem to be none of it."""
    first_row: FirstRow = "automatic"
    below_names: int = -1
    """Rows between the names and the data that are left out: units, types; -1 for what looks like those."""
    skip_below: int = -1
    """Rows below the data that are left out: sums, where they are from; -1 for what looks like those."""
    separator: Separator = "automatic"
    decimal: Decimal = "automatic"
    encoding: Encoding = "automatic"
    sheet: str = ""
    """The sheet of a workbook; the first one that is not empty, if none is named."""
    gaps: tuple[str, ...] = ()
    """Further cells that are empty, in any letters."""
    whole_rows: bool = False
    """Whether rows that cannot be read or have another number of cells are left out."""


AS_IT_LOOKS = Dialect()
"""Everything is guessed."""
PLAIN_CSV: Mapping[str, Any] = {
    "first_row": "names",
    "separator": "comma",
    "decimal": "point",
    "skip": 0,
    "below_names": 0,
    "skip_below": 0,
}
"""Of CSV that the program itself has written nothing of this is guessed."""
