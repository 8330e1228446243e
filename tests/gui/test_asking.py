"""Asking where a file is to be saved: the kind that was chosen and the ending agree."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from playground.gui.document.save_dialog import asked_for

KINDS = "npz (*.npz);;safetensors (*.safetensors);;PyTorch (*.torch.safetensors)"


def test_another_kind_gives_the_offered_name_its_ending(qtbot, monkeypatch, tmp_path):
    start, asked = str(tmp_path / "mine.safetensors"), []
    for kind, ending in (("npz (*.npz)", ".npz"), ("PyTorch (*.torch.safetensors)", ".torch.safetensors")):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *said, kind=kind: (asked.append(said), (said[2], kind))[1]
        )
        assert asked_for(None, "Export", start, KINDS) == Path(tmp_path / f"mine{ending}")
    assert asked[0][4] == "safetensors (*.safetensors)"


def test_an_offered_name_that_is_taken_as_it_is_gets_no_second_ending(qtbot, monkeypatch, tmp_path):
    for ending in (".npz", ".torch.safetensors", ".train.numpy.py"):
        kind, start = f"One kind (*{ending})", str(tmp_path / f"mine{ending}")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (said[2], said[3]))
        assert asked_for(None, "Export", start, kind) == Path(start)


def test_half_of_an_ending_is_completed(qtbot, monkeypatch, tmp_path):
    typed = (str(tmp_path / "mine.py"), "NumPy script (*.numpy.py)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: typed)
    assert (
        asked_for(None, "Export", str(tmp_path / "spiral.numpy.py"), typed[1]) == tmp_path / "mine.numpy.py"
    )
