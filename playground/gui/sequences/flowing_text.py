"""A text whose characters have a ground: the more surprising a character was, the stronger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.data.characters import sign_of
from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed
from playground.parts.counts import number

STRONGEST = 6.0
"""Bits from which on a ground is no stronger: one chance in 64."""
LINE = 21
"""Pixels of a line of text."""
SIZE = 13


@dataclass(frozen=True)
class Glyph:
    """A character, and how surprising it was; None where nobody was asked."""

    character: str
    bits: float | None = None
    details: str = ""
    """What else is said of it."""

    @property
    def said(self) -> str:
        """It in words, with its surprise."""
        if self.bits is None:
            return sign_of(self.character)
        share = f"{100.0 * 2.0**-self.bits:.3g} %"
        bits = QCoreApplication.translate("sequences", "{0} bits ({1})").format(number(self.bits, 3), share)
        return f"{sign_of(self.character)}  {bits}{self.details}"


class FlowingText(QWidget, Themed):
    """Letters in lines as wide as there is room, which end at a space or where the text says so."""

    pointed = Signal(int)
    """The mouse is over this letter."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.letters: tuple[Glyph, ...] = ()
        """What is shown."""
        self._places: list[tuple[int, int]] = []
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_letters(self, letters: Sequence[Glyph]) -> None:
        """Show another text."""
        if tuple(letters) != self.letters:
            self.letters = tuple(letters)
            self.setAccessibleDescription("".join(letter.character for letter in letters))
            self._lay_out()

    @property
    def mean(self) -> float | None:
        """The mean surprise of a character in bits, if any was asked for."""
        found = [letter.bits for letter in self.letters if letter.bits is not None]
        return sum(found) / len(found) if found else None

    def box(self, place: int) -> QRectF:
        """Return where a letter is."""
        row, column = self._places[place]
        return QRectF(column * self._wide, row * LINE, self._wide, LINE - 2)

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @property
    def _wide(self) -> float:
        return QFontMetricsF(font(SIZE, family=NUMBER_FONT)).horizontalAdvance("m")

    def _lay_out(self) -> None:
        self._places = list(flowing("".join(each.character for each in self.letters), self._columns))
        rows = self._places[-1][0] + 1 if self._places else 1
        self.setMinimumHeight(rows * LINE)
        self.update()

    @property
    def _columns(self) -> int:
        return max(1, int(self.width() / self._wide))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SIZE, family=NUMBER_FONT))
        table = grounds(self.theme)
        for place, letter in enumerate(self.letters):
            box = self.box(place)
            if not box.intersects(QRectF(event.rect())):
                continue
            ink = self.theme.secondary
            if letter.bits is not None:
                ground = table[strength(letter.bits)]
                painter.fillRect(box, ground)
                ink = self.theme.ink_on(ground)
            painter.setPen(QColor(ink))
            shown = letter.character if letter.character == " " else sign_of(letter.character)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def at(self, point: QPointF) -> int | None:
        """Return which letter is there, if one is."""
        found = (i for i in range(len(self.letters)) if self.box(i).contains(point))
        return next(found, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (place := self.at(event.position())) is not None:
            self.pointed.emit(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), "" if place is None else plain(self.letters[place].said), self
            )
            return True
        return super().event(event)


def flowing(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Yield the row and the column of each character, in lines of so many columns; a space may follow."""
    row = column = 0
    for i, character in enumerate(text):
        begins = i == 0 or text[i - 1].isspace()
        if begins and column and not character.isspace():
            rest = text[i:]
            word = len(rest.split(maxsplit=1)[0])
            if word <= columns < column + word:
                row, column = row + 1, 0
        if column > columns or (column == columns and not character.isspace()):
            row, column = row + 1, 0
        yield row, column
        column += 1
        if character == "\n":
            row, column = row + 1, 0


def strength(bits: float) -> int:
    """Return how strong a ground is, 0 to 127."""
    return round(127.0 * min(max(bits, 0.0) / STRONGEST, 1.0)) if bits == bits else 127


def grounds(theme: Theme) -> list[QColor]:
    """Return the grounds of letters from no surprise to the strongest, 128 of them."""
    return [QColor(*map(int, colour)) for colour in theme.ramp(0.9)[127::-1]]


class SurpriseKey(QWidget, Themed):
    """What the grounds mean: a bar from 0 bits to the strongest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedSize(150, 18)
        self.setAccessibleName(self.tr("Surprise in bits"))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, table = QPainter(self), grounds(self.theme)
        painter.setFont(font(11))
        painter.setPen(QColor(self.theme.secondary))
        left, right = self.tr("0"), self.tr("{0} bits").format(f"{STRONGEST:.0f}+")
        painter.drawText(QRectF(0, 0, 12, 18), Qt.AlignmentFlag.AlignCenter, left)
        for i in range(0, 128, 4):
            painter.fillRect(QRectF(16 + i * 0.66, 5, 2.9, 8), table[i])
        painter.drawText(QRectF(104, 0, 46, 18), Qt.AlignmentFlag.AlignVCenter, right)
