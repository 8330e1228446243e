"""Runs as files: everything comes back, and what is no run is refused in one line."""

import contextlib
import io
import json
import tracemalloc
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import playground
from playground.data.tables.importing import from_file
from playground.engine.optimizers.base import Optimizer
from playground.experiment.presets import LostData
from playground.export.runs import BadRun, SavedRun, read, save
from playground.files.reading import Cancelled
from playground.parts.part import family
from playground.training.checkpoints import Timeline
from playground.training.marks import Mark
from playground.training.training import Training
from playground.worker.frames import Look
from playground.worker.messages import Load, Revise, Seek, Step
from playground.worker.requests.snapshots import AllSnapshots, ShownSnapshot
from playground.worker.session import Session
from tests.looking import asked

SMALL = playground.load("circle").changed(data={"kind": "circle", "samples": 40})


def trained(experiment, epochs=5):
    training = Training(experiment)
    training.keep_snapshots(Timeline())
    for _ in range(epochs):
        training.epoch()
    training.advance(1)
    history = training.history
    kept = (*training.timeline.snapshots, training.snapshot())
    return training, SavedRun(experiment, tuple(history.rows), history.stride, kept)


@pytest.mark.parametrize("kind", family(Optimizer))
def test_a_run_comes_back_and_goes_on_exactly(tmp_path, kind):
    batch_size = 0 if family(Optimizer)[kind].whole_batches else 7
    experiment = SMALL.changed(
        optimizer=kind,
        batch_size=batch_size,
        stop=({"kind": "patience"},),
        layers=({"kind": "dense"}, {"kind": "batch-norm"}, {"kind": "dropout"}),
    )
    training, run = trained(experiment)
    path = tmp_path / "mine.run"
    save(run, path)
    back = read(path)
    assert back.experiment == experiment
    assert back.rows == run.rows
    again = Training(back.experiment)
    again.restore(back.snapshots[-1])
    for one in (training, again):
        one.advance(20)
    assert np.array_equal(again.network.parameters, training.network.parameters)
    assert np.array_equal(again.network.state, training.network.state)


def test_the_worker_goes_on_with_a_run_and_its_past(tmp_path):
    training, run = trained(SMALL)
    save(run, tmp_path / "mine.run")
    back, session = read(tmp_path / "mine.run"), Session()
    session.handle(Load(back.experiment, back.snapshots[-1], back.rows, back.stride, back.snapshots[:-1]))
    assert len(asked(session, AllSnapshots())) == len(run.snapshots)
    session.handle(Seek(2))
    assert session.handle(Look()).frame.figures.epoch == 2
    session.handle(Step(whole_epoch=True))
    training.epoch()
    snapshot = asked(session, ShownSnapshot())
    assert np.array_equal(snapshot.parameters, training.network.parameters)


def test_a_run_that_is_saved_while_an_earlier_moment_is_shown_is_where_it_was(tmp_path):
    session = Session()
    session.handle(Load(SMALL))
    for _ in range(5):
        session.handle(Step(whole_epoch=True))
    session.handle(Seek(2))
    report = session.handle(Look((AllSnapshots(),)))
    snapshots = report.frame.answer(AllSnapshots())
    save(SavedRun(SMALL, report.history.rows, report.history.stride, snapshots), tmp_path / "mine.run")
    assert [snapshot.epochs for snapshot in read(tmp_path / "mine.run").snapshots] == [0, 1, 2, 3, 4, 5, 5]


