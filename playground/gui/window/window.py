"""The window: its panels, views, docks and bars, and what becomes of them when it opens and closes."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from playground.gui.document.files import Files
from playground.gui.document.recent_files import RecentFiles
from playground.gui.document.store import Store
from playground.gui.document.unsaved import Unsaved
from playground.gui.gradient_check.dialog import CheckDialog
from playground.gui.help.help_window import HelpWindow
from playground.gui.importing.importer import Importer
from playground.gui.network.quantities import QUANTITIES
from playground.gui.network.selection import Selection
from playground.gui.panels.data import DataPanel
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.pictures.film_dialog import FilmDialog
from playground.gui.pictures.picture_dialog import PictureDialog
from playground.gui.pictures.subjects import subjects
from playground.gui.presets.browser import PresetBrowser
from playground.gui.run.player import Player
from playground.gui.run.run_controller import RunController
from playground.gui.run.status_bar import StatusBar
from playground.gui.run.time_bar import TimeBar
from playground.gui.run.toolbar import ActionButton, RunToolbar
from playground.gui.theme import Theme
from playground.gui.views import VIEWS
from playground.gui.views.lesson import LessonView
from playground.gui.views.network import NetworkView
from playground.gui.views.view import View
from playground.gui.widgets.controls import side_by_side
from playground.gui.widgets.layouts import framed, scrolling_card, scrolling_stack, stacked, under
from playground.gui.widgets.panel_frame import PanelFrame
from playground.gui.widgets.themed import apply_theme
from playground.gui.widgets.toggle_buttons import chips, choice
from playground.gui.window.actions import ENTRIES, LINKS, SWITCHES, Actions
from playground.gui.window.appearance import Appearance
from playground.gui.window.docks import Docks
from playground.gui.window.experiment_display import ExperimentDisplay
from playground.gui.window.first_steps import FirstSteps, first_steps
from playground.gui.window.highlight import Highlighter
from playground.gui.window.lesson_lock import LessonLock, Panels
from playground.gui.window.menus import Menus
from playground.gui.window.setting_places import SettingPlaces
from playground.gui.window.shell import Shell
from playground.gui.window.status_updates import Bars, StatusUpdates
from playground.gui.window.wiring import wire
from playground.gui.window.workspaces import Workspaces
from playground.worker.process import Worker
from playground.worker.requests.base import Request

V = TypeVar("V", bound=View)


class Window(Shell):
    """Four places: what is set, the network, what comes out, and what is done."""

    def __init__(
        self, store: Store, settings: QSettings, appearance: Appearance, worker: Worker | None = None
    ) -> None:
        super().__init__()
        self.store, self._settings, self.appearance = store, settings, appearance
        self._placed = False
        theme = appearance.theme
        self.actions_, self.selection, self.player = Actions(self), Selection(), Player(worker)
        for each in (store, self.selection, self.player):
            each.setParent(self)  # else it would outlive the window: what it is connected to keeps it

        self.data, self.layers, self.training = DataPanel(theme), LayersPanel(theme), TrainingPanel()
        self.panels: Panels = (self.data, self.layers, self.training)
        self.network = NetworkView(theme, self.selection)
        self.views: list[View] = [self.network, *(member(theme, self.selection) for member in VIEWS)]
        self.dock_area = self._docks()
        self.toolbar, self.time, self.status = self._toolbar(), TimeBar(), StatusBar()
        self.setStatusBar(self.status)
        whole = under(self.toolbar, framed(stacked(self.dock_area, self.time)))
        self.setCentralWidget(whole)

        self.unsaved = Unsaved(self, store, settings)
        recent = RecentFiles(settings)
        self.files = Files(self, store, recent, self.unsaved)
        self.imports = Importer(self, store, recent)
        self.browser = PresetBrowser(self, self.files, theme)
        self.help = HelpWindow(self, self.actions_.shortcuts, theme)
        self.check = CheckDialog(self, self.player, self.actions_["check"], theme)
        shown = partial(subjects, self, self.network, self.views)
        told = shown, self.time.text.text, self.files.place, theme
        self.pictures = PictureDialog(self, *told)
        self.films = FilmDialog(self, self.player, self.views, *told)
        for dialog in (self.pictures, self.films):
            dialog.message.connect(self.status.say)
        Menus(self.menuBar(), self.actions_, self.files, self.dock_area.toggles())
        self.first_steps = FirstSteps(self, settings, first_steps(self.toolbar.play, self.network, self.data))
        self.highlighter = Highlighter(self.dock_area, self._pointed())
        self.places = SettingPlaces(*self.panels)

        self.run = RunController(store, self.player, self.files, self.views)
        bars = Bars(self.toolbar, self.time, self.status)
        self.showing = StatusUpdates(store, self.player, self.actions_, self.views, self.dock_area, bars)
        self.lesson_lock = LessonLock(
            store, self.actions_, self.panels, self.dock_area, self.view(LessonView)
        )
        self.workspaces = Workspaces(self, self.dock_area, settings, self.actions_)
        self.display = ExperimentDisplay(
            self,
            store,
            self.actions_,
            self.panels,
            self.views,
            self.dock_area,
            self.selection,
            self.lesson_lock,
            self.showing,
            self.run,
        )
        wire(self)
        self._take_settings()
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        whole.setFocus()
        self.set_theme(theme)
        appearance.apply()
        self.display.show()
        self.unsaved.warn()
        self.run.start()

    def _docks(self) -> Docks:
        network = PanelFrame(self.tr("Network"), scrolling_stack(self.layers, self.network))
        quantity = choice([self.actions_[name] for name in QUANTITIES], self.tr("What links and biases show"))
        network.add_to_heading(*self.network.tools(), quantity)
        network.add_to_heading(self.layers.summary, side_by_side(self.layers.less, self.layers.more))
        for widget in (self.layers.summary, self.layers.less, self.layers.more):
            self.network.editing.bar.visibility_changed.connect(widget.setHidden)
        dock_area = Docks(network, scrolling_card([self.data, self.training]))
        for view in self.views[1:]:
            dock = dock_area.add(view, chips([self.actions_[name] for name in view.switches]))
            dock.visibilityChanged.connect(lambda _: self.player.refresh())
        return dock_area

    def _toolbar(self) -> RunToolbar:
        actions = self.actions_
        return RunToolbar(
            [actions["reset"], actions["epoch"], actions["batch"], actions["new"]],
            actions["play"],
            [ActionButton(actions["presets"]), ActionButton(actions["export"])],
        )

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

    def requests(self) -> list[Request[Any]]:
        """Return what the views that are to be seen ask of a frame."""
        asking = [view.requests for view in self.views if view.in_sight or view.watches]
        return [request for requests in asking for request in requests]

    def _take_settings(self) -> None:
        """Be as the window was left the last time, and remember what is changed from now on."""
        for name in (*SWITCHES, *LINKS):
            self.actions_[name].setChecked(ENTRIES[name].on)
        self.actions_[self.appearance.choice].setChecked(True)
        self.toolbar.set_pace(float(str(self._settings.value("pace", self.toolbar.pace, float))))
        self.player.set_pace(self.toolbar.pace)
        saver = self.actions_["battery_saver"]
        saver.setChecked(bool(self._settings.value("battery_saver", False, bool)))
        self.player.frames.battery_saver = saver.isChecked()
        self.time.set_kept(int(str(self._settings.value("moments", 0, int))))
        self.toolbar.paced.connect(lambda pace: self._settings.setValue("pace", pace))
        saver.toggled.connect(lambda on: self._settings.setValue("battery_saver", on))
        self.time.kept.connect(lambda moments: self._settings.setValue("moments", moments))

    def reset(self) -> None:
        self.status.say("")
        self.run.start()

    def show_playing(self) -> None:
        self.actions_.show_playing(self.appearance.theme, self.player.playing)
        self.network.set_playing(self.player.playing)

    def set_theme(self, theme: Theme) -> None:
        self.actions_.draw_icons(theme, self.player.playing)
        apply_theme(self, theme)

    def leave(self) -> None:
        """Close without a question; unsaved changes are kept for the next start."""
        self.unsaved.leave()
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.dock_area.settle()
            self.restore_placement(self._settings, self.dock_area)
            self.lesson_lock.show_lesson()
        self.player.frames.unseen = False
        self.player.refresh()  # the views are now to be seen, and need something

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.player.frames.unseen = True  # minimized, too

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.unsaved.may_close(self.files.save, self.close):
            event.ignore()
            return
        self.save_placement(self._settings, self.dock_area)
        self.files.stop()
        self.films.stop()
        self.player.close()
        super().closeEvent(event)
