"""How good networks are at all their samples: losses and accuracies of train, validation and test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import Labels, Targets
from playground.engine.activations.base import Array
from playground.engine.losses.base import Loss
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.experiment.sampling import Samples
from playground.training.batches import by_member, sample_columns

ROOM, LEAST = 2**16, 8
"""Numbers that a layer computes at a time, for beyond that they leave the core's own memory; and samples,
however wide the layers are, for each way forward costs its calls."""

Parts = Mapping[str, Samples]


class Evaluation:
    """All samples of all members; for samples of one shape, one way forward gives every figure."""

    def __init__(self, network: Network, experiment: Experiment, members: Sequence[Experiment]) -> None:
        samples = [member.samples for member in members]
        self._passes = [
            _EvaluationPass(
                network.with_input_shape(shape),
                experiment.loss,
                experiment.targets,
                [{name: each[name] for name in names} for each in samples],
            )
            for shape, names in _by_shape(samples[0])
        ]
        self._none: Sequence[float | None] = (None,) * len(members)

    def figures(self, epoch: int, step: int) -> list[Figures]:
        """Return the figures of every member as its network is now."""
        columns = dict.fromkeys(Figures._fields[2:], self._none)
        with np.errstate(all="ignore"):
            for each in self._passes:
                columns.update(each.columns())
        return [Figures(epoch, step, *row) for row in zip(*columns.values(), strict=True)]


def _by_shape(parts: Parts) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """Yield the names of parts whose samples are of one shape, as ordinarily those of all are."""
    found: dict[tuple[int, ...], list[str]] = {}
    for name, part in parts.items():
        found.setdefault(part.shape, []).append(name)
    yield from found.items()


class _EvaluationPass:
    """A network at work on all samples of one shape, for every member."""

    def __init__(self, network: Network, loss: Loss, targets: Targets, members: Sequence[Parts]) -> None:
        self._criterion, self._members = targets, len(members)
        self._rows: dict[str, slice] = {}
        start = 0
        for name, part in members[0].items():
            self._rows[name] = slice(start, start + len(part))
            start += len(part)
        parts = [part for each in members for part in each.values()]
        self._labels = self._labelled(np.concatenate([part.targets for part in parts]))
        size = min(start, max(LEAST, ROOM // (len(members) * max(network.widths))))
        run = self._run = network.bind(size, loss)
        table = by_member(sample_columns(parts, network.extra_inputs, network.parameters.dtype), len(members))
        self._portions: list[tuple[slice, Array]] = []
        self._outputs, self._measured, self._targets = run.a, run.loss_input, run.y
        if size == start:
            run.inputs_and_targets[...] = table  # once for all, as nobody else writes there
        else:
            # The last portion is as large as the others: it begins among the samples of the one before.
            rows = [slice(at, at + size) for at in (*range(0, start - size, size), start - size)]
            self._portions = [(each, table[..., each, :]) for each in rows]
            self._targets = table[..., network.widths[0] + network.extra_inputs :]
            self._outputs, self._measured = np.empty_like(self._targets), np.empty_like(self._targets)

    def columns(self) -> Iterator[tuple[str, Sequence[float | None]]]:
        """Yield the names of figures and what they are, a number for each member."""
        self._forward()
        predicted = self._labelled(self._outputs)
        right = None if predicted is None or self._labels is None else predicted == self._labels
        for name, rows in self._rows.items():
            if rows.stop > rows.start:
                loss = self._run.criterion.value(self._measured[..., rows, :], self._targets[..., rows, :])
                yield f"{name}_loss", np.reshape(loss, -1).tolist()
                if right is not None:
                    yield f"{name}_accuracy", _shares(right[:, rows])

    def _labelled(self, numbers: Array) -> Labels | None:
        """Return the classes (members, samples, ...) of outputs or targets, if they stand for any."""
        labels = self._criterion.labels(numbers)
        if labels is None:
            return None
        several = labels.shape[numbers.ndim - 1 :]  # a label for each step
        return labels.reshape(self._members, -1, *several)

    def _forward(self) -> None:
        run = self._run
        if not self._portions:
            run.forward()
        for rows, batch in self._portions:
            run.inputs_and_targets[...] = batch
            run.forward()
            self._outputs[..., rows, :] = run.a
            self._measured[..., rows, :] = run.loss_input


def _shares(right: npt.NDArray[np.bool_]) -> list[float]:
    """Return which share of (members, ...) is right, for each member."""
    each = right.reshape(len(right), -1)
    return [float(count) / each.shape[1] for count in each.sum(axis=1)]
