"""The about view: what the experiment is called, and why it is worth running."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.view import View
from playground.gui.widgets.controls import label
from playground.gui.widgets.plain_text import unbroken


class AboutView(View):
    """A title and a paragraph."""

    kind = "about"
    title = "About"
    about = "What the experiment is, and why it is worth running"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self.name, self.reason = label(look="column", wrap=True), label(look="quiet", wrap=True)
        self.note = label(
            self.tr("The data have been changed since this was written:"), look="quiet", wrap=True
        )
        self._inside = inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.name)
        lines.addWidget(self.note)
        lines.addWidget(self.reason)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_title(self, title: str, strayed: bool) -> None:
        """Show a title, and whether the data are others than those that the text is about."""
        self.name.setText(title)
        self.note.setVisible(strayed and bool(self.reason.text()))
        self.text_changed.emit()

    def show_experiment(self, experiment: Experiment) -> None:
        self.reason.setText(unbroken(experiment.reason))
        self.text_changed.emit()

    def lines_height(self, width: int) -> int:
        return self._inside.heightForWidth(width)
