"""How the window feels while a preset trains flat out, and what it costs the training.

python tests/bench/window.py [PRESET] [WIDTH HEIGHT] [LAYERS UNITS]

By turns the window trains, drawing all the while, and the same experiment trains with nothing to draw: how
late the window's timers are, how many frames it draws, and how much of that speed its training keeps.
"""

import os
import sys
import tempfile
import time
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.engine.layers.dense import Dense
from playground.experiment.experiment import Experiment
from playground.gui.document.store import Store
from playground.gui.window.appearance import Appearance
from playground.gui.window.gc_guard import GcGuard
from playground.gui.window.window import Window
from playground.training.training import Training

TURNS, WARM_UP, MEASURED, ALONE, PERIOD = 5, 0.7, 2.0, 1.0, 0.010  # seconds


class Turns:
    """What the window does in its turns."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.late: list[float] = []
        self.frames: list[float] = []
        self.speeds: list[float] = []
        self._ticked = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(1000 * PERIOD))
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(1000.0 * max(0.0, now - self._ticked - PERIOD))
        self._ticked = now

    def take(self) -> None:
        """Train and draw for a while."""
        player, seen = self.window.player, []
        player.play()
        wait(WARM_UP)
        link = player.reported.connect(
            lambda report: seen.append((time.perf_counter(), report.frame.figures.step))
        )
        self._ticked = time.perf_counter()
        self._timer.start()
        wait(MEASURED)
        self._timer.stop()
        player.reported.disconnect(link)
        player.pause()
        wait(0.2)
        (start, first), *_, (end, last) = seen
        self.frames.append((len(seen) - 1) / (end - start))
        self.speeds.append((last - first) / (end - start))


def wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def alone(training: Training) -> float:
    """Return the updates a second of a training with nothing to draw."""
    start, before = time.perf_counter(), training.steps
    while (taken := time.perf_counter() - start) < ALONE:
        training.epoch()
    return (training.steps - before) / taken


def main(preset: str = "circle", width: str = "1440", height: str = "900", *network: str) -> None:
    experiment: Experiment = playground.load(preset).changed(stop=())
    if network:
        layers, units = map(int, network)
        experiment = experiment.changed(layers=(Dense(units=units),) * layers)
    application, training = QApplication([]), Training(experiment)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        GcGuard(application)
        window = Window(Store(experiment), settings, Appearance(application, settings))
        window.resize(int(width), int(height))
        window.show()
        window.player.set_pace(0.0)
        turns, kept = Turns(window), []
        for _ in range(TURNS):
            before = alone(training)
            turns.take()
            kept.append(turns.speeds[-1] / (0.5 * (before + alone(training))))
        window.close()
    late = sorted(turns.late)
    print(f"{preset} {' x '.join(network)} at {width} x {height}: a {1000 * PERIOD:.0f} ms timer is late by")
    for name, share in (("median", 0.5), ("90th percentile", 0.9), ("99th percentile", 0.99)):
        print(f"  {name:<16} {late[int(share * len(late))]:6.2f} ms")
    print(f"{median(turns.frames):.1f} frames/s drawn, {median(turns.speeds):,.0f} updates/s,", end=" ")
    print(f"{100 * median(kept):.0f} % of those of a training with nothing to draw")


if __name__ == "__main__":
    main(*sys.argv[1:])
