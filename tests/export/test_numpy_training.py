"""The script that trains: from the same start it makes the same steps, and arrives at the same weights."""

import numpy as np
import pytest
from bare import BareInterpreter
from drawn import experiments
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from layered import drawn_part, shipped
from scripts import well_written
from trajectories import CLASSES, IMAGES, LONG, SHORT, SUMS, cases

import playground
from playground.data.sequences.long_memory import RememberFirst
from playground.engine.layers.base import Layer
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.recurrence import Recurrence
from playground.experiment.figures import Figures
from playground.experiment.problems import problems
from playground.export import outgoing
from playground.export.code.formats import FORMATS
from playground.export.weights import TrainedNetwork
from playground.training.training import Training

TRAJECTORIES = {
    name: experiment
    for name, experiment in cases().items()
    if experiment.epochs < 200 or name.startswith("sgd ") or experiment.schedule.kind == "constant"
}
"""Every part by itself; all together are drawn."""
LAST = SUMS.changed(data=RememberFirst(samples=14, steps=6), output="sigmoid")
PLATEAU = {"kind": "reduce-on-plateau", "patience": 0, "threshold": 0.5}
TRAJECTORIES |= {
    "l-bfgs": LONG.changed(optimizer="l-bfgs", regularizer="elastic", frozen=(0, 2)),
    "l-bfgs that draws": LONG.changed(
        optimizer="l-bfgs", layers=({"kind": "dropout"}, {"kind": "batch-norm"})
    ),
    "a plateau of classes": CLASSES.changed(schedule=PLATEAU, epochs=5),
    "a plateau of sequences": LAST.changed(schedule=PLATEAU, epochs=5, layers=({"kind": "gru"},)),
    "a plateau that is watched": CLASSES.changed(
        schedule=PLATEAU, split={"validation": 0.3}, layers=({"kind": "dropout"},), epochs=5
    ),
}
STEPS = 25
"""So many are compared: after more, rounding may have been blown up."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    interpreter = BareInterpreter(tmp_path_factory.mktemp("bare"))
    yield interpreter
    interpreter.close()


def same(experiment, bare, script):
    """Whether a script arrives where the run does, to the last digits of its precision."""
    training = Training(experiment)
    epochs = max(1, min(experiment.epochs, STEPS // training.steps_per_epoch))
    training.advance(epochs * training.steps_per_epoch)
    outgoing.save(TrainedNetwork(experiment, training.network, Figures(epochs, 0)), script)
    found, _ = bare.train(script, epochs)
    ours = [
        view
        for layout in training.network.layouts
        for view in layout.views(training.network.parameters[0]).values()
    ]
    room = 1e-6 if experiment.precision == "float64" else 1e-4
    for array, expected in zip(found, ours, strict=True):
        assert array.dtype == expected.dtype
        np.testing.assert_allclose(array, expected, rtol=room, atol=room)


@pytest.mark.parametrize("name", TRAJECTORIES)
def test_every_part_trains_the_same(name, bare, tmp_path):
    same(TRAJECTORIES[name], bare, tmp_path / "w.train.numpy.py")
    assert well_written(tmp_path)


@pytest.mark.slow
def test_any_parts_together_train_the_same(bare, tmp_path):
    written = []

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(experiment=experiments(), precision=st.sampled_from(["float64", "float64", "float32"]))
    def every(experiment, precision):
        written.append(tmp_path / f"w{len(written)}.train.numpy.py")
        same(experiment.changed(precision=precision, epochs=4), bare, written[-1])

    every()
    assert well_written(tmp_path)


@pytest.mark.parametrize("base", [SHORT, IMAGES, SUMS, LAST], ids=["row", "image", "sequence", "last step"])
def test_every_layer_with_any_settings_trains_the_same(base, bare, tmp_path):
    written = []

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), seed=st.integers(0, 99))
    def every(data, seed):
        layers, shape = [], base.inputs_shape
        for _ in range(data.draw(st.integers(1, 2))):
            members = [each for each in shipped(Layer).values() if not each().misfit(shape)]
            layer = drawn_part(data.draw, data.draw(st.sampled_from(members)))
            if isinstance(layer, Recurrence):
                layer = layer.changed(truncation=data.draw(st.integers(0, 3)))
            assume(not layer.misfit(shape))
            layers.append(layer)
            shape = layer.output(shape)
        layers += [Flatten()] if len(shape) == 3 else []
        experiment = base.changed(layers=layers, seed=seed, batch_size=6, shuffle=True, epochs=3)
        assume(not problems(experiment))
        written.append(tmp_path / f"w{len(written)}.train.numpy.py")
        same(experiment, bare, written[-1])

    every()
    assert well_written(tmp_path)


@pytest.mark.parametrize("ending", [each for each, known in FORMATS.items() if known.training])
def test_a_script_may_have_batches_of_its_own(ending, bare, tmp_path):
    run = playground.train(playground.load("circle"), epochs=2)
    path = tmp_path / f"circle{ending}"
    run.save(path, same_batches=False)
    text = path.read_text()
    assert "bit_generator" not in text
    assert "default_rng(1)" in text
    if ending == ".train.numpy.py":
        assert "Loss of the first batch" in bare.run(path, name="__main__")[1]
    if not FORMATS[ending].in_cells:
        assert well_written(tmp_path)
        assert "batches of its own" in text


def test_a_script_that_goes_another_way_says_so(bare, tmp_path):
    script = tmp_path / "circle.train.numpy.py"
    playground.train(playground.load("circle"), epochs=2).save(script)
    assert "Loss of the first batch" in bare.run(script, name="__main__")[1]
    text = script.read_text()
    script.write_text(text.replace("learning_rate = 0.03\n", "learning_rate = 0.031\n"))
    with pytest.raises(RuntimeError, match="These are not the steps of the run: off by"):
        bare.run(script, name="__main__")


def test_a_step_is_named_and_hands_on_gradients():
    trained = playground.train(playground.load("spiral"), epochs=1).trained
    code = "\n".join(outgoing.preview(trained, ".train.numpy.py"))
    assert '"""Adam. Momentum and scaled steps together' in code
    assert "    return loss, gradients\n" in code
    assert "for w, g, memory in zip(parameters, gradients, memories, strict=True):" in code
