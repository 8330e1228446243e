"""What a file of a network says of data that are lost: enough to see it, and to take it elsewhere."""

import json
import runpy
import shutil
from dataclasses import replace

import numpy as np
import pytest
from lost_data import KINDS, in_files

import playground
from playground.cli.commands import main
from playground.data.sequences.series import Series
from playground.data.shaped_outline import ShapedOutline
from playground.data.tables.table_outline import TableOutline
from playground.experiment import presets
from playground.experiment.fitting import with_reconstruction
from playground.experiment.presets import BadPreset
from playground.experiment.problems import blocking_problems, problems
from playground.export import outgoing, trained_files, weights
from playground.export.onnx.model import RawInputs
from playground.export.pictures import DRAWINGS
from playground.export.runs import SUFFIX, BadRun

EPOCHS = 2


@pytest.fixture
def lost(tmp_path):
    """Return a function that trains on data in a file, saves what was trained, and loses the file."""

    def lose(kind, ending):
        path, experiment = KINDS[kind](tmp_path)
        run = playground.train(experiment, epochs=EPOCHS)
        raw = RawInputs.of(experiment, run.network)
        known = experiment.targets, raw, raw.told(experiment), experiment.inputs_shape
        saved = tmp_path / f"w{ending}"
        run.save(saved)
        path.rename(tmp_path / f"moved{path.suffix}")
        return run, known, saved

    return lose


def test_data_of_every_kind_in_a_file_are_lost_here(tmp_path):
    kinds = set()
    for name, written in KINDS.items():
        folder = tmp_path / name
        folder.mkdir()
        _, experiment = written(folder)
        assert not problems(experiment)
        kinds.add(experiment.data.kind)
    assert kinds == in_files()


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_without_its_data_is_the_same(lost, kind, ending):
    run, (targets, raw, told, shape), saved = lost(kind, ending)
    with pytest.raises(presets.LostData):
        trained_files.read(saved)
    found = trained_files.without_data(saved, playground.load("circle"))
    bare, network = found.experiment, found.experiment.network()
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    assert bare.data.absent
    assert not blocking_problems(bare)
    assert [each.path for each in problems(bare)] == ["data.path"]
    assert (len(bare.points), bare.inputs_shape, bare.targets) == (0, shape, targets)
    again = RawInputs.of(bare, network)
    assert (again.shape, again.inputs, again.scale) == (raw.shape, raw.inputs, raw.scale)
    assert again.answers == raw.answers
    assert again.told(bare) == told


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
def test_python_and_the_command_line_need_no_data_for_a_network(lost, tmp_path, monkeypatch, capsys, ending):
    run, _, saved = lost("two columns", ending)
    monkeypatch.chdir(tmp_path)
    found = playground.load_network(saved)
    assert np.array_equal(found.network.parameters, run.network.parameters)
    table = {"x": [1.0, 2.0], "y": [3.0, 0.0]}
    here = found.predict_table(table)
    (tmp_path / "moved.csv").rename(tmp_path / "mine.csv")
    there = run.predict(table)
    (tmp_path / "mine.csv").rename(tmp_path / "moved.csv")
    assert there.keys() == here.keys()
    assert all(np.array_equal(there[name], here[name]) for name in there)
    assert main(["info", saved.name]) == 0
    said = capsys.readouterr().out
    assert "mine.csv is not there" in said
    assert main(["predict", saved.name, "moved.csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 61


@pytest.mark.parametrize("ending", weights.FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_without_data_opens_so_again(lost, tmp_path, kind, ending):
    run, (targets, *_), saved = lost(kind, ending)
    here = playground.load("circle")
    bare = trained_files.without_data(saved, here)
    again = tmp_path / f"again{ending}"
    weights.save(weights.TrainedNetwork.at(bare.experiment, bare.snapshots[-1], bare.rows), again)
    found = trained_files.without_data(again, here)
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    assert found.experiment == bare.experiment
    assert found.experiment.targets == targets


def test_what_earlier_versions_said_of_a_table_is_understood(lost, tmp_path):
    run, _, saved = lost("two columns", ".json")
    plain = json.loads(saved.read_text())
    known = json.loads(plain.pop("data")) if isinstance(plain["data"], str) else plain.pop("data")
    plain["table"] = {name: each for name, each in known.items() if name not in ("units", "decimal")}
    saved.write_text(json.dumps(plain))
    found = trained_files.without_data(saved, playground.load("circle"))
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    (tmp_path / "moved.csv").rename(tmp_path / "mine.csv")
    assert not trained_files.read(saved).data_changed


@pytest.mark.parametrize("kind", KINDS)
def test_an_outline_that_is_wrong_is_refused(lost, kind):
    _, _, saved = lost(kind, ".json")
    plain = json.loads(saved.read_text())
    known = plain["data"]
    elsewhere = {**known, "every_step": not known.get("every_step", False)}
    others = [{}, [], "x", 5, {**known, "classes": ["a"]}]
    others += [] if "given back" in kind else [elsewhere]
    if "shape" in known:
        others.append({**known, "shape": [each + 1 for each in known["shape"]], "symbols": []})
    for other in others:
        saved.write_text(json.dumps({**plain, "data": other}))
        with pytest.raises(weights.BadWeights, match="does not say rightly what its data are like"):
            weights.read(saved)


IMAGE = {"shape": [1, 8, 8], "symbols": [], "seen": [], "scale": [0.0, 1.0], "largest": 1.0}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"shape": [1, 1000, 1000]}, "not a shape"),
        ({"classes": [*map(str, range(65))]}, "not classes"),
        ({"largest": float("nan")}, "NaN is not a number"),
    ],
    ids=["a million pixels", "65 classes", "not a number"],
)
def test_what_no_images_can_be_like_is_not_believed(other, said):
    known = {**IMAGE, "classes": ["a", "b"]}
    assert ShapedOutline.recalled(json.dumps(known)).shape == (1, 8, 8)
    with pytest.raises(ValueError, match=said):
        ShapedOutline.recalled(json.dumps({**known, **other}))


