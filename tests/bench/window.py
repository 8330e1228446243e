"""How the window feels while a preset trains flat out, and what it costs the training.

python tests/bench/window.py [PRESET] [WIDTH HEIGHT] [LAYERS UNITS]

By turns the window trains, drawing all the while, and the same experiment trains with nothing to draw: how
many frames are drawn, how late the window's timers are, how much of that speed its training keeps, and what
share of a core window and worker take while the run is paused.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
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

TURNS, WARM_UP, MEASURED, ALONE, SETTLED, HALF, PERIOD = 5, 0.7, 2.0, 1.0, 3.0, 0.5, 0.010  # seconds


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


def working(process_id: int | None) -> float:
    """Return the seconds that this process and the worker's have worked until now (the latter on Linux)."""
    stat = Path(f"/proc/{process_id}/stat")
    theirs = stat.read_text().rpartition(") ")[2].split()[11:13] if stat.exists() else ()
    return time.process_time() + sum(map(int, theirs)) / os.sysconf("SC_CLK_TCK")


def resting(window: Window) -> float:
    """Return the share of one core that a paused window and its worker take: the median of its half seconds.

    The expensive views, as findings, ask for the last time a second after training has stopped, and Python's
    garbage is collected when it has piled up: neither comes again.
    """
    wait(SETTLED)
    shares = []
    for _ in range(round(MEASURED / HALF)):
        before = working(window.player.process_id)
        wait(HALF)
        shares.append((working(window.player.process_id) - before) / HALF)
    return median(shares)


def scenes() -> Iterator[tuple[str, Experiment]]:
    """Yield what is measured by itself: the default preset, and the three that are dearest to draw."""
    circle, lstm = playground.load("circle"), playground.load("remember-lstm")
    yield "circle", circle
    yield "circle, 6 x 16", with_layers(circle, 6, 16)
    yield "digits-convolution", playground.load("digits-convolution")
    yield "LSTM, 30 steps", lstm.changed(data=lstm.data.model_copy(update={"steps": 30}))


def with_layers(experiment: Experiment, layers: int, units: int) -> Experiment:
    """Return the experiment with so many layers of so many units."""
    return experiment.changed(layers=(Dense(units=units),) * layers)


def measure(application: QApplication, name: str, experiment: Experiment, size: tuple[int, int]) -> None:
    """Print the figures of an experiment."""
    experiment = experiment.changed(stop=())
    training = Training(experiment)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        window = Window(Store(experiment), settings, Appearance(application, settings))
        window.resize(*size)
        window.show()
        window.player.set_pace(0.0)
        ready = QEventLoop()  # the worker has started
        window.player.reported.connect(ready.quit)
        ready.exec()
        turns, kept = Turns(window), []
        for _ in range(TURNS):
            before = alone(training)
            turns.take()
            kept.append(turns.speeds[-1] / (0.5 * (before + alone(training))))
        rest = resting(window)
        window.close()
    late = sorted(turns.late)
    print(
        f"{name:<20}{median(turns.frames):9.1f}"
        + "".join(f"{late[int(share * len(late))]:9.1f}" for share in (0.5, 0.9, 0.99))
        + f"{median(turns.speeds):12,.0f}{median(kept):9.0%}{rest:9.1%}"
    )


def main(name: str = "", width: str = "1440", height: str = "900", *network: str) -> None:
    application, size = QApplication([]), (int(width), int(height))
    GcGuard(application)
    chosen = dict(scenes())
    if name:
        experiment = playground.load(name)
        chosen = {name: with_layers(experiment, *map(int, network)) if network else experiment}
    print(f"A timer of {1000 * PERIOD:.0f} ms is late by so many ms (median, p90, p99) at {width} x {height}")
    print(
        f"{'':<20}{'frames/s':>9}{'median':>9}{'p90':>9}{'p99':>9}{'updates/s':>12}{'kept':>9}{'paused':>9}"
    )
    for name, experiment in chosen.items():
        measure(application, name, experiment, size)


if __name__ == "__main__":
    main(*sys.argv[1:])
