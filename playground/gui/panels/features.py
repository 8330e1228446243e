"""The features: chips that switch on and off, and formulas of one's own with their errors beside them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.data.features import Feature, offered
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problem
from playground.gui.theme import Theme
from playground.gui.widgets.controls import TinyButton, named
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.plain_text import caption, plain
from playground.gui.widgets.themed import Themed
from playground.parts.part import family

COLUMNS = 4


class WrittenRow(QWidget):
    """One feature that a person writes: its settings and a button that takes it away."""

    def __init__(self, feature: Feature, theme: Theme) -> None:
        super().__init__()
        self.form = PartForm()
        self.form.show_value(feature)
        self.remove = TinyButton("close", self.tr("Remove {0}").format(feature.title.lower()))
        self.remove.set_theme(theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)


class FeaturesEditor(QWidget, Themed):
    """Chips for what the data offer, a row for everything written, and a button for one more."""

    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._features: tuple[Feature, ...] = ()
        self._offered: tuple[Feature, ...] = ()
        self.chips: dict[str, QToolButton] = {}
        self.rows: list[WrittenRow] = []
        self.adders = [self._adder(member) for member in family(Feature).values() if member.typed]
        self._grid, self._list = QGridLayout(), QVBoxLayout()
        self._grid.setSpacing(5)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addLayout(self._list)

    def _adder(self, member: type[Feature]) -> QPushButton:
        button = named(QPushButton(self.tr("Add {0}").format(member.title.lower())), "small")
        button.setToolTip(member.__doc__ or "")
        button.clicked.connect(lambda: self.edited.emit((*self._features, member())))
        return button

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment's features; nothing is emitted."""
        names = experiment.input_names
        ready = offered(len(names))
        if ready != self._offered:
            self._build_chips(ready)
        self._features = experiment.features
        for feature in ready:
            chip = self.chips[feature.identity[1]]
            chip.setChecked(feature in self._features)
            own = "" if feature.input is None else names[feature.input]
            chip.setToolTip(plain(own) if own not in ("", feature.name) else feature.__doc__ or "")
        written = self._written()
        if len(written) != len(self.rows):
            self._build_rows(written)
        for row, (_, feature) in zip(self.rows, written, strict=True):
            row.form.show_value(feature)

    def show_problems(self, problems: Collection[Problem]) -> list[str]:
        """Show what does not fit at the row concerned; return what concerns no row."""
        mine = [problem for problem in problems if problem.path.startswith("features")]
        for row, (i, _) in zip(self.rows, self._written(), strict=True):
            start = f"features[{i}]."
            here = [problem for problem in mine if problem.path.startswith(start)]
            row.form.show_problems([Problem(each.path.removeprefix(start), each.text) for each in here])
            mine = [problem for problem in mine if problem not in here]
        return [problem.text for problem in mine]

    def _written(self) -> list[tuple[int, Feature]]:
        return [(i, feature) for i, feature in enumerate(self._features) if feature.typed]

    def _build_chips(self, ready: tuple[Feature, ...]) -> None:
        for chip in self.chips.values():
            self._grid.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._offered, self.chips = ready, {}
        for i, feature in enumerate(ready):
            chip = named(QToolButton(), "chip")
            chip.setText(caption(feature.name))
            chip.setCheckable(True)
            chip.setAccessibleName(self.tr("Feature {0}").format(feature.name))
            chip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._switch)
            self._grid.addWidget(chip, i // COLUMNS, i % COLUMNS)
            self.chips[feature.identity[1]] = chip

    def _build_rows(self, written: list[tuple[int, Feature]]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [WrittenRow(feature, self.theme) for _, feature in written]
        for which, row in enumerate(self.rows):
            self._list.addWidget(row)
            row.form.edited.connect(lambda feature, which=which: self._replace(which, (feature,)))
            row.remove.clicked.connect(lambda _=False, which=which: self._replace(which, ()))

    def _switch(self) -> None:
        on = [feature for feature in self._offered if self.chips[feature.identity[1]].isChecked()]
        self.edited.emit((*on, *(feature for _, feature in self._written())))

    def _replace(self, which: int, by: tuple[Feature, ...]) -> None:
        i = self._written()[which][0]
        self.edited.emit((*self._features[:i], *by, *self._features[i + 1 :]))
