"""The Reber grammar: symbols of which some may follow and some may not."""

from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.sets import Sets
from playground.parts.setting import setting

SYMBOLS = "BTSXPVE"
ARROWS = (
    (("B", 1),),
    (("T", 2), ("P", 3)),
    (("S", 2), ("X", 4)),
    (("T", 3), ("V", 5)),
    (("X", 3), ("S", 6)),
    (("P", 4), ("V", 6)),
    (("E", 0),),
)
"""From each state the symbols that may come, and the state that each leads to."""


class Reber(DataSet):
    """Strings of the Reber grammar, one after the other (Reber 1967): which symbols may come next?

    A step is right if all symbols that may follow are predicted, and no other is.
    """

    title = "Reber grammar"
    kind: Literal["reber"] = "reber"
    samples: int = sized(300, "sequences")
    steps: int = setting(20, "How many symbols a sequence has.", ge=2, le=200)

    def draw(self, generator: np.random.Generator) -> Points:
        nexts = [tuple(sorted(SYMBOLS.index(symbol) for symbol, _ in arrows)) for arrows in ARROWS]
        sets = tuple(dict.fromkeys(nexts))
        after = np.array([sets.index(each) for each in nexts])
        # Where one symbol alone may come, both throws of the coin choose it.
        ways = [(arrows[0], arrows[-1]) for arrows in ARROWS]
        chosen = np.array([[SYMBOLS.index(symbol) for symbol, _ in pair] for pair in ways])
        leads = np.array([[state for _, state in pair] for pair in ways])
        coins = generator.integers(0, 2, (self.samples, self.steps))
        state = np.zeros(self.samples, np.intp)
        inputs = np.zeros((self.samples, self.steps, len(SYMBOLS)))
        truth = np.empty((self.samples, self.steps), np.intp)
        for step in range(self.steps):
            inputs[np.arange(self.samples), step, chosen[state, coins[:, step]]] = 1.0
            state = leads[state, coins[:, step]]
            truth[:, step] = after[state]
        return Points.shaped(inputs, truth, AtEveryStep(Sets(tuple(SYMBOLS), sets)), symbols=tuple(SYMBOLS))
