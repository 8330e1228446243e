"""A step in a script for NumPy: what becomes of a gradient, and of the weights afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from playground.experiment.experiment import Experiment
from playground.export.code.own_parts import sources
from playground.export.code.script import Section
from playground.export.numpy.limits import clipping_lines, penalty_value, weight_limit
from playground.export.numpy.optimizers import NumpyOptimizer, numpy_optimizer
from playground.export.spelling import row

OWN = "playground.export.numpy.own_lbfgs"
PUT = '''
def put(point):
    """Set all parameters to what stands one behind the other in a vector."""
    ends = np.cumsum([w.size for w in parameters])[:-1]
    for w, part in zip(parameters, np.split(point, ends), strict=True):
        w.flat = part
'''


def step_sections(
    experiment: Experiment, learned: list[str], weights: list[str], frozen: list[str]
) -> Iterator[Section]:
    """Yield the optimizer and the step. The names are of all arrays that learn, of those that regularizers
    keep small, and of those of which something stays as it is. Raises LookupError.
    """
    optimizer, limit = numpy_optimizer(experiment.optimizer), weight_limit(experiment.regularizer)
    if optimizer.searches:
        yield from (Section("The search", each) for each in sources(OWN, ["LBFGSOptimizer"]))
    yield Section("The optimizer", _optimizer(learned, optimizer, experiment))
    if optimizer.searches:
        yield Section("All parameters as a vector", PUT)
        if share := penalty_value(experiment.regularizer, "w"):
            yield Section("What is asked of the weights", _penalty(share, weights))
    if limit:
        yield Section("The limit of the weights", limit)
    yield Section("A step", _step(optimizer, experiment, weights, frozen))


def _penalty(share: str, weights: list[str]) -> str:
    told = '    """Return what is added to the loss for the weights."""'
    loop = row("for w in [", weights, "]:", 4)
    body = [told, "    total = 0.0", f"    {loop}", f"        total += np.sum({share})", "    return total"]
    return "\n".join(["def penalty():", *body])


def _scheduled(experiment: Experiment) -> bool:
    return experiment.schedule.kind != "constant"


def _optimizer(learned: list[str], optimizer: NumpyOptimizer, experiment: Experiment) -> str:
    lines = [row("parameters = [", learned, "]")]
    rate = "FallingRate()" if experiment.schedule.observes else repr(experiment.optimizer.learning_rate)
    if experiment.schedule.observes or not _scheduled(experiment):
        lines.append(f"learning_rate = {rate}")
    lines += [f"{name} = {value!r}" for name, value in optimizer.constants]
    return "\n".join([*lines, *([] if optimizer.searches else [""]), optimizer.source])


def _step(optimizer: NumpyOptimizer, experiment: Experiment, weights: list[str], frozen: list[str]) -> str:
    lines, limited = list[str](), weights if weight_limit(experiment.regularizer) else []
    scheduled = _scheduled(experiment)
    if optimizer.kept:
        starts = ", ".join(optimizer.starts).replace(
            "RATE", "learning_rate(0)" if scheduled else "learning_rate"
        )
        lines = [f"memories = [[{starts}] for w in parameters]", "", ""]
    lines += [
        "def train_step(x, y, t):",
        '    """Make step t, from 1 on, on a batch, and return its loss."""',
    ]
    clipping = clipping_lines(experiment.clipping) if experiment.optimizer.clips else []
    body = [f"loss, {'_' if optimizer.searches else 'gradients'} = backpropagate(x, y)", *clipping]
    needed = scheduled and (optimizer.searches or "rate" in optimizer.called or limited)
    body += ["rate = learning_rate(t - 1)"] if needed else []
    rate = "rate" if scheduled else "learning_rate"
    body += [f"held_{name} = {name}[frozen_{name}]" for name in frozen]
    body += [row("weights = [", limited, "]", 4), "before = [w.copy() for w in weights]"] if limited else []
    if optimizer.searches:
        body += _searched(experiment, rate)
    else:
        loop = ("w, g, memory", "gradients, memories") if optimizer.kept else ("w, g", "gradients")
        body += [
            f"for {loop[0]} in zip(parameters, {loop[1]}, strict=True):",
            f"    {optimizer.called.replace('rate', rate)}",
        ]
    if limited:
        body += ["for w, old in zip(weights, before, strict=True):", f"    limit(w, old, {rate})"]
    body += [f"{name}[frozen_{name}] = held_{name}" for name in frozen]
    return "\n".join([*lines, *(f"    {line}" if line else "" for line in [*body, "return loss"])])


def _searched(experiment: Experiment, rate: str) -> Iterator[str]:
    """Yield a step that is found by a search, to which parameters are one vector."""
    yield from ("", "def evaluate(point):")
    yield '    """Go to a point, and return the loss there and its gradient."""'
    yield from ("    put(point)", "    loss, gradients = backpropagate(x, y)")
    if penalty_value(experiment.regularizer, "w"):
        yield "    loss += penalty()"
    yield from ("    return loss, np.concatenate([g.ravel() for g in gradients]).astype(float)", "")
    yield "start = np.concatenate([w.ravel() for w in parameters])"
    yield f"optimizer.step(evaluate, start, {rate})"
