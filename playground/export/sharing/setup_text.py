"""A setup as a text to paste: what a preset file says, without its lesson, compressed and with a checksum."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib

from playground.experiment.experiment import Experiment
from playground.experiment.presets import LARGEST, BadPreset, build, parse, text, without_folders
from playground.parts.counts import grouped

VERSION = 1
"""That of this way of packing."""
BEGINNING = f"playground{VERSION}:"
"""What every such text begins with."""
ANY_VERSION = re.compile(r"playground(\d{1,4}):")
NAME = "the text"


def setup_text(experiment: Experiment) -> str:
    """Return an experiment as one line of letters, digits, hyphens and underscores.

    Its lesson does not travel, nor do files that its data are read from, which are named without folders.
    """
    bare = without_folders(experiment).changed(lesson=(), locked=(), hidden=())
    plain = json.dumps(json.loads(text(bare)), separators=(",", ":"), ensure_ascii=False).encode()
    packed = zlib.crc32(plain).to_bytes(4, "big") + zlib.compress(plain, 9)
    return BEGINNING + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_setup_text(words: str) -> bool:
    """Return whether a text means to be a setup."""
    return ANY_VERSION.match(words.strip()) is not None


def experiment_of(words: str) -> Experiment:
    """Return the experiment that ``setup_text`` made a text of; spaces and line breaks in it do not matter.

    Raises BadPreset for a text that is cut, changed, larger than a preset may be, or of another version.
    """
    said = ANY_VERSION.match(words.strip())
    if said is not None and int(said[1]) != VERSION:
        text = f"of version {int(said[1])}, and this program reads version {VERSION}"
        raise BadPreset(NAME, [text])
    letters = "".join(words.split()).removeprefix(BEGINNING)
    try:
        packed = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
        opened = zlib.decompressobj()
        plain = opened.decompress(packed[4:], LARGEST)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise BadPreset(
            NAME, ["is not complete: copy all of it, from the first letter to the last"]
        ) from error
    if opened.unconsumed_tail:
        raise BadPreset(NAME, [f"holds more than {grouped(LARGEST)} bytes: no setup is so large"])
    if not opened.eof or zlib.crc32(plain).to_bytes(4, "big") != packed[:4]:
        raise BadPreset(NAME, ["is not complete: copy all of it, from the first letter to the last"])
    return build(parse(plain, NAME), NAME)
