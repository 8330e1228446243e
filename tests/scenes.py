"""What is photographed: every view where it has something to show, every dialog, and what may go wrong."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lost_data import KINDS
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

import playground
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.gui.document.export_dialog import ExportDialog
from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.lesson import LessonView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.runs import RunsView
from playground.gui.views.samples import SamplesView
from playground.gui.views.view import LEFT, View
from playground.gui.window.actions import WORKSPACES
from playground.gui.window.window import Window

SETTLE = 900
"""Milliseconds in which views that rest between their questions have asked."""
LONGEST = 20
"""How many times that it waits for what a step of a lesson trains."""
DEFAULT = "spiral"
TELLING = {
    "lesson": "lesson-08-vanishing",
    "confusion": "three-rings",
    "findings": "dead-units",
    "sequence": "vanishing-through-time",
    "text": "text",
    "samples": "digits-convolution",
    "draw": "digits-convolution",
    "reconstruction": "digits-map",
    "displacements": "moons",
}
"""Presets on which a view has more to show than on the others' spiral."""
CHANGED = {
    "displacements": {
        "reconstruct": True,
        "output": "identity",
        "loss": "mean-squared-error",
        "layers": (
            {"kind": "dense", "units": 6},
            {"kind": "dense", "units": 1},
            {"kind": "dense", "units": 6},
        ),
    }
}
"""What is changed of a preset, where no shipped one has anything for a view to show."""
INPUTS = ("x1", "x2", "x1-squared", "x2-squared", "x1-times-x2", "sin-x1", "sin-x2")
SIX = [{"kind": "dense", "units": units, "activation": "sigmoid"} for units in (16, 12, 8, 6, 4, 3)]
STATES = {
    "finished": {"stop": ({"kind": "epochs", "epochs": 12},)},
    "diverged": {
        "optimizer": {"kind": "sgd", "learning_rate": 10.0},
        "layers": [{"kind": "dense", "units": 8, "activation": "relu"}] * 2,
        "output": "identity",
        "loss": "mean-squared-error",
    },
    "seeking": {},
}
LONG = "The quick brown fox jumps over the lazy dog while a network with a name as long as this one learns"
EYES, SIDES = ("blue", "brown", "green"), ("yes", "no")
ROWS = (f"{150 + 3 * i % 47},{50.5 + i % 31},{EYES[i % 3]},{i / 7:.9f},{SIDES[i % 2]}" for i in range(60))
TABLE = "\n".join(
    ("height in centimetres,weight,colour of the eyes,a name that is long beyond all measure,class", *ROWS)
)
LINK = (
    "https://playground.tensorflow.org/#dataset=spiral&networkShape=8,8,8,8,8,8,8&noise=60&percTrainData=5"
    "&seed=0.3&colour=red&regularization=L1&discretize=true&showTestData=yes"
)
EXPORTED = (".npz", ".onnx", ".train.torch.py", ".numpy.ipynb", ".html")
TORN = "height,weight,class\n170,60,yes\n180,eighty,no,5\n160,55\n"


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_report(window: Window) -> None:
    """Let a window that was just opened live until its run is there."""
    loop = QEventLoop()
    window.player.reported.connect(loop.quit)
    loop.exec()


def train(window: Window, epochs: int, pause: bool = True) -> None:
    """Train up to an epoch, and go on from there if it is not to pause."""
    loop = QEventLoop()
    window.player.reported.connect(lambda report: report.frame.figures.epoch >= epochs and loop.quit())
    window.player.play()
    loop.exec()
    if pause:
        window.player.pause()


@dataclass(frozen=True)
class Scene:
    """A window with something in sight."""

    name: str
    experiment: Experiment
    prepare: Callable[[Window], QWidget | None]
    """Brings it about; returns a dialog if that alone is to be photographed."""


