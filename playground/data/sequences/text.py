"""Text, character by character: which comes next?"""

from collections.abc import Hashable
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from playground.data.cache import Cache
from playground.data.characters import SEEN, sign_of
from playground.data.file_set import FileSet, Misfit, stamp_of
from playground.data.samples import Points
from playground.data.sizes import sized
from playground.data.tables.encoding import decoded
from playground.data.tables.files import checksum
from playground.data.tables.table import BadTable
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.classes import Classes
from playground.files.reading import read
from playground.files.reasons import Unreadable
from playground.files.shipped import folder
from playground.parts.counts import grouped
from playground.parts.setting import setting
from playground.parts.text import name_of

CHARACTERS = 64
"""Most different characters, each of which is an input."""
WRITTEN, LARGEST = 100_000, 1_000_000
"""Characters of a text that stands in the preset, and bytes of one in a file."""
TESTED = 0.2
"""Share of the text, at its end, that is kept for testing."""
CACHE = Cache[str](4)


class TextPieces(FileSet):
    """Pieces of a text, of which every next character is to be predicted; the last fifth is to test on.

    Without a text of one's own it is The House That Jack Built, a nursery rhyme that repeats itself.
    """

    spells: ClassVar[bool] = True
    kind: Literal["text"] = "text"
    text: str = setting("", "A text of your own.", longest=WRITTEN, label="Own text")
    samples: int = sized(500, "pieces to train on", 2000)
    steps: int = setting(25, "Characters of a piece.", ge=2, le=100)
    small: bool = setting(True, "Whether capital letters are read as lowercase ones.", label="Lowercase")

    @classmethod
    def checksum_of(cls, path: Path) -> str:
        return checksum(read(path, LARGEST))

    def arranged(self, generator: np.random.Generator) -> Points:
        text = self._read()
        letters, found = np.unique(np.array([*text]), return_inverse=True)
        parts = self._starts(len(text))
        counts = self.samples, max(1, self.samples // 4)
        starts = np.concatenate(
            [generator.integers(*ends, count) for ends, count in zip(parts, counts, strict=True)]
        )
        pieces = found[starts[:, None] + np.arange(self.steps + 1)]
        inputs = np.zeros((*pieces[:, 1:].shape, len(letters)), np.float32)
        np.put_along_axis(inputs, pieces[:, :-1, None], 1.0, axis=2)
        names = tuple(sign_of(str(letter)) for letter in letters)
        targets = AtEveryStep(Classes(len(letters), names))
        return Points.shaped(inputs, pieces[:, 1:], targets, counts[1], names)

    def _starts(self, length: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return between which places pieces to train on begin, and those to test on."""
        cut = int(length * (1.0 - TESTED))
        return (0, cut - self.steps), (cut, length - self.steps)

    def check(self) -> None:
        self._read()

    def stamp(self) -> Hashable:
        return stamp_of(self.path) if self.path else None

    def _read(self) -> str:
        """Return the text. Raises Misfit."""
        text, where = self._whole()
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.lower() if self.small else text
        different = len(set(text))
        if not 3 <= different <= CHARACTERS:
            advice = "" if self.small else ": take small letters"
            said = f"{grouped(different)} different characters; 3 to {CHARACTERS} can be told apart{advice}"
            raise Misfit(where, said)
        if any(stop <= start for start, stop in self._starts(len(text))):
            said = f"the last fifth of {grouped(len(text))} characters has none after {self.steps}"
            raise Misfit("steps", f"{said}: take shorter pieces")
        if strange := next((letter for letter in text if not (letter.isprintable() or letter in SEEN)), ""):
            raise Misfit(where, f"there is a character that cannot be shown: U+{ord(strange):04X}")
        return text

    def _whole(self) -> tuple[str, str]:
        """Return the text as it is, and the setting that it comes from. Raises Misfit."""
        if self.text:
            return self.text, "text"
        if not self.path:
            rhyme = folder("assets") / "texts" / "house-that-jack-built.txt"
            return CACHE.get(rhyme, lambda: read(rhyme, LARGEST).decode()), "text"
        try:
            return CACHE.get((self.path, self.checksum, self.stamp()), self._file), "path"
        except (Unreadable, BadTable) as error:
            raise Misfit("path", f"{name_of(Path(self.path).name)}: {error}") from error

    def _file(self) -> str:
        """Return the text in the file. Raises Unreadable, BadTable."""
        data = read(Path(self.path), LARGEST)
        if self.checksum and checksum(data) != self.checksum:
            raise Unreadable(f"has changed since it was {self.came}: {self.sought} it again")
        return decoded(data)[0]
