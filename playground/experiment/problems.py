"""What does not fit together in an experiment, each with where and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playground.engine.clipping import NoClipping
from playground.engine.layers.dense import MOST_UNITS
from playground.engine.parameters import Shape, in_words
from playground.experiment.experiment import Experiment
from playground.experiment.sampling import divided, network_inputs
from playground.parts.counts import grouped, number
from playground.parts.text import within


@dataclass(frozen=True)
class Problem:
    """Two settings that do not fit each other: the path to one of them, and why."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


def problems(experiment: Experiment) -> list[Problem]:
    """Return what does not fit together; an experiment with problems is not trained."""
    if misfit := experiment.data.misfit():
        lost = Problem(f"data.{misfit[0]}", misfit[1])
        return [lost, *(_misfits(experiment) if experiment.data.absent else ())]
    return _misfits(experiment)


def blocking_problems(experiment: Experiment) -> list[Problem]:
    """Return those problems for which there is no network to be seen: without its data there is one, if it
    is known what they are like.
    """
    return _misfits(experiment) if experiment.data.absent else problems(experiment)


def _misfits(experiment: Experiment) -> list[Problem]:
    """Return what does not fit together beside the data themselves."""
    found = [*_data_problems(experiment), *_output_problems(experiment)]
    if layers := list(shape_problems(experiment)):
        return [*found, *layers]  # there is no network to ask further
    return [*found, *_training_problems(experiment)]


def _data_problems(experiment: Experiment) -> Iterator[Problem]:
    if experiment.points.shape is None:
        yield from _feature_problems(experiment)
    if not (experiment.data.absent or len(divided(experiment.data, experiment.split)["train"])):
        yield Problem("split", "no samples are left to train on")


def _feature_problems(experiment: Experiment) -> Iterator[Problem]:
    if not experiment.features:
        yield Problem("features", "choose at least one")
    known, inputs = set(), experiment.points.inputs
    for i, feature in enumerate(experiment.features):
        setting, name = feature.identity
        if name in known:
            yield Problem(f"features[{i}].{setting}", f'"{feature.name}" already exists')
        elif trouble := feature.trouble(inputs):
            yield Problem(f"features[{i}].{setting}", trouble)
        known.add(name)


def _output_problems(experiment: Experiment) -> Iterator[Problem]:
    output, loss, targets = experiment.resolved_output, experiment.loss, experiment.targets
    fitting = [activation.title for activation in loss.accepts]
    name = f"the {within(loss.title)} loss"
    if fitting and not isinstance(output.activation, loss.accepts):
        yield Problem("output.kind", f"{name} needs {' or '.join(fitting)}, not {output.title}")
    elif loss.for_classes and not targets.decides:
        yield Problem("loss.kind", f"{name} is for classes, and {_has(experiment)}")
    elif (beyond := _beyond(experiment)) is not None:
        low, high = loss.target_range or (0.0, 0.0)
        text = (
            f"{name} needs targets from {number(low)} to {number(high)}, and one of them is {number(beyond)}"
        )
        yield Problem("loss.kind", text)
    elif misfit := loss.misfit(len(targets.classes)):
        yield Problem(f"loss.{misfit[0]}", misfit[1])
    elif output.for_classes and not targets.decides:
        yield Problem("output.kind", f"{output.title} is for classes, and {_has(experiment)}")


def _has(experiment: Experiment) -> str:
    return f"{experiment.data.title} has {experiment.targets.noun}"


def _beyond(experiment: Experiment) -> float | None:
    """Return the first target that lies where the loss does not take it, if one does."""
    if experiment.loss.target_range is None:
        return None
    low, high = experiment.loss.target_range
    points, targets = experiment.points, experiment.targets
    encoded = targets.encode(points.truth, network_inputs(points, experiment.features))
    outside = encoded[(encoded < low) | (encoded > high)]
    return float(outside[0]) if outside.size else None


def shape_problems(experiment: Experiment) -> Iterator[Problem]:
    """Yield where what flows through the network does not fit a layer, or its end the targets."""
    shape: Shape = experiment.inputs_shape
    for i, layer in enumerate(experiment.layers):
        if misfit := layer.misfit(shape):
            yield Problem(f"layers[{i}]", misfit)
            return
        shape = layer.output(shape)
    if misfit := _target_misfit(experiment, shape) or experiment.last_layer.misfit(shape):
        yield Problem("output", misfit)


def _target_misfit(experiment: Experiment, shape: Shape) -> str:
    """Return in a sentence why outputs made of a shape cannot be compared with the targets, or nothing."""
    if (units := experiment.targets.units) > MOST_UNITS:
        return f"{grouped(units)} outputs would be needed, and a layer has up to {grouped(MOST_UNITS)} units"
    if experiment.targets.every_step and len(shape) != 2:
        return f"{_has(experiment)}, and what comes in is {in_words(shape)}"
    if len(shape) == 2 and not experiment.targets.every_step:
        return (
            f"each sample has one target, and what comes in is {in_words(shape)}: "
            "hand on the last step alone, or flatten it"
        )
    return ""


def _training_problems(experiment: Experiment) -> Iterator[Problem]:
    misfit = experiment.initializer.misfit([each.declared for each in experiment.network().layouts])
    if misfit:
        yield Problem(f"initializer.{misfit[0]}", misfit[1])
    size, optimizer = experiment.size, experiment.optimizer
    beyond = next(((i, place) for i, place in enumerate(experiment.frozen) if place >= size), None)
    if beyond is not None:
        i, place = beyond
        yield Problem(f"frozen[{i}]", f"{grouped(place)} is past the last of {grouped(size)} parameters")
    count = len(divided(experiment.data, experiment.split)["train"])
    batch = min(experiment.batch_size or count, count)
    smallest = count % batch or batch if batch else 0
    for i, layer in enumerate(experiment.layers):
        if 0 < smallest < layer.least_batch():
            which = "the last one has" if smallest < batch else "they have"
            need = f"{layer.title} needs at least {layer.least_batch()} samples in every batch"
            yield Problem(f"layers[{i}]", f"{need}; {which} {smallest}")
    if not optimizer.clips and not isinstance(experiment.clipping, NoClipping):
        yield Problem("clipping.kind", f"{optimizer.title} needs the gradient as it is: choose None")
    if optimizer.whole_batches and batch < count:
        yield Problem("batch_size", f"{optimizer.title} needs the whole training set: choose 0")
