"""Four shapes, each of two sizes, somewhere in the image: what a few small kernels tell apart."""

from typing import Literal

import numpy as np

from playground.data.images.drawn_on import DrawnOn
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.parts.setting import setting

SIDE, MIDDLE = 16, 8
NAMES = ("square", "disc", "triangle", "cross")
SMALL, LARGE = 3, 4
"""Pixels from a shape's middle to its edge."""


class ShapeImages(DrawnOn):
    """A square, a disc, a triangle or a cross, smaller or larger, in an image of 16 × 16."""

    title = "Shapes"
    kind: Literal["shapes"] = "shapes"
    samples: int = sized(800, "images")
    noise: float = setting(0.2, "Standard deviation of the noise on every pixel.", ge=0.0, le=1.0, live=True)
    shift: int = setting(
        3, "How many pixels a shape may be from the middle of the image.", ge=0, le=SIDE - 1 - MIDDLE - LARGE
    )

    def draw(self, generator: np.random.Generator) -> Points:
        label = np.arange(self.samples) % len(NAMES)
        size = generator.integers(SMALL, LARGE, (self.samples, 1, 1), endpoint=True)
        middles = MIDDLE + generator.integers(-self.shift, self.shift, (self.samples, 2), endpoint=True)
        right = np.arange(SIDE)[None, :] - middles[:, 0, None, None]
        down = np.arange(SIDE)[:, None] - middles[:, 1, None, None]
        beside, above = np.abs(right), np.abs(down)
        square = np.maximum(beside, above) <= size
        inside = (
            square,
            right**2 + down**2 <= size * (size + 0.5),
            square & (2 * beside <= down + size),
            square & (np.minimum(beside, above) <= 1),
        )
        images = np.choose(label[:, None, None], inside).astype(float)
        images += generator.normal(0.0, 1.0, images.shape) * self.noise
        return Points.shaped(images[:, None], label, Classes(len(NAMES), NAMES))
