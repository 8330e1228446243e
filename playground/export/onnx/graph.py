"""An ONNX graph while it is built: operators with names that read well, and the arrays that they use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.export.arrangement import AnyArray


@dataclass(frozen=True, eq=False)
class OnnxOperator:
    """One operator: what it takes and gives, by name."""

    kind: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: dict[str, Any]


@dataclass
class GraphBuilder:
    """Operators in the order in which they are carried out. Values go by names, ``01_dense/sum``."""

    scope: str = ""
    """What the names begin with of everything that is added now."""
    operators: list[OnnxOperator] = field(default_factory=list)
    arrays: dict[str, AnyArray] = field(default_factory=dict)
    """The trained numbers, which lie in the file as initializers."""

    def add(self, kind: str, *inputs: str, called: str = "", place: int = 0, **attributes: Any) -> str:
        """Add an operator and return the name of its output; ``place`` is where this stands among several."""
        name = self._free(called or kind)
        self.operators.append(OnnxOperator(kind, name, inputs, ("",) * place + (name,), attributes))
        return name

    def keep(self, name: str, array: AnyArray) -> str:
        """Add an array of trained numbers and return its name."""
        full = f"{self.scope}/{name}"
        self.arrays[full] = array
        return full

    def constant(self, value: npt.ArrayLike, called: str, dtype: npt.DTypeLike = np.float32) -> str:
        """Add a number, or several, that are no trained ones, and return the name."""
        return self.add("Constant", called=called, value=np.array(value, dtype))

    def inner(self, name: str) -> GraphBuilder:
        """Return a graph within an operator of this one, as the body of a loop is."""
        return GraphBuilder(f"{self.scope}/{name}")

    def _free(self, called: str) -> str:
        name = f"{self.scope}/{called}" if self.scope else called
        taken = {operator.name for operator in self.operators}
        for i in range(2, len(taken) + 3):
            if name not in taken:
                break
            name = f"{self.scope}/{called}_{i}" if self.scope else f"{called}_{i}"
        return name

    def loop(
        self, state: str, over: str, body: GraphBuilder, ends: Sequence[str], called: str
    ) -> tuple[str, str]:
        """Add a Scan over the first axis: ``body`` takes state and step, and ``ends`` with state and output.

        Returns the last state and all outputs.
        """
        names = (self._free(f"{called}_last"), self._free(called))
        attributes = {"body": (body, ("state", "step"), tuple(ends)), "num_scan_inputs": 1}
        self.operators.append(OnnxOperator("Scan", names[1], (state, over), names, attributes))
        return names
