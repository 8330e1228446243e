"""The chain of one number as a script for NumPy: a statement for every line, which prints its number."""

from __future__ import annotations

import keyword
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from playground.engine.symbolic.expressions import Call, Chained, Derivative, Line, Symbol, Term
from playground.export.code.script import Section, text
from playground.export.numpy.functions import KNOWN, in_order
from playground.export.numpy.terms import ATOM, TermWriter
from playground.export.spelling import WIDTH, docstring, quoted
from playground.microscope import Chain, Text
from playground.microscope.rounding import closing

ROOM = WIDTH - 10
"""Characters of an expression in a line of its own."""
CANCELS = 9
"""Digits that a line needs where others are lost: it then goes by the run's own numbers, all their digits."""
LETTERS = {"ℓ": "loss", "Δ": "change_", " more": "_more"}
"""Letters that are called otherwise than their names say."""
SHOWN = '''
def line(name, value):
    """Print a line of the microscope, and return its number."""
    print(f"{name} = {value:.6g}")
    return value
'''
Key = tuple[str, str, int | None, int | None, str, str]


@dataclass
class StepWriter(TermWriter):
    """Writes the terms of a chain: symbols are what earlier lines have found, or numbers that are given."""

    computed: dict[Key, tuple[str, float]] = field(default_factory=dict)
    given: dict[str, tuple[Symbol, str]] = field(default_factory=dict)
    """Names with what they stand for and the number as it is typed."""
    before: list[str] = field(default_factory=list)
    """Statements for what is too long to stand in one line."""
    exactly: bool = False
    """Whether numbers of earlier lines are to be those of the run."""
    parts: int = 0
    limit: int = ROOM
    """Characters that an expression may have within another."""

    def named(self, symbol: Symbol) -> str:
        """Return what a symbol is called."""
        number = float(symbol.number)
        for like in () if self.exactly else (symbol, replace(symbol, sample=None)):
            name, found = self.computed.get(_key(like), ("", math.nan))
            if name and (found == number or math.isclose(found, number, rel_tol=1e-12)):
                return name
        if symbol.sample is not None and not self.exactly:
            alike = self.given.get(name_of(replace(symbol, sample=None)))
            if alike is not None and float(alike[0].number) == number:
                return name_of(alike[0])
        text = _typed(number, self.exactly)
        base = name_of(symbol) + "_of_the_run" * self.exactly
        for i in range(1, len(self.given) + len(self.computed) + 3):
            name = base if i == 1 else f"{base}_{i}"
            taken = name in (other for other, _ in self.computed.values())
            if not taken and self.given.get(name, (symbol, text))[1] == text:
                break
        self.given.setdefault(name, (symbol, text))
        return name

    def _expression(self, term: Term) -> tuple[str, int]:
        if isinstance(term, Derivative):
            return self._expression(term.formula)
        text, tightness = self._fitted(term)
        return (text, tightness) if len(text) <= self.limit else (self._part(text), ATOM)

    def _fitted(self, term: Term) -> tuple[str, int]:
        """Return an expression for which a line has room: what is inside it gets the shorter for that."""
        limit, count, parts = self.limit, len(self.before), self.parts
        for self.limit in (ROOM, 56, 40, 24, 12):
            del self.before[count:]
            self.parts = parts
            text, tightness = super()._expression(term)
            if len(text) <= ROOM:
                break
        self.limit = limit
        return text, tightness

    def strung(self, first: str, others: list[tuple[str, str]]) -> str:
        text = first
        for sign, each in others:
            if len(text) + len(each) + len(sign) + 2 > self.limit:
                text = self._part(text)
            text += f" {sign} {each}"
        return text

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

    def _part(self, text: str) -> str:
        self.parts += 1
        self.before.append(f"part_{self.parts} = {text}")
        return f"part_{self.parts}"


