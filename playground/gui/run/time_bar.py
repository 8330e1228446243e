"""The bar at the bottom: back to any moment of the run, and on from there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider

from playground.gui.widgets.controls import TinyButton, label, named
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.numbers import grouped
from playground.training.checkpoints import MOST

KEPT = (10, 100, 300, MOST)
"""What can be chosen."""
REST = 200
"""Milliseconds after which the handle goes from the epoch that was wished for to the one that was kept."""
FILM, FRAMES = 40, 250
"""Milliseconds between two pictures of the film, and how many it has at most."""


class TimeBar(QFrame):
    """A slider over the epochs of the run; what it shows, all views show."""

    sought = Signal(object)
    """Show the end of this epoch, or (None) the run as it is now."""
    kept = Signal(int)
    """Keep at most so many moments."""
    branched = Signal()
    """Go on from the moment that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._reached, self._showing = 0, False
        self.epoch, self.earlier = 0, False
        """Which moment is shown, and whether it is an earlier one of the run."""
        self._rested = 0
        self.text = label(look="quiet")
        self.text.setMinimumWidth(150)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Moment of the run"))
        self.slider.setToolTip(self.tr("Drag to see an earlier moment of the run"))
        self.film = TinyButton("film", self.tr("Play back the run so far"))
        self.now = QPushButton(self.tr("Now"))
        self.now.setToolTip(self.tr("Back to the run as it is"))
        self.compare = QPushButton(self.tr("Compare"))
        self.compare.setToolTip(self.tr("See the run as it is now; press again to see this moment"))
        self.compare.setCheckable(True)
        self.go_on = QPushButton(self.tr("Continue from here"))
        self.go_on.setToolTip(self.tr("Continue training from this moment; what came after it is discarded"))
        self.checkpoints = Menu()
        self.checkpoints.setToolTip(
            self.tr("How many checkpoints of a run are kept at most, spread evenly over it")
        )
        self.checkpoints.setAccessibleName(self.tr("Checkpoints kept"))
        self.checkpoints.keep_whole()
        for count in KEPT:
            self.checkpoints.addItem(self.tr("keeps {0} checkpoints").format(grouped(count)), count)
        self.checkpoints.setCurrentIndex(KEPT.index(MOST))
        self.checkpoints.currentIndexChanged.connect(lambda: self.kept.emit(self.checkpoints.currentData()))
        for button in (self.compare, self.now, self.go_on):
            named(button, "small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(10)
        row.addWidget(self.text)
        row.addWidget(self.film)
        row.addWidget(self.slider, 1)
        row.addWidget(self.checkpoints)
        for button in (self.compare, self.now, self.go_on):
            row.addWidget(button)
        self._reel = QTimer(self)
        self._reel.setInterval(FILM)
        self._reel.timeout.connect(self._next_picture)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._settle)
        self.slider.valueChanged.connect(self._seek)
        self.slider.sliderReleased.connect(self._rest.start)
        self.film.clicked.connect(self._start_film)
        self.now.clicked.connect(self._go_to_now)
        self.compare.clicked.connect(lambda on: self.sought.emit(None if on else self.slider.value()))
        self.go_on.clicked.connect(self.branched)
        self.show_moment(0, 0)

    def show_moment(self, epoch: int, reached: int) -> None:
        """Show where the run is, and which moment of it is shown; nothing is emitted."""
        if reached != self._reached:
            self.compare.setChecked(False)  # the run goes on
        self._reached = reached
        self.epoch, self.earlier = epoch, (earlier := epoch < reached)
        self._showing = True
        self.slider.setMaximum(max(reached, 1))
        if not earlier and not self._moved:
            self.slider.setValue(epoch)  # an earlier moment was wished for by the slider itself
            self._rested = epoch
        elif not self._rest.isActive():
            self._rest.start()
        self._showing = False
        self.slider.setEnabled(reached > 0)
        self.film.setEnabled(reached > 0)
        self.now.setEnabled(earlier or self.compare.isChecked())
        self.compare.setEnabled(earlier or self.compare.isChecked())
        self.go_on.setEnabled(earlier)
        shown = self.tr("Epoch {0} of {1}") if earlier else self.tr("Epoch {0}")
        self.text.setText(shown.format(grouped(epoch), grouped(reached)))

    def show_nothing(self) -> None:
        """Show that there is no run, and none of its moments; nothing is emitted."""
        self._reel.stop()
        self._rest.stop()
        self.slider.setSliderDown(False)
        self.show_moment(0, 0)
        self.text.setText(self.tr("No run"))

    def set_kept(self, snapshots: int) -> None:
        """Choose how many snapshots are kept at most; a number that is not offered changes nothing."""
        if snapshots in KEPT:
            self.checkpoints.setCurrentIndex(KEPT.index(snapshots))

    @property
    def _moved(self) -> bool:
        """Whether the person or the film is busy with the moment."""
        return self.slider.isSliderDown() or self.compare.isChecked() or self._reel.isActive()

    def _settle(self) -> None:
        """Put the handle where the moment is that is shown; a key that has not yet left it may go on."""
        if self.earlier and not self._moved and self.epoch != self._rested:
            self._rested, self._showing = self.epoch, True
            self.slider.setValue(self.epoch)
            self._showing = False

    def _seek(self, epoch: int) -> None:
        if not self._showing:
            self.compare.setChecked(False)
            self._rest.start()
            self.sought.emit(epoch)

    def _go_to_now(self) -> None:
        self.compare.setChecked(False)
        self.sought.emit(None)

    def _start_film(self) -> None:
        if self._reel.isActive():
            self._reel.stop()
            return
        if self.slider.value() >= self._reached:
            self.slider.setValue(0)
        self._reel.start()

    def _next_picture(self) -> None:
        step = max(1, self._reached // FRAMES)
        if self.slider.value() >= self._reached:
            self._reel.stop()
            self.sought.emit(None)
        else:
            self.slider.setValue(min(self.slider.value() + step, self._reached))
