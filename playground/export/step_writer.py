"""The terms of a chain as Python: symbols are what earlier lines have found, or numbers that are given."""

from __future__ import annotations

import keyword
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from playground.engine.symbolic.expressions import Call, Product, Sum, Symbol, Term
from playground.export.numpy.terms import PRODUCT
from playground.export.part_writer import PartWriter

MANY = 3
"""So many given numbers that only one sum asks for become an array."""
MORE = " more"
OF_THE_RUN = " of the run"
"""What letters end with that stand for the run's own numbers."""
LETTERS = {"ℓ": "loss", "Δ": "change_", "‖g‖": "norm_g", "‖w‖": "norm_w", MORE: "_more"}
"""Letters that are called otherwise than their names say."""
INDICES = {"t": "", "t−1": "old", "t+1": "next"}
"""What updates are called: this one, the one before and the one behind."""
RUNNING = "ijkmn"
"""What counts along an array, in place of the indices that differ in it."""
CANCELS = 9
"""Digits that a line needs where others are lost: it then goes by the run's own numbers, all their digits."""
Key = tuple[str, str, int | None, int | None, str, str]


def left_out(term: Term) -> int:
    """Return how many terms one stands for that says so, such as 3 more; 0 if it stands for itself."""
    letter = term.letter if isinstance(term, Symbol) else ""
    digits = "".join(filter(str.isdecimal, letter.removesuffix(MORE)))
    return int(digits) if letter.endswith(MORE) and digits else 0


@dataclass(frozen=True, eq=False)
class WrittenTerm(Term):
    """What stands in place of terms that have been written already, a product."""

    text: str


@dataclass
class StepWriter(PartWriter):
    """Writes the terms of a chain, line by line."""

    computed: dict[Key, tuple[str, float]] = field(default_factory=dict)
    lines: set[str] = field(default_factory=set)
    """Names of what has been computed."""
    given: dict[str, tuple[Symbol, str]] = field(default_factory=dict)
    """Names with what they stand for and the number as it is typed."""
    arrays: dict[str, list[str]] = field(default_factory=dict)
    """Names of arrays of given numbers, as they are typed."""
    alone: frozenset[Key] = frozenset()
    """Symbols that are in no array, for they are asked for elsewhere."""
    digits: int = 6
    """How many digits the line needs that is written."""

    @property
    def exactly(self) -> bool:
        """Whether numbers of earlier lines are to be those of the run."""
        return self.digits > CANCELS

    def named(self, symbol: Symbol) -> str:
        """Return what a symbol is called."""
        if name := self._found(symbol):
            return name
        if symbol.sample is not None and not self.exactly:
            alike = self.given.get(name_of(replace(symbol, sample=None)))
            if alike is not None and float(alike[0].number) == float(symbol.number):
                return name_of(alike[0])
        text = typed(float(symbol.number), self.exactly)
        name = next(
            each
            for each in self._free(name_of(symbol))
            if each not in self.arrays and self.given.get(each, (symbol, text))[1] == text
        )
        self.given.setdefault(name, (symbol, text))
        return name

    def computes(self, symbol: Symbol) -> str:
        """Take note that a line has found a number, and return what it is called."""
        name = name_of(symbol)
        self.computed[key_of(symbol)] = name, float(symbol.number)
        self.lines.add(name)
        return name

    def _found(self, symbol: Symbol) -> str:
        """Return the name of an earlier line's number, if a symbol stands for it."""
        number = float(symbol.number)
        for like in () if self.exactly else (symbol, replace(symbol, sample=None)):
            name, found = self.computed.get(key_of(like), ("", math.nan))
            if name and (found == number or math.isclose(found, number, rel_tol=10.0**-self.digits)):
                return name
        return ""

    def _free(self, name: str) -> Iterable[str]:
        """Yield names like one, as far as no line has them."""
        base = name + called(OF_THE_RUN) * self.exactly
        names = (base if i == 1 else f"{base}_{i}" for i in count(1))
        return (each for each in names if each not in self.lines)

    def _sum(self, term: Sum) -> tuple[str, int]:
        term = self._gathered(term)
        groups, terms = dict[str, list[Term]](), list[tuple[Term, bool]]()
        kinds = [self._kind(each) if plus else "" for each, plus in term.terms]
        for kind, (each, _) in zip(kinds, term.terms, strict=True):
            groups.setdefault(kind, []).append(each)
        for kind, (each, plus) in zip(kinds, term.terms, strict=True):
            if not kind or 0 < len(groups[kind]) < MANY:
                terms.append((each, plus))
            elif groups[kind]:  # all of them stand where the first of them stood
                terms.append((self._joined(groups[kind]), True))
                groups[kind].clear()
        return super()._sum(replace(term, terms=tuple(terms)))

    def _gathered(self, term: Sum) -> Sum:
        """Return a sum in which samples beside the chain are one number, where some are left out anyway."""
        more = next((each for each, _ in term.terms if isinstance(each, Symbol) and left_out(each)), None)
        beside = [(each, plus) for each, plus in term.terms if self._is_beside(each)]
        if more is None or len(beside) < MANY:
            return term
        count = len(beside) + left_out(more)
        total = float(more.number) + sum(float(each.number) * (1 if plus else -1) for each, plus in beside)
        gathered = replace(more, letter=f"{count}{MORE}", number=total)
        kept = [pair for pair in term.terms if pair not in beside]
        return replace(term, terms=tuple((gathered if each is more else each, plus) for each, plus in kept))

    def _is_beside(self, term: Term) -> bool:
        """Return whether a term is of samples of which no line finds anything."""
        symbols = _symbols(term)
        return bool(symbols) and all(each.sample is not None and not self._found(each) for each in symbols)

    def _kind(self, term: Term) -> str:
        """Return what is alike in terms that go into arrays: numbers that are given, or products of two."""
        symbols = _symbols(term)
        if any(self._found(each) or key_of(each) in self.alone or MORE in each.letter for each in symbols):
            return ""
        return " ".join(f"{each.letter} {each.layer} {each.mark} {each.of}" for each in symbols)

    def _joined(self, terms: Sequence[Term]) -> Term:
        """Return what stands in a sum for given numbers, or for products of two."""
        names = [self._array(symbols) for symbols in zip(*map(_symbols, terms), strict=True)]
        number = sum(float(each.number) for each in terms)
        return WrittenTerm(number, " @ ".join(names) if len(names) > 1 else f"np.sum({names[0]})")

    def _array(self, symbols: Sequence[Symbol]) -> str:
        """Return the name of an array of given numbers."""
        numbers = [typed(float(each.number), self.exactly) for each in symbols]
        name = next(
            each
            for each in self._free(_running(symbols))
            if each not in self.given and self.arrays.get(each, numbers) == numbers
        )
        self.arrays[name] = numbers
        return name

    def _expression(self, term: Term) -> tuple[str, int]:
        if isinstance(term, WrittenTerm):
            return term.text, PRODUCT
        return super()._expression(term)

    def _call(self, term: Call) -> str:
        if term.function not in ("min", "max"):
            return super()._call(term)
        first, *others = (self.written(each) for each in term.terms)
        text = f"{term.function}({first}"
        for each in others:
            if len(text) + len(each) + 3 > self.limit and "," in text:
                text = f"{term.function}({self._part(f'{text})')}"
            text += f", {each}"
        return f"{text})"


