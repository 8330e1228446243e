"""Text from a file is text wherever it is shown: the whole window is walked, and what makes text."""

import ast
import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QListView,
    QMenu,
    QMessageBox,
    QTextBrowser,
    QToolTip,
    QWidget,
)

import playground.gui
from playground.data.tables import importing, loading
from playground.experiment.lessons import LessonStep
from playground.gui.document.save_dialog import may_replace
from playground.gui.widgets.plain_text import Label, Message, caption, plain, unbroken
from tests.gui.running import snapshot_of

ROOM = Path(playground.gui.__file__).parent
SOURCES = sorted(ROOM.rglob("*.py"))
GUESSING = {"QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog"}
GUESSING |= {"QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText", "LabelItem", "LegendItem"}
"""What Qt takes a text's looks for; ``plain_text.py`` makes the ones that do not."""
RICH = {"setHtml", "insertHtml", "setTextFormat", "setDefaultStyleSheet", "setStatusTip", "setWhatsThis"}
OWN = {"help", "about", "__doc__"}
"""What a part or a view declares of itself."""


def is_own(node):
    """Whether an expression is a text of the program's own, or one that was made plain."""
    match node:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="plain" | "tr") | ast.Attribute(attr="tr")):
            return True
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in OWN
        case ast.BoolOp(values=values):
            return all(map(is_own, values))
        case ast.IfExp(body=body, orelse=other):
            return is_own(body) and is_own(other)
    return False


def found(tree):
    """Return the places at which a module makes text that Qt might render."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            yield from (f"{node.lineno}: class {node.name}" for _ in bases & GUESSING)
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = getattr(getattr(function, "value", None), "id", "")
        if name == "setLabel" and getattr(getattr(node.args[0], "func", None), "id", "") != "escape":
            yield f"{node.lineno}: {name}"  # the labels of plots are always rich text
        if name in GUESSING | RICH or owner == "QMessageBox":
            yield f"{node.lineno}: {name}"
        if (name == "setToolTip" and not is_own(node.args[0])) or (
            name == "showText" and owner == "QToolTip" and not is_own(node.args[1])
        ):
            yield f"{node.lineno}: {name}"


RENDERED = {"plain_text.py", "help_window.py", "chain_sheet.py"}
"""The pages of the help and the meanings of symbols are rich text, of the program's own words, escaped."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_text_is_made_in_one_place(path):
    places = list(found(ast.parse(path.read_text(encoding="utf-8"))))
    assert bool(places) is (path.name in RENDERED), places


@pytest.mark.parametrize(
    "line",
    [
        "QLabel(name)",
        "class A(QLabel): pass",
        "QMessageBox.question(a, b, c)",
        "a.setToolTip(name)",
        "a.setToolTip(self.tr('{0}').format(name))",
        "a.setToolTip(f'{name}')",
        "QToolTip.showText(at, name)",
        "page.setHtml(name)",
        "axis.setLabel(name)",
    ],
)
def test_who_forgets_is_found(line):
    assert list(found(ast.parse(line)))


@pytest.fixture
def mark(tmp_path):
    """A word that Qt would render as bold, with a picture."""
    picture = tmp_path / "a.png"
    if hasattr(os, "mkfifo"):
        os.mkfifo(picture)  # who draws it waits for ever
    return f"<b>x</b>&y<img src='file://{picture}'>"


def rendered(text):
    """Whether a text would be drawn, by a tooltip that guesses, as what it looks like."""
    document = QTextDocument()
    document.setHtml(text)
    return "<" in text and drawn(document)


def drawn(document):
    """Whether a document has a picture, or the marked word in bold letters and nothing else."""
    pictures = any(each.isImageFormat() for each in document.allFormats())
    block = document.begin()
    words = []
    while block.isValid():
        pieces = [piece.fragment() for piece in block]
        words += [piece.text() for piece in pieces if piece.charFormat().fontWeight() > QFont.Weight.Medium]
        block = block.next()
    return pictures or "x" in words


def tooltips(widget):
    """Every tooltip that a widget might show."""
    yield widget.toolTip()
    yield from (action.toolTip() for action in widget.actions())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, tip = widget.model(), Qt.ItemDataRole.ToolTipRole
        rows = min(model.rowCount(QModelIndex()), 300)
        columns = model.columnCount(QModelIndex()) if not isinstance(widget, QListView) else 1
        yield from (model.index(i, j).data(tip) or "" for i in range(rows) for j in range(columns))
        for way, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows)):
            yield from (model.headerData(i, way, tip) or "" for i in range(count))


