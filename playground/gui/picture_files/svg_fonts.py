"""The letters of a picture, taken along in its file: who opens it need not have the fonts."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as Tree

from playground.experiment.presets import folder
from playground.gui.theme import NUMBER_FONT, TEXT_FONT

FILES = {
    TEXT_FONT: {400: "Inter-Regular.otf", 500: "Inter-Medium.otf", 600: "Inter-SemiBold.otf"},
    NUMBER_FONT: {400: "JetBrainsMono-Regular.ttf"},
}
"""The shipped fonts, by family and weight."""
INSTEAD = {TEXT_FONT: "Helvetica, Arial, sans-serif", NUMBER_FONT: "Menlo, Consolas, monospace"}
"""What programs that do not take fonts from a file may show instead."""


def instead() -> str:
    """Return the style that says which families may stand in the place of others."""
    return "".join(f"[font-family='{name}']{{font-family:'{name}',{INSTEAD[name]}}}" for name in INSTEAD)


def faces(texts: Iterable[Tree.Element]) -> str:
    """Return the style that brings the letters of these texts, of every font and weight that they use."""
    wanted: dict[tuple[str, int], set[str]] = {}
    for text in texts:
        files = FILES.get(text.get("font-family", ""))
        if files is not None:
            weight = int(text.get("font-weight", "400"))
            nearest = min(files, key=lambda known: abs(known - weight))
            text.set("font-weight", str(nearest))
            wanted.setdefault((text.get("font-family", ""), nearest), set()).update("".join(text.itertext()))
    return "".join(_face(family, weight, letters) for (family, weight), letters in sorted(wanted.items()))


def _face(family: str, weight: int, letters: Iterable[str]) -> str:
    data = base64.b64encode(_cut(folder("assets") / "fonts" / FILES[family][weight], letters)).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _cut(path: Path, letters: Iterable[str]) -> bytes:
    """Return a font with these letters alone, packed."""
    from fontTools import subset  # a quarter of a second that only pictures cost
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=["kern"], notdef_outline=True)
    font = TTFont(path)
    cutting = subset.Subsetter(options)
    cutting.populate(text="".join(sorted(letters)))
    cutting.subset(font)
    font.flavor = "woff"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