def scenes() -> Iterator[Scene]:
    """Yield every scene: views paused and in training, then the rest."""
    for view in VIEWS:
        for playing in (False, True):
            name = f"view-{view.kind}-{'training' if playing else 'paused'}"
            yield Scene(name, suited(view), partial(show_view, view, playing))
    spiral = playground.load(DEFAULT)
    for workspace in WORKSPACES:
        yield Scene(f"workspace-{workspace}", spiral, partial(enter, workspace))
    digits = playground.load("digits-convolution")
    yield Scene("workspace-draw-digits", digits, partial(enter, "draw"))
    for name in ("vanishing-through-time", "remember-lstm"):
        yield Scene(f"unfolded-{name}", playground.load(name), unfold)
    yield Scene("run-table", spiral, show_run_table)
    for view in VIEWS:
        yield Scene(f"filled-{view.kind}", suited(view), partial(fill, view.kind))
    yield Scene(
        "six-layers",
        spiral.changed(features=[{"kind": kind} for kind in INPUTS], layers=SIX),
        partial(show_kind, "weights"),
    )
    yield Scene("mistaken-first", playground.load("digits-linear"), show_mistaken)
    for name in ("spiral", "digits-convolution", "vanishing-through-time"):
        yield Scene(f"matrices-{name}", playground.load(name), show_matrices)
    for name in ("finished", "diverged", "seeking"):
        yield Scene(f"state-{name}", spiral.changed(**STATES[name]), partial(reach, name))
    yield Scene("long-columns", spiral, show_long_columns)
    for name in presets.shipped():
        lesson = playground.load(name)
        if steps := len(lesson.lesson):
            for step in dict.fromkeys((1, steps // 2 + 1, steps)):
                yield Scene(f"{name}-step-{step}", lesson, partial(teach, step))
    yield Scene("long-name", spiral.changed(title=LONG, reason=f"{LONG}. " * 6), partial(show_kind, "about"))
    yield Scene("first-steps", spiral, show_first_steps)
    yield Scene("worker-lost", spiral, lose_worker)
    yield from (
        Scene(f"without-{kind}".replace(" ", "-"), spiral, partial(lose_data, kind)) for kind in KINDS
    )
    yield Scene("parts-that-do-not-fit", spiral, misfit)
    yield Scene("bad-file", spiral, open_bad_file)
    yield Scene("dialog-import", spiral, partial(import_table, TABLE))
    yield Scene("dialog-import-torn", spiral, partial(import_table, TORN))
    for ending in EXPORTED:
        yield Scene(f"dialog-export{ending.replace('.', '-')}", digits, partial(export, ending))
    yield Scene("dialog-check", digits, check)
    yield Scene("dialog-gallery", spiral, partial(act, "presets"))
    yield Scene("dialog-help", spiral, partial(act, "help"))
    yield Scene("dialog-picture", spiral, partial(act, "picture"))
    yield Scene("dialog-film", spiral, partial(act, "film"))
    yield Scene("dialog-link", spiral, open_link)
    yield Scene("dialog-lost-data", spiral, open_without_data)
    yield Scene("dialog-about", spiral, partial(act, "about"))


def suited(view: type[View]) -> Experiment:
    """Return an experiment of which a view has something to show."""
    changes = CHANGED.get(view.kind, {})
    experiment = playground.load(TELLING.get(view.kind, DEFAULT)).changed(**changes)
    assert view.suits(experiment), view.kind
    return experiment


def show_kind(kind: str, window: Window) -> None:
    window.selection.choose(Chosen(layer=0, unit=1))
    window.dock_area.raise_view(kind)
    train(window, 30)


def show_view(view: type[View], playing: bool, window: Window) -> None:
    if view.area != LEFT:
        window.selection.choose(Chosen(layer=0, unit=1))
    window.dock_area.raise_view(view.kind)
    train(window, 30, pause=not playing)


def enter(workspace: str, window: Window) -> None:
    window.actions_[workspace].trigger()
    show_view(VIEWS[0], False, window)


def unfold(window: Window) -> None:
    train(window, 10)
    window.network.unfolding.button.click()


def show_run_table(window: Window) -> None:
    for epochs, rate in ((5, 0.03), (20, 0.3), (40, 0.003)):
        train(window, epochs)
        window.store.commit(window.store.experiment.changed(optimizer={"kind": "sgd", "learning_rate": rate}))
        window.actions_["reset"].trigger()
    train(window, 10)
    window.dock_area.raise_view(RunsView.kind)
    window.view(RunsView).tabled.click()


def fill(kind: str, window: Window) -> None:
    train(window, 30)
    window.dock_area.raise_view(kind)
    window.view(next(view for view in VIEWS if view.kind == kind)).setFocus()
    window.actions_["fill"].trigger()


def show_mistaken(window: Window) -> None:
    window.dock_area.raise_view(SamplesView.kind)
    train(window, 3)
    window.view(SamplesView).first.click()


def show_matrices(window: Window) -> None:
    show_kind(MicroscopeView.kind, window)
    window.view(MicroscopeView).pane.matrices.click()


def reach(state: str, window: Window) -> None:
    """Train until a run has ended by itself, or go back in time."""
    window.player.play()
    if state == "seeking":
        train(window, 60)
        wait(SETTLE)
        window.time.slider.setValue(window.time.slider.maximum() // 2)
    else:
        wait(4 * SETTLE)


def show_long_columns(window: Window) -> None:
    table = Path(tempfile.mkdtemp()) / "eyes.csv"  # the window reads it again
    table.write_text(TABLE)
    data = {"kind": "table", "path": str(table), "target": "colour of the eyes"}
    data["columns"] = ("height in centimetres", "weight", "a name that is long beyond all measure")
    window.store.commit(
        window.store.experiment.changed(
            data=data,
            features=[{"kind": "x1"}, {"kind": "x2"}],
            output="softmax",
            loss="cross-entropy",
        )
    )
    wait(SETTLE)
    show_kind("confusion", window)


def teach(step: int, window: Window) -> None:
    """Go through a lesson up to a step, and do what every step asks for as its button does it."""
    lesson = window.view(LessonView)
    for deed in window.store.experiment.lesson[:step]:
        if lesson.text.text() != deed.text:
            lesson.next.click()
        if deed.do:
            lesson.do.click()
            for _ in range(LONGEST):
                wait(SETTLE)
                if not window.player.playing:
                    break


def show_first_steps(window: Window) -> None:
    window.actions_["first"].trigger()


def lose_worker(window: Window) -> None:
    train(window, 30, pause=False)
    os.kill(window.player.process_id, signal.SIGKILL)


def open_without_data(window: Window, kind: str = "series") -> QWidget:
    """Open a network whose data are lost, which asks for them."""
    with tempfile.TemporaryDirectory() as name:
        path, experiment = KINDS[kind](Path(name))
        saved = Path(name) / "w.npz"
        playground.train(experiment, epochs=20).save(saved)
        path.unlink()
        window.run.open(saved)
        wait(SETTLE)
    return dialog(window)


def lose_data(kind: str, window: Window) -> None:
    box = open_without_data(window, kind)
    assert isinstance(box, QMessageBox)
    next(each for each in box.buttons() if each.text() == "Open without data").click()
    wait(2 * SETTLE)


def open_link(window: Window) -> QWidget:
    QApplication.clipboard().setText(LINK)
    window.actions_["paste"].trigger()
    wait(SETTLE)
    return dialog(window)


def misfit(window: Window) -> None:
    train(window, 10)
    window.store.commit(window.store.experiment.changed(layers=({"kind": "conv2d"},), loss="cross-entropy"))


def open_bad_file(window: Window) -> QWidget:
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "no run at all.run"
        bad.write_text("hello")
        window.run.open(bad)
        wait(SETTLE)
    return dialog(window)


def import_table(text: str, window: Window) -> QWidget:
    QApplication.clipboard().setText(text)
    window.imports.paste()
    wait(SETTLE)
    return dialog(window)


def export(ending: str, window: Window) -> QWidget:
    train(window, 2)
    window.actions_["export"].trigger()
    wait(SETTLE)
    found = next(each for each in window.findChildren(ExportDialog))
    found.choose(ending)
    wait(SETTLE)
    return found


def check(window: Window) -> QWidget:
    train(window, 2)
    window.actions_["check"].trigger()
    wait(4 * SETTLE)
    return window.check


def act(name: str, window: Window) -> QWidget:
    train(window, 10)
    window.actions_[name].trigger()
    wait(SETTLE)
    return dialog(window)


def dialog(window: Window) -> QWidget:
    """Return the dialog that is open."""
    kinds = (QDialog, QMessageBox)
    return next(each for each in window.findChildren(QDialog) if isinstance(each, kinds) and each.isVisible())
