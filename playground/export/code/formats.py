"""The forms of code: what each file name's ending means, and what is written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from playground.export.code.keras_script import KerasScript
from playground.export.code.numpy_script import NumpyScript
from playground.export.code.pytorch_script import PyTorchScript
from playground.export.code.script import Script, WrittenScript, text
from playground.export.weights.trained_network import TrainedNetwork
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

    def written(self, trained: TrainedNetwork, name: str) -> WrittenScript:
        """Return what a file of a name will hold. Raises LookupError."""
        return self.script.written(trained, beside(name, self.script), self.training)

    def save(self, trained: TrainedNetwork, path: Path) -> None:
        """Write the code, and before it the arrays that it reads. Raises LookupError, OSError."""
        found = self.written(trained, path.name)
        if found.arrays:
            with writing(path.with_name(beside(path.name, self.script))) as file:
                np.savez_compressed(file, allow_pickle=False, **found.arrays)
        write(path, text(found.sections).encode())

    def preview(self, trained: TrainedNetwork, name: str) -> Iterator[str]:
        """Yield the lines of the code. Raises LookupError."""
        yield from text(self.written(trained, name).sections).splitlines()


def beside(name: str, script: Script) -> str:
    """Return what the file of arrays is called beside a script of a name: xor.numpy.npz."""
    return f"{name[: name.lower().rindex(f'.{script.word}.')]}.{script.word}.npz"


FORMATS: dict[str, CodeFormat] = {
    f".{script.word}.py": CodeFormat(f"{script.title} script", script) for script in SCRIPTS
} | {
    f".train.{script.word}.py": CodeFormat(f"{script.title} script with training", script, training=True)
    for script in SCRIPTS
    if script.trains
}
