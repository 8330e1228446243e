"""Images of the person's own: every form that is read, and one sentence with the path for every fault."""

import io
import os
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from playground.data.images.own import OwnImages
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.files.reading import Cancelled

GENERATOR = np.random.default_rng(0)
GREYS = GENERATOR.integers(0, 256, (12, 8, 8)).astype(np.uint8)
COLOURS = GENERATOR.integers(0, 256, (12, 6, 4, 3)).astype(np.uint8)
LABELS = np.arange(12) % 3


def npz(path, **content):
    np.savez_compressed(path, **content)
    return OwnImages(path=str(path))


def text(path, lines):
    path.write_text("\n".join(lines) + "\n")
    return OwnImages(path=str(path))


def csv(images, labels, last=False):
    rows = [[str(n) for n in image.ravel()] for image in images]
    order = [([*row, str(y)] if last else [str(y), *row]) for row, y in zip(rows, labels, strict=True)]
    return [",".join(row) for row in order]


def folder(path, images, labels):
    for i, (image, label) in enumerate(zip(images, labels, strict=True)):
        (path / f"class {label}").mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(path / f"class {label}" / f"{i}.png")
    return OwnImages(path=str(path))


def fault(data):
    """What is said of data that cannot be used: one sentence."""
    (line,) = [str(problem) for problem in problems(Experiment(data=data))]
    assert "\n" not in line
    assert len(data.points()) == 0
    return line.removeprefix("data.path: ")


def same(points, images, labels):
    assert np.array_equal(points.inputs.reshape(len(points), *points.shape), images)
    assert [int(points.targets.classes[y][-1]) for y in points.truth] == [*labels]


def test_keras_files_bring_their_own_test_set(tmp_path):
    y = LABELS[:, None]  # as Keras has them for images in colour
    data = npz(tmp_path / "a.npz", x_train=COLOURS[:9], y_train=y[:9], x_test=COLOURS[9:], y_test=y[9:])
    points = data.points()
    assert points.shape == (3, 6, 4)
    assert points.tests == 3
    same(points, COLOURS.transpose(0, 3, 1, 2).astype(np.float32) / np.float32(255), LABELS)
    parts = Experiment(data=data, split={"test": 0.5}).samples
    assert len(parts["train"]) == 9
    assert np.array_equal(parts["test"].points.inputs[:3].sum(), points.inputs[9:].sum())


@pytest.mark.parametrize("names", [("images", "labels"), ("data", "target")])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(12, 64), (12, 8, 8), (12, 8, 8, 1), (12, 1, 8, 8)])
def test_arrays_of_any_layout_are_read(tmp_path, names, dtype, shape):
    data = npz(tmp_path / "a.npz", **{names[0]: GREYS.reshape(shape).astype(dtype), names[1]: LABELS})
    points = data.points()
    assert points.shape == (1, 8, 8)
    assert points.inputs.dtype == np.float32
    same(points, (GREYS / np.float32(255))[:, None], LABELS)
    same(data.changed(scaled=False).points(), GREYS[:, None], LABELS)


def test_words_can_be_labels_and_numbers_of_any_size_pixels(tmp_path):
    words = np.array(["cat", "dog "])[LABELS % 2]
    data = npz(tmp_path / "a.npz", images=GREYS / 16.0, labels=words)
    points = data.points()
    assert points.targets.classes == ("cat", "dog")
    assert points.inputs.max() == 1.0
    assert points.truth.tolist() == (LABELS % 2).tolist()


@pytest.mark.parametrize("header", [None, "label first", "class last", "no name"])
@pytest.mark.parametrize("side", [8, 28])
def test_csv_files_have_a_row_for_each_image(tmp_path, header, side):
    images = np.random.default_rng(1).integers(0, 256, (12, side, side))
    last = header == "class last"
    lines = csv(images, LABELS, last)
    names = [f"pixel{i}" for i in range(side * side)]
    if header:
        name = {"label first": "label", "class last": '"Class"', "no name": "what"}[header]
        lines.insert(0, ",".join([*names, name] if last else [name, *names]))
    points = text(tmp_path / "a.csv", lines).points()
    assert points.shape == (1, side, side)
    same(points, (images / np.float32(255))[:, None].astype(np.float32), LABELS)
    moved = text(tmp_path / "b.csv", csv(images, LABELS, True)).changed(label_column="last")
    assert np.array_equal(moved.points().inputs, points.inputs)


