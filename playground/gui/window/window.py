"""The window: its docks, and all the wiring between panels, views, files and the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtGui import QActionGroup, QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.setting_names import in_words
from playground.export.runs import SUFFIX
from playground.gui.document.files import Files
from playground.gui.document.store import Store
from playground.gui.document.unsaved import Unsaved
from playground.gui.gradient_check.dialog import CheckDialog
from playground.gui.help.help_window import Help
from playground.gui.importing.importer import Importer
from playground.gui.network.quantities import QUANTITIES
from playground.gui.panels.data import DataPanel
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.presets.browser import Browser
from playground.gui.presets.preset_cards import Entry
from playground.gui.run.player import Player
from playground.gui.run.run_controller import RunController
from playground.gui.run.status_bar import StatusBar
from playground.gui.run.status_updates import Bars, StatusUpdates
from playground.gui.run.time_bar import TimeBar
from playground.gui.run.toolbar import ActionButton, RunToolbar
from playground.gui.theme import Theme
from playground.gui.views import VIEWS
from playground.gui.views.about import AboutView
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.findings import FindingsView
from playground.gui.views.gradients import GradientsView
from playground.gui.views.lesson import LessonView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.network import NetworkView
from playground.gui.views.plot import Plot
from playground.gui.views.repainted import why_not_paint
from playground.gui.views.runs import RunsView
from playground.gui.views.unit import UnitView
from playground.gui.views.view import View
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.panel_frame import PanelFrame
from playground.gui.widgets.plain_text import caption
from playground.gui.widgets.themed import dress
from playground.gui.widgets.toggle_buttons import chips, choice
from playground.gui.window.actions import APPEARANCES, ENTRIES, Actions
from playground.gui.window.appearance import Appearance
from playground.gui.window.docks import Docks
from playground.gui.window.first_steps import FirstSteps, first_steps
from playground.gui.window.highlight import Highlighter
from playground.gui.window.layouts import framed, scrolled, scrolled_stack, stacked, under
from playground.gui.window.lesson_lock import LessonLock, Panels
from playground.gui.window.menus import Menus, show_about
from playground.gui.window.selection import Chosen, Selection
from playground.gui.window.shell import Shell
from playground.worker.messages import Write
from playground.worker.process import Worker
from playground.worker.requests.base import Request

V = TypeVar("V", bound=View)


class Window(Shell):
    """Four places: what is set, the network, what comes out, and what is done."""

    def __init__(
        self, store: Store, settings: QSettings, appearance: Appearance, worker: Worker | None = None
    ) -> None:
        super().__init__()
        self.store, self._settings, self._appearance = store, settings, appearance
        theme = appearance.theme
        self.actions_ = Actions(self)
        self.unsaved = Unsaved(self, store, settings)
        self.files = Files(self, store, settings, self.unsaved)
        self.imports = Importer(self, store, settings)
        self.data, self.layers, self.training = DataPanel(theme), LayersPanel(theme), TrainingPanel()
        self.panels: Panels = (self.data, self.layers, self.training)
        self.selection = selection = Selection()
        self.network = NetworkView(theme, selection)
        self.views: list[View] = [self.network]
        self.stage = self._staged(theme, selection)
        self.lesson_lock = LessonLock(store, self.actions_, self.panels, self.stage, self.view(LessonView))
        self.player = Player(self.requests, worker)
        self.browser = Browser(self, self.files, theme)
        self.help = Help(self, self.actions_, theme)
        self.check = CheckDialog(self, self.player, self.actions_["check"], theme)
        self.run = RunController(store, self.player, self.files, self.views)
        for each in (store, selection, self.player):
            each.setParent(self)  # else it would outlive the window: what it is connected to keeps it
        self._unit: tuple[int, int | None] = (-1, None)  # which was chosen last
        self._placed = False

        self.status, actions = StatusBar(), self.actions_
        self.setStatusBar(self.status)
        Menus(self.menuBar(), actions, self.files, self.stage.toggles())
        self.toolbar = RunToolbar(
            [actions["reset"], actions["epoch"], actions["batch"], actions["new"]],
            actions["play"],
            [ActionButton(actions["presets"]), ActionButton(actions["export"])],
        )
        self.time = TimeBar()
        whole = under(self.toolbar, framed(stacked(self.stage, self.time)))
        self.setCentralWidget(whole)
        bars = Bars(self.toolbar, self.time, self.status)
        self.showing = StatusUpdates(store, self.player, actions, self.views, self.stage, bars)
        steps = first_steps(self.toolbar.play, self.network, self.data)
        self.first_steps = FirstSteps(self, settings, steps)
        self.highlighter = Highlighter(self.stage, self._pointed())
        self._wire()
        whole.setFocus()
        self._take_theme(theme)
        appearance.dress()
        self._show_experiment()
        self.unsaved.warn()
        self.run.start()

    def _staged(self, theme: Theme, selection: Selection) -> Docks:
        network = PanelFrame(self.tr("Network"), scrolled_stack(self.layers, self.network))
        quantity = choice([self.actions_[name] for name in QUANTITIES], self.tr("What links and biases show"))
        network.add_to_heading(*self.network.tools(), quantity)
        network.add_to_heading(self.layers.summary, self.layers.less, self.layers.more)
        stage = Docks(network, scrolled([self.data, self.training]))
        for member in VIEWS:
            view = member(theme, selection)
            dock = stage.add(view, chips([self.actions_[name] for name in view.switches]))
            dock.visibilityChanged.connect(lambda _: self.player.refresh())
            self.views.append(view)
        return stage

    def _pointed(self) -> dict[str, QWidget]:
        """Return what a finding may point at and is no view beside the network."""
        return {
            "network": self.network.canvas,
            "features": self.data.features,
            "batch_size": self.training.row("batch_size"),
        }

    def view(self, member: type[V]) -> V:
        """Return the view of a kind."""
        return next(view for view in self.views if isinstance(view, member))

    def _wire(self) -> None:
        actions, store, player = self.actions_, self.store, self.player
        self.data.edited.connect(self._leave_data)
        for panel in self.panels:
            panel.edited.connect(store.commit)
        for view in self.views:
            view.edited.connect(store.commit)
            view.brought.connect(self.stage.bring)
            view.drew.connect(store.commit)
            view.wrote.connect(store.write)
            view.wanted.connect(player.refresh)
            view.warned.connect(self.status.say)
            for name, switch in view.switches.items():
                actions[name].toggled.connect(switch)
        self.view(FindingsView).pointed.connect(self.highlighter.point_at)
        self.view(GradientsView).check.setDefaultAction(actions["check"])
        boundary = self.view(BoundaryView)
        boundary.paint.setDefaultAction(actions["paint"])
        actions["paint"].toggled.connect(boundary.set_painting)
        self.data.painting.connect(lambda: actions["paint"].setChecked(True))
        store.written.connect(self._write)
        store.written.connect(lambda _: self._mark(self.tr("weights")))
        self.run.marked.connect(self._mark)
        self.run.hid.connect(self.showing.show_nothing)
        self.run.returned.connect(self.showing.show_again)
        self.dropped.connect(self._open_dropped)
        store.changed.connect(lambda before, _after: self._follow(before))
        self.selection.changed.connect(self._offer_unit)
        store.named.connect(self._show_name)
        player.changed.connect(self._show_playing)
        self.view(RunsView).chosen.connect(self._run_again)
        lesson = self.view(LessonView)
        lesson.led.connect(store.commit_by_lesson)
        store.opened.connect(lambda _: self._look_afresh())
        store.opened.connect(lesson.begin)
        lesson.begun.connect(self.run.train_until)
        lesson.looked.connect(self.view(MicroscopeView).look_at)
        lesson.said.connect(self.status.say)
        self.time.sought.connect(player.seek)
        self.time.branched.connect(player.branch)
        self.time.kept.connect(player.keep)
        self.time.kept.connect(lambda moments: self._settings.setValue("moments", moments))
        self.lesson_lock.said.connect(self.status.say)
        self.files.said.connect(self.status.say)
        self.files.run_picked.connect(self.run.open)
        self.unsaved.said.connect(self.status.say)
        actions["recover"].setEnabled(False)
        self.unsaved.offered.connect(actions["recover"].setEnabled)
        self.imports.said.connect(self.status.say)
        self.data.importing.connect(self.imports.choose)
        self.browser.picked.connect(self._open_entry)
        self.toolbar.paced.connect(player.set_pace)
        self.toolbar.paced.connect(lambda pace: self._settings.setValue("pace", pace))
        self._appearance.changed.connect(self._take_theme)
        for name, slot in {
            "presets": self.browser.browse,
            "open": self.files.choose_preset,
            "save": self.files.save,
            "save_as": self.files.save_as,
            "recover": lambda: self.files.give_way(self.unsaved.recover),
            "open_run": self.run.choose,
            "save_run": self.run.save,
            "import": self.imports.choose,
            "paste": self.imports.paste,
            "export": self.run.export,
            "undo": store.undo,
            "redo": store.redo,
            "layout": self._reset_layout,
            "quit": self.close,
            "play": self._play_or_pause,
            "epoch": lambda: player.step(whole_epoch=True),
            "batch": lambda: player.step(whole_epoch=False),
            "reset": self.run.start,
            "new": self.run.start_anew,
            "check": self.check.begin,
            "help": self.help.open_at_focus,
            "keys": lambda: self.help.open_at(),
            "first": self.first_steps.begin,
            "about": lambda: show_about(self),
        }.items():
            actions[name].triggered.connect(slot)
        for name in APPEARANCES:
            actions[name].triggered.connect(lambda _=False, name=name: self._appearance.choose(name))
        for name, entry in ENTRIES.items():
            actions[name].setChecked(entry.on)
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for name in ("discrete", "confidence"):
            group.addAction(actions[name])
        actions[self._appearance.choice].setChecked(True)
        pace = float(str(self._settings.value("pace", self.toolbar.pace, float)))
        self.toolbar.set_pace(pace)
        player.set_pace(self.toolbar.pace)
        self.time.set_kept(int(str(self._settings.value("moments", 0, int))))

    def _open_dropped(self, path: Path) -> None:
        if path.suffix == SUFFIX:
            self.run.open(path)
        elif not self.imports.takes(path):
            self.files.open_file(path)
        elif self.actions_["import"].isEnabled():
            self.imports.open_file(path)

    def _open_entry(self, entry: Entry) -> None:
        """Open what was picked in the browser."""
        if entry.own:
            self.files.open_file(entry.path)
        else:
            self.files.open_shipped(entry.name)

    def requests(self) -> list[Request[Any]]:
        """Return what the views that are to be seen ask of a frame, and a check that is not done."""
        asking = [view.requests for view in self.views if view.in_sight or view.watches]
        return [request for requests in (*asking, self.check.requests) for request in requests]

    def _mark(self, change: str) -> None:
        for view in self.views:
            view.mark(change)

    def _follow(self, before: Experiment) -> None:
        """Carry an edit to the panels, the views and the run."""
        experiment = self._show_experiment()
        if (experiment.lesson, experiment.hidden) != (before.lesson, before.hidden):
            self.lesson_lock.make_room()
        self.run.follow(before)

    def _leave_data(self, experiment: Experiment) -> None:
        """Look afresh if another data set has been chosen."""
        if experiment.data.kind != self.store.experiment.data.kind:
            self._look_afresh()

    def _look_afresh(self) -> None:
        """Let go of what was chosen, zoomed and painted: it was of other data or another network."""
        self.actions_["paint"].setChecked(False)
        self.network.selection.choose(Chosen())
        for view in self.views:
            for plot in view.findChildren(Plot):
                plot.go_home()

    def _run_again(self, experiment: Experiment) -> None:
        """Go back to the settings of an earlier run, and start with them."""
        self.store.commit(experiment, self.tr("going back to a run"))
        if self.store.experiment == experiment:
            self.run.start()

    def _write(self, numbers: Write) -> None:
        if self.time.earlier:
            text = self.tr("The run continues from epoch {0}; what came after it is discarded.")
            self.status.say(text.format(grouped(self.time.epoch)))
        self.player.write(numbers)

    def _reset_layout(self) -> None:
        self.stage.reset()
        self.lesson_lock.make_room()

    def _play_or_pause(self) -> None:
        if self.player.playing:
            self.player.pause()
        else:
            self.status.say("")
            self.player.play()

    def _show_experiment(self) -> Experiment:
        experiment = self.store.experiment
        found = problems(experiment)
        for panel in self.panels:
            panel.show_value(experiment)
            panel.show_problems(found)
        self.stage.show_suiting(experiment)
        for view in self.views:
            if view.suits(experiment):
                view.show_experiment(experiment)
        self.actions_.refuse("paint", why_not_paint(experiment))
        for name in ("accuracy", "confidence", "line"):
            self.actions_[name].setEnabled(experiment.targets.decides)
        for name in ("play", "epoch", "batch", "reset", "check"):
            self.actions_[name].setEnabled(not found)
        self.lesson_lock.hold(experiment)
        fault = in_words(experiment, found[0]) if found else ""
        self.showing.hinder(self.tr("Cannot train: {0}").format(fault) if fault else "")
        self._show_name()
        return experiment

    def _offer_unit(self, chosen: Chosen) -> None:
        """Bring a unit forward that was chosen, unless a view in sight shows it."""
        known, self._unit = self._unit, (chosen.layer, chosen.unit)
        if chosen.unit is None or known == self._unit:  # it may be samples that were chosen
            return
        if not any(view.in_sight and view.shows_chosen for view in self.views):
            self.stage.offer(UnitView.kind)

    def _show_playing(self) -> None:
        self.actions_.show_playing(self._appearance.theme, self.player.playing)
        self.network.set_playing(self.player.playing)

    def _show_name(self) -> None:
        store = self.store
        name = store.path.name if store.path else store.title
        self.view(AboutView).show_title(store.title, store.strayed)
        self.status.show_open(name, store.unsaved)
        self.setWindowTitle(f"{name.replace('[*]', '[*][*]')}[*] – Backprop Playground")
        self.setWindowModified(store.unsaved)
        for name, text in (("undo", store.undoes), ("redo", store.redoes)):
            action = self.actions_[name]
            action.setEnabled(bool(text))
            action.setText(f"{action.iconText()} {caption(text)}")

    def _take_theme(self, theme: Theme) -> None:
        self.actions_.draw_icons(theme, self.player.playing)
        dress(self, theme)

    def leave(self) -> None:
        """Close without a question; unsaved changes are kept for the next start."""
        self.unsaved.leave()
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.stage.settle()
            self.take_place(self._settings, self.stage)
            self.lesson_lock.make_room()
        self.player.refresh()  # the views are now to be seen, and need something

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.unsaved.may_close(self.files.save, self.close):
            event.ignore()
            return
        self.keep_place(self._settings, self.stage)
        self.files.leave()
        self.player.close()
        super().closeEvent(event)
