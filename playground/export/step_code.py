"""The chain of one number as a script for NumPy: a statement for every line, which prints its number."""

from __future__ import annotations

from collections.abc import Iterator

from playground.engine.symbolic.expressions import Chained, Line
from playground.export.code.array_text import statement
from playground.export.code.script import Section, text
from playground.export.numpy.functions import KNOWN, in_order
from playground.export.spelling import WIDTH, docstring, quoted
from playground.export.step_writer import StepWriter, key_of
from playground.microscope import Chain, Text
from playground.microscope.rounding import closing

NAMES = "Each line prints a number of the microscope; s7 is sample 7."
SHOWN = '''
def line(name, value):
    """Print a line of the microscope, and return its number."""
    print(f"{name} = {value:.6g}")
    return value
'''


def step_code(chain: Chain) -> str:
    """Return the script. Raises LookupError for a formula that cannot be written."""
    writer = StepWriter({})
    list(_stages(chain, writer))  # which numbers are asked for one by one
    writer = StepWriter({}, alone=frozenset(key_of(symbol) for symbol, _ in writer.given.values()))
    body = list(_stages(chain, writer))
    strange = [name for name in writer.called if name not in KNOWN]
    if strange:
        raise LookupError(f"{strange[0]} has no counterpart in NumPy.")
    functions = list(in_order(KNOWN[name] for name in dict.fromkeys(writer.called)))
    imports = sorted({f"import {each}" for function in functions for each in function.imports})
    sampled = any("_s" in name for name in (*writer.lines, *writer.given, *writer.arrays))
    told = docstring(f"{chain.title}.", *([NAMES] if sampled else []))
    pieces = [told, "\n".join([*imports, *([""] if imports else []), "import numpy as np"]), SHOWN]
    pieces += [*(each.source for each in functions), "\n".join(_given(writer)), "\n".join(body)]
    return text(Section("", piece) for piece in pieces)


def _stages(chain: Chain, writer: StepWriter) -> Iterator[str]:
    """Yield the statements, those of a stage below its name."""
    writer.called_otherwise, markup = writer.named, Text()
    for stage in chain.stages:
        statements = list[str]()
        for each, following in zip(stage.lines, [*stage.lines[1:], None], strict=True):
            if isinstance(each.right, Chained) and following is not None and _same(each, following):
                continue  # in derivatives, and then by their formulas
            writer.digits = closing(each.right, 6)
            found = writer.written(each.right)
            name, label = writer.computes(each.left), markup.write(each.left)
            statements += [*writer.before, shown(name, "line", label, found)]
            writer.before.clear()
        if statements:
            yield "\n".join([f"# {stage.name.capitalize()}", *statements])


def shown(name: str, shows: str, label: str, found: str) -> str:
    """Return the statement that computes something and has it shown under a label."""
    written = f"{name} = {shows}({quoted(label)}, {found})"
    if len(written) <= WIDTH:
        return written
    return f"{name} = {shows}(\n    {quoted(label)},\n    {found},\n)"


def _given(writer: StepWriter) -> Iterator[str]:
    """Yield the statements for the numbers that no line finds, as many in one as there is room for."""
    yield "# Given: the sample, the parameters, and what the run has found beside this chain."
    together = list[tuple[str, str]]()
    for name, (_, number) in writer.given.items():
        if together and len(_together([*together, (name, number)])) > WIDTH:
            yield _together(together)
            together.clear()
        together.append((name, number))
    if together:
        yield _together(together)
    for name, numbers in writer.arrays.items():
        yield statement(name, numbers)


def _together(group: list[tuple[str, str]]) -> str:
    names, numbers = ", ".join(name for name, _ in group), ", ".join(text for _, text in group)
    return f"{names} = np.float64({numbers})" if len(group) == 1 else f"{names} = np.array([{numbers}])"


def _same(one: Line, other: Line) -> bool:
    """Return whether two lines find the same number."""
    return key_of(one.left) == key_of(other.left)
