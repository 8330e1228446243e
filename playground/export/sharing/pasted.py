"""What a person pastes or names in the place of a preset: a setup as a text, or a link."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.export.sharing import link_reading, setup_text


def is_shared(words: str) -> bool:
    """Return whether a text is an experiment of either kind."""
    return setup_text.is_setup_text(words) or link_reading.is_link(words)


def experiment_of(words: str) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment, and a sentence for each thing that is not carried over. Raises BadPreset."""
    if setup_text.is_setup_text(words):
        return setup_text.experiment_of(words), ()
    return link_reading.experiment_of(words)
