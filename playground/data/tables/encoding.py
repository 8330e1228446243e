"""The text in the bytes of a file."""

from __future__ import annotations

import codecs

from playground.data.tables.table import LARGEST, BadTable


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text in a file, and a note where its encoding was a guess. Raises BadTable."""
    if len(data) > LARGEST:
        raise BadTable([f"larger than {LARGEST // 1_000_000} MB"])
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            try:
                return data.decode("utf-16"), ()
            except UnicodeDecodeError:
                raise BadTable(["begins like UTF-16 text and is not"]) from None
    if b"\0" in data:
        raise BadTable(["not a text file: it has bytes that are zero"])
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("Not UTF-8, so read as Latin-1: look at accented letters.",)
