"""What a person pastes or names in the place of a preset: a setup as a text, or a link."""

from __future__ import annotations

import os
import re
from contextlib import suppress

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export.sharing import link_reading, setup_text
from playground.export.sharing.link_words import HOST
from playground.files import reading
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped

LONGEST = 4000
"""Characters that a link may have."""
BARE = re.compile(r"[\w.]+(?:://|/)\S*")
"""A link by itself."""
AMONG_WORDS = re.compile(rf"\bplayground\d{{1,4}}:[\w-]+|https?://{re.escape(HOST)}[^\s<>\"')\]]*")
"""A setup or a link as it stands in a message to somebody."""
MARK = "\ufeff"
"""What some editors write before a text."""


def is_shared(words: str) -> bool:
    """Return whether a text is an experiment of either kind, or a few sentences with one in them."""
    text = _alone(words)
    return setup_text.is_setup_text(text) or link_reading.is_link(text)


def experiment_of(words: str) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment, and a sentence for each thing that is not carried over. Raises BadPreset."""
    words = _alone(words)
    if setup_text.is_setup_text(words):
        return _set_up(words), ()
    if len(words) > LONGEST:
        raise presets.BadPreset("the link", [f"longer than {grouped(LONGEST)} characters, which no link is"])
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


def _alone(words: str) -> str:
    """Return the setup or the link in a few sentences; a text that begins with one is left as it is."""
    if len(words) > LONGEST or setup_text.is_setup_text(words) or BARE.fullmatch(words.strip()):
        return words
    found = AMONG_WORDS.search(words)
    return words if found is None else found[0].rstrip(".,;:!?")


def _set_up(words: str) -> Experiment:
    """Return the experiment of a setup: all words are one, broken into lines, or the first alone is."""
    try:
        return setup_text.experiment_of(words)
    except presets.BadPreset:
        first, *rest = words.split()
        if rest:
            with suppress(presets.BadPreset):
                return setup_text.experiment_of(first)
        raise


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").removeprefix(MARK)
