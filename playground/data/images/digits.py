"""Handwritten digits, as small as they were scanned, or as large as MNIST's."""

import gzip
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.images.drawn_on import DrawnOn
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.files.reading import read
from playground.files.shipped import folder
from playground.parts.setting import setting

SIDE, GREYS = 8, 16.0
"""Pixels of a side, and the grey value of full ink."""
TRAINED = 1200
"""So many of the 1,797 are to train on; the others are the test set."""
LARGEST = 1_000_000
Pixels = npt.NDArray[np.float32]


class Digits(DrawnOn):
    """Handwritten digits, 1 797 of them (Alpaydin and Kaynak 1998): 597 to test on, the others to train on.

    Of more than 1 200 to train on the rest are copies, which shift and noise make different. At 28 × 28 a
    digit is drawn 20 pixels high with a margin of 4, as MNIST's are.
    """

    kind: Literal["digits"] = "digits"
    samples: int = sized(TRAINED, "images to train on", 10_000)
    size: Literal["8x8", "28x28"] = setting(
        "8x8", "Pixels of an image.", called={"8x8": "8 × 8", "28x28": "28 × 28"}
    )
    shift: int = setting(0, "By up to how many pixels every image is shifted, each way.", ge=0, le=4)
    noise: float = setting(0.0, "Standard deviation of the noise on every pixel.", ge=0.0, le=1.0, live=True)

    def draw(self, generator: np.random.Generator) -> Points:
        images, labels = _scanned()
        order = generator.permutation(len(labels))
        trained = np.resize(order[:TRAINED], self.samples)
        which = np.concatenate([trained, order[TRAINED:]])
        found = shifted(_drawn_at(images, self.size), which, self.shift, generator)
        if self.noise:
            strays = generator.standard_normal(found.shape, np.float32)
            strays *= self.noise
            found += strays
        tests = len(which) - self.samples
        return Points.shaped(found[:, None], labels[which], Classes(10, tuple("0123456789")), tests)


def shifted(images: Pixels, which: npt.NDArray[np.intp], most: int, generator: np.random.Generator) -> Pixels:
    """Return some of the images (n, height, width), each shifted by up to so many pixels both ways."""
    _, height, width = images.shape
    padded = np.pad(images, ((0, 0), (most, most), (most, most)))
    ways = 2 * most + 1
    way = generator.integers(0, ways**2, len(which))
    found = np.empty((len(which), height, width), np.float32)
    for each in np.unique(way):
        down, right = divmod(int(each), ways)
        rows = way == each
        found[rows] = padded[which[rows], down : down + height, right : right + width]
    return found


def _drawn_at(images: Pixels, size: str) -> Pixels:
    return images if size == "8x8" else enlarged(images, 28, 4)


def enlarged(images: Pixels, side: int, margin: int) -> Pixels:
    """Return square images (n, side, side) with an empty margin, between whose pixels lines are drawn."""
    before, inner = images.shape[1], side - 2 * margin
    places = (np.arange(inner) + 0.5) * before / inner - 0.5
    shares = np.zeros((side, before), np.float32)
    within = np.clip(places, 0.0, before - 1.0)[:, None]
    shares[margin : side - margin] = np.maximum(1.0 - np.abs(within - np.arange(before)), 0.0)
    return np.asarray(shares @ images @ shares.T)


@lru_cache(maxsize=1)
def _scanned() -> tuple[Pixels, npt.NDArray[np.intp]]:
    """Return the images (1797, 8, 8), 0 to 1, and which digits they are."""
    text = gzip.decompress(read(folder("assets") / "digits" / "digits.csv.gz", LARGEST))
    rows = (
        np.array(text.replace(b"\n", b",").rstrip(b",").split(b",")).astype(np.intp).reshape(-1, SIDE**2 + 1)
    )
    return (rows[:, :-1] / GREYS).astype(np.float32).reshape(-1, SIDE, SIDE), rows[:, -1]
