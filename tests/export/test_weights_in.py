"""Weights come back: from every format the same numbers, and from there training goes on."""

import json

import numpy as np
import pytest
from cases import main
from drawn import experiments
from foreign import from_pytorch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import playground
from playground.data.tables.importing import from_file
from playground.experiment.experiment import Experiment
from playground.export import trained_files, weights
from playground.export.kinds import FileKind, kind_of
from playground.export.weights import BadWeights, TrainedNetwork, npz, safetensors_file
from playground.training.training import Training

WRITERS = {".npz": npz.write, ".safetensors": safetensors_file.write}
EVERY_FORMAT = pytest.mark.parametrize("ending", weights.FORMATS)
SMALL = playground.load("circle").changed(data={"kind": "circle", "samples": 40})


@EVERY_FORMAT
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(experiment=experiments(), epochs=st.integers(0, 2))
def test_every_format_brings_back_the_same_bits(ending, tmp_path, experiment, epochs):
    if ending == ".onnx":  # whose numbers are all in single precision
        experiment = experiment.changed(precision="float32")
    run = playground.train(experiment, epochs=epochs)
    path = tmp_path / f"w{ending}"
    run.save(path)
    back = playground.load_network(path)
    assert back.experiment == run.experiment
    assert back.figures == run.figures
    assert back.network.architecture == run.network.architecture
    assert back.network.parameters.dtype == run.network.parameters.dtype
    assert np.array_equal(back.network.parameters, run.network.parameters)
    assert np.array_equal(back.network.state, run.network.state)
    inputs = run.experiment.samples["train"].inputs
    assert np.array_equal(back.predict(inputs), run.network.predict(inputs), equal_nan=True)


@EVERY_FORMAT
def test_from_weights_alone_training_goes_on_where_it_stood(ending, tmp_path):
    path = tmp_path / f"w{ending}"
    run = playground.train(SMALL, epochs=3)
    run.save(path)
    saved = trained_files.read(path)
    assert saved.rows == (run.figures,)
    assert saved.snapshots[-1].epochs == 3
    further = playground.library.go_on(saved, epochs=5)
    assert [row.epoch for row in further.history] == [3, 4, 5]
    assert further.figures.train_loss < run.figures.train_loss


@EVERY_FORMAT
def test_a_file_predicts_without_the_data_that_it_was_trained_on(ending, tmp_path):
    (tmp_path / "mine.csv").write_text("a,b,kind\n" + "".join(f"{i},{i % 3},{i % 2}\n" for i in range(20)))
    data, _ = from_file(tmp_path / "mine.csv", lambda share: True)
    run = playground.train(Experiment().changed(data=data), epochs=1)
    run.save(tmp_path / f"w{ending}")
    here = trained_files.read(tmp_path / f"w{ending}").experiment.samples["train"].inputs
    (tmp_path / "mine.csv").unlink()
    back = playground.load_network(tmp_path / f"w{ending}")
    assert np.array_equal(back.predict(here), run.network.predict(here))
    with pytest.raises(playground.experiment.presets.BadPreset, match=r"mine\.csv"):
        trained_files.read(tmp_path / f"w{ending}")


def without(arrays):
    return dict(list(arrays.items())[1:])


def with_another(arrays):
    return arrays | {"04_dense/weight": np.zeros((2, 2))}


def with_endless(arrays):
    return arrays | {"01_dense/bias": np.array([1.0, np.inf, 0.0, 0.0])}


def with_vast(arrays):
    return arrays | {"01_dense/bias": np.array([1.0, 1e300, 0.0, 0.0])}


