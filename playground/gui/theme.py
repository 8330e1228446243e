"""Colours, fonts and icons: the only place that knows a colour."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from playground.data.targets.classes import MOST_CLASSES
from playground.experiment.presets import folder
from playground.export.pictures.base import CLASSES
from playground.files.reading import read
from playground.files.writing import write
from playground.gui.contrast import contrast, luminance, rgb
from playground.gui.picture_encoding import encoded
from playground.gui.style import STYLE

TEXT_FONT, NUMBER_FONT = "Inter", "JetBrains Mono"
GREY = 0.62
"""How far the greys of maps without a sign go from the middle to the text's second colour."""
INK = 0.85
"""How far the colours of shares go from the paper to the text's colour."""
PALE = 0.5
"""How much of the text's colour is in the second of two neutral curves."""
# Curves of runs that are compared: neither of the data colours, and readable on either ground.
RUNS = ("#009E73", "#CC79A7", "#B59400", "#9B6FD0", "#B0705F")

LARGEST = 1_000_000
"""Bytes that an icon may have."""

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance."""

    dark: bool
    ground: str
    surface: str
    raised: str
    border: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    positive: str
    negative: str
    middle: str
    error: str
    warning: str
    map_positive: str
    map_negative: str
    """The data colors as maps have them: mixed with a dark ground the others would be brown and gray."""
    strength: float
    """How much of these is in a map; the rest is its middle, so that points stay readable on it."""

    def classes(self) -> list[QColor]:
        """The colours of classes, in order: those of all pictures, but for the two of this theme."""
        names = (self.negative, self.positive, *CLASSES[2:])
        return [QColor(names[i % len(names)]) for i in range(MOST_CLASSES)]

    def ink_on(self, colour: QColor) -> str:
        """Return which of the text's and the card's colours is read better on another."""
        ground = luminance(colour.name())
        return max((self.text, self.surface), key=lambda name: contrast(luminance(name), ground))

    def curves(self) -> dict[str, str]:
        """Return the colours of curves of each part: neutral, for hues are classes and signs."""
        pale = self.faded(self.text, PALE)
        return {"train": self.text, "validation": self.secondary, "test": pale}

    def ramp(self, strength: float | None = None) -> Bytes:
        """Return the 256 colours of maps from negative over the middle to positive, (256, 3).

        With a strength they are the data colors themselves, mixed so much into the middle.
        """
        names = (self.map_negative, self.map_positive) if strength is None else (self.negative, self.positive)
        middle, ends = rgb(self.middle), [rgb(name) for name in names]
        strength = self.strength if strength is None else strength
        low, high = (middle + strength * (end - middle) for end in ends)
        along = np.linspace(-1.0, 1.0, 256)[:, None]
        colours = np.where(along < 0, middle - along * (low - middle), middle + along * (high - middle))
        return np.asarray(np.rint(colours), np.uint8)

    def greys(self) -> Bytes:
        """Return the 256 colours of maps without a sign, from the middle on, (256, 3)."""
        return _scale(self.middle, self.secondary, GREY)

    def ink(self) -> Bytes:
        """Return the 256 colours of shares, from the paper to the text's colour, (256, 3)."""
        return _scale(self.middle, self.text, INK)

    def to(self, colour: QColor) -> Bytes:
        """Return 256 colours from the middle to one, (256, 3)."""
        return _scale(self.middle, colour.name(), 1.0)

    def blend(self, shares: npt.NDArray[np.floating]) -> Bytes:
        """Mix the classes' colours by their shares (..., classes) into (..., 3)."""
        middle = rgb(self.middle)
        names = [colour.name() for colour in self.classes()[: shares.shape[-1]]]
        names[:2] = (self.map_negative, self.map_positive)[: len(names)]
        palette = np.array([rgb(name) for name in names])
        return np.asarray(np.rint(middle + self.strength * (shares @ palette - middle)), np.uint8)

    def faded(self, name: str, share: float = 0.75) -> str:
        """Return what a colour looks like on a card when it is so opaque."""
        mixed = rgb(self.surface) + share * (rgb(name) - rgb(self.surface))
        return QColor(*(round(value) for value in mixed)).name()

    def palette(self) -> QPalette:
        """Return the palette from which Qt draws what the style sheet leaves out."""
        palette, role = QPalette(), QPalette.ColorRole
        for roles, name in (
            ((role.Window,), self.ground),
            ((role.Base, role.ToolTipBase), self.surface),
            ((role.Button, role.AlternateBase), self.raised),
            ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), self.text),
            ((role.PlaceholderText,), self.secondary),
            ((role.Highlight, role.Accent, role.Link), self.accent),
            ((role.HighlightedText,), self.on_accent),
            ((role.Mid, role.Dark, role.Midlight), self.border),
        ):
            for each in roles:
                palette.setColor(each, QColor(name))
        disabled = QPalette.ColorGroup.Disabled
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(disabled, each, QColor(self.secondary))
        return palette

    def style_sheet(self, pictures: Path) -> str:
        """Return the style sheet; the small pictures that it needs are written into a folder."""
        places = {}
        drawn = {
            "down": self.secondary,
            "left": self.secondary,
            "right": self.secondary,
            "check": self.on_accent,
        }
        for name, colour in drawn.items():
            path = pictures / f"{name}-{colour[1:]}.png"  # another window may have another theme
            places[f"{name}_picture"] = path.as_posix()
            with suppress(OSError):  # without a place for them a menu lacks its arrow
                pictures.mkdir(parents=True, exist_ok=True)
                write(path, encoded(icon_pixmap(name, colour, 32), ".png"))
        return STYLE.substitute(vars(self), **places)


