"""The training loop of a script for Keras: the way that the run went, as far as Keras has its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from playground.engine.layers.dropout import Dropout
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.normalization import BatchNorm
from playground.export.arrangement import ABSENT, AnyArray, LayerArrays, numbers, places
from playground.export.code.array_text import LOOKED_AT, entries, few
from playground.export.code.course import Course
from playground.export.code.generator_state import generator_state
from playground.export.code.rates import rate_source
from playground.export.code.script import Section
from playground.export.code.sections import assigned
from playground.export.keras.losses import keras_loss
from playground.export.keras.optimizers import keras_clipping, keras_optimizer
from playground.export.keras.regularizers import keras_limit, keras_penalty
from playground.export.keras.sequential import keras_calls
from playground.export.spelling import docstring, row
from playground.export.weights.trained_network import TrainedNetwork

DRAWN = "What is drawn by layers is drawn otherwise, and so are later batches."
SPREAD = "Keras keeps the variance of a batch as it is, where the run's is that of what it is a sample of."
SMALL = "Keras has its own place for the small number that keeps a division finite: steps differ a little."


@dataclass(frozen=True, eq=False)
class KerasTraining:
    """The sections of a training loop, and the arrays that it needs."""

    course: Course
    start: dict[str, AnyArray]
    arrays: dict[str, AnyArray]
    held: dict[int, AnyArray]
    """Of the model's arrays, by their places from 0, the places of the numbers that stay as they are."""

    @classmethod
    def of(cls, trained: TrainedNetwork, precision: np.dtype[np.floating]) -> KerasTraining:
        """Return how a network is trained anew. Raises LookupError in one sentence for what cannot be."""
        course = Course.of(trained)
        experiment, network = course.experiment, course.start
        if experiment.schedule.observes:
            raise LookupError(f"{experiment.schedule.title} goes by losses that the script does not measure.")
        if any(getattr(layer, "truncation", 0) for layer in network.layers):
            raise LookupError("Keras carries gradients back through all steps, and not through a few.")
        keras_optimizer(experiment.optimizer)
        keras_penalty(experiment.regularizer)
        made = [array for call in keras_calls(network, numbers(network)) for array in call.arrays]
        start = {f"first_{i}": np.asarray(array, precision) for i, array in enumerate(made, 1)}
        inputs, targets = course.inputs(course.samples), course.targets(course.samples)
        arrays = {"train_inputs": inputs.astype(precision), "train_targets": targets.astype(precision)}
        once = [LayerArrays(each.named) for each in places(network)]
        where = [array for call in keras_calls(network, once) for array in call.arrays]
        frozen = list(experiment.frozen)
        still = [np.flatnonzero((each == ABSENT) | np.isin(each - 1, frozen)) for each in where]
        return cls(course, start, arrays, {i: each for i, each in enumerate(still) if len(each)})

    def outside(self) -> dict[str, AnyArray]:
        """Return the arrays that are too long for the script."""
        return ({} if few(self.start) else self.start) | ({} if few(self.arrays, LOOKED_AT) else self.arrays)

    def sections(self) -> Iterator[Section]:
        """Yield the pieces of the script."""
        course, experiment = self.course, self.course.experiment
        yield Section("What is trained on", assigned(self.arrays, self.outside()))
        text = f'[stored[f"first_{{i}}"] for i in range(1, {len(self.start) + 1})]'
        if few(self.start):
            text = entries([("", array) for array in self.start.values()], "[]")
        state = f"\n{generator_state(course.order)}" if experiment.shuffle else ""
        yield Section("The first weights", f"first_weights = {text}{state}")
        if self.held:
            text = entries([(str(i), where) for i, where in self.held.items()], "{}")
            yield Section("What stays as it is", f"# Numbers that training leaves alone.\nheld = {text}")
        if rate := rate_source(experiment.schedule, experiment.optimizer.learning_rate, course.per_epoch):
            yield Section("The learning rate", rate)
        if penalty := keras_penalty(experiment.regularizer):
            yield Section("What is asked of the weights", penalty)
        if limit := keras_limit(experiment.regularizer):
            yield Section("The limit of the weights", limit)
        yield Section("The loss", self._loss(bool(penalty)))
        yield Section("The training", self._train(bool(rate), bool(limit)))

    def _loss(self, penalty: bool) -> str:
        told = docstring("Return the loss of each sample, with what is asked of the weights.", indent=4)
        told = told if penalty else docstring("Return the loss of each sample.", indent=4)
        lines = keras_loss(self.course.experiment.loss)
        lines = [*lines, *([WEIGHTS, "return found + penalty(weights)"] if penalty else ["return found"])]
        return "\n".join(["def loss_of(targets, outputs):", told, *(f"    {line}" for line in lines)])

    def _train(self, scheduled: bool, limited: bool) -> str:
        course, experiment = self.course, self.course.experiment
        name, given = keras_optimizer(experiment.optimizer)
        given = {"learning_rate": experiment.optimizer.learning_rate} | given
        given |= keras_clipping(experiment.clipping)
        settings = [f"{key}={value!r}" for key, value in given.items()]
        lines = ["model.set_weights([np.array(array) for array in first_weights])"]
        lines += row(f"optimizer = keras.optimizers.{name}(", settings, ")", 4).split("\n    ")
        lines += ["model.compile(optimizer=optimizer, loss=loss_of)"]
        if experiment.shuffle:
            lines += ["generator = np.random.default_rng()"]
            lines += ["generator.bit_generator.state = first_order"]
        lines += [WEIGHTS] * limited + ["step = 0"] * scheduled
        lines += ["for epoch in range(epochs):", f"    rows = np.arange({len(course.samples)})"]
        lines += ["    generator.shuffle(rows)"] * experiment.shuffle
        lines += [f"    for first in range(0, len(rows), {course.batch}):"]
        lines += [f"        batch = rows[first : first + {course.batch}]"]
        if scheduled:
            lines += ["        optimizer.learning_rate = learning_rate(step)", "        step += 1"]
        lines += ["        model.train_on_batch(train_inputs[batch], train_targets[batch])"]
        if limited:
            lines += ["        for weight in weights:"]
            lines += ["            weight.assign(limit(keras.ops.convert_to_numpy(weight)))"]
        if self.held:
            lines += [f"        {line}" for line in PUT_BACK]
        told = 'print(f"epoch {epoch + 1}: loss {loss:.4g}")'
        often = course.epochs // 10
        loss = "loss = model.evaluate(train_inputs, train_targets, verbose=0)"
        shown = [loss, told]
        if often > 1:
            shown = [f"if (epoch + 1) % {often} == 0:", f"    {loss}", f"    {told}"]
        lines += [f"    {line}" for line in shown]
        head = [f"def train(epochs={course.epochs}):", docstring(*self._notes(), indent=4)]
        return "\n".join([*head, *(f"    {line}" for line in lines)])

    def _notes(self) -> list[str]:
        layers, experiment = self.course.start.layers, self.course.experiment
        notes = ["Train the network from the run's first weights, with the run's batches."]
        notes += [DRAWN] * any(isinstance(layer, Dropout | GaussianNoise) for layer in layers)
        notes += [SPREAD] * any(isinstance(layer, BatchNorm) for layer in layers)
        return notes + [SMALL] * hasattr(experiment.optimizer, "epsilon")


WEIGHTS = 'weights = [each for each in model.trainable_variables if "kernel" in each.name]'
PUT_BACK = (
    "arrays = model.get_weights()",
    "for i, places in held.items():",
    "    arrays[i].flat[places] = np.ravel(first_weights[i])[places]",
    "model.set_weights(arrays)",
)
