"""Painting: an error is reported, and does not end the process."""

import ast
import inspect
import pkgutil
import sys
from importlib import import_module

import pytest
from PySide6.QtWidgets import QWidget

import playground.gui
from playground.gui.widgets.paint_guard import guarded


class Broken(QWidget):
    @guarded
    def paintEvent(self, event):
        raise ValueError("no such colour")


def test_an_error_while_painting_is_reported(qtbot, monkeypatch):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error))
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(reported))
    assert {str(error) for error in reported} == {"no such colour"}
    painting = [error.__traceback__.tb_next.tb_frame for error in reported]
    assert not any(frame.f_locals for frame in painting)  # or the painter would outlive its widget


MODULES = [module.name for module in pkgutil.walk_packages(playground.gui.__path__, "playground.gui.")]


@pytest.mark.parametrize("name", MODULES)
def test_every_paint_event_is_guarded(name):
    tree = ast.parse(inspect.getsource(import_module(name)))
    paints = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "paintEvent"
    ]
    names = [[getattr(each, "id", "") for each in node.decorator_list] for node in paints]
    assert all("guarded" in found for found in names)
