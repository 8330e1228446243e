"""What leaves the microscope: whole traces as JSON or CSV files, the chain of one number as text or LaTeX."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import symbol
from playground.engine.symbolic.update_lines import AllParameters, OptimizerStep
from playground.files import strict_json
from playground.files.writing import text_of, writing
from playground.microscope import Chain, Latex, Text, Trace, TracedLayer
from playground.microscope.matrices import WholeStep
from playground.parts.text import name_of

BACKWARD = ("da", "dz")
COLUMNS = ("stage", "layer", "name", "sample", "input", "unit", "value")


def _json(trace: Trace, file: IO[bytes]) -> None:
    content = {
        "step": trace.step + 1,
        "epoch": trace.epoch + 1,
        "hypothetical": trace.hypothetical,
        "samples": {"part": trace.part, "rows": _plain(trace.rows)},
        "inputs": _plain(trace.x),
        "targets": _plain(trace.y),
        "layers": [_layer(trace, layer) for layer in trace.layers],
        "loss": {
            **trace.loss_rule.model_dump(mode="json"),
            "samples": _plain(trace.losses),
            "shares": _plain(trace.shares),
            "batch": _plain(trace.loss),
            "penalty": _plain(trace.penalty),
        },
        "regularizer": trace.regularizer.model_dump(mode="json"),
        "clipping": {**trace.clipping.model_dump(mode="json"), "factor": _plain(trace.factor)},
        "optimizer": {
            **trace.optimizer.model_dump(mode="json"),
            "update": trace.update,
            "rate_after_schedule": _plain(trace.learning_rate),
            "remembered_before": _whole(trace, trace.memory),
            "remembered_after": _whole(trace, trace.memory_after),
        },
        "schedule": trace.schedule.model_dump(mode="json"),
    }
    file.write((json.dumps(content, indent=1, allow_nan=False) + "\n").encode())


def _layer(trace: Trace, layer: TracedLayer) -> dict[str, Any]:
    stages: dict[str, dict[str, Any]] = {}
    for stage, name, array in numbers(trace, layer):
        stages.setdefault(stage, {})[name] = _plain(array)
    return {"name": layer.name, **layer.rule.model_dump(mode="json"), **stages}


def _csv(trace: Trace, file: IO[bytes]) -> None:
    with text_of(file) as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for name, array in (("inputs", trace.x), ("targets", trace.y), ("loss", trace.losses)):
            stage = "loss" if name == "loss" else "samples"
            writer.writerows(_rows(trace, stage, "", name, array, of_samples=True))
        for name, value in (("batch", trace.loss), ("penalty", trace.penalty)):
            writer.writerow(("loss", "", name, "", "", "", value))
        for layer in trace.layers:
            for stage, name, array in numbers(trace, layer):
                of_samples = stage in ("forward", "backward")
                writer.writerows(_rows(trace, stage, layer.name, name, array, of_samples))


def _rows(
    trace: Trace, stage: str, layer: str, name: str, array: Array, of_samples: bool
) -> Iterator[tuple[Any, ...]]:
    """Yield a line for each number, with its places in the columns that they belong to."""
    if of_samples and array.ndim > 2:
        array = array.reshape(len(array), -1)
    for index, value in zip(np.ndindex(array.shape), array.ravel().tolist(), strict=True):
        if of_samples:
            alone = array.shape[0] != len(trace.rows)  # the mean over a batch is no sample's own
            sample = "" if alone else int(trace.rows[index[0]])
            yield stage, layer, name, sample, "", *(index[1:] or ("",)), value
        else:
            yield stage, layer, name, "", index[0] if len(index) > 1 else "", index[-1], value


FORMATS: dict[str, Callable[[Trace, IO[bytes]], None]] = {".json": _json, ".csv": _csv}


def check(path: str | os.PathLike[str], ending: str) -> Path:
    """Return the path if a trace can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() != ending:
        raise ValueError(f"{name_of(target)}: this must end with {ending}")
    return target


