"""Shares of classes as bars, the likeliest first, or each class in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.data.targets.base import Targets
from playground.engine.activations.base import Array
from playground.gui.theme import Theme, font
from playground.gui.widgets.numbers import percent
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.parts.counts import typeset

ROW, LOW, NAME, NUMBER, BAR = 17.0, 13.0, 70.0, 36.0, 34.0
"""Pixels: how high a line is, and at least, what a name takes at most, a number, and a bar at least."""


def class_shares(targets: Targets, outputs: Array) -> list[float]:
    """Return the share of every class in the outputs (units,) of one sample."""
    shares = targets.shares(outputs)
    if shares is not None:
        return [float(share) for share in shares]
    low, high = targets.range
    second = min(max((float(outputs[0]) - low) / (high - low), 0.0), 1.0)
    return [1.0 - second, second]


class ClassBars(QWidget, Themed):
    """A line for each class: its name, a bar in its colour, and its share."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._bars: list[tuple[str, float, int]] = []
        self._true: int | None = None
        self._waits = False
        self.setAccessibleName(self.tr("Shares of the classes"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._begin + BAR + NUMBER + 12.0), round(ROW * 3))

    def show_shares(self, names: Sequence[str], shares: Sequence[float], true: int | None = None) -> None:
        """Show the share of every class, and which is the true one if that is known; without shares the lines
        that wait for them.
        """
        self._waits = bool(names) and not shares
        if self._waits:
            shares = [0.0] * len(names)
        bars = list(zip(names, shares, range(len(names)), strict=False))
        likeliest = max(bars, key=lambda bar: bar[1], default=None)
        self._bars, self._true = bars, true
        said = "" if likeliest is None or self._waits else f"{likeliest[0]}: {percent(likeliest[1])}"
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    @property
    def _begin(self) -> float:
        """Where the bars begin: beside the longest name, as far as it has room."""
        metrics = QFontMetrics(font(11))
        widest = max((metrics.horizontalAdvance(name) for name, _, _ in self._bars), default=0)
        return min(widest + 4.0, NAME)

    @property
    def shown(self) -> list[tuple[str, float, int]]:
        """Names, shares and classes, line by line: where not all have room, the likeliest first."""
        most = max(1, int(self.height() // LOW))
        if len(self._bars) <= most:
            return self._bars
        return sorted(self._bars, key=lambda bar: -bar[1])[:most]

    @property
    def _row(self) -> float:
        """How high a line is: lower before a class is left out."""
        return min(max(self.height() / max(len(self._bars), 1), LOW), ROW)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(11))
        colours, width = theme.classes(), float(self.width())
        begin, row = self._begin, self._row
        best = max((share for _, share, _ in self._bars), default=0.0)
        for line, (name, share, kind) in enumerate(self.shown):
            y, bold = line * row, share == best and not self._waits
            painter.setFont(font(11, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
            painter.setPen(QColor(theme.text if bold else theme.secondary))
            room = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(begin))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(0, y, begin, row), side, room)
            if not self._waits:
                painter.drawText(QRectF(width - NUMBER, y, NUMBER, row), side, _short(share))
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(begin + 6, y + 4, max(width - begin - NUMBER - 12, 4.0), row - 8)
            painter.setBrush(QColor(theme.border))
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(0.0 if self._waits else max(bar.width() * min(max(share, 0.0), 1.0), 1.0))
            painter.setBrush(colours[kind % len(colours)])
            painter.drawRoundedRect(bar, 3, 3)
            if kind == self._true:
                painter.setBrush(QColor(theme.text))
                painter.drawEllipse(QRectF(begin + 1, y + row / 2 - 1.5, 3, 3))


def _short(share: float) -> str:
    """Write a share in whole percents, but none and all only where they are."""
    whole = round(100.0 * share)
    if whole == 0 and share > 0.0:
        return typeset("< 1 %")
    return typeset("> 99 %" if whole == 100 and share < 1.0 else f"{whole} %")
