"""What stands in an ``nn.Sequential``, as a value: PyTorch need not be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.export.arrangement import AnyArray
from playground.export.spelling import call


@dataclass(frozen=True, eq=False)
class TorchModule:
    """A module by the name of its class, with what it is called with and the arrays of its ``state_dict``."""

    name: str
    arguments: tuple[Any, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, AnyArray] = field(default_factory=dict)
    own: bool = False
    """Whether it is one of ``own_modules``, for PyTorch has none like it."""

    def __str__(self) -> str:
        """Spell it in Python."""
        return call(self.name if self.own else f"nn.{self.name}", self.arguments, self.settings)
