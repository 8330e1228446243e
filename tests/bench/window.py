"""How the window feels while a preset trains flat out: how late its timers are, and how many frames it draws.

python tests/bench/window.py [PRESET] [WIDTH HEIGHT]
"""

import os
import sys
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.appearance import Appearance
from playground.gui.store import Store
from playground.gui.window import Window

WARM_UP, MEASURED, PERIOD = 1.0, 8.0, 0.010  # seconds


def main(preset: str = "circle", width: str = "1440", height: str = "900") -> None:
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        window = Window(Store(playground.load(preset)), settings, Appearance(application, settings))
        window.resize(int(width), int(height))
        window.show()
        window.player.set_pace(0.0)
        window.player.play()
        late: list[float] = []
        reports: list[object] = []
        ticked = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            late.append(1000.0 * max(0.0, now - ticked[0] - PERIOD))
            ticked[0] = now

        def begin() -> None:
            ticked[0] = time.perf_counter()
            window.player.reported.connect(reports.append)
            timer.start()

        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(round(1000 * PERIOD))
        timer.timeout.connect(tick)
        QTimer.singleShot(round(1000 * WARM_UP), begin)
        QTimer.singleShot(round(1000 * (WARM_UP + MEASURED)), application.quit)
        application.exec()
        window.close()
    late.sort()
    print(f"{preset} at {width} x {height}: a {1000 * PERIOD:.0f} ms timer is late by")
    for name, share in (("median", 0.5), ("90th percentile", 0.9), ("99th percentile", 0.99)):
        print(f"  {name:<16} {late[int(share * len(late))]:6.2f} ms")
    updates = reports[-1].updates_per_second  # type: ignore[attr-defined]
    print(f"{len(reports) / MEASURED:.1f} frames/s drawn, {updates:,.0f} updates/s")


if __name__ == "__main__":
    main(*sys.argv[1:])
