"""What every picture of a run is: drawn by matplotlib, without a window, in the colors of the program."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np

from playground.experiment.experiment import Experiment
from playground.export.run_record import RunRecord
from playground.parts.text import printable

NEGATIVE, POSITIVE, MIDDLE, QUIET = "#E0701A", "#1F77C9", "#F4F5F7", "#5A6472"
# Okabe and Ito's order, distinguishable with any color vision; the first two are those of signs.
CLASSES = (
    NEGATIVE, POSITIVE, "#009E73", "#CC79A7", "#C9A800", "#56B4E9", "#8C564B", "#7F7F7F", "#6A3D9A", "#A6CE6A"
)  # fmt: skip
PARTS = {"train": POSITIVE, "validation": QUIET, "test": NEGATIVE}
"""The colors of the samples' parts."""
INK = "#1A1D21"
"""The color of all that is written and of axes: nothing else has it, so that a page can give it its own."""
STYLE: dict[Any, Any] = {
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK),
    "text.parse_math": False,  # a name is a person's: a dollar in it starts no formula
    "svg.fonttype": "none",
    "pdf.fonttype": 42,  # TrueType, which publishers take and any reader searches
    "axes.titlesize": "medium",
    "legend.frameon": False,
}
"""What matplotlib is told, beside its defaults."""
LONGEST = 16
"""Characters of a name beside a picture."""


class Drawing(ABC):
    """One picture of a run."""

    name: ClassVar[str]
    """As a file is called that shows it."""
    title: ClassVar[str]
    size: ClassVar[tuple[float, float]] = (6.0, 5.0)
    """Inches."""
    of_samples: ClassVar[bool] = False
    """Whether it is of samples alone; there is none where the data are not here."""

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        """Return whether there is such a picture of an experiment."""
        return True

    @abstractmethod
    def draw(self, run: RunRecord, figure: Any) -> None:
        """Draw a run into an empty figure, or a part of one."""

    def extent(self, run: RunRecord) -> tuple[float, float]:
        """Return how large the picture is, in inches."""
        return self.size


def plain_axes(figure: Any, **words: str) -> Any:
    """Return the only axes of a figure, without a frame."""
    axes = figure.subplots()
    axes.spines[:].set_visible(False)
    axes.set(**words)
    return axes


def empty_axes(axes: Any, title: str = "") -> Any:
    """Return axes without ticks, for a picture that has none."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.set_title(title, fontsize=8)
    return axes


def short(name: str, most: int = LONGEST) -> str:
    """Return a name that stands beside a picture."""
    text = printable(name)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def rgb(colors: Any) -> Any:
    """Return colors as numbers, (colors, 3)."""
    from matplotlib.colors import to_rgb

    return np.array([to_rgb(color) for color in colors])


def class_colors(count: int) -> Any:
    """Return a color for each class, (classes, 3); of more classes than colors several have the same."""
    return rgb(CLASSES)[np.arange(count) % len(CLASSES)]


def ramp(pale: float = 0.4) -> Any:
    """Return the colors from the least number to the largest, less strong where they are paler."""
    from matplotlib.colors import LinearSegmentedColormap

    ends = [(1.0 - pale) * end + pale * rgb([MIDDLE])[0] for end in rgb([NEGATIVE, POSITIVE])]
    return LinearSegmentedColormap.from_list("orange to blue", [ends[0], rgb([MIDDLE])[0], ends[1]])
