"""How good networks are at all their samples: losses and accuracies of train, validation and test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.network import Network
from playground.experiment import Experiment
from playground.history import Figures


class Scores:
    """All samples of all members, bound once: one way forward gives every figure."""

    def __init__(self, network: Network, experiment: Experiment, members: Sequence[Experiment]) -> None:
        self._experiment = experiment
        samples = [member.samples for member in members]
        self._whole = network.bind(sum(map(len, samples[0].values())), experiment.loss)
        self._rows: dict[str, slice] = {}
        truth, start = [], 0
        single = len(members) == 1
        for name in samples[0]:
            parts = [each[name] for each in samples]
            self._rows[name] = rows = slice(start, start + len(parts[0]))
            inputs, targets = (
                np.stack([getattr(part, key) for part in parts]) for key in ("inputs", "targets")
            )
            self._whole.x[..., rows, :] = inputs[0] if single else inputs
            self._whole.y[..., rows, :] = targets[0] if single else targets
            truth.append(np.stack([part.points.truth for part in parts]))
            start = rows.stop
        self._truth = np.concatenate(truth, axis=1)
        self._none = (None,) * len(members)

    def figures(self, epoch: int, step: int) -> list[Figures]:
        """Return the figures of every member as its network is now."""
        columns: dict[str, Sequence[float | None]] = dict.fromkeys(Figures._fields[2:], self._none)
        with np.errstate(all="ignore"):
            self._whole.forward()
            right = None
            if self._experiment.classes:
                right = self._experiment.says.decide(self._whole.a).reshape(self._truth.shape) == self._truth
            for name, rows in self._rows.items():
                count = rows.stop - rows.start
                if count:
                    columns[f"{name}_loss"] = np.reshape(self._whole.value(rows), -1).tolist()
                    if right is not None:
                        columns[f"{name}_accuracy"] = (right[:, rows].sum(axis=1) / count).tolist()
        return [Figures(epoch, step, *row) for row in zip(*columns.values(), strict=True)]
