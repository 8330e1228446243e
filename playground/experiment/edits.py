"""Edits of an experiment: a setting replaced by its path, what differs, and what a run keeps of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from playground.engine.parameters import Layout
from playground.experiment.experiment import Experiment
from playground.experiment.lessons import Control
from playground.files import strict_json
from playground.parts.description import Description
from playground.parts.errors import faults, path
from playground.parts.part import Part
from playground.parts.setting import settings
from playground.parts.text import shortened, shown

Steps = tuple[str | int, ...]
LOCKS: dict[Control, tuple[str, ...]] = {
    "data": ("data", "reconstruct", "split", "features"),
    "layers": ("layers", "output"),
    "training": (
        "loss",
        "optimizer",
        "regularizer",
        "batch_size",
        "schedule",
        "clipping",
        "shuffle",
        "initializer",
        "precision",
        "stop",
    ),
}
"""What a lesson keeps that locks these controls, in the order in which the training panel shows its own.

Another start, from another seed, is always allowed.
"""
STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d{1,100})\]")


def steps(text: str) -> Steps:
    """Read a path as errors print it: ``layers[0].units``. Raises ValueError."""
    found = [int(index) if index else name for name, index in STEP.findall(text)]
    if not found or path(tuple(found)) != text:
        raise ValueError(f"{shown(text)} is not a path such as layers[0].units")
    return tuple(found)


def edited(experiment: Experiment, where: Steps, value: Any) -> Experiment:
    """Return the experiment with one setting replaced.

    A new ``kind`` keeps every setting that both kinds have; a part may be named by its kind alone.
    Raises ValidationError for a value that is out of range, LookupError for a list that is too short.
    """
    return thawed(experiment, Experiment.model_validate(_replaced(experiment, where, value)))


def thawed(old: Experiment, new: Experiment) -> Experiment:
    """Return an edited experiment in which nothing is frozen that now stands for something else."""
    if not new.frozen or new.frozen != old.frozen or _places(old) == _places(new):
        return new
    return new.changed(frozen=())


def _places(experiment: Experiment) -> list[tuple[str, Layout]] | None:
    """Return all that decides which parameter stands where; None while layers do not fit each other."""
    try:
        network = experiment.network()
    except ValueError:
        return None
    return list(zip(network.names(), network.layouts, strict=True))


def _replaced(old: Any, where: Steps, value: Any) -> Any:
    if not where:
        return _renamed(old, value) if isinstance(old, Part) and isinstance(value, str) else value
    step, rest = where[0], where[1:]
    if isinstance(old, tuple) and isinstance(step, int):
        if step >= len(old):
            raise LookupError(f"[{step}] is past the end of a list of {len(old)}")
        return tuple(_replaced(item, rest, value) if i == step else item for i, item in enumerate(old))
    if not isinstance(old, Description) or not isinstance(step, str):
        raise LookupError(f"{shown(str(step))} is not inside a value")
    if step == "kind" and not rest and isinstance(value, str):
        return _renamed(old, value) if isinstance(old, Part) else {"kind": value}
    fields = {name: getattr(old, name) for name in type(old).model_fields}
    if rest and step not in fields:
        return fields | {step: value}  # validation names it, and what was probably meant
    return fields | {step: _replaced(fields.get(step), rest, value)}


def _renamed(part: Part, kind: str) -> Any:
    try:
        return part.become(kind)
    except KeyError:
        return {"kind": kind}  # validation names it, and what was probably meant


def assigned(experiment: Experiment, assignment: str) -> Experiment:
    """Carry out ``path=value``, the value being JSON or a plain word. Raises ValueError in one line."""
    where, equals, word = assignment.partition("=")
    if not equals:
        raise ValueError(f"{shown(assignment)} is not PATH=VALUE, such as layers[0].units=16")
    try:
        value = strict_json.parse(word)
    except strict_json.StrictJSONError as error:
        raise ValueError(f"{shortened(where.strip())}: {error}") from error
    except (ValueError, RecursionError):
        value = word
    try:
        return edited(experiment, steps(where.strip()), value)
    except ValidationError as error:
        raise ValueError("; ".join(faults(error, Experiment))) from error
    except LookupError as error:
        raise ValueError(f"{shortened(where.strip())}: {error.args[0]}") from error


def all_assigned(
    experiment: Experiment, assignments: Sequence[str], earlier: Sequence[str] = ()
) -> tuple[Experiment, list[str]]:
    """Carry out assignments from left to right: return the result, and a line for each that cannot be.

    One that would undo another cannot be: one of the two was not meant. ``earlier`` ones have been carried
    out already.
    """
    lines, done = [], [_where(each) for each in earlier]
    for assignment in assignments:
        where, before = _where(assignment), experiment
        try:
            experiment = assigned(experiment, assignment)
        except ValueError as error:
            lines.append(str(error))
            continue
        if where in done:
            lines.append(f"{path(where)}: given twice")
        lines += [
            f"{path(each)}: is undone by {path(where)}, which comes after it"
            for each in done
            if each != where and each[: len(where)] == where and not _alike(before, experiment, each)
        ]
        done.append(where)
    return experiment, lines


def _where(assignment: str) -> Steps:
    """Return which setting is assigned; a part and its kind are one. Empty for what is no path."""
    try:
        where = steps(assignment.partition("=")[0].strip())
    except ValueError:
        return ()
    return where[:-1] if where[-1] == "kind" else where


def _alike(before: Experiment, after: Experiment, where: Steps) -> bool:
    try:
        return bool(value_at(before, where) == value_at(after, where))
    except (AttributeError, IndexError):
        return False


def value_at(value: Any, where: Steps) -> Any:
    """Return what stands at a path. Raises AttributeError, IndexError where there is no such place."""
    for step in where:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def keeps_weights(old: Experiment, new: Experiment) -> bool:
    """Return whether a run of ``old`` can go on as ``new``: every difference is in a ``live`` setting."""
    return all(live for _, live in differences(old, new))


def differences(old: Experiment, new: Experiment) -> Iterator[tuple[str, bool]]:
    """Yield the path of every setting that differs, and whether its edit keeps the weights."""
    return _differences(old, new, (), False)


def _differences(old: Any, new: Any, where: Steps, live: bool) -> Iterator[tuple[str, bool]]:
    if old == new:
        return
    if isinstance(old, Description) and type(old) is type(new):
        for field in settings(type(old)):
            pair = getattr(old, field.name), getattr(new, field.name)
            yield from _differences(*pair, (*where, field.name), live or field.live)
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for i, pair in enumerate(zip(old, new, strict=True)):
            yield from _differences(*pair, (*where, i), live)
    elif isinstance(old, Part) and isinstance(new, Part):
        yield path(where), live or new.goes_on_from(old) or old.goes_on_from(new)
    else:
        yield path(where), live


def locked_out(before: Experiment, after: Experiment) -> bool:
    """Return whether an edit changes what the lesson of the experiment keeps as it is."""
    return any(
        getattr(before, setting) != getattr(after, setting)
        for control in before.kept
        for setting in LOCKS[control]
    )
