"""An optimizer as a script calls it, whatever the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, eq=False)
class OptimizerCall:
    """An optimizer by the name of its class, with what it is called with."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    own: bool = False
    """Whether it is a class of the script's own, for the library has none that makes the same steps."""
    searches: bool = False
    """Whether it is no optimizer of the library's, but asks for losses and gradients while it searches."""
