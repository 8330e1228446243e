"""Setups and links that are pasted into the window, and the setup that is copied out of it."""

import pytest
from PySide6.QtGui import QGuiApplication

from playground.experiment import presets


def test_a_setup_that_was_copied_is_opened_by_paste(open_window):
    window = open_window("spiral")
    window.actions_["copy_setup"].trigger()
    window.files.open_shipped("xor")
    assert window.store.experiment == presets.load("xor")
    window.actions_["paste"].trigger()
    assert window.store.experiment == presets.load("spiral")


def test_a_link_is_opened_and_what_was_lost_is_said(open_window):
    window = open_window("spiral")
    QGuiApplication.clipboard().setText("https://playground.tensorflow.org/#dataset=gauss&colour=red")
    window.actions_["paste"].trigger()
    assert window.store.experiment.data.kind == "gauss"
    assert "colour" in window.status.left.text()


@pytest.mark.slow
def test_a_setup_that_is_not_whole_changes_nothing(open_window):
    window = open_window("spiral")
    QGuiApplication.clipboard().setText("playground1:abc")
    window.actions_["paste"].trigger()
    assert window.store.experiment == presets.load("spiral")
    assert "not whole" in window.status.left.text()
