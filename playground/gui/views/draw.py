"""The drawing view: a pad to draw on, and what the network makes of the drawing, stroke by stroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from playground.data.data_set import DataSet
from playground.data.images.drawn_on import DrawnOn
from playground.experiment.experiment import Experiment
from playground.gui.images.class_bars import ClassBars, class_shares
from playground.gui.images.pad import Pad
from playground.gui.images.pad_controls import PadControls
from playground.gui.images.shaped_pictures import pixels
from playground.gui.images.strokes import Image, Placing, drawn
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets.controls import TinyButton, label
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed, apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneInput

HIGH = 1.1
"""How many times as high as wide the view must be for the answer to stand below the pad."""
GAP = 10
"""Pixels between pad and answer."""
MEASURED = 200
"""Training images from which is learned how ink lies in them."""


class NetworkInput(QWidget, Themed):
    """The drawing as the network is given it."""

    SIDE = 64

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.image: Image | None = None
        self.setToolTip(self.tr("The drawing as the network is given it"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.SIDE, self.SIDE)

    def show_image(self, image: Image | None) -> None:
        """Show an image (height, width), or none."""
        self.image = image
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, frame = QPainter(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(frame, QColor(self.theme.raised))
        if self.image is not None:
            painter.drawImage(frame, pixels(self.theme, self.image[None]))
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)


class DrawView(View):
    """What a person draws goes into the network as a sample would, also while it trains."""

    kind = "draw"
    title = "Draw"
    about = "A pad to draw an image on, and what the network makes of it"
    area = RIGHT
    of_images = True
    of_data = True
    keys = (("Backspace", "Undo the last stroke"), ("Delete", "Clear the pad"))

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._placing: Placing | None = None
        self._full = 1.0
        self.pad, self.seen, self.bars = Pad(theme), NetworkInput(theme), ClassBars(theme)
        self.controls = PadControls()
        self.controls.pen_changed.connect(self.pad.set_pen)
        self.controls.kept.connect(self._keep)
        self.controls.taken_back.connect(self._take_back)
        self.pad.setAccessibleName(self.tr("Pad"))
        self.eraser = TinyButton(
            "eraser", self.tr("Erase instead of drawing; the right mouse button erases, too")
        )
        self.eraser.setCheckable(True)
        self.undo = TinyButton("left", self.tr("Undo the last stroke (Backspace)"))
        self.clear_ = TinyButton("close", self.tr("Clear the pad (Delete)"))
        self.placed = QCheckBox(self.tr("Center and scale"))
        self.placed.setToolTip(self.tr("Move and scale the drawing to where ink lies in the training images"))
        self.eraser.toggled.connect(self._erase)
        self.undo.clicked.connect(self.pad.undo)
        self.clear_.clicked.connect(self.pad.clear)
        self.placed.toggled.connect(lambda _: self._take())
        self.pad.changed.connect(self._take)
        selection.sample_changed.connect(self._notice)
        way = QBoxLayout.Direction
        sees = QVBoxLayout()
        sees.setSpacing(6)
        sees.addWidget(label(self.tr("The network sees"), look="small"))
        sees.addWidget(self.seen)
        sees.addStretch(1)
        self._beside = QBoxLayout(way.TopToBottom)
        self._beside.setSpacing(6)
        self._beside.addLayout(sees, 0)
        self._beside.addWidget(self.bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._both = QBoxLayout(way.LeftToRight)
        self._both.setSpacing(GAP)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.controls)
        left.addWidget(self.pad, 1)
        self._both.addLayout(left, 5)
        self._both.addLayout(self._beside, 3)
        layout.addLayout(self._both, 1)
        apply_theme(self, theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The pad is a square: what it leaves free beside or below it belongs to the answer. Beside it, names
        # of classes may take more room than there is.
        needed = self.controls.minimumSizeHint().width() + GAP + self.bars.minimumSizeHint().width()
        tall = self.height() > HIGH * self.width() or self.width() < needed
        way = QBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if tall else way.LeftToRight)
        self._beside.setDirection(way.LeftToRight if tall else way.TopToBottom)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return () if self._request is None else (self._request,)

    @property
    def _request(self) -> OneInput | None:
        return None if self.selection.drawing is None else OneInput(self.selection.drawing)

    def tools(self) -> Sequence[QWidget]:
        return self.eraser, self.undo, self.clear_, self.placed

    def show_experiment(self, experiment: Experiment) -> None:
        old, self._experiment = self._experiment, experiment
        if not self.suits(experiment):
            return
        self.controls.show_experiment(experiment)
        if old is not None and _without_drawings(old.data) == _without_drawings(experiment.data):
            return
        images = _grey(experiment.samples["train"].inputs[:MEASURED].reshape(-1, *experiment.inputs_shape))
        self._placing, self._full = Placing.of(images), experiment.data.largest(experiment.points)
        self.placed.setChecked(self._placing.steady)
        self.placed.setEnabled(len(images) > 0)
        self.pad.clear()

    def show_frame(self, frame: Frame) -> None:
        request = self._request
        activity = None if request is None else frame.answer(request)
        if activity is not None and self._experiment is not None:
            targets = self._experiment.targets
            if activity.outputs.size == targets.units:
                self.bars.show_shares(targets.classes, class_shares(targets, activity.outputs))

    def show_nothing(self) -> None:
        experiment = self._experiment
        suits = experiment is not None and self.suits(experiment)
        self.bars.show_shares(experiment.targets.classes if experiment is not None and suits else (), ())

    def _erase(self, wanted: bool) -> None:
        self.pad.erases = wanted

    def _take(self) -> None:
        """Send the drawing to the network."""
        experiment = self._experiment
        if experiment is None or not self.suits(experiment):
            return
        if not self.pad.strokes:
            self.seen.show_image(None)
            self.controls.show_drawn(False)
            self.show_nothing()
            self.selection.show_drawing(None)
            return
        channels, height, width = experiment.inputs_shape
        placing = self._placing if self.placed.isChecked() else None
        image = drawn(self.pad.strokes, (height, width), self.pad.pen, placing)
        self.seen.show_image(image)
        self.controls.show_drawn(bool(image.any()))
        inputs = np.tile(self._full * image, (channels, 1, 1))
        self.selection.show_drawing(tuple(inputs.ravel().tolist()))

    def _keep(self, label: int) -> None:
        """Keep the drawing as a sample of a class, and begin with an empty sheet."""
        experiment, image = self._experiment, self.seen.image
        if experiment is None or image is None or not isinstance(experiment.data, DrawnOn):
            return
        data = experiment.data.with_drawing(image, label, self._full)
        self.edited_as.emit(experiment.changed(data=data), self.tr("keeping a drawing"))
        self.pad.clear()

    def _take_back(self) -> None:
        experiment = self._experiment
        if experiment is not None and isinstance(experiment.data, DrawnOn):
            data = experiment.data.changed(drawings=experiment.data.drawings[:-1])
            self.edited_as.emit(experiment.changed(data=data), self.tr("removing a drawing"))

    def _notice(self) -> None:
        """Ask anew; where a sample is in sight again, the drawing waits on the pad."""
        self.requests_changed.emit()


def _without_drawings(data: DataSet) -> DataSet:
    return data.changed(drawings=()) if isinstance(data, DrawnOn) else data


def _grey(images: Image) -> Image:
    """Return images (n, channels, height, width) as (n, height, width)."""
    mean: Image = images.mean(axis=1)
    return mean
