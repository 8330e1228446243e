"""Traces as files and chains as texts: nothing is missing, and every digit is kept."""

import csv
import json

import numpy as np
import pytest
from cases import every
from drawn import experiments, whole
from hypothesis import given

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.normalization import BatchNorm
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.base import Optimizer
from playground.experiment.experiment import Experiment
from playground.export import traces
from playground.microscope import Rows, chain, trace
from playground.training.training import Training

SMALL = Experiment(
    data=Circle(samples=20),
    split=Split(test=0.0),
    layers=(Dense(units=3), BatchNorm(), Dropout(), Dense(units=2, bias=False)),
    optimizer=Adam(learning_rate=0.02),
    batch_size=5,
)


@pytest.fixture
def found():
    training = Training(SMALL)
    training.advance(2)
    return trace(SMALL, training.snapshot())


def as_json(found, folder):
    traces.save(found, folder / "t.json")
    return json.loads((folder / "t.json").read_text(encoding="utf-8"), parse_constant=pytest.fail)


def as_csv(found, folder):
    traces.save(found, folder / "t.csv")
    with (folder / "t.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_json_holds_every_number(found, tmp_path):
    content = as_json(found, tmp_path)
    assert (content["step"], content["epoch"], content["hypothetical"]) == (3, 1, False)
    assert content["samples"] == {"part": "train", "rows": found.rows.tolist()}
    assert content["inputs"] == found.x.tolist()
    assert content["targets"] == found.y.tolist()
    assert content["loss"]["samples"] == found.losses.tolist()
    assert content["loss"]["batch"] == found.loss
    assert content["optimizer"]["kind"] == "adam"
    assert content["clipping"] == {"kind": "none", "factor": 1.0}
    for layer, written in zip(found.layers, content["layers"], strict=True):
        assert written["name"] == layer.name
        for name, array in layer.values.items():
            stage = "backward" if name in ("da", "dz") else "forward"
            assert written[stage][name] == array.tolist()
        for name, array in layer.named(found.after).items():
            assert written["after"][name] == array.tolist()
        for name, array in layer.running(found.kept_after).items():
            assert written["kept_after"][name] == array.tolist()


def test_adams_corrected_means_are_in_it(found, tmp_path):
    for layer in as_json(found, tmp_path)["layers"]:
        if layer["kind"] == "dense":
            for name, before in layer["mean_before"].items():
                g, after = np.array(layer["clipped"][name]), np.array(layer["mean_after"][name])
                np.testing.assert_allclose(after, 0.9 * np.array(before) + 0.1 * g, rtol=1e-4, atol=1e-8)
                np.testing.assert_allclose(layer["m_hat"][name], after / (1 - 0.9**3), rtol=1e-4, atol=1e-8)
                v = np.array(layer["square_after"][name])
                np.testing.assert_allclose(layer["v_hat"][name], v / (1 - 0.999**3), rtol=1e-4, atol=1e-10)


def test_csv_holds_the_same_numbers(found, tmp_path):
    content, rows = as_json(found, tmp_path), as_csv(found, tmp_path)
    for layer in content["layers"]:
        for stage in ("forward", "backward", "before", "gradient", "v_hat", "after", "kept_after"):
            for name, expected in layer.get(stage, {}).items():
                values = [
                    float(row["value"])
                    for row in rows
                    if (row["layer"], row["stage"], row["name"]) == (layer["name"], stage, name)
                ]
                assert values == np.ravel(expected).tolist()


def test_csv_says_where_a_number_belongs(found, tmp_path):
    rows = as_csv(found, tmp_path)

    def value(stage, layer, name, **where):
        wanted = {"stage": stage, "layer": layer, "name": name, "sample": "", "input": "", "unit": ""}
        wanted |= {key: str(place) for key, place in where.items()}
        (row,) = [row for row in rows if {**row, "value": ""} == {**wanted, "value": ""}]
        return float(row["value"])

    arrays = found.arrays(found.gradient)
    assert value("gradient", "01_dense", "weight", input=1, unit=2) == arrays["01_dense/weight"][1, 2]
    assert value("gradient", "01_dense", "bias", unit=2) == arrays["01_dense/bias"][2]
    z = found.layers[0].values["z"]
    assert value("forward", "01_dense", "z", sample=found.rows[3], unit=1) == z[3, 1]
    assert value("forward", "02_batch-norm", "mean", unit=0) == found.layers[1].values["mean"][0, 0]
    assert value("loss", "", "loss", sample=found.rows[0]) == found.losses[0]
    assert value("loss", "", "batch") == found.loss


@every(Optimizer)
def test_what_optimizers_remember_is_in_it(part, tmp_path):
    content = as_json(trace(whole(SMALL.changed(layers=(), optimizer=part))), tmp_path)
    names = {*part.start(np.zeros((1, 3)))}
    layer, optimizer = content["layers"][0], content["optimizer"]
    for when in ("before", "after"):
        own = {name for name in names if f"{name}_{when}" in layer}
        assert own | {*optimizer[f"remembered_{when}"]} == names


@given(experiment=experiments())
def test_any_trace_can_be_written(experiment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("traces")
    found = trace(experiment, chosen=Rows((0, 1, 2)))
    assert as_json(found, folder)["hypothetical"]
    assert as_csv(found, folder)


def test_numbers_beyond_all_bounds_are_null(tmp_path):
    training = Training(SMALL)
    training.network.parameters[...] = np.inf
    assert as_json(trace(SMALL, training.snapshot()), tmp_path)["loss"]["batch"] is None


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_an_old_file_stays_until_the_new_one_is_whole(ending, found, tmp_path, monkeypatch):
    path = tmp_path / f"t{ending}"
    path.write_text("old")

    def broken(trace, layer):
        raise OSError("disk full")

    monkeypatch.setattr(traces, "numbers", broken)
    with pytest.raises(OSError, match="disk full"):
        traces.save(found, path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused():
    assert traces.check("a.JSON", ".json").name == "a.JSON"
    with pytest.raises(ValueError, match=r"a\.txt: this must end with \.csv"):
        traces.check("a.txt", ".csv")


def test_a_chain_as_text_has_a_note_for_every_line(found):
    made = chain(found, "1.weight[0,0]")
    rows = traces.text(made).splitlines()
    assert rows[0] == made.title
    for stage in made.stages:
        assert stage.name.capitalize() in rows
    assert [row.strip() for row in rows if row.endswith(".")] == [line.note for line in made.lines]
    signs = [row.index("=") for row in rows if row.startswith("  ") and " = " in row]
    assert len(signs) >= len(made.lines)


def test_a_chain_as_latex_is_whole(found):
    text = traces.latex(chain(found, "1.weight[0,0]"))
    assert text.isascii()
    stages = chain(found, "1.weight[0,0]").stages
    assert text.count(r"\begin{align*}") == text.count(r"\end{align*}") == len(stages)
    for block in text.split(r"\begin{align*}")[1:]:
        rows = block.split(r"\end{align*}")[0].strip().split("\\\\\n")
        assert all(row.count("&") == 1 for row in rows)