def test_a_folder_of_pngs_has_a_sub_folder_for_each_class(tmp_path):
    points = folder(tmp_path / "grey", GREYS, LABELS).points()
    order = np.argsort(LABELS, kind="stable")
    order = np.concatenate([sorted(order[LABELS[order] == y], key=str) for y in range(3)])
    same(points, (GREYS[order] / np.float32(255))[:, None], LABELS[order])
    assert points.targets.classes == ("class 0", "class 1", "class 2")
    assert folder(tmp_path / "colour", COLOURS, LABELS).points().shape == (3, 6, 4)


def test_folders_may_be_divided_into_train_and_test(tmp_path):
    folder(tmp_path / "train", GREYS[:9], LABELS[:9])
    folder(tmp_path / "test", GREYS[9:], LABELS[9:])
    points = OwnImages(path=str(tmp_path)).points()
    assert (len(points), points.tests) == (12, 3)


def test_pngs_of_every_mode_are_read(tmp_path):
    grey = Image.fromarray(GREYS[0])
    modes = {mode: grey.convert(mode) for mode in ("1", "L", "LA", "RGB", "RGBA", "P")}
    modes["I;16"] = Image.fromarray(GREYS[0].astype(np.uint16) * 257)
    for i, (mode, image) in enumerate(modes.items()):
        for name in ("a", "b"):
            (tmp_path / str(i) / name).mkdir(parents=True)
            image.save(tmp_path / str(i) / name / "x.png")
        points = OwnImages(path=str(tmp_path / str(i)), scaled=False).points()
        assert points.shape[0] == (3 if mode in ("RGB", "RGBA", "P") else 1)
        if mode != "1":
            assert np.array_equal(points.inputs.reshape(2, -1, 8, 8)[0, 0], GREYS[0])


def test_of_too_many_images_some_are_drawn_by_the_seed(tmp_path):
    images = np.zeros((300, 8, 8), np.uint8) + np.arange(300)[:, None, None].astype(np.uint8)
    labels = np.arange(300) % 2
    data = npz(tmp_path / "a.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    few = data.changed(most=20)
    assert few.left_out() == "40 of 600 images are used."
    assert data.left_out() == ""
    assert (len(few.points()), few.points().tests) == (40, 20)
    assert not np.array_equal(few.points().inputs, few.redrawn().points().inputs)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"x_train": GREYS}, '"y_train" is missing'),
        ({"images": GREYS}, '"labels" is missing'),
        ({"pictures": GREYS, "y": LABELS}, "no images are in it under x_train, images or data: there is"),
        ({"images": GREYS, "labels": LABELS[:5]}, '"labels" is 5, and one label for each of 12 images'),
        ({"images": GREYS, "labels": np.eye(12)}, '"labels" is 12 × 12, and one label for each of 12'),
        ({"images": GREYS, "labels": LABELS - 1}, '"labels" has the label -1 in row 1, and labels are whole'),
        ({"images": GREYS, "labels": LABELS + 62}, "has the label 64 in row 3"),
        ({"images": GREYS, "labels": LABELS + 0.5}, "has the label 0.5 in row 1"),
        ({"images": GREYS, "labels": LABELS + np.nan}, "has the label nan in row 1"),
        ({"images": GREYS, "labels": 0 * LABELS}, '"labels" has one class, and 2 to 64'),
        ({"images": GREYS, "labels": LABELS.astype(object)}, "holds Python objects"),
        ({"images": GREYS.astype(object), "labels": LABELS}, "holds Python objects"),
        ({"images": np.zeros((12, 65, 8)), "labels": LABELS}, '"images": images of 8 × 65 pixels; 1 × 1 to'),
        ({"images": np.zeros((12, 65)), "labels": LABELS}, '"images" has rows of 65 numbers'),
        ({"images": np.zeros((12, 8, 8, 4)), "labels": LABELS}, '"images" is 12 × 8 × 8 × 4, and images'),
        ({"images": np.zeros(12), "labels": LABELS}, '"images" is 12, and images'),
        ({"images": GREYS.astype(str), "labels": LABELS}, '"images" holds no numbers'),
        ({"images": GREYS + np.inf, "labels": LABELS}, '"images" has a pixel that is not a finite number'),
        ({"images": GREYS[:0], "labels": LABELS[:0]}, '"labels" has no classes'),
        (
            {"x_train": GREYS, "y_train": LABELS, "x_test": COLOURS, "y_test": LABELS},
            'images are of different sizes: "x_train" of 1 × 8 × 8 and "x_test" of 3 × 6 × 4',
        ),
    ],
)
def test_arrays_that_do_not_fit_are_one_sentence(tmp_path, content, said):
    line = fault(npz(tmp_path / "mine.npz", **content))
    assert line.startswith("mine.npz: ")
    assert said in line


