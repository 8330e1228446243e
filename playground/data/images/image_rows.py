"""Images in text files, a row each: a label and 64 or 784 pixels, MNIST's usual form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.images.pictures import Pictures, Pixels, classes_of, together, white_of
from playground.files.reading import Cancelled, Progress
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import shown

SIDES = {64: 8, 784: 28}
"""Sides of square images by how many pixels they have."""
LABELS = ("label", "labels", "class", "target", "digit", "y")
"""Names, in small letters, of the column with the labels."""
PIECE = 1000
"""Rows between two questions whether to go on."""
LONGEST = 20_000
"""Characters that a row may have."""
ROWS = 100_000
Where = Literal["first", "last"]


def read_rows(data: bytes, where: Where, progress: Progress) -> Pictures:
    """Return the images in the bytes of a text. Raises Unreadable, Cancelled.

    ``where`` says which column has the labels, if no name above it does.
    """
    if max(data.count(b"\n"), data.count(b"\r")) > 2 * ROWS:
        raise Unreadable(f"more than {grouped(2 * ROWS)} lines")
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    if not lines:
        raise Unreadable("there is nothing in it")
    if b"\0" in lines[0]:
        raise Unreadable("not a text file: it has bytes that are zero")
    _check_length(lines[0], 1)
    delimiter = max((b",", b";", b"\t"), key=lines[0].count)
    cells = lines[0].split(delimiter)
    header = not (_is_number(cells[0]) and _is_number(cells[-1]))
    if len(cells) - 1 not in SIDES:
        columns = "1 column" if len(cells) == 1 else f"{grouped(len(cells))} columns"
        raise Unreadable(f"{columns}, and a label with 64 or 784 pixels is needed: 65 or 785 columns")
    label = _label(cells, where) if header else _unnamed(cells, where)
    rows = lines[1:] if header else lines
    if not 0 < len(rows) <= ROWS:
        raise Unreadable(f"{grouped(len(rows))} images; 1 to {grouped(ROWS)} can be read")
    pieces, labels = list[Pixels](), list[npt.NDArray[np.float32]]()
    for start in range(0, len(rows), PIECE):
        if not progress(start / len(rows)):
            raise Cancelled
        numbers = _numbers(rows[start : start + PIECE], delimiter, len(cells), start + header + 1)
        labels.append(numbers[:, label])
        pieces.append(_small(np.delete(numbers, label, axis=1)))
    found, names = classes_of("the text", np.concatenate(labels))
    pixels = together(pieces)
    side = SIDES[pixels.shape[1]]
    return Pictures(pixels.reshape(-1, 1, side, side), found, names, 0, white_of(pixels))


def _label(cells: list[bytes], where: Where) -> int:
    """Return the column with the labels, by its name if it has one that tells."""
    names = [cell.strip().strip(b'"').decode("latin-1").lower() for cell in cells]
    known = [names.index(name) for name in LABELS if name in names]
    return known[0] if known else _unnamed(names, where)


def _unnamed(cells: Sequence[object], where: Where) -> int:
    return 0 if where == "first" else len(cells) - 1


def _numbers(rows: list[bytes], delimiter: bytes, width: int, first: int) -> npt.NDArray[np.float32]:
    """Return the numbers (rows, width) of some rows, of which the ``first`` has this number."""
    for i, row in enumerate(rows, first):
        _check_length(row, i)
        count = row.count(delimiter) + 1
        if count != width:
            cells = "1 cell" if count == 1 else f"{grouped(count)} cells"
            raise Unreadable(f"row {grouped(i)} has {cells}, and the first row has {width}")
    try:
        with np.errstate(over="ignore"):
            found = map(float, delimiter.join(rows).split(delimiter))
            numbers = np.fromiter(found, float).astype(np.float32).reshape(-1, width)
    except ValueError:
        raise Unreadable(_said(rows, delimiter, first)) from None
    if not np.isfinite(numbers).all():
        place = int(np.flatnonzero(~np.isfinite(numbers).all(axis=1))[0])
        raise Unreadable(f"row {grouped(first + place)} has a number that is not finite")
    return numbers


def _check_length(row: bytes, number: int) -> None:
    if len(row) > LONGEST:
        raise Unreadable(f"row {grouped(number)} has more than {grouped(LONGEST)} characters")


def _is_number(cell: bytes) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _said(rows: list[bytes], delimiter: bytes, first: int) -> str:
    """Return where the first cell is that is no number."""
    for at, line in enumerate(rows, first):
        for cell in line.split(delimiter):
            if not _is_number(cell):
                return f"row {grouped(at)} has {shown(cell.decode('latin-1'))}, which is not a number"
    return "there is a cell that is not a number"


def _small(numbers: npt.NDArray[np.float32]) -> Pixels:
    """Return numbers as bytes if that is what they are."""
    small = numbers.clip(0.0, 255.0).astype(np.uint8)
    return small if np.array_equal(small, numbers) else numbers
