"""Scripts that train, written, run and held against the run that they come from."""

import os
import runpy

import numpy as np
import pytest
from scripts import well_written

import playground
from playground.data.plane.base import Blobs, Circle
from playground.data.samples import Split
from playground.experiment.problems import problems
from playground.export import outgoing
from playground.export.code import formats

os.environ.setdefault("KERAS_BACKEND", "torch")
PYTORCH = [
    ending
    for ending, each in formats.FORMATS.items()
    if each.training and each.script.word == "torch" and not each.in_cells
]
KERAS = ".train.keras.py"
QUIET = [  # what Keras says of itself
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
SMALL = playground.load("circle").changed(
    data=Circle(samples=30), split=Split(validation=0.2, test=0.1), batch_size=7
)
CLASSES = SMALL.changed(data=Blobs(samples=30, classes=3), output={"kind": "softmax"})


def suited(experiment, **parts):
    """The experiment with other parts, and whole batches where these need them; None if they do not fit."""
    found = experiment.changed(**parts)
    if found.optimizer.whole_batches:
        found = found.changed(batch_size=0)
    return None if problems(found) else found


def run_script(run, path, library):
    """What a run's script for a library holds after it was checked and has trained."""
    path.parent.mkdir(exist_ok=True)
    outgoing.save(run.trained, path)
    assert well_written(path.parent)
    pytest.importorskip(library)
    names = runpy.run_path(str(path))
    names["check"]()
    names["train"]()
    return names


def trained_by_pytorch(experiment, path):
    """Train for three epochs; the script comes to where the run had come, in double precision."""
    run = playground.train(experiment.changed(precision="float64"), epochs=3)
    run_script(run, path, "torch")["check"]()


def trained_by_keras(experiment, path, near=1e-6):
    """Train for three epochs; the script predicts what the run does, as near as float32 and Keras allow."""
    run = playground.train(experiment, epochs=3)
    names = run_script(run, path, "keras")
    inputs = names["train_inputs"]
    expected = run.network.predict(inputs.reshape(len(inputs), -1)).reshape(len(inputs), -1)
    found = np.reshape(names["model"].predict(inputs, verbose=0), expected.shape)
    np.testing.assert_allclose(found, expected, rtol=near, atol=near)
