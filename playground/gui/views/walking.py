"""Walking through a step of backpropagation: on and back, how far at a time, and by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSlider

from playground.gui.widgets.controls import TinyButton
from playground.gui.widgets.menu import Menu

SLOWEST, SPEEDS = 2400, (1, 12)
"""Milliseconds between two steps when it walks by itself at speed 1, and the speeds."""
GRAINS = ("term", "line", "unit", "layer", "phase")
KEYS = (
    ("Left, Right", "Go one step back or forward"),
    (", .", "Make steps finer or coarser: term, line, unit, layer, phase"),
    ("W", "Step automatically, or stop"),
)


class Walking(QObject):
    """The buttons and the clock that call for a step; whoever shows something makes it."""

    def __init__(self, parent: QObject, begin: Callable[[], None], step: Callable[[int], bool]) -> None:
        """``begin`` goes to the first step, ``step`` one on or back; it returns whether there was one."""
        super().__init__(parent)
        self._begin, self._step = begin, step
        self.clock = QTimer(self)
        self.clock.setInterval(SLOWEST)
        self.clock.timeout.connect(self._go_on)
        self.back = TinyButton("left", self.tr("One step back (Left)"))
        self.forth = TinyButton("right", self.tr("One step forward (Right)"))
        self.walk = TinyButton("film", self.tr("Step automatically (W)"))
        self.grain = Menu()
        self.grain.setToolTip(self.tr("How far one step goes (finer: comma, coarser: period)"))
        self.grain.setAccessibleName(self.tr("How far one step goes"))
        self.grain.setMinimumWidth(72)
        for grain in GRAINS:
            self.grain.addItem(self.tr(grain), grain)
        self.grain.setCurrentIndex(GRAINS.index("line"))
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setRange(*SPEEDS)
        self.speed.setFixedWidth(72)
        self.speed.setToolTip(self.tr("Speed of automatic steps"))
        self.speed.setAccessibleName(self.speed.toolTip())
        self.speed.valueChanged.connect(lambda speed: self.clock.setInterval(round(SLOWEST / speed)))
        self.back.clicked.connect(lambda: self._step(-1))
        self.forth.clicked.connect(lambda: self._step(1))
        self.walk.clicked.connect(self.toggle)

    @property
    def buttons(self) -> tuple[TinyButton, ...]:
        """Back, by itself, and on."""
        return self.back, self.walk, self.forth

    def press(self, key: int) -> bool:
        """Do what a key asks for, and return whether it asks for anything."""
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_W:
                self.toggle()
            case Qt.Key.Key_Comma | Qt.Key.Key_Period:
                coarser = self.grain.currentIndex() + (1 if key == Qt.Key.Key_Period else -1)
                self.grain.setCurrentIndex(min(max(coarser, 0), len(GRAINS) - 1))
            case _:
                return False
        return True

    def toggle(self) -> None:
        """Begin to walk by itself from the first step on, or stop."""
        if not self.clock.isActive():
            self._begin()
        self._set_walking(not self.clock.isActive())

    def _set_walking(self, walking: bool) -> None:
        self.clock.start() if walking else self.clock.stop()
        self.speed.setVisible(walking)
        self.grain.setVisible(not walking)

    def _go_on(self) -> None:
        if not self._step(1):
            self._set_walking(False)
