"""The panels: what a person edits arrives in the experiment, and what does not fit is said beside it."""

from typing import Literal

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
)

import playground
from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.experiment.stopping import StopRule
from playground.gui.panels.training import TrainingPanel
from playground.gui.views.boundary import BoundaryView
from playground.gui.widgets.form import Form, PartEditor, PartForm
from playground.gui.widgets.number_editor import NumberEditor
from playground.gui.widgets.part_list import PartListEditor
from playground.parts.part import Part, family
from playground.parts.setting import settings
from tests.gui.controls import (
    enter,
    errors,
    followed,
    inside,
    menu_of,
    names,
    pick,
)


@pytest.fixture
def training(qtbot):
    panel = TrainingPanel()
    qtbot.addWidget(panel)
    return panel


def test_settings_that_are_not_as_usual_are_in_sight_and_can_be_folded(training):
    plain = playground.load("circle").changed(optimizer="adam")
    training.show_value(plain)
    menu = menu_of(training, "Optimizer")
    editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
    (form,) = inside(editor, PartForm)
    assert names(form) == ["Learning rate"]
    changed = plain.changed(optimizer={"kind": "adam", "beta_1": 0.5})
    training.show_value(changed)
    assert "Beta 1" in names(form)
    editor.more.setChecked(False)
    training.show_value(changed.changed(batch_size=7))
    assert names(form) == ["Learning rate"]


def test_what_is_seldom_set_is_folded_until_it_is_not_as_usual(training):
    plain = playground.load("three-rings")
    training.show_value(plain)
    menu = menu_of(training, "Loss")
    editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
    form = editor.findChild(PartForm)
    assert form.isHidden()
    training.show_value(plain.changed(loss={"kind": "cross-entropy", "label_smoothing": 0.1}))
    assert not form.isHidden()
    assert "Label smoothing" in names(form)


@pytest.mark.parametrize("base", [Loss, Optimizer])
def test_every_member_can_be_chosen_and_brings_its_settings(training, base):
    seen = followed(training)
    menu = menu_of(training, base.family_name.capitalize())
    for kind, member in list(family(base).items())[::-1]:
        pick(menu, kind)
        assert getattr(seen[-1], base.family_name).kind == kind
        editor = next(editor for editor in training.findChildren(PartEditor) if menu.parent() is editor)
        form = editor.findChild(PartForm)
        known = [setting.label for setting in settings(member)]
        first = [setting.label for setting in settings(member)[:1] if not setting.seldom]
        assert (names(form) == first) is not editor.more.isChecked() or len(known) < 2
        editor.more.setChecked(True)
        assert set(names(form)) == {*known}


def test_a_menu_follows_the_registry(gone_afterwards, qapp):
    class Doubled(Identity):
        """Twice the sum."""

        kind: Literal["doubled"] = "doubled"

    form = Form(Dense)
    form.show_value(Dense(activation=Doubled()))
    menu = menu_of(form, "Activation")
    assert menu.currentText() == "Doubled"
    assert menu.currentData() == "doubled"
    form.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_does_not_fit_is_said_where_it_was_set(qtbot, open_window):
    window = open_window()
    experiment = window.store.experiment
    window.store.commit(experiment.changed(loss={"kind": "binary-cross-entropy"}))
    said = [label.text() for label in window.layers.findChildren(QLabel) if label.objectName() == "error"]
    assert "the binary cross-entropy loss needs Sigmoid, not Tanh" in said
    assert "Output: the binary cross-entropy loss" in window.status.left.text()
    assert not window.actions_["play"].isEnabled()
    plot = window.view(BoundaryView).plot
    assert plot.image.image is None  # not the map of what ran before
    window.store.commit(window.store.experiment.changed(output={"kind": "sigmoid"}))
    assert window.actions_["play"].isEnabled()
    assert "Cannot train" not in window.status.left.text()
    qtbot.waitUntil(lambda: plot.image.image is not None)


def test_switching_every_feature_off_is_said(open_window):
    window = open_window()
    window.store.commit(window.store.experiment.changed(features=()))
    assert errors(window.data) == ["choose at least one"]
    assert not window.actions_["play"].isEnabled()


def test_stop_rules_are_added_changed_and_removed(qtbot, training):
    seen = followed(training)
    (stop,) = inside(training, PartListEditor)
    for action in stop.menu.actions():
        action.trigger()
    assert [rule.kind for rule in seen[-1].stop] == list(family(StopRule))
    editor = inside(stop, NumberEditor)[0]
    enter(editor, "30")
    assert seen[-1].stop[0].epochs == 30
    for count in reversed(range(len(family(StopRule)))):
        remove = next(each for each in inside(stop, QPushButton) if each.text() == "Remove")
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
        assert len(seen[-1].stop) == count


def test_every_control_has_a_name_for_those_who_do_not_see_it(window):

    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider)
        for control in window.findChildren(kind)
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    unnamed = [
        control
        for control in controls
        if not control.accessibleName() and not getattr(control, "text", lambda: "")()
    ]
    assert unnamed == []
    assert len(controls) > 40


def test_activation_is_a_family_that_the_panel_has_not_named():
    assert issubclass(Activation, Part)


def test_regenerated_data_keep_the_weights(qtbot, window):
    window.actions_["epoch"].trigger()
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    before = window.store.experiment
    qtbot.mouseClick(window.data.again, Qt.MouseButton.LeftButton)
    after = window.store.experiment
    assert after.data.seed == before.data.seed + 1
    assert not np.array_equal(after.points.xy, before.points.xy)
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert np.array_equal(found[1].parameters, found[0].parameters)
    assert found[1].epochs == 1
    assert "Seed" in window.store.undoes or "seed" in window.store.undoes
