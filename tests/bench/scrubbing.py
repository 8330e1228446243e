"""How fast the time slider is: how many moments of a long run are shown in a second while it is dragged.

python tests/bench/scrubbing.py [WIDTH HEIGHT]
"""

import os
import sys
import tempfile
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.document.store import Store
from playground.gui.window.appearance import Appearance
from playground.gui.window.gc_guard import GcGuard
from playground.gui.window.window import Window

EPOCHS, MEASURED = 999, 8000  # with the start that is 1,000 snapshots; milliseconds
EVENT = 8  # milliseconds between two movements of a mouse


def main(width: str = "1440", height: str = "900") -> None:
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        experiment = playground.load("circle").changed(layers=[{"kind": "dense", "units": 8}] * 2)
        GcGuard(application)
        window = Window(Store(experiment), settings, Appearance(application, settings))
        window.resize(int(width), int(height))
        window.show()
        window.player.set_pace(0.0)
        window.player.play(EPOCHS)
        loop = QEventLoop()
        window.player.reported.connect(
            lambda report: None if report.playing or report.reached < EPOCHS else loop.quit()
        )
        loop.exec()
        shown: list[int] = []
        window.player.reported.connect(lambda report: shown.append(report.frame.figures.epoch))
        slider, mouse = window.time.slider, QTimer()
        mouse.timeout.connect(lambda: slider.setValue((slider.value() - 7) % (EPOCHS + 1)))
        mouse.start(EVENT)
        QTimer.singleShot(MEASURED, application.quit)
        application.exec()
        mouse.stop()
        window.player.close()
    changes = sum(one != other for one, other in pairwise(shown))
    rate = 1000 * changes / MEASURED
    print(f"2-8-8-1, {EPOCHS + 1:,} snapshots, {width} x {height}: {rate:.1f} positions/s shown")


if __name__ == "__main__":
    main(*sys.argv[1:])
