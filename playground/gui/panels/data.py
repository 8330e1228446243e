"""The data panel: what is to be learned, how the samples are divided, and what the network is told."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.data.features import Feature
from playground.data.points import PointSet
from playground.data.samples import Split
from playground.experiment import Experiment, Problem
from playground.gui.card import heading
from playground.gui.controls import label, named
from playground.gui.form import Form, PartForm
from playground.gui.picture import Picture
from playground.gui.theme import Theme, font
from playground.parts import family

COLUMNS = 4


class Thumbnail(QToolButton):
    """A small picture of a data set, to pick it by."""

    PICTURE = 46

    def __init__(self, member: type[PointSet], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("picture")
        self._theme, self._title = theme, member.title
        self._picture = Picture(member().points())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"{member.title}: {member.__doc__}")
        self.setAccessibleName(f"Data set {member.title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._theme, self.PICTURE
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF((self.width() - side) / 2, 2, side, side)
        chosen = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.border), 2 if chosen else 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(frame, 6, 6)
        self._picture.draw(painter, frame, theme)
        painter.setPen(QColor(theme.text if self.isChecked() else theme.secondary))
        painter.setFont(font(11))
        painter.drawText(QRectF(0, side + 3, self.width(), 16), Qt.AlignmentFlag.AlignHCenter, self._title)


class DataPanel(QWidget):
    """Pictures of the data sets, the chosen one's settings, the split, and the features."""

    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._experiment: Experiment | None = None
        self._thumbnails: dict[str, Thumbnail] = {}
        self._chips: dict[str, QToolButton] = {}
        self._form, self._split = PartForm(), Form(Split)
        self._form.edited.connect(lambda data: self._edit(data=data))
        self._split.edited.connect(lambda split: self._edit(split=split))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(heading(self.tr("Data")))
        layout.addLayout(self._pictures(theme))
        layout.addWidget(self._form)
        layout.addWidget(self._split)
        layout.addWidget(heading(self.tr("Features")))
        layout.addLayout(self._features())
        self._error = label(look="error", wrap=True)
        layout.addWidget(self._error)

    def _pictures(self, theme: Theme) -> QGridLayout:
        grid, group = QGridLayout(), QButtonGroup(self)
        grid.setSpacing(2)
        for i, (kind, member) in enumerate(family(PointSet).items()):
            picture = Thumbnail(member, theme)
            picture.clicked.connect(lambda _, kind=kind: self._pick(kind))
            group.addButton(picture)
            grid.addWidget(picture, i // COLUMNS, i % COLUMNS)
            self._thumbnails[kind] = picture
        return grid

    def _features(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(5)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for i, (kind, member) in enumerate(family(Feature).items()):
            chip = named(QToolButton(), "chip")
            chip.setText(member.title)
            chip.setCheckable(True)
            chip.setToolTip(member.__doc__ or "")
            chip.setAccessibleName(f"Feature {member.title}")
            chip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._switch)
            grid.addWidget(chip, i // COLUMNS, i % COLUMNS)
            self._chips[kind] = chip
        return grid

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment's data; nothing is emitted."""
        self._experiment = experiment
        self._thumbnails[experiment.data.kind].setChecked(True)
        self._form.show_value(experiment.data)
        self._split.show_value(experiment.split)
        chosen = {feature.kind for feature in experiment.features}
        for kind, chip in self._chips.items():
            chip.setChecked(kind in chosen)

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Show what does not fit, under the features."""
        mine = [problem.text for problem in problems if problem.path.startswith(("features", "split"))]
        self._error.setText("\n".join(mine))
        self._error.setVisible(bool(mine))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        for picture in self._thumbnails.values():
            picture.set_theme(theme)

    def _pick(self, kind: str) -> None:
        if self._experiment is not None and kind != self._experiment.data.kind:
            self._edit(data=self._experiment.data.become(kind))

    def _switch(self) -> None:
        members = family(Feature)
        self._edit(features=tuple(members[kind]() for kind, chip in self._chips.items() if chip.isChecked()))

    def _edit(self, **settings: object) -> None:
        if self._experiment is not None:
            self.edited.emit(self._experiment.changed(**settings))
