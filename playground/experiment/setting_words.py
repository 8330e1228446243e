"""The path of a setting and its value in the words of a sentence, for settings that need not be there."""

from __future__ import annotations

from typing import Any

from playground.parts.part import families, family


def spoken(path: str) -> str:
    """Return a path in words: ``layers[0].activation.kind`` is the activation of layer 1."""
    words = []
    for name in path.removesuffix(".kind").split("."):
        first, *numbers = name.replace("]", "").replace("_", " ").split("[")
        places = ", ".join(str(int(number) + 1) for number in numbers if number.isdigit())
        one = first.removesuffix("es" if first.endswith("ses") else "s")
        words.append(f"{one} {places}" if places else f"the {first}")
    return " of ".join(reversed(words))


def titled(value: str) -> str:
    """Return what the forms call the parts of a kind, such as He normal for he-normal; else the value."""
    titles = {family(base)[value].title for base in families().values() if value in family(base)}
    return titles.pop() if len(titles) == 1 else value


def setting_at(value: Any, path: str) -> Any:
    """Return the setting at a path such as ``layers[0].units``. Raises LookupError."""
    for name in path.replace("[", ".").replace("]", "").split("."):
        if name.isdigit() and isinstance(value, tuple):
            value = value[int(name)]
        elif hasattr(value, name):
            value = getattr(value, name)
        else:
            raise LookupError(path)
    return value