def too_few(arrays):
    return {name: array for name, array in arrays.items() if name.startswith("01")}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without, '"01_dense/weight" is missing'),
        (with_another, 'the network has no "04_dense/weight"'),
        (with_endless, '"01_dense/bias" has a number that is not finite'),
        (with_vast, "it has numbers that are too large for float32"),
        (too_few, '"02_dense/weight", "02_dense/bias", "03_dense/weight", "03_dense/bias" are missing'),
    ],
)
def test_arrays_that_are_not_those_of_the_network_are_refused(ending, change, said, tmp_path):
    trained = TrainedNetwork(SMALL, Training(SMALL).network)
    contents = trained.contents()
    path = tmp_path / f"w{ending}"
    with path.open("wb") as file:
        WRITERS[ending](weights.Contents(change(dict(contents.arrays)), contents.texts), file)
    with pytest.raises(BadWeights) as error:
        weights.read(path)
    assert str(error.value) == f"w{ending}: {said}"


def test_weights_and_presets_share_an_ending_and_are_told_apart(tmp_path):
    run = playground.train(SMALL, epochs=1)
    run.save(tmp_path / "weights.json")
    playground.experiment.presets.save(SMALL, tmp_path / "preset.json")
    np.savez(tmp_path / "table.npz", X=np.zeros((9, 2)), y=np.zeros(9), weight=np.zeros(9))
    run.save(tmp_path / "weights.npz")
    (tmp_path / "gone.json").write_text(json.dumps({"01_dense/weight": [[0.0]]}))
    found = {path.name for path in tmp_path.iterdir() if trained_files.holds_training(path)}
    assert found == {"weights.json", "weights.npz", "gone.json"}


def test_weights_under_pytorchs_names_may_be_turned(tmp_path):
    experiment = playground.load("circle")
    arrays = from_pytorch(experiment.network())
    np.savez(tmp_path / "theirs.npz", **arrays)
    np.savez(tmp_path / "turned.npz", **{name: array.T for name, array in arrays.items()})
    found, again = (
        playground.load_network(tmp_path / f"{name}.npz", experiment) for name in ("theirs", "turned")
    )
    assert found.network.parameters.any()
    assert np.array_equal(found.network.parameters, again.network.parameters)
    np.savez(tmp_path / "other.npz", **(arrays | {"0.weight": np.ones((3, 7))}))
    with pytest.raises(BadWeights, match=r'"0\.weight" is 3 × 7; the network needs 4 × 2'):
        playground.load_network(tmp_path / "other.npz", experiment)


@pytest.mark.parametrize("beginning", ["", "fc"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_square_weight_is_turned_with_the_others(beginning, turned, tmp_path):
    experiment = playground.load("circle").changed(layers=({"kind": "dense", "units": 5},) * 3)
    arrays = from_pytorch(experiment.network())
    theirs = {f"{beginning}{name}": array.T if turned else array for name, array in arrays.items()}
    np.savez(tmp_path / "theirs.npz", **theirs)
    found = playground.load_network(tmp_path / "theirs.npz", experiment).network
    for values, (name, array) in zip(found.arrays().values(), arrays.items(), strict=True):
        np.testing.assert_array_equal(values, array.T, err_msg=name)


@pytest.mark.parametrize("ending", [".numpy.py", ".torch.ipynb", ".train.keras.py"])
def test_arrays_of_a_script_are_said_to_be_its_own(ending, tmp_path, capsys):
    run = playground.train(playground.load("digits-convolution"), epochs=0)
    script = tmp_path / f"mine{ending}"
    run.save(script)
    arrays = script.with_suffix(".npz")
    assert kind_of(arrays) is FileKind.WEIGHTS
    for otherwise in (None, run.experiment):
        with pytest.raises(BadWeights, match=f'its arrays belong to "{script.name}": export the network as'):
            playground.load_network(arrays, otherwise)
    assert main(["info", str(arrays)]) == 2
    assert capsys.readouterr().err.count("its arrays belong to") == 1
    script.unlink()  # what is in it says the same
    with pytest.raises(BadWeights, match=f'its arrays belong to "{script.stem}.py"'):
        playground.load_network(arrays)


def test_a_table_beside_a_script_of_somebodys_own_is_a_table(tmp_path):
    np.savez(tmp_path / "mine.npz", a=np.arange(9.0), b=np.arange(9.0))
    (tmp_path / "mine.py").write_text('stored = dict(np.load("mine.npz"))\n')
    assert kind_of(tmp_path / "mine.npz") is FileKind.TABLE
