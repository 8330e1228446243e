"""What can be done with several numbers of the network at once: a small bar, and the same as a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from playground.gui.widgets.controls import label, named


class SelectionBar(QWidget):
    """Zero, perturb, freeze or thaw what is selected; shown while something is, outside the picture."""

    zeroed, perturbed, frozen, thawed = Signal(), Signal(), Signal(), Signal()
    visibility_changed = Signal(bool)
    """Whether it is there: it takes the place of what stands there otherwise, so that nothing moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self._count = label(look="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._count)
        self.actions_ = {
            name: self._action(text, help, signal)
            for name, text, help, signal in (
                ("zero", self.tr("Zero"), self.tr("Set the selected parameters to 0"), self.zeroed),
                (
                    "perturb",
                    self.tr("Perturb"),
                    self.tr("Change each by a small random amount"),
                    self.perturbed,
                ),
                ("freeze", self.tr("Freeze"), self.tr("Keep training from changing these"), self.frozen),
                ("thaw", self.tr("Thaw"), self.tr("Let training change these again"), self.thawed),
            )
        }
        for action in self.actions_.values():
            chip = named(QToolButton(), "chip")
            chip.setDefaultAction(action)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(chip)
        self.hide()

    def _action(self, text: str, help: str, signal: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.setToolTip(help)
        action.triggered.connect(lambda: signal.emit())
        return action

    def show_selection(self, count: int, frozen: int) -> None:
        """Offer what can be done with so many numbers, of which so many are frozen."""
        self._count.setText(self.tr("{0} selected").format(count))
        self.actions_["freeze"].setEnabled(frozen < count)
        self.actions_["thaw"].setEnabled(frozen > 0)
        self.setVisible(count > 0)
        self.visibility_changed.emit(count > 0)

    def ask(self, where: QPoint) -> None:
        """Open the menu at a point of the screen."""
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        menu.addActions(list(self.actions_.values()))
        menu.popup(where)
