"""What scripts for all libraries have in common: samples become inputs, and a script checks itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from playground.data.formula import INPUTS
from playground.engine.parameters import Shape
from playground.export.arrangement import AnyArray
from playground.export.code.array_text import LOOKED_AT, few, literal
from playground.export.code.script import Section
from playground.export.code.table_code import TableCells, named, prepared
from playground.export.numpy.features import feature_lines
from playground.export.onnx.model import RawInputs
from playground.export.spelling import WIDTH, docstring, quoted, width
from playground.export.weights.trained_network import TrainedNetwork

Answers = Sequence[tuple[float, float]]
"""What was subtracted from each value that is predicted, and by what the rest was divided."""
ROOM = 80
"""Columns that a statement may have within a function."""
STORED = "stored = dict(np.load(Path(__file__).with_name(BESIDE)))"
CHECK = '''
def check():
    """Compare with what the network predicted when it was exported."""
    found = predict(check_inputs)
    if not np.allclose(found, check_outputs, rtol=TOLERANCE, atol=NEAR):
        error = np.abs(found - check_outputs).max()
        raise SystemExit(f"This is not the exported network: off by {error:.3g}.")
'''
MAIN_WITH_TRAINING = """
if __name__ == "__main__":
    check()
    print("This is the network that was exported. Now it is trained anew:")
    train()
"""
MAIN = """
if __name__ == "__main__":
    check()
    print("This is the network that was exported. Its first predictions:")
    print(predict(check_inputs))
"""


def stored(beside: str) -> Section:
    """Return what reads the arrays beside the script."""
    name = quoted(beside)
    line = STORED.replace("BESIDE", name)
    if width(line) > WIDTH:
        line = "\n".join([named("arrays", name), STORED.replace("BESIDE", "arrays")])
    return Section("The stored numbers", line)


def made_of_samples(trained: TrainedNetwork, raw: RawInputs) -> Iterator[Section]:
    """Yield what makes the network's inputs of samples, where these are not the inputs themselves."""
    use = trained.table_use
    if use is not None:
        count = max(len(use.outline.preparation.names), 2)
        yield from prepared(use, count if count <= INPUTS else 0)
        return
    lines = feature_lines(trained.experiment.features, raw.inputs) if raw.inputs else []
    if raw.scale != (0.0, 1.0):
        shift, unit = raw.scale
        lines = [f"return (inputs - {shift!r}) / {unit!r}" if shift else f"return inputs / {unit!r}"]
    if lines:
        lines.insert(0, "inputs = np.asarray(inputs, dtype=float)")
        body = "\n".join(f"    {line}" for line in lines)
        told = docstring(f"Return the inputs of the network for samples ({batch(raw.shape)}).", indent=4)
        yield Section("Features", f"def features(inputs):\n{told}\n{body}")


def given(features: bool, dtype: np.dtype[np.floating]) -> str:
    """Return the expression that makes the network's inputs of what a person hands in."""
    if features:
        return f"features(inputs).astype(np.{dtype})"
    return f"np.asarray(inputs, dtype=np.{dtype})"


def answered(found: str, answers: Answers) -> list[str]:
    """Return the statements that return outputs in the unit of the targets."""
    if not answers:
        return [f"return {found}"]
    shift, unit = (repr(each) for each in answers[0])
    if len(set(answers)) > 1:
        shift, unit = (f"np.array([{', '.join(map(repr, each))}])" for each in zip(*answers, strict=True))
    line = f"return {shift} + {unit} * found"
    if len(line) <= ROOM:
        return [f"found = {found}", line]
    return [f"found = {found}", f"shift = {shift}", f"unit = {unit}", "return shift + unit * found"]


def check_code(checks: Mapping[str, AnyArray | TableCells], dtype: np.dtype[np.floating]) -> str:
    """Return what compares predictions: as closely as a precision allows, in the unit of each output."""
    tolerance = "1e-5" if dtype.itemsize == 4 else "1e-9"
    near = f"{tolerance} * check_units" if "check_units" in checks else tolerance
    return CHECK.replace("TOLERANCE", tolerance).replace("NEAR", near)


def checking(
    checks: Mapping[str, AnyArray | TableCells],
    outside: Mapping[str, AnyArray],
    dtype: np.dtype[np.floating],
    training: bool = False,
) -> Iterator[Section]:
    """Yield what a script must predict, and what sees to it."""
    yield Section("What it must predict", assigned(checks, outside))
    yield Section("The check", check_code(checks, dtype))
    yield Section("", MAIN_WITH_TRAINING if training else MAIN)


def beside(checks: Mapping[str, AnyArray | TableCells]) -> dict[str, AnyArray]:
    """Return what of a script's checks is too long for it."""
    arrays = {name: each for name, each in checks.items() if not isinstance(each, TableCells)}
    return {} if few(arrays, LOOKED_AT) else arrays


def told_of(trained: TrainedNetwork, raw: RawInputs) -> str:
    """Return what predict does, as its docstring."""
    inputs = f"samples ({batch(raw.shape)})"
    if trained.table_use is not None:
        inputs = "the columns of a table by name: a dict of lists, or a data frame"
    return docstring(f"Return outputs ({batch(trained.network.shapes[-1])}) for {inputs}.", indent=4)


def assigned(arrays: Mapping[str, AnyArray | TableCells], outside: Mapping[str, AnyArray]) -> str:
    """Return statements that make arrays, from the file beside the script or number by number."""
    return "\n".join(
        array.literal(name)
        if isinstance(array, TableCells)
        else f'{name} = stored["{name}"]'
        if name in outside
        else literal(name, array)
        for name, array in arrays.items()
    )


def batch(shape: Shape) -> str:
    """Return the shape of samples as comments have it."""
    return ", ".join(["samples", *map(str, shape)])
