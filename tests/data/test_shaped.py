"""Images and sequences: their samples enter the network as they are, in their shape."""

import numpy as np
import pytest

from playground.data.images.bars import BarImages
from playground.data.samples import Split
from playground.data.sequences.binary_addition import BinaryAddition
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.classes import Classes
from playground.data.targets.metrics import ClassMetrics
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.microscope import chain, trace
from playground.training.metrics import measure
from playground.training.training import Training

SUMS = Experiment(
    data=BinaryAddition(samples=30, bits=5, test_bits=9),
    layers=({"kind": "dense", "units": 3},),
    output="auto",
    loss="binary-cross-entropy",
    precision="float64",
)


def test_sums_are_right_bit_by_bit():
    for points in (SUMS.points, SUMS.data.other_test()):
        bits = points.shape[0]
        numbers = points.inputs.reshape(len(points), bits, 2).astype(int)
        worth = 2 ** np.arange(bits)
        whole = (numbers * worth[:, None]).sum(axis=(1, 2)) % 2**bits
        assert (points.truth * worth).sum(axis=1).tolist() == whole.tolist()


def test_a_test_set_of_longer_sequences_takes_the_place_of_the_share():
    samples = SUMS.changed(split=Split(validation=0.2, test=0.5)).samples
    shapes = {name: (len(part), part.shape, part.targets.shape[1]) for name, part in samples.items()}
    assert shapes == {"train": (24, (5, 2), 5), "validation": (6, (5, 2), 5), "test": (30, (9, 2), 9)}


def test_figures_and_metrics_count_every_step():
    training = Training(SUMS)
    training.epoch()
    figures, metrics = training.figures(), measure(training.network, SUMS)
    for part, samples in SUMS.samples.items():
        if len(samples):
            outputs = training.network.with_input_shape(samples.shape).predict(samples.inputs)
            right = ((outputs > 0.5) == (samples.targets > 0.5)).mean()
            assert getattr(figures, f"{part}_accuracy") == pytest.approx(right)
            assert isinstance(metrics[part], ClassMetrics)
            assert metrics[part].accuracy == pytest.approx(right)
            assert sum(map(sum, metrics[part].confusion)) == samples.targets.size


@pytest.mark.parametrize("weights", [(), (1.0, 3.0)])
def test_every_line_of_a_chain_through_steps_holds(weights):
    settings = {"loss": {"kind": "cross-entropy", "class_weights": weights}, "output": "softmax"}
    found = trace(SUMS.changed(**settings))
    for address in ("1.weight[1,2]", "2.weight[0,1]", "2.bias[0]"):
        for line in chain(found, address).lines:
            assert line.left.number == pytest.approx(line.right.number, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"reconstruct": True}, "output: each sample has one target"),
        ({"data": {"kind": "bars"}}, "layers[0]: Dense needs inputs in a row"),
        ({"data": {"kind": "bars"}, "layers": []}, "output: Dense needs inputs in a row"),
    ],
)
def test_what_does_not_fit_is_said(settings, text):
    found = [str(problem) for problem in problems(SUMS.changed(**settings))]
    assert any(each.startswith(text) for each in found)


def test_bars_to_test_on_may_be_on_the_other_side():
    bars = Experiment(data=BarImages(samples=60, noise=0.0, moved=True))
    for part, columns in (("train", slice(0, 4)), ("test", slice(4, 8))):
        images = bars.samples[part].inputs.reshape(-1, 8, 8)
        assert len(images) == 60
        assert images.sum(axis=(1, 2)).tolist() == [3.0] * 60
        assert images[:, :, columns].sum(axis=(1, 2)).tolist() == [3.0] * 60


def test_bars_lie_and_stand_everywhere():
    points = BarImages(samples=2000, noise=0.0).points()
    images = points.inputs.reshape(-1, 8, 8)
    standing = images.max(axis=1).sum(axis=1) == 1.0
    assert standing.tolist() == (points.truth == 1).tolist()
    there = images.sum(axis=0) > 0.0
    assert there[:, 1:-1].all()
    assert not there[:, [0, -1]].any()  # a kernel at the edge would meet bars there with half of its columns


def test_an_experiment_may_be_asked_for_its_own_inputs():
    experiment = Experiment(data=BarImages(samples=20), reconstruct=True)
    for part in experiment.samples.values():
        assert part.targets.tolist() == part.inputs.tolist()
    assert experiment.targets.units == 64


def test_a_sequence_is_right_only_where_every_step_is():
    targets = AtEveryStep(Classes(2))
    true = np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    outputs = np.array([[0.1, 0.8, 0.9], [0.9, 0.9, 0.9], [0.9, 0.9, 0.9]])
    assert targets.grades(true, outputs, 5).tolist() == [0, 1, 1]
    assert targets.describe(true[0], 10) == "class 1 class 2 class 2"
    names = [line.name for line in targets.statements(outputs[1], 4, 10)]
    assert names == ["step 1: predicted", "step 2: predicted", "step 3: predicted"]
