"""Archives of arrays: what is damaged, or claims too much, is refused in a sentence before it is unpacked."""

import io
import random
import tracemalloc
import zipfile
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.tables.files import ENDINGS, read_bytes
from playground.data.tables.table import CELLS, BadTable, Table
from playground.files.archives import Archive, pack
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped

MOST = 50_000_000


def packed(entries, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return made.getvalue()


def written(header, numbers=b"", version=b"\1\0"):
    """An array as a file has it, with any header."""
    text = header.encode("latin-1")
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + numbers


def header(descr="'<f8'", shape="(2,)", order="False"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


def refusal(data):
    with pytest.raises(BadTable) as caught:
        read_bytes(data, ".npz")
    (line,) = caught.value.lines
    return line


def test_what_an_archive_unpacks_to_is_limited_to_the_byte():
    data = packed({"a.npy": written(header(), bytes(16)), "about.json": b"{}" + b" " * 40})
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        size = sum(entry.file_size for entry in file.infolist())
    assert list(Archive(data, size).arrays) == ["a"]
    with pytest.raises(Unreadable, match="when unpacked"):
        Archive(data, size - 1)


def test_a_text_in_an_archive_has_a_limit_of_its_own():
    archive = Archive(packed({"about.json": b"0123456789"}), MOST)
    assert archive.text("about.json", 10) == b"0123456789"
    with pytest.raises(Unreadable, match=r"about\.json is larger than"):
        archive.text("about.json", 9)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6, dtype=">i4").reshape(2, 3)),
        np.array(["a", "bc", ""]),
        np.array([True, False]),
        np.zeros((3, 0), np.float32),
        np.array(7, np.uint8),
        np.array([1.5], np.float16),
    ],
    ids=str,
)
def test_what_numpy_writes_is_read_as_it_was(array):
    file = io.BytesIO()
    pack(file, {"about.json": "{}"}, {"a/x": array})
    archive = Archive(file.getvalue(), MOST)
    back = archive.array("a/x")
    assert back.dtype == array.dtype
    assert np.array_equal(back, array)
    assert back.flags.writeable
    assert archive.text("about.json", 10) == b"{}"
    assert np.array_equal(np.load(io.BytesIO(file.getvalue()))["a/x"], array)


SIZE = '"x" does not have the size that it declares'
DAMAGED = '"x" is damaged'
CLAIMS = {
    "words of no letters": (written(header("'<U0'", "(1000000, 1000)")), SIZE),
    "more than there is": (written(header(shape="(1000000, 1000)")), SIZE),
    "a side that overflows": (written(header(shape=f"({10**30}, 2)")), SIZE),
    "less than there is": (written(header(shape="(1,)"), bytes(16)), SIZE),
    "a side below nothing": (written(header(shape="(-1,)")), DAMAGED),
    "objects": (
        written(header("'|O'"), b"cos\nsystem\n"),
        '"x" holds Python objects, which are not supported',
    ),
    "records": (written(header("[('a', '<f8')]"), bytes(16)), '"x" holds neither numbers nor text'),
    "an unknown type": (written(header("'<f3'"), bytes(6)), DAMAGED),
    "code": (written("__import__('os').abort()"), DAMAGED),
    "brackets that never end": (written("(" * 5000), DAMAGED),
    "bad indentation": (written("if True:\n  1\n 2"), DAMAGED),
    "an unfinished text": (written("{'descr': '''"), DAMAGED),
    "nothing": (b"", '"x" is not an array'),
    "another format": (b"\x93NUMPY\x09\0" + bytes(100), '"x" is not an array'),
    "letters that there are not": (written(header("'<U1'"), b"\xff" * 8), DAMAGED),
    "dates": (written(header("'<M8[D]'"), bytes(16)), '"x" holds neither numbers nor text but datetime64[D]'),
}


@pytest.mark.parametrize(("data", "line"), CLAIMS.values(), ids=CLAIMS)
def test_what_an_array_claims_is_checked(data, line):
    assert refusal(packed({"x.npy": data})) == line


def test_ways_of_packing_that_are_not_read_are_named():
    data = written(header(), bytes(16))
    for compression in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        assert (
            refusal(packed({"x.npy": data}, compression))
            == '"x.npy" is compressed in a way that is not supported'
        )


def test_a_password_is_said():
    data = bytearray(packed({"x.npy": written(header(), bytes(16))}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    assert refusal(bytes(data)) == "encrypted"


@pytest.mark.parametrize(
    ("shape", "dtype", "line"),
    [
        ((400_000_000,), bool, "larger than 50 MB when unpacked"),
        ((49_000_000,), bool, "49\u2009000\u2009000 rows; 1 to 1\u2009000\u2009000 can be read"),
        ((49_000, 1000), bool, f"49\u2009000\u2009000 cells are more than {grouped(CELLS)}"),
    ],
)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_before_it_does(shape, dtype, line):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing, packing.open("x.npy", "w") as entry:
        size = int(np.prod(shape))
        entry.write(written(header(f"'{np.dtype(dtype).str}'", str(shape))))
        for _ in range(size // 1_000_000):
            entry.write(bytes(1_000_000))
    tracemalloc.start()
    try:
        assert refusal(file.getvalue()) == line
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_directory_of_too_many_entries_is_not_read():
    with pytest.raises(Unreadable, match="more than 100\u2009000 arrays"):
        Archive(b"PK\1\2" * 100_001, MOST)


@cache
def whole():
    rows = np.random.default_rng(0).normal(size=(20, 2))
    file = io.BytesIO()
    pack(file, {}, {"x": rows, "words": np.array(["a", "bc"] * 10), "y": np.arange(20)})
    return file.getvalue()


def read_or_refused(data, suffix):
    """Nothing but a table or a sentence comes of any bytes."""
    lines = []
    try:
        assert isinstance(read_bytes(data, suffix), Table)
    except BadTable as error:
        lines = error.lines
    assert all(line.isprintable() and len(line) < 500 for line in lines)


@settings(max_examples=200)
@given(data=st.data())
def test_damaged_bytes_are_read_or_refused(data):
    found = bytearray(whole())
    for _ in range(data.draw(st.integers(1, 4))):
        found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(found[: data.draw(st.integers(0, len(found)))]), ".npz")


@pytest.mark.parametrize("ending", ENDINGS)
def test_many_mutations_are_read_or_refused(ending):
    chance = random.Random(7)
    # By any other ending it is taken for a workbook, which a program of its own reads.
    for _ in range(1000 if ending == ".npz" else 25):
        found = bytearray(whole())
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(found))
            match chance.randrange(4):
                case 0:
                    found[place] ^= 1 << chance.randrange(8)
                case 1:
                    found[place : place + 4] = chance.randbytes(4)
                case 2:
                    del found[place : place + chance.randint(1, 50)]
                case _:
                    found[place:place] = found[: chance.randint(1, 50)]
        read_or_refused(bytes(found), ending)


TOKENS = (
    """'descr' 'fortran_order' 'shape' : { } '<f8' '<U0' '|O' True False ( ) [ , 2 -1 99999999999 None L"""
)
HEADERS = st.lists(st.sampled_from([*TOKENS.split(), "\n", "'", "\\", "lambda: 0", "\xff"]), max_size=16)


@settings(max_examples=300)
@given(text=HEADERS.map(" ".join), version=st.integers(0, 4))
def test_any_header_is_read_or_refused(text, version):
    data = packed({"x.npy": written(text, bytes(16), bytes([version, 0]))}, zipfile.ZIP_STORED)
    read_or_refused(data, ".npz")
