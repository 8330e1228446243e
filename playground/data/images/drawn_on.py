"""Images beside which a person may keep drawings: each a sample of a class, always to train on."""

from dataclasses import replace
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.parts.counts import grouped
from playground.parts.setting import Words, setting

MOST = 100
"""Drawings that are kept at most."""
LARGEST = 64 * 64
"""Pixels of one."""
GREYS = 255.0
Image = npt.NDArray[np.floating]


def spelled(image: Image, label: int, full: float) -> str:
    """Return a drawing (height, width), from 0 to 1, in words: class, full ink, two digits a pixel."""
    greys = np.rint(np.clip(image, 0.0, 1.0) * GREYS).astype(np.uint8)
    return f"{label} {full:g} {greys.tobytes().hex()}"


class DrawnOn(DataSet):
    """Images of classes, and drawings of the same size, which come after all others."""

    drawings: Words = setting(
        (),
        "Drawings to train on, each with its class, the value of full ink, and two digits for each pixel.",
        longest=MOST,
        live=True,
        in_form=False,
    )

    @model_validator(mode="after")
    def _drawings_read(self) -> Self:
        for i, text in enumerate(self.drawings, 1):
            try:
                _read(text)
            except ValueError as error:
                raise self._refusal({"drawings": f"drawing {i} {error}"}) from error
        return self

    def points(self) -> Points:
        """Return the points of this seed, and after them the drawings that are of their size and classes."""
        points = super().points()
        kept = [] if self.absent else self._fitting(points)
        if not kept or points.shape is None:
            return points
        channels = points.shape[0]
        inputs = np.stack([np.tile(image, channels) for _, image in kept]).astype(points.inputs.dtype)
        truth = np.array([label for label, _ in kept], points.truth.dtype)
        return replace(
            points,
            inputs=np.concatenate([points.inputs, inputs]),
            truth=np.concatenate([points.truth, truth]),
            added=len(kept),
        )

    def order(self, points: Points) -> npt.NDArray[np.intp]:
        """Deal the others out as if there were no drawings."""
        own = len(points) - points.added
        return np.concatenate([super().order(points[:own]), np.arange(own, len(points))])

    def left_out(self) -> str:
        count = len(self.drawings) - len(self._fitting(super().points())) if self.drawings else 0
        if not count:
            return ""
        text = "1 drawing is" if count == 1 else f"{grouped(count)} drawings are"
        return f"{text} of another size or class and not used."

    def with_drawing(self, image: Image, label: int, full: float) -> Self:
        """Return the data with one drawing (height, width) more, of a class."""
        return self.changed(drawings=(*self.drawings, spelled(image, label, full)))

    def _fitting(self, points: Points) -> list[tuple[int, Image]]:
        if points.shape is None or not points.targets.decides:
            return []
        size, classes = int(np.prod(points.shape[1:])), len(points.targets.classes)
        found = [_read(text) for text in self.drawings]
        return [(label, image) for label, image in found if image.size == size and label < classes]


def _read(text: str) -> tuple[int, Image]:
    """Return a drawing's class and its pixels in a row. Raises ValueError with the end of a sentence."""
    words = text.split(" ")
    if len(words) != 3:
        raise ValueError("does not have a class, the value of full ink, and pixels")
    label, full, pixels = words
    if not (label.isascii() and label.isdigit() and len(label) <= 3):
        raise ValueError("does not begin with the number of a class")
    try:
        ink = float(full)
    except ValueError:
        raise ValueError("has no value of full ink") from None
    if not 0.0 < ink <= 1e6:
        raise ValueError("has a value of full ink that is not above 0 and up to 1 000 000")
    if not pixels or len(pixels) > 2 * LARGEST:
        raise ValueError(f"does not have between 1 and {grouped(LARGEST)} pixels")
    try:
        greys = np.frombuffer(bytes.fromhex(pixels), np.uint8)
    except ValueError:
        raise ValueError("has pixels that are not pairs of the digits 0 to f") from None
    return int(label), greys * (ink / GREYS)
