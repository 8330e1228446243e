"""What is wrong with a description, in one line for every fault: where, what, and what was meant."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError

from playground.parts.counts import grouped, number
from playground.parts.description import Description
from playground.parts.part import Part, family
from playground.parts.setting import settings
from playground.parts.text import meant, shortened, shown

FEW = 5
"""Of faults of one sort in one list so many are said; the rest is counted."""
NOUNS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "string_type": "a text",
    "string_unicode": "a text",
    "tuple_type": "a list",
    "model_type": "an object",
}


def faults(error: ValidationError, root: type[Description]) -> list[str]:
    """Return one line for every fault: the path to it, what is wrong, and what was probably meant."""
    alike: dict[Any, int] = {}
    lines = []
    for line in error.errors(include_url=False):
        key = next((line["loc"][:i] for i, step in enumerate(line["loc"]) if isinstance(step, int)), None)
        alike[key, line["type"]] = count = alike.get((key, line["type"]), 0) + 1
        if key is None or count <= FEW:
            lines.append(_fault(line, root))
    lists = {key: count - FEW for (key, _), count in alike.items() if key is not None and count > FEW}
    return [*lines, *(f"{path(key)}: {grouped(count)} more like these" for key, count in lists.items())]


def _fault(line: Any, root: type[Description]) -> str:
    where, context, value = path(line["loc"]), line.get("ctx", {}), line["input"]
    match line["type"]:
        case "extra_forbidden":
            text = "no such setting" + meant(line["loc"][-1], _siblings(line["loc"], root))
        case "missing":
            text = "is missing"
        case "greater_than_equal":
            text = f"{shown(value)} is below {number(context['ge'])}"
        case "greater_than":
            text = f"{shown(value)} is not above {number(context['gt'])}"
        case "less_than_equal":
            text = f"{shown(value)} is above {number(context['le'])}"
        case "less_than":
            text = f"{shown(value)} is not below {number(context['lt'])}"
        case "finite_number":
            text = f"{shown(value)} is not a finite number"
        case "literal_error":
            text = f"{shown(value)} is not one of {context['expected'].replace(chr(39), chr(34))}"
        case "string_too_long":
            text = f"longer than {grouped(context['max_length'])} characters"
        case "too_long":
            text = f"{grouped(context['actual_length'])} are more than {grouped(context['max_length'])}"
        case "part":
            text = line["msg"]
        case "value_error":
            text = str(context["error"])
        case kind if kind in NOUNS:
            text = f"{shown(value)} is not {NOUNS[kind]}"
        case _:
            text = f"{shown(value)}: {line['msg'][0].lower()}{line['msg'][1:]}"
    return f"{where}: {text}" if where else text


def _siblings(loc: tuple[Any, ...], root: type[Description]) -> list[str]:
    """The settings that stand beside a misspelt one; those of a part are named by the part itself."""
    beside: Any = root
    for step in loc[:-1]:
        if isinstance(step, int):
            beside = get_args(beside)[0]
        else:  # a family has no settings of its own, but its members have
            members = family(beside).values() if issubclass(beside, Part) else ()
            has = next(each for each in (beside, *members) if step in each.model_fields)
            beside = has.model_fields[step].annotation
    return [field.name for field in settings(beside)]


def path(loc: tuple[Any, ...]) -> str:
    """Write a location as ``layers[0].activation.kind``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return shortened(text.removeprefix("."), 120)
