"""The legend under a map: the markers, and the colours with what they stand for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.data.targets.short_names import short_names
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import LONGEST
from playground.gui.theme import Bytes, Theme, font
from playground.gui.views.class_row import MARK, Place, length, placed
from playground.gui.views.shades import Shading
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed
from playground.parts.counts import typeset

MARKERS = {"train": "o", "validation": "s", "test": "d"}
LINE, NEXT = 22, 18
"""Height of a line, and of a further line of classes."""
EDGE, END, BAR = 30, 10, 90
WORD, APART, CLOSE = 14, 12, 4
"""Pixels of a marker before its word, between a word and the next marker, and there where room is short."""
RING = "ring"


class Legend(QWidget, Themed):
    """One line, or more where the colours do not fit beside the markers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._experiment: Experiment | None = None
        self._shading, self._rings, self._mapped = Shading.OUTPUTS, True, True
        self._crowded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        lines = self._lines()
        return QSize(200, LINE * min(lines, 2) + NEXT * max(lines - 2, 0))

    def show_experiment(self, experiment: Experiment) -> None:
        """Explain an experiment's map."""
        self._experiment = experiment
        self._renew()

    def show_meaning(self, shading: Shading, rings: bool, mapped: bool) -> None:
        """Explain other colours, whether rings are drawn, and whether there is a map."""
        self._shading, self._rings, self._mapped = shading, rings, mapped
        self._renew()

    def show_crowded(self, crowded: bool) -> None:
        """Explain either markers or colors: the plane has little room."""
        if crowded != self._crowded:
            self._crowded = crowded
            self._renew()

    @property
    def words(self) -> list[tuple[str, str]]:
        """The markers that are explained, each with its word."""
        if self._experiment is None or (self._crowded and self._swatched):
            return []
        found = [(MARKERS[name], name) for name, rows in self._experiment.rows.items() if len(rows)]
        if found and self._rings:
            found.append((RING, self.tr(self._experiment.targets.error)))
        return found

    @property
    def places(self) -> list[Place]:
        """Where the colours of classes are, each with its name; none where a bar explains the colours."""
        if not self._swatched:
            return []
        names, metrics = self._class_names(), QFontMetrics(font(12))
        if self._beside():
            left = self.width() - END - length(names, metrics)
            return [Place(0, left + place.x, place.name) for place in placed(names, self.width(), metrics)]
        found, above = placed(names, self.width() - EDGE - END, metrics), bool(self.words)
        return [Place(place.line + above, EDGE + place.x, place.name) for place in found]

    @property
    def markers(self) -> tuple[float, int, int]:
        """Where the markers begin, how large their words are, and how far apart: less where it is narrow."""
        for edge, size, apart in ((EDGE, 12, APART), (0, 12, APART), (0, 11, CLOSE)):
            metrics = QFontMetrics(font(size))
            widths = [WORD + metrics.horizontalAdvance(word) for _, word in self.words]
            if edge + sum(widths) + apart * (len(widths) - 1) <= self.width():
                break
        return float(edge), size, apart

    def _renew(self) -> None:
        experiment = self._experiment
        targets = None if experiment is None else experiment.targets
        self.setToolTip(plain(", ".join(targets.classes)) if targets is not None and targets.named else "")
        self.updateGeometry()
        self.update()

    def _lines(self) -> int:
        if self._swatched:
            return max(place.line for place in self.places) + 1
        return 1 if self._beside() or not self._mapped else 2

    def _beside(self) -> bool:
        """Whether the colours are explained on the line of the markers."""
        metrics = QFontMetrics(font(12))
        markers = sum(metrics.horizontalAdvance(word) + 24 for _, word in self.words)
        bar = BAR + sum(metrics.horizontalAdvance(end) + 8 for end in self.ends)
        colours = length(self._class_names(), metrics) if self._swatched else bar
        return EDGE + markers + colours + 20 <= self.width()

    @property
    def _swatched(self) -> bool:
        count = 0 if self._experiment is None else len(self._experiment.targets.classes)
        return not self._sure and (count > 2 or (count > 0 and not self._mapped))

    @property
    def _sure(self) -> bool:
        return self._mapped and self._shading is Shading.CONFIDENCE

    def _class_names(self) -> list[str]:
        assert self._experiment is not None
        return list(short_names(self._experiment.targets.classes, LONGEST))

    @property
    def ends(self) -> tuple[str, str]:
        """What the bar's ends stand for."""
        if self._experiment is None:
            return "", ""
        targets = self._experiment.targets
        if targets.decides and self._shading is Shading.CONFIDENCE:
            return self.tr("unsure"), self.tr("sure")
        low, high = (typeset(f"{end:.4g}") for end in targets.own_range)
        names = self._class_names()
        if len(names) != 2 or not targets.named:
            return low, high
        return f"{names[0]} ({low})", f"{names[1]} ({high})"

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.updateGeometry()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._experiment is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12))
        x, size, apart = self.markers
        lines = self._lines()
        painter.setFont(font(size))
        for mark, word in self.words:
            x = self._marker(painter, x, mark, word) + apart
        x += APART - apart
        painter.setFont(font(12))
        if self._swatched:
            self._swatches(painter)
        elif self._mapped:
            self._bar(painter, x + 6 if lines == 1 else EDGE, LINE * (lines - 1))

    def _marker(self, painter: QPainter, x: float, mark: str, word: str) -> float:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.secondary))
        painter.translate(x + 5, LINE / 2)
        if mark == RING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.theme.text))
            painter.drawEllipse(QRectF(-5, -5, 10, 10))
        elif mark == "o":
            painter.drawEllipse(QRectF(-4, -4, 8, 8))
        else:
            painter.rotate(45.0 if mark == "d" else 0.0)
            painter.drawRect(QRectF(-3.6, -3.6, 7.2, 7.2))
        painter.restore()
        painter.setPen(QColor(self.theme.secondary))
        width = painter.fontMetrics().horizontalAdvance(word)
        painter.drawText(QRectF(x + 14, 0, width + 4, LINE), Qt.AlignmentFlag.AlignVCenter, word)
        return x + WORD + width

    def _bar(self, painter: QPainter, x: float, top: float) -> None:
        metrics = painter.fontMetrics()
        right = self.width() - float(END)
        most = max(int((right - x - BAR) / 2), 1)
        ends = [metrics.elidedText(end, Qt.TextElideMode.ElideMiddle, most) for end in self.ends]
        first, last = (metrics.horizontalAdvance(end) for end in ends)
        painter.setPen(QColor(self.theme.secondary))
        painter.drawText(QRectF(x, top, first + 2, LINE), Qt.AlignmentFlag.AlignCenter, ends[0])
        painter.drawText(QRectF(right - last - 2, top, last + 2, LINE), Qt.AlignmentFlag.AlignCenter, ends[1])
        strip = QRectF(x + first + 8, top + LINE / 2 - 4, right - last - 10 - x - first - 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        ramp = self._ramp()
        count = max(2, int(strip.width() / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for i in range(count):
            painter.setBrush(QColor(*map(int, ramp[i * 255 // (count - 1)])))
            piece = strip.width() / count
            painter.drawRect(QRectF(strip.x() + i * piece, strip.y(), piece + 1, strip.height()))

    def _ramp(self) -> Bytes:
        sure = self._shading is Shading.CONFIDENCE and self._experiment and self._experiment.targets.decides
        return self.theme.greys() if sure else self.theme.ramp(1.0)

    def _swatches(self, painter: QPainter) -> None:
        for place, colour in zip(self.places, self.theme.classes(), strict=False):
            top = LINE * min(place.line, 1) + NEXT * max(place.line - 1, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(place.x, top + LINE / 2 - 4, 10, 8), 2, 2)
            painter.setPen(QColor(self.theme.secondary))
            text = QRectF(place.x + MARK, top, self.width(), LINE)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, place.name)
