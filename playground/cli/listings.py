"""What there is to choose from, as lines for the terminal: shipped presets, and parts with their settings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from playground.experiment import presets
from playground.parts.counts import number
from playground.parts.part import Part, families, family
from playground.parts.setting import Setting, settings

INDENT = " " * 25


def shipped() -> Iterator[str]:
    """Yield the shipped presets and lessons, each with its reason."""
    experiments = {name: presets.load(name) for name in presets.shipped()}
    for heading, taught in (("Presets", False), ("Lessons", True)):
        yield f"\n{heading}" if taught else heading
        for name, experiment in experiments.items():
            if bool(experiment.lesson) == taught:
                yield f"  {name:<22} {experiment.title}"
                yield textwrap.fill(experiment.reason, 100, initial_indent=INDENT, subsequent_indent=INDENT)


def family_words() -> dict[str, type[Part]]:
    """Return the families by their names as one word."""
    return {name.replace(" ", "-"): base for name, base in families().items()}


def parts(chosen: str | None) -> Iterator[str]:
    """Yield the parts of a family, or of all, each with its settings."""
    for word, base in family_words().items():
        if chosen in (None, word):
            yield word
            for kind, part in family(base).items():
                yield f"  {kind:<22} {(part.__doc__ or '').partition(chr(10))[0]}"
                yield from (f"  {'':<22}   {_line(field)}" for field in settings(part))


def _line(field: Setting) -> str:
    default = field.default.kind if isinstance(field.default, Part) else field.default
    limits = ""
    if field.least is not None and field.most is not None:
        limits = f", {number(field.least)} to {number(field.most)}"
    brief = textwrap.shorten(str(default), 60, placeholder=" …")
    return f"{field.name} = {brief}{limits}: {field.help}"
