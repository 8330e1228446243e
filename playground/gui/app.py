"""Starts the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from playground.experiment.experiment import Experiment
from playground.experiment.presets import folder
from playground.gui.document.store import Store
from playground.gui.window.appearance import Appearance
from playground.gui.window.error_box import Faults
from playground.gui.window.gc_guard import GcGuard
from playground.gui.window.interruption import Interruption
from playground.gui.window.window import Window
from playground.interrupts import INTERRUPTED
from playground.worker.process import Worker


def run(
    experiment: Experiment, path: Path | None, worker: Worker, asked: bool = False, saved: Path | None = None
) -> int:
    """Show the window, which trains in a worker, and return the exit code when it is closed.

    Where the experiment was ``asked`` for, changes that a crash left unsaved are only offered. ``saved`` is
    the file of a run, or of weights, to go on with.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setOrganizationName("Backprop Playground")
    application.setApplicationName("Backprop Playground")
    application.setWindowIcon(QIcon(str(folder("assets") / "icon.svg")))
    interruption = Interruption(application)
    settings = QSettings()
    GcGuard(application)
    window = Window(Store(experiment, path), settings, Appearance(application, settings), worker)
    if asked:
        window.unsaved.offer()
    elif window.unsaved.recover():
        window.status.say(window.tr("Unsaved changes from last time are back; Undo discards them."))

    sys.excepthook = Faults(window).report
    window.show()
    if saved is None:
        window.first_steps.offer()
    else:
        window.run.open(saved)
    interruption.interrupted.connect(window.leave)
    interruption.interrupted.connect(application.quit)  # from dialogs that wait for an answer, too
    code = application.exec()
    return INTERRUPTED if interruption.end() else code
