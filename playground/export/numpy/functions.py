"""Functions of numbers that NumPy lacks, as a script defines them where it needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class NumpyFunction:
    """A function as it is defined in a script, with what it needs itself."""

    name: str
    source: str
    needs: tuple[NumpyFunction, ...] = ()
    imports: tuple[str, ...] = ()
    """Modules of the standard library."""


SIGMOID = NumpyFunction(
    "sigmoid",
    '''
def sigmoid(z):
    """Return 1 / (1 + exp(-z)), in the form that cannot overflow."""
    return np.exp(-np.logaddexp(0, -z))
''',
)
SOFTPLUS = NumpyFunction(
    "softplus",
    '''
def softplus(z):
    """Return log(1 + exp(z)), in the form that cannot overflow."""
    return np.logaddexp(0, z)
''',
)
NORMAL = NumpyFunction(
    "normal",
    '''
def normal(z):
    """Return the normal distribution function; NumPy itself has no error function."""
    erfc = np.vectorize(math.erfc, otypes=[z.dtype])
    return 0.5 * erfc(-z / math.sqrt(2))
''',
    imports=("math",),
)
SOFTMAX = NumpyFunction(
    "softmax",
    '''
def softmax(z, axis=-1):
    """Return shares of 1; without its largest number z cannot overflow."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
''',
)
LN = NumpyFunction(
    "ln",
    '''
def ln(x):
    """Return the natural logarithm, finite also at 0."""
    return np.log(np.maximum(x, np.finfo(float).tiny))
''',
)
KNOWN = {each.name: each for each in (SIGMOID, SOFTPLUS, NORMAL, LN)}
"""Those that formulas call by these names."""


def in_order(functions: Iterable[NumpyFunction]) -> Iterator[NumpyFunction]:
    """Yield functions and all that they need, each once and before it is needed."""
    seen = list[NumpyFunction]()
    for function in functions:
        for each in (*in_order(function.needs), function):
            if each not in seen:
                seen.append(each)
                yield each


Lines = tuple[str, ...]
Functions = tuple[NumpyFunction, ...]


@dataclass
class FunctionNames:
    """Sees to it that functions of one name are one function: others get the number of their layer."""

    known: dict[str, NumpyFunction]

    def distinct(self, functions: Functions, position: int, *lines: Lines) -> tuple[Functions, list[Lines]]:
        """Return the functions of a layer under names that no others have, and statements that call them."""
        found = list(lines)
        while clash := next((f for f in in_order(functions) if self.known.get(f.name, f) != f), None):
            name = f"{clash.name}{position}"
            functions = tuple(_renamed(each, clash, name) for each in functions)
            found = [tuple(_calling(line, clash.name, name) for line in each) for each in found]
        self.known |= {each.name: each for each in in_order(functions)}
        return functions, found


def _renamed(function: NumpyFunction, clash: NumpyFunction, name: str) -> NumpyFunction:
    return replace(
        function,
        name=name if function == clash else function.name,
        source=_calling(function.source, clash.name, name),
        needs=tuple(_renamed(each, clash, name) for each in function.needs),
    )


def _calling(text: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}\(", f"{new}(", text)
