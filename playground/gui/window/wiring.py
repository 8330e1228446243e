"""The wiring of the window: which signal reaches what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup

from playground.gui.views.boundary import BoundaryView
from playground.gui.views.findings import FindingsView
from playground.gui.views.gradients import GradientsView
from playground.gui.views.lesson import LessonView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.runs import RunsView
from playground.gui.window.actions import APPEARANCES
from playground.gui.window.menus import show_about
from playground.gui.window.opening import Opening
from playground.gui.window.pasting import Pasting

if TYPE_CHECKING:
    from playground.gui.window.window import Window


def wire(window: Window) -> None:
    """Connect everything that a window is made of."""
    _wire_edits(window)
    _wire_run(window)
    pasting = Pasting(window, window.store, window.files, window.imports)
    _wire_files(window, pasting)
    _wire_lesson(window)
    _wire_actions(window, pasting)


def _wire_edits(window: Window) -> None:
    store = window.store
    window.data.edited.connect(window.display.reset_for_other_data)
    for panel in window.panels:
        panel.edited.connect(store.commit)
    for view in window.views:
        view.edited.connect(store.commit)
        view.edited_as.connect(store.commit)
        view.numbers_edited.connect(store.write)
    window.view(RunsView).chosen.connect(window.run.start_with)
    window.view(RunsView).compared.connect(window.view(LossView).show_runs)
    window.imports.message.connect(window.status.say)
    window.data.importing.connect(window.imports.choose)
    window.data.reopening.connect(window.imports.reopen)
    paint, boundary = window.actions_["paint"], window.view(BoundaryView)
    boundary.paint.setDefaultAction(paint)
    paint.toggled.connect(boundary.set_painting)
    window.data.painting.connect(lambda: paint.setChecked(True))


def _wire_run(window: Window) -> None:
    player, run, time = window.player, window.run, window.time
    for view in window.views:
        view.view_requested.connect(window.dock_area.raise_view)
        view.requests_changed.connect(player.refresh)
        view.warned.connect(window.status.say_of_run)
    player.add_source(window.requests)
    player.changed.connect(window.show_playing)
    run.hidden.connect(window.showing.show_nothing)
    run.shown_again.connect(window.showing.show_again)
    run.message.connect(window.status.say_of_run)
    run.began.connect(window.status.end_run)
    time.sought.connect(player.seek)
    time.branched.connect(player.branch)
    time.kept.connect(player.keep)
    window.toolbar.paced.connect(player.set_pace)
    window.actions_["battery_saver"].toggled.connect(window.run.set_battery_saver)
    window.view(FindingsView).place_requested.connect(window.highlighter.point_at)
    window.view(GradientsView).check.setDefaultAction(window.actions_["check"])


def _wire_files(window: Window, pasting: Pasting) -> None:
    opening = Opening(window, window.files, window.run, window.imports, window.actions_["import"], pasting)
    pasting.message.connect(window.status.say)
    window.shared.connect(pasting.open_shared)
    window.store.opening.connect(window.leave_field)
    window.dropped.connect(opening.open_file)
    window.browser.picked.connect(opening.open_entry)
    window.files.message.connect(window.status.say)
    window.files.kept_run.connect(window.view(RunsView).keep)
    window.files.picked.connect(opening.open_file)
    window.unsaved.message.connect(window.status.say)
    window.actions_["recover"].setEnabled(False)
    window.unsaved.offered.connect(window.actions_["recover"].setEnabled)


def _wire_lesson(window: Window) -> None:
    lesson = window.view(LessonView)
    lesson.experiment_changed.connect(window.store.commit_by_lesson)
    lesson.training_requested.connect(window.run.train_until)
    lesson.place_requested.connect(
        lambda path: window.highlighter.show(window.places.find(path) if path else window.toolbar.play)
    )
    lesson.stepped.connect(window.layers.fold_again)
    lesson.number_requested.connect(window.view(MicroscopeView).look_at)
    window.view(MicroscopeView).examined.connect(lesson.show_look)
    lesson.lesson_requested.connect(window.files.open_shipped)
    lesson.message.connect(window.status.say)
    window.store.opened.connect(lesson.begin)
    window.lesson_lock.message.connect(window.status.say)
    window.workspaces.changed.connect(window.lesson_lock.show_lesson)


def _wire_actions(window: Window, pasting: Pasting) -> None:
    actions, appearance = window.actions_, window.appearance
    window.files.exports.others = (actions["save_run"], actions["picture"], actions["film"])
    for name, slot in {
        "presets": window.browser.browse,
        "open": window.files.choose,
        "save": window.files.save,
        "save_as": window.files.save_as,
        "recover": lambda: window.files.confirm_discard(window.unsaved.recover),
        "save_run": window.run.save,
        "import": window.imports.choose,
        "columns": window.imports.reopen,
        "copy_setup": pasting.copy,
        "paste": pasting.paste,
        "export": window.run.export,
        "picture": window.pictures.begin,
        "film": window.films.begin,
        "undo": window.store.undo,
        "redo": window.store.redo,
        "quit": window.close,
        "play": window.run.play_or_pause,
        "epoch": lambda: window.player.step(whole_epoch=True),
        "batch": lambda: window.player.step(whole_epoch=False),
        "reset": window.reset,
        "new": window.run.start_anew,
        "check": window.check.begin,
        "help": window.help.open_at_focus,
        "keys": lambda: window.help.open_at(),
        "first": window.first_steps.begin,
        "about": lambda: show_about(window),
    }.items():
        actions[name].triggered.connect(slot)
    for view in window.views:
        for name, switch in view.switches.items():
            actions[name].toggled.connect(switch)
    for name in APPEARANCES:
        actions[name].triggered.connect(lambda _=False, name=name: appearance.choose(name))
    appearance.changed.connect(window.set_theme)
    group = QActionGroup(window)
    group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
    for name in ("discrete", "confidence"):
        group.addAction(actions[name])