def test_a_table_of_more_inputs_than_any_has_is_not_believed():
    def told(count):
        columns = [{"kind": "numbers", "column": f"c{i}"} for i in range(count)]
        scaling = {"usual": [None] * count, "shift": [0.0] * count, "unit": [1.0] * count}
        return json.dumps({"columns": columns, **scaling, "targets": ["kind"], "classes": ["a", "b"]})

    assert len(TableOutline.recalled(told(30)).preparation.names) == 30
    with pytest.raises(ValueError, match="more inputs than a table can have"):
        TableOutline.recalled(told(4097))


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
@pytest.mark.parametrize("kind", ["values", "column given back", "series", "text"])
def test_a_network_is_taken_elsewhere_as_it_was_trained_whatever_its_file_says_by_now(tmp_path, kind, ending):
    path, experiment = KINDS[kind](tmp_path)
    experiment = experiment.changed(data=experiment.data.changed(checksum=""))
    run = playground.train(experiment, epochs=EPOCHS)
    known = meaning_of(run.trained)
    run.save(tmp_path / f"w{ending}")
    run.save(tmp_path / "then.numpy.py")
    path.write_text(path.read_text().replace("1", "7").replace("c", "z"))
    found = playground.load_network(tmp_path / f"w{ending}")
    assert not found.experiment.data.absent
    assert meaning_of(found) == known
    assert meaning_of(replace(found, outline=None)) != known
    if kind != "text" or ending != SUFFIX:
        assert trained_files.read(tmp_path / f"w{ending}").data_changed
    outgoing.save(found, tmp_path / "now.numpy.py")
    then, now = (runpy.run_path(tmp_path / f"{name}.numpy.py")["predict"] for name in ("then", "now"))
    samples = {"x": [1.0, 2.0]} if experiment.data.kind == "table" else np.ones((2, *experiment.inputs_shape))
    assert np.allclose(then(samples), now(samples))


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_is_seen_where_its_data_are_others_by_their_checksum(tmp_path, kind, ending):
    path, experiment = KINDS[kind](tmp_path)
    data = experiment.data
    run = playground.train(experiment.changed(data=data.changed(checksum=data.checksum_of(path))), epochs=1)
    run.save(tmp_path / f"w{ending}")
    change(path)
    with pytest.raises(presets.LostData, match=f"which has changed since it was {data.came}"):
        trained_files.read(tmp_path / f"w{ending}")
    found = trained_files.without_data(tmp_path / f"w{ending}", playground.load("circle"))
    assert found.experiment.data.absent
    assert not blocking_problems(found.experiment)
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)


def change(path):
    """Change what is in a file, or in a folder of images."""
    if not path.is_dir():
        path.write_bytes(path.read_bytes() + b"\n")
        return
    (part, *_) = (each for each in sorted(path.iterdir()) if each.is_dir())
    (image, *_) = sorted(part.iterdir())
    shutil.copy(image, part / "another.png")


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
@pytest.mark.parametrize("kind", KINDS)
def test_data_that_have_not_changed_are_not_said_to_have(lost, tmp_path, kind, ending):
    _, _, saved = lost(kind, ending)
    assert not trained_files.without_data(saved, playground.load("circle")).data_changed
    (moved,) = tmp_path.glob("moved.*")
    moved.rename(tmp_path / f"mine{moved.suffix}")
    found = trained_files.read(saved)
    assert found.outline is not None
    assert not found.data_changed


