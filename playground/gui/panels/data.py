"""The data panel: the data set, how its samples are split, and the input features."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.data.data_set import DataSet
from playground.data.samples import Split
from playground.data.tables.column_roles import following
from playground.data.tables.loading import has_table
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data, with_reconstruction
from playground.experiment.problems import Problem
from playground.gui.panels.data_pictures import DataPictures
from playground.gui.panels.features import FeaturesEditor
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.form import Form, PartForm
from playground.gui.widgets.panel_frame import heading
from playground.parts.part import family
from playground.parts.setting import settings


class DataPanel(QWidget):
    """Pictures of the data sets, the chosen one's settings, the split, and the features."""

    edited = Signal(object)
    importing = Signal()
    """The person wants data of their own."""
    reopening = Signal()
    """The person wants to choose other columns of the table, or have it read in another way."""
    painting = Signal()
    """Data were chosen that the person makes by hand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._experiment: Experiment | None = None
        self.pictures = DataPictures(theme)
        self.pictures.picked.connect(self._pick)
        self._form, self._split = PartForm(), Form(Split)
        self.features = FeaturesEditor(theme)
        self.features.edited.connect(lambda features: self._edit(features=features))
        about = next(each for each in settings(Experiment) if each.name == "reconstruct")
        self.reconstruct = QCheckBox(about.label)
        self.reconstruct.setToolTip(about.help)
        self.reconstruct.clicked.connect(self._reconstruct)
        self._form.edited.connect(self._follow)
        self._split.edited.connect(lambda split: self._edit(split=split))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        self.own = named(QPushButton(self.tr("Import…")), "small")
        self.own.setToolTip(self.tr("Import samples from a CSV, TSV or NPZ file"))
        self.own.clicked.connect(self.importing)
        self.again = named(QPushButton(self.tr("Regenerate")), "small")
        self.again.setToolTip(self.tr("Draw other samples with the next seed; the weights are kept"))
        self.again.clicked.connect(self._draw_anew)
        # In one line with their heading: what is set most must be in sight in a small window.
        layout.addWidget(_headed(self.tr("Data"), self.own, self.again, self.pictures.more))
        layout.addWidget(self.pictures)
        self.columns = named(QPushButton(self.tr("Columns…")), "small")
        self.columns.setToolTip(self.tr("Choose columns of the table, and how it is read and divided"))
        self.columns.clicked.connect(self.reopening)
        layout.addWidget(self.columns, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._form)
        self.note = label(look="small", wrap=True)
        layout.addWidget(self.note)
        self._misfit = label(look="error", wrap=True)
        layout.addWidget(self._misfit)
        layout.addWidget(self._split)
        layout.addWidget(self.reconstruct)
        self._features_heading = _headed(self.tr("Features"), *self.features.adders)
        layout.addWidget(self._features_heading)
        layout.addWidget(self.features)
        self._error = label(look="error", wrap=True)
        layout.addWidget(self._error)

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment's data; nothing is emitted."""
        self._experiment = experiment
        self.pictures.show_value(experiment.data.kind)
        self._form.offer(experiment.data.offers())
        self._form.show_value(experiment.data)
        self.columns.setVisible(has_table(experiment.data))
        _say(self.note, [text for text in (experiment.data.left_out(),) if text])
        self._split.show_value(experiment.split)
        # Data may bring a test set of their own, of which no share is taken.
        own = experiment.points.tests > 0 or not experiment.data.shares_test
        self._split.row("test").setVisible(not own)
        self.reconstruct.setChecked(experiment.reconstruct)
        chosen = experiment.points.shape is None  # otherwise all inputs enter as they are
        for widget in (self._features_heading, self.features):
            widget.setVisible(chosen)
        if chosen:
            self.features.show_value(experiment)

    def place(self, part: str, name: str) -> QWidget | None:
        """Return what changes a setting of the data or their split, or the features; None if nothing does."""
        if part == "features":
            return self.features
        if part == "reconstruct":
            return self.reconstruct
        if part == "split":
            return self._split.row(name)
        if part == "data":
            return self.pictures if name in ("", "kind") else self._form.row(name)
        return None

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Show what does not fit, at its row or under the part concerned."""
        data = [problem for problem in problems if problem.path.startswith("data.")]
        here = [Problem(each.path.removeprefix("data."), each.text) for each in data]
        rest = self._form.show_problems(here)
        _say(self._misfit, rest)
        split = [problem.text for problem in problems if problem.path.startswith("split")]
        _say(self._error, [*split, *self.features.show_problems(problems)])

    def _pick(self, kind: str) -> None:
        if self._experiment is not None and kind != self._experiment.data.kind:
            self._take(family(DataSet)[kind].taking_over(self._experiment.data))
        if family(DataSet)[kind].by_hand:
            self.painting.emit()

    def _take(self, data: DataSet) -> None:
        if self._experiment is not None:
            self.edited.emit(with_other_data(self._experiment, data))

    def _follow(self, data: DataSet) -> None:
        if self._experiment is not None:
            self._take(following(data, self._experiment.data))

    def _draw_anew(self) -> None:
        if self._experiment is not None:
            self._edit(data=self._experiment.data.redrawn())

    def _reconstruct(self, wanted: bool) -> None:
        if self._experiment is not None:
            self.edited.emit(with_reconstruction(self._experiment, wanted))

    def _edit(self, **settings: object) -> None:
        if self._experiment is not None:
            self.edited.emit(self._experiment.changed(**settings))


def _headed(title: str, *buttons: QWidget) -> QWidget:
    """Return a heading with buttons at its end."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(heading(title), 1)
    for button in buttons:
        layout.addWidget(button)
    return line


def _say(line: QLabel, texts: Collection[str]) -> None:
    line.setText("\n".join(texts))
    line.setVisible(bool(texts))
