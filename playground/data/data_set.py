"""What every data set is: where its samples come from, and how they are dealt out."""

import typing
from abc import abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.samples import Points, Split
from playground.files.reading import Progress
from playground.parts.part import Part
from playground.parts.setting import setting

if TYPE_CHECKING:
    from playground.data.outline import Outline
    from playground.data.tables.preparation import Preparation

LAST_SEED = 999_999


def next_seed(seed: int) -> int:
    """Return the seed after this one, and 0 after the last."""
    return seed + 1 if seed < LAST_SEED else 0


class DataSet(Part, family="data set"):
    """Samples to learn from, which may lie in the plane."""

    by_hand: ClassVar[bool] = False
    """Whether a person makes the samples, with a brush."""
    spells: ClassVar[bool] = False
    """Whether each input of a step stands for a character, and its target for the one that follows."""
    format: ClassVar[int] = 1
    """The format of preset files since which such data are said as they are now."""
    seed: int = setting(1, "Another seed draws other samples.", ge=0, le=LAST_SEED, live=True)

    @property
    def absent(self) -> bool:
        """Whether there is no sample here, although it is known what the samples are like."""
        return False

    @property
    def shares_test(self) -> bool:
        """Whether the test set is a share of the samples, and not said in another way."""
        return self.other_test() is None

    def offers(self) -> Mapping[str, Sequence[str]]:
        """Return names among which some settings are chosen, by what these are called."""
        return {}

    @abstractmethod
    def draw(self, generator: np.random.Generator) -> Points:
        """Draw the points."""

    def points(self) -> Points:
        """Return the points of this seed, always the same; what is fitted is fitted to all of them."""
        return self.draw(np.random.default_rng(self.seed))

    def other_test(self) -> Points | None:
        """Return samples of another shape that the network is tested on, such as longer sequences, if any
        take the place of those dealt out.
        """
        return None

    def redrawn(self) -> Self:
        """Return the same set of the next seed."""
        return self.changed(seed=next_seed(self.seed))

    @classmethod
    def taking_over(cls, data: "DataSet") -> Self:
        """Return such a set for a person who comes from another: all settings that both have."""
        return typing.cast(Self, data.become(cls.model_fields["kind"].default))

    def order(self, points: Points) -> npt.NDArray[np.intp]:
        """Return the order (samples,) in which points are dealt out to validation, test and train."""
        return np.random.default_rng(self.seed).permutation(len(points))

    def divided_rows(self, points: Points, split: Split) -> dict[str, npt.NDArray[np.intp]]:
        """Return the rows of the points of each part: ``train``, ``validation`` and ``test``."""
        return split.rows(points, self.order(points))

    def fitted(self, points: Points, train: npt.NDArray[np.intp]) -> Points:
        """Return the points with all that is fitted, such as a scaling, fitted to those trained on alone."""
        return points

    def preparation(self, train: npt.NDArray[np.intp]) -> "Preparation | None":
        """Return what makes inputs of a table's columns, fitted to those trained on; None for other data."""
        return None

    def outlined(self, points: Points, train: npt.NDArray[np.intp]) -> "Outline | None":
        """Return what is to be known of the data where their file is not here; None if they have none.

        ``points`` are fitted to those trained on, which are in the rows ``train``.
        """
        return None

    def largest(self, points: Points) -> float:
        """Return the largest number that an input has, 1 where all are 0: full ink of an image."""
        return float(points.inputs.max(initial=0.0)) or 1.0

    def scale(self) -> tuple[float, float]:
        """Return what is subtracted from every number of samples that have a shape, and by what the rest is
        divided, before they are the network's inputs.
        """
        return 0.0, 1.0

    def stamp(self) -> Hashable:
        """Return what the points depend on beside the settings: nothing, or the state of a file."""
        return None

    def read_beside(self, folder: Path) -> Self:
        """Return the data as a preset in a folder means them: a path that it gives begins there."""
        return self

    def written_beside(self, folder: Path) -> Self:
        """Return the data as a preset in a folder should say them."""
        return self

    def without_folders(self) -> Self:
        """Return the data as a stranger may see them: of a path only the file's name."""
        return self

    def prepare(self, progress: Progress) -> None:
        """Do what takes long before the points are drawn, if anything does. Raises Cancelled."""

    def left_out(self) -> str:
        """Return a sentence about what of the data's file is left out, if anything is."""
        return ""

    def misfit(self) -> tuple[str, str] | None:
        """Return which setting keeps the points from being drawn, and why, if one does."""
        return None
