"""The decision boundary, or the height of the output, over the plane of the samples."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.data.coordinates import Side
from playground.data.plane_grid import REACH, middles
from playground.experiment.experiment import Experiment
from playground.export.pictures.base import MIDDLE, Drawing, class_colors, ramp, rgb, short
from playground.export.run_record import RunRecord

SIDE = 200
"""Places in a row."""


class Boundary(Drawing):
    """What the network makes of every place of the plane, and the samples on it."""

    name = "boundary"
    title = "Decision boundary"

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return experiment.plane is not None

    def draw(self, run: RunRecord, figure: Any) -> None:
        axes = figure.subplots()
        axes.spines[:].set_visible(False)
        experiment, targets = run.experiment, run.experiment.targets
        with np.errstate(all="ignore"):  # a network that diverged is drawn as far as numbers go
            outputs = np.nan_to_num(run.network.predict(experiment.inputs_at(middles(SIDE))))
        box = (-REACH, REACH, -REACH, REACH)
        shares = targets.shares(outputs)
        if shares is not None:
            palette, middle = class_colors(shares.shape[1]), rgb([MIDDLE])
            picture = middle + 0.6 * (shares @ palette - shares.sum(axis=1, keepdims=True) * middle)
            axes.imshow(picture.reshape(SIDE, SIDE, 3), origin="lower", extent=box)
        else:
            low, high = targets.own_range
            # Of several values the first.
            picture = np.clip(targets.in_own_units(outputs)[:, 0], low, high).reshape(SIDE, SIDE)
            image = axes.imshow(picture, origin="lower", extent=box, cmap=ramp(), vmin=low, vmax=high)
            figure.colorbar(image, ax=axes, shrink=0.8).outline.set_visible(False)
        self._samples(run, axes)
        for side, set_ticks in zip(experiment.points.edges, (axes.set_xticks, axes.set_yticks), strict=True):
            if side != Side():
                places, numbers = zip(*side.marks(), strict=True)
                set_ticks(places, numbers)
        across, up = (*map(short, experiment.input_names), "x₂")[:2]
        axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel=across, ylabel=up, title=self.title)

    def _samples(self, run: RunRecord, axes: Any) -> None:
        targets = run.experiment.targets
        for name, marker in (("train", "o"), ("validation", "s"), ("test", "D")):
            samples = run.experiment.samples[name]
            labels = targets.labels(samples.targets)
            if labels is None:
                heights = targets.heights(targets.in_own_units(samples.targets))
                low, high = targets.own_range
                style: dict[str, Any] = {"c": heights, "cmap": ramp(0.0), "vmin": low, "vmax": high}
            else:
                style = {"c": class_colors(len(targets.classes))[labels]}
            axes.scatter(
                *samples.points.xy.T,
                s=16,
                marker=marker,
                edgecolors="white",
                linewidths=0.5,
                label=name,
                rasterized=True,
                **style,
            )
