"""What all formats of films share: how fast a film is, how large it may be, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.parts.counts import grouped

Picture = npt.NDArray[np.uint8]
"""Rows, columns and red, green, blue: (height, width, 3)."""
MOST = 400_000_000
"""Pixels of all pictures together, for which there must be three bytes each on the disk."""


class BadFilm(Exception):
    """A film cannot be made; ``lines`` say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = list(lines)


@dataclass(frozen=True)
class Film:
    """How a film runs."""

    width: int
    """Pixels of every picture."""
    height: int
    rate: int = 10
    """Pictures a second."""
    loop: bool = True
    """Whether it begins again at its end, if the format knows that."""

    def check(self, pictures: int) -> None:
        """Raise BadFilm if so many pictures are too large together."""
        if self.width * self.height * pictures > MOST:
            raise BadFilm(
                f"a film has {grouped(MOST)} pixels in all its pictures at most; make it smaller or shorter"
            )
