"""Marks on a plot over the epochs: what was changed while a run went on, and which moment is shown."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import Qt

from playground.gui.theme import Theme, font
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import Themed
from playground.training.marks import Mark, marks_from
from playground.worker.frames import Frame

MOST = 12
ANCHORS = ((1, 0), (1, 0))
"""The text hangs down from the top, at the right of its line."""
MERGE = 1.0
"""Seconds within which changes of one setting are one, as those of a slider are."""


class PastMoment(Themed):
    """A line at the moment that is shown, when a run was gone back in."""

    def __init__(self, plot: Plot) -> None:
        plot.themed.append(self)
        self.line = pg.InfiniteLine(angle=90, movable=False)
        self.line.hide()
        plot.add(self.line)

    def show_frame(self, frame: Frame) -> None:
        """Stand at a frame's epoch, if the run has gone on since."""
        self.line.setValue(frame.figures.epoch)
        self.line.setVisible(frame.earlier)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.line.setPen(pg.mkPen(theme.accent, width=1))


class Marks(Themed):
    """The marks of one run, on a plot whose lower axis is the epochs; the oldest give way."""

    def __init__(self, plot: Plot) -> None:
        plot.themed.append(self)
        self._plot = plot
        self._lines: dict[pg.InfiniteLine, Mark] = {}
        self._pen, self._colour = pg.mkPen(None), ""
        self._last = ("", 0.0)

    @property
    def shown(self) -> tuple[Mark, ...]:
        """Every mark, in the order in which they were made."""
        return tuple(self._lines.values())

    def show(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others."""
        self.clear()
        for mark in marks:
            self._draw(mark)

    def add(self, mark: Mark) -> None:
        """Note that something was changed."""
        before, then = self._last
        self._last = mark.text, time.monotonic()
        if self._lines and mark.text == before and time.monotonic() - then < MERGE:
            return
        self._draw(mark)

    def go_on_from(self, epoch: int) -> None:
        """Show the marks of a run that goes on from an epoch."""
        if any(mark.epoch > epoch for mark in self.shown):
            self.show(marks_from(self.shown, epoch))

    def _remove(self, line: pg.InfiniteLine) -> None:
        del self._lines[line]
        self._plot.remove(line)

    def _draw(self, mark: Mark) -> None:
        line = pg.InfiniteLine(
            pos=mark.epoch,
            angle=90,
            movable=False,
            pen=self._pen,
            label=mark.text,
            labelOpts={
                "position": 0.97,
                "color": self._colour,
                "rotateAxis": (1, 0),
                "anchors": ANCHORS,
            },
        )
        line.label.setFont(font(11))
        self._plot.add(line)
        self._lines[line] = mark
        if len(self._lines) > MOST:
            self._remove(next(iter(self._lines)))

    def set_visible(self, visible: bool) -> None:
        """Show or hide all marks that there are."""
        for line in self._lines:
            line.setVisible(visible)

    def clear(self) -> None:
        """Forget all marks."""
        for line in [*self._lines]:
            self._remove(line)
        self._last = ("", 0.0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._pen = pg.mkPen(theme.secondary, width=1, style=Qt.PenStyle.DotLine)
        self._colour = theme.secondary
        for line in self._lines:
            line.setPen(self._pen)
            line.label.setColor(self._colour)
