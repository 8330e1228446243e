"""A real window with a real worker, closed when the test is over."""

import gc
import multiprocessing
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import createdByPython

import playground
from playground.data.tables import loading
from playground.gui.document.store import Store
from playground.gui.importing.import_dialog import ImportDialog
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.function import flat_at
from playground.gui.views.loss import LossView
from playground.gui.window.appearance import Appearance
from playground.gui.window.window import Window
from tests.gui.import_dialog import PEOPLE
from tests.gui.shown_network import Shown

PATIENCE = 60_000
"""Milliseconds until what does not come is a fault: no matter how much else the machine does meanwhile."""


class PatientBot(QtBot):
    """Waits longer than pytest-qt does by itself."""

    def waitUntil(self, callback, *, timeout=PATIENCE):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE, **more):
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp, request):
    """Drives the window, and waits for it."""
    return PatientBot(request)


@pytest.fixture
def true_start():
    """Have workers start as they do for a person."""


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Leave the person's cache alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("a cache")))
        yield


@pytest.fixture(autouse=True)
def quick_workers(request, monkeypatch):
    """Fork workers from a server that has imported everything, but where their own start is looked at."""
    known = "forkserver" in multiprocessing.get_all_start_methods()
    if known and "true_start" not in request.fixturenames:
        multiprocessing.set_forkserver_preload(["playground.worker.process"])
        monkeypatch.setattr("playground.worker.process.START", "forkserver")


@pytest.fixture(autouse=True)
def no_widget_left(qapp):
    """Destroy what a test leaves: Qt would style it with the next window, and stumble when it dies later.

    What Qt made for itself is left to Qt. As in the program (playground.gui.window.gc_guard), no other thread
    collects meanwhile, and what was there before is not looked through again.
    """
    gc.freeze()
    gc.disable()
    yield
    for widget in qapp.topLevelWidgets():
        if widget.parent() is None and createdByPython(widget):
            widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def preferences(tmp_path):
    """The person's settings, empty."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def discard(window):
    """Close a window as one does who wants to keep nothing."""
    window.close()
    for box in window.findChildren(QMessageBox):
        button = box.button(QMessageBox.StandardButton.Discard)
        if button is not None and box.isVisible():
            button.click()


def shown(window):
    """Whether the first frame has come, with the map if there is one: of one number there is a curve."""
    boundary, rows = window.view(BoundaryView), window.view(LossView).history.rows
    mapped = boundary.in_sight and flat_at(window.store.experiment) is None
    return bool(rows) and (boundary.plot.image.image is not None or not mapped)


@pytest.fixture
def open_window(qtbot, qapp, preferences):
    """Return a function that opens the window on a preset and waits for its first frame."""
    opened = []

    def open_it(preset="circle", **settings):
        experiment = playground.load(preset).changed(**settings)
        appearance = Appearance(qapp, preferences)
        window = Window(Store(experiment), preferences, appearance)
        opened.extend((window, appearance))
        window.show()
        qtbot.waitUntil(lambda: shown(window))
        return window

    yield open_it
    for window in opened[::2]:
        discard(window)
    for each in opened:
        each.deleteLater()


@pytest.fixture
def window(open_window):
    """The window on the default preset."""
    return open_window()


@pytest.fixture
def answer(monkeypatch):
    """Answer the next file dialog."""

    def give(name, kind=""):
        for which in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, which, lambda *_: (str(name), kind))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(name))

    return give


@pytest.fixture
def asked(monkeypatch):
    """Answer questions with Yes or No, and keep what was asked."""
    texts, answers = [], []

    def question(box):
        texts.append(box.text())
        return answers.pop()

    monkeypatch.setattr(QMessageBox, "exec", question)
    return texts, answers


@pytest.fixture
def drawn(qtbot, window):
    """The window once the network's numbers have come."""
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.network.numbers.inside is not None)
    return window


@pytest.fixture
def show_network(qtbot, qapp):
    """Return a function that shows a network in a theme."""
    shown = []

    def show_it(theme, **settings):
        shown.append(Shown(theme, **settings))
        return shown[-1]

    yield show_it
    for each in shown:
        each.close(qapp)


@pytest.fixture
def load_table(qtbot):
    """Return a function that opens the import dialog on a text or a file and waits until it has been read."""

    def open_it(source):
        start = loading.from_text if isinstance(source, str) else loading.from_file
        dialog = ImportDialog(None, "a table", partial(start, source))
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.data is not None or bool(dialog.lines.text()))
        return dialog

    return open_it


@pytest.fixture
def people(load_table):
    """The import dialog on a table of people."""
    dialog = load_table(PEOPLE)
    yield dialog
    dialog.reject()
