"""Traces: the next step of a training, made by a second training from the same snapshot, and written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.network import Network
from playground.engine.passes import Pass
from playground.experiment.experiment import Experiment
from playground.microscope.trace import Rows, Trace, TracedLayer
from playground.training.checkpoints import Snapshot
from playground.training.step import TrainingStep
from playground.training.training import Training


def trace(experiment: Experiment, snapshot: Snapshot | None = None, chosen: Rows | None = None) -> Trace:
    """Return what the next step of a training of this experiment will compute, from a snapshot or its start.

    With ``chosen`` samples the same for these instead of the next batch: what would happen. Nothing but
    memory of its own is touched. Raises ValueError for samples that there are not, and for a snapshot of a
    population.
    """
    training = Training(experiment)
    if snapshot is not None:
        if len(snapshot.generators) != 1:
            raise ValueError(f"a trace is of one network, not of {len(snapshot.generators)}")
        training.restore(snapshot)
    return traced(training, chosen)


def traced(training: Training, chosen: Rows | None = None) -> Trace:
    """Let a training of one network make its next step, and return what it computes: see ``trace``.

    The training itself steps. Raises ValueError for samples that there are not.
    """
    experiment, stepping, wanted = training.experiment, training.stepping, chosen or Rows()
    if wanted.rows:
        network, run = _filled(stepping, experiment, training.network, wanted)
        rows = np.array(wanted.rows, np.intp)
    else:
        start, network = training.position, training.network
        run = stepping.take(start)
        rows = stepping.batches.order[0, start : start + stepping.batches.size].copy()
    return _step(training, network, run, hypothetical=bool(wanted.rows), part=wanted.part, rows=rows)


def _filled(
    stepping: TrainingStep, experiment: Experiment, network: Network, wanted: Rows
) -> tuple[Network, Pass]:
    """Return a pass filled with the samples that are wanted, and the network over samples of their shape."""
    samples = experiment.samples.get(wanted.part)
    if samples is None:
        raise ValueError(f'no samples are called "{wanted.part}"')
    missing = [row for row in wanted.rows if not 0 <= row < len(samples)]
    if missing:
        raise ValueError(f"there is no sample {missing[0] + 1} among {len(samples)} of {wanted.part}")
    over = network.with_input_shape(samples.shape)
    run = stepping.bind(len(wanted.rows), over)
    run.x[...], run.y[...] = samples.inputs[list(wanted.rows)], samples.targets[list(wanted.rows)]
    return over, run


def _step(training: Training, network: Network, run: Pass, **which: Any) -> Trace:
    """Make a step on a filled pass, and return its trace; ``which`` says of which samples it is."""
    stepping, experiment = training.stepping, training.experiment
    found = _before(training, network, run)

    def backward() -> None:
        found["layers"] = tuple(_layers(run, network))
        found["loss"], found["penalty"] = float(run.value()), stepping.penalty()
        found["losses"], found["shares"] = _losses(run), run.criterion.shares(run.y)
        found["step_shares"] = run.criterion.step_shares(run.y)
        found["gradient"], found["pull"] = stepping.gradient[0].copy(), _pull(experiment, network, stepping)

    def note(name: str, flat: Array) -> Callable[[], None]:
        return lambda: found.update({name: flat[0].copy()})

    hooks = {
        "backward": backward,
        "regularizer": note("pulled", stepping.gradient),
        "clipping": note("clipped", stepping.gradient),
        "optimizer": note("moved", network.parameters),
        "constraint": note("after", network.parameters),
    }
    with np.errstate(all="ignore"):
        stepping.descend(run, training.progress, training.updates + 1, lambda stage: hooks[stage]())
    return Trace(
        **which,
        **found,
        factor=float(np.squeeze(stepping.clipped)),
        learning_rate=float(np.squeeze(stepping.learning_rate)),
        memory_after=_memory(training),
        kept_after=network.state[0].copy(),
    )


def _before(training: Training, network: Network, run: Pass) -> dict[str, Any]:
    """Return the fields of a trace that are known before the step."""
    stepping, experiment = training.stepping, training.experiment
    frozen = np.zeros(network.parameters.shape[1], bool)
    frozen[list(experiment.frozen)] = True
    return {
        "epoch": training.epochs,
        "step": training.steps,
        "progress": training.progress,
        "per_epoch": stepping.batches.per_epoch,
        "update": training.updates + 1,
        "x": run.x.copy(order="C"),
        "y": run.y.copy(order="C"),
        "loss_rule": experiment.loss,
        "regularizer": experiment.regularizer,
        "clipping": experiment.clipping,
        "schedule": experiment.schedule,
        "optimizer": experiment.optimizer,
        "frozen": frozen,
        "before": network.parameters[0].copy(),
        "kept": network.state[0].copy(),
        "memory": _memory(training),
    }


def _memory(training: Training) -> dict[str, Array]:
    each = training.experiment.optimizer.state_names
    return {name: array[0] if name in each else array for name, array in training.snapshot().state.items()}


def _layers(run: Pass, network: Network) -> list[TracedLayer]:
    found, last = [], len(network.layers) - 1
    for i, (rule, bound) in enumerate(zip(network.layers, run.layers, strict=True)):
        linked = run.linked and i == last
        values = {name: array.copy(order="C") for name, array in bound.handles.items()}
        if linked:
            del values["da"]  # the same memory holds dz
        name, (inputs, outputs) = network.names()[i], network.shapes[i : i + 2]
        found.append(TracedLayer(name, rule, inputs, outputs, network.layouts[i], linked, values))
    return found


def _losses(run: Pass) -> Array:
    """Return the loss of each sample alone: a batch of one each, all at once."""
    return np.reshape(run.criterion.value(run.loss_input[:, None, :], run.y[:, None, :]), -1)


def _pull(experiment: Experiment, network: Network, stepping: TrainingStep) -> Array:
    """Return what the regularizer adds to the gradient, (n,)."""
    pull = np.zeros_like(network.parameters)
    add = experiment.regularizer.bind(network.parameters, pull, stepping.mask)
    if add is not None:
        add()
    return np.asarray(pull[0])
