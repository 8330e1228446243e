"""The forms of code: what each file name's ending means, and what is written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from playground.export.code.keras_script import KerasScript
from playground.export.code.notebook import cells, notebook
from playground.export.code.numpy_script import NumpyScript
from playground.export.code.plots import plots
from playground.export.code.pytorch_script import PyTorchScript
from playground.export.code.script import Script, WrittenScript, text
from playground.export.weights.trained_network import TrainedNetwork
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.writing import write, writing

SCRIPTS: tuple[Script, ...] = (NumpyScript(), PyTorchScript(), KerasScript())
"""One for each library, plainest first."""


@dataclass(frozen=True)
class CodeFormat:
    """One form of code for one library, as menus call it."""

    title: str
    script: Script
    training: bool = False
    """Whether the network can be trained there, too."""
    in_cells: bool = False
    """Whether it is a notebook."""

    def written(self, trained: TrainedNetwork, name: str, same_batches: bool = True) -> WrittenScript:
        """Return what a file of a name will hold. Raises LookupError."""
        return self.script.written(trained, beside(name, self.script), self.training, same_batches)

    def save(
        self,
        trained: TrainedNetwork,
        path: Path,
        progress: Progress = unheard,
        same_batches: bool = True,
    ) -> None:
        """Write the code, and before it the arrays that it reads. Raises LookupError, OSError, Cancelled."""
        found = self.written(trained, path.name, same_batches)
        if not progress(0.9):
            raise Cancelled
        if found.arrays:
            with writing(path.with_name(beside(path.name, self.script))) as file:
                np.savez_compressed(file, allow_pickle=False, **found.arrays)
        sections = found.sections
        if self.in_cells:
            write(
                path,
                notebook([*sections, *plots(trained, self.training and self.script.returns_losses)]).encode(),
            )
        else:
            write(path, text(sections).encode())

    def preview(self, trained: TrainedNetwork, name: str, same_batches: bool = True) -> Iterator[str]:
        """Yield the lines of the code. Raises LookupError."""
        sections = self.written(trained, name, same_batches).sections
        if not self.in_cells:
            yield from text(sections).splitlines()
            return
        for kind, source in cells([*sections, *plots(trained, self.training and self.script.returns_losses)]):
            yield from (f"# {line}".rstrip() if kind == "markdown" else line for line in source.splitlines())
            yield ""


def beside(name: str, script: Script) -> str:
    """Return what the file of arrays is called beside a script of a name: xor.numpy.npz."""
    return f"{name[: name.lower().rindex(f'.{script.word}.')]}.{script.word}.npz"


def _formats() -> Iterator[tuple[str, CodeFormat]]:
    for script in SCRIPTS:
        for training in (False, True)[: 1 + script.trains]:
            title, ending = (
                (" with training", f".train.{script.word}") if training else ("", f".{script.word}")
            )
            yield f"{ending}.py", CodeFormat(f"{script.title} script{title}", script, training)
            yield (
                f"{ending}.ipynb",
                CodeFormat(f"{script.title} notebook{title}", script, training, in_cells=True),
            )


FORMATS: dict[str, CodeFormat] = dict(_formats())
