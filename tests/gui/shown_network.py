"""A network view alone, with a training that answers it."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.network import NetworkView
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look


class Shown:
    """A network view with the training that it shows; what is written there goes into the training."""

    def __init__(self, theme, **settings):
        plain = {
            "data": Circle(samples=12),
            "split": Split(test=0.0),
            "precision": "float64",
            "batch_size": 4,
        }
        self.experiment = Experiment.model_validate(plain | settings)
        self.training = Training(self.experiment)
        self.builder = FrameBuilder(self.training)
        self.views, self.theme, self.selection = [], theme, Selection()
        self.view = self.open(NetworkView)
        self.view.resize(1000, 480)
        self.view.numbers_edited.connect(self._write)
        self.canvas = self.view.canvas
        self.update()

    def open(self, view):
        """Open another view of the same network."""
        opened = view(self.theme, self.selection)
        self.views.append(opened)
        for tool in opened.tools():  # a dock would give them their place
            tool.setParent(opened)
        opened.show()
        opened.show_experiment(self.experiment)
        return opened

    def close(self, qapp):
        """Destroy everything, so that nothing here knows the layers any more."""
        for view in self.views:
            view.close()
        for each in (*self.views, self.selection):
            each.deleteLater()
        vars(self).clear()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _write(self, before, after, name):
        assert np.array_equal(self.training.network.parameters[0, list(before.places)], before.values)
        self.training.set_parameters(after.places, after.values)
        self.update()

    def update(self):
        """Show the training as it is now, at once."""
        self.tell(self.view)
        self.view.show_experiment(self.experiment)

    def tell(self, view):
        """Answer what a view asks, the microscope also what it asks while a run is at rest."""
        requests = view.due_requests() if isinstance(view, MicroscopeView) else view.requests
        view.show_frame(self.builder.frame(Look(tuple(requests))))

    @property
    def facts(self):
        """What is said of the network."""
        return self.view.facts

    def array(self, name):
        """One of the network's arrays, to be read or filled."""
        return self.training.network.arrays()[name]

    def point(self, link):
        """A point at which a link is met, and no tile."""
        along = self.canvas.links.along(np.linspace(0.05, 0.95, 181))[self.canvas.links.number(link)]
        points = [QPointF(x, y).toPoint() for x, y in along]
        return next(each for each in points if self.canvas.spot_at(QPointF(each)) == link)

    def pixels(self, link):
        """The colours along a link where no other is near."""
        image = self.canvas.grab().toImage()
        links = self.canvas.links
        along = links.along(np.linspace(0.0, 1.0, 101))
        own = along[links.number(link)]
        others = np.delete(along, links.number(link), axis=0).reshape(-1, 2)
        apart = np.array([np.hypot(*(others - each).T).min(initial=99.0) for each in own])
        assert apart.max() > 8.0
        return {
            QColor(image.pixel(*QPointF(*own[i]).toPoint().toTuple())).name()
            for i in np.flatnonzero(apart > 8.0)
        }
