"""Sets of points in the plane: TensorFlow Playground's six, and others worth learning.

The first six follow its formulas; ``noise`` is its slider, which goes to 50 and in its links to 80, divided
by 100. Class 1 is its +1, class 0 its -1.
"""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Array, Points
from playground.data.sizes import sized
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values
from playground.parts.setting import setting


def _noise(help: str, most: float = 0.8) -> float:
    share: float = setting(0.0, help, ge=0.0, le=most, unit="%", live=True)
    return share


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


class Circle(DataSet):
    """A disc inside a ring. Noise mislabels samples near the edge and moves none."""

    kind: Literal["circle"] = "circle"
    samples: int = sized(500)
    noise: float = _noise("How far from the edge samples may be mislabeled.")

    def draw(self, generator: np.random.Generator) -> Points:
        inner = self.samples // 2
        outer = self.samples - inner
        radius = np.concatenate([generator.uniform(0.0, 2.5, inner), generator.uniform(3.5, 5.0, outer)])
        xy = _polar(radius, generator.uniform(0.0, 2.0 * np.pi, self.samples))
        shifted = xy + self.noise * generator.uniform(-5.0, 5.0, xy.shape)
        return Points(xy, (np.hypot(*shifted.T) < 2.5).astype(np.intp), Classes(2))


class XOR(DataSet):
    """Opposite quadrants belong to the same class. Noise mislabels samples near the axes and moves none."""

    title = "XOR"
    kind: Literal["xor"] = "xor"
    samples: int = sized(500)
    noise: float = _noise("How far from the axes samples may be mislabeled.")

    def draw(self, generator: np.random.Generator) -> Points:
        xy = generator.uniform(-5.0, 5.0, (self.samples, 2))
        xy += np.where(xy > 0.0, 0.3, -0.3)
        shifted = xy + self.noise * generator.uniform(-5.0, 5.0, xy.shape)
        return Points(xy, (shifted.prod(axis=1) >= 0.0).astype(np.intp), Classes(2))


class Gauss(DataSet):
    """Two round clouds; without noise a straight line separates them."""

    kind: Literal["gauss"] = "gauss"
    samples: int = sized(500)
    noise: float = _noise("How wide the clouds are.")

    def draw(self, generator: np.random.Generator) -> Points:
        label = np.arange(self.samples) < self.samples // 2
        centre = np.where(label, 2.0, -2.0)[:, None]
        spread = np.sqrt(0.5 + 7.0 * self.noise)
        return Points(
            centre + generator.normal(0.0, spread, (self.samples, 2)), label.astype(np.intp), Classes(2)
        )


class Spiral(DataSet):
    """Two arms wound around each other: the hardest of the classic sets."""

    kind: Literal["spiral"] = "spiral"
    samples: int = sized(500)
    noise: float = _noise("How far samples stray from their arm.")

    def draw(self, generator: np.random.Generator) -> Points:
        first = self.samples // 2
        arms = []
        for count, turn in ((first, 0.0), (self.samples - first, np.pi)):
            along = np.arange(count) / count
            arms.append(_polar(5.0 * along, 1.75 * along * 2.0 * np.pi + turn))
        xy = np.concatenate(arms) + self.noise * generator.uniform(-1.0, 1.0, (self.samples, 2))
        return Points(xy, (np.arange(self.samples) < first).astype(np.intp), Classes(2))


class Plane(DataSet):
    """Values that rise along the diagonal: one unit is enough."""

    kind: Literal["plane"] = "plane"
    samples: int = sized(1200)
    noise: float = _noise("How much the values scatter.")

    def draw(self, generator: np.random.Generator) -> Points:
        xy = generator.uniform(-6.0, 6.0, (self.samples, 2))
        shifted = xy + self.noise * generator.uniform(-6.0, 6.0, xy.shape)
        return Points(xy, shifted.sum(axis=1) / 10.0, Values())


class Bumps(DataSet):
    """Values that form three hills and three hollows."""

    title = "Bumps"
    kind: Literal["bumps"] = "bumps"
    samples: int = sized(1200)
    noise: float = _noise("How much the values scatter.")

    def draw(self, generator: np.random.Generator) -> Points:
        bumps = np.array(
            [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)], float
        )
        xy = generator.uniform(-6.0, 6.0, (self.samples, 2))
        shifted = xy + self.noise * generator.uniform(-6.0, 6.0, xy.shape)
        distance = np.linalg.norm(shifted[:, None, :] - bumps[:, :2], axis=2)
        height = bumps[:, 2] * np.clip(1.0 - distance / 2.0, 0.0, 1.0)
        highest = np.abs(height).argmax(axis=1)
        return Points(xy, height[np.arange(self.samples), highest], Values())


class Moons(DataSet):
    """Two interlocking half moons."""

    kind: Literal["moons"] = "moons"
    samples: int = sized(500)
    noise: float = _noise("How far samples stray from their moon.", 0.5)

    def draw(self, generator: np.random.Generator) -> Points:
        first = self.samples // 2
        angle = generator.uniform(0.0, np.pi, self.samples)
        upper = np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], axis=1)
        label = np.arange(self.samples) < first
        xy = 3.0 * np.where(label[:, None], upper, -upper)
        xy += generator.normal(0.0, 0.25 + 2.0 * self.noise, xy.shape)
        return Points(xy, label.astype(np.intp), Classes(2))


class Blobs(DataSet):
    """Round clouds on a circle, one for each class."""

    kind: Literal["blobs"] = "blobs"
    samples: int = sized(500)
    noise: float = _noise("How wide the clouds are.", 0.5)
    classes: int = setting(4, "Number of clouds.", ge=2, le=8)

    def draw(self, generator: np.random.Generator) -> Points:
        label = np.arange(self.samples) % self.classes
        centre = _polar(np.full(self.samples, 3.6), 2.0 * np.pi * label / self.classes)
        return Points(
            centre + generator.normal(0.0, 0.5 + 2.0 * self.noise, centre.shape), label, Classes(self.classes)
        )


class Rings(DataSet):
    """Three concentric rings, one for each class."""

    kind: Literal["rings"] = "rings"
    samples: int = sized(600)
    noise: float = _noise("How far samples stray from their ring.", 0.5)

    def draw(self, generator: np.random.Generator) -> Points:
        label = np.arange(self.samples) % 3
        radius = 0.5 + 1.8 * label + generator.uniform(-0.4, 0.4, self.samples)
        xy = _polar(radius, generator.uniform(0.0, 2.0 * np.pi, self.samples))
        return Points(xy + generator.normal(0.0, 2.0 * self.noise, xy.shape), label, Classes(3))


class Checkerboard(DataSet):
    """Sixteen squares of two alternating classes."""

    title = "Checkers"
    kind: Literal["checkerboard"] = "checkerboard"
    samples: int = sized(1000)
    noise: float = _noise("How far from the edges samples may be mislabeled.", 0.5)

    def draw(self, generator: np.random.Generator) -> Points:
        xy = generator.uniform(-5.0, 5.0, (self.samples, 2))
        shifted = xy + self.noise * generator.uniform(-2.5, 2.5, xy.shape)
        return Points(xy, (np.floor(shifted / 2.5).sum(axis=1) % 2 == 0).astype(np.intp), Classes(2))
