"""Every format in which a network leaves: weights, which come back, and code, which runs elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from playground.data.tables.files import ENDINGS
from playground.export import weights
from playground.export.code import formats as code
from playground.export.weights import TrainedNetwork
from playground.export.weights.preview import preview as preview_of_weights
from playground.files.reading import Progress, unheard
from playground.parts.text import name_of

TITLES = {ending: each.title for ending, each in weights.FORMATS.items()} | {
    ending: each.title for ending, each in code.FORMATS.items()
}
"""What menus call the formats, by the endings of their files."""


def file_name(title: str) -> str:
    """Return a title as a file is called; that of a table, which is its name, without its ending."""
    stem = title[: -len(Path(title).suffix)] if title.lower().endswith(ENDINGS) else title
    words = "".join(letter if letter.isalnum() else " " for letter in stem.lower()).split()
    return "-".join(words)[:60] or "experiment"


def known(path: str | os.PathLike[str]) -> str | None:
    """Return the ending by which a file's format is known, the longest that it has; None if there is none."""
    name = Path(path).name.lower()
    return max((each for each in TITLES if name.endswith(each) and name != each), key=len, default=None)


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if a network can be written there. Raises ValueError with the reason if not."""
    if known(path) is None:
        endings = f"weights are written as {', '.join(weights.FORMATS)}, code as {', '.join(code.FORMATS)}"
        raise ValueError(f"{name_of(Path(path))}: {endings}")
    return Path(path)


def save(
    trained: TrainedNetwork,
    path: str | os.PathLike[str],
    progress: Progress = unheard,
    same_batches: bool = True,
) -> None:
    """Write the first network; code that trains goes by the batches of the run, or by others.

    Raises OSError, Cancelled, and ValueError for an unknown ending, for what the format does not know, or for
    a package that it needs.
    """
    target, ending = check(path), known(path)
    if ending not in code.FORMATS:
        weights.save(trained, target)
        return
    try:
        code.FORMATS[ending].save(trained, target, progress, same_batches)
    except LookupError as error:
        raise ValueError(f"{name_of(target)}: {error.args[0]}") from error


def preview(trained: TrainedNetwork, ending: str, same_batches: bool = True) -> Iterator[str]:
    """Yield what a file with an ending will hold, if it is called as the experiment is.

    Raises LookupError, ImportError if none can be written.
    """
    name = f"{file_name(trained.experiment.title)}{ending}"
    if ending in code.FORMATS:
        return code.FORMATS[ending].preview(trained, name, same_batches)
    return preview_of_weights(trained, ending, name)
