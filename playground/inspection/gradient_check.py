"""The gradient check of a whole network, layer by layer and in words."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.gradcheck import STENCIL, compare
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.parts.counts import grouped, number, typeset

TOLERANCE = 1e-5
"""A right gradient agrees to eight digits, a wrong one seldom to two."""
NUDGES = (1e-5, 1e-6, 1e-7)
"""The first is the most exact; the others go where it went over a corner, and ask nearer by."""
SAMPLES = 500
"""More samples make the check slower and no stricter."""

ROOM = 400_000
"""Numbers that one portion holds between its layers: a few megabytes, and some tens of milliseconds."""


class CheckCancelled(Exception):
    """Whoever watches a check did not want the rest of it."""


@dataclass(frozen=True)
class Corner:
    """A parameter that stands where the slope jumps, so that there is nothing to compare."""

    parameter: str
    what: str


@dataclass(frozen=True)
class LayerCheck:
    """The result for the parameters of one layer."""

    layer: str
    parameters: int
    worst: float
    """The largest relative error of those that stand at no corner."""
    at: str
    """Which parameter has it: ``02_dense/weight[3,1]``, as in exported weights."""
    exact: float
    """Its gradient by backpropagation ..."""
    numeric: float
    """... and by central differences."""
    floor: float
    """The error is relative to the larger of the two, but to no less than this."""
    failed: int
    """How many parameters are off by more than the tolerance."""
    corners: tuple[Corner, ...]
    inexact: str = ""
    """Why its gradients are no derivatives, on purpose, so that there is nothing to compare."""


@dataclass(frozen=True)
class GradientCheck:
    """The result of a check."""

    layers: tuple[LayerCheck, ...]
    samples: int

    @property
    def passed(self) -> bool:
        """Whether no parameter is off by more than the tolerance."""
        return not any(layer.failed for layer in self.layers)

    @property
    def scale(self) -> str:
        """What errors are relative to, in a sentence; empty where there is nothing to compare."""
        floors = sorted({layer.floor for layer in self.layers if layer.at})
        if not floors:
            return ""
        least, *others = [typeset(f"{floor:.1e}") for floor in floors]
        text = f"An error is relative to the larger of the two numbers, but to no less than {least}"
        if others:
            text += f" ({others[-1]} near a corner)"
        return f"{text}, since rounding of the loss hides finer differences."

    @property
    def verdict(self) -> str:
        """The outcome in a sentence or two."""
        count = sum(layer.parameters for layer in self.layers if not layer.inexact)
        failed = sum(layer.failed for layer in self.layers)
        corners = sum(len(layer.corners) for layer in self.layers)
        worst = max(self.layers, key=lambda layer: (layer.failed > 0, layer.worst))
        if failed:
            text = (
                f"Failed: {grouped(failed)} of {grouped(count)} gradients are wrong, "
                f"most of all that of {worst.at}: "
                f"{number(worst.exact, 9)} by backpropagation, "
                f"{number(worst.numeric, 9)} by central differences."
            )
        else:
            right = count - corners
            agree = "1 gradient agrees" if right == 1 else f"{grouped(right)} gradients agree"
            text = f"Passed: {agree} with central differences"
            text += f", the worst to a relative error of {number(worst.worst, 1)}." if worst.at else "."
        if corners:
            stand = "1 parameter is" if corners == 1 else f"{grouped(corners)} parameters are"
            text += f" {stand} at a corner, where there is no derivative to compare with."
        if left := [layer for layer in self.layers if layer.inexact]:
            names = " and ".join(layer.layer for layer in left) if len(left) < 3 else f"{len(left)} layers"
            text += f" Not compared: {names}. {left[-1].inexact}, so its gradients are no derivatives."
        return text


def check(
    experiment: Experiment, network: Network, report: Callable[[int, int], bool] | None = None
) -> GradientCheck:
    """Compare the gradient of a network by every parameter with central differences.

    ``report`` is given how many parameters are done and how many there are; CheckCancelled is
    raised if it returns False.
    """
    portions = checking(experiment, network)
    while True:
        try:
            done = next(portions)
        except StopIteration as end:
            found: GradientCheck = end.value
            return found
        if report is not None and not report(done, network.parameters.shape[1]):
            raise CheckCancelled


def checking(experiment: Experiment, network: Network) -> Generator[int, None, GradientCheck]:
    """Check a network portion by portion, yielding how many parameters are done; the check is returned.

    In double precision, on the training samples, at most 500. The network must not change meanwhile.
    """
    samples = experiment.samples["train"]
    x, y = samples.inputs[:SAMPLES], samples.targets[:SAMPLES]
    count = network.parameters.shape[1]
    portion = max(1, ROOM // (len(STENCIL) * len(x) * sum(network.widths)))
    exact, numeric, errors, floors = (np.zeros(count) for _ in range(4))
    reasons = _inexact(network)
    left_out = max(
        (layout.slot.stop for layout, why in zip(network.layouts, reasons, strict=True) if why), default=0
    )
    chosen, corners = np.arange(left_out, count), dict[int, str]()
    for nudge in NUDGES:
        corners.clear()
        for start in range(0, len(chosen), portion):
            part = chosen[start : start + portion]
            with np.errstate(all="ignore"):  # a gradient that is no longer finite fails
                found = compare(network, experiment.loss, experiment.regularizer, x, y, nudge, part)
                exact[part], numeric[part], errors[part] = found.exact, found.numeric, found.errors
                floors[part] = found.floor
            for i, text in found.corners.items():
                if not errors[part[i]] <= TOLERANCE:
                    corners[int(part[i])] = text
            yield count - len(chosen) + start + len(part)
        # What is off and went over a corner is asked again, with a nudge that may not reach it.
        chosen = np.array(sorted(corners), np.intp)
        if not len(chosen):
            break
    errors[chosen] = errors[:left_out] = -1.0  # nothing to compare with
    names = parameter_names(network)
    layers = [
        replace(_layer(layer, layout.slot, (exact, numeric, errors, floors), names, corners), inexact=why)
        for layer, layout, why in zip(network.names(), network.layouts, reasons, strict=True)
        if layout.trained
    ]
    return GradientCheck(tuple(layers), len(x))


def _inexact(network: Network) -> list[str]:
    """Return for each layer why what comes back to it is not the derivative of the loss, or nothing."""
    own = [layer.inexact(shape) for layer, shape in zip(network.layers, network.shapes, strict=False)]
    return [next(filter(None, own[i:]), "") for i in range(len(own))]


def _layer(
    name: str, slot: slice, found: tuple[Array, ...], names: list[str], corners: dict[int, str]
) -> LayerCheck:
    exact, numeric, errors, floors = (array[slot] for array in found)
    worst = int(errors.argmax())
    compared = not errors[worst] < 0.0
    return LayerCheck(
        layer=name,
        parameters=len(errors),
        worst=float(errors[worst]) if compared else 0.0,
        at=names[slot.start + worst] if compared else "",
        exact=float(exact[worst]),
        numeric=float(numeric[worst]),
        floor=float(floors[worst]),
        failed=int((~(errors <= TOLERANCE)).sum()),
        corners=tuple(Corner(names[k], corners[k]) for k in sorted(corners) if slot.start <= k < slot.stop),
    )


def parameter_names(network: Network) -> list[str]:
    """Return what each number of the parameter vector is called: ``01_dense/weight[0,3]``."""
    return [
        f"{layer}/{name}[{','.join(map(str, index))}]"
        for layer, places in zip(network.names(), network.places(), strict=True)
        for name, where in places.items()
        for index in np.ndindex(*where.shape)
    ]
