"""What a layer holds at every step: which of its values can be seen, as a strip and as norms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.gui.sequences.heat import Heat
from playground.gui.sequences.lane import Values
from playground.gui.sequences.norms import Norms, spanned
from playground.gui.sequences.reading import full
from playground.gui.theme import Theme

STATE, SLOPE = "hidden", "d_hidden"
CELL, CELL_SLOPE = "cell", "d_cell"


def quantities(values: Mapping[str, Values], steps: int) -> list[str]:
    """Return what a layer has for every step and unit: its state first, and ∂L/∂h last."""
    units = max((each.shape[-1] for name, each in values.items() if name in ("a", STATE)), default=0)
    found = [name for name, each in values.items() if each.shape == (steps, units) and name[:1] != "d"]
    if STATE in found:
        found = [STATE, *(name for name in found if name not in (STATE, "a"))]
    slope = [SLOPE] if SLOPE in values and found else []
    return [*found, *slope]


def called(quantity: str) -> str:
    """Return what a layer's values are called."""
    names = {
        STATE: _tr("Hidden state"),
        "a": _tr("Output"),
        "z": _tr("Sum"),
        SLOPE: _tr("Slope of the loss"),
    }
    return names.get(quantity) or quantity.replace("_", " ").capitalize()


def strip(values: Mapping[str, Values], quantity: str, layer: int, chosen: int | None) -> Heat | None:
    """Return the strip of a layer's units, of which one may be chosen; None without such a quantity."""
    shown = values.get(quantity)
    if shown is None or shown.ndim != 2:
        return None
    size = float(np.abs(shown[np.isfinite(shown)]).max(initial=0.0))
    size = (size or 1.0) if quantity == SLOPE else max(1.0, size)
    gate = quantity.endswith("_gate")
    return Heat(
        _tr("{0} of layer {1}, unit by unit").format(called(quantity), layer + 1),
        tuple(str(i + 1) for i in range(shown.shape[1])),
        shown.T,
        0.0 if gate else -size,
        1.0 if gate else size,
        Theme.ink if gate else full,
        of_unit=_tr("{0} of unit").format(called(quantity)) + " {0}",
        chosen=chosen,
        brief=_tr("{0} of layer {1}").format(called(quantity), layer + 1),
    )


def norms(
    values: Mapping[str, Values], quantity: str, before: tuple[int, int] | None, from_end: bool
) -> Norms | None:
    """Return how long the slope with respect to all units is at every step; None where it is not known.

    It is that with respect to the cells, which have a road of their own, if these are the ``quantity`` that
    is shown, and else to the states. ``before`` is what the axis reached from and to until now, ``from_end``
    whether all of the loss comes from the last step.
    """
    of_cell = quantity == CELL and CELL_SLOPE in values
    slopes = values[CELL_SLOPE] if of_cell else values.get(SLOPE, values.get("da"))
    if slopes is None or slopes.ndim != 2:
        return None
    with np.errstate(all="ignore"):
        found = np.linalg.norm(slopes.astype(float), axis=1)
    symbol = "‖∂L/∂c‖" if of_cell else "‖∂L/∂h‖" if SLOPE in values else "‖∂L/∂a‖"
    return Norms(symbol, found, *spanned(found, before), from_end)


def _tr(text: str) -> str:
    return QCoreApplication.translate("inside", text)
