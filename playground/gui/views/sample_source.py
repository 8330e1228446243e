"""Whose step the microscope shows: the next batch's, or that of samples chosen or in sight."""

from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel

from playground.experiment.experiment import Experiment
from playground.gui.views.microscope_places import rows_of
from playground.gui.widgets.menu import Menu
from playground.microscope import Rows

BATCH, CHOSEN, SIGHT = range(3)


class SampleSource(Menu):
    """Offers chosen samples while there are any, and the sample in sight where views show one."""

    def __init__(self) -> None:
        super().__init__()
        self.samples: tuple[int, ...] = ()
        """Those that are chosen, by their rows of all points."""
        self.setToolTip(
            self.tr(
                "Samples of the step. The next batch is shown through the sample of which most is learned;"
                " click one in a view of the data to choose it"
            )
        )
        self.setAccessibleName(self.tr("Samples to look at"))
        self.setMinimumWidth(172)
        self.addItems([self.tr("Next batch"), self.tr("Chosen samples"), self.tr("Sample in sight")])
        self.offer(())
        self._item(SIGHT).setEnabled(False)

    def offer(self, samples: tuple[int, ...]) -> None:
        """Look at samples that were chosen, until they are let go."""
        self.samples = samples
        self._item(CHOSEN).setEnabled(bool(samples))
        self.setCurrentIndex(CHOSEN if samples else BATCH)

    def show_followed(self, called: str) -> None:
        """Say through which sample the next batch is shown: elsewhere another may be in sight."""
        text = self.tr("Next batch")
        self.setItemText(BATCH, self.tr("{0}: {1}").format(text, called) if called else text)

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the sample in sight, unless samples lie in a plane."""
        self._item(SIGHT).setEnabled(experiment.plane is None)
        if self.follows and experiment.plane is not None:
            self.setCurrentIndex(BATCH)

    def follow(self, step: int | None) -> None:
        """Look at the sample in sight, if a step of it was chosen where it is shown."""
        if step is not None and self._item(SIGHT).isEnabled():
            self.setCurrentIndex(SIGHT)

    @property
    def follows(self) -> bool:
        """Whether the sample in sight is looked at."""
        return self.currentIndex() == SIGHT

    def rows(self, experiment: Experiment | None, sight: int | None) -> Rows:
        """Return the samples of an experiment that are looked at; none: the next batch.

        ``sight`` is the row of the sample in sight; None is the first that is trained on.
        """
        # A popup lets a drag choose what is greyed out.
        if experiment is None or self.currentIndex() == BATCH:
            return Rows()
        if self.follows and experiment.plane is None:
            return rows_of(experiment, (int(experiment.rows["train"][0]) if sight is None else sight,))
        return rows_of(experiment, self.samples) if self.samples and not self.follows else Rows()

    def _item(self, number: int) -> QStandardItem:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model.item(number)
