"""The samples as a file."""

import numpy as np
import pytest

from playground.data.plane.base import Plane
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.export import tables


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
