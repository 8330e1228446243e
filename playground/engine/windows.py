"""Windows that move over an image: where they stand, what lies under them, and views of all of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array, Procedure
from playground.engine.parameters import Shape, in_words

Spot = tuple[int, int]
"""A row and a column, counted from 0."""


@dataclass(frozen=True)
class Windows:
    """A square window of ``size`` that goes over an image (height, width) in steps of ``stride``.

    It may begin ``before`` the image and end ``after`` it, by so many rows and columns; there is nothing.
    """

    size: int
    stride: int
    image: Spot
    before: Spot = (0, 0)
    after: Spot = (0, 0)

    @property
    def count(self) -> Spot:
        """How many there are, one below another and side by side."""
        height, width = (
            (length + before + after - self.size) // self.stride + 1
            for length, before, after in zip(self.image, self.before, self.after, strict=True)
        )
        return height, width

    @property
    def padded(self) -> bool:
        """Whether any of them goes over an edge."""
        return any((*self.before, *self.after))

    def under(self, window: Spot) -> Iterator[tuple[Spot, Spot]]:
        """Yield where in the window, and where in the image, each number is that lies under a window."""
        for offset in np.ndindex(self.size, self.size):
            row, column = (
                at * self.stride + own - before
                for at, own, before in zip(window, offset, self.before, strict=True)
            )
            if 0 <= row < self.image[0] and 0 <= column < self.image[1]:
                yield (offset[0], offset[1]), (row, column)

    def over(self, spot: Spot) -> Iterator[tuple[Spot, Spot]]:
        """Yield where in a window a number of the image lies, and in which window, for all that hold it."""
        height, width = self.count
        for offset in np.ndindex(self.size, self.size):
            (row, left), (column, over) = (
                divmod(at + before - own, self.stride)
                for at, own, before in zip(spot, offset, self.before, strict=True)
            )
            if not left and not over and 0 <= row < height and 0 <= column < width:
                yield (offset[0], offset[1]), (row, column)

    def at(self, offset: Spot) -> tuple[slice, slice]:
        """Return the rows and columns that lie at one place of all windows, in the image with its edges."""
        rows, columns = (
            slice(own, own + (count - 1) * self.stride + 1, self.stride)
            for own, count in zip(offset, self.count, strict=True)
        )
        return rows, columns

    def room(self, shape: Shape, dtype: npt.DTypeLike) -> tuple[Array, Array]:
        """Return zeros for images (..., height, width, batch) with their edges, and the images within."""
        *lead, _, _, batch = shape
        height, width = (sum(each) for each in zip(self.before, self.image, self.after, strict=True))
        room: Array = np.zeros((*lead, height, width, batch), dtype)
        (top, left), (rows, columns) = self.before, self.image
        return room, room[..., top : top + rows, left : left + columns, :]

    def views(self, room: Array) -> Array:
        """Return what lies at each place of all windows as a view (..., size, size, *count, batch)."""
        row, column, batch = room.strides[-3:]
        return np.lib.stride_tricks.as_strided(
            room,
            (*room.shape[:-3], self.size, self.size, *self.count, room.shape[-1]),
            (*room.strides[:-3], row, column, row * self.stride, column * self.stride, batch),
        )


def valid_windows(size: int, stride: int, shape: Shape) -> Windows:
    """Return the windows that lie within an image; what is left over at its end lies under none."""
    return Windows(size, stride, (shape[1], shape[2]))


def same_windows(size: int, stride: int, shape: Shape) -> Windows:
    """Return windows over an image and its edges, as many as there are steps in it.

    By the rule of TensorFlow and Keras: what must be added is shared out between both ends, and an odd one
    comes at the end. For a stride of 1 PyTorch does the same.
    """
    before, after = [], []
    for length in shape[1:]:
        added = max((-(-length // stride) - 1) * stride + size - length, 0)
        before.append(added // 2)
        after.append(added - added // 2)
    return Windows(size, stride, (shape[1], shape[2]), (before[0], before[1]), (after[0], after[1]))


def misfit(title: str, called: str, size: int, shape: Shape) -> str:
    """Return in a sentence why a window cannot move over inputs of a shape, or nothing."""
    if len(shape) != 3:
        return f"{title} needs an image, not {in_words(shape)}"
    if min(shape[1:]) < size:
        return (
            f"{called} of {size} × {size} is larger than {in_words(shape)}; "
            f"at most {min(shape[1:])} × {min(shape[1:])} fits"
        )
    return ""


def as_images(array: Array, shape: Shape) -> Array:
    """Return a layer's numbers (..., batch, numbers) as images (..., channels, height, width, batch): a view.

    The batch is the last axis in memory, so this costs nothing.
    """
    transposed = array.swapaxes(-1, -2)
    return transposed.reshape(*transposed.shape[:-2], *shape, transposed.shape[-1])


def as_rows(images: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the way back: images (..., channels, height, width, batch) as (..., batch, numbers)."""
    *lead, channels, height, width, batch = images.shape
    return images.reshape(*lead, channels * height * width, batch).swapaxes(-1, -2)


def as_merged_images(array: Array, shape: Shape) -> Array:
    """Return the same, but with all samples of all networks in the last axis, where they lie in one piece."""
    if array.ndim == 3 and array.strides[-1] >= array.strides[0] * array.shape[0]:
        return np.moveaxis(array, -1, 0).reshape(*shape, array.shape[0] * array.shape[1])
    return as_images(array, shape)


def im2col(windows: Windows, images: Array, patches: Array) -> list[Procedure]:
    """Return what copies all that lies under windows into patches (..., size, size, *count, batch).

    Over the edges there are zeros.
    """
    if not windows.padded:
        return [partial(np.copyto, patches, windows.views(images))]
    room, middle = windows.room(images.shape, images.dtype)
    return [partial(np.copyto, middle, images), partial(np.copyto, patches, windows.views(room))]


def col2im(windows: Windows, patches: Array, images: Array) -> list[Procedure]:
    """Return the way back: what adds up in each number of images all that patches have in its place."""
    images[...] = 0.0  # and so a number stays that lies under no window
    room, middle = windows.room(images.shape, images.dtype) if windows.padded else (images, images)
    steps: list[Procedure] = []
    if windows.stride >= windows.size:
        steps.append(partial(np.copyto, windows.views(room), patches))
    else:
        steps.append(partial(room.fill, 0.0))
        for i, j in np.ndindex(windows.size, windows.size):
            under = room[(..., *windows.at((i, j)), slice(None))]
            steps.append(partial(np.add, under, patches[..., i, j, :, :, :], under))
    return [*steps, partial(np.copyto, images, middle)] if windows.padded else steps
