"""The same step as matrices: every line closes, and its numbers are those of the trace."""

import numpy as np
import pytest
from cases import every, fitted

from playground.data.plane.base import Blobs, Circle
from playground.data.samples import Split
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.recurrence import Recurrence
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.engine.symbolic.expressions import BlockMatrix, Matmul
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import traces
from playground.microscope import Text, chain, trace
from playground.microscope.matrices import in_matrices, whole_step
from playground.parts.part import family
from playground.training.training import Training
from tests.microscope.printing import of_matrices, printed

SMALL = Experiment(
    data=Circle(samples=20),
    split=Split(test=0.0),
    layers=(Dense(units=3), Dense(units=2)),
    precision="float64",
)
RECURRENT = [kind for kind, rule in family(Layer).items() if issubclass(rule, Recurrence)]


def traced(experiment, steps=2):
    training = Training(experiment)
    training.advance(steps)
    return trace(experiment, training.snapshot())


def closes(found, tolerance=1e-9):
    lines = [(stage.name, line) for stage in whole_step(found).stages for line in stage.lines]
    for _, line in lines:
        assert line.note.endswith(".")
        right = np.broadcast_to(line.right.number, np.shape(line.left.number))
        np.testing.assert_allclose(
            line.left.number, right, rtol=tolerance, atol=tolerance / 1e3, err_msg=line.note
        )
    return lines


def named(lines, letter, layer):
    (found,) = (
        line
        for _, line in lines
        if (line.left.letter, line.left.layer, line.left.mark) == (letter, layer, "")
    )
    return found


@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_every_line_of_every_layer_closes(part):
    closes(traced(SMALL.changed(layers=(*fitted(part), Dense(units=3)))))


@pytest.mark.parametrize("kind", RECURRENT)
@pytest.mark.parametrize("settings", [{}, {"truncation": 2}, {"bias": False}], ids=str)
@pytest.mark.usefixtures("made_up")
def test_every_moment_of_a_sequence_closes(kind, settings):
    layers = (
        {"kind": "dense", "units": 12},
        {"kind": "made-up-reshape", "to": (4, 3)},
        {"kind": kind, "outputs": "every-step"} | settings,
        {"kind": kind} | settings,
    )
    plain = {"data": Circle(samples=12), "split": Split(test=0.0), "precision": "float64", "batch_size": 4}
    found = traced(Experiment.model_validate(plain | {"layers": layers}))
    for moment in range(4):
        for line in in_matrices(chain(found, f"3.unit[{moment},0]")).lines:
            np.testing.assert_allclose(line.left.number, line.right.number, rtol=1e-9, atol=1e-12)


@every(Optimizer)
def test_every_optimizer_closes(part):
    closes(traced(SMALL.changed(optimizer=part)), 1e-8)


@every(Loss)
def test_every_loss_closes(part):
    (output, *_) = [each().kind for each in ((part.link,) if part.link else part.accepts)] or ["identity"]
    data = Blobs(samples=20, classes=2 if part.misfit(3) else 3)
    found = traced(SMALL.changed(loss=part, output=output, data=data, batch_size=4), 7)
    stages = {"loss": [], "backward": []}
    for stage, line in closes(found, 1e-8):
        stages.get(stage, []).append(line)
    for line in (*stages["loss"], stages["backward"][0]):  # from what is printed, and no function of its name
        formula, _, result = printed(Text().line(line))
        again, wanted = of_matrices(formula), of_matrices(result)
        np.testing.assert_allclose(again, wanted, rtol=5e-3, atol=5e-3 * np.abs(wanted).max())


@pytest.mark.parametrize("base", [Regularizer, Clipping])
def test_what_else_is_done_to_a_gradient_closes(base):
    for part in family(base).values():
        name = "regularizer" if base is Regularizer else "clipping"
        closes(traced(SMALL.changed(**{name: part(), "frozen": (0, 7)})))


def test_a_dense_layer_is_the_textbooks_lines():
    found = trace(presets.load("mazur"))
    lines = closes(found, 1e-6)
    gradient = named(lines, "dW", 1)
    assert isinstance(gradient.right, Matmul)
    x, slopes = gradient.right.factors
    assert (x.letter, x.mark, slopes.letter) == ("X", "transposed", "dZ")
    np.testing.assert_array_equal(gradient.left.number, found.arrays(found.gradient)["01_dense/weight"])
    after = found.arrays(found.after)
    (new,) = (
        line
        for stage, line in lines
        if stage == "update" and line.left.letter == "W" and line.left.layer == 2
    )
    np.testing.assert_array_equal(new.left.number, after["02_dense/weight"])
    assert [stage for stage, _ in lines if stage != "update"] == sorted(
        (stage for stage, _ in lines if stage != "update"), key=["forward", "loss", "backward"].index
    )


