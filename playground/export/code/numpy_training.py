"""The training of a network in a script for NumPy: the same steps as in the run, in plain sight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.experiment.experiment import Experiment
from playground.export.arrangement import AnyArray, numbers
from playground.export.code.array_text import literal
from playground.export.code.course import Course
from playground.export.code.rates import rate_source
from playground.export.code.script import Section
from playground.export.numpy import training_over_time as training_over_time  # its conversions are registered
from playground.export.numpy.functions import FunctionNames, NumpyFunction, in_order
from playground.export.numpy.layers import numpy_layer
from playground.export.numpy.limits import clipping_lines, penalty_share, weight_limit
from playground.export.numpy.losses import NumpyLoss, numpy_loss
from playground.export.numpy.optimizers import NumpyOptimizer, numpy_optimizer
from playground.export.numpy.training_layers import NumpyTraining, Way, numpy_training
from playground.export.spelling import row

MEASURED = re.compile(r"\b([za])\b")


@dataclass(frozen=True, eq=False)
class NumpyTrainingCode:
    """What a script has of a training."""

    sections: tuple[Section, ...]
    functions: tuple[NumpyFunction, ...]
    arrays: Mapping[str, AnyArray]
    """The training samples."""
    imports: tuple[str, ...]
    """Modules of the standard library that the sections need."""


def training_code(course: Course, steps: int, names: FunctionNames) -> NumpyTrainingCode:
    """Return the training of a run, whose first ``steps`` are checked.

    Raises LookupError, in one sentence, for what cannot be carried over.
    """
    experiment = course.experiment
    if experiment.schedule.observes:
        raise LookupError(
            f"{experiment.schedule.title} goes by losses that the script does not measure; "
            "without the training it can be written."
        )
    layers = list(_layers(course, names))
    rows = "len(y)" if len(course.start.shapes[-1]) == 1 else "(y.size // y.shape[-1])"
    loss = numpy_loss(experiment.loss, rows)
    optimizer = numpy_optimizer(experiment.optimizer)
    rate = rate_source(experiment.schedule, experiment.optimizer.learning_rate, course.per_epoch)
    weights, frozen = _weights(course), _frozen(course)
    limit = weight_limit(experiment.regularizer)
    draws = experiment.shuffle or any(each.draws for each in layers)
    functions = in_order(each for layer in layers for each in layer.functions)
    held = "\n".join(literal(f"frozen_{name}", mask) for name, mask in frozen.items())
    sections = [
        *([Section("The order of the samples", _generator(course.order))] if draws else []),
        *([Section("What stays as it is", held)] if held else []),
        Section("Both ways through the network", _backpropagate(layers, loss, experiment, weights, frozen)),
        Section("The optimizer", _optimizer(layers, optimizer, experiment, bool(rate))),
        *([Section("The learning rate", rate)] if rate else []),
        *([Section("The limit of the weights", limit)] if limit else []),
        Section("A step", _step(optimizer, experiment, weights if limit else [], list(frozen), bool(rate))),
        Section("The training", _train(course, steps)),
    ]
    arrays = {"x_train": course.inputs(course.samples), "y_train": course.targets(course.samples)}
    return NumpyTrainingCode(tuple(sections), tuple(functions), arrays, ("math",) * ("math." in rate))


def _layers(course: Course, names: FunctionNames) -> Iterator[NumpyTraining]:
    network, linked = course.start, course.experiment.loss.link is not None
    last = len(network.layers)
    first = next(i for i, layout in enumerate(network.layouts, 1) if layout.trained)
    for position, (layer, shape) in enumerate(zip(network.layers, network.shapes, strict=False), 1):
        way = Way(
            position,
            f"a{position - 1}" if position > 1 else "x",
            f"a{position}",
            _slope(position, linked and position == last),
            f"da{position - 1}" if position > first else "",
            linked and position == last,
        )
        made = numpy_training(layer, shape, way)
        functions, (forward, backward) = names.distinct(made.functions, position, made.forward, made.backward)
        yield replace(made, forward=forward, backward=backward, functions=functions)


def _slope(position: int, linked: bool) -> str:
    """Return what the slope is called that a layer is handed: by its outputs or, from the loss, its sums."""
    return f"d{'z' if linked else 'a'}{position}"


def _weights(course: Course) -> list[str]:
    """Return the names of the arrays that regularizers keep small."""
    roles = [{name: each.role for name, each in layout.trained.items()} for layout in course.start.layouts]
    return [name for name, own, layer in _named(course) if roles[layer][own].is_weight]


def _frozen(course: Course) -> dict[str, AnyArray]:
    """Return which numbers of arrays stay as they are, by the arrays' names, as far as there are any."""
    network = course.start
    held = np.zeros(network.parameters.shape[1], bool)
    held[list(course.experiment.frozen)] = True
    views = [layout.views(held) for layout in network.layouts]
    return {name: views[layer][own] for name, own, layer in _named(course) if views[layer][own].any()}


