"""A whole step as code: a script with nothing but NumPy prints the matrices that the microscope shows."""

import re
from pathlib import Path

import numpy as np
import pytest
from bare import BareInterpreter
from cases import every
from scripts import well_written
from trajectories import CLASSES, IMAGES, SHORT, SUMS

import playground
from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.flatten import Flatten
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.experiment.problems import problems
from playground.export.matrix_code import matrix_code
from playground.microscope import Text, chain, trace
from playground.microscope.addresses import parameters
from playground.microscope.matrices import in_matrices, whole_step
from playground.parts.part import family
from playground.training.training import Training


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    interpreter = BareInterpreter(tmp_path_factory.mktemp("bare"))
    yield interpreter
    interpreter.close()


def traced(experiment, steps=3):
    training = Training(experiment)
    training.advance(steps)
    return trace(experiment, training.snapshot())


def printed(said):
    """Return what a script prints: names with the numbers below each."""
    for piece in re.split(r"^(?=\S.* =$)", said, flags=re.MULTILINE):
        if piece.strip():
            name, _, numbers = piece.partition(" =\n")
            yield name, np.array([float(each) for each in re.sub(r"[\[\]]", " ", numbers).split()])


def shows_the_same(step, bare, script):
    """Whether a script prints the lines of the step, with the same numbers."""
    code = matrix_code(step)
    script.write_text(code, encoding="utf-8")
    whole = bare.folder / "whole.py"  # NumPy itself leaves out the middle of a large array
    first = "import numpy as np\n"
    whole.write_text(code.replace(first, f"{first}np.set_printoptions(threshold=np.inf)\n"), "utf-8")
    found = list(printed(bare.said(whole)))
    lines = [line for stage in step.stages for line in stage.lines]
    assert [name for name, _ in found] == [Text().write(line.left) for line in lines]
    for (name, numbers), line in zip(found, lines, strict=True):
        expected = np.asarray(line.left.number, float).ravel()
        room = 1e-4 * np.abs(expected).max(initial=0.0) + 1e-7
        np.testing.assert_allclose(numbers, expected, rtol=2e-4, atol=room, err_msg=name)


def test_a_step_of_two_layers_is_about_thirty_statements(bare, tmp_path):
    """Mazur's example, 2-2-2: 40 lines with its numbers and the function that shows them."""
    step = whole_step(traced(playground.load("mazur"), 0))
    shows_the_same(step, bare, tmp_path / "step.py")
    code = (tmp_path / "step.py").read_text(encoding="utf-8")
    assert len(re.findall(r"^\w+ = ", code, flags=re.MULTILINE)) <= 30
    assert len(code.splitlines()) <= 42
    assert 'dZ1 = show("dZ⁽¹⁾[1×2]", dA1 * A1 * (1 - A1))' in code
    assert 'dW1 = show("dW⁽¹⁾[2×2]", X.T @ dZ1)' in code
    assert well_written(tmp_path)


def test_what_is_zero_is_not_written_number_by_number(tmp_path):
    experiment = playground.load("spiral")
    code = matrix_code(whole_step(traced(experiment, 0)))
    assert "b1 = np.zeros((1, 16))" in code
    assert ", ".join(["0.0"] * 8) not in code


@every(Optimizer)
def test_every_optimizer_is_there_line_by_line(part, bare, tmp_path):
    experiment = SHORT.changed(optimizer=part, batch_size=0 if part.whole_batches else 10)
    shows_the_same(whole_step(traced(experiment)), bare, tmp_path / "step.py")
    assert well_written(tmp_path)


def test_what_an_optimizer_remembers_is_named_after_its_parameter():
    code = matrix_code(whole_step(traced(playground.load("spiral"))))
    assert 'm_W2 = show("mₜ[16×16]", beta_1 * m_old_W2 + (1 - beta_1) * dW2)' in code
    assert "b3_new = " in code
    assert "b3 - eta * m_hat_b3 / (np.sqrt(v_hat_b3) + epsilon))" in code
    decayed = matrix_code(whole_step(traced(SHORT.changed(optimizer="adamw"))))
    assert "W1_new = " in decayed
    assert "W1_decayed - eta * m_hat_W1" in decayed


@pytest.mark.parametrize("name", ["adding-problem", "bars-convolution", "moons"])
def test_names_are_those_that_an_engineer_would_choose(name):
    code = matrix_code(whole_step(traced(playground.load(name), 1)))
    names = re.findall(r"^(\w+) = ", code, flags=re.MULTILINE)
    assert not [each for each in names if each.endswith("_") or re.search(r"__|_t_1|of_the_run\d", each)]
    assert len(set(names)) == len(names)


@every(Activation)
def test_every_activation_is_there(part, bare, tmp_path):
    base = CLASSES if not part.elementwise else SHORT
    dense = family(Layer)["dense"](units=3, activation=part)
    experiment = base.changed(layers=(dense,))
    if problems(experiment):
        pytest.skip("it stands at the end alone")
    shows_the_same(whole_step(traced(experiment)), bare, tmp_path / "step.py")
    assert well_written(tmp_path)


@every(Loss)
@pytest.mark.parametrize("output", ["sigmoid", "softmax", "tanh", "identity"])
def test_every_loss_is_there_that_fits(part, output, bare, tmp_path):
    for base in (SHORT, CLASSES):
        experiment = base.changed(loss=part, output=output)
        if not problems(experiment):
            script = tmp_path / "step.py"
            shows_the_same(whole_step(traced(experiment)), bare, script)
            assert well_written(tmp_path)


@every(Regularizer)
def test_every_regularizer_is_there(part, bare, tmp_path):
    shows_the_same(whole_step(traced(SHORT.changed(regularizer=part))), bare, tmp_path / "step.py")
    assert well_written(tmp_path)


@pytest.mark.parametrize("base", [IMAGES, SUMS], ids=["image", "sequence"])
def test_every_layer_is_there_or_what_the_run_has_found_of_it(base, bare, tmp_path):
    for kind, layer in sorted(family(Layer).items()):
        one = layer()
        if one.misfit(base.inputs_shape):
            continue
        layers = (one, Flatten()) if len(one.output(base.inputs_shape)) == 3 else (one,)
        experiment = base.changed(layers=layers)
        if not problems(experiment):
            shows_the_same(whole_step(traced(experiment)), bare, tmp_path / f"{kind.replace('-', '_')}.py")
    assert well_written(tmp_path)


def test_the_update_of_one_layer_is_that_of_its_chain(bare, tmp_path):
    found = traced(SHORT)
    made = chain(found, next(iter(parameters(found))))
    shows_the_same(in_matrices(made), bare, Path(tmp_path) / "step.py")
