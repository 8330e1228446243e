"""What the lesson of an experiment locks and hides, and its own place in the window."""

from __future__ import annotations

import typing

from PySide6.QtCore import QObject, Signal

from playground.data.tables.loading import has_table
from playground.experiment.experiment import Experiment
from playground.experiment.lessons import Control
from playground.gui.document.store import Store
from playground.gui.panels.data import DataPanel
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.views.lesson import LessonView
from playground.gui.window.actions import Actions
from playground.gui.window.docks import Docks

Panels = tuple[DataPanel, LayersPanel, TrainingPanel]
"""In the order of ``Control``."""


class LessonLock(QObject):
    """Holds the window to what the lesson allows."""

    message = Signal(str)
    """Why an edit was not made."""

    def __init__(
        self, store: Store, actions: Actions, panels: Panels, dock_area: Docks, lesson: LessonView
    ) -> None:
        super().__init__(store)
        self._store, self._actions, self._dock_area, self._lesson = store, actions, dock_area, lesson
        self._panels = dict(zip(typing.get_args(Control), panels, strict=True))
        self._data, self._layers, self._training = panels
        store.refused.connect(lambda: self.message.emit(self.tr("The lesson keeps this as it is.")))

    def apply(self, experiment: Experiment) -> None:
        """Disable and hide what a lesson locks and hides."""
        for name, panel in self._panels.items():
            panel.setEnabled(name not in experiment.kept)
            panel.setHidden(name in experiment.hidden)
        for name in ("import", "paste"):
            self._actions[name].setEnabled("data" not in experiment.kept)
        self._actions["columns"].setEnabled("data" not in experiment.kept and has_table(experiment.data))
        for button in (self._layers.less, self._layers.more):
            button.setHidden("layers" in experiment.hidden)
            if "layers" in experiment.kept:
                button.setEnabled(False)

    def show_lesson(self) -> None:
        """Bring the lesson, if there is one, to its place above the settings, or close the place."""
        self._dock_area.show_side(any(not panel.isHidden() for panel in (self._data, self._training)))
        if self._store.experiment.lesson:
            self._dock_area.raise_view(LessonView.kind)
            self._lesson.request_views()
        else:
            self._dock_area.close_view(LessonView.kind)
