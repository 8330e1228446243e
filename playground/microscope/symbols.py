"""What formulas mean: their signs, and the symbols of a line or of a whole chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playground.engine.symbolic.expressions import Line, Node, Symbol
from playground.engine.symbolic.traversal import symbols
from playground.experiment.experiment import Experiment
from playground.microscope.chain import chain
from playground.microscope.tracing import trace
from playground.parts.part import Part, families, family
from playground.parts.setting import Setting, settings

SIGNS = (
    ("z<sup>(2)</sup>", "Superscript in parentheses: the layer, from 1."),
    ("z<sub>3</sub>", "Subscript: the unit or input, from 1."),
    ("z<sub>3</sub>[17]", "In square brackets: the sample, where there are several."),
    ("v<sub>t</sub>, v<sub>t−1</sub>", "The value of this update, and of the one before."),
    ("w′", "The new value of w."),
    ("v\u0302", "With a hat: a corrected value."),
    ("∂L/∂a", "The derivative of L with respect to a: how fast L grows with a."),
    ("Δw", "The change of w."),
    ("≈", "Nearly equal: the last digits shown differ through rounding."),
    ("|z|, ‖g‖", "The absolute value of a number, and the norm of a vector."),
    ("σ(z)", "The sigmoid, 1 / (1 + e<sup>−z</sup>)."),
    ("Φ(z)", "The probability that a standard normal variable is below z."),
    ("sign(z)", "−1, 0 or 1: on which side of 0 a number is."),
    ("max, min", "The largest and the smallest of several numbers."),
    ("e<sup>z</sup>, ln", "The exponential function and the natural logarithm."),
)
"""How formulas are written: signs, as rich text, and what they mean."""
EXAMPLE = Experiment.model_validate(
    {
        "data": {"kind": "blobs", "classes": 3, "samples": 12},
        "split": {"validation": 0.0, "test": 0.0},
        "layers": [{"kind": "dense", "units": 2}, "dropout", "batch-norm"],
        "output": "softmax",
        "loss": {"kind": "cross-entropy", "class_weights": [1.0, 2.0, 3.0]},
        "regularizer": "l2",
        "clipping": "by-norm",
        "optimizer": "adam",
        "schedule": "one-cycle",
        "batch_size": 4,
    }
)
"""Parts whose formulas have most symbols that others have, too."""


def explained(line: Line) -> Iterator[Symbol]:
    """Yield the first symbol of a line with each meaning."""
    yield from _new((line,), set())


def example() -> dict[str, list[Symbol]]:
    """Return the symbols of a small network's chain, by its stages: each where it is met first."""
    made, met = chain(trace(EXAMPLE), Node(1, "weight", (0, 0))), set[str]()
    return {stage.name: list(_new(stage.lines, met)) for stage in made.stages}


def letters() -> list[tuple[Setting, list[type[Part]]]]:
    """Return the settings with a letter, by their letters, and whose they are; alike ones are one."""
    found = dict[tuple[str, str], tuple[Setting, list[type[Part]]]]()
    for _, base in sorted(families().items()):
        for member in family(base).values():
            for each in settings(member):
                if each.letter:
                    found.setdefault((each.letter, each.help), (each, []))[1].append(member)
    return sorted(found.values(), key=lambda each: each[0].letter)


def _new(lines: Iterable[Line], met: set[str]) -> Iterator[Symbol]:
    for line in lines:
        for each in (line.left, *symbols(line.right)):
            if each.means and each.means not in met:
                met.add(each.means)
                yield each
