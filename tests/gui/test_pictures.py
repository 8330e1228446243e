"""Pictures of the window, the network or a view: as large as was wanted, whole or not at all."""

import re
import zlib
from xml.etree import ElementTree as Tree

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QHeaderView,
    QMessageBox,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from playground.gui.picture_files.formats import FORMATS
from playground.gui.picture_files.svg import svg
from playground.gui.pictures.fitted_cells import fitted_cells
from playground.gui.pictures.picture_dialog import SCALES
from playground.gui.theme import DARK, LIGHT

pytestmark = pytest.mark.slow  # the window is opened for every test

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def dialog(qtbot, window):
    qtbot.keyClick(
        window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.pictures.isVisible()
    yield window.pictures
    window.pictures.reject()


def choose(choice, data):
    choice.setCurrentIndex(choice.findData(data))


@pytest.fixture
def saved(qtbot, dialog, answer, tmp_path):
    """Return a function that saves what is chosen in a format, and returns the file."""

    def save(ending=".png"):
        choose(dialog.format, ending)
        answer(path := tmp_path / f"mine{ending}")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        assert not dialog.isVisible()
        return path

    return save


@pytest.mark.parametrize("what", ["Whole window", "Network", "Loss"])
@pytest.mark.parametrize("scale", [SCALES[0], SCALES[-1]])
def test_a_picture_has_the_pixels_that_were_wanted(window, dialog, saved, what, scale):
    dialog.picture_form.what.setCurrentText(what)
    choose(dialog.scale, scale)
    size = dialog.picture_form.pixels
    image = QImage(str(saved()))
    assert image.size() == size * scale
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 8
    )
    assert window.status.left.text() == "Saved mine.png"


@pytest.mark.parametrize("what", ["Network", "Network and decision boundary", "Loss"])
def test_another_size_is_laid_out_anew_and_the_screen_stays_as_it_was(window, dialog, saved, what):
    dialog.picture_form.what.setCurrentText(what)
    widgets = dialog.picture_form.chosen.widgets
    before = [widget.geometry() for widget in widgets]
    shown = [widget.grab().toImage() for widget in widgets]
    dialog.picture_form.width_.choose(900)
    dialog.picture_form.height_.choose(700)
    other = LIGHT if window.appearance.theme == DARK else DARK
    dialog.picture_form.colors.setItemData(1, other)
    choose(dialog.picture_form.colors, other)
    choose(dialog.scale, 1)
    assert QImage(str(saved())).size() == QSize(900, 700)
    assert [widget.geometry() for widget in widgets] == before
    assert [widget.grab().toImage() for widget in widgets] == shown


@pytest.mark.slow
def test_what_is_scrolled_stays_where_it_was_and_is_cut_off_at_its_edge(qtbot, window, dialog, saved):
    dialog.reject()
    window.selection.look_at(0, 0, ("weight", (0, 0)))
    window.dock_area.raise_view("microscope")
    view = next(view for view in window.views if view.kind == "microscope")
    area = view.findChild(QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40)
    bar.setValue(40)
    dialog.begin()
    dialog.picture_form.what.setCurrentText("Microscope")
    dialog.picture_form.height_.choose(dialog.picture_form.height_.number + 60)
    root = Tree.parse(saved(".svg")).getroot()
    assert bar.value() == 40
    assert any(group.get("clip-path") for group in root.iter(f"{SVG}g"))


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_what_its_ending_says(dialog, saved, ending):
    dialog.picture_form.what.setCurrentText("Loss")
    starts = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".svg": b"<?xml", ".pdf": b"%PDF"}
    assert saved(ending).read_bytes().startswith(starts[ending])