def test_a_series_that_has_grown_is_said_to_have_changed(tmp_path, monkeypatch, capsys):
    path, experiment = KINDS["series"](tmp_path)
    playground.train(experiment, epochs=EPOCHS).save(tmp_path / "w.npz")
    monkeypatch.chdir(tmp_path)
    words = ["train", "--resume", "w.npz", "--epochs", str(EPOCHS + 1), "--quiet"]
    assert main(words) == 0
    assert capsys.readouterr().err == ""
    path.write_text(path.read_text() + "\n900.0" * 9)
    assert main(words) == 0
    text = "w.npz: its data have changed since it was trained, and so has what its numbers mean\n"
    assert capsys.readouterr().err == text


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
def test_a_text_of_other_letters_asks_for_another_network(tmp_path, ending):
    path, experiment = KINDS["text"](tmp_path)
    saved = tmp_path / f"w{ending}"
    playground.train(experiment, epochs=EPOCHS).save(saved)
    path.write_text(path.read_text() + "quick zebras jump\n")
    with pytest.raises((BadPreset, BadRun), match="its data ask for"):
        trained_files.read(saved)


def meaning_of(trained):
    """Return what other programs are told of what goes in and comes out."""
    experiment, outline = trained.experiment, trained.outline
    raw = RawInputs.of(experiment, trained.network, outline)
    return raw.scale, raw.answers, raw.told(experiment, outline)


def test_data_of_another_kind_take_over_a_file_and_not_what_was_known_of_it(lost):
    _, _, saved = lost("images", ".npz")
    data = trained_files.without_data(saved, playground.load("circle")).experiment.data
    series = Series.taking_over(data)
    assert (series.path, series.outline, series.absent) == (data.path, "", False)


@pytest.mark.parametrize("kind", ["images", "series", "many columns"])
def test_without_data_the_loss_is_one_that_fits_what_is_given_back(lost, kind):
    _, _, saved = lost(kind, ".npz")
    bare = trained_files.without_data(saved, playground.load("circle")).experiment
    changed = with_reconstruction(bare, True)
    assert changed.reconstruct
    assert not blocking_problems(changed)


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_a_report_is_told_where_the_data_are(lost, tmp_path, monkeypatch, capsys, ending):
    _, _, saved = lost("images", ending)
    monkeypatch.chdir(tmp_path)
    assert main(["report", saved.name]) == 2
    assert capsys.readouterr().err.endswith("mine.npz, which is not there\n--data says where they are now\n")
    assert main(["report", saved.name, "--data", "moved.npz"]) == 0
    assert (tmp_path / "w.html").stat().st_size > 10_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_whose_data_are_lost_after_the_training_is_saved_as_it_was(tmp_path, kind):
    path, experiment = KINDS[kind](tmp_path)
    run = playground.train(experiment, epochs=EPOCHS)
    known = meaning_of(run.trained)
    path.unlink()
    for ending in (SUFFIX, ".npz"):
        run.save(tmp_path / f"w{ending}")
        found = playground.load_network(tmp_path / f"w{ending}")
        assert np.array_equal(found.network.parameters, run.network.parameters)
        assert meaning_of(found) == known
    for told in (run.write_report, run.write_events):
        with pytest.raises(ValueError, match="Its data are not here"):
            told(tmp_path / "told.html")
    with pytest.raises(ValueError, match="Its data are not here"):
        _ = run.succeeded
    with pytest.raises(ValueError, match="Its data are not here"):
        _ = run.findings


@pytest.mark.parametrize("kind", ["two columns", "images", "series", "images given back"])
def test_what_is_drawn_of_samples_is_not_drawn_of_lost_ones(tmp_path, kind):
    path, experiment = KINDS[kind](tmp_path)
    run = playground.train(experiment, epochs=EPOCHS)
    path.unlink()
    run.save_plot(tmp_path / "usual.png")
    usual = (tmp_path / "usual.png").read_bytes()
    for drawing in (each for each in DRAWINGS if each.suits(experiment) and each.of_samples):
        run.save_plot(tmp_path / f"{drawing.name}.png")
        assert (tmp_path / f"{drawing.name}.png").read_bytes() == usual


def test_info_tells_of_the_network_of_a_preset_without_data(lost, tmp_path, monkeypatch, capsys):
    run, _, saved = lost("images", ".npz")
    bare = trained_files.without_data(saved, playground.load("circle")).experiment
    presets.save(bare, tmp_path / "p.json")
    monkeypatch.chdir(tmp_path)
    assert main(["info", "p.json", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["parameters"] == run.network.parameters.size
    assert found["problems"] == ["data.path: mine.npz is not there; choose it to go on training"]
    assert main(["check", "p.json"]) == 2
    assert "mine.npz is not there" in capsys.readouterr().err
