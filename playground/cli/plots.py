"""Pictures of a run without a window: the boundary and the loss, drawn by matplotlib."""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from playground.data.coordinates import Side
from playground.data.plane_grid import REACH, middles
from playground.experiment.experiment import Experiment
from playground.files.writing import write
from playground.library import Run
from playground.parts.counts import typeset
from playground.parts.text import name_of, printable

ENDINGS = (".png", ".svg", ".pdf")
SIDE = 200
NEGATIVE, POSITIVE, MIDDLE, QUIET = "#E0701A", "#1F77C9", "#F4F5F7", "#5A6472"
CLASSES = ("#E0701A", "#1F77C9", "#009E73", "#CC79A7", "#F0E442", "#56B4E9", "#D55E00", "#000000")


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if a picture can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        raise ValueError(f"{name_of(target)}: pictures are written as {', '.join(ENDINGS)}")
    return target


def save(run: Run, path: str | os.PathLike[str]) -> None:
    """Draw a finished run: a file called boundary or loss shows that view, any other name both.

    Samples that do not lie in a plane have no boundary. Raises ValueError for an unknown ending, OSError.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # where it keeps its cache is nobody's concern
    from matplotlib.figure import Figure  # half a second that only pictures cost

    target = check(path)
    views = _views(run.experiment, target)
    figure = Figure(figsize=(6.0 * len(views), 5.0), layout="constrained")
    for axes, view in zip(figure.subplots(1, len(views), squeeze=False)[0], views, strict=True):
        view(run, axes)
        axes.spines[:].set_visible(False)
    # A title is the person's: a dollar in it starts no formula, and a letter may be in no font.
    figure.suptitle(printable(run.experiment.title), fontweight="bold", parse_math=False)
    picture = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        figure.savefig(picture, dpi=150, format=target.suffix[1:].lower())
    write(target, picture.getvalue())


def _boundary(run: Run, axes: Any) -> None:
    experiment, targets = run.experiment, run.experiment.targets
    with np.errstate(all="ignore"):  # a network that diverged is drawn as far as numbers go
        outputs = np.nan_to_num(run.network.predict(experiment.inputs_at(middles(SIDE))))
    box = (-REACH, REACH, -REACH, REACH)
    shares = targets.shares(outputs)
    if shares is not None:
        palette, middle = _rgb(CLASSES)[: shares.shape[1]], _rgb([MIDDLE])
        picture = middle + 0.6 * (shares @ palette - shares.sum(axis=1, keepdims=True) * middle)
        axes.imshow(picture.reshape(SIDE, SIDE, 3), origin="lower", extent=box)
    else:
        low, high = targets.range
        picture = np.clip(outputs[:, 0], low, high).reshape(SIDE, SIDE)  # of several values the first
        image = axes.imshow(picture, origin="lower", extent=box, cmap=_ramp(), vmin=low, vmax=high)
        axes.figure.colorbar(image, ax=axes, shrink=0.8).outline.set_visible(False)
    for name, marker in (("train", "o"), ("validation", "s"), ("test", "D")):
        samples = experiment.samples[name]
        labels = targets.labels(samples.targets)
        if labels is None:
            style = {"c": targets.heights(samples.targets), "cmap": _ramp(0.0), "vmin": -1.0, "vmax": 1.0}
        else:
            style = {"c": _rgb(CLASSES)[labels]}
        axes.scatter(
            *samples.points.xy.T, s=16, marker=marker, edgecolors="white", linewidths=0.5, label=name, **style
        )
    assert experiment.plane is not None
    for side, set_ticks in zip(experiment.plane.sides, (axes.set_xticks, axes.set_yticks), strict=True):
        if side != Side():
            places = np.linspace(-REACH, REACH, 5)
            set_ticks(places, [typeset(f"{number:,.7g}") for number in side.numbers(places)])
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁", ylabel="x₂", title="Decision boundary")


def _loss(run: Run, axes: Any) -> None:
    epochs = [row.epoch for row in run.history]
    for name, colour in (("train", POSITIVE), ("validation", QUIET), ("test", NEGATIVE)):
        losses = [getattr(row, f"{name}_loss") for row in run.history]
        if losses and losses[0] is not None:
            axes.plot(epochs, losses, color=colour, linewidth=1.5, label=name)
    if any(row.train_loss for row in run.history):
        axes.set_yscale("log")
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False)
    axes.set(xlabel="epoch", title=f"Loss ({run.experiment.loss.title.lower()})")


VIEWS = {"boundary": _boundary, "loss": _loss}


def _views(experiment: Experiment, target: Path) -> list[Callable[[Run, Any], None]]:
    """Return what is drawn into a file of this name."""
    there = {name: view for name, view in VIEWS.items() if view is not _boundary or experiment.plane}
    return [view for name, view in there.items() if name in target.stem] or list(there.values())


def _rgb(colours: Any) -> Any:
    from matplotlib.colors import to_rgb

    return np.array([to_rgb(colour) for colour in colours])


def _ramp(pale: float = 0.4) -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    ends = [(1.0 - pale) * end + pale * _rgb([MIDDLE])[0] for end in _rgb([NEGATIVE, POSITIVE])]
    return LinearSegmentedColormap.from_list("orange to blue", [ends[0], _rgb([MIDDLE])[0], ends[1]])