def save(trace: Trace, path: str | os.PathLike[str]) -> None:
    """Write every number of a trace, as the ending says. Raises KeyError for an unknown ending, OSError."""
    write_as = FORMATS[Path(path).suffix.lower()]
    with writing(path) as file:
        write_as(trace, file)


def numbers(trace: Trace, layer: TracedLayer) -> Iterator[tuple[str, str, Array]]:
    """Yield a layer's arrays, each with its stage and name, in the order in which they are computed."""
    back = [*BACKWARD, *sorted(layer.rule.carried_slopes.difference(BACKWARD))]
    for name, array in layer.values.items():
        if name not in back:
            yield "forward", name, array
    for name in back:
        if name in layer.values:
            yield "backward", name, layer.values[name]
    flat = {
        "before": trace.before,
        "gradient": trace.gradient,
        "regularizer": trace.pull,
        "with_regularizer": trace.pulled,
        "clipped": trace.clipped,
    }
    each = trace.optimizer.state_names
    flat |= {f"{name}_before": trace.memory[name] for name in each}
    flat |= {f"{name}_after": trace.memory_after[name] for name in each}
    flat |= between(trace)
    flat |= {"change": trace.change, "after": trace.after}
    for stage, array in flat.items():
        for name, view in layer.named(array).items():
            yield stage, name, view
    for stage, kept in (("kept_before", trace.kept), ("kept_after", trace.kept_after)):
        for name, view in layer.running(kept).items():
            yield stage, name, view


def between(trace: Trace) -> dict[str, Array]:
    """Return what the optimizer computes on its way and does not keep, each (n,): ``m_hat``, ``v_hat`` ..."""
    own = {name: trace.memory[name] for name in trace.optimizer.state_names}
    w, g, rate = symbol("w", trace.before), symbol("g", trace.clipped), symbol("η", trace.learning_rate)
    all_parameters = AllParameters(trace.before, trace.counted, trace.moved, slice(None))
    step = OptimizerStep(w, g, rate, trace.update, trace.moved, own, trace.memory, all_parameters)
    with np.errstate(all="ignore"):
        lines = list(trace.optimizer.formula(step))
    found = {}
    for line in lines[:-1]:
        if not line.state_name:
            name = "_".join(filter(None, (line.left.letter, line.left.mark, line.left.index)))
            found[name] = np.broadcast_to(line.left.number, trace.before.shape).astype(trace.before.dtype)
    return found


def _whole(trace: Trace, memory: dict[str, Array]) -> dict[str, Any]:
    """Return what an optimizer remembers that is not of single parameters."""
    each = trace.optimizer.state_names
    return {name: _plain(array) for name, array in memory.items() if name not in each}


def _plain(value: Any) -> Any:
    """Return an array or a number as JSON has it; a number beyond all bounds is null."""
    return strict_json.finite(np.asarray(value).tolist())


def latex(chain: Chain | WholeStep) -> str:
    """Return a chain, or a step as matrices, as LaTeX: an ``align*`` for each stage; needs amsmath."""
    markup, parts = Latex(), [f"% {chain.title.replace('…', '...')}"]
    for stage in chain.stages:
        rows = []
        for line in stage.lines:
            left, steps = markup.relations(line)
            rows += [f"  {'' if i else left} &{sign} {step}" for i, (sign, step) in enumerate(steps)]
        body = " \\\\\n".join(rows)
        parts.append(f"\\paragraph{{{stage.name.capitalize()}}}\n\\begin{{align*}}\n{body}\n\\end{{align*}}")
    return "\n".join(parts)


def text(chain: Chain | WholeStep) -> str:
    """Return the same as plain text: every line, and under it where its numbers come from."""
    markup, rows = Text(), [chain.title]
    for stage in chain.stages:
        rows += ["", stage.name.capitalize()]
        for line in stage.lines:
            left, steps = markup.relations(line)
            rows += [
                f"  {' ' * len(left) if i else left} {sign} {step}" for i, (sign, step) in enumerate(steps)
            ]
            rows.append(f"      {line.note}")
    return "\n".join(rows)
