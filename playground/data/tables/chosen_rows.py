"""What a network is to learn of a table, before anything is fitted to the rows that it is trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.column_uses import ColumnUse
from playground.data.targets.base import Targets


@dataclass(frozen=True, eq=False)
class ChosenRows:
    """Samples as they were chosen of a table; nothing is scaled, and gaps are not filled yet."""

    uses: tuple[ColumnUse, ...]
    """What the network is given of columns, in the order of the inputs."""
    numbers: Array
    """(samples, inputs), NaN in gaps."""
    truth: npt.NDArray[Any]
    """The class or the values of each sample, in the target's own unit: (samples,) or (samples, values)."""
    targets: Targets
    rows: npt.NDArray[np.bool_]
    """Which rows of the table are samples."""
    tests: int
    """How many of the samples, the last, are a test set of their own."""
    said: str
    """What is done about rows with gaps."""
