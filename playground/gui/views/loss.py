"""The loss view: losses over the epochs, accuracies beside them, and what was changed when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.curve_key import PARTS, CurveKey, curve_pen
from playground.gui.views.curves import along, columns, reach, smoothed, thinned
from playground.gui.views.ghost_curves import GhostCurves
from playground.gui.views.hover import Hover
from playground.gui.views.marks import Marks, PastMoment
from playground.gui.views.plot import Plot
from playground.gui.views.right_axis import RightAxis
from playground.gui.views.run_curves import OtherRun, RunCurves, draw_parts, part_curves
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets import numbers
from playground.gui.widgets.themed import apply_theme
from playground.training.history import History
from playground.training.marks import Mark
from playground.worker.frames import Frame

Values = npt.NDArray[np.floating]


class LossView(View):
    """Curves of train, validation and test, over those of the run before and of those that are compared."""

    kind = "loss"
    title = "Loss"
    about = "Loss and accuracy, epoch by epoch"
    area = RIGHT
    spacing = 0.1

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self.key = CurveKey(theme)
        self.history = History()
        self._log, self._smooth, self._accurate = True, False, False
        self._experiment: Experiment | None = None
        self._ran: Experiment | None = None
        self._absent = False  # whether there is a run that is not shown
        self._epoch = self._step = 0
        # The epochs and losses of other runs, as drawn.
        self._compared: tuple[Values, Values] = np.zeros(0), np.zeros(0)
        self.plot = Plot()
        self.plot.axis("left").setGrid(255)
        self.plot.setAccessibleName(self.tr("Loss"))
        self.plot.axis("bottom").set_name(self.tr("epoch"))
        self.ghosts, self.others, self.curves = (
            GhostCurves(self.plot),
            RunCurves(self.plot, theme),
            part_curves(),
        )
        self.plot.add(*self.curves.values())
        self.plot.set_log(True)
        self.accuracies = RightAxis(self.plot, self.tr("accuracy"))
        self.marks = Marks(self.plot)
        self.moment = PastMoment(self.plot)
        self.hover = Hover(self.plot)
        self.hover.moved.connect(self._say)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.others.key)
        apply_theme(self, theme)
        self._draw()

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        return {
            "log": self.set_log,
            "accuracy": self.set_accuracy,
            "smooth": self.set_smooth,
            "ghost": self.set_ghost,
        }

    def tools(self) -> Sequence[QWidget]:
        return (self.key,)

    def explaining(self) -> Sequence[QWidget]:
        return (self.key,)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self.plot.axis("left").set_name(self.tr("scaled loss") if experiment.loss_unit is None else "")
        self.plot.axis("left").set_theme(self.theme)
        self.key.show_names([name for name, part in experiment.samples.items() if len(part)])

    def clear(self) -> None:
        """Keep the history of a run that is over as the run before; a run of something else is forgotten."""
        old, new = self._ran, self._experiment
        if old is None or new is None or (old.data.kind, old.loss) != (new.data.kind, new.loss):
            self.ghosts.rows = ()
        elif len(self.history.rows) > 1:
            self.ghosts.rows = tuple(self.history.rows)
        self._ran, self._epoch, self._step, self._absent = new, 0, 0, False
        self.history = History()
        self.moment.line.hide()
        self.marks.clear()
        self.hover.hide()
        self._draw_past()
        self._draw()

    def show_nothing(self) -> None:
        self._absent = True
        self.moment.line.hide()
        self.marks.set_visible(False)
        self.hover.hide()
        self._draw_past()
        self._draw()

    def show_history(self, history: History) -> None:
        """Draw a history. What a run that goes on from an earlier moment leaves behind is its past."""
        old, self.history = self.history, history
        hidden, self._absent = self._absent, False
        if history is old and not hidden:
            return
        left = old.rows and history.rows and history.rows[-1].epoch < old.rows[-1].epoch
        if left:
            self.ghosts.rows = tuple(old.rows)
            self.marks.go_on_from(history.rows[-1].epoch)
        if left or hidden:
            self.marks.set_visible(True)
            self._draw_past()
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        self._epoch, self._step = frame.figures[:2]
        self.moment.show_frame(frame)

    def mark(self, text: str) -> None:
        """Mark the epoch that the run has reached as that in which something was changed."""
        # Where the run is, also while an earlier moment is shown: there the change takes effect.
        reached = max([self._epoch, *(row.epoch for row in self.history.rows[-1:])])
        if reached or self._step:
            self.marks.add(Mark(reached, text))

    def mark_written(self, text: str) -> None:
        self.marks.go_on_from(self._epoch)
        self.marks.add(Mark(self._epoch, text, lasts=False))

    def show_runs(self, runs: Sequence[OtherRun]) -> None:
        """Draw the curves of other runs, too."""
        self.others.show_runs(runs)
        self._draw_past()
        self._draw()

    def set_log(self, log: bool) -> None:
        """Choose between a logarithmic and a linear axis."""
        self._log = log
        self.plot.set_log(log)
        self._draw_past()
        self._draw()
        self.plot.go_home()

    def set_accuracy(self, accuracy: bool) -> None:
        """Show or hide accuracies."""
        self._accurate = accuracy
        self._draw()

    def set_smooth(self, smooth: bool) -> None:
        """Choose between the curves as they are and evened out."""
        self._smooth = smooth
        self._draw_past()
        self._draw()

    def set_ghost(self, shown: bool) -> None:
        """Show or hide the run before."""
        self.ghosts.wanted = shown
        self._draw_past()
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for name in PARTS:
            self.curves[name].setPen(curve_pen(theme, name))

    def _losses(self, rows: Sequence[Figures]) -> dict[str, Values]:
        """Return the losses of every part as they are drawn."""
        found = columns(rows)
        return {name: self._above_zero(self._even(found[f"{name}_loss"])) for name in PARTS}

    def _even(self, values: Values) -> Values:
        return smoothed(values) if self._smooth else values

    def _draw_past(self) -> None:
        self.ghosts.draw(self._losses, shown=not self._absent)
        self._compared = self.others.draw(self._losses)

    @property
    def rows(self) -> list[Figures]:
        """What is shown of the history."""
        return [] if self._absent else self.history.rows

    def _draw(self) -> None:
        rows = thinned(self.rows)
        epochs, losses = np.array([row.epoch for row in rows], float), self._losses(rows)
        draw_parts(self.curves, epochs, losses)
        found = columns(rows)
        shares = {name: self._even(found[f"{name}_accuracy"]) for name in PARTS}
        shown = self._accurate and any(np.isfinite(values).any() for values in shares.values())
        self.accuracies.show(shown)
        if shown:
            self.accuracies.draw(epochs, shares)
        others, theirs = self._compared
        before = self.ghosts.losses if len(rows) < 2 else ()  # a run of one moment has no range of its own
        every = np.concatenate([*losses.values(), theirs, *before])
        self.plot.show_range(along(np.append(epochs, others)), reach(every, self._log))
        self.hover.refresh()

    def _above_zero(self, values: Values) -> Values:
        return np.where(values > 0.0, values, np.nan) if self._log else values

    def _say(self, x: float) -> None:
        """Say the figures of the row nearest to an epoch."""
        rows = self.rows
        if not rows:
            return
        row = min(rows, key=lambda row: abs(row.epoch - x))
        lines = [self.tr("epoch {0}").format(numbers.grouped(row.epoch))]
        for name in PARTS:
            value, share = (getattr(row, f"{name}_{figure}") for figure in ("loss", "accuracy"))
            if value is not None:
                accuracy = f" · {numbers.percent(share)}" if share is not None else ""
                lines.append(f"{name} {numbers.loss(value)}{accuracy}")
        lines += self.others.lines_at(row.epoch)
        self.hover.say(row.epoch, "\n".join(lines))
