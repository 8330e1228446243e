"""How long the window takes to open: from the start of the process to a painted window with its first frame.

python tests/bench/opening.py [PRESET]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7
IMPORTS = "import numpy, pyqtgraph, PySide6.QtWidgets"


def open_window(preset: str, settings: str) -> None:
    """Open the program as its command does, and say the time when the first map has been painted."""
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from playground.cli.commands import main as playground

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    application = QApplication([])

    def look() -> None:
        from playground.gui.views.boundary import BoundaryView
        from playground.gui.window.window import Window

        for window in application.topLevelWidgets():
            if isinstance(window, Window) and window.view(BoundaryView).plot.image.image is not None:
                window.repaint()
                print(time.time())
                window.player.close()
                application.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(1)
    playground([preset])


def taken(command: list[str], environment: dict[str, str]) -> float:
    """Return the seconds that a process takes to its end, or until the time that it prints."""
    began = time.time()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout or time.time()) - began


def main(preset: str = "circle") -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = ([sys.executable, "-c", IMPORTS], [sys.executable, __file__, "--open", preset, folder])
        times = [[taken(command, environment) for command in commands] for _ in range(1 + ROUNDS)][1:]
    imports, opened = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{IMPORTS}: {imports:.2f} s")
    print(f"a window on {preset} with its first map: {opened:.2f} s, {opened / imports:.2f} times that")


if __name__ == "__main__":
    open_window(*sys.argv[2:]) if sys.argv[1:2] == ["--open"] else main(*sys.argv[1:])
