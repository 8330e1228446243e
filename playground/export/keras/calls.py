"""What stands in a ``keras.Sequential``, as a value: Keras need not be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.export.arrangement import AnyArray
from playground.export.spelling import call


@dataclass(frozen=True, eq=False)
class KerasCall:
    """A layer by the name of its class, with what it is called with, and its arrays in Keras's order."""

    name: str
    arguments: tuple[Any, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    arrays: Sequence[AnyArray] = ()
    own: bool = False
    """Whether it is one of ``own_layers``, for Keras has none like it."""
    kept: int = 0
    """How many of the arrays, the last ones, are no parameters."""

    @property
    def given(self) -> list[Any]:
        """All that it is called with."""
        return [*self.arguments, *self.settings.values()]

    def __str__(self) -> str:
        """Spell it in Python."""
        return call(self.name if self.own else f"layers.{self.name}", self.arguments, self.settings)
