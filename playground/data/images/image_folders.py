"""Images in folders, one for each class: PNG files, which Pillow reads."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from playground.data.images.pictures import (
    BYTE,
    LARGEST,
    SIDE,
    WORD,
    Pictures,
    check_classes,
    check_size,
)
from playground.files.archives import DAMAGED
from playground.files.reading import Cancelled, Progress, listed, read
from playground.files.reasons import Unreadable, reason
from playground.parts.counts import grouped
from playground.parts.text import name_of, printable

ENTRIES, FILES = 10_000, 100_000
"""Most entries of the folder, and most images."""
FILE = 1_000_000
"""Bytes that one image may have."""
PARTS = ("train", "test")
"""Folders that divide the images, if these two are all there are."""
GREY = ("1", "L", "LA", "I", "I;16", "F")
FAULTS = (*DAMAGED, SyntaxError)
"""What Pillow raises of bytes that are no image."""

Picture = npt.NDArray[np.uint8]


def read_folder(path: Path, progress: Progress) -> tuple[Pictures, str]:
    """Return the images below a folder, and a checksum of all of them. Raises Unreadable, Cancelled."""
    parts = subfolders(path)
    own_test = sorted(part.name for part in parts) == sorted(PARTS)
    tops = [path / part for part in PARTS] if own_test else [path]
    files = [_files(top) for top in tops]
    names = sorted({name for each in files for name in each})
    check_classes("the folder", len(names))
    listing = [(paths, names.index(name)) for each in files for name, paths in each.items()]
    count = sum(len(paths) for paths, _ in listing)
    if count > FILES:
        raise Unreadable(f"{grouped(count)} images are more than {grouped(FILES)}")
    digest, pictures, labels, size = hashlib.sha256(), list[Picture](), list[int](), 0
    first: tuple[str, tuple[int, int]] | None = None
    for paths, label in listing:
        for file in paths:
            if not progress(len(labels) / count):
                raise Cancelled
            where = name_of(file.relative_to(path).as_posix())
            picture = _picture(file, where, digest)
            first = first or (where, picture.shape[:2])
            if picture.shape[:2] != first[1]:
                sizes = [f"{name} has {w} × {h}" for name, (h, w) in (first, (where, picture.shape[:2]))]
                raise Unreadable(f"images are of different sizes: {', and '.join(sizes)} pixels")
            size += picture.nbytes
            if size > LARGEST:
                raise Unreadable(f"images of more than {LARGEST // 1_000_000} MB")
            pictures.append(picture)
            labels.append(label)
    colours = max(picture.shape[2] for picture in pictures)
    pixels = np.stack([np.broadcast_to(p, (*p.shape[:2], colours)) for p in pictures]).transpose(0, 3, 1, 2)
    tests = sum(len(paths) for paths in files[1].values()) if own_test else 0
    shown = tuple(printable(name)[:WORD] for name in names)
    return Pictures(np.ascontiguousarray(pixels), np.array(labels), shown, tests, BYTE), digest.hexdigest()


def subfolders(path: Path) -> list[Path]:
    """Return the folders in a folder, by name. Raises Unreadable."""
    try:
        with os.scandir(path) as entries:
            found = []
            for i, entry in enumerate(entries):
                if i >= ENTRIES:
                    raise Unreadable(f"more than {grouped(ENTRIES)} entries are in the folder")
                if entry.is_dir() and not entry.name.startswith("."):
                    found.append(path / entry.name)
    except OSError as error:
        raise Unreadable(reason(error)) from error
    return sorted(found)


def _files(path: Path) -> dict[str, list[Path]]:
    """Return the images of each class. Raises Unreadable."""
    folders = subfolders(path)
    if not folders:
        raise Unreadable("no sub-folders are in the folder: one for each class is needed")
    check_classes("the folder", len(folders))
    found = {folder.name: listed(folder, ".png") for folder in folders}
    for name, paths in found.items():
        if not paths:
            raise Unreadable(f"no PNG files are in the sub-folder {name_of(name)}")
    return found


def _picture(path: Path, where: str, digest: hashlib._Hash) -> Picture:
    """Return one image (height, width, 1 or 3). Raises Unreadable."""
    try:
        data = read(path, FILE)
    except Unreadable as error:
        raise Unreadable(f"{where}: {error}") from error
    digest.update(f"{where}\n{len(data)}\n".encode())
    digest.update(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", "Palette images")
            with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
                check_size(where, *image.size)  # its header says so; nothing is unpacked yet
                return _grey(image) if image.mode in GREY else np.array(image.convert("RGB"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(f"{where}: many more pixels than {SIDE} × {SIDE}") from error
    except FAULTS as error:
        raise Unreadable(f"{where} is not a whole PNG file") from error


def _grey(image: Image.Image) -> Picture:
    if image.mode in ("I", "I;16"):  # sixteen bits; Pillow would cut off what is above eight
        return (np.array(image).astype(np.int64).clip(0, 65535) // 257).astype(np.uint8)[..., None]
    return np.array(image.convert("L"))[..., None]
