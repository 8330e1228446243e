"""The training of a network in a script for NumPy: the same steps as in the run, in plain sight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from playground.experiment.experiment import Experiment
from playground.export.arrangement import AnyArray, numbers
from playground.export.code.array_text import literal
from playground.export.code.course import Course
from playground.export.code.generator_state import generator_lines, generator_state
from playground.export.code.numpy_steps import step_sections
from playground.export.code.rates import rate_source
from playground.export.code.script import Section
from playground.export.numpy import training_over_time as training_over_time  # its conversions are registered
from playground.export.numpy.functions import FunctionNames, NumpyFunction, in_order
from playground.export.numpy.layers import NumpyLayer, numpy_layer
from playground.export.numpy.limits import penalty_share
from playground.export.numpy.losses import NumpyLoss, numpy_loss
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


def training_code(
    course: Course, steps: int, names: FunctionNames, predicting: Sequence[NumpyLayer]
) -> NumpyTrainingCode:
    """Return the training of a run, whose first ``steps`` are checked.

    ``predicting`` are the layers as the script has them already. Raises LookupError, in one sentence, for
    what cannot be carried over.
    """
    experiment = course.experiment
    layers = list(_layers(course, names))
    rows = "len(y)" if len(course.start.shapes[-1]) == 1 else "(y.size // y.shape[-1])"
    loss = numpy_loss(experiment.loss, rows)
    rate = rate_source(experiment.schedule, experiment.optimizer.learning_rate, course.per_epoch)
    weights, frozen = _weights(course), _frozen(course)
    draws = experiment.shuffle or any(each.draws for each in layers)
    order = "\n".join([generator_state(course), *generator_lines(course, "rng")])
    functions = in_order(each for layer in layers for each in layer.functions)
    held = "\n".join(literal(f"frozen_{name}", mask) for name, mask in frozen.items())
    sections = [
        *([Section("The order of the samples", order)] if draws else []),
        *([Section("What stays as it is", held)] if held else []),
        Section("Both ways through the network", _backpropagate(layers, loss, experiment, weights, frozen)),
        *([Section("The learning rate", rate)] if rate else []),
        *step_sections(
            experiment, [name for layer in layers for name in layer.learned], weights, list(frozen)
        ),
    ]
    arrays = {"x_train": course.inputs(course.samples), "y_train": course.targets(course.samples)}
    if experiment.schedule.observes:
        sections.append(Section("The loss that is watched", _measured(course, predicting, loss, names)))
        if course.watched is not None:
            watched = {
                "x_watched": course.inputs(course.watched),
                "y_watched": course.targets(course.watched),
            }
            arrays |= watched
    sections.append(Section("The training", _train(course, steps)))
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
    gradients = row("gradients = [", [f"d{name}" for name in learned], "]", 4)
    told = '    """Return the loss of a batch, and its gradient for each of the parameters."""'
    constants = [f"{literal(name, array)}\n\n" for name, array in loss.arrays.items()]
    body = [f"    {line}" if line else "" for line in lines]
    ways = ["def backpropagate(x, y):", told, *body, f"    {gradients}", "    return loss, gradients"]
    return "\n".join([*constants, *ways])


def _measured(course: Course, predicting: Sequence[NumpyLayer], loss: NumpyLoss, names: FunctionNames) -> str:
    """Return the function for the loss of samples as they are predicted, not as in training."""
    network, linked, last = course.start, course.experiment.loss.link is not None, len(predicting)
    way = Way(last, "x", f"a{last}", _slope(last, linked), "", linked)
    made = numpy_training(network.layers[-1], network.shapes[-2], way)
    _, (output,) = names.distinct(made.functions, last, made.forward)
    after = [MEASURED.sub(rf"\g<1>{last}", line) for line in (*loss.before, f"return {loss.value}")]
    lines = list[str]()
    for line in reversed([*output, *after]):  # of the outputs, only what the loss asks for
        name, _, _ = line.partition(" = ")
        if line in after or re.search(rf"\b{name}\b", "\n".join(lines)):
            lines.insert(0, line)
    lines = [*(line for layer in predicting[:-1] for line in layer.lines), *lines]
    told = '    """Return the loss of samples as they are predicted."""'
    return "\n".join(["def measured(x, y):", told, *(f"    {line}" for line in lines)])


def _train(course: Course, steps: int) -> str:
    size = course.batch
    shuffled = ["        rng.shuffle(order)"] if course.experiment.shuffle else []
    which = "watched" if course.watched else "train"
    observed = [f"        learning_rate.observe(measured(x_{which}, y_{which}))"]
    observed = observed if course.experiment.schedule.observes else []
    told = "; the first steps are checked" if steps else ""
    return "\n".join(
        [
            f"def train(epochs={course.epochs}):",
            f'    """Train, and return the loss of every batch{told}."""',
            "    losses = []",
            "    for _ in range(epochs):",
            "        order = np.arange(len(x_train))",
            *shuffled,
            f"        for start in range(0, len(order), {size}):",
            f"            rows = order[start : start + {size}]",
            "            losses.append(train_step(x_train[rows], y_train[rows], len(losses) + 1))",
            *([f"            if len(losses) == {steps}:", "                check()"] if steps else []),
            *observed,
            "    return losses",
        ]
    )
