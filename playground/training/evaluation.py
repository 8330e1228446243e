"""How good networks are at all their samples: losses and accuracies of train, validation and test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.training.batches import by_member, given

ROOM = 2**18
"""Numbers that a layer computes at a time: beyond that they leave the core's own memory."""


class Evaluation:
    """All samples of all members; one way forward gives every figure."""

    def __init__(self, network: Network, experiment: Experiment, members: Sequence[Experiment]) -> None:
        self._judge = experiment.targets
        samples = [member.samples for member in members]
        self._rows: dict[str, slice] = {}
        start = 0
        for name, part in samples[0].items():
            self._rows[name] = slice(start, start + len(part))
            start += len(part)
        parts = [part for each in samples for part in each.values()]
        labels = self._judge.labels(np.concatenate([part.targets for part in parts]))
        self._labels = None if labels is None else labels.reshape(len(members), -1)
        size = max(1, min(start, ROOM // (len(members) * max(network.widths))))
        run = self._run = network.bind(size, experiment.loss)
        table = by_member(given(parts, network.extra_inputs, network.parameters.dtype), len(members))
        self._portions: list[tuple[slice, Array]] = []
        self._outputs, self._measured, self._targets = run.a, run.z if run.linked else run.a, run.y
        if size == start:
            run.given[...] = table  # once for all, as nobody else writes there
        else:
            # The last portion is as large as the others: it begins among the samples of the one before.
            rows = [slice(at, at + size) for at in (*range(0, start - size, size), start - size)]
            self._portions = [(each, table[..., each, :]) for each in rows]
            self._targets = table[..., network.widths[0] + network.extra_inputs :]
            self._outputs, self._measured = np.empty_like(self._targets), np.empty_like(self._targets)
        self._none = (None,) * len(members)

    def figures(self, epoch: int, step: int) -> list[Figures]:
        """Return the figures of every member as its network is now."""
        columns: dict[str, Sequence[float | None]] = dict.fromkeys(Figures._fields[2:], self._none)
        with np.errstate(all="ignore"):
            self._forward()
            predicted = self._judge.labels(self._outputs)
            right = None
            if predicted is not None and self._labels is not None:
                right = predicted.reshape(self._labels.shape) == self._labels
            for name, rows in self._rows.items():
                count = rows.stop - rows.start
                if count:
                    loss = self._run.measure(self._measured[..., rows, :], self._targets[..., rows, :])
                    columns[f"{name}_loss"] = np.reshape(loss, -1).tolist()
                    if right is not None:
                        columns[f"{name}_accuracy"] = (right[:, rows].sum(axis=1) / count).tolist()
        return [Figures(epoch, step, *row) for row in zip(*columns.values(), strict=True)]

    def _forward(self) -> None:
        run = self._run
        if not self._portions:
            run.forward()
        for rows, batch in self._portions:
            run.given[...] = batch
            run.forward()
            self._outputs[..., rows, :] = run.a
            self._measured[..., rows, :] = run.z if run.linked else run.a
