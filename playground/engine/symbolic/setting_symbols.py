"""The settings of a part, as symbols of its formulas."""

from __future__ import annotations

from typing import Any

from playground.engine.symbolic.expressions import Symbol, symbol
from playground.parts.part import Part
from playground.parts.setting import Setting, settings


def setting_symbol(part: Part, name: str, place: int | None = None) -> Symbol:
    """Return one of a part's settings; ``place``, from 0, is which number of a setting that is a row of them.

    Raises LookupError for a setting that has declared no letter.
    """
    found = next((each for each in settings(type(part)) if each.name == name and each.letter), None)
    if found is None:
        raise LookupError(f"{part.kind} has no setting {name} with a letter")
    value = getattr(part, name)
    return symbol_for(found, value) if place is None else symbol_for(found, value[place], str(place + 1))


def symbol_for(setting: Setting, value: Any, index: str = "") -> Symbol:
    """Return a setting with a letter, for a value that it may have."""
    letter, _, own = setting.letter.partition("_")
    return symbol(letter, value, own or index, means=setting.help)
