"""A lesson in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

import playground
from playground.experiment import presets, view_names
from playground.experiment.lesson_steps import after
from playground.gui.views import VIEWS
from playground.gui.views.lesson import LessonView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from tests.gui.controls import errors, heading

STEPS = [
    {"text": "One.", "press": "Press Batch.", "expect": [{"kind": "steps", "steps": 1}]},
    {"text": "Two.", "view": "about"},
]


@pytest.fixture
def taught(open_window):
    window = open_window(lesson=STEPS, locked=("layers",))
    return window, window.view(LessonView)


def test_a_step_waits_for_what_it_names(qtbot, taught):
    window, lesson = taught
    assert lesson.text.text() == "One."
    assert lesson.expectations.summary.text() == "Go on when one batch is trained."
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: lesson.expectations.summary.text().startswith("✓"))
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "Two."
    assert not lesson.next.isEnabled()
    assert "about" in window.dock_area.in_sight()
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "One."


def test_the_view_of_the_first_step_is_in_front_when_the_window_opens(open_window):
    window = open_window(lesson=[{"text": "One.", "view": "findings"}])
    assert "findings" in window.dock_area.in_sight()


def test_nobody_is_held_back(qtbot, taught):
    _, lesson = taught
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "Two."


def test_a_lesson_locks_what_it_says_and_goes_with_its_experiment(taught):
    window, lesson = taught
    assert lesson.isVisible()
    assert not window.layers.isEnabled()
    assert window.data.isEnabled()
    window.files.open_shipped("xor")
    assert not lesson.isVisible()
    assert window.layers.isEnabled()
    assert window.view(LossView).isVisible()


RATE = {"set": ["optimizer.learning_rate=0.3"], "epoch": 3}
DONE = [
    {"text": "One.", "do": RATE, "expect": [{"kind": "epochs", "epochs": 3}]},
    {"text": "Two.", "do": {"afresh": True, "epoch": 5}, "expect": [{"kind": "epochs", "epochs": 5}]},
    {"text": "Three.", "expect": [{"kind": "within", "epochs": 0}]},
]


@pytest.fixture
def done(open_window):
    window = open_window(lesson=DONE)
    return window, window.view(LessonView)


def ticked(lesson):
    return lesson.expectations.summary.text().startswith("✓")


def test_a_step_can_be_done_by_itself_and_taken_back(qtbot, done):
    window, lesson = done
    before = window.store.experiment
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    assert window.store.experiment.optimizer.learning_rate == 0.3
    qtbot.waitUntil(lambda: ticked(lesson) and not window.player.playing)
    assert window.time.epoch == 3
    window.actions_["undo"].trigger()
    assert window.store.experiment == before


def test_a_step_is_done_from_the_start_if_it_says_so(qtbot, done):
    window, lesson = done
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 1):
        window.actions_["epoch"].trigger()
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    seen = []
    window.player.reported.connect(lambda report: seen.append(report.reached))
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticked(lesson) and not window.player.playing)
    assert seen[-1] == 5
    assert window.store.experiment.optimizer.learning_rate == 0.3  # what the steps before it asked for, too


def test_a_run_that_is_past_what_a_step_asks_for_starts_afresh(qtbot, done):
    window, lesson = done
    window.store.commit(window.store.experiment.changed(optimizer={"kind": "sgd", "learning_rate": 0.3}))
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 9):
        window.player.play(9)
    qtbot.waitUntil(lambda: not window.player.playing)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 3):
        qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    assert ticked(lesson)


def train_to(qtbot, window, epoch):
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == epoch):
        window.player.play(epoch)
    qtbot.waitUntil(lambda: not window.player.playing)


STEPWISE = playground.load("lesson-08-vanishing").lesson


@pytest.mark.parametrize(
    ("index", "prepared", "beyond"),
    [(i, *((True, 0) if i % 2 else (False, 3))) for i in range(len(STEPWISE))],
)
@pytest.mark.slow
def test_a_step_is_done_on_a_run_that_has_been_where_it_leads(qtbot, open_window, index, prepared, beyond):
    window, step = open_window("lesson-08-vanishing"), STEPWISE[index]
    lesson = window.view(LessonView)
    window.player.set_pace(0)
    if prepared:
        window.store.commit(after(window.store.experiment, index + 1))
    train_to(qtbot, window, step.do.epoch + beyond)
    for _ in range(index):
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    for box in lesson.questions.boxes:
        box.answered.emit(box.question.solution)
    seen, begun = [], []
    window.player.reported.connect(lambda report: seen.append(report.reached))
    window.run.began.connect(lambda *_: begun.append(True))
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.player.playing and ticked(lesson) and seen[-1:] == [step.do.epoch])
    assert begun


def test_what_was_once_seen_counts(qtbot, done):
    window, lesson = done
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticked(lesson) and not window.player.playing)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 0):
        window.actions_["reset"].trigger()
    assert ticked(lesson)


def test_a_step_to_be_read_has_nothing_to_do_for_it(qtbot, done):
    _, lesson = done
    assert lesson.do.isVisible()
    for _ in range(2):
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert not lesson.do.isVisible()


def test_a_lesson_that_is_opened_again_begins_again(qtbot, window):
    lesson = window.view(LessonView)
    window.files.open_shipped("lesson-01-neuron")
    first = lesson.text.text()
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.text.text() != first
    window.files.open_shipped("lesson-01-neuron")
    assert lesson.text.text() == first


LOOKING = [
    {"text": "One.", "view": "microscope", "look": "2.bias[1]"},
    {"text": "Two.", "view": "microscope", "look": "3.weight[1,0]"},
]


def test_a_step_has_the_microscope_look_where_it_says(qtbot, window):
    microscope, lesson = window.view(MicroscopeView), window.view(LessonView)
    microscope.address.setText("1.weight[1,1]")
    window.store.open(window.store.experiment.changed(lesson=LOOKING), None)
    qtbot.waitUntil(lambda: "Bias of unit 2 of layer 2" in heading(microscope))
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert microscope.address.text() == "3.weight[1,0]"
    assert heading(microscope).startswith("Weight from input 2 to unit 1 of layer 3")
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    assert microscope.address.text() == "2.bias[1]"


def test_a_lesson_comes_to_a_smaller_network_than_the_microscope_was_at(qtbot, window):
    microscope = window.view(MicroscopeView)
    window.dock_area.raise_view("microscope")
    microscope.look_at("2.weight[3,1]")
    qtbot.waitUntil(lambda: microscope.chain is not None)
    window.files.open_shipped("lesson-03-chain-rule")
    qtbot.waitUntil(lambda: heading(microscope).startswith("Weight from input 1 to unit 1 of layer 1"))
    assert errors(microscope) == []


WAITING = [{"text": "One.", "expect": [{"kind": "epochs", "epochs": 2}]}]


def trained(qtbot, window):
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 2):
        window.player.play(2)
    qtbot.waitUntil(lambda: not window.player.playing)


@pytest.mark.parametrize("settings", [{"seed": 7}, {}])
def test_the_run_before_a_lesson_does_not_tick_its_first_step(qtbot, window, settings):
    lesson = window.view(LessonView)
    trained(qtbot, window)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 0):
        window.store.open(window.store.experiment.changed(lesson=WAITING, **settings), None)
        assert not ticked(lesson)
    assert not ticked(lesson)


def test_a_lesson_that_is_opened_again_has_its_run_begin_again(qtbot, open_window):
    window = open_window(lesson=WAITING)
    trained(qtbot, window)
    assert ticked(window.view(LessonView))
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached == 0):
        window.store.open(window.store.experiment, None)
    assert not ticked(window.view(LessonView))


def test_a_setting_that_is_not_there_is_said(qtbot, open_window):
    window = open_window(lesson=[{"do": {"set": ["layers[9].units=1"]}}])
    with qtbot.waitSignal(window.view(LessonView).message) as said:
        qtbot.mouseClick(window.view(LessonView).do, Qt.MouseButton.LeftButton)
    assert said.args == ["layers[9].units: [9] is past the end of a list of 2"]


def test_the_menu_has_the_lessons_in_order_and_apart(window):
    shipped = next(menu for menu in window.findChildren(QMenu) if menu.title() == "Shipped presets")
    shipped.aboutToShow.emit()
    lessons = window.findChild(QMenu, "lessons")
    titles = [action.text() for action in lessons.actions()]
    assert titles == [presets.load(name).title for name in presets.shipped() if name.startswith("lesson-")]


def test_a_lesson_may_name_the_views_that_there_are():
    assert tuple(view.kind for view in VIEWS) == view_names.VIEWS


def test_a_reset_of_the_layout_leaves_the_lesson(taught):
    window, lesson = taught
    window.actions_["layout"].trigger()
    assert lesson.isVisible()


@pytest.mark.slow
def test_a_lesson_stands_above_the_settings_and_takes_no_room_from_the_network(open_window):
    plain, window = open_window(), open_window(lesson=STEPS)
    lesson = window.view(LessonView)
    assert lesson.isVisible()
    assert window.network.width() == plain.network.width()
    assert lesson.mapTo(window, lesson.rect().bottomLeft()).y() < window.data.mapTo(window, QPoint()).y()
    assert window.data.visibleRegion().boundingRect().height() > 150


ALREADY = [
    {"text": "One."},
    {"text": "Two.", "expect": [{"kind": "within", "epochs": 0}]},
    {"text": "Three.", "expect": [{"kind": "steps", "steps": 1}]},
]


def test_what_held_on_arrival_ticks_nothing_until_something_is_done(qtbot, open_window):
    window = open_window(lesson=ALREADY)
    lesson = window.view(LessonView)
    first = lambda report: report.frame.figures.step == 1  # noqa: E731
    with qtbot.waitSignal(window.player.reported, check_params_cb=first):
        window.actions_["batch"].trigger()
    for _ in range(2):
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.player.reported):
        window.player.refresh()
    assert lesson.text.text() == "Three."
    assert not ticked(lesson)
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: ticked(lesson))
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert ticked(lesson)  # what was done stays done


def test_without_a_lesson_the_view_says_so_and_has_nothing_to_press(open_window):
    window = open_window()
    lesson = window.view(LessonView)
    window.dock_area.raise_view(LessonView.kind)
    assert lesson.text.text().startswith("This experiment has no lesson.")
    assert not lesson.do.isVisible()
    assert not lesson.back.isEnabled()
    assert not lesson.next.isEnabled()


def test_the_last_step_of_a_lesson_leads_to_the_next_lesson(qtbot, open_window):
    window = open_window("lesson-16-convolution")
    lesson = window.view(LessonView)
    for _ in window.store.experiment.lesson[1:]:
        assert lesson.next.text() == "Next"
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.next.text() == "Next lesson"
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert window.store.experiment == playground.load("lesson-17-pooling")
    assert lesson.text.text() == window.store.experiment.lesson[0].text


def test_back_restores_what_the_step_began_with(qtbot, done):
    window, lesson = done
    before = window.store.experiment
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticked(lesson) and not window.player.playing)
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    second = window.store.experiment
    qtbot.mouseClick(lesson.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticked(lesson) and not window.player.playing)
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.time.epoch == 3 and not window.player.playing)
    assert window.store.experiment == second
    assert ticked(lesson)  # what was done is not taken back
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.time.epoch == 0 and not window.player.playing)
    assert window.store.experiment == before


@pytest.mark.slow
def test_back_leaves_a_run_alone_that_is_as_the_step_began(qtbot, done):
    _, lesson = done
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    started = []
    lesson.training_requested.connect(lambda *_: started.append(True))
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    assert not started


def test_play_pauses_where_the_step_asks_and_goes_on_when_pressed_again(qtbot, done):
    window, _ = done
    window.actions_["play"].trigger()
    qtbot.waitUntil(lambda: window.player.run.reached == 3 and not window.player.playing)
    with qtbot.waitSignal(window.player.reported, check_params_cb=lambda report: report.reached > 3):
        window.actions_["play"].trigger()
    assert window.player.playing
