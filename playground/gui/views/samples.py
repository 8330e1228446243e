"""The samples view: all images with what each is and is taken for, and one of them closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout, QWidget

from playground.data.targets.short_names import short_names
from playground.experiment.experiment import Experiment
from playground.gui.images.class_bars import ClassBars, class_shares
from playground.gui.images.large_image import LargeImage
from playground.gui.images.tiles import tile_scroll_area
from playground.gui.images.wall import Verdict, Wall
from playground.gui.network.sampled import LONGEST, Sampled, choose_samples
from playground.gui.network.selection import Chosen, Selection
from playground.gui.theme import Theme
from playground.gui.views.view import ThrottledView
from playground.gui.widgets.controls import TinyButton, combo_box, label, offer, side_by_side
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneSample
from playground.worker.requests.outputs import SampleOutputs

ROOM_WIDE, ROOM_HIGH, LOW = 300, 90, 200
"""Pixels: below the first there is room for the wall alone; where it is low, bars are beside the image."""
CLOSE, CLOSE_LOW = 190, 230
"""Pixels of the one image and its bars beside the wall."""
QWIDGETSIZE_MAX = 16_777_215
"""Pixels: Qt's size without a limit, which PySide6 has no name for."""


class SamplesView(ThrottledView):
    """A wall of samples; the one in sight is shown large beside it, with the shares of the classes."""

    kind = "samples"
    title = "Samples"
    about = "All images, what each is and is taken for, and which pixels would change that"
    of_images = True
    of_samples = True
    pause = 400
    keys = (("Arrows", "Go from image to image"), ("Home, End", "Go to the first or the last image"))

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._true: npt.NDArray[np.intp] = np.zeros(0, np.intp)
        self._predicted: npt.NDArray[np.intp] | None = None
        self._names: tuple[str, ...] = ()
        self.wall, self.large, self.bars = Wall(theme), LargeImage(theme), ClassBars(theme)
        self.part, self.class_ = combo_box(self.tr("Samples of")), combo_box(self.tr("Class"))
        for choice in (self.part, self.class_):
            choice.currentIndexChanged.connect(lambda _: self._arrange())
        self.first = QCheckBox(self.tr("Mistaken first"))
        self.first.toggled.connect(lambda _: self._arrange())
        self.pixels = QCheckBox(self.tr("Saliency"))
        self.pixels.setToolTip(
            self.tr(
                "What would change the verdict: the slope of the loss with respect to every pixel. "
                "More ink raises it (blue) or lowers it (orange)"
            )
        )
        self.pixels.toggled.connect(lambda _: self.requests_changed.emit())
        self.chosen = label(look="quiet")
        self.all = TinyButton("close", self.tr("Show all samples again"))
        self.all.clicked.connect(lambda: choose_samples(self.selection, ()))
        self.back = side_by_side(self.chosen, self.all)
        self.back.hide()
        self._closely = QWidget()
        self.what = label(look="quiet")
        self.what.setMinimumWidth(1)
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.what)
        below.addWidget(self.bars, 1)
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._closely)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        self._inside.addWidget(self.large, 1)
        self._inside.addLayout(below, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(10)
        self._both.addWidget(tile_scroll_area(self.wall), 1)
        self._both.addWidget(self._closely)
        self.wall.picked.connect(self._pick)
        selection.sample_changed.connect(self._follow)
        selection.changed.connect(self._take_chosen)
        apply_theme(self, theme)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        one = self._request
        return (*super().requests, *(() if one is None else (one,)))

    def due_requests(self) -> Sequence[Request[Any]]:
        return () if self._sampled is None else (SampleOutputs(),)

    @property
    def _request(self) -> OneSample | None:
        place = self._current
        return None if place is None or self._sampled is None else OneSample(int(self._sampled.rows[place]))

    @property
    def _current(self) -> int | None:
        """The place of the sample in sight."""
        if self._sampled is None or not len(self._sampled):
            return None
        return self._sampled.place_of(self.selection.sample) or 0

    def tools(self) -> Sequence[QWidget]:
        return self.back, self.part, self.class_, self.first, self.pixels

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment, self._predicted = experiment, None
        if not self.suits(experiment):
            self._sampled = None
            return
        sampled = self._sampled = Sampled.of(experiment)
        labels = experiment.targets.labels(sampled.targets)
        self._true = np.zeros(len(sampled), np.intp) if labels is None else labels
        self._names = short_names(experiment.targets.classes, LONGEST)
        parts = [name for name, rows in experiment.rows.items() if len(rows)]
        offer(self.part, [self.tr("all samples"), *parts])
        offer(self.class_, [self.tr("every class"), *self._names])
        self.wall.show_images(sampled.points.inputs.reshape(-1, *experiment.inputs_shape))
        self._arrange()
        self._follow()

    def show_frame(self, frame: Frame) -> None:
        experiment, sampled = self._experiment, self._sampled
        if experiment is None or sampled is None:
            return
        outputs = frame.answer(SampleOutputs())
        if outputs is not None and outputs.shape == sampled.targets.shape:
            self._predicted = experiment.targets.labels(np.nan_to_num(outputs))
            self._arrange()
            self.throttle()
        one, place = self._request, self._current
        activity = None if one is None else frame.answer(one)
        if activity is not None and place is not None and activity.inputs.shape == experiment.inputs_shape:
            slopes = activity.slopes if self.pixels.isChecked() else None
            image = sampled.points.inputs[place].reshape(experiment.inputs_shape)
            self.large.show_image(image, slopes)
            if activity.outputs.size == experiment.targets.units:
                shares = class_shares(experiment.targets, np.nan_to_num(activity.outputs.ravel()))
                self.bars.show_shares(experiment.targets.classes, shares, int(self._true[place]))

    def clear(self) -> None:
        self._predicted = None

    def show_nothing(self) -> None:
        self.clear()
        self._arrange()
        self.bars.show_shares((), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way, wide = QBoxLayout.Direction, self.width() >= self.height()
        low = wide and self.height() < LOW
        self._both.setDirection(way.LeftToRight if wide else way.BottomToTop)
        self._inside.setDirection(way.LeftToRight if low or not wide else way.TopToBottom)
        size = CLOSE_LOW if low else CLOSE
        self._closely.setMaximumSize(*((size, QWIDGETSIZE_MAX) if wide else (QWIDGETSIZE_MAX, size)))
        self._closely.setMinimumWidth(size if wide else 0)
        self._closely.setVisible(self.width() >= ROOM_WIDE and self.height() >= ROOM_HIGH)

    def _arrange(self) -> None:
        """Show those that are wanted, in the order that is wanted."""
        sampled = self._sampled
        if sampled is None:
            return
        predicted = self._predicted
        wrong = np.zeros(len(sampled), bool) if predicted is None else predicted != self._true
        chosen = self.selection.chosen.samples
        self.back.setVisible(len(chosen) > 1)
        places = sampled.shown(chosen, self.part.currentText())
        if self.class_.currentIndex() > 0:
            places = places[self._true[places] == self.class_.currentIndex() - 1]
        if self.first.isChecked():
            places = places[np.argsort(~wrong[places], kind="stable")]
        names = self._names
        taken = self._true if predicted is None else predicted
        verdicts = [
            Verdict(names[true], names[other], bool(mistaken))
            for true, other, mistaken in zip(self._true, taken, wrong, strict=True)
        ]
        self.wall.show_verdicts(places, verdicts)
        self._say()

    def _say(self) -> None:
        place = self._current
        if self._sampled is None or place is None or place >= len(self.wall.verdicts):
            self.what.setText("")
            return
        self.what.setText(f"{self._sampled.called(place)}: {self.wall.verdicts[place].words}")

    def _take_chosen(self, chosen: Chosen) -> None:
        self.part.setEnabled(len(chosen.samples) <= 1)
        self.chosen.setText(self.tr("{0} chosen").format(grouped(len(chosen.samples))))
        self._arrange()

    def _pick(self, place: int) -> None:
        if self._sampled is not None:
            self.selection.show_sample(int(self._sampled.rows[place]))

    def _follow(self) -> None:
        """Mark the sample in sight, and ask what the network makes of it."""
        self.wall.show_current(self._current)
        self._say()
        self.requests_changed.emit()
