"""What inputs and outputs stand for, in a script: symbols, and classes by their names."""

from __future__ import annotations

from collections.abc import Iterator

from playground.data.characters import character_of
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.experiment.problems import blocking_problems
from playground.export.code.script import Section
from playground.export.spelling import WIDTH, quoted, row
from playground.export.weights.trained_network import TrainedNetwork

TITLE = "What outputs stand for"
FEW = 12
"""Names that stand in a list one by one, whatever they are."""
ENCODE = '''
def encode(sequences):
    """Return inputs (samples, steps, COUNT) for sequences of symbols, all as long."""
    places = [[symbols.index(each) for each in sequence] for sequence in sequences]
    return np.eye(len(symbols))[places]
'''


def meaning(trained: TrainedNetwork) -> Iterator[Section]:
    """Yield what makes inputs of symbols, and names of outputs where classes have any."""
    symbols = _symbols(trained)
    if symbols:
        listed = _listed("symbols", symbols)
        yield Section("What inputs stand for", f"{listed}\n\n{ENCODE.replace('COUNT', str(len(symbols)))}")
    targets = _targets(trained)
    steps = isinstance(targets, AtEveryStep)
    of = targets.of if isinstance(targets, AtEveryStep) else targets
    if isinstance(of, Classes) and of.named:
        names = _spelled(trained, of.classes)
        listed = "classes = symbols" if names == symbols else _listed("classes", names)
        axis, first = ("-1", "...") if steps else ("1", ":")
        which = f"outputs.argmax(axis={axis})"
        if of.units == 1:
            which = f"(outputs[{first}, 0] > {sum(of.range) / 2.0!r}).astype(int)"
        told, body = "of each sample", f"[classes[i] for i in {which}]"
        if steps:
            told, body = "at each step of each sample", f"[[classes[i] for i in each] for each in {which}]"
        told = f'"""Return the name of the class {told}."""'
        yield Section(TITLE, f"{listed}\n\n\ndef decide(outputs):\n    {told}\n    return {body}")


def _listed(name: str, words: list[str]) -> str:
    """Return the statement that lists words, in short those of many single characters."""
    together = f"{name} = list({quoted(''.join(words))})"
    if len(words) > FEW and all(len(word) == 1 for word in words) and len(together) <= WIDTH:
        return together
    return row(f"{name} = [", [quoted(word) for word in words], "]")


def _spelled(trained: TrainedNetwork, names: tuple[str, ...]) -> list[str]:
    """Return names; for signs of characters that cannot be seen the characters themselves."""
    return [character_of(name) if trained.experiment.data.spells else name for name in names]


def _symbols(trained: TrainedNetwork) -> list[str]:
    experiment, outline = trained.experiment, trained.outline
    if outline is not None:
        return _spelled(trained, outline.points().symbols)
    return [] if blocking_problems(experiment) else _spelled(trained, experiment.points.symbols)


def _targets(trained: TrainedNetwork) -> Targets | None:
    experiment, outline = trained.experiment, trained.outline
    if outline is not None:
        return experiment.targets_of(outline.points())
    return None if blocking_problems(experiment) else experiment.targets
