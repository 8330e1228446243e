"""Pieces of HTML: text that is escaped, tables, figures. What a person wrote never becomes markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from unicodedata import category

from playground.export.pictures.base import Drawing
from playground.export.pictures.files import drawn
from playground.export.run_record import RunRecord
from playground.parts.text import printable


def escaped(text: object) -> str:
    """Return a text as it stands in a page: on one line, and nothing in it is markup."""
    return html.escape("".join(each if category(each) == "Zs" else printable(each) for each in str(text)))


def paragraphs(text: str, look: str = "") -> str:
    """Return a text of several lines, each as a paragraph."""
    css = f' class="{look}"' if look else ""
    return "".join(f"<p{css}>{escaped(line.strip())}</p>" for line in text.splitlines() if line.strip())


def table(head: Sequence[str], rows: Iterable[Sequence[str]], look: str = "") -> str:
    """Return a table of cells that are markup already; the first column has the headings of the rows."""
    css = f' class="{look}"' if look else ""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(
        "<tr>" + f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    heading = f"<thead><tr>{top}</tr></thead>" if head else ""
    return f'<div class="wide"><table{css}>{heading}<tbody>{lines}</tbody></table></div>'


def beside(*figures: str) -> str:
    """Return figures beside each other, as far as the page is wide enough."""
    return f'<div class="beside">{"".join(figures)}</div>'


def figure(drawing: type[Drawing], run: RunRecord, caption: str = "") -> str:
    """Return a drawing of a run, with a caption; nothing where there is no such drawing of its experiment."""
    if not drawing.suits(run.experiment):
        return ""
    named = f'<svg role="img" aria-label="{escaped(caption or drawing.title)}" '
    svg = drawn(drawing(), run).replace("<svg ", named, 1)
    below = f"<figcaption>{escaped(caption)}</figcaption>" if caption else ""
    return f"<figure>{svg}{below}</figure>"
