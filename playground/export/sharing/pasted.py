"""What a person pastes or names in the place of a preset: a setup as a text, or a link."""

from __future__ import annotations

import os

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export.sharing import link_reading, setup_text
from playground.files import reading
from playground.files.reasons import Unreadable

LONGEST = 4000
"""Characters of a link that anybody would keep in a file."""
MARK = "\ufeff"
"""What some editors write before a text."""


def is_shared(words: str) -> bool:
    """Return whether a text is an experiment of either kind."""
    return setup_text.is_setup_text(words) or link_reading.is_link(words)


def experiment_of(words: str) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment, and a sentence for each thing that is not carried over. Raises BadPreset."""
    if setup_text.is_setup_text(words):
        return setup_text.experiment_of(words), ()
    return link_reading.experiment_of(words)


def shared_in(path: str | os.PathLike[str]) -> str:
    """Return the text in a file that is an experiment of either kind; nothing of any other file."""
    start = _text(reading.beginning(path, LONGEST))
    if not is_shared(start):
        return ""
    try:
        return _text(reading.read(path, presets.LARGEST))
    except Unreadable:
        return start


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").removeprefix(MARK)