def _named(course: Course) -> Iterator[tuple[str, str, int]]:
    """Yield what a script calls trained arrays, what their layer calls them, and which layer that is."""
    network = course.start
    each = zip(network.layers, network.shapes, numbers(network), network.layouts, strict=False)
    for i, (layer, shape, own, layout) in enumerate(each):
        known = {id(array): name for name, array in own.named.items()}
        for name, array in numpy_layer(layer, shape, own, i + 1).arrays.items():
            if known[id(array)] in layout.trained:
                yield name, known[id(array)], i


def _generator(state: dict[str, Any]) -> str:
    inner = state["state"]
    return f"""
# The random numbers of the run, from where its initial weights had been drawn.
rng = np.random.Generator(np.random.{state["bit_generator"]}())
rng.bit_generator.state = {{
    "bit_generator": "{state["bit_generator"]}",
    "state": {{
        "state": {inner["state"]},
        "inc": {inner["inc"]},
    }},
    "has_uint32": {state["has_uint32"]},
    "uinteger": {state["uinteger"]},
}}
"""


def _backpropagate(
    layers: list[NumpyTraining],
    loss: NumpyLoss,
    experiment: Experiment,
    weights: list[str],
    frozen: Mapping[str, AnyArray],
) -> str:
    last = len(layers)

    def named(text: str) -> str:
        return MEASURED.sub(rf"\g<1>{last}", text)

    learned = [name for layer in layers for name in layer.learned]
    lines = [line for layer in layers for line in layer.forward]
    lines += ["", *(named(line) for line in loss.before), f"loss = {named(loss.value)}", ""]
    lines.append(f"{_slope(last, experiment.loss.link is not None)} = {named(loss.slope)}")
    lines += [line for layer in reversed(layers) for line in layer.backward]
    shares = {name: penalty_share(experiment.regularizer, name) for name in learned if name in weights}
    lines += [f"d{name} += {share}" for name, share in shares.items() if share]
    lines += [f"d{name}[frozen_{name}] = 0" for name in frozen]
    found = row("found = [", [f"d{name}" for name in learned], "]", 4)
    told = '    """Return the loss of a batch, and its gradient by each of the parameters."""'
    constants = [f"{literal(name, array)}\n\n" for name, array in loss.arrays.items()]
    body = [f"    {line}" if line else "" for line in lines]
    ways = ["def backpropagate(x, y):", told, *body, f"    {found}", "    return loss, found"]
    return "\n".join([*constants, *ways])


def _optimizer(
    layers: list[NumpyTraining], optimizer: NumpyOptimizer, experiment: Experiment, scheduled: bool
) -> str:
    learned = [name for layer in layers for name in layer.learned]
    lines = [row("parameters = [", learned, "]")]
    lines += [] if scheduled else [f"learning_rate = {experiment.optimizer.learning_rate!r}"]
    lines += [f"{name} = {value!r}" for name, value in optimizer.constants]
    return "\n".join([*lines, "", optimizer.source])


def _step(
    optimizer: NumpyOptimizer, experiment: Experiment, limited: list[str], frozen: list[str], scheduled: bool
) -> str:
    """Return what makes a step; ``limited`` are the arrays that are limited afterwards."""
    lines = list[str]()
    if optimizer.kept:
        starts = ", ".join(optimizer.starts).replace(
            "RATE", "learning_rate(0)" if scheduled else "learning_rate"
        )
        lines = [f"memories = [[{starts}] for w in parameters]", "", ""]
    lines += [
        "def train_step(x, y, t):",
        '    """Make step t, from 1 on, on a batch, and return its loss."""',
    ]
    body = ["loss, found = backpropagate(x, y)", *clipping_lines(experiment.clipping)]
    needed = scheduled and ("rate" in optimizer.called or limited)
    body += ["rate = learning_rate(t - 1)"] if needed else []
    rate = "rate" if scheduled else "learning_rate"
    body += [f"held_{name} = {name}[frozen_{name}]" for name in frozen]
    body += [row("weights = [", limited, "]", 4), "before = [w.copy() for w in weights]"] if limited else []
    loop = ("w, g, memory", "found, memories") if optimizer.kept else ("w, g", "found")
    body += [
        f"for {loop[0]} in zip(parameters, {loop[1]}, strict=True):",
        f"    {optimizer.called.replace('rate', rate)}",
    ]
    if limited:
        body += ["for w, old in zip(weights, before, strict=True):", f"    limit(w, old, {rate})"]
    body += [f"{name}[frozen_{name}] = held_{name}" for name in frozen]
    return "\n".join([*lines, *(f"    {line}" for line in [*body, "return loss"])])


def _train(course: Course, steps: int) -> str:
    size = course.batch
    shuffled = ["        rng.shuffle(order)"] if course.experiment.shuffle else []
    return "\n".join(
        [
            f"def train(epochs={course.epochs}):",
            '    """Train, and return the loss of every batch; the first steps are checked."""',
            "    losses = []",
            "    for _ in range(epochs):",
            "        order = np.arange(len(x_train))",
            *shuffled,
            f"        for start in range(0, len(order), {size}):",
            f"            rows = order[start : start + {size}]",
            "            losses.append(train_step(x_train[rows], y_train[rows], len(losses) + 1))",
            f"            if len(losses) == {steps}:",
            "                check()",
            "    return losses",
        ]
    )
