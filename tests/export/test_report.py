"""Reports: one file that opens anywhere, whatever was trained, and in which nobody's text is markup."""

import html
import os
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from playground.cli.commands import main
from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.experiment.presets import load
from playground.export import runs
from playground.export.report import SECTIONS
from playground.export.report.writing import page, save
from playground.export.run_record import RunRecord
from playground.files.reading import Cancelled
from playground.library import load_network, train
from playground.training.marks import Mark
from playground.training.training import Training

VOID = {"meta", "br"}
SMALL = Experiment(title="Small").changed(data={"kind": "circle", "samples": 40})
EVERY_SHAPE = {
    "plane": "circle",
    "values": "one-dimensional-function",
    "a row": "keras-10-64-32-1",
    "images": "bars-convolution",
    "numbers over time": "sine-mix",
    "sequences with one answer": "adding-problem",
    "symbols": "reber",
    "text": "text",
    "images that come out again": "digits-autoencoder",
    "rows that come out again": "encoder",
}


class Checked(HTMLParser):
    """Raises where tags do not close in order, and notes what there is."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.headings, self.links = [], set(), [], []
        self.ids, self.styles = [], ""
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in ("href", "src", "xlink:href"):
                self.links.append(value)
            if name == "id":
                self.ids.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)
        if self.open and self.open[-1] == "style":
            self.styles += data


def checked(text):
    """The page, read strictly: it needs nothing, runs nothing, and every link in it leads somewhere in it."""
    found = Checked(text)
    assert text.startswith("<!DOCTYPE html>")
    assert not found.tags & {"script", "link", "iframe", "object", "form", "base"}
    assert "@import" not in found.styles
    assert "http:" not in text
    assert "https:" not in text
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in found.links)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    return found


@pytest.mark.parametrize("name", EVERY_SHAPE.values(), ids=EVERY_SHAPE)
@pytest.mark.slow
def test_every_shape_of_data_is_told_on_one_page_that_needs_nothing(name):
    experiment = load(name)
    text = page(train(experiment, epochs=1).record)
    found = checked(text)
    titles = [section.title for section in SECTIONS]
    assert found.headings == [title for title in titles if title in found.headings]
    always = {"Summary", "Findings", "Curves", "Metrics", "Experiment", "Formulas", "Weights"}
    assert always <= set(found.headings)
    assert ("Boundary" in found.headings) == (experiment.plane is not None)
    assert len(re.findall("<svg ", text)) >= 4


@pytest.mark.parametrize("name", ["reber", "text", "binary-addition"])
def test_the_loss_of_many_symbols_is_a_few_lines(name):
    """Of every step and symbol it had been six thousand characters; how many are left out is said."""
    text = page(train(load(name), epochs=0).record)
    start = text.index("Loss of a sample, and of a batch, here of 4")
    formulas = re.findall(
        r'<span class="formula[^"]*">(.*?)</td>', text[start : text.index("</table>", start)]
    )
    plain = [html.unescape(re.sub("<[^>]*>", "", each)) for each in formulas]
    assert plain
    assert max(map(len, plain)) < 500
    assert any(" more" in each for each in plain)


def test_a_persons_text_is_text(tmp_path):
    evil = "<script>alert('x')</script> & \"quoted\" $\\frac{1}{2}$ \x00\x1b[31m"
    rows = "\n".join(f"{i % 7},{i % 5},{'</td><b>' if i % 2 else '$x'}" for i in range(40))
    names = ("<img src=x onerror=y>", 'b "&" <i>')
    text = f'{names[0]},"b ""&"" <i>",kind\n{rows}'
    data = TableSet(text=text, columns=names, target="kind")
    experiment = SMALL.changed(title=evil, reason=f"{evil}\nsecond line", data=data)
    text = page(train(experiment, epochs=1).record)
    found = checked(text)
    assert not found.tags & {"img", "i", "b"}
    assert "&lt;script&gt;" in text
    assert re.search("Columns</th><td>&lt;img src=x", text)
    assert "Inputs as they are scaled for the network." in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", text)


@pytest.mark.slow
def test_the_same_run_has_the_same_report():
    first, second = (page(train(SMALL, epochs=2).record) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_a_run_that_diverged_has_a_report_that_says_so():
    values = SMALL.changed(data={"kind": "plane", "samples": 50}, output="identity", layers=())
    run = train(values, optimizer={"kind": "sgd", "learning_rate": 30.0})
    assert run.diverged
    text = page(run.record)
    checked(text)
    assert "Diverged at step" in text


def test_a_member_of_a_population_has_a_report():
    _, run = train(SMALL, epochs=1, population=[{"seed": 1}, {"seed": 2}])
    checked(page(run.record))


def test_telling_of_a_run_does_not_disturb_it():
    run = train(SMALL, epochs=2)
    before = run.network.parameters.copy()
    page(run.record)
    assert (run.network.parameters == before).all()


def test_who_has_changed_their_mind_gets_no_file(tmp_path):
    asked, record = [], train(SMALL, epochs=1).record
    with pytest.raises(Cancelled):
        save(record, tmp_path / "r.html", lambda share: asked.append(share) or share < 0.3)
    assert asked[0] == 0.0
    assert asked[-1] >= 0.3
    assert os.listdir(tmp_path) == []


def test_a_saved_run_is_told_with_what_was_changed_on_the_way(tmp_path):
    run = train(SMALL, epochs=3)
    saved = runs.SavedRun(run.experiment, run.history, 1, (run.snapshot,), (Mark(2, "learning rate <0.1>"),))
    text = page(RunRecord.of(saved))
    checked(text)
    assert "learning rate &lt;0.1&gt;" in text
    assert "this is the same network" not in text
    assert "what was changed on the way stands under Curves" in text


def test_only_a_run_from_its_start_on_is_said_to_be_the_same_again(tmp_path):
    run = train(SMALL, epochs=2)
    assert "trained until epoch 2, this is the same network" in page(run.record)
    training = Training(SMALL)
    for _ in range(2):
        training.epoch()
    training.advance(1)
    saved = runs.SavedRun(SMALL, tuple(training.history.rows), 1, (training.snapshot(),))
    assert f"trained until step {training.steps}, this is the same network" in page(RunRecord.of(saved))
    run.save(tmp_path / "w.npz")
    assert "this is the same experiment" in page(RunRecord.of(load_network(tmp_path / "w.npz").run()))


@pytest.mark.slow
def test_the_command_trains_first_or_tells_of_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["report", "xor", "--epochs", "1", "--set", "data.samples=40"]) == 0
    assert main(["train", "xor", "--epochs", "1", "--quiet", "--export=w.npz", "--report=t.html"]) == 0
    assert main(["report", "w.npz"]) == 0
    assert sorted(os.listdir(tmp_path)) == ["t.html", "w.html", "w.npz", "xor.html"]
    for name in ("xor.html", "w.html", "t.html"):
        checked((tmp_path / name).read_text())
    capsys.readouterr()
    arrays = load_network("w.npz").network.arrays()
    np.savez("bare.npz", **{name.replace("/", "."): array for name, array in arrays.items()})
    assert main(["report", "bare.npz"]) == 2
    assert "name a preset, too" in capsys.readouterr().err
    assert main(["report", "bare.npz", "--preset", "xor"]) == 0
    checked((tmp_path / "bare.html").read_text())
    capsys.readouterr()
    assert main(["report", "w.npz", "--to", "r.pdf"]) == 2
    assert capsys.readouterr().err == "w.npz: r.pdf: reports are written as .html\n"
