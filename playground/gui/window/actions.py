"""Every action of the window: name, key, icon and help, said once for buttons and menus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from playground.gui.theme import Theme, icon
from playground.gui.widgets.plain_text import plain


@dataclass(frozen=True)
class Entry:
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
    "open": Entry("Open preset…", "Open a preset file", "Ctrl+O", "open"),
    "presets": Entry("Presets…", "Choose among the shipped presets and your own", "Ctrl+P", "presets"),
    "save": Entry("Save preset", "Save the experiment to its file", "Ctrl+S"),
    "save_as": Entry("Save preset as…", "Save the experiment to another file", "Ctrl+Shift+S"),
    "recover": Entry("Recover unsaved changes", "Open what was not saved last time"),
    "open_run": Entry("Open run…", "Open a saved run with its history, to continue it"),
    "save_run": Entry("Save run…", "Save the run with its history and checkpoints"),
    "import": Entry("Import data…", "Import samples from a CSV, TSV or NPZ file", "Ctrl+I"),
    "paste": Entry("Paste data", "Import samples from a table on the clipboard", "Ctrl+V"),
    "export": Entry("Export…", "Write the trained weights to a file", "Ctrl+E", "export"),
    "undo": Entry("Undo", "Undo the last change", "Ctrl+Z"),
    "redo": Entry("Redo", "Redo the change that was undone", "Ctrl+Shift+Z"),
    "layout": Entry("Reset layout", "Put every view back in its original place"),
    "quit": Entry("Quit", "Close the window", "Ctrl+Q"),
    "play": Entry("Play", "Train until paused; the key works wherever no text is typed", "Space", "play"),
    "epoch": Entry("Epoch", "Train to the end of this epoch", "E", "epoch"),
    "batch": Entry("Batch", "Train on one batch", "B", "batch"),
    "reset": Entry("Reset", "Go back to the same initial weights", "R", "reset"),
    "new": Entry("New start", "Draw other initial weights", "N", "new"),
    "check": Entry(
        "Check gradients…", "Compare every gradient with central differences", "G", short="Check…"
    ),
    "discrete": Entry("Discretize", "Show predicted classes instead of outputs", "D", checkable=True),
    "paint": Entry("Paint", "Paint samples on the plane, even during training", "P", checkable=True),
    "confidence": Entry("Confidence", "Show how sure the outputs are", "C", checkable=True),
    "line": Entry("Decision line", "Show where the predicted class changes", checkable=True, on=True),
    "rings": Entry(
        "Errors", "Ring misclassified samples; for values, rings grow with the error", checkable=True, on=True
    ),
    "log": Entry("Log", "Logarithmic loss axis", "L", checkable=True, on=True),
    "accuracy": Entry("Accuracy", "Show accuracies on their own axis", "A", checkable=True),
    "smooth": Entry("Smooth", "Smooth the curves", checkable=True),
    "ghost": Entry("Previous run", "Keep the curves of the previous run, faintly", checkable=True, on=True),
    "over_time": Entry(
        "Over time",
        "Show the histograms of layers over time",
        "H",
        checkable=True,
        short="Time",
    ),
    "flow": Entry("Flow", "Animate the forward pass while playing", "F", checkable=True, on=True),
    "link_weights": Entry(
        "Weights", "Size links and biases by their values", "Ctrl+1", checkable=True, on=True
    ),
    "link_gradients": Entry(
        "Gradients",
        "Size links, biases and frames of tiles by the step's gradient",
        "Ctrl+2",
        checkable=True,
    ),
    "link_updates": Entry(
        "Updates",
        "Size links, biases and frames of tiles by the step's update",
        "Ctrl+3",
        checkable=True,
    ),
    "system": Entry("Follow the system", "Light or dark, as the system is set", checkable=True),
    "light": Entry("Light", "Dark on light", checkable=True),
    "dark": Entry("Dark", "Light on dark", checkable=True),
    "help": Entry("Help", "Explain everything; in a menu, its current choice", "F1"),
    "keys": Entry("Keys", "List every key"),
    "first": Entry("First steps", "Show the first three steps again"),
    "about": Entry("About", "About this program"),
}


APPEARANCES = ("system", "light", "dark")
LINKS = ("link_weights", "link_gradients", "link_updates")
SWITCHES = tuple(
    name for name, entry in ENTRIES.items() if entry.checkable and name not in APPEARANCES + LINKS
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
