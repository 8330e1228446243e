"""Films: read back as what went in, whole or not at all, and no process is left."""

import contextlib
import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from PIL import Image

import playground
from playground.cli.commands import main
from playground.export.films import formats, run_film
from playground.export.films.formats import FORMATS, check, write_film
from playground.export.films.shown_film import BadFilm, Film
from playground.files.reading import Cancelled

FILM = Film(61, 41, rate=5)
FFMPEG = """#!{python}
import sys
data = sys.stdin.buffer.read()
if "{mode}" == "fail":
    print("no such codec", file=sys.stderr)
    sys.exit(3)
open(sys.argv[-1], "wb").write(b"film of %d bytes" % len(data))
"""


def pictures(count=6, film=FILM):
    """Yield pictures in which a bar moves."""
    for place in range(count):
        picture = np.full((film.height, film.width, 3), 240, np.uint8)
        picture[:, 5 * place : 5 * place + 5] = (200, 90, 20)
        yield picture


def stopping(count):
    """Yield some pictures, and fail."""
    yield from pictures(count)
    raise KeyboardInterrupt


@pytest.fixture(params=FORMATS)
def ending(request, tmp_path_factory, monkeypatch):
    """Every format; where ffmpeg is not installed, something in its place."""
    if request.param == ".mp4" and not shutil.which("ffmpeg"):
        stand_in(tmp_path_factory.mktemp("programs"), monkeypatch)
    return request.param


def stand_in(folder, monkeypatch, mode=""):
    program = folder / "ffmpeg"
    program.write_text(FFMPEG.format(python=sys.executable, mode=mode))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("loop", [True, False])
def test_a_gif_is_read_back(tmp_path, loop):
    write_film(tmp_path / "film.gif", pictures(), Film(61, 41, rate=5, loop=loop))
    with Image.open(tmp_path / "film.gif") as film:
        assert (film.n_frames, film.size) == (6, (61, 41))
        assert ("loop" in film.info) is loop
        for number, picture in enumerate(pictures()):
            film.seek(number)
            assert film.info["duration"] == 200
            found = np.asarray(film.convert("RGB"), int)
            np.testing.assert_array_equal(found, picture)


def test_numbered_files_are_read_back(tmp_path):
    write_film(tmp_path / "film.zip", pictures(), FILM)
    with zipfile.ZipFile(tmp_path / "film.zip") as archive:
        assert archive.namelist() == [f"000{number}.png" for number in range(1, 7)]
        for name, picture in zip(archive.namelist(), pictures(), strict=True):
            np.testing.assert_array_equal(Image.open(io.BytesIO(archive.read(name))), picture)


def test_ffmpeg_is_given_even_sides_and_every_picture(tmp_path, tmp_path_factory, monkeypatch):
    stand_in(tmp_path_factory.mktemp("programs"), monkeypatch)
    write_film(tmp_path / "film.mp4", pictures(), FILM)
    assert (tmp_path / "film.mp4").read_bytes() == b"film of %d bytes" % (6 * 60 * 40 * 3)


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_a_film_of_ffmpeg_is_one(tmp_path):
    write_film(tmp_path / "film.mp4", pictures(), FILM)
    assert (tmp_path / "film.mp4").read_bytes()[4:8] == b"ftyp"


def test_without_ffmpeg_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValueError, match=r"^film.mp4: MP4 is written by ffmpeg, which is not installed"):
        check("film.mp4")


def test_what_ffmpeg_says_is_handed_on(tmp_path, tmp_path_factory, monkeypatch):
    stand_in(tmp_path_factory.mktemp("programs"), monkeypatch, "fail")
    with pytest.raises(BadFilm, match="no such codec"):
        write_film(tmp_path / "film.mp4", pictures(), FILM)
    assert os.listdir(tmp_path) == []


