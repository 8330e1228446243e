"""Cells in which nothing stands: empty ones, and what programs write where they have no value."""

from __future__ import annotations

from collections.abc import Collection

EMPTY = frozenset(
    (
        *("", "na", "n/a", "#n/a", "<na>", "n.a.", "#na", "nan", "-nan", "nat", "null", "(null)", "<null>"),
        *("nil", "none", "-", "--", "---", "–", "—", "?", ":", ".", "..", "...", "\\n", "k.a.", "missing"),
        *("nd", "n.d.", "n/d", "n.v.", "s.d.", "(blank)", "(leer)", "*", "**", "***"),
        *("#n/a n/a", "#value!", "#ref!", "#div/0!", "#num!", "#name?", "#null!", "#wert!", "#bezug!", "#nv"),
        *("-1.#ind", "1.#qnan", "-1.#qnan", "1.#ind"),
    )
)
"""Cells, in small letters, that are empty in a column of numbers."""
ANSWERS = frozenset(
    ("nd", "n.d.", "s.d.", "*", "**", "***", "none", "nil", "-", "--", "---", "–", "—", "missing")
)
"""Of these, cells that are answers in a column of words: there "none" is one, and so is "-" beside "+"."""
SODIUM = "Na"
"""In a column of words this is one: programs write NA, and people n.a."""
GAPS = EMPTY - ANSWERS
"""Cells that are empty in a column of words, too."""


def known_gaps(numeric: bool, further: Collection[str] = ()) -> frozenset[str]:
    """Return what counts as empty in a column of numbers or of words, with a person's ``further`` words."""
    return (EMPTY if numeric else GAPS) | {word.strip().lower() for word in further}
