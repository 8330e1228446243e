"""Makes frames of a training. Looking never disturbs training."""

from __future__ import annotations

import numpy as np

from playground.training.checkpoints import Snapshot
from playground.training.training import Training
from playground.worker.frames import Frame, Look
from playground.worker.observer import Observer


class FrameBuilder:
    """Takes frames of one training."""

    def __init__(self, training: Training) -> None:
        self._training, self._observer = training, Observer(training)

    def frame(self, look: Look, present: Snapshot | None = None) -> Frame:
        """Return what is asked for, as it is now.

        ``present`` is where the run is while an earlier moment of it is shown.
        """
        training, observer = self._training, self._observer
        rows = training.history.rows
        observer.begin(present)
        return Frame(
            figures=training.figures(),
            learning_rate=float(np.squeeze(training.learning_rate)),
            clipped=float(np.squeeze(training.clipped)),
            earlier=bool(rows) and rows[-1].epoch > training.epochs,
            answers={request: request.answer(observer) for request in look.requests},
        )
