"""A card that says what one run came to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.gui.theme import Theme, font
from playground.gui.views.curve_key import PARTS
from playground.gui.views.shades import Shading, shade
from playground.gui.views.thumbnail import DataPicture
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.numbers import grouped, loss, percent
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.rgb_image import rgb_image
from playground.gui.widgets.text_lines import text_lines
from playground.training.marks import Mark

SIDE, WIDTH, HEIGHT = 72, 250, 122
"""Pixels of the picture, and of the card."""
PADDING, GAP = 8, 10
NAME = 2
"""Lines of a name; the tooltip has all of it."""


@dataclass(frozen=True, eq=False)
class ShownRun:
    """What is known of a run."""

    start: Experiment
    """With what it began."""
    experiment: Experiment
    """What it became; another where settings were changed while it trained."""
    figures: Figures
    map: npt.NDArray[np.floating] | None
    """Outputs over the plane, (side, side, outputs), bottom row first; None if nobody looked."""
    notes: tuple[Mark, ...] = ()
    """What was changed while it trained."""
    name: str = ""
    """In what it differs from the run before, and its notes."""
    file: str = ""
    """The file in which it was saved."""
    rows: tuple[Figures, ...] = ()
    """Its figures over the epochs."""

    @cached_property
    def parameters(self) -> int:
        """How many numbers its network learned."""
        return int(self.experiment.network().parameters.shape[1])

    def repeats(self, other: ShownRun) -> bool:
        """Return whether one is the other once more, as far as the shorter goes; a file goes no further."""
        if other.file and self.figures.step != other.figures.step:
            return False
        return (
            self.start == other.start and self.notes == other.notes and (bool(other.file) or not self.notes)
        )


class MapPicture(QWidget):
    """The plane as the network saw it; where there is no map, the samples."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._run: ShownRun | None = None
        self.setFixedSize(QSize(SIDE, SIDE))

    def show_run(self, theme: Theme, run: ShownRun) -> None:
        """Draw a run's map."""
        self._theme, self._run = theme, run
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._run is None:
            return
        experiment, found, place = self._run.experiment, self._run.map, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(outline, QColor(self._theme.surface))
        painter.setClipPath(outline)
        if found is not None and found.shape[-1] == experiment.targets.units:
            colours = shade(self._theme, experiment.targets, found, Shading.OUTPUTS)
            painter.drawImage(place, rgb_image(colours[::-1]))
        else:
            DataPicture(experiment.points).draw(painter, place, self._theme)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawPath(outline)


class RunCard(QFrame):
    """A picture of what was learned, what was changed, and the figures at the end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("raised")
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self._picture = MapPicture(theme)
        self.name, self.length = label(look="column"), label(look="small")
        self.again = named(QPushButton(self.tr("Use again")), "small")
        self.again.setToolTip(self.tr("Start again with the settings that this run had in the end"))
        self.curve = named(QPushButton(self.tr("Curve")), "small")
        self.curve.setCheckable(True)
        self.curve.setToolTip(self.tr("Draw its curves over those of the present run in the loss view"))
        self._figures: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        for i, part in enumerate(PARTS):
            row = (label(part, look="small"), label(look="cell"), label(look="cell"))
            for j, widget in enumerate(row):
                grid.addWidget(widget, i, j)
                widget.setAlignment(Qt.AlignmentFlag.AlignRight if j else Qt.AlignmentFlag.AlignLeft)
            self._figures[part] = row
        grid.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.length, 1)
        foot.addWidget(self.again)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        words.addLayout(grid)
        words.addStretch(1)
        words.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        layout.setSpacing(GAP)
        under = QVBoxLayout()
        under.setSpacing(4)
        under.addWidget(self._picture)
        under.addWidget(self.curve)
        under.addStretch(1)
        layout.addLayout(under)
        layout.addLayout(words, 1)

    def show_colour(self, colour: str) -> None:
        """Say in which colour the run's curves are drawn; an empty text: they are not."""
        self.curve.setChecked(bool(colour))
        swatch = QPixmap(10, 10)
        swatch.fill(QColor(colour) if colour else Qt.GlobalColor.transparent)
        self.curve.setIcon(QIcon(swatch) if colour else QIcon())

    def show_run(self, theme: Theme, run: ShownRun) -> None:
        """Show a run as it is, or as it ended."""
        self._picture.show_run(theme, run)
        room = WIDTH - SIDE - 2 * PADDING - GAP - 2  # beside the picture and within the frame
        self.name.setText("\n".join(text_lines(run.name, font(13, QFont.Weight.DemiBold), room, NAME)))
        self.name.setToolTip(plain(run.name))
        said = (
            self.tr("epoch {0}")
            if run.experiment.loss_unit is not None
            else self.tr("epoch {0}, scaled loss")
        )
        self.length.setText(said.format(grouped(run.figures.epoch)))
        for part, row in self._figures.items():
            value, share = (getattr(run.figures, f"{part}_{figure}") for figure in ("loss", "accuracy"))
            row[1].setText(loss(value))
            row[2].setText("" if share is None else percent(share))
            for widget in row:
                widget.setHidden(value is None)
        self.setAccessibleName(self.tr("Run: {0}").format(run.name))