def _symbols(term: Term) -> tuple[Symbol, ...]:
    """Return the symbol that a term is, or the two of which it is the product; nothing otherwise."""
    factors = term.factors if isinstance(term, Product) else (term,)
    symbols = tuple(each for each in factors if isinstance(each, Symbol))
    return symbols if len(symbols) == len(factors) <= 2 else ()


def _running(symbols: Sequence[Symbol]) -> str:
    """Return the name of an array: w2_i_1 holds w2_2_1 and w2_3_1, x_1_s the first input of some samples."""
    indices = [each.index.split(",") for each in symbols]
    letters, index = iter(RUNNING), list[str]()
    for parts in zip(*indices, strict=False):
        index.append(parts[0] if len(set(parts)) == 1 else next(letters, "n"))
    samples = {each.sample for each in symbols}
    name = name_of(replace(symbols[0], index=",".join(index), sample=min(samples, key=str)))
    if len(samples) == 1:
        return name
    return f"{name_of(replace(symbols[0], index=','.join(index), sample=None))}_s"


def key_of(symbol: Symbol) -> Key:
    return symbol.letter, symbol.index, symbol.layer, symbol.sample, symbol.mark, symbol.of


def typed(number: float, exactly: bool) -> str:
    """Return a number as it is typed: in as few digits as its precision has."""
    if not math.isfinite(number):
        return f"np.{number}".replace("np.-", "-np.")
    with np.errstate(all="ignore"):
        short = np.float32(number)
    return str(short) if float(short) == number and not exactly else repr(number)


def name_of(symbol: Symbol) -> str:
    """Return the name of a variable for a symbol: z1_3, dL_dw1_1_3, delta2_1."""
    letters = symbol.letter.removesuffix(OF_THE_RUN)
    for letter, word in LETTERS.items():
        letters = letters.replace(letter, word)
    letters = unicodedata.normalize("NFKC", letters)
    spelled = [letter if letter.isascii() else _word(letter) for letter in letters]
    name = called("".join(spelled)).strip("_")
    name = f"of_{name}" if not name.isidentifier() else name
    index = INDICES.get(symbol.index, called(symbol.index))
    name += "" if symbol.layer is None else str(symbol.layer)
    name += f"_{index}" if index.strip("_") else ""
    name += {"": "", "prime": "_new"}.get(symbol.mark, f"_{symbol.mark}")
    name += called(symbol.letter[len(symbol.letter.removesuffix(OF_THE_RUN)) :])
    name += "" if symbol.sample is None else f"_s{symbol.sample}"
    name = f"d{symbol.of}_d{name}" if symbol.of else name
    return f"{name}_" if keyword.iskeyword(name) or name in ("l", "O", "I") else name


def called(text: str) -> str:
    """Return a text as a part of a name."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in text)


def _word(letter: str) -> str:
    word = unicodedata.name(letter, "symbol").split()[-1]
    return word.capitalize() if letter.isupper() else word.lower()