def test_text_that_does_not_fit_is_one_sentence(tmp_path):
    lines = csv(GREYS, LABELS)
    for i, (wrong, said) in enumerate(
        [
            (["1,2,3"], "3 columns, and a label with 64 or 784 pixels is needed"),
            (["word"], "1 column, and"),
            ([*lines, "1,2,3"], "row 13 has 3 cells, and the first row has 65"),
            ([*lines, lines[0].replace(",", ",x", 1)], "is not a number"),
            ([*lines, lines[0].replace("0", "99", 1)], "has the label 99"),
            ([*lines, lines[0].rpartition(",")[0] + ",nan"], "row 13 has a number that is not finite"),
            (csv(GREYS, 0 * LABELS), "the text has one class"),
            ([lines[0].replace(",", ",x", 1), *lines], "row 1 has"),
            ([",".join(["label", *[f"p{i}" for i in range(64)]])], "0 images; 1 to 100\u2009000 can be read"),
            ([], "there is nothing in it"),
        ]
    ):
        line = fault(text(tmp_path / f"{i}.csv", wrong))
        assert line.startswith(f"{i}.csv: ")
        assert said in line
    (tmp_path / "x.csv").write_bytes(b"\0\1\2")
    assert "not a text file" in fault(OwnImages(path=str(tmp_path / "x.csv")))


def test_folders_that_do_not_fit_are_one_sentence(tmp_path):
    def wrong(name, change):
        data = folder(tmp_path / name, GREYS, LABELS)
        change(tmp_path / name)
        line = fault(data)
        assert line.startswith(f"{name}: ")
        return line.removeprefix(f"{name}: ")

    def large(side):
        return lambda path: Image.new("L", (side, side)).save(path / "class 1" / "1.png")

    assert wrong("a", large(9)) == (
        "images are of different sizes: class 0/0.png has 8 × 8, and class 1/1.png has 9 × 9 pixels"
    )
    assert wrong("b", large(65)) == "class 1/1.png: images of 65 × 65 pixels; 1 × 1 to 64 × 64 can be read"
    assert wrong("c", lambda path: (path / "class 1" / "1.png").write_text("no image")) == (
        "class 1/1.png is not a whole PNG file"
    )
    jpeg = io.BytesIO()
    Image.fromarray(GREYS[0]).save(jpeg, "JPEG")
    assert "not a whole PNG" in wrong("d", lambda p: (p / "class 1" / "1.png").write_bytes(jpeg.getvalue()))
    assert fault(OwnImages(path=str(tmp_path / "a" / "class 1" / "1.png"))) == (
        "1.png: is one picture alone: choose the folder that has a folder for each class"
    )
    assert wrong("e", lambda path: (path / "empty").mkdir()) == "no PNG files are in the sub-folder empty"
    (tmp_path / "f").mkdir()
    assert "no sub-folders are in the folder" in fault(OwnImages(path=str(tmp_path / "f")))
    (tmp_path / "f" / "one").mkdir()
    assert "the folder has one class" in fault(OwnImages(path=str(tmp_path / "f")))
    assert "no such file" in fault(OwnImages(path=str(tmp_path / "nowhere.npz")))
    assert fault(OwnImages()) == "no file is chosen"


