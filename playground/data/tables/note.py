"""A line on how a table was understood where that was a guess, and the setting by which it can be changed."""

from __future__ import annotations

from typing import Self


class ReadingNote(str):
    """A sentence that knows its setting; nothing where there is none.

    It is ``plain`` if what was found for the setting says as much.
    """

    setting: str
    plain: bool

    def __new__(cls, text: str, setting: str = "", plain: bool = False) -> Self:
        note = super().__new__(cls, text)
        note.setting, note.plain = setting, plain
        return note
