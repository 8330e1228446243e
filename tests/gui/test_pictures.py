"""Pictures of the window, the network or a view: as large as was wanted, whole or not at all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMessageBox

from playground.gui.theme import DARK
from playground.gui.window.pictures import SCALES


@pytest.fixture
def dialog(qtbot, window):
    qtbot.keyClick(
        window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.pictures.isVisible()
    yield window.pictures
    window.pictures.reject()


@pytest.mark.parametrize("what", ["Whole window", "Network", "Loss"])
@pytest.mark.parametrize("scale", [SCALES[0], SCALES[-1]])
def test_a_picture_has_the_pixels_that_were_wanted(qtbot, window, dialog, answer, tmp_path, what, scale):
    dialog.what.setCurrentText(what)
    dialog.scale.setCurrentIndex(SCALES.index(scale))
    answer(tmp_path / "mine.png")
    size = dialog.chosen.size()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    image = QImage(str(tmp_path / "mine.png"))
    assert image.size() == size * scale
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 8
    )
    assert not dialog.isVisible()
    assert window.status.left.text() == "Saved mine.png"


def test_what_is_behind_another_tab_is_not_offered_and_the_choice_stays(window, dialog):
    offered = [dialog.what.itemText(i) for i in range(dialog.what.count())]
    assert offered[:2] == ["Whole window", "Network"]
    assert {"Loss", "About"} <= {*offered}
    assert "Runs" not in offered
    dialog.what.setCurrentText("Loss")
    dialog.reject()
    window.actions_["picture"].trigger()
    assert dialog.what.currentText() == "Loss"


def test_a_picture_has_the_colours_of_the_window(window, dialog):
    window.actions_["dark"].trigger()
    dialog.what.setCurrentText("Network")
    assert dialog.picture().toImage().pixelColor(1, 1) == QColor(DARK.surface)


def test_what_cannot_be_written_is_said_and_leaves_what_was_there(qtbot, dialog, answer, tmp_path):
    answer(tmp_path / "none" / "mine.png")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    assert box.text().startswith("mine.png could not be written: ")
    box.close()
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "none").exists()
