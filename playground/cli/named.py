"""What a word on the command line names: a preset, a file, or what somebody shared."""

from __future__ import annotations

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import trained_files
from playground.export.kinds import FileKind, kind_of
from playground.export.sharing.pasted import experiment_of as shared
from playground.export.sharing.pasted import is_shared, shared_in
from playground.files.streams import note


def is_table(name: str) -> bool:
    """Return whether a name is that of a table: weights or what was shared may have the same ending."""
    return kind_of(name) is FileKind.TABLE


def named(name: str) -> Experiment:
    """Return the experiment of a preset, a file, or a text or link that was shared.

    Raises BadPreset, BadRun, BadWeights.
    """
    if trained_files.holds_training(name):
        return trained_files.network(name).experiment
    words = name if is_shared(name) else shared_in(name)
    if not words:
        return presets.load(name)
    experiment, remarks = shared(words)
    if remarks:
        note("\n".join(remarks))
    return experiment
