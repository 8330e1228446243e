"""A whole step as a script for NumPy: a statement for every line of matrices, which prints its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from playground.engine.activations.base import Activation, Array
from playground.engine.symbolic.expressions import BlockMatrix, Call, Line, Matmul, Symbol, Term
from playground.export.code.array_text import rows_of, statement
from playground.export.code.script import Section, text
from playground.export.numpy.functions import KNOWN, SOFTMAX, in_order
from playground.export.numpy.terms import ATOM, FUNCTIONS, JOINED, PRODUCT, SIGN
from playground.export.part_writer import PartWriter
from playground.export.spelling import docstring
from playground.export.step_code import shown
from playground.export.step_writer import OF_THE_RUN, Key, key_of, name_of, typed
from playground.microscope import Chain, Text
from playground.microscope.matrices import WholeStep

CALLED = KNOWN | {SOFTMAX.name: SOFTMAX}
"""Functions of matrices that scripts define."""
SHOW = '''
def show(name, value):
    """Print a matrix of the microscope, and return it."""
    print(f"{name} =", value, sep="\\n")
    return value
'''


def matrix_code(step: WholeStep | Chain) -> str:
    """Return the script. Raises LookupError for a formula that cannot be written."""
    writer, markup, body = MatrixWriter({}), Text(), list[str]()
    writer.called_otherwise = writer.named
    for stage in step.stages:
        body.append(f"# {stage.name.capitalize()}")
        for line in stage.lines:
            writer.updates = line.updates
            found = writer.written(_spelled_out(line, step))
            name = writer.computes(line.left)
            body += [*writer.before, shown(name, "show", markup.write(line.left), found)]
            writer.before.clear()
    strange = [name for name in writer.called if name not in CALLED]
    if strange:
        raise LookupError(f"{strange[0]} has no counterpart in NumPy.")
    functions = list(in_order(CALLED[name] for name in dict.fromkeys(writer.called)))
    imports = sorted({f"import {each}" for function in functions for each in function.imports})
    pieces = [
        docstring(f"{step.title}."),
        "\n".join([*imports, *([""] if imports else []), "import numpy as np"]),
        *(each.source for each in functions),
        SHOW,
        "\n".join(["# Given: samples, parameters, and what rules remember.", *writer.givens()]),
        "\n".join(body),
    ]
    return text(Section("", piece) for piece in pieces)


def _spelled_out(line: Line, step: WholeStep | Chain) -> Term:
    """Return a line's formula; that of an activation, which only has its name there, in full.

    Of another function of a name alone, such as pooling, there are the numbers that the run has found.
    """
    term, position = line.right, line.left.layer
    if isinstance(term, Call) and position and isinstance(term.terms[0], Symbol):
        rule = getattr(step.trace.layers[position - 1].rule, "activation", None)
        if isinstance(rule, Activation) and rule.elementwise and rule.kind == term.function:
            return rule.formula(term.terms[0])
    if isinstance(term, Call) and term.function not in (*CALLED, *FUNCTIONS, *JOINED):
        return replace(line.left, letter=f"{line.left.letter}{OF_THE_RUN}")
    return term


@dataclass
class MatrixWriter(PartWriter):
    """Writes terms of matrices, line by line."""

    computed: dict[Key, tuple[str, Array]] = field(default_factory=dict)
    given: dict[str, Array] = field(default_factory=dict)
    """Names with the numbers that no line finds."""
    updates: Symbol | None = None
    """The parameter that the line is about."""

    def named(self, symbol: Symbol) -> str:
        """Return what a symbol is called, with .T behind it where it is transposed."""
        if symbol.mark == "transposed":
            return f"{self.named(replace(symbol, number=symbol.number.T, mark=''))}.T"
        numbers = np.asarray(symbol.number)
        name, found = self.computed.get(key_of(symbol), ("", np.empty(0)))
        if name and found.shape == numbers.shape and np.allclose(found, numbers, 1e-4, 1e-7, equal_nan=True):
            return name
        taken = {each for each, _ in self.computed.values()}
        name = next(
            each
            for each in self._names(symbol)
            if each not in taken and np.array_equal(self.given.get(each, numbers), numbers, equal_nan=True)
        )
        self.given[name] = numbers
        return name

    def computes(self, symbol: Symbol) -> str:
        """Take note that a line has found numbers, and return what they are called."""
        name = next(each for each in self._names(symbol) if each not in self.given)
        self.computed[key_of(symbol)] = name, np.asarray(symbol.number)
        return name

    def _names(self, symbol: Symbol) -> Iterator[str]:
        """Yield names for a symbol: its own, with its shape, and numbered ones."""
        name = self._name(symbol)
        yield name
        yield f"{name}_{'x'.join(map(str, np.shape(symbol.number)))}"
        yield from (f"{name}_{i}" for i in count(2))

    def _name(self, symbol: Symbol) -> str:
        """Return what a symbol is called; what an update knows of a parameter is called after that."""
        w, letter = self.updates, symbol.letter.removesuffix(OF_THE_RUN)
        if w is None or not np.ndim(symbol.number) or letter in (w.letter, f"d{w.letter}"):
            return name_of(symbol)
        if letter == "w":  # as rules call any parameter
            return name_of(replace(symbol, letter=w.letter, layer=w.layer))
        return f"{name_of(replace(symbol, layer=None))}_{name_of(w)}"

    def givens(self) -> Iterator[str]:
        """Yield the statements for numbers that no line finds; high and narrow ones are transposed."""
        for name, numbers in self.given.items():
            if not numbers.ndim:
                yield f"{name} = {typed(float(numbers), False)}"
                continue
            if not numbers.any():
                yield f"{name} = np.zeros({numbers.shape})"
                continue
            high = len(numbers) > numbers.shape[-1]
            with np.errstate(all="ignore"):
                short = numbers.astype(np.float32)
            exact = np.array_equal(short, numbers, equal_nan=True)
            rows = rows_of((short if exact else numbers).T if high else short if exact else numbers)
            written = statement(name, rows)
            transposed = written.replace(")  # fmt: skip", ").T  # fmt: skip")
            yield (transposed if transposed != written else f"{written}.T") if high else written

    def _whole(self, term: Term) -> tuple[str, int]:
        if isinstance(term, Matmul):
            return self._product(*term.factors)
        if isinstance(term, BlockMatrix):
            beside = ", ".join(map(self.written, term.parts))
            return f"np.{'hstack' if term.beside else 'vstack'}(({beside}))", ATOM
        return super()._whole(term)

    def _product(self, *factors: Term) -> tuple[str, int]:
        """Return a product of matrices; one with ones is a sum, and one with equal shares a mean."""
        first, last = factors[0], factors[-1]
        if len(factors) == 2 and isinstance(first, Symbol) and first.letter in ("1", "p"):
            share = 1.0 if first.letter == "1" else 1.0 / np.size(first.number)
            if np.allclose(first.number, share):
                how = "sum(axis=0, keepdims=True)" if first.letter == "1" else "mean(keepdims=True)"
                return f"{self.written(last, ATOM)}.{how}", ATOM
        if len(factors) == 2 and isinstance(last, Symbol) and last.letter == "1":
            return f"{self.written(first, ATOM)}.sum(axis=1, keepdims=True)", ATOM
        return " @ ".join(self.written(each, SIGN) for each in factors), PRODUCT
