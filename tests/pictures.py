"""Draws the real window in the middle of training: the README's pictures, or every scene in a folder.

python tests/pictures.py                               the README's, into assets/pictures
python tests/pictures.py FOLDER                        every scene, light and dark, at three sizes
python tests/pictures.py FOLDER dark 1280x800 dialog   those alone in whose names all these words are
"""

import gc
import os
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog
from scenes import SETTLE, scenes, train, wait, wait_for_report

import playground
from playground.experiment.experiment import Experiment
from playground.gui.document.store import Store
from playground.gui.network.selection import Chosen
from playground.gui.window.appearance import Appearance
from playground.gui.window.window import Window

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
SIZES = ((1024, 700), (1280, 800), (1920, 1080))


def opened(
    application: QApplication, experiment: Experiment, theme: str, size: tuple[int, int]
) -> tuple[Window, Appearance]:
    """Return a window on an experiment, and the appearance that is applied to it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        settings.setValue("appearance", theme)
        appearance = Appearance(application, settings)
        window = Window(Store(experiment), settings, appearance)
    window.resize(*size)
    window.show()
    return window, appearance


def draw_ours(application: QApplication) -> None:
    OURS.mkdir(exist_ok=True)
    for name, (preset, theme, epochs, view, chosen) in PICTURES.items():
        window, _ = opened(application, playground.load(preset), theme, (1440, 900))
        window.selection.choose(chosen)
        window.dock_area.raise_view(view)
        train(window, epochs)
        wait(SETTLE)
        window.grab().save(str(OURS / f"{name}.png"))
        window.close()


def draw_every(application: QApplication, folder: Path, words: list[str]) -> None:
    """Draw the scenes in whose names all words are; what is there stays.

    A scene is made once, and its window takes every size and both themes, as a person's would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for scene in scenes():
        every = {
            f"{scene.name}-{theme}-{size[0]}x{size[1]}": (theme, size)
            for theme, size in product(("light", "dark"), SIZES)
        }
        wanted = {
            name: asked
            for name, asked in every.items()
            if all(word in name for word in words) and not (folder / f"{name}.png").exists()
        }
        if not wanted:
            continue
        window, appearance = opened(application, scene.experiment, *next(iter(wanted.values())))
        wait_for_report(window)
        dialog = scene.prepare(window)
        for name, (theme, size) in wanted.items():
            appearance.choose(theme)
            window.resize(*size)
            wait(SETTLE)
            (dialog or window).grab().save(str(folder / f"{name}.png"))
            print(name, flush=True)
        if isinstance(dialog, QDialog):
            dialog.close()
        window.leave()
        window.deleteLater()
        del window, dialog
        wait(50)
        gc.collect()  # nothing of it must be left when the next one is styled


def main() -> None:
    asked = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, help="where every scene is drawn")
    asked.add_argument("words", nargs="*", metavar="WORD", help="what the names of scenes must have in them")
    chosen, application = asked.parse_args(), QApplication([])
    if chosen.folder is None:
        draw_ours(application)
    else:
        draw_every(application, chosen.folder, chosen.words)


if __name__ == "__main__":
    main()
