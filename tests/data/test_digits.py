"""Digits: they are those of the file, dealt out without one on both sides, and enlarged as MNIST's are."""

import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from playground.data.images.digits import Digits
from playground.experiment.experiment import Experiment
from playground.library import train

FILE = Path(__file__).parent.parent.parent / "assets" / "digits" / "digits.csv.gz"
ROWS = np.loadtxt(gzip.decompress(FILE.read_bytes()).decode().splitlines(), delimiter=",", dtype=int)


def rows(points):
    """Images and labels as the file has them."""
    images = np.round(points.inputs * 16.0).astype(int).reshape(len(points), -1)
    return [tuple(row) for row in np.column_stack([images, points.truth]).tolist()]


def test_all_digits_of_the_file_are_there_once():
    points = Digits().points()
    assert points.shape == (1, 8, 8)
    assert points.tests == 597
    assert points.inputs.dtype == np.float32
    assert sorted(rows(points)) == sorted(map(tuple, ROWS.tolist()))


@pytest.mark.parametrize("samples", [300, 1200, 4000])
def test_no_digit_to_test_on_is_trained_on(samples):
    parts = Experiment(data=Digits(samples=samples), split={"validation": 0.1}).samples
    assert [len(part) for part in parts.values()] == [samples * 9 // 10, samples // 10, 597]
    seen = set(rows(parts["train"].points)) | set(rows(parts["validation"].points))
    assert not seen & set(rows(parts["test"].points))
    assert len(set(rows(Digits(samples=samples).points()[:samples]))) == min(samples, 1200)


def test_large_digits_keep_their_ink_and_stand_in_the_middle():
    small, large = Digits(seed=3).points(), Digits(seed=3, size="28x28").points()
    assert np.array_equal(small.truth, large.truth)
    images = large.inputs.reshape(-1, 28, 28)
    framed = images.copy()
    framed[:, 4:24, 4:24] = 0.0
    assert not framed.any()
    assert images.min() >= 0.0
    assert images.max() <= 1.0 + 1e-6
    np.testing.assert_allclose(images[:, 4:24, 4:24].mean(axis=(1, 2)), small.inputs.mean(axis=1), atol=0.02)
    cells = images[:, 4:24, 4:24].reshape(-1, 4, 5, 4, 5).mean(axis=(2, 4))
    pairs = small.inputs.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4))
    assert np.corrcoef(cells.ravel(), pairs.ravel())[0, 1] > 0.98


def test_shifting_moves_the_whole_image():
    still = Digits(seed=5, size="28x28").points().inputs.reshape(-1, 28, 28)
    moved = Digits(seed=5, size="28x28", shift=4).points().inputs.reshape(-1, 28, 28)
    found = set()
    for before, after in zip(still[:200], moved, strict=False):
        wide = np.pad(before, 4)
        ways = [
            (i, j) for i in range(9) for j in range(9) if np.array_equal(wide[i : i + 28, j : j + 28], after)
        ]
        assert ways
        found.add(ways[0])
    assert len(found) > 50


def test_noise_is_as_strong_as_it_says():
    strays = Digits(noise=0.3).points().inputs - Digits().points().inputs
    assert strays.std() == pytest.approx(0.3, abs=0.005)
    assert strays.mean() == pytest.approx(0.0, abs=0.005)


def test_ten_thousand_of_them_take_no_more_room_than_they_must():
    points = Digits(samples=10_000, size="28x28", shift=1, noise=0.1).points()
    assert points.inputs.nbytes == 10_597 * 784 * 4
    parts = Experiment(data=Digits(samples=10_000, size="28x28")).samples.values()
    assert {part.inputs.dtype for part in parts} == {np.dtype(np.float32)}


LARGE = """
from pathlib import Path
from playground.experiment.experiment import Experiment
from playground.library import train
experiment = Experiment(
    data={"kind": "digits", "samples": 10_000, "size": "28x28", "shift": 2, "noise": 0.1},
    layers=("flatten", {"kind": "dense", "units": 64, "activation": "relu"}),
    output="softmax", loss="cross-entropy", batch_size=32, initializer="glorot-uniform",
)
assert train(experiment, 1).figures.test_accuracy > 0.15
lines = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(lines["VmHWM"].split()[0])  # the resource module counts that of the process before it, too
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no /proc")
def test_ten_thousand_large_digits_are_trained_on_in_little_memory():
    said = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True)
    assert int(said.stdout) < 400_000


def test_a_hidden_layer_reads_digits():
    run = train(
        Experiment(
            data="digits",
            layers=("flatten", {"kind": "dense", "units": 64, "activation": "relu"}),
            output="softmax",
            loss="cross-entropy",
            optimizer={"kind": "adam", "learning_rate": 0.01},
            batch_size=32,
            initializer="glorot-uniform",
        ),
        10,
    )
    assert run.figures.test_accuracy >= 0.95