def test_a_convolution_is_patches_times_kernels_and_a_recurrent_layer_has_inputs_beside_states():
    digits = trace(presets.load("digits-convolution"))
    z = named(closes(digits, 1e-3), "Z", 1)
    product, _ = (term for term, _ in z.right.terms)
    assert product.factors[0].number.shape == (32 * 36, 9)
    assert product.factors[1].number.shape == (9, 8)
    lstm = trace(presets.load("remember-lstm"))
    gate = named(closes(lstm, 1e-3), "I", 1)
    assert any(isinstance(each, BlockMatrix) for each in gate.right.terms[0].terms[0][0].factors)


@pytest.mark.parametrize("kind", ["average-pool", "global-average-pool"])
def test_a_mean_is_a_matrix_with_bands_and_the_way_back_the_same_turned(kind):
    bars = presets.load("bars-convolution")
    layers = ({"kind": "conv2d", "filters": 2}, {"kind": kind}, *(["flatten"] * (kind == "average-pool")))
    lines = closes(traced(bars.changed(layers=layers, batch_size=4, precision="float64")))
    _, bands = named(lines, "A", 2).right.factors
    assert set(np.unique(bands.number)) <= {0.0, bands.number.max()}
    np.testing.assert_allclose(bands.number.sum(axis=0), 1.0)
    slopes, turned = named(lines, "dA", 1).right.factors
    assert (slopes.letter, turned.letter, turned.mark) == ("dA", bands.letter, "transposed")
    assert len(slopes.number) == 4 * 2


@pytest.mark.parametrize("kind", ["max-pool", "global-max-pool"])
def test_a_largest_number_is_picked_by_a_matrix_and_gets_the_slope_through_the_same_turned(kind):
    bars = presets.load("bars-convolution")
    layers = ({"kind": "conv2d", "filters": 2}, {"kind": kind}, *(["flatten"] * (kind == "max-pool")))
    lines = closes(traced(bars.changed(layers=layers, batch_size=4, precision="float64")))
    whole, one = named(lines, "A", 2), named(lines, "a", 2)
    _, picking = one.right.factors
    assert set(np.unique(picking.number)) == {0.0, 1.0}
    np.testing.assert_array_equal(picking.number.sum(axis=0), 1.0)
    np.testing.assert_array_equal(one.left.number[0], whole.left.number[0, : one.left.number.size])
    slopes, turned = named(lines, "da", 1).right.factors
    assert (slopes.letter, turned.letter, turned.mark) == ("da", picking.letter, "transposed")
    assert np.count_nonzero(named(lines, "da", 1).left.number) <= slopes.number.size


@pytest.mark.parametrize("kind", ["batch-norm", "layer-norm"])
def test_a_normalization_is_scale_and_shift_per_column(kind):
    lines = closes(traced(SMALL.changed(layers=(Dense(units=3), {"kind": kind}), batch_size=10)))
    text = Text().relations(named(lines, "A", 2))[1][0][1]
    assert "γ⁽²⁾[1×3]" in text
    assert "b⁽²⁾[1×3]" in text
    assert isinstance(named(lines, "db", 2).right, Matmul)


SPELLED = {"binary-cross-entropy": "sigmoid", "cross-entropy": "softmax", "mean-squared-error": "tanh"}


@pytest.mark.parametrize("kind", SPELLED)
@pytest.mark.parametrize("classes", [2, 3])
def test_losses_are_written_as_textbooks_do_and_hand_over_outputs_less_targets(kind, classes):
    plain = {"data": Blobs(samples=20, classes=classes), "loss": kind, "output": SPELLED[kind]}
    lines = closes(traced(SMALL.changed(**plain)), 1e-8)
    (each,) = (line for stage, line in lines if stage == "loss" and line.left.letter == "ℓ")
    text = Text().relations(each)[1][0][1]
    assert kind not in text
    assert ("ln" in text) == ("cross" in kind)
    first = next(line for stage, line in lines if stage == "backward")
    assert "A⁽³⁾" in Text().relations(first)[1][0][1]
    assert "outputs less targets" in first.note


def test_matrices_are_written_with_their_shapes_and_large_ones_at_their_edges():
    made = in_matrices(chain(trace(presets.load("xor")), "1.weight[0,0]"))
    text, latex = traces.text(made), traces.latex(made)
    assert "Z⁽¹⁾[10×4] = X[10×2] W⁽¹⁾[2×4] + b⁽¹⁾[1×4]" in text
    assert "; …; " in text
    assert r"\underset{10\times 2}{X}\,\underset{2\times 4}{W^{(1)}}" in latex
    assert r"\vdots" in latex
    assert r"\underset{2\times 10}{X^{T}}" in latex
