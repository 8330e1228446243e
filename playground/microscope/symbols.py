"""What the symbols of a chain mean: one table for the help and for whoever points at a line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from playground.engine.formulas import Line, Symbol, symbols

SIGNS = (
    ("z<sup>(2)</sup>", "Raised in brackets: of which layer, from 1."),
    ("z<sub>3</sub>", "Lowered: of which unit or input, from 1."),
    ("z<sub>3</sub>[17]", "In square brackets: of which sample, where there are several."),
    ("v<sub>t</sub>, v<sub>t−1</sub>", "Of this update, and of the one before."),
    ("w′", "What becomes of w."),
    ("v\u0302", "With a hat: corrected."),
    ("∂L/∂a", "The slope of L by a: how much L grows for a small step of a."),
    ("Δw", "A change of w."),
    ("≈", "Nearly equal: the engine rounds on its way, and the digits shown differ a little."),
    ("|z|, ‖g‖", "The size of a number, and the length of a list of numbers."),
    ("σ(z)", "The sigmoid, 1 / (1 + e<sup>−z</sup>)."),
    ("Φ(z)", "The share of a normal distribution that is below z."),
    ("sign(z)", "−1, 0 or 1: on which side of 0 a number is."),
    ("max, min", "The largest, the smallest of some numbers."),
    ("e<sup>z</sup>, ln", "The exponential function, and the natural logarithm."),
)
"""How formulas are written: signs, as rich text, and what they say."""
UNITS = ("forward", "loss", "backward", "batch")
"""The stages in which layers speak."""
STEP = ("batch", "regularizer", "frozen", "clipping", "optimizer", "update")
"""The stages that a parameter goes through."""
RULES = ("optimizer", "update")


@dataclass(frozen=True)
class Meaning:
    """What a symbol means, wherever it looks like this."""

    example: Symbol
    """The symbol as it may be written."""
    says: str
    stages: tuple[str, ...]
    letter: str = ""
    """What else its letter may be, as a regular expression."""
    index: str = ".*"
    """What its index may be, as a regular expression."""

    def fits(self, symbol: Symbol, stage: str) -> bool:
        """Return whether a symbol of a stage has this meaning."""
        return (
            stage in self.stages
            and re.fullmatch(self.letter or re.escape(self.example.letter), symbol.letter) is not None
            and re.fullmatch(self.index, symbol.index) is not None
            and (symbol.layer is None) == (self.example.layer is None)
            and symbol.mark == self.example.mark
            and symbol.of == self.example.of
        )


def _like(letter: str, index: str = "", layer: int | None = None, mark: str = "", of: str = "") -> Symbol:
    return Symbol(math.nan, letter, index, layer, None, mark, of)


ANY = (*UNITS, *STEP)
PARAMETER = "w|b|β|γ"
SYMBOLS: dict[str, tuple[Meaning, ...]] = {
    "The network": (
        Meaning(_like("x", "2"), "An input of the network.", UNITS),
        Meaning(_like("w", "3,1", 2), "A weight: from an input to a unit.", ANY),
        Meaning(_like("b", "1", 2), "The bias of a unit.", ANY),
        Meaning(
            _like("z", "1", 2), "The sum of a unit: its inputs times their weights, and its bias.", UNITS
        ),
        Meaning(_like("a", "1", 2), "The output of a unit: what its activation makes of the sum.", UNITS),
        Meaning(_like("z", "max"), "The largest sum of the layer; taken away, nothing overflows.", UNITS),
        Meaning(_like("α"), "The activation's setting for sums below 0.", UNITS),
        Meaning(_like("β"), "The sharpness of the activation.", UNITS),
        Meaning(_like("λ"), "The scale of SELU.", ("forward", "backward")),
        Meaning(_like("π"), "3.14159…", (*UNITS, "optimizer")),
        Meaning(_like("m", "1", 2), "The mask of a dropout: 0 for a silent unit.", UNITS),
        Meaning(_like("μ", "1", 2), "The mean of a normalization.", UNITS),
        Meaning(_like("v", "1", 2), "The variance of a normalization.", UNITS),
        Meaning(_like("n", "1", 2), "A normalized number: of mean 0 and variance 1.", UNITS),
        Meaning(_like("γ", "1", 2), "The scale of a normalized unit.", ANY),
        Meaning(_like("β", "1", 2), "The shift of a normalized unit.", ANY),
        Meaning(_like("ε"), "A small number that keeps a division finite.", (*UNITS, "optimizer")),
    ),
    "The loss": (
        Meaning(_like("y", "1"), "A target: what the output should be.", UNITS),
        Meaning(_like("ℓ"), "The loss of one sample.", UNITS),
        Meaning(_like("L"), "The loss of the batch.", UNITS),
        Meaning(_like("p"), "The share of a sample in the loss of the batch.", UNITS),
        Meaning(_like("κ"), "The error from which on the Huber loss is straight.", UNITS),
        Meaning(_like("τ"), "The share of a target that label smoothing spreads over all classes.", UNITS),
        Meaning(_like("c", "1"), "The weight of a class.", UNITS, index=r"\d+"),
        Meaning(_like("P"), "The penalty of the regularizer.", UNITS),
        Meaning(_like("J"), "The loss with the penalty.", UNITS),
        Meaning(_like("ρ"), "The share of L1 in the elastic penalty.", ("loss", "regularizer")),
    ),
    "The way back": (
        Meaning(_like("δ", "1", 2), "The slope of the loss by a unit's sum, ∂L/∂z.", UNITS),
        Meaning(_like("a", "1", 2, of="L"), "The slope of the loss by a unit's output.", UNITS),
        Meaning(
            _like("w", "3,1", 2, of="L"),
            "The gradient: the slope of the loss by a parameter.",
            ANY,
            PARAMETER,
        ),
        Meaning(_like("mean(∂L/∂a)"), "What is in the brackets, as a mean over all.", UNITS, r"mean\(.*\)"),
    ),
    "Regularizer and clipping": (
        Meaning(_like("λ"), "The rate of the regularizer.", ("loss", "regularizer")),
        Meaning(_like("r"), "The share of the regularizer in the gradient.", STEP),
        Meaning(_like("g"), "The gradient with the regularizer's share.", STEP),
        Meaning(_like("g", mark="prime"), "The gradient after clipping.", STEP),
        Meaning(_like("c"), "The limit of the clipping.", ("clipping",), index=""),
        Meaning(_like("‖g‖"), "The length of the whole gradient.", ("clipping",)),
    ),
    "The learning rate": (
        Meaning(_like("η"), "The learning rate of this step.", RULES, index=""),
        Meaning(_like("η", "0"), "The learning rate as it is set.", RULES, index="0"),
        Meaning(_like("f"), "The factor of the schedule.", RULES, index=""),
        Meaning(_like("f", "end"), "The factor at the end.", RULES, index="end"),
        Meaning(_like("γ"), "The factor by which the rate falls.", RULES),
        Meaning(_like("k"), "How many times it has fallen.", RULES),
        Meaning(_like("e"), "How many epochs have been made.", RULES),
        Meaning(_like("E"), "How many epochs the schedule lasts.", RULES),
        Meaning(_like("i"), "How many steps have been made.", RULES, index=""),
        Meaning(_like("i", "top"), "The step with the highest rate.", RULES, index="top"),
        Meaning(_like("i", "last"), "The last step of the schedule.", RULES, index="last"),
    ),
    "The optimizer": (
        Meaning(_like("t"), "Which update this is, from 1; below a letter, of this update.", RULES),
        Meaning(_like("μ"), "The momentum.", RULES, index=""),
        Meaning(_like("v", "t"), "The velocity, or the running mean of the squared gradients.", RULES),
        Meaning(_like("m", "t"), "The running mean of the gradients.", RULES),
        Meaning(_like("m", mark="hat"), "The same, corrected for its start at zero.", RULES),
        Meaning(_like("v", mark="hat"), "The same, corrected for its start at zero.", RULES),
        Meaning(_like("β", "1"), "The share of the mean gradient that is kept.", RULES, index="1"),
        Meaning(_like("β", "2"), "The share of the mean square that is kept.", RULES, index="2"),
        Meaning(_like("α"), "The share of the mean square that is kept by RMSProp.", RULES, index=""),
        Meaning(_like("ρ"), "The share of the mean squares that is kept by AdaDelta.", RULES),
        Meaning(_like("λ"), "The optimizer's own weight decay.", RULES),
        Meaning(_like("w", "decayed"), "The parameter after its decay.", RULES, index="decayed"),
        Meaning(
            _like("s", "t"),
            "Of squared gradients, the running mean (AdaGrad: the sum); with RProp, the size of the step.",
            RULES,
            index="t|t−1",
        ),
        Meaning(_like("s", "min"), "The smallest step of RProp.", RULES, index="min"),
        Meaning(_like("s", "max"), "The largest step of RProp.", RULES, index="max"),
        Meaning(_like("up"), "The factor of a step of RProp whose sign has held.", RULES),
        Meaning(_like("down"), "The factor of a step of RProp whose sign has turned.", RULES),
        Meaning(
            _like("q"),
            "With RProp, the gradient times the one before: above 0 where the sign has held.",
            RULES,
        ),
        Meaning(_like("h", "t"), "The gradient as the next step will know it.", RULES),
        Meaning(_like("u", "t"), "The running mean of the squared steps of AdaDelta.", RULES),
        Meaning(_like("d"), "The direction in which the parameter goes.", RULES),
        Meaning(_like("step"), "How far L-BFGS goes along its direction.", RULES),
        Meaning(_like("α", "1"), "The part of an earlier turn that the gradient has.", RULES, index=r"\d+"),
        Meaning(_like("Δg", "1"), "How the gradient turned in an earlier step; 1 is the newest.", RULES),
        Meaning(
            _like("Δw", "1"), "An earlier move; 1 is the newest.", RULES, rf"Δ({PARAMETER})", index=r"\d+"
        ),
        Meaning(_like("c", "1"), "How much an earlier move counts.", RULES, index=r"\d+"),
        Meaning(_like("κ"), "The inverse of the curvature met last.", RULES),
        Meaning(_like("μ", "t"), "The momentum of an update.", RULES, index=r"t|t\+1"),
        Meaning(_like("Π", "t"), "All momenta so far, multiplied.", RULES),
        Meaning(_like("ψ"), "How slowly NAdam's momentum comes in.", RULES),
    ),
    "The new parameter": (
        Meaning(_like("w", "3,1", 2, mark="prime"), "The parameter after the step.", STEP, PARAMETER),
        Meaning(
            _like("w", "3,1", 2, mark="hat"), "The same after the limit of the regularizer.", STEP, PARAMETER
        ),
        Meaning(_like("Δw"), "What the step changes.", STEP, f"Δ({PARAMETER})", index=""),
        Meaning(_like("‖w‖"), "The length of all weights that lead to the unit.", STEP),
        Meaning(_like("w", "max"), "The greatest length that they may have.", STEP, index="max"),
    ),
    "Everywhere": (
        Meaning(_like("3 more"), "So many terms together that are not written down.", ANY, r"\d+ more"),
    ),
}
"""Groups of symbols, each in the order in which a chain comes upon them."""


def meaning(symbol: Symbol, stage: str) -> Meaning | None:
    """Return what a symbol means in a stage of a chain."""
    return next((each for group in SYMBOLS.values() for each in group if each.fits(symbol, stage)), None)


def explained(line: Line, stage: str) -> Iterator[tuple[Symbol, Meaning]]:
    """Yield the first symbol of a line with each meaning, and that meaning."""
    seen = set()
    for each in (line.left, *symbols(line.right)):
        found = meaning(each, stage)
        if found is not None and found not in seen:
            seen.add(found)
            yield each, found
