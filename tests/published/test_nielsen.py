"""Nielsen, “Neural Networks and Deep Learning” (2015), chapter 3."""

import pytest

from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.losses.classification import BinaryCrossEntropy
from playground.experiment import presets
from playground.library import train
from tests.published.worked_example import Example


@pytest.mark.parametrize(
    ("name", "before", "printed", "after"),
    [
        ("quick-neuron", 0.8175744761936437, 0.09, 0.0939556948636472),
        ("slow-neuron", 0.9820137900379085, 0.20, 0.2028484242677765),
    ],
)
def test_nielsens_neuron_learns_by_the_square_of_its_error(name, before, printed, after):
    preset = presets.load(name)
    run = train(preset)
    assert run.history[0].train_loss == pytest.approx(before**2 / 2, abs=1e-9)
    output = run.network.predict([[1.0]]).item()
    assert output == pytest.approx(printed, abs=0.005)
    assert output == pytest.approx(after, abs=1e-9)


def test_the_slow_neuron_is_slow_because_it_is_wrong():
    losses = {name: [row.train_loss for row in train(presets.load(name)).history] for name in
              ("quick-neuron", "slow-neuron")}  # fmt: skip
    assert losses["slow-neuron"][100] > 0.95 * losses["slow-neuron"][0]
    assert losses["quick-neuron"][100] < 0.1 * losses["quick-neuron"][0]


@pytest.mark.parametrize(
    ("weight", "bias", "after"), [(0.6, 0.9, 0.4176792995988869), (2.0, 2.0, 0.7795870642061684)]
)
def test_nielsens_neuron_learns_by_cross_entropy(weight, bias, after):
    neuron = Example([Sigmoid()], [[[weight]]], [[bias]], [[1.0]], [[0.0]], BinaryCrossEntropy())
    neuron.descend(0.005, 300)
    assert neuron.run.a.item() == pytest.approx(after, abs=1e-9)
