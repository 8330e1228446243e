"""What the shipped presets come to: the same start, data and steps as when the numbers were written down.

The file holds numbers of short runs: of twenty epochs, or of fewer where a difference in the last bit, as
there is between machines, would by then have grown into one that can be seen. A preset that was changed on
purpose gets new ones: ``PYTHONPATH=tests python tests/experiment/test_preset_numbers.py``.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from cases import large

from playground.experiment.presets import load, shipped
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training

RECORD = Path(__file__).parent.parent / "fixtures" / "preset_numbers.json"
NUMBERS = json.loads(RECORD.read_text(encoding="utf-8"))
EPOCHS = (20, 5, 1)
TOLERANCE = 1e-4


def numbers(name, epochs, nudge=0.0):
    """Return the training loss of a run, and the size and the mean of its parameters."""
    training = Training(load(name))
    training.network.parameters[...] *= 1.0 + nudge
    try:
        for _ in range(epochs):
            training.epoch()
    except (Diverged, Ended):
        pass
    parameters = training.network.parameters.astype(float)
    size = float(np.sqrt((parameters**2).mean()))
    return [float(training.figures().train_loss), size, float(parameters.mean())]


def apart(found, expected):
    """Return how far numbers are apart, as shares of the loss and of the parameters' size."""
    loss, size, _mean = expected
    scales = [abs(loss) + 1e-6, size, size]
    return max(abs(a - b) / scale for a, b, scale in zip(found, expected, scales, strict=True))


@pytest.mark.parametrize("name", sorted(set(NUMBERS) & set(shipped())))
def test_a_preset_comes_to_the_same_numbers(name):
    epochs, *expected = NUMBERS[name]
    assert apart(numbers(name, epochs), expected) < TOLERANCE


def test_most_presets_have_numbers():
    assert len(set(NUMBERS) & set(shipped())) >= 0.8 * len(shipped())


def stable(name, epochs):
    """Return whether a difference in the last bit of every parameter stays far below the tolerance."""
    found = numbers(name, epochs)
    nudged = [numbers(name, epochs, nudge) for nudge in (3e-7, -3e-7)]
    return all(apart(each, found) < 0.2 * TOLERANCE for each in nudged)


if __name__ == "__main__":
    record = {}
    for name in sorted(shipped()):
        tried = EPOCHS[-1:] if large(load(name)) else EPOCHS
        epochs = next((each for each in tried if stable(name, each)), None)
        if epochs is not None:
            record[name] = [epochs, *(float(f"{number:.7g}") for number in numbers(name, epochs))]
    lines = [f'  "{name}": {json.dumps(row)}' for name, row in record.items()]
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
