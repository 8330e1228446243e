"""How many tables are cut rightly into cells here, and how many by the dialect that clevercsv finds.

    python tests/bench/against_clevercsv.py

Both are given the same decoded text, below lines of remarks. A table is cut rightly if its last rows, as many
as it has, have as many cells as it has columns, and its words are among them; empty cells at the end and
quotation marks are not counted. The tables are those drawn by the test of drawn tables, the cases, and what
statsmodels ships, where it is installed, as it is and written in three ways. Needs clevercsv.
"""

import csv
import io
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import clevercsv
from hypothesis import HealthCheck, Phase, given, settings

from playground.data.tables.encoding import decoded
from playground.data.tables.files import read_bytes
from playground.data.tables.lines_above import below_remarks
from playground.data.tables.separators import guess_cut
from playground.data.tables.text_rows import Broken, rows_in
from tests.data.test_drawn_tables import tables

CASES = Path(__file__).parents[1] / "data" / "cases"
DRAWN = 300
OTHERWISE = {"modechoice": ";", "spector": " ", "anes96": "\t", "E6_jmulti": " "}
"""What separates cells in those files of statsmodels that have no commas."""
Rows = list[list[str]]


def here(text: str) -> Rows:
    """Return the rows as they are cut here."""
    return [row for _, _, row in rows_in(text, guess_cut(text)) if not isinstance(row, Broken)]


def clever(text: str) -> Rows:
    """Return the rows as clevercsv's dialect cuts them; none where it finds none."""
    try:
        dialect = clevercsv.Sniffer().sniff(text[:20_000])
        return [*clevercsv.reader(io.StringIO(text, newline=""), dialect)] if dialect else []
    except (clevercsv.Error, ValueError, TypeError):
        return []


def right(rows: Rows, columns: int, count: int, words: set[str]) -> bool:
    """Return whether rows are those of a table of this size, with these words among its cells."""
    rows = [[cell.strip().strip("'\"") for cell in row] for row in rows if any(map(str.strip, row))]
    last = rows[-count:]
    whole = all(len(row) >= columns and not any(row[columns:]) for row in last)
    return len(last) == count and whole and words <= {cell for row in rows for cell in row}


def cases() -> Iterator[tuple[str, int, int, set[str]]]:
    """Yield texts, and the size and words of their tables, which the tests say are read rightly."""
    for path in sorted(CASES.iterdir()):
        if path.suffix in (".csv", ".txt"):
            table = read_bytes(path.read_bytes(), path.suffix)
            words = {word for column in table.columns for word in column.words}
            yield decoded(path.read_bytes())[0], len(table.columns), table.rows, words


def drawn() -> Iterator[tuple[str, int, int, set[str]]]:
    """Yield texts of drawn tables."""
    found = []

    @settings(max_examples=DRAWN, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=[*HealthCheck])  # fmt: skip
    @given(tables())
    def draw(table: object) -> None:
        found.append(table)

    draw()
    for each in found:
        words = {
            " ".join(word.split()) for column in each.columns for word in column if isinstance(word, str)
        }
        words = {word for word in words if '"' not in word and "'" not in word}
        count = sum(any(cell is not None for cell in row) for row in zip(*each.columns, strict=True))
        yield each.text, len(each.columns), count, words


def shipped() -> Iterator[tuple[str, int, int, set[str]]]:
    """Yield texts of the files of statsmodels: as they are, and in three ways."""
    if find_spec("statsmodels") is None or find_spec("pandas") is None:
        return
    import pandas
    import statsmodels

    for path in sorted(Path(statsmodels.__file__).parent.glob("datasets/*/*.csv")):
        separator = OTHERWISE.get(path.stem, ",")
        quote = "'" if separator in " \t" else '"'
        head = None if path.stem == "E6_jmulti" else "infer"
        frame = pandas.read_csv(path, sep=separator, quotechar=quote, header=head)
        ways: list[dict[str, object]] = [{}, {"sep": ";", "decimal": ","}, {"sep": "\t"}]
        for text in (path.read_text(), *(frame.to_csv(index=False, **way) for way in ways)):
            yield text, frame.shape[1], len(frame), set()


def compare(name: str, found: Iterator[tuple[str, int, int, set[str]]]) -> None:
    """Print how many of some tables both cut rightly, and how long it took."""
    taken: dict[Callable[[str], Rows], float] = {here: 0.0, clever: 0.0}
    hits, count = dict.fromkeys(taken, 0), 0
    for text, columns, rows, words in found:
        count += 1
        table = below_remarks(text)[1]
        for cut in taken:
            begun = time.perf_counter()
            hits[cut] += right(cut(table), columns, rows, words)
            taken[cut] += time.perf_counter() - begun
    if count:
        print(
            f"{name:12} {count:6} tables: here {hits[here]} in {taken[here]:.1f} s, "
            f"clevercsv {hits[clever]} in {taken[clever]:.1f} s",
            flush=True,
        )


def main() -> int:
    """Compare on all tables."""
    csv.field_size_limit(10**8)
    warnings.simplefilter("ignore")
    for name, found in (("cases", cases()), ("drawn", drawn()), ("statsmodels", shipped())):
        compare(name, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
