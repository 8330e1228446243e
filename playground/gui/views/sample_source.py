"""Whose step the microscope shows: the next batch's, or that of samples that were chosen."""

from __future__ import annotations

from PySide6.QtGui import QStandardItemModel

from playground.experiment.experiment import Experiment
from playground.gui.views.microscope_places import rows_of
from playground.gui.widgets.editors import Menu
from playground.microscope import Rows


class SampleSource(Menu):
    """Offers chosen samples while there are any."""

    def __init__(self) -> None:
        super().__init__()
        self.samples: tuple[int, ...] = ()
        """Those that are chosen, by their rows of all points."""
        self.setToolTip(self.tr("Samples of the step: click one in the decision boundary to choose it"))
        self.setAccessibleName(self.tr("Samples to look at"))
        self.setMinimumWidth(142)
        self.addItems([self.tr("Next batch"), self.tr("Chosen samples")])
        self.offer(())

    def offer(self, samples: tuple[int, ...]) -> None:
        """Look at samples that were chosen, until they are let go."""
        self.samples = samples
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(1).setEnabled(bool(samples))
        self.setCurrentIndex(int(bool(samples)))

    def rows(self, experiment: Experiment | None) -> Rows:
        """Return the samples of an experiment that are looked at; none: the next batch."""
        # A popup lets a drag choose what is greyed out.
        if self.currentIndex() != 1 or not self.samples or experiment is None:
            return Rows()
        return rows_of(experiment, self.samples)
