"""Pictures of a run as files, and as drawings that stand in a page."""

from __future__ import annotations

import io
import logging
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.experiment.experiment import Experiment
from playground.export.pictures import DRAWINGS
from playground.export.pictures.base import INK, STYLE, Drawing
from playground.export.run_record import RunRecord
from playground.files.writing import write
from playground.parts.text import name_of, printable

ENDINGS = (".png", ".svg", ".pdf")
COARSE = 80
"""Pixels to the inch in a film: 960 of them for two drawings."""
Pixels = npt.NDArray[np.uint8]
USUAL = ("boundary", "loss")
"""What is drawn into a file whose name names no drawing."""


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if a picture can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        raise ValueError(f"{name_of(target)}: pictures are written as {', '.join(ENDINGS)}")
    return target


def save(run: RunRecord, path: str | os.PathLike[str]) -> None:
    """Draw a run: the drawings that the file's name names, such as boundary or loss, or else these two.

    Only those are drawn that its data allow. Raises ValueError for an unknown ending, OSError.
    """
    target = check(path)
    with _named(run, target, run.experiment.title) as figure:
        picture = _written(figure, target.suffix[1:].lower(), Title=printable(run.experiment.title))
    write(target, picture)


def pixels_of(run: RunRecord, path: str | os.PathLike[str], title: str) -> Pixels:
    """Draw what the name of a film names, as ``save`` does; return its pixels (height, width, 3)."""
    with _named(run, Path(path), title) as figure:
        picture = io.BytesIO()
        figure.savefig(picture, dpi=COARSE, format="rgba")
        width, height = (round(COARSE * side) for side in figure.get_size_inches())
    pixels = np.frombuffer(picture.getvalue(), np.uint8).reshape(height, width, 4)
    return np.ascontiguousarray(pixels[..., :3])


def drawn(drawing: Drawing, run: RunRecord) -> str:
    """Return a drawing as an SVG element for an HTML page: its ink is the page's, its names are its own."""
    with _figure([drawing], run) as figure:
        drawing.draw(run, figure)
        figure.patch.set_visible(False)
        for axes in figure.axes:
            axes.patch.set_visible(False)
        text = _written(figure, "svg", Date=None, Creator=None, Format=None, Type=None).decode()
    text = text[text.index("<svg") :]
    text = re.sub(r' id="([^"]*)"', _Named(drawing.name), text)
    text = re.sub(r"url\(#", f"url(#{drawing.name}-", text)
    text = re.sub(r'\bxlink:href="#', f'href="#{drawing.name}-', text).replace("xlink:href=", "href=")
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", text)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    return text.replace(INK.lower(), "currentColor")


class _Named:
    """Gives ids the name of a drawing before them, and takes them from what has the same as one before: there
    matplotlib has drawn the same again.
    """

    def __init__(self, name: str) -> None:
        self._name, self._known = name, set[str]()

    def __call__(self, found: re.Match[str]) -> str:
        if found[1] in self._known:
            return ""
        self._known.add(found[1])
        return f' id="{self._name}-{found[1]}"'


@contextmanager
def _figure(drawings: Sequence[Drawing], run: RunRecord) -> Iterator[Any]:
    """Give a figure with room for drawings beside each other."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # where it keeps its cache is nobody's concern
    from matplotlib import rc_context
    from matplotlib.figure import Figure  # half a second that only pictures cost

    sizes = [drawing.extent(run) for drawing in drawings]
    size = sum(wide for wide, _ in sizes), max(high for _, high in sizes)
    with rc_context({**STYLE, "svg.hashsalt": "playground"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        yield Figure(figsize=size, layout="constrained")


@contextmanager
def _named(run: RunRecord, path: Path, title: str) -> Iterator[Any]:
    """Give a figure of the drawings that the name of a file names, under a title."""
    drawings = _wanted(run.experiment, path)
    with _figure(drawings, run) as figure:
        panes = [figure] if len(drawings) == 1 else figure.subfigures(1, len(drawings))
        for drawing, pane in zip(drawings, panes, strict=True):
            drawing.draw(run, pane)
        figure.suptitle(printable(title), fontweight="bold")
        yield figure


def _written(figure: Any, format: str, **metadata: str | None) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, dpi=150, format=format, metadata=metadata or None)
    return picture.getvalue()


def _wanted(experiment: Experiment, target: Path) -> list[Drawing]:
    """Return what is drawn into a file of this name."""
    fitting = [drawing for drawing in DRAWINGS if drawing.suits(experiment)]
    there = [drawing for drawing in fitting if not (drawing.of_samples and experiment.data.absent)]
    named = [drawing for drawing in there if drawing.name in target.stem.lower()]
    return [each() for each in named or [drawing for drawing in there if drawing.name in USUAL]]
