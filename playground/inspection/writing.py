"""A network writes by itself: what it predicts is what it is given next."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.network import Network

LEAST = 1e-30
"""What a share counts as at least, where its logarithm is asked for."""


def can_write(network: Network) -> bool:
    """Return whether a network predicts at every step which of its inputs comes next."""
    return (
        len(network.shapes[0]) == 2 and network.shapes[-1] == network.shapes[0] and network.shapes[0][1] > 1
    )


class Writer:
    """Goes on from a start, symbol by symbol; the same network, start, temperature and seed write the same.

    It sees as many symbols as a sequence has steps: of a longer text the last ones.
    """

    def __init__(self, network: Network, start: Sequence[int], temperature: float, seed: int) -> None:
        """Raises ValueError for a network that cannot write, or a start of no symbols or unknown ones."""
        if not can_write(network):
            raise ValueError("this network does not say which of its inputs comes next")
        self._steps, self._count = network.shapes[0]
        if not start or not all(0 <= symbol < self._count for symbol in start):
            raise ValueError("a start has at least one symbol, and none that the network does not know")
        self._run = network.bind(1)
        self._temperature, self._generator = temperature, np.random.default_rng(seed)
        self.symbols = list(start)
        """The start, and what was written."""
        self.bits: list[float] = []
        """How surprising each symbol was that was written, -log2 of the share that the network gave it."""

    def write(self) -> int:
        """Write one more symbol, and return it."""
        shares = self._shares()
        symbol = self._choose(shares)
        self.symbols.append(symbol)
        self.bits.append(-math.log2(max(float(shares[symbol]), LEAST)))
        return symbol

    def _shares(self) -> Array:
        """Return how likely each symbol is to come next, (symbols,)."""
        seen = self.symbols[-self._steps :]
        # What stands behind the last symbol is nothing, and no step looks ahead.
        inputs = self._run.x.reshape(self._steps, self._count)
        inputs[...] = 0.0
        inputs[np.arange(len(seen)), seen] = 1.0
        with np.errstate(all="ignore"):
            self._run.forward()
        outputs = self._run.a.reshape(self._steps, self._count)[len(seen) - 1].astype(float)
        shares = np.clip(np.nan_to_num(outputs, nan=0.0, posinf=1.0), 0.0, 1.0)
        total = shares.sum()
        return np.asarray(shares / total if total > 0.0 else np.full(self._count, 1.0 / self._count))

    def _choose(self, shares: Array) -> int:
        """Draw a symbol: of temperature 1 as likely as its share, of 0 the likeliest."""
        drawn = self._generator.random()
        if self._temperature <= 0.0:
            return int(shares.argmax())
        powers = np.log(np.maximum(shares, LEAST)) / self._temperature
        tempered = np.exp(powers - powers.max())
        edges = np.cumsum(tempered / tempered.sum())
        return min(int(np.searchsorted(edges, drawn, side="right")), self._count - 1)
