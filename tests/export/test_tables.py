"""The history and the samples as files."""

import csv

import numpy as np
import pytest

from playground.data.plane.base import Plane
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export import tables


def test_the_history_has_a_line_for_every_row_and_empty_cells_for_nothing(tmp_path):
    rows = [Figures(0, 0, train_loss=0.5), Figures(1, 25, train_loss=1 / 3, test_accuracy=1.0)]
    tables.save_history(rows, tmp_path / "h.csv")
    with (tmp_path / "h.csv").open(newline="", encoding="utf-8") as file:
        header, *lines = csv.reader(file)
    assert header == list(Figures.names())
    assert lines[0] == ["0", "0", "0.5", "", "", "", "", ""]
    assert [float(cell) for cell in lines[1] if cell] == [1.0, 25.0, 1 / 3, 1.0]


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_samples_are_saved_as_the_network_sees_them(precision, tmp_path):
    experiment = Experiment(split=Split(validation=0.1), precision=precision)
    tables.save_samples(experiment, tmp_path / "s.npz")
    found = np.load(tmp_path / "s.npz")
    assert set(found) == {f"{part}_{what}" for part in experiment.samples for what in ("inputs", "targets")}
    for name, part in experiment.samples.items():
        assert found[f"{name}_inputs"].dtype == precision
        assert np.array_equal(found[f"{name}_inputs"], part.inputs.astype(precision))
        assert np.array_equal(found[f"{name}_targets"], part.targets.astype(precision))


def test_parts_without_samples_are_saved_as_empty_arrays(tmp_path):
    tables.save_samples(Experiment(data=Plane(), output="identity"), tmp_path / "s.npz")
    found = np.load(tmp_path / "s.npz")
    assert found["validation_inputs"].shape == (0, 2)
    assert found["validation_targets"].shape == (0, 1)