def test_a_run_finds_its_table_where_both_were_moved(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    rows = [f"{i / 9},{i % 3},{i % 2}" for i in range(40)]
    (here / "mine.csv").write_text("\n".join(["a,b,told", *rows]))
    table, _ = from_file(here / "mine.csv", lambda share: True)
    _, run = trained(playground.load("circle").changed(data=table))
    save(run, here / "mine.run")
    here.rename(there)
    back = read(there / "mine.run")
    assert back.experiment.data.path == str(there / "mine.csv")
    (there / "mine.csv").unlink()
    with pytest.raises(LostData, match=r"mine\.csv"):
        read(there / "mine.run")


def test_a_run_keeps_the_last_of_its_marks(tmp_path):
    noted = tuple(Mark(epoch, f"change {epoch}", lasts=epoch % 2 > 0) for epoch in range(20))
    save(replace(trained(SMALL)[1], marks=noted), tmp_path / "mine.run")
    assert read(tmp_path / "mine.run").marks == noted[-12:]


def test_snapshots_that_go_back_in_time_within_an_epoch_are_refused(tmp_path):
    _, run = trained(SMALL)
    *earlier, end, later = run.snapshots
    assert (end.epochs, end.steps) == (later.epochs, later.steps - 1)
    save(replace(run, snapshots=(*earlier, later, end)), tmp_path / "bad.run")
    with pytest.raises(BadRun, match="its snapshots are not in order"):
        read(tmp_path / "bad.run")


def test_a_position_behind_the_last_sample_is_refused(tmp_path):
    _, run = trained(SMALL)
    *earlier, last = run.snapshots
    for position in (last.order.shape[-1], last.order.shape[-1] + 1):
        save(replace(run, snapshots=(*earlier, replace(last, position=position))), tmp_path / "bad.run")
        with pytest.raises(BadRun, match="its position is beyond its last sample"):
            read(tmp_path / "bad.run")


def entries(run, tmp_path):
    save(run, tmp_path / "whole.run")
    with zipfile.ZipFile(tmp_path / "whole.run") as file:
        return {name: file.read(name) for name in file.namelist()}


def array(value):
    data = io.BytesIO()
    np.lib.format.write_array(data, np.asarray(value), allow_pickle=True)
    return data.getvalue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"preset.json": b"{"},
        {"preset.json": b"[]"},
        {"run.json": b"{}"},
        {"run.json": b"not json"},
        {"run.json": b'{"stride": 1, "generators": []}'},
        {"parameters.npy": array(np.zeros((7, 1, 3), np.float32))},
        {"parameters.npy": b"no array"},
        {"parameters.npy": array(np.array([print, len], object))},
        {"counts.npy": array(np.zeros((0, 4), np.int64))},
        {"counts.npy": array(np.array([["a", "b", "c", "d"]]))},
        {"order.npy": array(np.zeros((7, 1, 20), np.int64))},
        {"history.npy": array(np.zeros((3, 2)))},
        {"kept.npy": None},
    ],
    ids=str,
)
def test_what_is_no_whole_run_is_refused_in_one_line(tmp_path, wrong):
    found = {name: data for name, data in (entries(trained(SMALL)[1], tmp_path) | wrong).items() if data}
    path = tmp_path / "broken.run"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in found.items():
            file.writestr(name, data)
    with pytest.raises(BadRun, match=r"^broken\.run: ") as error:
        read(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_an_ordinary_one_are_no_runs(tmp_path):
    (tmp_path / "text.run").write_text("hello", encoding="utf-8")
    for name in ("text.run", "missing.run"):
        with pytest.raises(BadRun, match=name):
            read(tmp_path / name)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read(tmp_path, data):
    path = tmp_path / "run.run"
    if not path.exists():
        save(trained(SMALL, 2)[1], path)
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    bad = tmp_path / "bad.run"
    bad.write_bytes(damaged[: data.draw(st.integers(1, len(whole)))])
    with contextlib.suppress(BadRun):
        read(bad)


def packed(found, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(name, data)
    return path


def about(tmp_path, **settings):
    return json.dumps(json.loads(entries(trained(SMALL)[1], tmp_path)["run.json"]) | settings).encode()


@pytest.mark.parametrize("stride", [0, -1, 1.5, True, None, "1", 10**400, [1]])
def test_a_stride_that_is_none_is_refused(tmp_path, stride):
    wrong = {"run.json": about(tmp_path, stride=stride)}
    path = packed(entries(trained(SMALL)[1], tmp_path) | wrong, tmp_path / "bad.run")
    with pytest.raises(BadRun, match=r"its stride is .*, not a whole number from 1 on"):
        read(path)


WRONG_MARKS = [
    {},
    [[1]],
    [["a", "b"]],
    [[-1, "b"]],
    [[1, "x" * 501]],
    [[True, "b"]],
    [[1, "b"]] * 13,
    [[1, "b", 0]],
    [[1, "b", True, True]],
]


@pytest.mark.parametrize("marks", WRONG_MARKS)
def test_marks_that_are_none_are_refused(tmp_path, marks):
    wrong = {"run.json": about(tmp_path, marks=marks)}
    path = packed(entries(trained(SMALL)[1], tmp_path) | wrong, tmp_path / "bad.run")
    with pytest.raises(BadRun, match="its mark"):
        read(path)


def test_a_run_of_an_earlier_version_has_no_marks(tmp_path):
    found = entries(trained(SMALL)[1], tmp_path)
    found["run.json"] = json.dumps(
        {name: value for name, value in json.loads(found["run.json"]).items() if name != "marks"}
    ).encode()
    assert read(packed(found, tmp_path / "old.run")).marks == ()


def test_marks_of_an_earlier_version_are_those_of_settings(tmp_path):
    old = {"run.json": about(tmp_path, marks=[[2, "batch size"], [3.0, "weights"]])}
    found = read(packed(entries(trained(SMALL)[1], tmp_path) | old, tmp_path / "old.run"))
    assert found.marks == (Mark(2, "batch size"), Mark(3, "weights"))


def test_a_run_of_an_earlier_version_comes_back_with_losses_in_the_target_s_own_unit(tmp_path):
    (tmp_path / "mine.csv").write_text("a,price\n" + "".join(f"{i},{1000 + 70 * i}\n" for i in range(20)))
    experiment = playground.from_table(tmp_path / "mine.csv", target="price", meaning="values")
    run, unit = trained(experiment)[1], experiment.loss_unit
    found = entries(replace(run, rows=tuple(row.in_unit(1.0 / unit) for row in run.rows)), tmp_path)
    about = json.loads(found["run.json"])
    assert about.pop("loss_unit") > 1000.0
    old = read(packed(found | {"run.json": json.dumps(about).encode()}, tmp_path / "old.run"))
    assert [row.train_loss for row in old.rows] == pytest.approx([row.train_loss for row in run.rows])


def shifted(name, tmp_path, **changes):
    """The array of a good run with some of its numbers replaced."""
    found = np.load(io.BytesIO(entries(trained(SMALL)[1], tmp_path)[f"{name}.npy"]))
    for place, value in changes.items():
        row, _, column = place.removeprefix("at").partition("_")
        found[int(row), int(column)] = value
    return {f"{name}.npy": array(found)}


@pytest.mark.parametrize(
    ("name", "changes", "line"),
    [
        ("counts", {"at2_0": 0}, "its snapshots are not in order"),
        ("counts", {"at2_1": -1}, "its steps is -1, not a whole number from 0 on"),
        ("counts", {"at2_3": 10**6}, "its position is beyond its last sample"),
        ("history", {"at1_0": 0.0}, "its history is not in order"),
        ("history", {"at1_0": 0.5}, "its epoch is 0.5, not a whole number from 0 on"),
        ("history", {"at1_0": np.nan}, "its epoch is nan, not a whole number from 0 on"),
        ("history", {"at1_0": 1e300}, "its epoch is 1000000"),
        ("history", {"at1_2": np.inf}, "its history has a number that is not finite"),
    ],
)
def test_every_number_of_a_run_is_checked(tmp_path, name, changes, line):
    good = entries(trained(SMALL)[1], tmp_path)
    path = packed(good | shifted(name, tmp_path, **changes), tmp_path / "bad.run")
    with pytest.raises(BadRun) as caught:
        read(path)
    assert str(caught.value).startswith(f"bad.run: {line}")


def test_what_a_stop_rule_is_to_remember_must_be_its_own(tmp_path):
    good = entries(trained(SMALL.changed(stop=({"kind": "patience"},)))[1], tmp_path)
    names = [name for name in good if name.startswith("watch/6/0/")]
    assert names
    for name in names:
        found = {other: data for other, data in good.items() if other != name}
        wrong = [found | {name: array(np.zeros((3, 5)))}]
        if not name.endswith("/best.npy"):  # without a best loss the rule begins afresh
            wrong.append(found)
        for each in wrong:
            with pytest.raises(BadRun):
                read(packed(each, tmp_path / "bad.run"))


def test_a_history_of_millions_is_refused_before_it_is_read(tmp_path):
    wrong = {"history.npy": array(np.zeros((1_000_000, 8)))}
    path = packed(entries(trained(SMALL)[1], tmp_path) | wrong, tmp_path / "bad.run")
    tracemalloc.start()
    try:
        with pytest.raises(BadRun, match=r"has 1.000.000 rows; a run has 1 to 2.000"):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["parameters", "watch/6/0/parameters"])
def test_a_run_with_numbers_beyond_its_precision_is_refused(tmp_path, name):
    found = entries(trained(SMALL.changed(stop=({"kind": "patience"},)))[1], tmp_path)
    numbers = np.load(io.BytesIO(found[f"{name}.npy"])).astype(float)
    numbers[..., 0] = 1e300
    path = packed(found | {f"{name}.npy": array(numbers)}, tmp_path / "bad.run")
    with pytest.raises(BadRun, match="parameters have a number that is not finite"):
        read(path)


def test_reading_a_run_can_be_left(tmp_path):
    save(trained(SMALL)[1], tmp_path / "mine.run")
    shares = []
    read(tmp_path / "mine.run", lambda share: shares.append(share) or True)
    for end in range(len(shares)):
        calls = iter(range(end))
        with pytest.raises(Cancelled):
            read(tmp_path / "mine.run", lambda share, calls=calls: next(calls, None) is not None)


@pytest.mark.parametrize(("before", "after"), [("sgd", "adam"), ("adam", "sgd"), ("adam", "momentum")])
def test_a_run_whose_optimizer_was_changed_on_the_way_comes_back_whole(tmp_path, before, after):
    session, start = Session(), SMALL.changed(optimizer=before)
    session.handle(Load(start))
    for optimizer in (before, after):
        session.handle(Revise(start.changed(optimizer=optimizer)))
        for _ in range(3):
            session.handle(Step(whole_epoch=True))
    report = session.handle(Look((AllSnapshots(),)))
    snapshots = report.frame.answer(AllSnapshots())
    experiment = start.changed(optimizer=after)
    save(SavedRun(experiment, report.history.rows, report.history.stride, snapshots), tmp_path / "mine.run")
    back = read(tmp_path / "mine.run")
    for saved, found in zip(snapshots, back.snapshots, strict=True):
        assert saved.state.keys() == found.state.keys()
        assert all(np.array_equal(array, found.state[name]) for name, array in saved.state.items())
    again = Training(back.experiment)
    again.restore(back.snapshots[-1])
    assert again.updates == snapshots[-1].updates


def test_a_run_of_a_huge_network_without_its_numbers_is_refused_before_that_is_built(tmp_path):
    found = entries(trained(SMALL)[1], tmp_path)
    huge = json.loads(found["preset.json"]) | {"layers": [{"kind": "dense", "units": 1024}] * 32}
    path = packed(found | {"preset.json": json.dumps(huge).encode()}, tmp_path / "bad.run")
    tracemalloc.start()
    with pytest.raises(BadRun, match="its parameters belong to another network"):
        read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000
