"""The text in the bytes of a file: UTF-8 if it can be, or an encoding that is said or recognized."""

from __future__ import annotations

import codecs
import re
from typing import get_args

import charset_normalizer

from playground.data.tables.dialect import Encoding
from playground.data.tables.note import ReadingNote
from playground.data.tables.table import LARGEST, BadTable

CHOICES: tuple[Encoding, ...] = get_args(Encoding)
LOOKED_AT = 200_000
"""Bytes by which an encoding is recognized."""
MESS = (0.2, 0.5)
"""How unusual letters may be beside each other; more where nothing is found otherwise, for there are few."""
RUN = re.compile(rb"[\x80-\xff]{3,}")
"""Bytes that are words of a script of its own, for Western words have single ones among others."""
ODD = re.compile(
    r"[a-zß-ÿ][À-ÖØ-ÞŠŒŽŸĽĄŻ]|œæ|Œ[^u\W]|(?<!\w)[£¥¤¢§±²³¶¹¼½¾][a-zß-ÿ]{2}|"
    r"[^\W\d][„‚†‡ˆ…™ƒ‹›•¢£¤¥¦§¨©ª«¬®¯±³´¶¸¹»¼½¾¿‰”“][a-zà-ÿăąćčďęěłńňőřśşšţťůűźżž]"
)
"""What stands in a word that was not written in Windows-1252."""
YEN = re.compile(r"\\(?=-?\d)")


def decoded(data: bytes, chosen: Encoding = "automatic") -> tuple[str, tuple[ReadingNote, ...], Encoding]:
    """Return the text in a file, a note where its encoding was a guess, and the encoding. Raises BadTable."""
    if len(data) > LARGEST:
        raise BadTable([f"larger than {LARGEST // 1_000_000} MB"])
    if chosen != "automatic":
        try:
            return _with_yen(data.decode(chosen).removeprefix("\ufeff"), chosen), (), chosen
        except UnicodeDecodeError as error:
            raise BadTable(
                [f"not {chosen} from byte {error.start + 1} on: choose another encoding"]
            ) from None
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), (), name
            except UnicodeDecodeError:
                raise BadTable([f"begins like {name[:6].upper()} text and is not"]) from None
    if b"\0" in data:
        return *_of_two_bytes(data), "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return data.decode("utf-8"), (), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = _recognized(data)
    text = _with_yen(data.decode(encoding, errors="replace"), encoding)
    note = ReadingNote(f"Not UTF-8, so read as {encoding}: look at accented letters.", "encoding")
    return text, (note,), encoding


_MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _with_yen(text: str, encoding: Encoding) -> str:
    """Return text with yen signs before numbers for the backslashes that Japanese systems show so."""
    return YEN.sub("¥", text) if encoding == "shift-jis" else text


def _of_two_bytes(data: bytes) -> tuple[str, tuple[ReadingNote, ...]]:
    """Return the text of UTF-16 that does not say so. Raises BadTable."""
    first, second = data[:LOOKED_AT:2].count(0), data[1:LOOKED_AT:2].count(0)
    most = min(len(data), LOOKED_AT) // 2
    if len(data) % 2 or min(first, second) > most // 20 or max(first, second) < most // 2:
        raise BadTable(["not a text file: it has bytes that are zero"])
    try:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le"), (
            ReadingNote("Read as UTF-16.", "encoding"),
        )
    except UnicodeDecodeError:
        raise BadTable(["not a text file: it has bytes that are zero"]) from None


def _recognized(data: bytes) -> Encoding:
    """Return the encoding of text that is not Unicode: Windows-1252, unless it makes no words so."""
    begin = data[:LOOKED_AT]
    high = sum(byte > 127 for byte in begin)
    try:
        own_script = 2 * sum(len(run) for run in RUN.findall(begin)) > high
        western = not own_script and not ODD.search(begin.decode("cp1252"))
    except UnicodeDecodeError:
        western = False
    if western:
        return "windows-1252"
    others = CHOICES[CHOICES.index("windows-1252") + 1 :]
    choices = [codecs.lookup(each).name.replace("-", "_") for each in others]
    found = [
        match
        for threshold in MESS
        for match in charset_normalizer.from_bytes(begin, cp_isolation=choices, threshold=threshold)
    ]
    best = next((match for match in found if not ODD.search(str(match))), next(iter(found), None))
    if best is None:
        return "windows-1252"
    name = codecs.lookup(best.encoding).name
    return next((each for each in CHOICES[1:] if codecs.lookup(each).name == name), "windows-1252")
