"""What scripts for all libraries have in common: samples become inputs, and a script checks itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from playground.engine.parameters import Shape
from playground.export.arrangement import AnyArray
from playground.export.code.array_text import literal
from playground.export.code.script import Section
from playground.export.numpy.features import feature_lines
from playground.export.onnx.model import RawInputs
from playground.export.spelling import docstring
from playground.export.weights.trained_network import TrainedNetwork

STORED = """
stored = dict(np.load(Path(__file__).with_name("BESIDE")))
"""
CHECK = '''
def check():
    """Compare with what the network predicted when it was exported."""
    found = predict(check_inputs)
    if not np.allclose(found, check_outputs, rtol=TOLERANCE, atol=TOLERANCE):
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
    return Section("Numbers", STORED.replace("BESIDE", beside))


def made_of_samples(trained: TrainedNetwork, raw: RawInputs) -> Iterator[Section]:
    """Yield what makes the network's inputs of samples, where these are not the inputs themselves."""
    lines = feature_lines(trained.experiment.features, raw.inputs) if raw.inputs else []
    if lines:
        body = "\n".join(f"    {line}" for line in lines)
        told = docstring(f"Return the inputs of the network for samples (samples, {raw.inputs}).", indent=4)
        yield Section("Features", f"def features(inputs):\n{told}\n{body}")


def given(features: bool, dtype: np.dtype[np.floating]) -> str:
    """Return the expression that makes the network's inputs of what a person hands in."""
    if features:
        return f"features(np.asarray(inputs, dtype=float)).astype(np.{dtype})"
    return f"np.asarray(inputs, dtype=np.{dtype})"


def checking(
    checks: Mapping[str, AnyArray],
    outside: Mapping[str, AnyArray],
    dtype: np.dtype[np.floating],
    training: bool = False,
) -> Iterator[Section]:
    """Yield what a script must predict, and what sees to it."""
    yield Section("What it must predict", assigned(checks, outside))
    yield Section("The check", CHECK.replace("TOLERANCE", "1e-5" if dtype.itemsize == 4 else "1e-9"))
    yield Section("", MAIN_WITH_TRAINING if training else MAIN)


def assigned(arrays: Mapping[str, AnyArray], outside: Mapping[str, AnyArray]) -> str:
    """Return statements that make arrays, from the file beside the script or number by number."""
    return "\n".join(
        f'{name} = stored["{name}"]' if name in outside else literal(name, array)
        for name, array in arrays.items()
    )


def batch(shape: Shape) -> str:
    """Return the shape of samples as comments have it."""
    return ", ".join(["samples", *map(str, shape)])
