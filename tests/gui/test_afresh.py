"""What is looked at of one experiment is not carried over to the next."""

import pytest

from playground.gui.views import VIEWS
from playground.gui.views.plot import Plot
from playground.gui.window.selection import Chosen


def look_closely(window):
    """Choose, zoom and switch on whatever can be."""
    window.network.selection.choose(Chosen(0, 1, ("weight", (0, 1)), (0, 1, 2)))
    window.actions_["paint"].setChecked(True)
    for view in window.views:
        for plot in view.findChildren(Plot):
            plot.field.scaleBy((0.5, 0.5))
            plot._away = True


@pytest.mark.parametrize("another", ["preset", "data"])
@pytest.mark.parametrize("member", VIEWS, ids=lambda member: member.kind)
def test_no_view_keeps_what_was_of_other_data(window, member, another):
    look_closely(window)
    if another == "preset":
        window.files.open_shipped("moons")
    else:
        window.data._thumbnails["moons"].click()
    assert window.store.experiment.data.kind == "moons"
    assert window.network.selection.chosen == Chosen()
    assert not window.actions_["paint"].isChecked()
    assert not any(plot._away for plot in window.view(member).findChildren(Plot))
