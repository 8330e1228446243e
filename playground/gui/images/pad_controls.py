"""The lines over the pad: how wide the pen is, and drawings that are kept as samples of a class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from playground.data.images.drawn_on import MOST, DrawnOn
from playground.experiment.experiment import Experiment
from playground.gui.images.pad import PEN
from playground.gui.widgets.controls import TinyButton, label, named, offer
from playground.gui.widgets.plain_text import plain

THIN, WIDE = 4, 30
"""Hundredths of the pad's side between which the pen's width is."""


class PadControls(QWidget):
    """Says what is wanted of the drawing; whoever has it does it."""

    pen_changed = Signal(float)
    """The pen is to be of this width, as a share of the pad's side."""
    kept = Signal(int)
    """The drawing is to be kept as a sample of this class."""
    taken_back = Signal()
    """The drawing that was kept last is to be kept no more."""

    def __init__(self) -> None:
        super().__init__()
        self._count, self._drawn, self._locked, self._absent = 0, False, False, False
        self.pen = QSlider(Qt.Orientation.Horizontal)
        self.pen.setRange(THIN, WIDE)
        self.pen.setValue(round(100 * PEN))
        self.pen.setMinimumWidth(50)
        self.pen.setMaximumWidth(140)
        self.pen.setAccessibleName(self.tr("Width of the pen"))
        self.pen.setToolTip(self.tr("Width of the pen"))
        self.pen.valueChanged.connect(lambda value: self.pen_changed.emit(value / 100.0))
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Class of the drawing"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.keep = named(QPushButton(self.tr("Keep as")), "small")
        self.keep.clicked.connect(lambda: self.kept.emit(self.which.currentIndex()))
        self.count = label(look="quiet")
        self.back = TinyButton("left", self.tr("Keep the last drawing no more"))
        self.back.clicked.connect(self.taken_back)
        self._own = QWidget()
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.keep, self.which, self.back):
            row.addWidget(widget)
        row.addStretch(1)
        pen = QHBoxLayout()
        pen.setSpacing(6)
        pen.addWidget(label(self.tr("Pen"), look="quiet"))
        pen.addWidget(self.pen, 1)
        pen.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(pen)
        layout.addWidget(self._own)

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the experiment's classes, if its data keep drawings."""
        data = experiment.data
        self._own.setVisible(isinstance(data, DrawnOn))
        self._count = len(data.drawings) if isinstance(data, DrawnOn) else 0
        self._locked, self._absent = "data" in experiment.kept, data.absent
        offer(self.which, list(experiment.targets.classes))
        self._allow()

    def show_drawn(self, drawn: bool) -> None:
        """Say whether there is a drawing on the pad."""
        self._drawn = drawn
        self._allow()

    def _allow(self) -> None:
        full = self._count >= MOST
        self.keep.setEnabled(self._drawn and not (full or self._locked or self._absent))
        if self._absent:
            text = self.tr("The data are not here that it would be kept with.")
        elif self._locked:
            text = self.tr("The lesson keeps the data as they are.")
        elif full:
            text = self.tr("{0} drawings are kept, and no more can be.").format(MOST)
        else:
            text = self.tr("Keep the drawing as a training sample of this class")
        self.keep.setToolTip(plain(text))
        self.back.setVisible(bool(self._count) and not self._locked)
        self.count.setText(self.tr("{0} kept").format(self._count) if self._count else "")
