"""The menus: where every action can be found by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from playground.experiment import presets
from playground.gui.document.files import Files
from playground.gui.widgets.plain_text import Message, caption, plain
from playground.gui.window.actions import APPEARANCES, LINKS, SWITCHES, WORKSPACES, Actions


class Menus(QObject):
    """Fills the menu bar."""

    def __init__(self, bar: QMenuBar, actions: Actions, files: Files, toggles: Sequence[QAction]) -> None:
        super().__init__(bar)
        recent = QMenu(self.tr("Recent"), bar)
        recent.aboutToShow.connect(lambda: files.fill_recent(recent))
        file = bar.addMenu(self.tr("&File"))
        file.addActions([actions["presets"], actions["open"]])
        file.addMenu(self._presets(bar, files))
        file.addMenu(recent)
        file.addSeparator()
        file.addActions([actions[name] for name in ("save", "save_as", "recover")])
        file.addSeparator()
        file.addAction(actions["save_run"])
        file.addSeparator()
        file.addActions(
            [actions[name] for name in ("import", "columns", "export", "picture", "film", "quit")]
        )
        bar.addMenu(self.tr("&Edit")).addActions(
            [actions[name] for name in ("undo", "redo", "copy_setup", "paste")]
        )
        run = bar.addMenu(self.tr("&Run"))
        run.addActions([actions[name] for name in ("play", "epoch", "batch", "reset", "new")])
        run.addSeparator()
        run.addActions([actions["check"], actions["battery_saver"]])
        view = bar.addMenu(self.tr("&View"))
        view.setToolTipsVisible(True)
        view.addActions(toggles)
        view.addSeparator()
        workspaces = view.addMenu(self.tr("Workspaces"))
        workspaces.setToolTipsVisible(True)
        workspaces.addActions([actions[name] for name in WORKSPACES])
        view.addActions([actions["fill"], actions["layout"]])
        view.addSeparator()
        view.addActions([actions[name] for name in SWITCHES])
        links = view.addMenu(self.tr("Links"))
        links.setToolTipsVisible(True)
        links.addActions([actions[name] for name in LINKS])
        view.addSeparator()
        group = QActionGroup(self)
        for name in APPEARANCES:
            group.addAction(actions[name])
            view.addAction(actions[name])
        bar.addMenu(self.tr("&Help")).addActions(
            [actions[name] for name in ("help", "keys", "first", "about")]
        )

    def _presets(self, parent: QWidget, files: Files) -> QMenu:
        """Return the menu of the shipped presets, the smallest network first, after the lessons in order."""
        menu = QMenu(self.tr("Shipped presets"), parent)
        menu.aboutToShow.connect(lambda: self._fill(menu, files))
        return menu

    def _fill(self, menu: QMenu, files: Files) -> None:
        if not menu.isEmpty():
            return
        lessons = menu.addMenu(self.tr("Lessons"))
        lessons.setObjectName("lessons")
        menu.addSeparator()
        for each in (menu, lessons):
            each.setToolTipsVisible(True)
        experiments = {name: presets.load(name) for name in presets.shipped()}
        smallest_first = sorted(experiments.items(), key=lambda item: 0 if item[1].lesson else item[1].size)
        for name, experiment in smallest_first:
            action = (lessons if experiment.lesson else menu).addAction(caption(experiment.title))
            action.setToolTip(plain(experiment.reason))
            action.triggered.connect(lambda _=False, name=name: files.open_shipped(name))


def show_about(window: QWidget) -> None:
    """Say what the program is."""
    text = window.tr("Assemble a small neural network, watch it learn, and take its weights home.")
    Message(window, text, window.tr("F1 explains everything and lists the keys.")).open()