def test_a_film_that_is_stopped_leaves_what_was_there_and_no_process(ending, tmp_path, monkeypatch):
    processes, start = [], subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *all, **more: processes.append(start(*all, **more)) or processes[-1]
    )
    (tmp_path / f"film{ending}").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_film(tmp_path / f"film{ending}", stopping(3), FILM)
    assert (tmp_path / f"film{ending}").read_bytes() == b"old"
    assert len(os.listdir(tmp_path)) == 1
    assert all(process.returncode is not None for process in processes)
    assert len(processes) == (ending == ".mp4")


def test_what_is_no_film_is_refused(ending, tmp_path, monkeypatch):
    for wrong, text in (
        ([], "a film needs a picture"),
        ([*pictures(1), np.zeros((4, 4, 3), np.uint8)], "picture 2 has another size than the film"),
    ):
        with pytest.raises(BadFilm, match=text):
            write_film(tmp_path / f"film{ending}", wrong, FILM)
    monkeypatch.setattr("playground.export.films.shown_film.MOST", 3 * 61 * 41)
    with pytest.raises(BadFilm, match="make it smaller or shorter"):
        write_film(tmp_path / f"film{ending}", pictures(), FILM)
    assert os.listdir(tmp_path) == []


def test_another_ending_is_refused():
    with pytest.raises(ValueError, match=r"film.avi: films are written as \.gif, \.mp4, \.zip"):
        formats.check("film.avi")


def test_the_ground_keeps_its_color_among_thousands_of_others(tmp_path):
    ramp = np.full((64, 96, 3), 255, np.uint8)
    rows, columns = np.mgrid[:32, :96]
    ramp[:32] = np.stack([rows * 8, columns * 2, 255 - rows * 8], axis=-1)
    write_film(tmp_path / "film.gif", [ramp, ramp[::-1]], Film(96, 64))
    with Image.open(tmp_path / "film.gif") as film:
        found = np.asarray(film.convert("RGB"), int)
    assert np.all(found[32:] == 255)
    assert abs(found - ramp).mean() < 6


def test_a_film_may_be_left_when_all_its_pictures_have_come(ending, tmp_path):
    (tmp_path / f"film{ending}").write_bytes(b"old")
    shares = []
    with pytest.raises(Cancelled):
        write_film(tmp_path / f"film{ending}", pictures(), FILM, lambda share: shares.append(share))
    assert len(shares) == 1
    assert (tmp_path / f"film{ending}").read_bytes() == b"old"
    assert len(os.listdir(tmp_path)) == 1


def test_a_part_of_a_run_is_filmed_as_closely_as_a_whole_one(tmp_path, capsys, monkeypatch):
    epochs = []
    monkeypatch.setattr(
        run_film, "pixels_of", lambda run, *_: epochs.append(run.figures.epoch) or next(pictures(1))
    )
    train_it = ["train", "circle", "--quiet", "--epochs", "200", "--film", str(tmp_path / "f.gif")]
    assert main([*train_it, "--film-epochs", "150..170"]) == 0
    assert epochs == [*range(150, 171)]
    epochs.clear()
    assert main(train_it) == 0
    assert epochs == [*range(0, 201, 4)]
    for words, said in (
        ("170..150", '"170..150" is not a first epoch and a last, such as 100..400'),
        ("201..300", "--film-epochs: the run goes from epoch 0 to 200"),
    ):
        with contextlib.suppress(SystemExit):
            assert main([*train_it, "--film-epochs", words]) == 2
        assert said in capsys.readouterr().err


def test_a_run_is_filmed_without_a_window(tmp_path):
    run = playground.train(playground.load("circle"), epochs=8, keep=5)
    run.save_film(tmp_path / "boundary.gif")
    with Image.open(tmp_path / "boundary.gif") as film:
        assert film.n_frames == 5  # epochs 0, 2, 4, 6, 8
        film.seek(4)
        assert len(film.convert("RGB").getcolors(1 << 20)) > 100
    with pytest.raises(ValueError, match="films are written as"):
        run.save_film(tmp_path / "boundary.avi")
    with pytest.raises(BadFilm, match="keep=60"):
        playground.train(playground.load("circle"), epochs=2).save_film(tmp_path / "end.gif")
    assert not (tmp_path / "end.gif").exists()