def step_code(chain: Chain) -> str:
    """Return the script. Raises LookupError for a formula that cannot be written."""
    writer, markup, body = StepWriter({}), Text(), list[str]()
    writer.called_otherwise = writer.named
    for stage in chain.stages:
        statements = list[str]()
        for each, following in zip(stage.lines, [*stage.lines[1:], None], strict=True):
            if isinstance(each.right, Chained) and following is not None and _same(each, following):
                continue  # in derivatives, and then by their formulas
            writer.exactly = closing(each.right, 6) > CANCELS
            found = writer.written(each.right)
            name, label = name_of(each.left), markup.write(each.left)
            statement = f"{name} = line({quoted(label)}, {found})"
            if len(statement) > WIDTH:
                statement = f"{name} = line(\n    {quoted(label)},\n    {found},\n)"
            statements += [*writer.before, statement]
            writer.before.clear()
            writer.computed[_key(each.left)] = name, float(each.left.number)
        if statements:
            body.append("\n".join([f"# {stage.name.capitalize()}", *statements]))
    strange = [name for name in writer.called if name not in KNOWN]
    if strange:
        raise LookupError(f"{strange[0]} has no counterpart in NumPy.")
    functions = list(in_order(KNOWN[name] for name in dict.fromkeys(writer.called)))
    imports = sorted({f"import {each}" for function in functions for each in function.imports})
    told = docstring(f"{chain.title}.", "Each line prints a number of the microscope; s7 is sample 7.")
    pieces = [told, "\n".join([*imports, *([""] if imports else []), "import numpy as np"]), SHOWN]
    pieces += [*(each.source for each in functions), "\n".join(_given(writer)), *body]
    return text(Section("", piece) for piece in pieces)


def _given(writer: StepWriter) -> Iterator[str]:
    """Yield the statements for the numbers that no line finds, those of one letter together."""
    yield "# Given: the sample, the parameters, and what the run has found beside this chain."
    groups: dict[tuple[str, int | None], list[tuple[str, str]]] = {}
    for name, (symbol, typed) in writer.given.items():
        groups.setdefault((symbol.letter, symbol.layer), []).append((name, typed))
    for group in groups.values():
        while group:
            count = next(n for n in range(len(group), 0, -1) if n == 1 or len(_together(group[:n])) <= WIDTH)
            yield _together(group[:count])
            group = group[count:]


def _together(group: list[tuple[str, str]]) -> str:
    names, numbers = ", ".join(name for name, _ in group), ", ".join(text for _, text in group)
    return f"{names} = np.float64({numbers})" if len(group) == 1 else f"{names} = np.array([{numbers}])"


def _same(one: Line, other: Line) -> bool:
    """Return whether two lines find the same number."""
    return _key(one.left) == _key(other.left)


def _key(symbol: Symbol) -> Key:
    return symbol.letter, symbol.index, symbol.layer, symbol.sample, symbol.mark, symbol.of


def _typed(number: float, exactly: bool) -> str:
    """Return a number as it is typed: in as few digits as its precision has."""
    if not math.isfinite(number):
        return f"np.{number}".replace("np.-", "-np.")
    with np.errstate(all="ignore"):
        short = np.float32(number)
    return str(short) if float(short) == number and not exactly else repr(number)


def name_of(symbol: Symbol) -> str:
    """Return the name of a variable for a symbol: z1_3, dL_dw1_1_3, delta2_1."""
    letters = symbol.letter
    for letter, called in LETTERS.items():
        letters = letters.replace(letter, called)
    letters = unicodedata.normalize("NFKC", letters)
    spelled = [letter if letter.isascii() else _word(letter) for letter in letters]
    name = "".join(letter if letter.isalnum() else "_" for letter in "".join(spelled)).strip("_")
    name = f"of_{name}" if not name.isidentifier() else name
    index = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in symbol.index)
    name += "" if symbol.layer is None else str(symbol.layer)
    name += f"_{index}" if index.strip("_") else ""
    name += {"": "", "prime": "_new"}.get(symbol.mark, f"_{symbol.mark}")
    name += "" if symbol.sample is None else f"_s{symbol.sample}"
    name = f"d{symbol.of}_d{name}" if symbol.of else name
    return f"{name}_" if keyword.iskeyword(name) or name in ("l", "O", "I") else name


def _word(letter: str) -> str:
    return unicodedata.name(letter, "symbol").split()[-1].lower()