@pytest.mark.slow
def test_lines_marks_and_letters_of_a_plot_stay_what_they_are(window, dialog, saved):
    dialog.picture_form.what.setCurrentText("Decision boundary")
    root = Tree.parse(saved(".svg")).getroot()
    tags = [element.tag.removeprefix(SVG) for element in root.iter()]
    samples = window.store.experiment.samples
    marks = sum(len(samples[name].targets) for name in ("train", "test"))
    assert tags.count("circle") + tags.count("ellipse") + tags.count("path") > marks
    assert tags.count("image") <= 3  # the map, and the legend
    words = {"".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")}
    assert {"train", "test", "6", "Decision boundary", "Epoch 0"} <= words


def test_nothing_reaches_beyond_the_edge_of_an_svg_file():
    root = Tree.fromstring(svg(lambda painter: painter.drawText(-20, 10, "far beyond"), QSize(30, 20), "t"))
    (edge,) = (each for each in root.iter(f"{SVG}clipPath") if each.get("id") == "edge")
    assert [dict(rect.attrib) for rect in edge] == [{"width": "30", "height": "20"}]
    (drawn,) = root.findall(f"{SVG}g")
    assert drawn.get("clip-path") == "url(#edge)"
    assert ["".join(text.itertext()).strip() for text in drawn.iter(f"{SVG}text")] == ["far beyond"]


@pytest.mark.parametrize(
    "mode", [QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.ResizeToContents]
)
def test_cells_of_a_table_end_where_it_does(qtbot, mode):
    outer = QWidget()
    qtbot.addWidget(outer)
    table = QTableWidget(9, 9, outer)
    for place in range(81):
        table.setItem(place // 9, place % 9, QTableWidgetItem("0.123456"))
    headers = table.horizontalHeader(), table.verticalHeader()
    for header in headers:
        header.setSectionResizeMode(mode)
    table.resize(205, 133)
    outer.show()
    before = [[header.sectionSize(each) for each in range(9)] for header in headers]
    room = table.viewport().width(), table.viewport().height()

    def ends():
        return [
            header.sectionPosition(header.logicalIndexAt(end - 1) + 1)
            for header, end in zip(headers, room, strict=True)
        ]

    assert all(end > most for end, most in zip(ends(), room, strict=True))
    with fitted_cells(outer):
        assert ends() == [*room]
    assert [[header.sectionSize(each) for each in range(9)] for header in headers] == before
    assert {header.sectionResizeMode(each) for header in headers for each in range(9)} == {mode}


def test_images_in_a_pdf_file_lose_nothing(dialog, saved):
    dialog.picture_form.what.setCurrentText("Decision boundary")
    data = saved(".pdf").read_bytes()
    assert b"/Image" in data
    assert b"/DCTDecode" not in data
    assert b"/Font" in data


def test_numbers_in_a_pdf_file_can_be_found_and_copied(dialog, saved):
    """What glyphs stand for is said of each font; figures of equal width once stood for nothing."""
    dialog.picture_form.what.setCurrentText("Loss")
    known = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", saved(".pdf").read_bytes(), re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:  # a short one stands there as it is
            text = stream
        for first, last, to in re.findall(rb"<(\w{4})> <(\w{4})> (<\w{4}>|\[.*?\])", text):
            codes = [int(each, 16) for each in re.findall(rb"<(\w{4})>", to)]
            more = int(last, 16) - int(first, 16) + 1 if len(codes) == 1 else 1
            known |= {chr(code + i) for code in codes for i in range(more)}
    assert known >= set("0.epoch")
    assert not [each for each in known if "\ue000" <= each <= "\uf8ff"]


@pytest.mark.slow
def test_widths_grow_with_the_picture(window, dialog, saved):
    """A line of a plot that kept its width would be a hair on a poster."""
    dialog.picture_form.what.setCurrentText("Loss")
    assert "non-scaling-stroke" not in saved(".svg").read_text()


@pytest.mark.slow
def test_a_picture_brings_its_letters(dialog, saved):
    dialog.picture_form.what.setCurrentText("Loss")
    text = saved(".svg").read_text()
    assert len(re.findall("@font-face", text)) >= 2  # of the heading and of the numbers
    assert len(text) < 200_000


@pytest.mark.slow
def test_the_network_is_drawn_with_lines(window, dialog, saved):
    dialog.picture_form.what.setCurrentText("Network")
    root = Tree.parse(saved(".svg")).getroot()
    curves = [path for path in root.iter(f"{SVG}path") if path.get("d", "").count("C") == 1]
    assert len(curves) >= len(window.network.canvas.links.paths)


def test_what_is_behind_another_tab_is_not_offered_and_the_choice_stays(window, dialog):
    offered = [dialog.picture_form.what.itemText(i) for i in range(dialog.picture_form.what.count())]
    assert offered[:3] == ["Whole window", "Network", "Network and decision boundary"]
    assert {"Loss", "About"} <= {*offered}
    assert "Runs" not in offered
    dialog.picture_form.what.setCurrentText("Loss")
    dialog.reject()
    window.actions_["picture"].trigger()
    assert dialog.picture_form.what.currentText() == "Loss"


@pytest.mark.parametrize("what", ["Network", "Loss", "About"])
@pytest.mark.slow
def test_a_picture_has_the_colours_of_the_window_or_those_for_print(window, dialog, saved, what):
    window.actions_["dark"].trigger()
    dialog.picture_form.what.setCurrentText(what)
    assert QImage(str(saved())).pixelColor(1, 1) == QColor(DARK.surface)
    window.actions_["picture"].trigger()
    choose(dialog.picture_form.colors, LIGHT)
    image = QImage(str(saved()))
    for x, y in ((1, 1), (image.width() // 2, image.height() - 2)):
        assert image.pixelColor(x, y) == QColor(LIGHT.surface)


@pytest.mark.slow
def test_a_picture_that_no_memory_holds_is_refused(dialog):
    dialog.picture_form.what.setCurrentText("Loss")
    dialog.picture_form.width_.choose(10_000)
    dialog.picture_form.height_.choose(10_000)
    choose(dialog.scale, SCALES[-1])
    assert not dialog.save.isEnabled()
    choose(dialog.format, ".svg")
    assert dialog.save.isEnabled()


@pytest.mark.slow
def test_what_cannot_be_written_is_said_and_leaves_what_was_there(qtbot, dialog, answer, tmp_path):
    answer(tmp_path / "none" / "mine.png")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    assert box.text().startswith("mine.png could not be written: ")
    box.close()
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "none").exists()
