"""A step as code: a script with nothing but NumPy prints the numbers that the microscope shows."""

import math
import random
from itertools import pairwise

import pytest
from bare import BareInterpreter
from cases import every
from drawn import experiments
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import drawn_part, shipped
from scripts import well_written
from trajectories import CLASSES, IMAGES, SHORT, SUMS

import playground
from playground.engine.layers.base import Layer
from playground.engine.layers.flatten import Flatten
from playground.engine.optimizers.base import Optimizer
from playground.engine.symbolic.expressions import Chained
from playground.experiment.problems import problems
from playground.export.step_code import step_code
from playground.microscope import Text, chain, trace
from playground.microscope.addresses import parameters
from playground.training.training import Training


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    interpreter = BareInterpreter(tmp_path_factory.mktemp("bare"))
    yield interpreter
    interpreter.close()


def shows_the_same(experiment, where, bare, script, steps=3):
    """Whether a script prints the lines of the microscope, with the same numbers."""
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    made = chain(found, where(found))
    script.write_text(step_code(made), encoding="utf-8")
    shown = [row.rpartition(" = ") for row in bare.said(script).splitlines()]
    expected = [(Text().write(line.left), float(line.left.number)) for line in made.lines]
    # A path in derivatives and by its formulas is one statement.
    chained = [isinstance(line.right, Chained) for line in made.lines]
    again = [one[0] == other[0] for one, other in pairwise([*expected, ("", 0.0)])]
    lines = [each for each, path, same in zip(expected, chained, again, strict=True) if not (path and same)]
    assert [label for label, _, _ in shown] == [label for label, _ in lines]
    room = 6e-6 if experiment.precision == "float64" else 2e-4
    for (label, _, number), (_, value) in zip(shown, lines, strict=True):
        assert math.isclose(float(number), value, rel_tol=room, abs_tol=1e-9), (label, number, value)


def test_a_small_step_is_short(tmp_path):
    """The default network, 2-4-2-1: what is beside the chain stands in arrays."""
    experiment = playground.load("circle")
    training = Training(experiment)
    training.advance(3)
    found = trace(experiment, training.snapshot())
    code = step_code(chain(found, next(iter(parameters(found)))))
    statements = [line for line in code.splitlines() if " = " in line and "{" not in line]
    assert len(statements) < 45
    assert "w2_1_1 * a1_1 + w2_i_1 @ a1_i" in code


def test_what_an_optimizer_remembers_has_plain_names():
    experiment = playground.load("adding-problem")
    training = Training(experiment)
    training.advance(1)
    found = trace(experiment, training.snapshot())
    code = step_code(chain(found, next(iter(parameters(found)))))
    assert 'm = line("mₜ", beta_1 * m_old + (1 - beta_1) * ' in code
    assert 'm_hat = line("m̂", m / (1 - beta_1**t))' in code
    assert "c / (norm_g + 1e-06)" in code


def any_weight(seed):
    return lambda found: random.Random(seed).choice(list(parameters(found)))


@every(Optimizer)
def test_every_optimizer_is_there_line_by_line(part, bare, tmp_path):
    experiment = SHORT.changed(optimizer=part, batch_size=0 if part.whole_batches else 10)
    shows_the_same(experiment, any_weight(1), bare, tmp_path / "step.py")
    assert well_written(tmp_path)


@pytest.mark.parametrize("base", [SHORT, CLASSES, IMAGES, SUMS], ids=["row", "class", "image", "sequence"])
def test_every_layer_is_there_line_by_line(base, bare, tmp_path):
    written = []

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), seed=st.integers(0, 99))
    def one(data, seed):
        members = [
            each for kind, each in sorted(shipped(Layer).items()) if not each().misfit(base.inputs_shape)
        ]
        layer = drawn_part(data.draw, data.draw(st.sampled_from(members)))
        layers = (layer, Flatten()) if len(layer.output(base.inputs_shape)) == 3 else (layer,)
        experiment = base.changed(layers=layers)
        if problems(experiment) or not experiment.size:
            return
        script = tmp_path / f"step{len(written)}.py"
        written.append(script)
        shows_the_same(experiment, any_weight(seed), bare, script)

    one()
    assert well_written(tmp_path)


def test_any_experiment_is_there_line_by_line(bare, tmp_path):
    written = []

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(experiment=experiments(), seed=st.integers(0, 99))
    def one(experiment, seed):
        script = tmp_path / f"step{len(written)}.py"
        written.append(script)
        shows_the_same(experiment.changed(precision="float64"), any_weight(seed), bare, script)

    one()
    assert well_written(tmp_path)
