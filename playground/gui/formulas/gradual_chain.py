"""A chain that is built between the other events of the window."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

from playground.microscope.chain import ChainBuilder

FIRST, FURTHER = 0.015, 0.008
"""Seconds of building before the window handles other events: at first, in which all but long chains are
built, and from then on."""


class GradualChain(QObject):
    """Builds one chain at a time, a little whenever no other event waits."""

    built = Signal(object, float)
    """Emitted with the Chain, and the seconds that it took to build it."""
    failed = Signal(str)
    """Emitted with why there is no such chain."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._builder: ChainBuilder | None = None
        self._spent = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self._go_on(FURTHER))

    @property
    def active(self) -> bool:
        """Whether a chain is being built."""
        return self._timer.isActive()

    def start(self, builder: ChainBuilder) -> None:
        """Build a chain instead of the one that is being built, if any."""
        self._builder, self._spent = builder, 0.0
        self._timer.start(0)
        self._go_on(FIRST)

    def finish(self) -> None:
        """Build now what is left to build."""
        if self.active:
            self._go_on(math.inf)

    def cancel(self) -> None:
        """Leave the chain that is being built."""
        self._timer.stop()
        self._builder = None

    def _go_on(self, seconds: float) -> None:
        assert self._builder is not None
        builder, begun = self._builder, time.perf_counter()
        try:
            done = builder.build(seconds)
        except ValueError as error:
            self.cancel()
            self.failed.emit(str(error))
            return
        self._spent += time.perf_counter() - begun
        if done:
            self.cancel()
            self.built.emit(builder.chain, self._spent)
