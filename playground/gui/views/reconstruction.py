"""The reconstruction view: inputs beside what comes out again, and the plane of a layer of two units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from playground.data.targets.short_names import short_names
from playground.engine.activations.base import Array
from playground.experiment.experiment import Experiment
from playground.gui.images.latent_plane import LatentPlane
from playground.gui.images.pairs import Pairs
from playground.gui.images.tiles import tile_scroll_area
from playground.gui.network.sampled import LONGEST, Sampled
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.sample_colours import sample_colours
from playground.gui.views.view import RIGHT, ThrottledView
from playground.gui.widgets.controls import combo_box, offer
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.corrupted import CorruptedOutputs
from playground.worker.requests.latent import Decoded, DecodedMap, LatentCodes
from playground.worker.requests.outputs import SampleOutputs

PAIRS, LATENT = range(2)


class ReconstructionView(ThrottledView):
    """Pairs of input and output, the worst first; or every place of the latent plane, decoded."""

    kind = "reconstruction"
    title = "Reconstruction"
    about = "Inputs beside what comes out again, and what is decoded at every place of two units"
    area = RIGHT
    of_data = True
    of_samples = True
    pause = 300
    keys = (("Arrows", "Go from pair to pair, or over the latent plane"), ("Esc", "Point at nothing"))

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._layer: int | None = None
        self._corrupting: str | None = None  # the layer that changes inputs in training, before all others
        self.pairs, self.plane = Pairs(theme), LatentPlane(theme)
        self.page, self.part = combo_box(self.tr("What is shown")), combo_box(self.tr("Samples of"))
        self.page.addItem(self.tr("Pairs"))
        self.worst = QCheckBox(self.tr("Worst first"))
        self.worst.setChecked(True)
        self.corrupted = QCheckBox()
        self.corrupted.setChecked(True)
        self.corrupted.setToolTip(
            self.tr(
                "Give the network what its first layer makes of inputs in training, and not these as they are"
            )
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(tile_scroll_area(self.pairs))
        self._pages.addWidget(self.plane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.page.currentIndexChanged.connect(self._turn)
        self.part.currentIndexChanged.connect(lambda _: self._arrange())
        self.worst.toggled.connect(lambda _: self._arrange())
        self.corrupted.toggled.connect(lambda _: self.requests_changed.emit())
        for picked in (self.pairs.picked, self.plane.picked):
            picked.connect(self._pick)
        self.plane.pointed.connect(self._ask_there)
        self.plane.range_changed.connect(self.requests_changed)
        selection.sample_changed.connect(self._follow)
        selection.changed.connect(lambda _: self._arrange())
        apply_theme(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return super().suits(experiment) and experiment.reconstruct and experiment.plane is None

    def tools(self) -> Sequence[QWidget]:
        return self.page, self.part, self.worst, self.corrupted

    @property
    def corrupts(self) -> bool:
        """Whether the network is given inputs that are corrupted."""
        return self._corrupting is not None and self.corrupted.isChecked()

    @property
    def shows_plane(self) -> bool:
        """Whether the latent plane is in front."""
        return self.page.currentIndex() == LATENT and self._layer is not None

    @property
    def requests(self) -> Sequence[Request[Any]]:
        there = self._there
        return (*super().requests, *(() if there is None else (there,)))

    def due_requests(self) -> Sequence[Request[Any]]:
        if self._sampled is None:
            return ()
        if self.shows_plane and self._layer is not None:
            return LatentCodes(self._layer), self._map
        return (CorruptedOutputs() if self.corrupts else SampleOutputs(),)

    @property
    def _map(self) -> DecodedMap:
        (left, bottom), (right, top) = self.plane.ends.tolist()
        return DecodedMap(self._layer or 0, (left, right), (bottom, top), *self.plane.fields)

    @property
    def _there(self) -> Decoded | None:
        """What to ask about the place that is pointed at."""
        at = self.plane.at
        return Decoded(self._layer, at) if self.shows_plane and at and self._layer is not None else None

    def show_experiment(self, experiment: Experiment) -> None:
        if not self.suits(experiment):
            self._experiment, self._sampled, self._layer = None, None, None
            return
        old, self._experiment = self._experiment, experiment
        sampled = self._sampled = Sampled.of(experiment)
        widths = experiment.network().widths[1:-1]
        self._layer = widths.index(2) if 2 in widths else None
        first = experiment.network().layers[0]
        self._corrupting = first.title if first.corrupts else None
        self.corrupted.setText(self.tr("With {0}").format(self._corrupting))
        self._offer(new=old is None or old.layers != experiment.layers)
        parts = [name for name, rows in experiment.rows.items() if len(rows)]
        offer(self.part, [self.tr("all samples"), *parts])
        self.pairs.show_inputs(sampled.targets.reshape(-1, *experiment.inputs_shape))
        self._colour()
        self._follow()

    def show_frame(self, frame: Frame) -> None:
        experiment, sampled = self._experiment, self._sampled
        if experiment is None or sampled is None:
            return
        outputs, given = self._outputs(frame)
        if outputs is not None and outputs.shape == sampled.targets.shape and not self.shows_plane:
            shape = (-1, *experiment.inputs_shape)
            self.pairs.show_outputs(outputs.reshape(shape), None if given is None else given.reshape(shape))
            self._arrange()
            self.throttle()
        if self._layer is not None and self.shows_plane:
            self._show_plane(frame, self._layer, experiment, len(sampled))

    def _outputs(self, frame: Frame) -> tuple[Array | None, Array | None]:
        """Return what comes out, and what was given to the network if that was not the inputs."""
        if not self.corrupts:
            return frame.answer(SampleOutputs()), None
        found = frame.answer(CorruptedOutputs())
        return (None, None) if found is None else (found.outputs, found.inputs)

    def _show_plane(self, frame: Frame, layer: int, experiment: Experiment, count: int) -> None:
        shape, most = experiment.inputs_shape, self.pairs.most
        pictures, there = frame.answer(self._map), self._there
        if pictures is not None and pictures.shape[-1] == np.prod(shape):
            self.plane.show_map(pictures.reshape(*pictures.shape[:2], *shape), most)
            self.throttle()
        codes = frame.answer(LatentCodes(layer))
        if codes is not None and len(codes) == count and np.isfinite(codes).all():
            self.plane.show_codes(codes)
        decoded = None if there is None else frame.answer(there)
        if decoded is not None and decoded.size == np.prod(shape):
            self.plane.show_decoded(decoded.reshape(shape))

    def show_nothing(self) -> None:
        self.clear()
        self.pairs.show_order(np.zeros(0, np.intp))
        self.plane.show_codes(np.zeros((0, 2)))
        self.plane.show_map(None, 1.0)
        self.plane.show_decoded(None)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._colour()

    def _offer(self, new: bool) -> None:
        """Offer the latent plane where there is one; of another network it is shown at once."""
        there = self._layer is not None
        if there and self.page.count() == 1:
            self.page.addItem(self.tr("Latent plane"))
        elif not there and self.page.count() > 1:
            self.page.removeItem(LATENT)
        self.page.setVisible(there)
        if there and new:
            self.page.setCurrentIndex(LATENT)
        self._turn()

    def _turn(self) -> None:
        self._pages.setCurrentIndex(LATENT if self.shows_plane else PAIRS)
        for tool in (self.part, self.worst):
            tool.setVisible(not self.shows_plane)
        self.corrupted.setVisible(self._corrupting is not None and not self.shows_plane)
        self.requests_changed.emit()

    def _colour(self) -> None:
        """Give samples the colours of what the data say of them, though the network is not told."""
        if self._sampled is None:
            return
        targets, true = self._sampled.own
        names = short_names(targets.classes, LONGEST)
        self.plane.show_classes(*sample_colours(self.theme, targets, true), names)

    def _arrange(self) -> None:
        """Show the pairs that are wanted, in the order that is wanted."""
        sampled, errors = self._sampled, self.pairs.errors
        if sampled is None or len(errors) != len(sampled):
            return
        places = sampled.shown(self.selection.chosen.samples, self.part.currentText())
        if self.worst.isChecked():
            places = places[np.argsort(-np.nan_to_num(errors[places], nan=np.inf), kind="stable")]
        self.pairs.show_order(places)

    def _pick(self, place: int) -> None:
        if self._sampled is not None:
            self.selection.show_sample(int(self._sampled.rows[place]))

    def _follow(self) -> None:
        """Mark the sample in sight."""
        if self._sampled is not None:
            place = self._sampled.place_of(self.selection.sample) or 0
            for widget in (self.pairs, self.plane):
                widget.show_current(place)

    def _ask_there(self) -> None:
        if self.plane.at is None:
            self.plane.show_decoded(None)
        else:
            self.requests_changed.emit()
