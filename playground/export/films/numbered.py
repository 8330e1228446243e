"""A film as PNG files with numbers for names, in a ZIP file: for whoever cuts it with another program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from PIL import Image

from playground.export.films.shown_film import Film, Picture
from playground.files.archives import pack_as_they_are
from playground.files.reading import Progress


def write_numbered(file: IO[bytes], pictures: Iterator[Picture], film: Film, progress: Progress) -> None:
    """Write a film; how fast it runs is not in the files, and the last picture ends the work."""
    pack_as_they_are(file, ((f"{number:04}.png", _png(each)) for number, each in enumerate(pictures, 1)))


def _png(picture: Picture) -> bytes:
    png = io.BytesIO()
    Image.fromarray(picture).save(png, "PNG")
    return png.getvalue()
