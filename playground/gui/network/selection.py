"""What the person has chosen to look at closely; views show it, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

Parameter = tuple[str, tuple[int, ...]]
"""The name of a layer's parameter, and an index of it."""


@dataclass(frozen=True)
class LitStep:
    """One link of a path, as it is lit: numbers of units, and a weight between them if one is there."""

    units: tuple[tuple[int, int], ...]
    """Layer and unit of each end that is in the network, from 0; a layer of -1 is the inputs."""
    numbers: tuple[tuple[int, ...], ...]
    """Where in the shape of its layer each end is."""
    parameter: tuple[int, str, tuple[int, ...]] | None = None
    """The layer of the weight, its name and its index."""


@dataclass(frozen=True)
class LitPath:
    """A path from the loss to a number that a line of the microscope is about."""

    steps: tuple[LitStep, ...]
    at: int | None = None
    """Which of them is read, if it is one alone."""


@dataclass(frozen=True)
class Chosen:
    """A unit, a link or samples; layers count from 0, and -1 is the inputs."""

    layer: int = -1
    unit: int | None = None
    parameter: Parameter | None = None
    """A weight that leads to the unit."""
    samples: tuple[int, ...] = ()
    """Rows of all points of the experiment."""
    step: int | None = None
    """At which step of a sequence the unit is meant, from 0; None: at the last."""


class Selection(QObject):
    """Holds what is chosen."""

    changed = Signal(object)
    """Something else is chosen: a Chosen."""
    highlight_changed = Signal()
    """Another unit of the network is highlighted, or none."""
    path_changed = Signal()
    """Another path is lit, or another step of it."""
    sample_changed = Signal()
    """Another sample is in sight."""
    time_step_changed = Signal()
    """Another step of a sequence is pointed at."""
    held_changed = Signal()
    """Inputs beyond the plane's two are held elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen = Chosen()
        self.highlighted: tuple[int, int] | None = None
        """The layer and unit that a line of the microscope is about, while it is read."""
        self.path: LitPath | None = None
        """The path that a line of the microscope is about, while it is read."""
        self.drawing: tuple[float, ...] | None = None
        """What is in sight instead of a sample: inputs of the network, flat."""
        self.sample: int | None = None
        """The sample whose way through the network is in sight, by its row of all points; None: the first of
        the training set."""

        self.time_step: int | None = None
        """The step of a sequence that is pointed at, from 0: it is lit wherever steps are shown."""
        self.held: tuple[float, ...] = ()
        """Where inputs beyond the plane's two are held on all maps; without numbers at their means."""

    def choose(self, chosen: Chosen) -> None:
        """Look at something else."""
        if chosen != self.chosen:
            others = chosen.samples != self.chosen.samples
            self.chosen = chosen
            self.changed.emit(chosen)
            if others and chosen.samples:
                self.show_sample(chosen.samples[0])

    def look_at(
        self,
        layer: int = -1,
        unit: int | None = None,
        parameter: Parameter | None = None,
        step: int | None = None,
    ) -> None:
        """Look at another place of the network, or at none; samples stay chosen."""
        self.choose(Chosen(layer, unit, parameter, self.chosen.samples, step))

    def point_at(self, time_step: int | None) -> None:
        """Point at another step of a sequence, or at none."""
        if time_step != self.time_step:
            self.time_step = time_step
            self.time_step_changed.emit()

    def highlight(self, unit: tuple[int, int] | None) -> None:
        """Highlight a unit, by layer and unit, or none."""
        if unit != self.highlighted:
            self.highlighted = unit
            self.highlight_changed.emit()

    def light(self, path: LitPath | None) -> None:
        """Say which path is lit."""
        if path != self.path:
            self.path = path
            self.path_changed.emit()

    def show_sample(self, row: int | None) -> None:
        """Have another sample in sight; what is chosen stays so, and the microscope where it is."""
        if row != self.sample or self.drawing is not None:
            self.sample, self.drawing = row, None
            self.sample_changed.emit()

    def hold(self, held: tuple[float, ...]) -> None:
        """Hold inputs beyond the plane's two elsewhere."""
        if held != self.held:
            self.held = held
            self.held_changed.emit()

    def show_drawing(self, inputs: tuple[float, ...] | None) -> None:
        """Have something in sight that is no sample, or again the sample that was."""
        if inputs != self.drawing:
            self.drawing = inputs
            self.sample_changed.emit()
