"""Setups and links that are pasted into the window, and the setup that is copied out of it."""

import pytest
from PySide6.QtGui import QGuiApplication

from playground.experiment import presets
from playground.gui.widgets.plain_text import Message


def test_a_setup_that_was_copied_is_opened_by_paste(open_window):
    window = open_window("spiral")
    window.actions_["copy_setup"].trigger()
    window.files.open_shipped("xor")
    assert window.store.experiment == presets.load("xor")
    window.actions_["paste"].trigger()
    assert window.store.experiment == presets.load("spiral")


def message(window):
    """The message that stands over the window, and closes it."""
    box = window.findChild(Message)
    text = f"{box.text()}\n{box.informativeText()}"
    box.done(0)
    return text


def test_a_link_is_opened_and_what_was_lost_is_said(open_window):
    window = open_window("spiral")
    QGuiApplication.clipboard().setText("Look: https://playground.tensorflow.org/#dataset=gauss&colour=red.")
    window.actions_["paste"].trigger()
    assert window.store.experiment.data.kind == "gauss"
    assert '• Not known, and left out: "colour".' in message(window).splitlines()


def test_of_a_link_that_is_carried_over_whole_one_line_is_said(open_window):
    window = open_window("spiral")
    QGuiApplication.clipboard().setText("https://playground.tensorflow.org/#dataset=gauss")
    window.actions_["paste"].trigger()
    assert window.findChild(Message) is None
    assert "another generator" in window.status.left.text()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"), [("playground1:abc", "is not complete"), ("playground2:abc", "of version 2")]
)
def test_a_setup_that_cannot_be_read_changes_nothing(text, said, open_window):
    window = open_window("spiral")
    QGuiApplication.clipboard().setText(text)
    window.actions_["paste"].trigger()
    assert window.store.experiment == presets.load("spiral")
    assert said in message(window)
