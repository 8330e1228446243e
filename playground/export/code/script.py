"""Scripts: a trained network as a program of its own, in sections of one file or cells of a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from playground.export.arrangement import AnyArray
from playground.export.weights.trained_network import TrainedNetwork


@dataclass(frozen=True)
class Section:
    """A piece of a script that belongs together: statements, with what they are there for."""

    title: str
    """What a notebook says of it, in a few words."""
    code: str


@dataclass(frozen=True, eq=False)
class WrittenScript:
    """A script in sections, and the arrays that it reads from a file beside it."""

    sections: tuple[Section, ...]
    arrays: Mapping[str, AnyArray]


class Script(ABC):
    """A network as a program for one library."""

    title: ClassVar[str]
    """What the library is called."""
    word: ClassVar[str]
    """What stands before the ending of files: ``xor.numpy.py``."""
    trains: ClassVar[bool] = False
    """Whether it knows how to train."""
    returns_losses: ClassVar[bool] = False
    """Whether its training returns the losses of all batches."""

    @abstractmethod
    def written(
        self, trained: TrainedNetwork, beside: str, training: bool = False, same_batches: bool = True
    ) -> WrittenScript:
        """Return a script, with the training of the network if it is asked for.

        ``beside`` is what a file of arrays is called that lies beside it. Its training goes by the batches
        of the run, or by others. Raises LookupError in one sentence
        for what cannot be said so.
        """


def text(sections: Iterable[Section]) -> str:
    """Return the sections as one file, with as many empty lines between them as formatters want."""
    found = ""
    for section in sections:
        code = section.code.strip("\n")
        first = next((line for line in code.splitlines() if not line.startswith("#")), "")
        apart = found.splitlines()[-1:] and found.splitlines()[-1].startswith(" ")
        apart = apart or first.startswith(("def ", "class ", "@", "if __name__"))
        found += ("\n\n\n" if apart else "\n\n") * bool(found) + code
    return f"{found}\n"
