"""The training loop of a script for PyTorch: the way that the run went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from playground.engine.layers.dropout import Dropout
from playground.engine.layers.noise import GaussianNoise
from playground.engine.network import Network
from playground.export.arrangement import ABSENT, AnyArray, LayerArrays, numbers, places
from playground.export.code.array_text import LOOKED_AT, entries, few
from playground.export.code.course import Course
from playground.export.code.generator_state import generator_lines, generator_state
from playground.export.code.own_parts import sources
from playground.export.code.rates import rate_source
from playground.export.code.script import Section
from playground.export.code.sections import assigned
from playground.export.optimizer_call import OptimizerCall
from playground.export.pytorch.losses import torch_loss
from playground.export.pytorch.optimizers import torch_optimizer
from playground.export.pytorch.precision import loading, tensor
from playground.export.pytorch.regularizers import torch_clipping, torch_limit, torch_penalty
from playground.export.pytorch.sequential import state_dict
from playground.export.spelling import comment, docstring, row, spelled
from playground.export.weights.trained_network import TrainedNetwork

OWN = ("playground.export.pytorch.own_optimizers", "playground.export.numpy.own_lbfgs")
KEPT = ("running_mean", "running_var", "num_batches_tracked")
"""What a state_dict has beside parameters, by the ends of the names."""


@dataclass(frozen=True, eq=False)
class TorchTraining:
    """The sections of a training loop, and the arrays that it needs."""

    course: Course
    rule: OptimizerCall
    start: dict[str, AnyArray]
    arrays: dict[str, AnyArray]
    held: dict[str, AnyArray]
    """Of arrays of the state_dict, the places of the numbers that stay as they are."""

    @classmethod
    def of(cls, trained: TrainedNetwork, same_batches: bool) -> TorchTraining:
        """Return how a network is trained anew. Raises LookupError in one sentence for what cannot be."""
        course = Course.of(trained, same_batches)
        experiment = course.experiment
        start = state_dict(course.start, numbers(course.start))
        return cls(
            course,
            torch_optimizer(experiment.optimizer),
            start,
            course.arrays(),
            _held(course.start, set(experiment.frozen)),
        )

    def outside(self) -> dict[str, AnyArray]:
        """Return the arrays that are too long for the script."""
        found = (
            {}
            if few(self.start, LOOKED_AT)
            else {f"first.{name}": array for name, array in self.start.items()}
        )
        return found | ({} if few(self.arrays, LOOKED_AT) else self.arrays)

    def sections(self) -> Iterator[Section]:
        """Yield the pieces of the script."""
        experiment, course = self.course.experiment, self.course
        outside = self.outside()
        yield Section("What is trained on", assigned(self.arrays, outside))
        if few(self.start, LOOKED_AT):
            text = entries([(f'"{name}"', array) for name, array in self.start.items()], "{}")
        else:
            text = '{name: stored[f"first.{name}"] for name in model.state_dict()}'
        state = generator_state(course) if experiment.shuffle else ""
        yield Section("The first weights", f"first_weights = {text}\n\n{state}")
        if self.held:
            note = comment("Numbers that training leaves alone, by their places.")
            text = entries([(f'"{name}"', where) for name, where in self.held.items()], "{}")
            yield Section("What stays as it is", f"{note}\nheld = {text}")
        rate = rate_source(experiment.schedule, experiment.optimizer.learning_rate, course.per_epoch)
        if rate:
            yield Section("The learning rate", rate)
        for module in OWN if self.rule.own else ():
            yield from (Section("What PyTorch lacks", each) for each in sources(module, [self.rule.name]))
        if penalty := torch_penalty(experiment.regularizer):
            yield Section("What is asked of the weights", penalty)
        if limit := torch_limit(experiment.regularizer).source:
            yield Section("The limit of the weights", limit)
        yield Section("The loss", self._loss())
        yield Section("The training", self._train())

    def _loss(self) -> str:
        experiment, steps = self.course.experiment, len(self.course.start.shapes[-1]) > 1
        every = ".flatten(0, 1)" if steps else ""
        without = ", without what is asked of the weights" if torch_penalty(experiment.regularizer) else ""
        told = docstring(f"Return the loss of samples{without}.", indent=4)
        last = ("logits", "model[:-1]") if experiment.loss.link else ("outputs", "model")
        lines = ["def loss_of(inputs, targets):", told, f"    {last[0]} = {last[1]}(inputs){every}"]
        lines += [f"    targets = targets{every}"] * steps
        return "\n".join([*lines, *(f"    {line}" for line in torch_loss(experiment.loss))])

    def _train(self) -> str:
        course, experiment = self.course, self.course.experiment
        observes, shuffles = experiment.schedule.observes, experiment.shuffle
        lines = [*self._prepared(), "for epoch in range(epochs):", "    model.train()"]
        lines += [f"    rows = np.arange({len(course.samples)})"]
        lines += ["    generator.shuffle(rows)"] * shuffles
        lines += [f"    for first in range(0, len(rows), {course.batch}):"]
        lines += [f"        {line}" if line else "" for line in self._step()]
        lines += ["    model.eval()", "    with torch.no_grad():"]
        lines += ["        loss = loss_of(inputs, targets).item()"]
        watched = "loss_of(*watched).item()" if course.watched else "loss"
        lines += [f"        learning_rate.observe({watched})"] * observes
        told = 'print(f"epoch {epoch + 1}: train loss {loss:.4g}")'
        often = course.epochs // 10
        lines += [f"    if (epoch + 1) % {often} == 0:", f"        {told}"] if often > 1 else [f"    {told}"]
        notes = [course.told]
        if any(isinstance(layer, Dropout | GaussianNoise) for layer in course.start.layers):
            notes.append("What is drawn by layers is drawn otherwise, and so are later batches.")
        head = [f"def train(epochs={course.epochs}):", docstring(*notes, indent=4)]
        return "\n".join([*head, *(f"    {line}" if line else "" for line in lines)])

    def _prepared(self) -> Iterator[str]:
        """Yield what is done before the first epoch."""
        experiment, rule = self.course.experiment, self.rule
        yield from loading("first_weights", self.course.start.parameters.dtype, 4)
        given = [f"{name}={spelled(value)}" for name, value in rule.settings.items()]
        name = rule.name if rule.own else f"torch.optim.{rule.name}"
        given = given if rule.searches else ["model.parameters()", *given]
        yield from row(f"optimizer = {name}(", given, ")", 4).split("\n    ")
        if torch_penalty(experiment.regularizer) or torch_limit(experiment.regularizer).source:
            yield "weights = [each for each in model.parameters() if each.ndim > 1]"
        if self.held:
            yield "parameters = dict(model.named_parameters())"
        yield "inputs, targets = torch.tensor(train_inputs), torch.tensor(train_targets)"
        if self.course.watched:
            yield "watched = torch.tensor(watched_inputs), torch.tensor(watched_targets)"
        if experiment.shuffle:
            yield from generator_lines(self.course, "generator")
        if experiment.schedule.observes:
            yield "learning_rate = FallingRate()"
        if experiment.schedule.kind != "constant":
            yield "step = 0"

    def _step(self) -> Iterator[str]:
        """Yield what is done with each batch."""
        experiment, rule, course = self.course.experiment, self.rule, self.course
        penalty, limit = torch_penalty(experiment.regularizer), torch_limit(experiment.regularizer)
        clip = torch_clipping(experiment.clipping) if experiment.optimizer.clips else ""
        rate = repr(experiment.optimizer.learning_rate)
        yield f"batch = torch.from_numpy(rows[first : first + {course.batch}])"
        if experiment.schedule.kind != "constant":
            rate = "rate"
            yield from ("rate = learning_rate(step)", "step += 1")
        if limit.looks_back:
            yield "before = [weight.detach().clone() for weight in weights]"
        descent = ["loss = loss_of(inputs[batch], targets[batch])"]
        descent += ["loss = loss + penalty(weights)"] if penalty else []
        descent += ["loss.backward()", *(UNTOUCHED if self.held else ()), *([clip] if clip else [])]
        if rule.searches:
            precision = f"torch.{course.start.parameters.dtype}"
            yield from _searched(descent, precision, rate)
        else:
            if rate == "rate":
                yield 'optimizer.param_groups[0]["lr"] = rate'
            yield from ("optimizer.zero_grad()", *descent, "optimizer.step()")
        if limit.call:
            yield limit.call.replace("RATE", rate)
        if self.held:
            made = tensor("first_weights[name]", course.start.parameters.dtype)
            yield from ("with torch.no_grad():", "    for name, places in held.items():")
            yield f"        start = {made}.flatten()"
            yield "        parameters[name].view(-1)[places] = start[places]"


def _searched(descent: Sequence[str], precision: str, rate: str) -> Iterator[str]:
    """Yield a step that is found by a search, to which parameters are one vector."""
    yield from ("", "def evaluate(point, batch=batch):")
    yield '    """Go to a point, and return the loss there and its gradient."""'
    yield f"    point = torch.tensor(point, dtype={precision})"
    yield "    nn.utils.vector_to_parameters(point, model.parameters())"
    yield from (f"    {line}" for line in ("model.zero_grad()", *descent))
    yield "    gradients = [each.grad for each in model.parameters()]"
    yield "    gradient = nn.utils.parameters_to_vector(gradients)"
    yield from ("    return loss.item(), gradient.double().numpy()", "")
    yield "start = nn.utils.parameters_to_vector(model.parameters()).detach().numpy()"
    yield f"optimizer.step(evaluate, start, {rate})"


UNTOUCHED = (
    "for name, places in held.items():",
    "    parameters[name].grad.view(-1)[places] = 0.0",
)


def _held(network: Network, frozen: set[int]) -> dict[str, AnyArray]:
    """Return the places of frozen numbers, and of the second biases that PyTorch has and the run had not."""
    once = [LayerArrays(each.named) for each in places(network)]
    found = dict[str, AnyArray]()
    for name, where in state_dict(network, once).items():
        if not name.endswith(KEPT):
            still = np.flatnonzero((where == ABSENT) | np.isin(where - 1, list(frozen)))
            found |= {name: still} if len(still) else {}
    return found
