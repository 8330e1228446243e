"""How much the window grows while a preset trains flat out with every view in sight.

python tests/bench/memory.py [PRESET] [MINUTES]     (Linux: reads /proc)
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.document.store import Store
from playground.gui.network.selection import Chosen
from playground.gui.window.appearance import Appearance
from playground.gui.window.gc_guard import GcGuard
from playground.gui.window.window import Window

WARM_UP = 60_000
"""Milliseconds until caches are full and the history has reached its longest."""


def resident(process: int | str) -> float:
    """Return the megabytes of memory that a process has of its own."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024.0


def main(preset: str = "circle", minutes: str = "10") -> None:
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        GcGuard(application)
        window = Window(Store(playground.load(preset)), settings, Appearance(application, settings))
        window.resize(1440, 900)
        window.show()
        for dock in window.dock_area.docks:
            dock.show()
            dock.setFloating(True)
        window.selection.choose(Chosen(layer=0, unit=0))
        window.player.set_pace(0.0)
        window.player.play()
        taken: list[tuple[float, float]] = []

        def note() -> None:
            assert window.player.process_id is not None
            taken.append((resident("self"), resident(window.player.process_id)))

        def end() -> None:
            note()
            print(f"{preset}, {minutes} minutes, in sight:", *(v.kind for v in window.views if v.in_sight))
            application.quit()

        QTimer.singleShot(WARM_UP, note)
        QTimer.singleShot(WARM_UP + round(60_000 * float(minutes)), end)
        application.exec()
        window.player.close()
    for name, before, after in zip(("window", "worker"), *taken, strict=True):
        print(f"  {name}: {before:.0f} MB, then {after:.0f} MB: {after - before:+.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
