"""Rows that stand between names and data: units, and lines that are drawn; and cells with nothing in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playground.data.tables.gaps import EMPTY
from playground.data.tables.numerals import is_numeral

UNIT = re.compile(
    r"[\[(<].*[\])>]|\S{0,7}[°²³%‰·^µμ/Ω€$£]\S{0,7}|[kmcdµnp]?m|[kmµn]?g|[mµnp]?s|min|h|d|K|C|F|[hkM]?Pa|m?bar|"
    r"[kmµ]?V|[mµn]?A|[kM]?Wh?|k?J|[km]?N|[kMG]?Hz|[mµn]?mol|[mµcdh]?[lL]|[mµn]M|k?cal|[kMG]?eV|[kMG]?B|kn|"
    r"mi|ft|in|lbs?|oz|yd|mph|kmh|rpm|pp[mbt]|dB[Am]?|ohms?|lx|cd|Bq|Gy|Sv|px|pixels?|[A-Z]{3}|"
    r"years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|counts?|cts|cps|"
    r"a\.?u\.?|AU|arb\. ?u(?:nits?|\.)?|Stk\.?|pcs\.?|n/a|-+|–|—"
)
ENDLESS = re.compile(r"[-+−]?(?:inf(?:inity)?|∞)", re.IGNORECASE)
ROUGH = re.compile(r"(?:[<>≤≥~≈±]=?|ca?\.|approx\.?|about)\s*(\S.*)", re.IGNORECASE)
SINGLE = re.compile(r"[^\W\d][\w.]*")
RULE = re.compile(r"[-=+:|_]{2,}")


def is_gap(cell: str) -> bool:
    """Return whether a cell has nothing in it, or a number that has no end."""
    return cell.strip().lower() in EMPTY or ENDLESS.fullmatch(cell.strip()) is not None


def is_rough(cell: str) -> bool:
    """Return whether a cell holds a number that is only about right, or a bound: <0.1, ~1000, c. 1850."""
    found = ROUGH.fullmatch(cell.strip())
    return found is not None and is_numeral(found[1])


def is_rule(row: Sequence[str]) -> bool:
    """Return whether a row is a line under the names."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and all(map(RULE.fullmatch, filled))


def are_units(row: Sequence[str]) -> bool:
    """Return whether a row says units; a column without one may say so, but not all of them."""
    filled = [cell.strip() for cell in row if cell.strip()]
    units = [cell for cell in filled if UNIT.fullmatch(cell)]
    return not all(map(is_gap, units)) and 2 * len(units) >= len(filled)


def stands_under_names(row: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether a row says units of the columns that are named above it, or what the names mean."""
    return are_units(row) or _explains(row, above)


def _explains(row: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether a row has several words where the one above has single ones, as surveys do."""
    names, texts = [cell.strip() for cell in above], [cell.strip() for cell in row]
    if (
        len(names) < 3
        or len(names) != len(texts)
        or len(set(names)) < len(names)
        or not all(map(SINGLE.fullmatch, names))
    ):
        return False
    longer = all(len(text) > len(name) for name, text in zip(names, texts, strict=True))
    return longer and 2 * sum(" " in text for text in texts) > len(texts)
