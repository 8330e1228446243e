"""What is in a file of any kind, as facts by name and as lines for the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playground.cli.named import named
from playground.data.tables.files import read_file
from playground.data.tables.table import BadTable, Column
from playground.engine.network import Network
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems, problems
from playground.export import runs, weights
from playground.export.kinds import FileKind, kind_of
from playground.export.weights import TrainedNetwork
from playground.parts.counts import grouped, number
from playground.parts.percentages import percent
from playground.parts.text import shortened

FEW = 8
"""So many columns or classes are named."""
LONGEST = 28
"""Characters of a column's name, or of what is in it, in a line."""


def facts(path: str, otherwise: Experiment | None) -> dict[str, Any]:
    """Return what a file says of itself. Raises BadRun, BadWeights, BadPreset."""
    kind = kind_of(path)
    found: dict[str, Any] = {"file": path}
    if os.path.exists(path):
        found["bytes"] = os.path.getsize(path)
    match kind:
        case FileKind.TABLE:
            return found | _table(path)
        case FileKind.RUN:
            run = runs.read_network(path)
            trained = TrainedNetwork.at(run.experiment, run.snapshots[-1], run.rows)
            return found | {"format": "run", "snapshots": len(run.snapshots)} | _trained(trained)
        case FileKind.WEIGHTS:
            trained = weights.read(path, otherwise)
            found["format"] = weights.FORMATS[weights.known(path) or ""].title
            return found | _trained(trained)
    experiment = named(path)
    return found | {"format": "setup" if kind is FileKind.SHARED else "preset"} | _experiment(experiment)


def _trained(trained: TrainedNetwork) -> dict[str, Any]:
    figures = {name: value for name, value in trained.figures._asdict().items() if value is not None}
    said = [str(problem) for problem in problems(trained.experiment)]
    return {
        "title": trained.experiment.title,
        "seed": trained.experiment.seed,
        **figures,
        **({"loss_of": trained.experiment.loss_of} if trained.experiment.loss_of else {}),
        **_table_use(trained),
        **_network(trained.network),
        "problems": said,
    }


def _table_use(trained: TrainedNetwork) -> dict[str, Any]:
    """Return which columns of a table it predicts from which, if it was trained on one."""
    use = trained.table_use
    if use is None:
        return {}
    uses = dict.fromkeys(each.column for each in use.outline.preparation.uses)
    return {"from": [*uses], "predicts": [*use.outline.names], "classes": [*use.targets.classes]}


def _experiment(experiment: Experiment) -> dict[str, Any]:
    said = [str(problem) for problem in problems(experiment)]
    found: dict[str, Any] = {
        "title": experiment.title,
        "seed": experiment.seed,
        "epochs": experiment.epochs,
        "data": experiment.data.title,
    }
    if not said:
        found["samples"] = {name: len(part) for name, part in experiment.samples.items()}
    if not blocking_problems(experiment):
        found |= _network(experiment.network())
    return found | {"problems": said}


def _network(network: Network) -> dict[str, Any]:
    return {
        "precision": str(network.parameters.dtype),
        "parameters": network.parameters.shape[1],
        "inputs": list(network.shapes[0]),
        "layers": [
            {
                "name": name,
                "layer": layer.model_dump(mode="json"),
                "outputs": list(shape),
                "arrays": {own: list(each.shape) for own, each in layout.declared.items()},
            }
            for name, layer, shape, layout in zip(
                network.names(), network.layers, network.shapes[1:], network.layouts, strict=True
            )
        ],
    }


def _table(path: str) -> dict[str, Any]:
    try:
        table, checksum = read_file(Path(path))
    except BadTable as error:
        raise presets.BadPreset(path, error.lines) from error
    columns = [{"name": column.name, "gaps": column.gaps, "holds": _held(column)} for column in table.columns]
    return {
        "format": "table",
        "sha256": checksum,
        "rows": table.rows,
        "columns": columns,
        "notes": [*table.notes, *([table.left_out] if table.left_out else [])],
    }


def _held(column: Column) -> str:
    """Return what stands in a column: from where to where numbers go, or how many words there are."""
    if column.numbers is None:
        words = ", ".join(shortened(word, 12) for word in column.words[:2])
        return f"{grouped(len(column.words))} words: {words}{' …' if len(column.words) > 2 else ''}"
    known = column.numbers[column.known]
    if not len(known):
        return "nothing"
    return f"numbers {number(float(known.min()))} to {number(float(known.max()))}"


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield facts for a person."""
    size = f", {grouped(found['bytes'])} bytes" if "bytes" in found else ""
    yield f"{found['file']}: {found['format']}{size}"
    if "columns" in found:
        yield from _table_lines(found)
        return
    when = f"epoch {grouped(found['epoch'])}" if "epoch" in found else f"{grouped(found['epochs'])} epochs"
    yield f"  {found['title']}, seed {found['seed']}, {when}"
    told = {name: value for name, value in found.items() if name.endswith(("_loss", "_accuracy"))}
    if told:
        figures = (
            f"{name.replace('_', ' ')} {percent(value) if 'accuracy' in name else number(value, 4)}"
            for name, value in told.items()
        )
        of = f" ({found['loss_of']})" if "loss_of" in found else ""
        yield f"  {', '.join(figures)}{of}"
    if "snapshots" in found:
        yield f"  {grouped(found['snapshots'])} snapshots to go back to"
    if "samples" in found:
        parts = ", ".join(f"{grouped(count)} {name}" for name, count in found["samples"].items() if count)
        yield f"  {found['data']}: {parts} samples"
    if "predicts" in found:
        classes = f" ({_few(found['classes'])})" if found["classes"] else ""
        yield f"  predicts {_few(found['predicts'])}{classes}"
        yield f"  from {_few(found['from'])}"
    if "parameters" in found:
        yield from _network_lines(found)
    if found["problems"]:
        does = "It predicts, but cannot" if "epoch" in found else "It cannot"
        yield f"  {does} be trained{' on' if 'epoch' in found else ''}: {found['problems'][0]}"


def _few(names: list[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {grouped(len(names) - FEW)} more" if len(names) > FEW else ""
    return ", ".join(shortened(name, LONGEST) for name in names[:FEW]) + more


def _network_lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"  {grouped(found['parameters'])} parameters in {found['precision']}"
    yield f"  {'inputs':<22} {_sides(found['inputs'])}"
    for layer in found["layers"]:
        chosen = layer["layer"].get("activation", {}).get("kind", "")
        arrays = ", ".join(f"{name} {_sides(shape)}" for name, shape in layer["arrays"].items())
        yield f"  {layer['name']:<22} {_sides(layer['outputs']):<12} {chosen:<10} {arrays}".rstrip()


def _table_lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"  {grouped(found['rows'])} rows, {grouped(len(found['columns']))} columns"
    for column in found["columns"]:
        gaps = f", {grouped(column['gaps'])} empty" if column["gaps"] else ""
        yield f"  {shortened(column['name'], LONGEST):<{LONGEST}} {column['holds']}{gaps}"
    yield from (f"  {note}" for note in found["notes"])


def _sides(shape: list[int]) -> str:
    return " × ".join(map(str, shape))
