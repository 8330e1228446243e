"""The window: its places, and all the wiring between panels, views, files and the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
)

from playground import presets
from playground.edits import keeps_weights
from playground.experiment import Experiment, problems
from playground.gui.actions import Actions
from playground.gui.appearance import Appearance
from playground.gui.card import Card
from playground.gui.controls import label, named
from playground.gui.files import Files
from playground.gui.numbers import grouped
from playground.gui.panels.data import DataPanel
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.places import arranged, scrolled_sideways
from playground.gui.player import Player
from playground.gui.store import Store
from playground.gui.theme import Theme
from playground.gui.transport import ActionButton, Transport
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.loss import CurveKey, LossView
from playground.gui.views.network import NetworkView
from playground.runner import Report

APPEARANCES = ("system", "light", "dark")
LAST_SEED = 999_999


class Window(QMainWindow):
    """Four places: what is set, the network, what comes out, and what is done."""

    def __init__(self, store: Store, settings: QSettings, appearance: Appearance) -> None:
        super().__init__()
        self.store, self._settings, self._appearance = store, settings, appearance
        theme = appearance.theme
        self.actions_ = Actions(self)
        self.files = Files(self, store, settings)
        self.data, self.layers, self.training = DataPanel(theme), LayersPanel(theme), TrainingPanel()
        self.boundary, self.loss, self.network = BoundaryView(theme), LossView(theme), NetworkView(theme)
        self.key = CurveKey(theme)
        self.player = Player(self._needs)
        self._running: Experiment | None = None  # what the worker was last told
        self._said = ""

        self.title, self.reason = label(look="column", wrap=True), label(look="quiet", wrap=True)
        self._presets = QPushButton(self.tr("Presets  ▾"))
        actions = self.actions_
        self.transport = Transport(
            [actions["reset"], actions["epoch"], actions["batch"], actions["new"]],
            actions["play"],
            [self._presets, ActionButton(actions["export"])],
        )
        self._left, self._right = QLabel(), QLabel()
        for line in (self._left, self._right):
            line.setContentsMargins(12, 0, 12, 0)
        self.statusBar().addWidget(self._left, 1)
        self.statusBar().addPermanentWidget(self._right)
        self.statusBar().setSizeGripEnabled(False)
        self._place()
        self._menus()
        self._wire()
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._take_theme(theme)
        self._show_experiment()
        self._start()

    def _place(self) -> None:
        network = Card(self.tr("Network"), scrolled_sideways(self.layers, self.network))
        network.add_to_heading(self.layers.summary, self.layers.less, self.layers.more)
        boundary = Card(self.tr("Decision boundary"), self.boundary)
        boundary.add_to_heading(self._chip("discrete"))
        loss = Card(self.tr("Loss"), self.loss)
        loss.add_to_heading(self.key, self._chip("accuracy"), self._chip("log"))
        about = Card(self.tr("About this experiment"), self.title)
        about.add_below(self.reason)
        whole = arranged(self.transport, [self.data, self.training], [network, about], [boundary, loss])
        self.setCentralWidget(whole)
        whole.setFocus()

    def _chip(self, name: str) -> QToolButton:
        chip = named(QToolButton(), "chip")
        chip.setDefaultAction(self.actions_[name])
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _menus(self) -> None:
        actions, bar = self.actions_, self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        shipped, self._recent = QMenu(self.tr("Presets"), self), QMenu(self.tr("Recent"), self)
        experiments = {name: presets.load(name) for name in presets.shipped()}
        for name, experiment in sorted(experiments.items(), key=lambda item: item[1].size):
            action = shipped.addAction(experiment.title)
            action.setToolTip(experiment.reason)
            action.triggered.connect(lambda _=False, name=name: self.files.open_shipped(name))
        shipped.setToolTipsVisible(True)
        self._presets.setMenu(shipped)
        file.addAction(actions["open"])
        file.addMenu(shipped)
        file.addMenu(self._recent)
        file.addSeparator()
        file.addActions([actions["save"], actions["save_as"]])
        file.addSeparator()
        file.addActions([actions["export"], actions["quit"]])
        run = bar.addMenu(self.tr("&Run"))
        run.addActions([actions[name] for name in ("play", "epoch", "batch", "reset", "new")])
        view = bar.addMenu(self.tr("&View"))
        view.addActions([actions[name] for name in ("discrete", "log", "accuracy")])
        view.addSeparator()
        group = QActionGroup(self)
        for name in APPEARANCES:
            group.addAction(actions[name])
            view.addAction(actions[name])
        bar.addMenu(self.tr("&Help")).addAction(actions["about"])

    def _wire(self) -> None:
        actions, store, player = self.actions_, self.store, self.player
        for panel in (self.data, self.layers, self.training):
            panel.edited.connect(store.commit)
        store.changed.connect(lambda _before, _after: self._follow())
        store.named.connect(self._show_status)
        player.reported.connect(self._show_report)
        player.changed.connect(self._show_playing)
        player.lost.connect(self._show_loss_of_worker)
        self.files.said.connect(self._say)
        self.transport.paced.connect(player.set_pace)
        self.transport.paced.connect(lambda pace: self._settings.setValue("pace", pace))
        self._appearance.changed.connect(self._take_theme)
        self._recent.aboutToShow.connect(lambda: self.files.fill_recent(self._recent))
        for name, slot in {
            "open": self.files.choose_preset,
            "save": self.files.save,
            "save_as": self.files.save_as,
            "export": self._export,
            "quit": self.close,
            "play": self._play_or_pause,
            "epoch": lambda: player.step(whole_epoch=True),
            "batch": lambda: player.step(whole_epoch=False),
            "reset": self._start,
            "new": self._new_start,
            "about": self._about,
        }.items():
            actions[name].triggered.connect(slot)
        for name, switch in (
            ("discrete", self.boundary.set_discrete),
            ("log", self.loss.set_log),
            ("accuracy", self._show_accuracy),
        ):
            actions[name].toggled.connect(switch)
        for name in APPEARANCES:
            actions[name].triggered.connect(lambda _=False, name=name: self._appearance.choose(name))
        actions["log"].setChecked(True)
        actions[self._appearance.choice].setChecked(True)
        pace = float(str(self._settings.value("pace", self.transport.pace, float)))
        self.transport.set_pace(pace)
        player.set_pace(self.transport.pace)

    def _needs(self) -> dict[str, Any]:
        """What a frame must carry for the views that are to be seen."""
        return {
            key: value
            for view in (self.boundary, self.loss, self.network)
            if view.isVisible()
            for key, value in view.needs.items()
        }

    def _follow(self) -> None:
        """Carry an edit to the panels, the views and the run."""
        experiment = self._show_experiment()
        if problems(experiment):
            if self.player.playing:
                self.player.pause()
        elif self._running is not None and keeps_weights(self._running, experiment):
            self._running = experiment
            self.player.revise(experiment)
        else:
            self._start()

    def _start(self) -> None:
        """Start the run afresh."""
        experiment = self.store.experiment
        if problems(experiment):
            return
        self._running = experiment
        self.loss.clear()
        self.player.load(experiment)

    def _new_start(self) -> None:
        experiment = self.store.experiment
        seed = experiment.seed + 1 if experiment.seed < LAST_SEED else 0
        self.store.commit(experiment.changed(seed=seed))

    def _play_or_pause(self) -> None:
        if self.player.playing:
            self.player.pause()
        else:
            self._said = ""
            self.player.play()

    def _export(self) -> None:
        path = self.files.choose_export()
        if path is not None:
            self.player.with_snapshot(lambda snapshot: self.files.export(path, snapshot))

    def _show_experiment(self) -> Experiment:
        experiment = self.store.experiment
        found = problems(experiment)
        for panel in (self.data, self.layers, self.training):
            panel.show_value(experiment)
            panel.show_problems(found)
        self.network.show_experiment(experiment)
        if not found:
            self.boundary.show_experiment(experiment)
        self.title.setText(experiment.title)
        self.reason.setText(experiment.reason)
        self.key.show_names([name for name, samples in experiment.samples.items() if len(samples)])
        self.actions_["accuracy"].setEnabled(bool(experiment.classes))
        if not experiment.classes:
            self.actions_["accuracy"].setChecked(False)
        for name in ("play", "epoch", "batch", "reset"):
            self.actions_[name].setEnabled(not found)
        self._show_status()
        return experiment

    def _show_accuracy(self, shown: bool) -> None:
        self.loss.set_accuracy(shown)
        self.actions_["log"].setEnabled(not shown)

    def _show_report(self, report: Report) -> None:
        for view in (self.boundary, self.loss, self.network):
            view.show_frame(report.frame)
        self.transport.show_figures(report.frame.figures, self.store.experiment)
        self._show_speed(report)
        self._show_status()

    def _show_playing(self) -> None:
        self.actions_.show_playing(self._appearance.theme, self.player.playing)
        self._show_status()

    def _show_loss_of_worker(self, reason: str) -> None:
        state = self.tr("Play goes on from epoch {0}").format(self.player.kept_epoch)
        self._say(self.tr("The worker process ended ({0}) and was replaced. {1}.").format(reason, state))

    def _show_speed(self, report: Report) -> None:
        if report.playing:
            rate = grouped(report.updates_per_second)
            frames = f"{self.player.frames_per_second:.0f}"
            self._right.setText(self.tr("{0} updates/s · {1} frames/s").format(rate, frames))
        else:
            self._right.setText(self.tr("step {0} · ready").format(report.frame.figures.step))

    def _say(self, text: str) -> None:
        self._said = text
        self._show_status()

    def _show_status(self) -> None:
        """Show the most urgent thing there is to say: what hinders the run, what happened, what is open."""
        store = self.store
        found = problems(store.experiment)
        urgent = self.player.ended or (self.tr("Cannot train: {0}").format(found[0]) if found else "")
        name = store.path.name if store.path else store.experiment.title
        calm = f"{name} · {self.tr('unsaved changes')}" if store.unsaved else name
        self._left.setText(urgent or self._said or calm)
        self._left.setObjectName("error" if urgent or "ended" in self._said else "")
        self._left.style().polish(self._left)
        self.setWindowTitle(f"{name}[*] – Backprop Playground")
        self.setWindowModified(store.unsaved)

    def _take_theme(self, theme: Theme) -> None:
        self.actions_.set_theme(theme, self.player.playing)
        for part in (self.data, self.layers, self.boundary, self.loss, self.network, self.key):
            part.set_theme(theme)

    def _about(self) -> None:
        text = self.tr("Assemble a small neural network, watch it learn, and take its weights home.")
        keys = "\n".join(
            f"{action.shortcut().toString()}\t{action.toolTip()}"
            for action in self.findChildren(type(self.actions_["play"]))
            if action.shortcut().toString()
        )
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("Backprop Playground"), text, parent=self)
        box.setInformativeText(keys)
        box.open()

    def event(self, event: QEvent) -> bool:
        # Space plays and pauses, but presses the button or opens the menu that has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = isinstance(QApplication.focusWidget(), QAbstractButton | QComboBox)
            if pressed and event.key() == Qt.Key.Key_Space:
                event.accept()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.files.open_file(Path(url.toLocalFile()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.player.refresh()  # the views are now to be seen, and need something

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.close()
        super().closeEvent(event)
