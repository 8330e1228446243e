"""A confusion matrix to look at and to choose from: counts and shares, and each class's figures beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.data.targets.metrics import ClassMetrics
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import percent
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed

HEAD, NAMES = 22, 116
"""Pixels: the heading line, and the names of rows."""
CELL, FIGURE, HEIGHT = (28, 92), (56, 74), (14, 46)
"""The least and the greatest width of a cell and of a figure beside, and height of a row."""
EASY = 60
"""A width of cells that leaves figures their room."""
SMALL = 18
"""In rows that are lower counts are written small."""
STRENGTH = 0.45
MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Matrix(QWidget, Themed):
    """Rows are the true classes, columns the predicted ones."""

    cell_chosen = Signal(int, int)
    """The person wants the samples of this class that were predicted to be of that one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.metrics: ClassMetrics | None = None
        """What is shown, if anything is."""
        self._names: list[str] = []
        self._cursor = (0, 0)
        self.chosen: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_metrics(self, metrics: ClassMetrics | None, names: list[str]) -> None:
        """Show a matrix whose classes have these names."""
        if (metrics, names) != (self.metrics, self._names):
            self.metrics, self._names = metrics, names
            self._cursor = tuple(min(at, max(len(names) - 1, 0)) for at in self._cursor)  # type: ignore[assignment]
            count = len(names)
            self.setMinimumSize(NAMES + count * CELL[0] + 3 * FIGURE[0], HEAD + count * HEIGHT[0] + 4)
            self.update()

    def show_chosen(self, cell: tuple[int, int] | None) -> None:
        """Outline a cell, or none."""
        self.chosen = cell
        self.update()

    def cell(self, true: int, predicted: int) -> QRectF:
        """Return where a cell is."""
        count = max(len(self._names), 1)
        room = (self.width() - NAMES - 3 * self._figure) / count
        width = max(CELL[0], min(CELL[1], room))
        height = max(HEIGHT[0], min(HEIGHT[1], (self.height() - HEAD - 4) / count))
        return QRectF(NAMES + predicted * width, HEAD + true * height, width, height)

    @property
    def _figure(self) -> float:
        """The width of a figure beside: what cells of an easy width leave."""
        room = (self.width() - NAMES - max(len(self._names), 1) * EASY) / 3
        return max(FIGURE[0], min(FIGURE[1], room))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if metrics is None:
            return
        self._names_at(painter)
        for true, row in enumerate(metrics.confusion):
            for predicted, count in enumerate(row):
                self._draw_cell(painter, true, predicted, count, sum(row))
        self._figures(painter, metrics)
        for cell, shown in ((self.chosen, True), (self._cursor, self.hasFocus())):
            if cell is not None and shown and max(cell) < len(self._names):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self.theme.accent), 2))
                painter.drawRoundedRect(self.cell(*cell).adjusted(2, 2, -2, -2), 4, 4)

    def _draw_cell(self, painter: QPainter, true: int, predicted: int, count: int, total: int) -> None:
        share = count / total if total else 0.0
        box = self.cell(true, predicted).adjusted(1, 1, -1, -1)
        tone = self.theme.accent if true == predicted else self.theme.error
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.faded(tone, STRENGTH * share) if count else self.theme.raised))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self.theme.text if count else self.theme.secondary))
        painter.setFont(font(13 if box.height() + 2 >= SMALL else 11))
        tall = box.height() > 34
        upper = box.adjusted(0, 3, 0, -box.height() / 2) if tall else box
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(count))
        if tall:
            painter.setFont(font(11))
            lower = box.adjusted(0, box.height() / 2, 0, -3)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, percent(share))

    def _names_at(self, painter: QPainter) -> None:
        painter.setFont(font(11))
        painter.setPen(QColor(self.theme.secondary))
        corner = QRectF(0, 0, NAMES - 8, HEAD)
        painter.drawText(corner, Qt.AlignmentFlag.AlignVCenter, self.tr("true ↓  predicted →"))
        for label, name in enumerate(self._names):
            box = self.cell(label, label)
            above = QRectF(box.x(), 0, box.width(), HEAD)
            beside = QRectF(0, box.y(), NAMES - 8, box.height())
            for place, flag in (
                (above, Qt.AlignmentFlag.AlignHCenter),
                (beside, Qt.AlignmentFlag.AlignRight),
            ):
                short = painter.fontMetrics().elidedText(
                    name, Qt.TextElideMode.ElideRight, int(place.width()) - 2
                )
                painter.drawText(place, flag | Qt.AlignmentFlag.AlignVCenter, short)

    def _figures(self, painter: QPainter, metrics: ClassMetrics) -> None:
        painter.setFont(font(11))
        left, width = self.cell(0, len(self._names)).x(), self._figure
        columns = (
            (self.tr("precision"), metrics.precision),
            (self.tr("recall"), metrics.recall),
            (self.tr("F1"), metrics.f1),
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for i, (name, values) in enumerate(columns):
            painter.setPen(QColor(self.theme.secondary))
            painter.drawText(QRectF(left + i * width, 0, width - 4, HEAD), right, name)
            painter.setPen(QColor(self.theme.text))
            for label, value in enumerate(values):
                row = self.cell(label, 0)
                place = QRectF(left + i * width, row.y(), width - 4, row.height())
                painter.drawText(place, right, percent(value))

    def said_at(self, point: QPointF) -> str:
        """Say in words what a cell counts."""
        cell = self._cell_at(point)
        if cell is None or self.metrics is None:
            return ""
        true, predicted = cell
        text = self.tr("true {0}, predicted {1}: {2}; click to see them in the boundary")
        return text.format(self._names[true], self._names[predicted], self.metrics.confusion[true][predicted])

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        labels = range(len(self._names))
        cells = ((true, predicted) for true in labels for predicted in labels)
        return next((cell for cell in cells if self.cell(*cell).contains(point)), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain(self.said_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self._cursor = cell
            self.cell_chosen.emit(*cell)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._names) - 1
        if key in MOVES:
            row, column = (at + by for at, by in zip(self._cursor, MOVES[key], strict=True))
            self._cursor = min(max(row, 0), last), min(max(column, 0), last)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cell_chosen.emit(*self._cursor)
        else:
            super().keyPressEvent(event)
