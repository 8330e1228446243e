"""Every action of the window: name, key, icon and help, said once for buttons and menus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from playground.gui.theme import Theme, icon
from playground.gui.widgets.plain_text import plain


@dataclass(frozen=True)
class ActionEntry:
    """What an action says of itself."""

    text: str
    help: str
    keys: str = ""
    icon: str = ""
    short: str = ""
    """What it is called on a button that has little room."""
    checkable: bool = False
    on: bool = False
    """Whether it is checked when the program starts."""


ENTRIES = {
    "open": ActionEntry("Open…", "Open a preset, a run, weights or a table", "Ctrl+O", "open"),
    "presets": ActionEntry("Presets…", "Choose among the shipped presets and your own", "Ctrl+P", "presets"),
    "save": ActionEntry("Save preset", "Save the experiment to its file", "Ctrl+S"),
    "save_as": ActionEntry("Save preset as…", "Save the experiment to another file", "Ctrl+Shift+S"),
    "recover": ActionEntry("Recover unsaved changes", "Open what was not saved last time"),
    "save_run": ActionEntry("Save run…", "Save the run with its history and checkpoints"),
    "import": ActionEntry("Import data…", "Import samples from a CSV, TSV or NPZ file", "Ctrl+I"),
    "columns": ActionEntry(
        "Columns…", "Choose columns of the table, and how it is read and divided", "Ctrl+Shift+I"
    ),
    "paste": ActionEntry(
        "Paste",
        "Import a table from the clipboard, or open a setup or a link of TensorFlow Playground",
        "Ctrl+V",
    ),
    "copy_setup": ActionEntry(
        "Copy setup as text", "Copy the experiment, without its lesson, as a text that Paste opens again"
    ),
    "export": ActionEntry(
        "Export…",
        "Weights, code, history or a report: see what a file will hold, and write it",
        "Ctrl+E",
        "export",
    ),
    "undo": ActionEntry("Undo", "Undo the last change", "Ctrl+Z"),
    "redo": ActionEntry("Redo", "Redo the change that was undone", "Ctrl+Shift+Z"),
    "layout": ActionEntry("Reset layout", "Put every view back in its original place"),
    "build": ActionEntry(
        "Build and train", "Arrange the views to build a network and train it", "F2", checkable=True
    ),
    "understand": ActionEntry(
        "Understand", "Arrange the views to read the microscope beside the network", "F3", checkable=True
    ),
    "compare": ActionEntry("Compare", "Arrange the views to compare runs", "F4", checkable=True),
    "draw": ActionEntry(
        "Draw", "Arrange the views to draw or paint, large beside the network", "F5", checkable=True
    ),
    "picture": ActionEntry(
        "Save picture…", "Save a picture of the window, the network or a view", "Ctrl+Shift+E"
    ),
    "film": ActionEntry(
        "Save film…", "Save a film of the run: its moments one after another", "Ctrl+Shift+F"
    ),
    "fill": ActionEntry(
        "Fill the window",
        "Give one view all the room, and take it back",
        "M",
        checkable=True,
    ),
    "quit": ActionEntry("Quit", "Close the window", "Ctrl+Q"),
    "play": ActionEntry(
        "Play", "Train until paused; the key works wherever no text is typed", "Space", "play"
    ),
    "epoch": ActionEntry("Epoch", "Train to the end of this epoch", "E", "epoch"),
    "batch": ActionEntry("Batch", "Train on one batch", "B", "batch"),
    "reset": ActionEntry("Reset", "Go back to the same initial weights", "R", "reset"),
    "new": ActionEntry("New start", "Draw other initial weights", "N", "new"),
    "battery_saver": ActionEntry(
        "Save battery",
        "Draw nothing of a run while it plays; see what it has learned when it pauses or ends",
        checkable=True,
    ),
    "check": ActionEntry(
        "Check gradients…", "Compare every gradient with central differences", "G", short="Check…"
    ),
    "discrete": ActionEntry("Discretize", "Show predicted classes instead of outputs", "D", checkable=True),
    "paint": ActionEntry("Paint", "Paint samples on the plane, even during training", "P", checkable=True),
    "confidence": ActionEntry("Confidence", "Show how sure the outputs are", "C", checkable=True),
    "line": ActionEntry("Decision line", "Show where the predicted class changes", checkable=True, on=True),
    "rings": ActionEntry(
        "Errors", "Ring misclassified samples; for values, rings grow with the error", checkable=True, on=True
    ),
    "log": ActionEntry("Log", "Logarithmic loss axis", "L", checkable=True, on=True),
    "accuracy": ActionEntry("Accuracy", "Show accuracies on their own axis", "A", checkable=True),
    "smooth": ActionEntry("Smooth", "Smooth the curves", checkable=True),
    "ghost": ActionEntry(
        "Previous run", "Keep the curves of the previous run, faintly", checkable=True, on=True
    ),
    "over_time": ActionEntry(
        "Over time",
        "Show the histograms of layers over time",
        "H",
        checkable=True,
        short="Time",
    ),
    "flow": ActionEntry("Flow", "Animate the forward pass while playing", "F", checkable=True, on=True),
    "link_weights": ActionEntry(
        "Weights", "Size links and biases by their values", "Ctrl+1", checkable=True, on=True
    ),
    "link_gradients": ActionEntry(
        "Gradients",
        "Size links, biases and frames of tiles by the step's gradient",
        "Ctrl+2",
        checkable=True,
    ),
    "link_updates": ActionEntry(
        "Updates",
        "Size links, biases and frames of tiles by the step's update",
        "Ctrl+3",
        checkable=True,
    ),
    "system": ActionEntry("Follow the system", "Light or dark, as the system is set", checkable=True),
    "light": ActionEntry("Light", "Dark on light", checkable=True),
    "dark": ActionEntry("Dark", "Light on dark", checkable=True),
    "help": ActionEntry("Help", "Explain everything; in a menu, its current choice", "F1"),
    "keys": ActionEntry("Keys", "List every key"),
    "first": ActionEntry("First steps", "Show the first three steps again"),
    "about": ActionEntry("About", "About this program"),
}


APPEARANCES = ("system", "light", "dark")
LINKS = ("link_weights", "link_gradients", "link_updates")
WORKSPACES = ("build", "understand", "compare", "draw")
SWITCHES = tuple(
    name
    for name, entry in ENTRIES.items()
    if entry.checkable and name not in (*APPEARANCES, *LINKS, *WORKSPACES, "fill", "battery_saver")
)


class Actions(QObject):
    """The actions, by name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: dict[str, QAction] = {}
        for name, entry in ENTRIES.items():
            action = QAction(self.tr(entry.text), parent)
            action.setObjectName(name)
            action.setIconText(self.tr(entry.short or entry.text))
            action.setToolTip(self.tr(entry.help))
            action.setShortcut(QKeySequence(entry.keys))
            action.setCheckable(entry.checkable)
            self._all[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def shortcuts(self) -> list[tuple[str, str]]:
        """Return every key with what it does."""
        found = [(self[name].shortcut().toString(), self.tr(entry.help)) for name, entry in ENTRIES.items()]
        return [(keys, help) for keys, help in found if keys]

    def refuse(self, name: str, reason: str) -> None:
        """Take an action away, and say in its tooltip why; an empty reason gives it back."""
        action = self[name]
        action.setEnabled(not reason)
        action.setToolTip(plain(reason) or self.tr(ENTRIES[name].help))
        if reason:
            action.setChecked(False)

    def draw_icons(self, theme: Theme, playing: bool) -> None:
        """Draw the icons in a theme's colours."""
        for name, entry in ENTRIES.items():
            if entry.icon and name != "play":
                self._all[name].setIcon(icon(entry.icon, theme.text))
        self.show_playing(theme, playing)

    def show_playing(self, theme: Theme, playing: bool) -> None:
        """Turn Play into Pause and back."""
        play, entry = self._all["play"], ENTRIES["play"]
        play.setText(self.tr("Pause") if playing else self.tr(entry.text))
        play.setIconText(play.text())
        play.setToolTip(self.tr("Pause training") if playing else self.tr(entry.help))
        play.setIcon(icon("pause" if playing else "play", theme.on_accent, disabled=theme.secondary))