def png_of(width, height):
    def chunk(name, content):
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def test_what_would_grow_beyond_all_bounds_is_refused_before_it_does(tmp_path):
    folder(tmp_path / "bomb", GREYS, LABELS)
    (tmp_path / "bomb" / "class 1" / "1.png").write_bytes(png_of(100_000, 100_000))
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as packed:
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(
            header, {"descr": "|u1", "fortran_order": False, "shape": (1_000_000, 28, 28)}
        )
        packed.writestr("images.npy", header.getvalue() + bytes(250_000_000))
        packed.writestr("labels.npy", header.getvalue())
    (tmp_path / "lines.csv").write_bytes(b"\n" * 30_000_000)
    (tmp_path / "long.csv").write_bytes(b"1," * 10_000_000)
    tracemalloc.start()
    assert "pixels" in fault(OwnImages(path=str(tmp_path / "bomb")))
    assert "larger than 200 MB when unpacked" in fault(OwnImages(path=str(tmp_path / "bomb.npz")))
    assert "lines" in fault(OwnImages(path=str(tmp_path / "lines.csv")))
    assert "row 1 has more than" in fault(OwnImages(path=str(tmp_path / "long.csv")))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100_000_000


def test_ten_thousand_images_take_little_memory_on_the_way(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (10_000, 28, 28)).astype(np.uint8)
    np.savez(tmp_path / "a.npz", images=images, labels=np.arange(10_000) % 10)
    del images
    tracemalloc.start()
    assert len(OwnImages(path=str(tmp_path / "a.npz")).points()) == 10_000
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100_000_000


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    assert "not an ordinary file" in fault(OwnImages(path=str(tmp_path / "pipe.npz")))


def test_a_file_that_changed_is_read_again_or_refused(tmp_path):
    data = npz(tmp_path / "a.npz", images=GREYS, labels=LABELS)
    assert len(Experiment(data=data).points) == 12
    npz(tmp_path / "a.npz", images=GREYS[:9], labels=LABELS[:9])
    assert len(Experiment(data=data).points) == 9
    assert "has changed since it was chosen" in fault(data.changed(checksum="0" * 64))
    pictures = folder(tmp_path / "b", GREYS, LABELS)
    assert len(Experiment(data=pictures).points) == 12
    Image.fromarray(GREYS[0]).save(tmp_path / "b" / "class 0" / "more.png")
    assert len(Experiment(data=pictures).points) == 13


def test_reading_can_be_cancelled_and_tells_how_far_it_is(tmp_path):
    for data in (
        npz(tmp_path / "a.npz", images=GREYS, labels=LABELS),
        text(tmp_path / "a.csv", csv(GREYS, LABELS)),
        folder(tmp_path / "b", GREYS, LABELS),
    ):
        with pytest.raises(Cancelled):
            data.prepare(lambda share: False)
        shares = []
        data.prepare(lambda share, shares=shares: shares.append(share) or True)
        assert shares
        assert all(0.0 <= share <= 1.0 for share in shares)


def test_a_preset_names_its_images_from_its_own_folder_on(tmp_path):
    experiment = Experiment(data=folder(tmp_path / "mine", GREYS, LABELS))
    presets.save(experiment, tmp_path / "mine.json")
    assert '"path": "mine"' in (tmp_path / "mine.json").read_text()
    assert presets.load(tmp_path / "mine.json") == experiment
    assert experiment.data.without_folders().path == "mine"


QUIET = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(
    content=arrays.arrays(
        st.sampled_from([np.uint8, np.int16, np.float32, bool]),
        arrays.array_shapes(min_dims=1, max_dims=5, max_side=5),
    ),
    labels=arrays.arrays(st.sampled_from([np.uint8, np.int64, np.float64]), arrays.array_shapes(max_dims=2)),
)
def test_whatever_arrays_hold_they_are_read_or_refused_in_a_sentence(tmp_path, content, labels):
    data = npz(tmp_path / "a.npz", images=content, labels=labels)
    setting, line = data.misfit() or ("path", "a.npz: fine")
    assert setting == "path"
    assert line.startswith("a.npz: ")
    assert "\n" not in line
    assert data.misfit() or len(data.points()) == len(content)


@QUIET
@given(st.data())
def test_a_file_of_which_bytes_were_changed_is_read_or_refused(tmp_path, data):
    folder(tmp_path / "b", GREYS[:6], LABELS[:6])
    npz(tmp_path / "a.npz", images=GREYS, labels=LABELS)
    text(tmp_path / "a.csv", csv(GREYS, LABELS))
    which = data.draw(st.sampled_from(["a.npz", "a.csv", "b/class 1/1.png"]))
    path: Path = tmp_path / which
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    found = OwnImages(path=str(tmp_path / which.partition("/")[0])).misfit()
    assert found is None or (found[0] == "path" and "\n" not in found[1])
