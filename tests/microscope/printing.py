"""Formulas in numbers as they are printed, calculated again."""

import math
import re
from functools import partial

import numpy as np

from playground.engine.activations.base import Activation
from playground.parts.part import family

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
WORDS = {
    "exp": np.exp,
    "ln": lambda x: np.log(np.maximum(x, 1e-12)),
    "tanh": np.tanh,
    "sin": np.sin,
    "cos": np.cos,
    "sqrt": np.sqrt,
    "sign": np.sign,
    "abs": np.abs,
    "min": min,
    "max": max,
    "sigma": lambda x: 1.0 / (1.0 + np.exp(-x)),
    "normal": lambda x: 0.5 * (1.0 + math.erf(x / math.sqrt(2.0))),
    "inf": math.inf,
    "nan": math.nan,
}


def calculated(text):
    """What a formula in numbers comes to, calculated as it is printed."""
    text = re.sub(r"·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda m: f"*10.0**({m[1].translate(RAISED)})", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    for sign, word in (
        ("−", "-"),
        (" · ", "*"),
        ("²", "**2"),
        ("^", "**"),
        ("√", "sqrt"),
        ("σ", "sigma"),
        ("Φ", "normal"),
        ("∞", "inf"),
    ):
        text = text.replace(sign, word)
    named = {}
    for i, (kind, rule) in enumerate(family(Activation).items()):  # one without a formula goes by its name
        for mark, procedure in (("", "value"), ("'", "slope")):
            if f"{kind}{mark}(" in text and kind not in WORDS:
                text = text.replace(f"{kind}{mark}(", f"{procedure}_{i}(")
                named[f"{procedure}_{i}"] = partial(at, rule(), procedure)
    return float(eval(text, {"__builtins__": {}}, WORDS | named))  # noqa: S307


def at(rule, procedure, z):
    """What an activation, or its derivative, is at one number."""
    z, a, slope = np.array([z]), np.empty(1), np.empty(1)
    rule.value(z, a)
    rule.derivative(z, a, slope)
    return {"value": a, "slope": slope}[procedure][0]


def printed(text):
    """The formula in numbers and the result of a line, and the sign between them."""
    *_, formula, sign, result = re.split(r" ([=≈]) ", text)
    return formula, sign, result


def is_symbol(formula):
    """Whether a line is of one symbol alone, whose number is the result."""
    return bool(re.search(r"[A-Za-zℓ∂δμ]⁽|\d more|[ₜ₀-₉]", formula))


def of_matrices(text):
    """What a formula of matrices comes to, calculated as it is printed; None where some are cut short."""
    if "…" in text:
        return None
    rows = re.compile(r"\[([^\]]*)\]")
    text = re.sub(r"·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda m: f"e{m[1].translate(RAISED)}", text)
    found = {}

    def taken(match):
        name = f"m_{len(found)}"
        numbers = match[1].replace("−", "-").replace("nan", "NaN").replace("∞", "inf")
        found[name] = np.array([[float(each) for each in row.split()] for row in numbers.split(";")])
        return name

    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", re.sub(r"(?<![\w.])1\(", "indicator(", rows.sub(taken, text)))
    text = re.sub(r"(m_\d+|\)²?) (?=[m(])", r"\1 @ ", text)
    for sign, word in (
        ("−", "-"),
        (" · ", "*"),
        (" ∘ ", "*"),
        ("²", "**2"),
        ("^", "**"),
        ("√", "np.sqrt"),
        ("σ", "sigma"),
    ):
        text = text.replace(sign, word)
    known = {
        "tanh": np.tanh,
        "sigma": WORDS["sigma"],
        "exp": np.exp,
        "ln": WORDS["ln"],
        "abs": np.abs,
        "np": np,
    }
    known |= {"sign": np.sign, "indicator": lambda condition: condition.astype(float)}
    return eval(text, {"__builtins__": {}}, known | found)  # noqa: S307
