"""What a lesson waits for in the window: weights, another start, a phase of the microscope; and its hints."""

import pytest
from PySide6.QtCore import QPoint, Qt

from playground.gui.views.lesson import LessonView
from playground.gui.views.microscope import MicroscopeView
from playground.worker.messages import SetParameters


@pytest.fixture
def lead(qtbot, open_window):
    """Open a window with a lesson of one step, and return both."""

    def opened(**step):
        window = open_window(lesson=[{"text": "One.", **step}, {"text": "Two."}])
        with qtbot.waitSignal(window.player.reported):
            window.player.refresh()
        return window, window.view(LessonView)

    return opened


def ticked(lesson):
    return lesson.expectations.summary.text().startswith("✓")


def test_a_weight_may_be_trained_or_typed(qtbot, lead):
    wait = {"kind": "weight-about", "weight": "1.bias[0]", "value": 3.0, "tolerance": 0.01}
    window, lesson = lead(expect=[wait])
    assert not ticked(lesson)
    place = int(window.store.experiment.network().places()[0]["bias"][0])
    window.store.write(SetParameters((place,), (0.0,)), SetParameters((place,), (3.0,)), "bias")
    qtbot.waitUntil(lambda: ticked(lesson))


def test_another_start_is_waited_for(qtbot, lead):
    window, lesson = lead(expect=[{"kind": "changes"}])
    assert lesson.expectations.summary.text() == "Go on when another start is drawn."
    window.actions_["reset"].trigger()
    assert not ticked(lesson)
    window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: ticked(lesson))


def test_a_step_has_the_microscope_begin_at_a_phase_and_waits_for_another(qtbot, lead):
    wait = {"kind": "examines", "look": "2.weight[0,0]", "phase": "batch"}
    window, lesson = lead(view="microscope", look="2.weight[0,0]", phase="backward", expect=[wait])
    microscope = window.view(MicroscopeView)
    qtbot.waitUntil(lambda: microscope.chain is not None)
    stages = [stage.name for stage in microscope.chain.stages]
    assert microscope.pane.sheet.entries[microscope.pane.sheet.current].stage == stages.index("backward")
    assert not ticked(lesson)
    microscope.pane.sheet.step_to_stage(stages.index("batch"))
    assert ticked(lesson)


def test_who_does_something_else_gets_a_hint_until_it_is_done(qtbot, lead):
    small = {"kind": "becomes", "path": "batch_size", "to": 1}
    hint = {"when": [{"kind": "not-yet", "of": small}, {"kind": "epochs", "epochs": 1}], "text": "Smaller."}
    window, lesson = lead(expect=[small, {"kind": "epochs", "epochs": 2}], hints=[hint])
    assert not lesson.hint.isVisible()
    window.player.play(1)
    qtbot.waitUntil(lambda: lesson.hint.text() == "Smaller.")
    window.store.commit(window.store.experiment.changed(batch_size=1))
    qtbot.waitUntil(lambda: not lesson.hint.isVisible())


def test_what_is_not_as_the_lesson_has_it_is_named_and_can_be_set_right(qtbot, lead):
    do = {"set": ["batch_size=5"], "epoch": 1}
    window, lesson = lead(do=do, expect=[{"kind": "becomes", "path": "batch_size", "to": 5}])
    window.store.commit(window.store.experiment.changed(batch_size=6, optimizer="adam"))
    said = "Not as the lesson has it: the optimizer, the batch size. Do it for me sets it right."
    qtbot.waitUntil(lambda: lesson.hint.text() == said)
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticked(lesson))
    assert not lesson.hint.isVisible()


@pytest.mark.slow
def test_the_phase_at_which_a_step_begins_is_in_sight_as_soon_as_the_view_comes(qtbot, open_window):
    window = open_window(
        lesson=[{"text": "One."}, {"view": "microscope", "look": "2.bias[0]", "phase": "update"}]
    )
    lesson, microscope = window.view(LessonView), window.view(MicroscopeView)
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    sheet = microscope.pane.sheet
    qtbot.waitUntil(lambda: microscope.chain is not None and sheet.current > 0)
    begins = lambda: QPoint(20, sheet.entries[sheet.current].top + 6)  # noqa: E731
    qtbot.waitUntil(lambda: sheet.visibleRegion().contains(begins()))
