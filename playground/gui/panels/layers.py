"""The layer panel: one column for the inputs, for each layer and for the output."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from playground.data.features import offered
from playground.engine.layers.base import Layer
from playground.engine.outputs import Output
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problem
from playground.gui.panels.column_row import ColumnRow
from playground.gui.panels.layer_columns import LayerColumn, PanelColumn
from playground.gui.theme import Theme
from playground.gui.widgets.controls import TinyButton, label, named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.part_menu import PartMenu
from playground.gui.widgets.themed import Themed, apply_theme
from playground.parts.part import family

Layers = tuple[Layer, ...]


class LayersPanel(QWidget, Themed):
    """The heads of all columns, evenly spread; the network's picture below uses the same columns."""

    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._experiment: Experiment | None = None
        self._columns: list[LayerColumn] = []
        self._unfolded: list[LayerColumn] = []  # by others than the person
        ends = [named(Elided(title), "column") for title in (self.tr("Inputs"), self.tr("Output"))]
        self._inputs, self._output = (PanelColumn(end, self.tr("All settings of the output")) for end in ends)
        self._mark = named(QFrame(self), "drop")
        self._mark.hide()
        self._features_on, self._units = (named(Elided(), "quiet") for _ in range(2))
        for line in (*ends, self._features_on, self._units):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inputs.add(self._features_on)
        self._activation = PartMenu(Output, self.tr("Output activation"))
        self._activation.picked.connect(self._pick_output)
        self._error = label(look="error", wrap=True)
        self._form = PartForm()
        self._form.edited.connect(self._change_output)
        for widget in (self._activation, self._units, self._error):
            self._output.add(widget)
        self._output.add_folded(self._form)
        self._row = ColumnRow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self._row.show_columns([self._inputs, self._output])
        self.less = TinyButton("minus", self.tr("Remove the last layer"))
        self.more = TinyButton("plus", self.tr("Add a layer"))
        self.less.clicked.connect(lambda: self._rearrange(lambda layers: layers[:-1]))
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        for kind, member in family(Layer).items():
            action = menu.addAction(member.title)
            action.setToolTip(member.__doc__ or "")
            action.triggered.connect(
                lambda _=False, kind=kind: self._rearrange(lambda layers: (*layers, _another(layers, kind)))
            )
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.summary = label(look="quiet")
        self.summary.setMinimumWidth(1)  # where room is short, the network matters more

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment's layers; nothing is emitted."""
        self._experiment = experiment
        layers = experiment.layers
        if [type(column.layer) for column in self._columns] != [type(layer) for layer in layers]:
            self._build(layers)
        for i, (column, layer) in enumerate(zip(self._columns, layers, strict=True)):
            column.show_value(layer)
            column.left.setEnabled(i > 0)
            column.right.setEnabled(i < len(layers) - 1)
        self.less.setEnabled(bool(layers))
        self.more.setEnabled(True)
        self.summary.setText(self._size(experiment))
        self._features_on.setText(self._inputs_in_words(experiment))
        self._activation.show_value(experiment.output)
        self._form.show_value(experiment.output)
        units = experiment.targets.units
        resolved = experiment.resolved_output
        named = self.tr("{0} unit" if units == 1 else "{0} units").format(units)
        chosen = "" if resolved == experiment.output else resolved.title.lower()
        self._units.show_text(f"{chosen} · {named}" if chosen else named, f"{units} {chosen}".strip())

    def place(self, layer: int, name: str) -> QWidget:
        """Return what changes a setting of a layer, unfolded; what adds layers if it is not there."""
        if layer >= len(self._columns):
            return self.more
        column = self._columns[layer]
        folded = not column.fold.isChecked()
        place = column.place(name)
        if folded and column.fold.isChecked():
            self._unfolded.append(column)
        return place

    def fold_again(self) -> None:
        """Fold the columns that were unfolded to show something in them; the network needs the room."""
        for column in self._unfolded:
            if column in self._columns and not column.in_focus:
                column.fold.setChecked(False)
        self._unfolded.clear()

    def place_of_output(self) -> QWidget:
        """Return what chooses the output's activation."""
        return self._activation

    def _size(self, experiment: Experiment) -> str:
        """Return how large the network is; where layers do not fit each other, there is none."""
        try:
            network = experiment.network()
        except ValueError:
            return ""
        count = sum(layout.has_weights for layout in network.layouts[:-1])  # a dropout is none
        depth = self.tr("hidden layer") if count == 1 else self.tr("hidden layers")
        parameters = self.tr("{0} parameters").format(grouped(network.parameters.shape[1]))
        return f"{parameters} · {count} {depth}"

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Show what does not fit the output, under its column."""
        mine = [problem.text for problem in problems if problem.path.startswith("output")]
        self._error.setText("\n".join(mine))
        self._error.setVisible(bool(mine))

    def _inputs_in_words(self, experiment: Experiment) -> str:
        """Return how many inputs there are: features that are switched on, or a whole shape."""
        if (shape := experiment.points.shape) is not None:
            return " × ".join(map(str, shape))
        written = [feature for feature in experiment.features if feature.typed]
        ready = len(offered(len(experiment.input_names))) + len(written)
        return self.tr("{0} of {1}").format(len(experiment.features), ready)

    def _build(self, layers: Layers) -> None:
        self._columns = [LayerColumn(layer) for layer in layers]
        for i, column in enumerate(self._columns):
            column.edited.connect(
                lambda layer, i=i: self._rearrange(lambda old: (*old[:i], layer, *old[i + 1 :]))
            )
            column.removed.connect(lambda i=i: self._rearrange(lambda old: (*old[:i], *old[i + 1 :])))
            column.handle.dragged.connect(lambda x: self._mark_gap(self._gap(x)))
            column.handle.dropped.connect(lambda x, i=i: self._drop(i, self._gap(x)))
            column.moved.connect(lambda by, i=i: self._rearrange(lambda old: _swapped(old, i, i + by)))
        self._row.show_columns([self._inputs, *self._columns, self._output])
        apply_theme(self, self.theme)

    def _gap(self, x: int) -> int:
        """Return before which column a point of the screen lies, as one puts it down there."""
        here = self.mapFromGlobal(QPoint(x, 0)).x()
        return sum(column.geometry().center().x() < here for column in self._columns)

    def _mark_gap(self, gap: int) -> None:
        right = self._columns[gap] if gap < len(self._columns) else self._output
        self._mark.setGeometry(right.x() - 1, 0, 3, self.height())
        self._mark.show()
        self._mark.raise_()

    def _drop(self, i: int, gap: int) -> None:
        self._mark.hide()
        if gap not in (i, i + 1):
            self._rearrange(lambda old: _put(old, i, gap))

    def _rearrange(self, rule: Callable[[Layers], Layers]) -> None:
        if self._experiment is not None:
            self.edited.emit(self._experiment.changed(layers=rule(self._experiment.layers)))

    def _pick_output(self, kind: str) -> None:
        if self._experiment is not None:
            self._change_output(self._experiment.output.become(kind))

    def _change_output(self, output: Output) -> None:
        if self._experiment is not None:
            self.edited.emit(self._experiment.changed(output=output))


def _another(layers: Layers, kind: str) -> Layer:
    """A new layer is like the last one of its kind, or as its kind is declared."""
    alike = [layer for layer in layers if layer.kind == kind]
    return alike[-1] if alike else family(Layer)[kind]()


def _swapped(layers: tuple[Layer, ...], i: int, j: int) -> Layers:
    changed = list(layers)
    changed[i], changed[j] = changed[j], changed[i]
    return tuple(changed)


def _put(layers: Layers, i: int, gap: int) -> Layers:
    """Take a layer out and put it before the one that was at ``gap``."""
    rest = [*layers[:i], *layers[i + 1 :]]
    rest.insert(gap - (gap > i), layers[i])
    return tuple(rest)
