"""Event files of TensorBoard: what is written is what its own reader reads."""

import os
import struct

import numpy as np
import pytest

from playground.cli.commands import main
from playground.experiment.experiment import Experiment
from playground.export import event_file
from playground.files.reading import Cancelled
from playground.library import train

SMALL = Experiment(title="Small").changed(data={"kind": "circle", "samples": 40}, layers=("dense", "dropout"))


def test_a_missing_package_is_named_before_anything_is_trained(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(event_file, "find_spec", lambda name: None)
    assert main(["train", "circle", "--epochs", "1", "--tensorboard", str(tmp_path / "runs")]) == 2
    assert capsys.readouterr().err == f"circle: {event_file.MISSING}\n"
    assert os.listdir(tmp_path) == []


def test_settings_are_named_by_their_paths():
    found = event_file.flat(SMALL)
    assert found["optimizer.kind"] == "sgd"
    assert found["optimizer.learning_rate"] == SMALL.optimizer.learning_rate
    assert '"dropout"' in found["layers"]
    assert "title" not in found


def test_tensorboard_reads_figures_histograms_and_settings_back(tmp_path):
    pytest.importorskip("tensorboardX")
    reading = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    run = train(SMALL, epochs=6, keep=4)
    run.write_events(tmp_path / "run")
    run.write_events(tmp_path / "run")  # in the place of the first
    assert os.listdir(tmp_path / "run") == [event_file.NAME]
    everything = dict.fromkeys(("scalars", "histograms"), 0)
    found = reading.EventAccumulator(str(tmp_path / "run"), everything).Reload()
    tags = found.Tags()
    assert set(tags["scalars"]) >= {"loss/train", "loss/test", "accuracy/train", "accuracy/test"}
    losses = [(event.step, event.value) for event in found.Scalars("loss/train")]
    assert [step for step, _ in losses] == [row.epoch for row in run.history]
    assert [value for _, value in losses] == pytest.approx([row.train_loss for row in run.history])
    kept = [snapshot.epochs for snapshot in run.saved.snapshots]
    assert len(kept) > 2
    assert kept[-1] == 6
    weights = found.Histograms("weights/01_dense")
    assert [event.step for event in weights] == kept
    layout = run.network.layouts[0]
    last = run.network.parameters[0, layout.slot]
    written = weights[-1].histogram_value
    assert written.num == last.size
    assert (written.min, written.max) == pytest.approx((last.min(), last.max()))
    counts, _ = np.histogram(last.astype(float), len(written.bucket), (last.min(), last.max()))
    assert sum(written.bucket) == counts.sum()
    assert {"gradients/01_dense", "activations/02_dropout"} <= set(tags["histograms"])
    assert "_hparams_/session_start_info" in found.summary_metadata


def test_records_have_their_lengths_and_checksums_and_figures_their_epochs(tmp_path):
    records = pytest.importorskip("tensorboardX.record_writer")
    event_pb2 = pytest.importorskip("tensorboardX.proto.event_pb2")
    run = train(SMALL, epochs=3, keep=2)
    run.write_events(tmp_path)
    data, events = (tmp_path / event_file.NAME).read_bytes(), []
    while data:
        length, of_length = struct.unpack("<QI", data[:12])
        record, (of_record,) = data[12 : 12 + length], struct.unpack("<I", data[12 + length : 16 + length])
        assert (of_length, of_record) == (records.masked_crc32c(data[:8]), records.masked_crc32c(record))
        events.append(event_pb2.Event.FromString(record))
        data = data[16 + length :]
    assert events[0].file_version == "brain.Event:2"
    values = [(event.step, value) for event in events for value in event.summary.value]
    losses = [(step, value.simple_value) for step, value in values if value.tag == "loss/train"]
    assert losses == [(row.epoch, pytest.approx(row.train_loss)) for row in run.history]
    steps = [step for step, value in values if value.tag == "gradients/01_dense" and value.HasField("histo")]
    assert steps == [snapshot.epochs for snapshot in run.saved.snapshots]


def test_who_has_changed_their_mind_gets_no_file(tmp_path):
    pytest.importorskip("tensorboardX")
    run = train(SMALL, epochs=1)
    with pytest.raises(Cancelled):
        event_file.save(run.saved, tmp_path, lambda share: False)
    assert os.listdir(tmp_path) == []


def test_the_command_makes_a_folder_but_not_its_parents(tmp_path, capsys):
    pytest.importorskip("tensorboardX")
    (tmp_path / "f").write_text("")
    train_it = ["train", "xor", "--epochs", "1", "--quiet", "--tensorboard"]
    assert main([*train_it, str(tmp_path / "f")]) == 2
    assert capsys.readouterr().err.endswith("f: is not a folder\n")
    assert main([*train_it, str(tmp_path / "no" / "f")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    for _ in range(2):
        assert main([*train_it, str(tmp_path / "runs")]) == 0
    assert os.listdir(tmp_path / "runs") == [event_file.NAME]
