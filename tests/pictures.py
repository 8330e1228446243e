"""Draws the README's pictures into assets/pictures, from the real window in the middle of training.

python tests/pictures.py
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.appearance import Appearance
from playground.gui.store import Store
from playground.gui.window import Window

FOLDER = Path(__file__).parent.parent / "assets" / "pictures"
PICTURES = {
    "spiral-light": ("spiral", "light", 260),
    "circle-dark": ("circle", "dark", 120),
    "three-rings-light": ("three-rings", "light", 80),
}


def draw(window: Window, name: str, epochs: int) -> None:
    """Train for some epochs and save what is then to be seen."""
    loop = QEventLoop()
    window.player.reported.connect(lambda report: report.frame.figures.epoch >= epochs and loop.quit())
    window.player.play()
    loop.exec()
    window.grab().save(str(FOLDER / f"{name}.png"))


def main() -> None:
    application = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (preset, appearance, epochs) in PICTURES.items():
            settings = QSettings(f"{folder}/{name}.ini", QSettings.Format.IniFormat)
            settings.setValue("appearance", appearance)
            window = Window(Store(playground.load(preset)), settings, Appearance(application, settings))
            window.resize(1440, 900)
            window.show()
            draw(window, name, epochs)
            window.close()


if __name__ == "__main__":
    main()
