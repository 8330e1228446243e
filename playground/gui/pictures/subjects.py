"""Everything in the window that a picture or a film can be of now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from playground.gui.pictures.subject import Subject
from playground.gui.views.network import NetworkView
from playground.gui.views.view import View

Subjects = Callable[[], Sequence[Subject]]


def subjects(window: QWidget, network: NetworkView, views: Sequence[View]) -> list[Subject]:
    """Return them: the window, the network, this beside the view of the data, and every view in sight."""
    first = Subject(_tr(network.title), (network.canvas,), (network.widest,))
    found = [Subject(_tr("Whole window"), (window,), whole=True), first]
    shown = [view for view in views if view.in_sight and view is not network]
    for view in shown:
        if view.of_data:
            title = _tr("{0} and {1}").format(first.title, view.title[:1].lower() + view.title[1:])
            keys = (*first.keys, *view.explaining())
            found.append(Subject(title, (network.canvas, view), keys))
    return found + [Subject(_tr(view.title), (view,), tuple(view.explaining())) for view in shown]


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)
