"""Marks of a run: what was changed while it went on, and at which epoch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """One change of a run."""

    epoch: int
    text: str
    lasts: bool = True
    """Whether the run has it where it goes on from before: a setting stays as it was set, weights do not."""


def marks_from(marks: Iterable[Mark], epoch: int) -> tuple[Mark, ...]:
    """Return the marks of a run that goes on from an epoch: settings changed later are so from there on."""
    kept = (mark for mark in marks if mark.lasts or mark.epoch <= epoch)
    return tuple(dict.fromkeys(mark._replace(epoch=min(mark.epoch, epoch)) for mark in kept))
