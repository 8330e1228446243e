"""Experiments as a text to paste, and as links of TensorFlow Playground."""

import base64
import math
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.cli.commands import main
from playground.data.plane.base import XOR, Bumps, Circle, Gauss, Plane, Spiral
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset
from playground.export.sharing.link_reading import experiment_of as experiment_of_link
from playground.export.sharing.link_reading import is_link
from playground.export.sharing.link_words import ADDRESS, CLASSES, VALUES
from playground.export.sharing.link_writing import link_of
from playground.export.sharing.pasted import experiment_of as shared
from playground.export.sharing.pasted import is_shared
from playground.export.sharing.setup_text import experiment_of, setup_text

SHIPPED = sorted(presets.shipped())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_preset_fits_into_a_text_and_comes_back_without_its_lesson(name):
    experiment = presets.load(name)
    text = setup_text(experiment)
    assert len(text) <= 2000
    bare = presets.without_folders(experiment).changed(lesson=(), locked=(), hidden=())
    assert experiment_of(f"  {text[:70]}\n{text[70:]} ") == bare


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from("aZ_-9!é\x00"), st.sampled_from(["cut", "changed", "added"]))
def test_a_text_that_is_not_whole_is_refused_in_a_sentence(place, letter, how):
    text = setup_text(Experiment())
    place = len("playground1:") + place % (len(text) - len("playground1:"))
    broken = {
        "cut": text[:place],
        "changed": text[:place] + letter + text[place + 1 :],
        "added": text[:place] + letter + text[place:],
    }[how]
    with suppress(BadPreset):
        assert experiment_of(broken) == Experiment()  # spare bits of the last letter say nothing


def test_a_text_that_would_unpack_to_far_more_than_a_preset_is_refused():
    bomb = base64.urlsafe_b64encode(b"1234" + zlib.compress(bytes(50_000_000), 9)).decode()
    with pytest.raises(BadPreset, match="no setup is so large"):
        experiment_of("playground1:" + bomb)


def test_a_link_of_a_megabyte_is_refused_before_it_is_taken_apart():
    with pytest.raises(BadPreset, match="the link: longer than"):
        shared(ADDRESS + "networkShape=" + "1," * 1_000_000)


@pytest.mark.parametrize("number", [0, 2, 17])
def test_a_text_of_another_version_is_refused_in_a_sentence(number):
    text = setup_text(Experiment()).replace("playground1:", f"playground{number}:")
    assert is_shared(text)
    with pytest.raises(BadPreset, match=f"of version {number}, and this program reads version 1"):
        shared(text)


@pytest.mark.parametrize(
    "around",
    [
        "See {0}.",
        "{0} What do you think?\nIda",
        "> {0}\n> What do you think?",
        "<{0}>",
        'He said "{0}", twice',
    ],
)
@pytest.mark.parametrize("text", [setup_text(Experiment(seed=3)), f"{ADDRESS}seed=0.3&networkShape=4,3"])
def test_a_setup_or_a_link_is_found_in_a_message(text, around):
    words = around.format(text)
    assert is_shared(words)
    assert shared(words)[0].changed(title="") == shared(text)[0].changed(title="")
    assert shared(words)[0].seed == 3


@pytest.mark.parametrize(
    "words", ["a,b\n1,2\n", "playground.tensorflow.org is a page", "", "playground1 : no"]
)
def test_other_words_are_no_setup(words):
    assert not is_shared(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("dataset=circle", Circle),
        ("dataset=xor", XOR),
        ("dataset=gauss", Gauss),
        ("dataset=spiral", Spiral),
        ("problem=regression&regDataset=reg-plane", Plane),
        ("problem=regression&regDataset=reg-gauss", Bumps),
    ],
)
def test_a_link_of_each_data_set_gives_its_start(words, kind):
    found, remarks = experiment_of_link(
        f"{ADDRESS}{words}&noise=25&percTrainData=70&seed=0.00042&networkShape=3"
    )
    assert found.data == kind(seed=42, noise=0.25)
    assert (found.split.test, found.seed, [layer.units for layer in found.layers]) == (0.3, 42, [3])
    assert len(remarks) == 1


def test_an_empty_link_starts_as_that_program_does():
    found, _ = experiment_of_link(ADDRESS)
    usual = Experiment()
    assert found == usual.changed(title=found.title, shuffle=False)


