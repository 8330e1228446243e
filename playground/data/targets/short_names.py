"""Names that fit where there is little room, and still tell apart what they name."""

from __future__ import annotations


def short_names(names: tuple[str, ...], longest: int) -> tuple[str, ...]:
    """Return names of at most so many characters, all different if the names are."""
    return tuple(_short(names, i, longest) for i in range(len(names)))


def _short(names: tuple[str, ...], i: int, longest: int) -> str:
    found = [cut(name, longest) for name in names]
    if found.count(found[i]) > 1:  # the ends tell apart what begins alike
        half = longest // 2
        found = [name if len(name) <= longest else f"{name[: half - 1]}…{name[-half:]}" for name in names]
    return found[i] if found.count(found[i]) == 1 else f"{i + 1} {cut(names[i], longest - 2)}"


def cut(name: str, most: int) -> str:
    """Return a name in at most so many characters."""
    return name if len(name) <= most else f"{name[: most - 1]}…"