LIGHT = Theme(
    dark=False,
    ground="#F3F4F7",
    surface="#FFFFFF",
    raised="#F7F8FA",
    border="#DFE3E9",
    text="#1A1E26",
    secondary="#5A6472",
    accent="#2563EB",
    on_accent="#FFFFFF",
    positive="#1F77C9",
    negative="#E0701A",
    middle="#F4F5F7",
    error="#C8321F",
    warning="#D97706",
    map_positive="#1F77C9",
    map_negative="#E0701A",
    strength=0.62,
)
DARK = Theme(
    dark=True,
    ground="#15171B",
    surface="#1D2026",
    raised="#252932",
    border="#31363F",
    text="#E8EAEE",
    secondary="#A2AAB6",
    accent="#6EA8FF",
    on_accent="#10131A",
    positive="#4B9BE8",
    negative="#F0934A",
    middle="#23272E",
    error="#FF7A68",
    warning="#F5B83D",
    map_positive="#2B86EE",
    map_negative="#EA7A1C",
    strength=0.78,
)


def _scale(start: str, end: str, reach: float) -> Bytes:
    """Return 256 colours from one so far towards another, (256, 3)."""
    first, last = rgb(start), rgb(end)
    along = np.linspace(0.0, reach, 256)[:, None]
    return np.asarray(np.rint(first + along * (last - first)), np.uint8)


def load_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    for path in sorted((folder("assets") / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def font(size: int = 13, weight: QFont.Weight = QFont.Weight.Normal, family: str = TEXT_FONT) -> QFont:
    """Return a font of so many pixels. The shipped fonts have figures of equal width without a feature of
    theirs, for which PDF files would not know what they stand for.
    """
    made = QFont(family)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


@lru_cache(maxsize=256)  # a window has some sixty buttons with the same few icons
def _icon_image(name: str, colour: str, side: int) -> QImage:
    source = read(folder("assets") / "icons" / f"{name}.svg", LARGEST).decode()
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def icon_pixmap(name: str, colour: str, side: int) -> QPixmap:
    """Return a shipped icon drawn in a colour, ``side`` pixels wide."""
    return QPixmap.fromImage(_icon_image(name, colour, side))


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return a shipped icon drawn in a colour, and in another where it cannot be pressed."""
    made = QIcon(icon_pixmap(name, colour, 48))
    if disabled:
        made.addPixmap(icon_pixmap(name, disabled, 48), QIcon.Mode.Disabled)
    return made
