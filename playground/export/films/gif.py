"""A film as GIF, which every browser, slide and chat plays: 255 colors that all its pictures share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import numpy as np
from PIL import Image

from playground.export.films.shown_film import Film, Picture
from playground.files.reading import Cancelled, Progress

COLORS = 255
"""One of the 256 is for what stays as it is in the picture before."""
EXACT = 32
"""So many are kept as they are: those that most of the points have."""
BYTES = np.array([65536, 256, 1], np.uint32)
"""Red, green and blue in one number."""
PART = 4096
"""Colors that are looked at together."""
SAMPLED, SAMPLES = 20_000, 4_000_000
"""Pixels of a picture, and of all together, that decide which colors there are."""


def write_gif(file: IO[bytes], pictures: Iterator[Picture], film: Film, progress: Progress) -> None:
    """Write a film; pictures that are the same as the one before only make that longer.

    What does not move then has the same color in all pictures, and is written once. Raises Cancelled.
    """
    with tempfile.TemporaryFile() as spool:  # the colors are known when all pictures have come
        samples = []
        for picture in pictures:
            spool.write(picture.tobytes())
            points = picture.reshape(-1, 3)
            samples.append(points[:: len(points) // SAMPLED + 1])
        nearest = Nearest(_colors(np.concatenate(samples)))
        spool.seek(0)
        drawn = map(nearest.image, _back(spool, film, len(samples), progress))
        again = {"loop": 0} if film.loop else {}
        next(drawn).save(
            file,
            "GIF",
            save_all=True,
            append_images=drawn,
            duration=10 * round(100 / film.rate),  # the format counts hundredths of a second
            **again,
        )


def _colors(points: Picture) -> Picture:
    """Return the colors of a film (colors, 3): the commonest, such as the ground's, as they are."""
    few = points[:: len(points) // SAMPLES + 1].astype(np.uint32)
    colors, which, counts = np.unique(few @ BYTES, return_inverse=True, return_counts=True)
    commonest = np.argsort(-counts, kind="stable")[:EXACT]
    found = (colors[commonest, None] // BYTES % 256).astype(np.uint8)
    others = few[~np.isin(which, commonest)].astype(np.uint8)
    if len(others):
        cut = Image.fromarray(others[None]).quantize(COLORS - EXACT, Image.Quantize.MEDIANCUT)
        found = np.concatenate([found, np.array(cut.getpalette(), np.uint8).reshape(-1, 3)])
    return np.asarray(found[:COLORS], np.uint8)


def _back(spool: IO[bytes], film: Film, count: int, progress: Progress) -> Iterator[Picture]:
    shape = film.height, film.width, 3
    for place in range(count):
        if not progress(place / count):
            raise Cancelled
        yield np.frombuffer(spool.read(film.height * film.width * 3), np.uint8).reshape(shape)


class Nearest:
    """Finds for every point the nearest of a few colors, and remembers it for each color that it has seen.

    Pillow's own search looks at the upper six bits alone, and makes a white ground gray.
    """

    def __init__(self, colors: Picture) -> None:
        self._colors = colors
        self._places = np.full(1 << 24, COLORS, np.uint8)

    def image(self, picture: Picture) -> Image.Image:
        """Return a picture (height, width, 3) in these colors."""
        points = picture.astype(np.uint32) @ BYTES
        new = np.unique(points[self._places[points] == COLORS])
        for part in np.array_split(new, len(new) // PART + 1):
            away = (part[:, None] // BYTES % 256).astype(np.float32)[:, None] - self._colors.astype(
                np.float32
            )
            self._places[part] = np.square(away).sum(axis=2).argmin(axis=1)
        height, width, _ = picture.shape
        image = Image.frombytes("P", (width, height), self._places[points].tobytes())
        image.putpalette(self._colors.tobytes())
        return image
