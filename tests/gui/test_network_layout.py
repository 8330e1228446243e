"""Where the tiles and the names of a network are on its canvas."""

import itertools

import pytest
from PySide6.QtCore import QSizeF

import playground
from playground.experiment.presets import shipped
from playground.gui.network.captions import apart, input_captions, output_captions
from playground.gui.network.layout import laid_out
from playground.gui.network.numbers import NetworkNumbers

SIZES = [(540, 220), (690, 290), (1180, 420), (1600, 700)]
SHORT = 2  # characters of a name that is never cut


def test_in_a_deep_network_short_names_are_still_written(qapp):
    experiment = playground.load("circle").changed(layers=[{"kind": "dense", "units": 8}] * 6)
    numbers = NetworkNumbers(experiment)
    for size in (QSizeF(540, 330), QSizeF(540, 230), QSizeF(660, 400)):
        first = laid_out(numbers, size)[0]
        assert [text for _, text in input_captions(first.rects, numbers.inputs.names)] == ["x₁", "x₂"]


def test_names_that_would_lie_over_each_other_are_left_out(qapp):
    numbers = NetworkNumbers(playground.load("text"))
    for height, every in ((110, False), (420, True)):
        first = laid_out(numbers, QSizeF(360, height))[0]
        names = list(input_captions(first.rects, numbers.inputs.names))
        centres = [rect.center().y() for rect, _ in apart(names)]
        assert all(below - above >= 11.0 for above, below in itertools.pairwise(centres))
        assert (len(centres) == len(names)) == every


@pytest.mark.parametrize("name", shipped())
def test_names_of_inputs_and_outputs_cover_no_tile(qapp, name):
    numbers = NetworkNumbers(playground.load(name))
    names = [*numbers.inputs.names, *numbers.output_names]
    for size in SIZES:
        columns = laid_out(numbers, QSizeF(*size))
        first, last = columns[0], columns[-1]
        written = [
            *input_captions(first.rects, numbers.inputs.names),
            *input_captions(first.off, numbers.inputs.off_names),
            *output_captions(last.rects, numbers.output_names, size[0]),
        ]
        tiles = [rect for tiles in columns for rect in (*tiles.rects, *tiles.off)]
        assert not [text for rect, text in written for tile in tiles if rect.intersects(tile)], size
        assert all(rect.left() >= 0 and rect.right() <= size[0] for rect, _ in written), size
        whole = {text for _, text in written}
        shown = [*names[: len(first.rects)], *numbers.output_names[: len(last.rects)]]
        assert not [each for each in shown if len(each) <= SHORT and each not in whole], size
