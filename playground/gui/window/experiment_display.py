"""Shows the current experiment everywhere in the window: panels, views, actions, title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.setting_names import in_words
from playground.gui.document.store import Store
from playground.gui.network.selection import Chosen, Selection
from playground.gui.run.run_controller import RunController
from playground.gui.views.about import AboutView
from playground.gui.views.plot import Plot
from playground.gui.views.repainted import why_not_paint
from playground.gui.views.unit import UnitView
from playground.gui.views.view import View
from playground.gui.widgets.plain_text import caption
from playground.gui.window.actions import Actions
from playground.gui.window.docks import Docks
from playground.gui.window.lesson_lock import LessonLock, Panels
from playground.gui.window.status_updates import StatusUpdates


class ExperimentDisplay(QObject):
    """Carries every edit to what shows the experiment, and then to the run."""

    def __init__(
        self,
        window: QWidget,
        store: Store,
        actions: Actions,
        panels: Panels,
        views: Sequence[View],
        dock_area: Docks,
        selection: Selection,
        lock: LessonLock,
        status: StatusUpdates,
        run: RunController,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._actions, self._panels = window, store, actions, panels
        self._views, self._dock_area, self._selection = views, dock_area, selection
        self._lock, self._status, self._run = lock, status, run
        self._about = next(view for view in views if isinstance(view, AboutView))
        self._unit: tuple[int, int | None] = (-1, None)  # which was chosen last
        store.changed.connect(lambda before, _after: self._follow(before))
        store.status_changed.connect(self._show_name)
        store.opened.connect(lambda _: self._reset_views())
        store.document_changing.connect(self._reset_views)
        selection.changed.connect(self._offer_unit)

    def show(self) -> None:
        """Show the experiment as it is."""
        experiment = self._store.experiment
        found = problems(experiment)
        for panel in self._panels:
            panel.show_value(experiment)
            panel.show_problems(found)
        self._dock_area.show_suiting(experiment)
        for view in self._views if _has_network(experiment) else ():  # without one the last stays in sight
            if view.suits(experiment):
                view.show_experiment(experiment)
        self._actions.refuse("paint", why_not_paint(experiment))
        for name in ("accuracy", "confidence", "line"):
            self._actions[name].setEnabled(experiment.targets.decides)
        for name in ("play", "epoch", "batch", "reset", "check"):
            self._actions[name].setEnabled(not found)
        self._lock.apply(experiment)
        fault = in_words(experiment, found[0]) if found else ""
        self._status.show_problem(self.tr("Cannot train: {0}").format(fault) if fault else "")
        self._show_name()

    def reset_for_other_data(self, experiment: Experiment) -> None:
        """Look afresh if another data set has been chosen."""
        if experiment.data.kind != self._store.experiment.data.kind:
            self._reset_views()

    def _follow(self, before: Experiment) -> None:
        self.show()
        experiment = self._store.experiment
        if (experiment.lesson, experiment.hidden) != (before.lesson, before.hidden):
            self._lock.show_lesson()
        self._run.follow()

    def _reset_views(self) -> None:
        """Let go of what was chosen, zoomed and painted: it was of other data or another network."""
        self._actions["paint"].setChecked(False)
        self._selection.choose(Chosen())
        for view in self._views:
            view.reset_view()
            for plot in view.findChildren(Plot):
                plot.go_home()

    def _offer_unit(self, chosen: Chosen) -> None:
        """Bring a unit forward that was chosen, unless a view in sight shows it."""
        known, self._unit = self._unit, (chosen.layer, chosen.unit)
        if chosen.unit is None or known == self._unit:  # it may be samples that were chosen
            return
        if not any(view.in_sight and view.shows_chosen for view in self._views):
            self._dock_area.offer(UnitView.kind)

    def _show_name(self) -> None:
        store = self._store
        name = store.path.name if store.path else store.title
        self._about.show_title(store.title, store.strayed)
        self._status.show_open(name, store.unsaved)
        self._window.setWindowTitle(f"{name.replace('[*]', '[*][*]')}[*] – Backprop Playground")
        self._window.setWindowModified(store.unsaved)
        for name, text in (("undo", store.undoes), ("redo", store.redoes)):
            action = self._actions[name]
            action.setEnabled(bool(text))
            action.setText(f"{action.iconText()} {caption(text)}")


def _has_network(experiment: Experiment) -> bool:
    """Return whether the layers fit each other: on the way to others they may not."""
    try:
        experiment.network()
    except ValueError:
        return False
    return True
