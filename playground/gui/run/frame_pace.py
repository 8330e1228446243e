"""How often a run that plays is drawn: as often as the screen refreshes, less often where that is dear."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

DRAWING, ANSWERING = 0.5, 0.16
"""The shares of the window's time that drawing may take, and of the worker's that answering may take."""
USUAL = 60.0
"""Frames a second where the screen does not say how often it refreshes."""
RARELY = 1.0
"""Seconds between two looks at a run of which nothing is drawn; no frame is ever later."""
MADE_UP = 0.5
"""How much of an interval a frame may be late and the next one still comes as if it had not been."""
NEWEST = 0.2
"""The weight of the newest frame in what is taken for the usual cost of one."""


class FramePace(QObject):
    """Calls for the next frame, as long as a run plays."""

    due = Signal()
    """It is time to ask for a frame."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unseen = False
        """Whether the window is hidden or minimized: nobody sees what would be drawn."""
        self.battery_saver = False
        """Whether the battery is to be saved."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)
        self._playing = False
        self._drawing = self._answering = 0.0  # seconds for a frame
        self._drawn = 0.0
        self._due = 0.0  # on the monotonic clock
        self._times: deque[float] = deque(maxlen=80)

    @property
    def resting(self) -> bool:
        """Whether nothing of a run that plays is to be drawn; it is only looked at, for it may end."""
        return self.unseen or self.battery_saver

    @property
    def interval(self) -> float:
        """Seconds from one question for a frame to the next."""
        if self.resting:
            return RARELY
        wanted = max(1.0 / refresh_rate(), self._drawing / DRAWING, self._answering / ANSWERING)
        return min(wanted, RARELY)

    @property
    def frames_per_second(self) -> float:
        """How many frames came in the last second or so."""
        times = self._times
        return (len(times) - 1) / max(times[-1] - times[0], 1e-6) if len(times) > 1 else 0.0

    def begin(self) -> None:
        """A run plays from now on."""
        self._playing = True
        self._times.clear()
        self._drawn = time.thread_time()
        self._due = time.monotonic()
        self.ask()

    def end(self) -> None:
        """It no longer plays: nothing moves, and nothing is called for."""
        self._playing = False
        self._timer.stop()

    def ask(self) -> None:
        """A frame has been asked for; the next one is called for in its time.

        That is counted from when this one was due, for every timer rings a little late.
        """
        interval = self.interval
        if not self._playing or 0 <= self._timer.remainingTime() <= 1000.0 * interval:
            return
        now = time.monotonic()
        self._due = max(self._due, now - MADE_UP * interval) + interval
        self._timer.start(max(0, round(1000.0 * (self._due - now))))

    def take(self, answering: float) -> None:
        """A frame has come, and the worker says how many seconds its answers take.

        What this thread has done since the one before is the cost of drawing that, with all that a person
        did meanwhile: a window that is busy is drawn less often.
        """
        now = time.thread_time()
        self._times.append(time.monotonic())
        if self._playing:
            self._drawing += NEWEST * (now - self._drawn - self._drawing)
            self._answering += NEWEST * (answering - self._answering)
        self._drawn = now


def refresh_rate() -> float:
    """Return how often the screen refreshes, in hertz."""
    screen = QGuiApplication.primaryScreen()
    rate = screen.refreshRate() if screen else 0.0
    return rate if rate >= 1.0 else USUAL