@pytest.mark.parametrize(
    ("words", "path", "expected", "remark"),
    [
        ("networkShape=8,8,8,8,8,8,8", lambda e: [layer.units for layer in e.layers], [8] * 7, ""),
        ("networkShape=", lambda e: e.layers, (), ""),
        ("networkShape=4,x", lambda e: [layer.units for layer in e.layers], [4, 2], "networkShape"),
        ("noise=60", lambda e: e.data.noise, 0.6, ""),
        ("noise=90", lambda e: e.data.noise, 0.5, ""),
        ("noise=-3", lambda e: e.data.noise, 0.0, ""),
        ("noise=NaN", lambda e: e.data.noise, 0.0, "noise"),
        ("initZero=true", lambda e: e.initializer.kind, "zeros", ""),
        ("activation=linear", lambda e: {layer.activation.kind for layer in e.layers}, {"identity"}, ""),
        ("activation=swish", lambda e: {layer.activation.kind for layer in e.layers}, {"tanh"}, "swish"),
        ("regularization=L1&regularizationRate=0.1", lambda e: e.regularizer.kind, "l1-to-zero", ""),
        ("regularization=L2", lambda e: e.regularizer.kind, "none", ""),
        ("x=false&y=false", lambda e: len(e.features), 2, "No input"),
        ("x=yes&sinX=true", lambda e: [f.kind for f in e.features], ["x1", "x2", "sin-x1"], ""),
        ("cosX=true", lambda e: len(e.features), 2, "cosX"),
        ("showTestData=true", lambda e: e.batch_size, 10, "showTestData"),
        ("learningRate_hide=true", lambda e: e.batch_size, 10, "Controls"),
        ("colour=red&batchSize=5", lambda e: e.batch_size, 5, "colour"),
        ("batchSize=7", lambda e: e.batch_size, 7, "fill no batch"),
        ("batchSize=300", lambda e: e.batch_size, 300, "fill no batch"),
        ("discretize=true", lambda e: e.batch_size, 10, "says only how it is shown"),
        ("batchSize=0", lambda e: e.batch_size, 10, "batchSize"),
    ],
)
def test_odd_links_are_read_as_that_program_reads_them_and_what_is_lost_is_said(
    words, path, expected, remark
):
    found, remarks = experiment_of_link(ADDRESS + words)
    assert path(found) == expected
    assert any(remark in each for each in remarks)
    assert len(remarks) == 1 + bool(remark)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("networkShape=4,0", 'networkShape="4,0", layer 2: units: 0 is below 1'),
        ("networkShape=-3", 'networkShape="-3", layer 1: units: -3 is below 1'),
        (f"networkShape={','.join('2' * 50)}", "networkShape: 50 are more than 32"),
        ("learningRate=1e9", 'learningRate="1e9": learning_rate: 1000000000.0 is above 1000'),
        ("regularization=L2&regularizationRate=99", 'regularizationRate="99": rate: 99.0 is above 10'),
    ],
)
def test_what_a_link_asks_for_in_vain_is_said_with_its_place_in_it(words, line):
    with pytest.raises(BadPreset) as caught:
        experiment_of_link(ADDRESS + words)
    assert caught.value.lines == [line]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_link_is_read_or_refused_in_sentences(words):
    with suppress(BadPreset):
        assert math.isfinite(experiment_of_link(ADDRESS + words)[0].optimizer.learning_rate)


@pytest.mark.parametrize("name", [*CLASSES, *VALUES])
def test_what_fits_its_limits_comes_back_from_a_link(name):
    word = "regDataset" if name in VALUES else "dataset"
    problem = "regression" if name in VALUES else "classification"
    words = f"{word}={name}&problem={problem}&seed=0.00777&networkShape=5,3&sinY=true&activation=relu"
    found, _ = experiment_of_link(f"{ADDRESS}{words}&regularization=L2&regularizationRate=0.01&noise=15")
    assert is_link(link_of(found))
    assert experiment_of_link(link_of(found))[0] == found


def test_what_has_no_place_in_a_link_is_said():
    with pytest.raises(ValueError, match="plain SGD"):
        link_of(presets.load("spiral"))


def test_the_terminal_shares_and_takes_what_was_shared(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["share", "circle", "--set", "optimizer.learning_rate=0.1"]) == 0
    text, link = capsys.readouterr().out.split()
    for words in (text, link):
        assert main(["train", words, "--epochs", "1", "--quiet", "--save-preset", "kept.json"]) == 0
        assert presets.load("kept.json").optimizer.learning_rate == 0.1
    assert main(["train", text[:-9], "--epochs", "1"]) == 2


def test_a_link_whose_address_is_spoilt_before_its_fragment_is_still_read():
    spoilt = ADDRESS.replace("/#", "/[/#") + "dataset=gauss"
    found, _ = experiment_of_link(spoilt)
    assert isinstance(found.data, Gauss)
