"""Bars that lie or stand: the smallest images in which the same thing may be anywhere."""

from typing import Literal

import numpy as np

from playground.data.images.drawn_on import DrawnOn
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.parts.setting import setting

SIDE, LENGTH = 8, 3
"""Pixels of an image's side, and of a bar."""


class BarImages(DrawnOn):
    """A bar of three pixels, lying or standing, somewhere in an image of 8 × 8.

    The first and the last column stay free, so that a kernel can meet every bar with each of its own columns.
    With the test set of the right half, bars to train on lie in the left half of the image alone: what a
    network has learned there may or may not hold on the other side.
    """

    title = "Bars"
    kind: Literal["bars"] = "bars"
    samples: int = sized(400, "images")
    noise: float = setting(0.2, "Standard deviation of the noise on every pixel.", ge=0.0, le=1.0, live=True)
    moved: bool = setting(
        False,
        "Whether bars to train on are in the left half of the image, and those to test on in the right.",
        label="Test in the right half",
    )

    def draw(self, generator: np.random.Generator) -> Points:
        """With ``moved`` as many images again are drawn, for the test set."""
        parts = [(1, SIDE // 2), (SIDE // 2, SIDE - 1)] if self.moved else [(1, SIDE - 1)]
        drawn = [self._part(generator, *columns) for columns in parts]
        images, standing = (np.concatenate(arrays) for arrays in zip(*drawn, strict=True))
        images += generator.normal(0.0, 1.0, images.shape) * self.noise
        tests = self.samples if self.moved else 0
        return Points.shaped(images[:, None], standing, Classes(2, ("lying", "standing")), tests)

    def _part(self, generator: np.random.Generator, start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
        """Return images (samples, 8, 8) with bars between two columns, and whether each stands."""
        standing = np.arange(self.samples) % 2
        width = np.where(standing, 1, LENGTH)
        column = start + (generator.random(self.samples) * (stop - start - width + 1)).astype(np.intp)
        row = (generator.random(self.samples) * (SIDE - np.where(standing, LENGTH, 1) + 1)).astype(np.intp)
        images = np.zeros((self.samples, SIDE, SIDE))
        for i in range(LENGTH):
            images[np.arange(self.samples), row + i * standing, column + i * (1 - standing)] = 1.0
        return images, standing
