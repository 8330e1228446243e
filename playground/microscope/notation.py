"""The notation of a format: what a number, a symbol, a sign or a matrix looks like in it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeAlias, TypeVar

from playground.engine.symbolic.expressions import Symbol

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly a written term holds together; what holds less tightly than its place asks for is bracketed."""
T = TypeVar("T")
"""What is written: text, or boxes to be drawn."""
Written: TypeAlias = tuple[T, int]
MINUS = "−"


@dataclass(frozen=True)
class Notation(ABC, Generic[T]):
    """What formulas are made of in one format; numbers with so many significant digits."""

    digits: int = 6
    times: ClassVar[str] = "·"
    each: ClassVar[str] = "∘"
    equals: ClassVar[str] = "="
    nearly: ClassVar[str] = "≈"
    less: ClassVar[str] = "<"
    more: ClassVar[str] = ">"
    cell: ClassVar[int] = PRODUCT
    """How tightly either side of a choice must hold together."""

    def number(self, value: float) -> Written[T]:
        """Return a number and how it holds; e-notation is written out, and nothing is less than a plain 0."""
        if not math.isfinite(value):
            return self.figures("nan" if math.isnan(value) else "∞" if value > 0.0 else MINUS + "∞"), ATOM
        mantissa, e, exponent = f"{value + 0.0:.{self.digits}g}".replace("-", MINUS).partition("e")
        if not e:
            return self.figures(mantissa), ATOM
        return self.scientific(mantissa, exponent.lstrip("+0").replace(MINUS + "0", MINUS)), PRODUCT

    @abstractmethod
    def joined(self, parts: Sequence[T]) -> T:
        """Return parts one after another."""

    @property
    @abstractmethod
    def room(self) -> T:
        """A little room between two factors without a sign."""

    @abstractmethod
    def table(self, cells: Sequence[Sequence[T | None]]) -> T:
        """Return the numbers of a matrix in rows; None stands for those that are left out."""

    @abstractmethod
    def blocks(self, parts: Sequence[T], beside: bool) -> T:
        """Return matrices beside each other, or on top of each other."""

    @abstractmethod
    def sign(self, sign: str) -> T:
        """Return a sign between two terms, with room on both of its sides."""

    @abstractmethod
    def negative(self, written: T) -> T:
        """Return something with a minus before it."""

    @abstractmethod
    def is_negative(self, written: T) -> bool:
        """Return whether something begins with a minus."""

    @abstractmethod
    def figures(self, text: str) -> T:
        """Return a number in decimals, perhaps with a minus, or the name of one that is none."""

    @abstractmethod
    def symbol(self, symbol: Symbol) -> Written[T]:
        """Return a symbol with all that stands around its letter."""

    @abstractmethod
    def scientific(self, mantissa: str, exponent: str) -> T:
        """Return a number as mantissa and power of ten."""

    @abstractmethod
    def bracketed(self, written: T) -> T:
        """Return something in brackets."""

    @abstractmethod
    def choice(self, yes: T, condition: T, no: T) -> T:
        """Return one or the other."""
