"""Draws the real window in the middle of training: the README's pictures, or every view in a folder.

python tests/pictures.py            the README's, into assets/pictures
python tests/pictures.py FOLDER     every view, light and dark, at three sizes
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.document.store import Store
from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.window.appearance import Appearance
from playground.gui.window.window import Window

SETTLE = 900
"""Milliseconds in which views that rest between their questions have asked."""
OURS = Path(__file__).parent.parent / "assets" / "pictures"
PICTURES = {  # preset, appearance, epochs, the view in front, and what is chosen
    "spiral-light": ("spiral", "light", 260, "hidden", Chosen()),
    "circle-dark": ("circle", "dark", 60, "gradients", Chosen()),
    "microscope-light": (
        "moons",
        "light",
        40,
        "microscope",
        Chosen(layer=0, unit=2, parameter=("weight", (1, 2))),
    ),
    "three-rings-light": ("three-rings", "light", 60, "confusion", Chosen()),
    "digits-light": ("digits-convolution", "light", 12, "samples", Chosen()),
    "lesson-dark": ("lesson-08-vanishing", "dark", 40, "gradients", Chosen()),
}
SIZES = ((1280, 800), (1440, 900), (1920, 1080))
TELLING = {
    "lesson": "lesson-08-vanishing",
    "confusion": "three-rings",
    "findings": "dead-units",
    "sequence": "vanishing-through-time",
    "text": "text",
    "samples": "digits-convolution",
    "draw": "digits-convolution",
    "reconstruction": "digits-map",
}
"""Presets on which a view has more to show than on the others' spiral."""


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def train(window: Window, epochs: int) -> None:
    loop = QEventLoop()
    window.player.reported.connect(lambda report: report.frame.figures.epoch >= epochs and loop.quit())
    window.player.play()
    loop.exec()
    window.player.pause()


def opened(application: QApplication, preset: str, theme: str, size: tuple[int, int]) -> Window:
    """Return a window on a preset."""
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        settings.setValue("appearance", theme)
        window = Window(Store(playground.load(preset)), settings, Appearance(application, settings))
    window.resize(*size)
    window.show()
    return window


def draw_ours(application: QApplication) -> None:
    OURS.mkdir(exist_ok=True)
    for name, (preset, theme, epochs, view, chosen) in PICTURES.items():
        window = opened(application, preset, theme, (1440, 900))
        window.selection.choose(chosen)
        window.stage.bring(view)
        train(window, epochs)
        wait(SETTLE)
        window.grab().save(str(OURS / f"{name}.png"))
        window.close()


def draw_every(application: QApplication, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        for width, height in SIZES:
            for preset in dict.fromkeys(("spiral", *TELLING.values())):
                window = opened(application, preset, theme, (width, height))
                window.selection.choose(Chosen(layer=0, unit=1))
                shown = [view for view in VIEWS if TELLING.get(view.kind, "spiral") == preset]
                for epochs, view in enumerate(shown, 3):
                    window.stage.bring(view.kind)
                    train(window, 20 * epochs)
                    wait(SETTLE)
                    window.grab().save(str(folder / f"{view.kind}-{theme}-{width}x{height}.png"))
                window.close()


def main(folder: str = "") -> None:
    application = QApplication([])
    if folder:
        draw_every(application, Path(folder))
    else:
        draw_ours(application)


if __name__ == "__main__":
    main(*sys.argv[1:])
