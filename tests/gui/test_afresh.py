"""What is looked at of one experiment is not carried over to the next."""

import pytest

from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.loss import LossView
from playground.gui.views.plot import Plot
from tests.gui.controls import thumbnail


def look_closely(window):
    """Choose, zoom and switch on whatever can be."""
    window.network.selection.choose(Chosen(0, 1, ("weight", (0, 1)), (0, 1, 2)))
    window.actions_["paint"].setChecked(True)
    for view in window.views:
        for plot in view.findChildren(Plot):
            plot.field.scaleBy((0.5, 0.5))
            plot.field.sigRangeChangedManually.emit([True, True])  # as by the wheel
            assert plot.away


@pytest.mark.parametrize("another", ["preset", "data"])
@pytest.mark.parametrize("member", VIEWS, ids=lambda member: member.kind)
def test_no_view_keeps_what_was_of_other_data(window, member, another):
    look_closely(window)
    if another == "preset":
        window.files.open_shipped("moons")
    else:
        thumbnail(window.data, "moons").click()
    assert window.store.experiment.data.kind == "moons"
    assert window.network.selection.chosen == Chosen()
    assert not window.actions_["paint"].isChecked()
    assert not any(plot.away for plot in window.view(member).findChildren(Plot))


def test_undo_of_opening_a_preset_brings_the_trained_run_back(qtbot, window):
    for epoch in (1, 2, 3):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: window.time.epoch == epoch)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.files.open_shipped("xor")
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 3)
    loss = window.view(LossView)
    assert (window.store.experiment.title, window.store.experiment.batch_size) == ("Circle", 3)
    assert [row.epoch for row in loss.history.rows] == [0, 1, 2, 3]
    assert loss.marks.shown == [(3, "batch size")]
