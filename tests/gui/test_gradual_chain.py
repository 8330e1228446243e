"""A chain through many steps is built a little at a time, and is the chain that is built at once."""

import pytest
from PySide6.QtCore import QObject

import playground
from playground.gui.formulas.gradual_chain import GradualChain
from playground.gui.views.microscope import MicroscopeView
from playground.microscope import Text, chain, trace
from playground.microscope.chain import ChainBuilder


@pytest.fixture(scope="module")
def long_trace():
    return trace(playground.load("vanishing-through-time"))


def written(built):
    return [(stage.name, [Text().line(line) for line in stage.lines]) for stage in built.stages]


def test_a_chain_built_in_slices_is_the_chain(long_trace):
    builder, slices = ChainBuilder(long_trace, "1.recurrent[0,2]"), 1
    while not builder.build(0.0005):
        assert builder.chain is None
        slices += 1
    assert slices > 5
    assert written(builder.chain) == written(chain(long_trace, "1.recurrent[0,2]"))
    assert builder.build(0.0)


def test_the_window_is_free_between_the_slices(qtbot, qapp, long_trace, monkeypatch):
    monkeypatch.setattr("playground.gui.formulas.gradual_chain.FIRST", 0.0005)
    monkeypatch.setattr("playground.gui.formulas.gradual_chain.FURTHER", 0.0005)
    gradual, built = GradualChain(qapp), []
    gradual.built.connect(lambda chain, spent: built.append((chain, spent)))
    gradual.start(ChainBuilder(long_trace, "1.recurrent[0,2]"))
    assert gradual.active
    assert not built
    qtbot.waitUntil(lambda: bool(built))
    assert not gradual.active
    assert built[0][1] > 0.0
    gradual.deleteLater()


def test_what_is_looked_at_instead_takes_the_place_of_what_is_being_built(qtbot, long_trace, monkeypatch):
    monkeypatch.setattr("playground.gui.formulas.gradual_chain.FIRST", 0.0)
    parent, built, failed = QObject(), [], []
    gradual = GradualChain(parent)
    gradual.built.connect(lambda chain, spent: built.append(str(chain.node)))
    gradual.failed.connect(failed.append)
    gradual.start(ChainBuilder(long_trace, "1.recurrent[0,2]"))
    gradual.start(ChainBuilder(long_trace, "1.bias[1]"))
    gradual.finish()
    assert built == ["1.bias[1]"]
    gradual.start(ChainBuilder(long_trace, "1.bias[100]"))
    gradual.finish()
    assert failed
    assert not gradual.active


def test_a_person_sees_at_once_what_is_chosen_while_a_chain_is_being_built(qtbot, open_window, monkeypatch):
    monkeypatch.setattr("playground.gui.formulas.gradual_chain.FIRST", 0.0)
    monkeypatch.setattr("playground.gui.formulas.gradual_chain.FURTHER", 0.0)  # never built by itself
    window = open_window("vanishing-through-time")
    window.dock_area.raise_view("microscope")
    microscope = window.view(MicroscopeView)
    qtbot.waitUntil(lambda: microscope.trace is not None)
    assert microscope.drawing
    assert microscope.chain is None
    microscope.look_at("1.bias[1]")
    assert str(microscope.chain.node) == "1.bias[1]"
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: microscope.trace.step == 1)
    assert microscope.chain.trace.step == 0
    microscope.draw_now()
    assert microscope.chain.trace.step == 1