def faults():
    """Return everything there is now that would be rendered."""
    for widget in QApplication.allWidgets():
        who = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and widget.metaObject().className() != "QTipLabel":
            icon = widget.objectName() == "qt_msgboxex_icon_label"
            if widget.textFormat() != Qt.TextFormat.PlainText and not icon:
                yield f"{who}: {widget.text()[:60]}"
        for text in tooltips(widget):
            if rendered(text):
                yield f"tooltip of {who}: {text[:80]}"
        if isinstance(widget, QGraphicsView) and widget.scene() is not None:
            for item in widget.scene().items():
                if isinstance(item, QGraphicsTextItem) and drawn(item.document()):
                    yield f"{who}: {item.toHtml()[-120:]}"
        if isinstance(widget, QTextBrowser) and "file://" in widget.toHtml():
            yield f"{who}: a page"


def hostile(mark):
    """An experiment each of whose texts looks like markup."""
    rows = "".join(f"{i % 9},{i % 7},{i % 5},{mark} {i % 3}\n" for i in range(60))
    data, _ = importing.from_text(f"{mark}a,{mark}b,{mark}c,kind\n{rows}", lambda share: True)
    step = LessonStep(text=mark, press=mark)
    return playground.load("eight-clouds").changed(
        title=mark, reason=mark, data=data, lesson=(step,), features=()
    )


@pytest.fixture
def walked(open_window, mark, preferences, tmp_path):
    """The window with the hostile experiment, everything in sight."""
    preferences.setValue("recent", [str(tmp_path / f"{mark.replace('/', '|')}.json")])
    window = open_window("eight-clouds")
    window.store.open(hostile(mark), None)
    for dock in window.findChildren(QDockWidget):
        dock.show()
    return window


@pytest.mark.slow
def test_nothing_in_the_window_is_rendered(qtbot, walked, mark, monkeypatch):
    window, kept = walked, []
    window.player.step(whole_epoch=True)
    window.actions_["new"].trigger()
    snapshot_of(qtbot, window)
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    for name in ("presets", "help", "about", "check", "paint"):
        window.actions_[name].trigger()
    window.status.say(mark)
    window.imports._open(mark, partial(loading.from_text, f"a,b\n{mark},1\n"), print)
    window.files.complain(mark, [mark, mark])
    window.unsaved.ask(lambda: None, lambda: None)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: kept.append(box) or 0)
    may_replace(window, mark, mark)
    qtbot.wait(50)
    boxes = [box for box in window.findChildren(QMessageBox) if mark in box.text() + box.informativeText()]
    assert len(boxes) >= 3
    shown = {widget.text() for widget in QApplication.allWidgets() if isinstance(widget, QLabel)}
    assert any(mark in text for text in shown)
    assert list(faults()) == []
    for text in {
        text for widget in QApplication.allWidgets() for text in tooltips(widget) if "file:" in text
    }:
        QToolTip.showText(QPoint(5, 5), text, window)
        qtbot.waitUntil(QToolTip.isVisible)
    QToolTip.hideText()
    assert [menu.title() for menu in window.findChildren(QMenu)]
    for box in window.findChildren(QMessageBox):
        box.done(0)


def test_a_title_is_the_windows_title_whatever_it_holds(walked):
    walked.store.commit(walked.store.experiment.changed(title="a[*]b & c"))
    assert walked.windowTitle() == "a[*][*]b & c[*] – Backprop Playground"


def test_an_ampersand_is_no_shortcut(walked, tmp_path, preferences):
    preferences.setValue("recent", [str(tmp_path / "salt & pepper.json")])
    menu = QMenu(walked)
    walked.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == ["salt && pepper.json"]


def test_a_widget_that_guesses_is_found(qtbot, mark):
    label, button = QLabel(), QWidget()
    for widget in (label, button):
        qtbot.addWidget(widget)
    button.setToolTip(mark)
    assert len(list(faults())) == 2


def test_what_is_plain_keeps_every_letter(qtbot, mark):
    document = QTextDocument()
    document.setHtml(plain(f"{mark}\n1 < 2"))
    assert document.toPlainText() == f"{mark}\n1 < 2".replace("\n", "\u2028").replace("\u2028", "\n")
    assert not drawn(document)
    assert plain("no markup & no change") == "no markup & no change"
    parent = QWidget()
    qtbot.addWidget(parent)
    box = Message(parent, mark, mark)
    for each in box.findChildren(QLabel):
        assert each.textFormat() == Qt.TextFormat.PlainText
    assert (box.text(), box.informativeText()) == (mark, mark)
    assert Label(mark).textFormat() == Qt.TextFormat.PlainText
    assert caption("a & b") == "a && b"


def test_a_line_begins_neither_with_a_percent_sign_nor_within_a_short_bracket():
    for text in ("at least 99 % are right", "(1 − 0.8370)² / 2 (as every step of this lesson says it)"):
        lines = unbroken(text).split(" ")
        assert " ".join(lines).replace("\u00a0", " ") == text
        assert not any(line.startswith("%") or line.endswith("(1") for line in lines)
    assert "(as every" in unbroken("2 (as every step of this lesson says it)")
