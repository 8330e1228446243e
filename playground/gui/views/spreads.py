"""How the numbers of each layer are spread: histograms of one moment, or strips through time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from playground.gui.theme import Theme, font
from playground.gui.views.rebinning import Values, common_range, over_time, rebinned
from playground.gui.widgets.numbers import grouped, written
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.inspection.layer_statistics import Histogram, LayerStatistics

SPREADS: dict[str, Callable[[LayerStatistics], Histogram | None]] = {
    "Weights": lambda layer: layer.weights,
    "Activations": lambda layer: layer.activations,
    "Gradients": lambda layer: layer.gradients,
}
BANDS, COLUMNS = 40, 400
"""Bins of a strip, and how many times it tells apart."""
LINE, BESIDE, FOOT = 15.0, 34.0, 16.0
"""Heights: of a line of text, of a row below which text stands beside the drawing, of the axis of time."""
APART = 8.0
NARROW = 40.0
"""A drawing is at least as wide; where it would not be, the ends of the numbers are left out."""
HistogramHistory = Sequence[tuple[float, Histogram]]
"""Epochs with the histograms at their ends."""


class SpreadRows(QWidget, Themed):
    """A row for each layer, one below the other, with its name and the ends of its numbers."""

    foot = 0.0

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setMinimumWidth(120)
        copy = QAction(self.tr("Copy as picture"), self)
        copy.triggered.connect(lambda: QApplication.clipboard().setPixmap(self.grab()))
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def sizeHint(self) -> QSize:
        return QSize(220, 120)

    def rows(self) -> list[tuple[int, str, str]]:
        """Return of each row the number of the layer, its name and the ends of its numbers."""
        return []

    def draw_row(self, painter: QPainter, place: QRectF, row: int, colour: str) -> None:
        """Draw the numbers of a row."""

    def draw_foot(self, painter: QPainter, place: QRectF) -> None:
        """Draw what stands below all rows, as wide as their drawings."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, rows = QPainter(self), self.theme, self.rows()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(font(11))
        if not rows:
            painter.setPen(QColor(theme.secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Waiting for the run."))
            return
        height = (self.height() - self.foot) / len(rows)
        colours = layer_colours(theme, rows[-1][0] + 1)
        advance = painter.fontMetrics().horizontalAdvance
        left = max(advance(name) for _, name, _ in rows) + APART
        right = max(advance(ends) for _, _, ends in rows) + APART
        inside, width = QRectF(), self.width() - 12.0
        ended = width >= left + right + (NARROW if height < BESIDE else 0.0)
        right = right if ended else 0.0
        for i, (layer, name, ends) in enumerate(rows):
            place = QRectF(8.0, i * height, width, height - 4.0)
            if height < BESIDE:
                text, inside = place, place.adjusted(left, 0.0, -right, 0.0)
            else:
                text = QRectF(place.left(), place.top(), place.width(), LINE)
                inside = place.adjusted(0.0, LINE, 0.0, -1.0)
            self.draw_row(painter, inside, i, colours[layer])
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QColor(colours[layer]))
            painter.drawText(text, middle | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(theme.secondary))
            if ended:
                painter.drawText(text, middle | Qt.AlignmentFlag.AlignRight, ends)
        if self.foot:
            bottom = QRectF(inside.left(), self.height() - self.foot, inside.width(), self.foot)
            self.draw_foot(painter, bottom)


class Spreads(SpreadRows):
    """A histogram for each layer, as its numbers are now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.layers: list[tuple[int, str, Histogram]] = []
        self.setAccessibleName(self.tr("Histograms"))

    def show_layers(self, layers: Sequence[tuple[str, Histogram | None]]) -> None:
        """Show named histograms; a layer without one is left out."""
        self.layers = [(i, name, found) for i, (name, found) in enumerate(layers) if found is not None]
        self.update()

    def rows(self) -> list[tuple[int, str, str]]:
        return [(i, name, f"{_end(found.low)} … {_end(found.high)}") for i, name, found in self.layers]

    def draw_row(self, painter: QPainter, place: QRectF, row: int, colour: str) -> None:
        counts = self.layers[row][2].counts
        width, most = place.width() / len(counts), max(float(counts.max()), 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.faded(colour)))
        for i, count in enumerate(counts):
            tall = place.height() * float(count) / most
            bar = QRectF(place.left() + i * width, place.bottom() - tall, max(width - 1.0, 1.0), tall)
            painter.drawRect(bar)


@dataclass(eq=False)
class Strip:
    """The picture of one layer: time goes to the right, values go up."""

    image: QImage
    low: float = 0.0
    high: float = 0.0
    beyond: tuple[bool, bool] = (False, False)
    """Whether some numbers lie below the range, and above."""

    def show(self, moments: HistogramHistory, end: float) -> None:
        """Draw moments up to the epoch ``end``."""
        epochs = np.array([epoch for epoch, _ in moments], float)
        counts = np.array([found.counts for _, found in moments], float)
        lows, highs = (np.array([getattr(found, name) for _, found in moments]) for name in ("low", "high"))
        self.low, self.high = common_range(lows, highs)
        self.beyond = bool(lows.min() < self.low), bool(highs.max() > self.high)
        edges = np.linspace(self.low, self.high, BANDS + 1)
        shares = rebinned(counts, lows, highs, edges) / counts.sum(axis=1, keepdims=True)
        pixels = np.frombuffer(self.image.bits(), np.uint8).reshape(BANDS, COLUMNS)
        pixels[...] = over_time(epochs, strengths(shares), end, COLUMNS)

    @property
    def ends(self) -> str:
        """The ends of the range."""
        below, above = ("≤ " if self.beyond[0] else ""), ("≥ " if self.beyond[1] else "")
        return f"{below}{_end(self.low)} … {above}{_end(self.high)}"


class Strips(SpreadRows):
    """For each layer how its numbers were spread at every moment: the stronger the colour, the more numbers.

    Pictures are computed when they are painted, so never while nobody sees them.
    """

    foot = FOOT

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._layers: list[tuple[int, str, HistogramHistory]] = []
        self._end, self._stale = 1.0, False
        self.strips: list[Strip] = []
        """The pictures, in the order of the rows."""
        self.setAccessibleName(self.tr("Histograms over time"))
        self.setToolTip(
            self.tr(
                "Time runs to the right, values upward. "
                "Color deepens with the square root of the share of values."
            )
        )

    def show_moments(self, layers: Sequence[tuple[str, HistogramHistory]], end: float) -> None:
        """Show for each layer its name and moments, up to the epoch ``end``; one without any is left out."""
        self._layers = [(i, name, moments) for i, (name, moments) in enumerate(layers) if moments]
        self._end, self._stale = end, True
        self.update()

    def rows(self) -> list[tuple[int, str, str]]:
        if self._stale:
            self._compute()
        pairs = zip(self._layers, self.strips, strict=False)
        return [(i, name, strip.ends) for (i, name, _), strip in pairs]

    def _compute(self) -> None:
        while len(self.strips) < len(self._layers):
            self.strips.append(Strip(QImage(COLUMNS, BANDS, QImage.Format.Format_Indexed8)))
        for (_, _, moments), strip in zip(self._layers, self.strips, strict=False):
            strip.show(moments, self._end)
        self._stale = False

    def draw_row(self, painter: QPainter, place: QRectF, row: int, colour: str) -> None:
        image = self.strips[row].image
        image.setColorTable(_tones(self.theme, colour))
        painter.drawImage(place, image)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def draw_foot(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QColor(self.theme.secondary))
        last, middle = grouped(self._end), Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, last)
        name, advance = self.tr("epoch"), painter.fontMetrics().horizontalAdvance
        if advance(name) + 2 * (advance(last) + APART) <= place.width():
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignHCenter, name)


def strengths(shares: Values) -> Values:
    """Return how strongly shares (moments, bins) are coloured, 0 to 255: as their roots.

    What is the largest share at most moments has all colour.
    """
    full = float(np.median(shares.max(axis=1)))
    return np.asarray(np.rint(255.0 * np.sqrt(np.clip(shares / full, 0.0, 1.0))))


def layer_colours(theme: Theme, count: int) -> list[str]:
    """Return a colour for each layer."""
    colours = [colour.name() for colour in theme.classes()]
    return [colours[(i + 1) % len(colours)] for i in range(count)]


@lru_cache(maxsize=32)
def _tones(theme: Theme, colour: str) -> list[int]:
    """Return the 256 colours from the card's to a layer's."""
    return [QColor(theme.faded(colour, share)).rgb() for share in np.linspace(0.0, 1.0, 256).tolist()]


def _end(value: float) -> str:
    return written(float(f"{value:.3g}"))
