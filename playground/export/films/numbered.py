"""A film as PNG files with numbers for names, in a ZIP file: for whoever cuts it with another program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from PIL import Image

from playground.export.films.shown_film import Film, Picture

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of the files inside: the same film is the same file."""


def write_numbered(file: IO[bytes], pictures: Iterator[Picture], film: Film) -> None:
    """Write a film; how fast it runs is not in the files."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # they are packed already
        for number, picture in enumerate(pictures, 1):
            png = io.BytesIO()
            Image.fromarray(picture).save(png, "PNG")
            archive.writestr(zipfile.ZipInfo(f"{number:04}.png", EPOCH), png.getvalue())
