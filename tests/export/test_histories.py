"""The history as a file."""

import csv
import json
import math

import pytest

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export import histories

ROWS = [
    Figures(0, 0, train_loss=0.5),
    Figures(1, 25, train_loss=1 / 3, test_accuracy=1.0),
    Figures(2, 50, train_loss=math.inf),
]


def test_a_table_has_a_line_for_every_row_and_empty_cells_for_nothing(tmp_path):
    histories.save(Experiment(), ROWS, tmp_path / "h.csv")
    with (tmp_path / "h.csv").open(newline="", encoding="utf-8") as file:
        header, *lines = csv.reader(file)
    assert header == list(Figures.names())
    assert lines[0] == ["0", "0", "0.5", "", "", "", "", ""]
    assert [float(cell) for cell in lines[1] if cell] == [1.0, 25.0, 1 / 3, 1.0]


def test_lines_of_json_are_strict_and_give_every_number_back(tmp_path):
    histories.save(Experiment(), ROWS, tmp_path / "H.JSONL")
    lines = (tmp_path / "H.JSONL").read_text().splitlines()
    found = [Figures(**json.loads(line, parse_constant=pytest.fail)) for line in lines]
    assert found == [*ROWS[:2], ROWS[2]._replace(train_loss=None)]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"^h.txt: the history is written as .csv, .jsonl$"):
        histories.save(Experiment(), ROWS, "h.txt")
