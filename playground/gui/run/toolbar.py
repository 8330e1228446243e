"""The bar at the top: what is done to the run, and the four numbers that matter."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.gui.widgets.controls import label
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.numbers import grouped, loss, percent
from playground.gui.widgets.plain_text import plain

PACES = (1, 10, 100, 1000, 0)
"""Epochs a second to choose from; 0 is as fast as it goes."""
USUAL = 100


class Figure(QWidget):
    """A number with a name over it."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self._name = label(look="heading")
        self._number = label(look="figure")
        self.setMinimumWidth(width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addWidget(self._number)
        self.show_value(name, "–")

    def show_value(self, name: str, number: str, of: str = "") -> None:
        """Show a number and its name, and at the pointer of what it is."""
        self._name.setText(name.upper())
        self._number.setText(number)
        self.setToolTip(plain(of))
        self.setAccessibleName(f"{name} {number} {of}".rstrip())


class ActionButton(QPushButton):
    """A button for an action; it follows the action's text, icon and state."""

    def __init__(self, action: QAction, name: str = "", words: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._action, self._words = action, words
        self.setIconSize(QSize(15, 15))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the window
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @property
    def saved(self) -> int:
        """How many pixels narrower it is without words."""
        return self.fontMetrics().horizontalAdvance(f" {self._action.iconText()}")

    def set_words(self, words: bool) -> None:
        """Show the action's name beside its icon, or the icon alone."""
        self._words = words
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setEnabled(action.isEnabled())
        self.setText(f" {action.iconText()}" if self._words else "")
        self.setIcon(action.icon())
        keys = action.shortcut().toString()
        self.setToolTip(plain(f"{action.toolTip()} ({keys})" if keys else action.toolTip()))
        self.setAccessibleName(action.iconText())


class RunToolbar(QFrame):
    """Buttons, pace and figures."""

    paced = Signal(float)

    def __init__(self, left: list[QAction], primary: QAction, right: list[QWidget]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._pace = Menu()
        self._pace.keep_whole()
        self._pace.setAccessibleName(self.tr("Pace"))
        self._pace.setToolTip(self.tr("How fast a run plays"))
        for pace in PACES:
            words = self.tr("Full speed") if not pace else self.tr("{0} epochs/s").format(pace)
            self._pace.addItem(words.replace("1 epochs", "1 epoch"), float(pace))
        self._pace.setCurrentIndex(PACES.index(USUAL))
        self._pace.activated.connect(lambda index: self.paced.emit(self._pace.itemData(index)))
        self.play = ActionButton(primary, "primary")
        self.play.setMinimumWidth(96)
        others = [ActionButton(action) for action in left]
        self._terse = False  # whether only Play has room for its name
        self._buttons = [*others, *(each for each in right if isinstance(each, ActionButton))]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(7)
        row.addWidget(others[0])
        row.addWidget(self.play)
        for button in others[1:]:
            row.addWidget(button)
        row.addWidget(self._pace)
        row.addSpacing(12)
        self._epoch = Figure(self.tr("Epoch"), 76)
        self._train = Figure(self.tr("Train loss"), 98)
        self._test = Figure(self.tr("Test loss"), 98)
        self._accuracy = Figure(self.tr("Test accuracy"), 100)
        for figure in (self._epoch, self._train, self._test, self._accuracy):
            row.addWidget(figure)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least if self._terse else least - QSize(self._saved, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = super().minimumSizeHint().width() + (self._saved if self._terse else 0)
        terse = needed > self.width()
        if terse != self._terse:
            self._terse = terse
            for button in self._buttons:
                button.set_words(not terse)

    @property
    def _saved(self) -> int:
        return sum(button.saved for button in self._buttons)

    @property
    def pace(self) -> float:
        """Epochs a second; 0 is as fast as it goes."""
        return float(self._pace.currentData())

    def set_pace(self, pace: float) -> None:
        """Show a pace; nothing is emitted."""
        self._pace.setCurrentIndex(max(0, self._pace.findData(pace)))

    def show_nothing(self) -> None:
        """Show that there is no run."""
        names = self.tr("Epoch"), self.tr("Train loss"), self.tr("Test loss"), self.tr("Test accuracy")
        figures = self._epoch, self._train, self._test, self._accuracy
        for figure, name in zip(figures, names, strict=True):
            figure.show_value(name, "–")

    def show_figures(self, figures: Figures, experiment: Experiment) -> None:
        """Show where a run is."""
        self._epoch.show_value(self.tr("Epoch"), grouped(figures.epoch))
        names, of = (self.tr("Train loss"), self.tr("Test loss")), ""
        if experiment.loss_unit is None:
            names, of = (self.tr("Train, scaled"), self.tr("Test, scaled")), self.tr("Loss of scaled targets")
        self._train.show_value(names[0], loss(figures.train_loss), of)
        self._test.show_value(names[1], loss(figures.test_loss), of)
        self._accuracy.setVisible(experiment.targets.decides)
        if figures.test_accuracy is None:
            self._accuracy.show_value(self.tr("Train accuracy"), percent(figures.train_accuracy))
        else:
            self._accuracy.show_value(self.tr("Test accuracy"), percent(figures.test_accuracy))
