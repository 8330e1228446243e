"""Characters as inputs and as classes: those that cannot be seen are called by a sign."""

from __future__ import annotations

SEEN = {" ": "␣", "\n": "↵", "\t": "⇥"}
"""What characters are called that are not to be seen."""
_MEANT = {sign: character for character, sign in SEEN.items()}


def sign_of(character: str) -> str:
    """Return how a character is shown."""
    return SEEN.get(character, character)


def character_of(sign: str) -> str:
    """Return the character that is shown so."""
    return _MEANT.get(sign, sign)
