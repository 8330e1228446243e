"""The formats of films, and how one is written: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from playground.export.films.gif import write_gif
from playground.export.films.mp4 import missing, write_mp4
from playground.export.films.numbered import write_numbered
from playground.export.films.shown_film import BadFilm, Film, Picture
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.writing import writing
from playground.parts.text import name_of


def nothing_missing() -> str:
    """Say that nothing is missing."""
    return ""


@dataclass(frozen=True)
class FilmFormat:
    """A format of films, as it is offered."""

    title: str
    write: Callable[[IO[bytes], Iterator[Picture], Film, Progress], None]
    missing: Callable[[], str] = nothing_missing
    """Say what is not installed here that it needs."""


FORMATS = {
    ".gif": FilmFormat("GIF", write_gif),
    ".mp4": FilmFormat("MP4", write_mp4, missing),
    ".zip": FilmFormat("PNG files, packed", write_numbered),
}


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if a film can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ValueError(f"{name_of(target)}: films are written as {', '.join(FORMATS)}")
    if lacking := FORMATS[target.suffix.lower()].missing():
        raise ValueError(f"{name_of(target)}: {lacking}")
    return target


def write_film(
    path: str | os.PathLike[str],
    pictures: Iterable[Picture],
    film: Film,
    progress: Progress = unheard,
) -> None:
    """Write pictures (height, width, 3) of bytes, all of one size, in the format that the ending names.

    ``progress`` is told of what is still to be done when the last of them has come. An error in the pictures
    leaves nothing behind. Raises KeyError for another ending, BadFilm, OSError, Cancelled.
    """
    target = Path(path)
    with writing(target) as file:
        FORMATS[target.suffix.lower()].write(file, _of_size(pictures, film), film, progress)
        if not progress(1.0):
            raise Cancelled


def _of_size(pictures: Iterable[Picture], film: Film) -> Iterator[Picture]:
    """Yield pictures as long as they fit. Raises BadFilm if there is none, or too many."""
    number = 0
    for number, picture in enumerate(pictures, 1):
        film.check(number)
        if picture.shape != (film.height, film.width, 3):
            raise BadFilm(f"picture {number} has another size than the film")
        yield picture
    if not number:
        raise BadFilm("a film needs a picture")
