"""SVG as others are to read it: what Qt writes, with widths that grow with the picture, and its fonts."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as Tree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtSvg import QSvgGenerator

from playground.gui.picture_files.svg_fonts import faces, instead

NAMESPACE, LINKS = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:e[-+]?\d+)?|-?\.\d+")
PAIR = re.compile(rf"({NUMBER.pattern})[ ,]+({NUMBER.pattern})")
SHAPES = {
    f"{{{NAMESPACE}}}{tag}": name
    for tag, name in (("path", "d"), ("polyline", "points"), ("polygon", "points"))
}
"""Where the coordinates of a shape stand."""
AT_SCREEN = 96
"""Pixels to the inch, as CSS counts them."""
Matrix = tuple[float, float, float, float, float, float]


def svg(draw: Callable[[QPainter], None], size: QSize, title: str) -> bytes:
    """Return an SVG file of what is drawn, so many pixels large."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setResolution(AT_SCREEN)
    generator.setTitle(title)
    generator.setDescription("Backprop Playground")
    recorded = QPicture()  # what is drawn at once into SVG is clipped where its widget is not
    for device, paint in ((recorded, draw), (generator, lambda painter: painter.drawPicture(0, 0, recorded))):
        painter = QPainter(device)
        try:
            paint(painter)
        finally:  # a painter that outlives its file takes the program with it
            painter.end()
    return _mended(bytes(data.data()), size)


def _mended(source: bytes, size: QSize) -> bytes:
    """Return a file of Qt's with its size in pixels, no empty groups, widths as drawn, fonts and an edge."""
    Tree.register_namespace("", NAMESPACE)
    Tree.register_namespace("xlink", LINKS)
    root = Tree.fromstring(source)
    root.set("width", str(size.width()))
    root.set("height", str(size.height()))
    for group in [*root.iter(_tag("g")), *root.iter(_tag("clipPath"))]:
        _thicken(group)
    _drop_empty(root)
    _cut_off(root, size)
    texts = list(root.iter(_tag("text")))
    style = Tree.Element(_tag("style"))
    style.text = faces(texts) + instead() + "text{font-variant-numeric:tabular-nums}"
    root.insert(0, style)
    data: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _drop_empty(element: Tree.Element) -> None:
    for child in list(element):
        _drop_empty(child)
        nothing = child.tag == _tag("path") and not child.get("d", "").strip()
        if nothing or (child.tag == _tag("g") and not len(child)):
            element.remove(child)


def _cut_off(root: Tree.Element, size: QSize) -> None:
    """End everything where the picture ends: not every program cuts off what Qt has drawn beyond it."""
    drawn = root.findall(_tag("g"))
    edge = Tree.SubElement(Tree.SubElement(root, _tag("defs")), _tag("clipPath"), id="edge")
    Tree.SubElement(edge, _tag("rect"), width=str(size.width()), height=str(size.height()))
    inside = Tree.SubElement(root, _tag("g"), {"clip-path": "url(#edge)"})
    for group in drawn:
        root.remove(group)
        inside.append(group)


def _thicken(group: Tree.Element) -> None:
    """Let widths grow with the picture: Qt has those of plots keep theirs, which are hairs when it is large.

    They stand among coordinates of the data, so these are turned into pixels first.
    """
    lines = [child for child in group if child.attrib.pop("vector-effect", "none") != "none"]
    matrix = _matrix(group.get("transform", ""))
    if not lines or matrix[:4] == (1.0, 0.0, 0.0, 1.0) or group.get("stroke") == "none":
        return
    for line in lines:
        if line.tag == _tag("rect"):
            _unfold(line)
    if len(lines) < len(group) or any(line.tag not in SHAPES for line in lines):
        for line in lines:  # what else is in the group must stay where it is
            line.set("vector-effect", "non-scaling-stroke")
        return
    for line in lines:
        name = SHAPES[line.tag]
        line.set(name, PAIR.sub(lambda found: _moved(found, matrix), line.get(name, "")))
    group.attrib.pop("transform")


def _unfold(rect: Tree.Element) -> None:
    """Turn a rectangle into a polygon."""
    left, top, width, height = (float(rect.attrib.pop(name, 0)) for name in ("x", "y", "width", "height"))
    right, bottom = left + width, top + height
    rect.tag = _tag("polygon")
    rect.set("points", f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}")


def _moved(found: re.Match[str], matrix: Matrix) -> str:
    x, y = float(found[1]), float(found[2])
    a, b, c, d, e, f = matrix
    return f"{a * x + c * y + e:.6g},{b * x + d * y + f:.6g}"


def _matrix(transform: str) -> Matrix:
    numbers = [float(number) for number in NUMBER.findall(transform)]
    if not transform.startswith("matrix") or len(numbers) != 6:
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f
