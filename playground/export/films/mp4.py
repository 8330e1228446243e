"""A film as MP4, by the program ffmpeg where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from playground.export.films.shown_film import MOST, BadFilm, Film, Picture
from playground.files.reading import Cancelled, Progress, read

MISSING = "MP4 is written by ffmpeg, which is not installed; GIF and PNG need nothing"
PAUSE = 0.05
"""Seconds between two questions whether the film is still wanted, while ffmpeg ends it."""


def missing() -> str:
    """Say why there can be no MP4 here; nothing if there can."""
    return "" if shutil.which("ffmpeg") else MISSING


def write_mp4(file: IO[bytes], pictures: Iterator[Picture], film: Film, progress: Progress) -> None:
    """Write a film; a last column or row that makes a side odd is left out. Raises BadFilm, Cancelled."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise BadFilm(MISSING)
    width, height = film.width // 2 * 2, film.height // 2 * 2  # the format halves both for its colors
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"  # it goes back to the beginning of its file, so no pipe will do
        raw = [
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            f"{width}x{height}",
            "-r",
            str(film.rate),
            "-i",
            "-",
        ]
        made = ["-an", "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(target)]
        command = [program, "-hide_banner", "-loglevel", "error", "-y", *raw, *made]
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said)
            try:
                _feed(process, pictures, width, height)
                while _goes_on(process):
                    if not progress(0.0):
                        raise Cancelled
            finally:
                _end(process)
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
        if process.returncode:
            raise BadFilm(f"ffmpeg made no film: {lines[-1] if lines else f'exit code {process.returncode}'}")
        file.write(read(target, 3 * MOST))  # no film is larger than its pictures


def _feed(process: subprocess.Popen[bytes], pictures: Iterator[Picture], width: int, height: int) -> None:
    assert process.stdin is not None
    # Where ffmpeg takes no more, what it said tells why.
    with suppress(BrokenPipeError), process.stdin as pipe:
        for picture in pictures:
            pipe.write(picture[:height, :width].tobytes())


def _goes_on(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(PAUSE)
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no process behind."""
    if process.poll() is None:
        process.kill()
        process.wait()
