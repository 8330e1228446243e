"""Files of every kind, and texts, that are dropped on the window: each is opened where it belongs."""

import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

import playground
from playground.experiment import presets
from playground.export import runs, weights
from playground.export.runs import SavedRun
from playground.export.sharing.link_words import ADDRESS
from playground.export.sharing.setup_text import setup_text
from playground.gui.widgets.plain_text import Message

BUTTON, NO_KEY, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
CASES = Path(__file__).parents[1] / "data" / "cases"
TABLE = "a,b,kind\n" + "".join(f"{i},{i % 3},{'xy'[i % 2]}\n" for i in range(20))


def drop(window, data):
    """Drag onto the window and let go; whether it would take it."""
    with warnings.catch_warnings():  # newer versions of Qt have another way of making one
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(5, 5), COPY, data, BUTTON, NO_KEY)
    enter.ignore()
    window.dragEnterEvent(enter)
    window.dropEvent(QDropEvent(QPointF(5, 5), COPY, data, BUTTON, NO_KEY))
    return enter.isAccepted()


def dragged(text="", url=None):
    data = QMimeData()
    if text:
        data.setText(text)
    if url is not None:
        data.setUrls([url])
    return data


def file(path, content=None):
    """A file as it is dragged from a folder, with some content."""
    if content is not None:
        path.write_text(content, encoding="utf-8")
    return dragged(url=QUrl.fromLocalFile(str(path)))


def test_experiments_that_are_dropped_in_any_form_are_opened(window, tmp_path):
    moons, xor = playground.load("moons"), playground.load("xor")
    presets.save(moons, tmp_path / "p.json")
    link = f"{ADDRESS}dataset=gauss"
    shared = setup_text(xor)
    cases = {
        "preset": (file(tmp_path / "p.json"), "moons"),
        "setup in a file": (file(tmp_path / "s.txt", f"\ufeff{shared[:80]}\n{shared[80:]}\n"), "xor"),
        "link in a file": (file(tmp_path / "l.txt", f"{link}\n"), "gauss"),
        "setup as text": (dragged(setup_text(moons)), "moons"),
        "link as text": (dragged(link), "gauss"),
        "setup as text again": (dragged(shared), "xor"),
        "link from a browser": (dragged(link, QUrl(link)), "gauss"),
    }
    for name, (data, kind) in cases.items():
        assert drop(window, data), name
        assert window.store.experiment.data.kind == kind, name


@pytest.mark.parametrize("ending", [*weights.FORMATS, runs.SUFFIX])
def test_what_was_trained_is_opened_and_stands_where_it_stood(qtbot, window, tmp_path, ending):
    run = playground.train(playground.load("xor"), epochs=2)
    path = tmp_path / f"w{ending}"
    if ending == runs.SUFFIX:
        runs.save(SavedRun(run.experiment, run.history, 1, (run.snapshot,)), path)
    else:
        run.save(path)
    assert drop(window, file(path))
    qtbot.waitUntil(lambda: window.player.run.snapshot is not None and window.player.run.reached == 2)
    assert window.store.experiment == run.experiment


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.txt", "t.npz", "t.arff", "t.xlsx"])
def test_a_table_that_is_dropped_opens_its_dialog(qtbot, window, tmp_path, name):
    path = tmp_path / name
    match path.suffix:
        case ".npz":
            np.savez(path, a=np.arange(20.0), b=np.arange(20.0) % 3, kind=np.arange(20) % 2)
        case ".arff":
            rows = TABLE.partition("\n")[2]
            head = "@relation t\n@attribute a numeric\n@attribute b numeric\n@attribute kind {x,y}\n@data\n"
            path.write_text(head + rows)
        case ".xlsx":
            shutil.copy(CASES / "18c-two-sheets.xlsx", path)
        case _:
            path.write_text(TABLE.replace(",", "\t") if name == "t.tsv" else TABLE)
    assert drop(window, file(path))
    assert window.imports.dialog is not None
    qtbot.waitUntil(lambda: window.imports.dialog.data is not None)
    assert window.imports.dialog.data.columns
    window.imports.dialog.reject()


def test_what_is_nothing_of_these_is_not_taken(window):
    before = window.store.experiment
    assert not drop(window, dragged("some words"))
    assert not drop(window, dragged("", QUrl("https://example.org/")))
    assert window.store.experiment == before


def test_a_dropped_setup_that_is_not_whole_changes_nothing(window, tmp_path):
    before = window.store.experiment
    assert drop(window, file(tmp_path / "s.txt", setup_text(before)[:-30]))
    assert window.store.experiment == before
    box = window.findChild(Message)
    assert "is not complete" in box.informativeText()
    box.done(0)
