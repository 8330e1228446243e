"""A real window with a real worker, closed when the test is over."""

import pytest
from PySide6.QtCore import QSettings

import playground
from playground.gui.appearance import Appearance
from playground.gui.store import Store
from playground.gui.window import Window


@pytest.fixture
def preferences(tmp_path):
    """The person's settings, empty."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_window(qtbot, qapp, preferences):
    """Return a function that opens the window on a preset and waits for its first frame."""
    opened = []

    def open_it(preset="circle", **settings):
        experiment = playground.load(preset).changed(**settings)
        window = Window(Store(experiment), preferences, Appearance(qapp, preferences))
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.boundary._image.image is not None, timeout=10_000)
        return window

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(open_window):
    """The window on the default preset."""
    return open_window()
