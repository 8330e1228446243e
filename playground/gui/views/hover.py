"""What a plot shows of the moment under the mouse: a vertical line, and a small text beside it."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal

from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.widgets.controls import label
from playground.gui.widgets.themed import Themed


class Hover(QObject, Themed):
    """Follows the mouse over a plot; whoever listens says what is there with ``say``."""

    moved = Signal(float)
    """The mouse is over this place of the lower axis."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        plot.themed.append(self)
        self._plot = plot
        self._mouse: QPointF | None = None
        self.line = pg.InfiniteLine(angle=90, movable=False)
        self.line.hide()
        plot.add(self.line)
        self.text = label(look="hover")
        self.text.setParent(plot)
        self.text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text.hide()
        plot.scene().sigMouseMoved.connect(self._move)
        plot.viewport().installEventFilter(self)

    def say(self, x: float, text: str) -> None:
        """Say something of a place of the lower axis."""
        self.line.setPos(x)
        self.line.show()
        self.text.setText(text)
        self.text.adjustSize()
        spot = self._plot.field.mapViewToScene(QPointF(x, 0.0)).x()
        right = spot + 10 + self.text.width() > self._plot.width()
        left = spot - 10 - self.text.width() if right else spot + 10
        self.text.move(max(0, round(left)), 10)
        self.text.show()

    def refresh(self) -> None:
        """Say what is under the mouse now that the plot shows something else."""
        if self._mouse is not None:
            self._move(self._mouse)

    def hide(self) -> None:
        """Say nothing."""
        self._mouse = None
        self.line.hide()
        self.text.hide()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.line.setPen(pg.mkPen(theme.secondary, width=1))

    def _move(self, position: QPointF) -> None:
        box = self._plot.field
        if box.sceneBoundingRect().contains(position):
            self._mouse = position
            self.moved.emit(box.mapSceneToView(position).x())
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hide()
        return super().eventFilter(watched, event)
