"""Draws the README's pictures into assets/pictures, from the real window in the middle of training.

python tests/pictures.py
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.appearance import Appearance
from playground.gui.attention import Chosen
from playground.gui.store import Store
from playground.gui.window import Window

SETTLE = 900
"""Milliseconds in which views that rest between their questions have asked."""
FOLDER = Path(__file__).parent.parent / "assets" / "pictures"
PICTURES = {  # preset, appearance, epochs, the view in front, and what is chosen
    "spiral-light": ("spiral", "light", 260, "hidden", Chosen()),
    "circle-dark": ("circle", "dark", 60, "gradients", Chosen()),
    "microscope-light": ("moons", "light", 40, "microscope", Chosen(layer=0, links=((1, 2),))),
    "three-rings-light": ("three-rings", "light", 60, "confusion", Chosen()),
    "lesson-dark": ("lesson-08-vanishing", "dark", 40, "gradients", Chosen()),
}


def draw(window: Window, name: str, epochs: int) -> None:
    """Train for some epochs and save what is then to be seen."""
    loop = QEventLoop()
    window.player.reported.connect(lambda report: report.frame.figures.epoch >= epochs and loop.quit())
    window.player.play()
    loop.exec()
    window.player.pause()
    rest = QEventLoop()
    QTimer.singleShot(SETTLE, rest.quit)
    rest.exec()
    window.grab().save(str(FOLDER / f"{name}.png"))


def main() -> None:
    application = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (preset, appearance, epochs, view, chosen) in PICTURES.items():
            settings = QSettings(f"{folder}/{name}.ini", QSettings.Format.IniFormat)
            settings.setValue("appearance", appearance)
            window = Window(Store(playground.load(preset)), settings, Appearance(application, settings))
            window.resize(1440, 900)
            window.show()
            window.attention.choose(chosen)
            window.stage.bring(view)
            draw(window, name, epochs)
            window.close()


if __name__ == "__main__":
    main()
