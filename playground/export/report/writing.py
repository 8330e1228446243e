"""A report: one HTML file that needs nothing else, runs nothing, and can be printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from playground.export.report import SECTIONS
from playground.export.report.markup import escaped, paragraphs
from playground.export.report.style import CSS
from playground.export.run_record import RunRecord, check_data
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.writing import write
from playground.parts.text import name_of

ENDING = ".html"
CLOSED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load or run for a report: nothing."""


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if a report can be written there. Raises ValueError with the reason if not."""
    if Path(path).suffix.lower() != ENDING:
        raise ValueError(f"{name_of(path)}: reports are written as {ENDING}")
    return Path(path)


def save(run: RunRecord, path: str | os.PathLike[str], progress: Progress = unheard) -> None:
    """Write the report of a run. Raises ValueError for another ending or lost data, OSError, Cancelled."""
    target = check(path)
    check_data(run.experiment)
    write(target, page(run, progress).encode())


def page(run: RunRecord, progress: Progress = unheard) -> str:
    """Return the report of a run as a whole page; the same run has the same. Raises Cancelled."""
    bodies: dict[str, str] = {}
    with np.errstate(all="ignore"):  # a network that diverged is told as far as numbers go
        there = [section for section in SECTIONS if section.suits(run.experiment)]
        for place, section in enumerate(there):
            if not progress(place / len(there)):
                raise Cancelled
            if body := section().body(run):
                bodies[section.title] = body
    experiment = run.experiment
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{CLOSED}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escaped(experiment.title)}</title><style>{CSS}</style></head>",
            f"<body><header><h1>{escaped(experiment.title)}</h1>{paragraphs(experiment.reason, 'quiet')}",
            f"<nav><ul>{''.join(_links(bodies))}</ul></nav></header><main>",
            *(
                f'<section id="{_anchor(title)}"><h2>{escaped(title)}</h2>{body}</section>'
                for title, body in bodies.items()
            ),
            "</main></body></html>\n",
        )
    )


def _links(bodies: dict[str, str]) -> Iterator[str]:
    yield from (f'<li><a href="#{_anchor(title)}">{escaped(title)}</a></li>' for title in bodies)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
