"""Where a lesson points: at what changes the setting that its step waits for."""

from PySide6.QtCore import QPoint, QRect, Qt

import playground
from playground.experiment import presets
from playground.experiment.expectations.base import every
from playground.experiment.expectations.becoming import Becomes
from playground.experiment.lesson_steps import after
from playground.gui.panels.data import DataPanel
from playground.gui.panels.layer_columns import LayerColumn
from playground.gui.panels.layers import LayersPanel
from playground.gui.panels.training import TrainingPanel
from playground.gui.theme import LIGHT
from playground.gui.views.lesson import LessonView
from playground.gui.window.setting_places import SettingPlaces

LESSONS = [name for name in presets.shipped() if playground.load(name).lesson]


def test_every_setting_that_a_lesson_waits_for_has_a_place(qapp):
    panels = DataPanel(LIGHT), LayersPanel(LIGHT), TrainingPanel()
    places = SettingPlaces(*panels)
    for experiment in map(playground.load, LESSONS):
        for i, step in enumerate(experiment.lesson):
            waiting = [each.path for each in every(step.expect) if isinstance(each, Becomes)]
            for panel in panels if waiting else ():
                panel.show_value(after(experiment, i))
            assert not {places.find(path) for path in waiting} & {None, *panels}, (experiment.title, waiting)


def test_a_step_scrolls_to_what_it_waits_for_unfolds_it_and_shows_it_again(qtbot, open_window):
    window = open_window("lesson-22-lstm")
    lesson, ring = window.view(LessonView), window.highlighter.ring
    window.store.commit(after(window.store.experiment, 2))
    for _ in range(2):
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert window.layers.findChildren(LayerColumn)[-1].fold.isChecked()
    bias = window.places.find("layers[0].forget_bias")
    qtbot.waitUntil(lambda: ring.geometry().contains(QRect(bias.mapTo(window, QPoint(0, 0)), bias.size())))
    ring.hide()
    qtbot.mouseClick(lesson.where, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ring.isVisible())


def test_what_was_unfolded_for_a_step_is_folded_after_it(qtbot, open_window):
    window = open_window("lesson-22-lstm")
    lesson = window.view(LessonView)
    window.store.commit(after(window.store.experiment, 2))
    for _ in range(2):
        qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    column = window.layers.findChildren(LayerColumn)[-1]
    assert column.fold.isChecked()
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert not column.fold.isChecked()
    column.fold.click()  # by the person
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    assert column.fold.isChecked()
