"""Tables on the command line: what is learned from them, what is chosen where nothing is said, and faults."""

import json
import shlex
from pathlib import Path

import numpy as np
import pytest

from playground import library
from playground.cli import display, terminal
from playground.cli.commands import main
from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.experiment import options, presets, tabled
from playground.experiment.setup import Setup
from playground.parts.part import Part, family
from playground.parts.setting import settings

ROWS = [(i % 7, (i * 3) % 5, "abc"[i % 3], i / 4) for i in range(60)]
TEXT = "u,v,kind,size\n" + "".join(f"{u},{v},{kind},{size}\n" for u, v, kind, size in ROWS)


@pytest.fixture(autouse=True)
def table(here):
    (here / "ten.csv").write_text(TEXT)


def kept(*words):
    """The experiment that a command line trains."""
    assert main(["train", *words, "--epochs", "1", "--quiet", "--save-preset", "kept.json"]) == 0
    return presets.load("kept.json")


def test_what_is_not_said_is_chosen_and_printed(capsys):
    assert main(["train", "--data", "ten.csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:7] == [
        "Inputs: u, v, size, standardized",
        "Target: kind, 3 classes: a, b, c",
        "Samples: 48 train, 12 test",
        "Network: 3 → 32 relu → 16 relu → 3 softmax, 707 parameters",
        "Training: cross-entropy, adam with learning rate 0.001, the whole training set at once, "
        "1\u2009000 epochs, seed 1",
    ]
    assert lines[7].startswith("Reached epoch 1\u2009000: train loss ")


def test_a_table_may_stand_in_the_place_of_a_preset():
    assert kept("ten.csv") == kept("--data", "ten.csv")


def test_what_is_said_is_done():
    words = "--target size --inputs v,u --layers 8,dropout,4 --activation tanh --optimizer sgd --loss huber"
    more = "--learning-rate 0.2 --batch-size 7 --test 25% --seed 3 --scaling none --initializer zeros"
    found = kept("--data", "ten.csv", *words.split(), *more.split())
    assert (found.data.target, found.data.columns, found.data.meaning) == ("size", ("v", "u"), "values")
    assert found.data.scaling.kind == "none"
    assert [layer.kind for layer in found.layers] == ["dense", "dropout", "dense"]
    assert [layer.units for layer in found.layers[::2]] == [8, 4]
    assert {layer.activation.kind for layer in found.layers[::2]} == {"tanh"}
    assert (found.optimizer.kind, found.optimizer.learning_rate, found.batch_size) == ("sgd", 0.2, 7)
    assert (found.loss.kind, found.initializer.kind, found.seed) == ("huber", "zeros", 3)
    assert found.split == Split(test=0.25)
    assert found.epochs == 1


def test_a_preset_lends_its_network_to_a_table():
    found, lender = kept("spiral", "--data", "ten.csv", "--target", "kind"), presets.load("spiral")
    assert found.layers == lender.layers
    assert found.optimizer == lender.optimizer
    assert found.targets.classes == ("a", "b", "c")


def test_without_layers_nothing_is_hidden():
    assert kept("ten.csv", "--layers", "none").layers == ()


def test_options_are_for_presets_as_well():
    found = kept("circle", "--layers", "6,5", "--optimizer", "adam")
    assert [layer.units for layer in found.layers] == [6, 5]
    assert found.layers[0].activation == presets.load("circle").layers[0].activation
    assert found.optimizer.kind == "adam"
    assert {layer.activation.kind for layer in kept("circle", "--activation", "relu").layers} == {"relu"}


def test_a_part_with_settings_and_settings_of_a_part_may_be_given():
    found = kept("ten.csv", "--optimizer", '{"kind": "momentum", "momentum": 0.5}', "--learning-rate", "0.1")
    assert (found.optimizer.momentum, found.optimizer.learning_rate) == (0.5, 0.1)
    assert kept("ten.csv", "--optimizer", "adam", "--set", "optimizer.beta_1=0.5").optimizer.beta_1 == 0.5


@pytest.mark.parametrize(
    "name", [name for name, each in options.experiment_options().items() if each.is_part]
)
def test_every_part_is_chosen_by_the_name_that_parts_lists(name, capsys):
    """Where it does not fit the table, that is what is said."""
    base = next(each.type for each in settings(Setup) if each.name == name)
    for kind in family(base):
        words = ["ten.csv", f"--{name}", kind, "--epochs", "0", "--quiet", "--save-preset", f"{kind}.json"]
        if main(["train", *words]) == 0:
            assert getattr(presets.load(f"{kind}.json"), name).kind == kind
        else:
            assert "no " + base.family_name not in capsys.readouterr().err


def test_every_setting_of_a_table_has_an_option(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    told = capsys.readouterr().out
    for each in settings(TableSet):
        if each.name not in (*options.SOURCE, *options.LONG, "columns"):
            assert f"--{each.name.replace('_', '-')}" in told
            assert "|".join(each.choices) in told
    assert "--learning-rate X     Size of a step." in told


def test_numbers_that_are_words_stay_words(here):
    (here / "years.csv").write_text(
        "country,1990,1991\n" + "".join(f"{i},{i % 3},{i % 2}\n" for i in range(9))
    )
    found = kept("--data", "years.csv", "--first-row", "names", "--target", "1991", "--inputs", "1990")
    assert (found.data.target, found.data.columns) == ("1991", ("1990",))


def test_a_saved_preset_is_trained_again(here):
    (here / "deep").mkdir()
    words = ["--epochs", "3", "--quiet", "--export"]
    assert main(["train", "ten.csv", "--save-preset", "deep/mine.json", *words, "first.npz"]) == 0
    assert json.loads((here / "deep/mine.json").read_text())["data"]["path"] == "../ten.csv"
    assert main(["train", "deep/mine.json", *words, "second.npz"]) == 0
    first, second = np.load("first.npz"), np.load("second.npz")
    assert all(np.array_equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "playground: name a preset or a table, such as circle or --data flowers.csv"),
        ("--data no.csv", "no.csv: no such file or directory"),
        ("ten.csv --data ten.csv", ""),
        ("--data ten.csv --target kidn", '--target: the table has no column "kidn"; did you mean "kind"?'),
        ("--data ten.csv --inputs u,w", '--inputs: the table has no column "w"; choose from u, v, '),
        ("--data ten.csv --inputs u,u", '--inputs: "u" is chosen twice'),
        ("--data ten.csv --target kind --meaning values", '--meaning: "kind" holds text'),
        ("--data ten.csv --optimizer adm", 'optimizer.kind: no optimizer is called "adm"; did you mean'),
        ("--data ten.csv --layers 64,drpout", '"drpout" is neither a number of units nor a layer; did'),
        ("--data ten.csv --layers 0", "layers[0].units: 0 is below 1"),
        ("--data ten.csv --test 2", "split.test: 2.0 is above 0.9"),
        ("--data ten.csv --loss hinge", "the hinge loss needs "),
        ("--data ten.csv --save-preset mine.csv", "mine.csv: presets are written as .json"),
        ("circle --target kind", "data.target: no such setting"),
        ("ten.csv --data else.csv", "no such file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(words, line, capsys):
    if not line:
        assert main(["train", *words.split(), "--epochs", "0", "--quiet"]) == 0
        return
    assert main(["train", *words.split()]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err


@pytest.mark.parametrize("word", ["x", "nan", "5%%", ""])
def test_what_is_no_number_is_refused(word, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["train", "ten.csv", "--test", word])
    assert caught.value.code == 2
    assert "is not a number" in capsys.readouterr().err


def test_the_target_is_no_column_that_was_chosen_as_an_input():
    assert kept("ten.csv", "--inputs", "u,v").data.target == "kind"
    assert kept("ten.csv", "--inputs", "u,size").data.target == "kind"
    assert kept("ten.csv", "--target", "size").data.columns[:2] == ("u", "v")


def test_json_says_what_was_chosen_first(capsys):
    assert main(["train", "ten.csv", "--epochs", "0", "--json"]) == 0
    first, *_ = map(json.loads, capsys.readouterr().out.splitlines())
    assert "Inputs: u, v, size, standardized" in first["choices"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("--optimzer adam", "playground train: unknown argument --optimzer; did you mean --optimizer?"),
        ("--meaning clases", 'argument --meaning: there is no "clases"; did you mean "classes"?'),
        ("--xyzzy=1", "playground train: unknown argument --xyzzy"),
        ("more.csv", "playground train: unknown argument more.csv"),
        ("--batch-size ten", 'argument --batch-size: "ten" is not a whole number'),
    ],
)
def test_a_misspelt_option_is_named_with_one_that_is_like_it(words, line, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["train", "ten.csv", *words.split()])
    assert caught.value.code == 2
    assert line in capsys.readouterr().err


def test_a_table_opens_in_the_window_or_is_trained_where_there_is_none(monkeypatch):
    seen = []
    monkeypatch.setattr(display, "broken", lambda: "")
    monkeypatch.setattr(display, "missing", lambda: "There is no display.")
    monkeypatch.setattr(terminal, "leave", lambda *given: seen.append(given) or 0)
    assert main(["open", "ten.csv"]) == main(["ten.csv"]) == 0
    assert seen == [(tabled.from_file("ten.csv", {}), Path("playground-ten"))] * 2


def test_each_fold_is_told_as_soon_as_it_is_tested(capsys, monkeypatch):
    told, train = [], library.train

    def watched(*words):
        told.append(capsys.readouterr().out.count("fold "))
        return train(*words)

    monkeypatch.setattr(library, "train", watched)
    assert main(["train", "ten.csv", "--target", "kind", "--folds", "4", "--epochs", "1"]) == 0
    assert told == [0, 1, 1, 1]


def test_folds_have_a_mean_and_a_deviation(capsys):
    words = ["train", "ten.csv", "--target", "kind", "--folds", "4", "--epochs", "5"]
    assert main([*words, "--json"]) == 0
    _, *folds, whole = map(json.loads, capsys.readouterr().out.splitlines())
    scores = [each["accuracy"] for each in folds]
    assert whole["mean"] == pytest.approx(np.mean(scores))
    assert whole["deviation"] == pytest.approx(np.std(scores, ddof=1))
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Folds: 4, each tested on once after training on the others" in lines
    assert any(line.startswith("Samples: ") and line.endswith(" test") for line in lines)
    assert lines[-1].startswith("accuracy of 4 folds: ")
    assert lines[-1].endswith(", mean and standard deviation")
    assert main(["train", "ten.csv", "--target", "size", "--folds", "3", "--epochs", "5"]) == 0
    assert "root mean square error: " in capsys.readouterr().out
    population = ["--folds", "4", "--population", "seed=0..1"]
    for more in (["--folds", "1"], ["--folds", "4", "--export", "w.npz"], population):
        assert main(["train", "ten.csv", *more]) == 2
        err = capsys.readouterr().err
        assert err.startswith("ten.csv: --folds: ")
        assert err.count("\n") == 1


def test_a_second_table_is_the_test(here, capsys):
    (here / "deep").mkdir()
    (here / "deep/more.csv").write_text("size,kind,v,u\n1,a,2,3\n2,b,1,0\n4,c,1,0\n")
    words = ["train", "ten.csv", "--target", "kind", "--epochs", "1", "--test-data"]
    assert main([*words, "deep/more.csv"]) == 0
    assert "Samples: 60 train, 3 test" in capsys.readouterr().out
    assert main([*words, "no.csv"]) == 2
    assert "no such file" in capsys.readouterr().err


def test_one_column_has_nothing_to_be_predicted_from(here, capsys):
    (here / "one.csv").write_text("a\n" + "".join(f"{i}.5\n" for i in range(9)))
    assert main(["train", "one.csv"]) == 2
    said = capsys.readouterr().err
    assert '"a" is the only column that can be used' in said
    told = said.splitlines()[1].split(": playground ")[1]
    (here / "one.csv").write_text("a\n" + "".join(f"{i % 5}.5\n" for i in range(200)))
    assert main([*shlex.split(told), "--epochs", "1"]) == 0
    assert "test: R² " in capsys.readouterr().out


def test_columns_become_a_table():
    columns = {"a": list(range(20)), "b": [0.1 * i for i in range(20)], "y": ["no", "yes"] * 10}
    found = tabled.from_columns(columns, {})
    assert (found.data.columns, found.data.target) == (("a", "b"), "y")
    assert found.targets.classes == ("no", "yes")
    assert isinstance(found.data, Part)
    with pytest.raises(presets.BadPreset, match=r'^columns: are of different lengths: "a" 20, "y" 3$'):
        tabled.from_columns({"a": columns["a"], "y": [1, 2, 3]}, {})


def test_rows_with_gaps_are_left_out_and_counted_unless_something_else_is_said(here, capsys):
    (here / "gaps.csv").write_text("u,v,kind\n1,2,a\n,3,b\n4,5,#N/A\n6,7,b\n8,9,a\n")
    assert main(["train", "gaps.csv", "--epochs", "1"]) == 0
    captured = capsys.readouterr()
    assert "Left out: 2 rows with gaps." in captured.out + captured.err
    assert "Target: kind, 2 classes: a, b" in captured.out
    assert main(["train", "gaps.csv", "--epochs", "1", "--missing", "refuse"]) == 2


def test_a_preset_keeps_what_was_decided_of_a_table(here):
    (here / "half.csv").write_text(
        "place;\nBern\nx;y;kind\n1,5;1.250;a\n2,5;3.500;b\n3,5;1.000;a\nTotal;5.750;\n"
    )
    found = kept("half.csv", "--test", "0").data
    assert (found.separator, found.decimal, found.encoding) == ("semicolon", "comma", "utf-8")
    assert (found.first_row, found.skip, found.below_names, found.skip_below) == ("names", 2, 0, 1)
    assert found.table().rows == 3


def test_a_large_table_in_memory_is_kept_beside_its_preset(here):
    rng = np.random.default_rng(5)
    columns = {
        "u": rng.normal(size=70_000),
        "file": rng.normal(size=70_000),
        "kind": rng.choice(["a", "b", ""], 70_000),
    }
    experiment = tabled.experiment_on(columns, {"target": "kind", "epochs": 1, "missing": "leave-out"})
    presets.save(experiment, here / "mine.json")
    again = presets.load("mine.json")
    assert Path(again.data.path).parent == here
    assert np.array_equal(again.samples["train"].inputs, experiment.samples["train"].inputs)
    assert again.targets.classes == experiment.targets.classes


def test_what_a_comma_means_is_asked_with_the_words_that_decide_it(here, capsys):
    (here / "open.csv").write_text("x;kind\n1,250;a\n3,500;b\n2,125;a\n")
    assert main(["train", "open.csv"]) == 2
    said = '"1,250" in "x" can be 1250 or 1.25: say --decimal point for 1250 or --decimal comma for 1.25'
    assert said in capsys.readouterr().err
    assert kept("open.csv", "--decimal", "comma", "--test", "0").data.table()["x"].numbers[0] == 1.25


def test_gaps_are_filled_where_without_their_rows_nothing_is_left(here, capsys):
    (here / "gaps.csv").write_text("a,b,kind\n1,?,p\n2,3,n\n?,5,p\n4,6,n\n")
    assert main(["train", "gaps.csv", "--epochs", "1"]) == 0
    assert "Filled: the gaps in 2 rows." in capsys.readouterr().err


def test_what_a_date_means_is_asked_with_the_words_that_decide_it(here, capsys):
    rows = "".join(f"0{1 + i}/02/2024,{{}},{i}.5\n" for i in range(8))
    (here / "open.csv").write_text("day,seen,y\n" + rows.replace("{}", ""))
    assert main(["train", "open.csv", "--target", "y"]) == 2
    said = '"01/02/2024" in "day" can be 2024-02-01 or 2024-01-02: '
    said += "say --dates 'day first' for 2024-02-01 or --dates 'month first' for 2024-01-02"
    assert said in capsys.readouterr().err
    experiment = kept("open.csv", "--target", "y", "--dates", "month first", "--test", "0")
    assert experiment.data.settled(experiment.data.table())[0].order == "month first"
    (here / "told.csv").write_text("day,seen,y\n" + rows.replace("{}", "13/02/2024"))  # which settles both
    experiment = kept("told.csv", "--target", "y", "--test", "0")
    assert [use.order for use in experiment.data.settled(experiment.data.table())] == ["day first"] * 2


def test_the_last_row_of_columns_is_one_of_theirs_whatever_its_words():
    columns = {"item": ["rod", "bolt", "total"], "n": [1, 2, 3], "y": [0.5, 1.5, 2.0]}
    assert tabled.experiment_on(columns, {"target": "y", "test": 0.0}).data.table().rows == 3


def test_moments_are_days_where_there_is_nothing_else_to_learn_from(here, capsys):
    rows = "".join(f"2024-01-{i + 1:02} 12:00,{i}.5\n" for i in range(20))
    (here / "days.csv").write_text(f"when,x\n{rows}")
    assert main(["train", "days.csv", "--epochs", "1"]) == 0
    out = capsys.readouterr().out
    assert '"when" is taken as days from 1970 on.' in out
    assert "Network: 1 →" in out or "Network: 2 →" in out


def test_words_that_cannot_be_used_are_named(here, capsys):
    rows = "".join(f"{i}.5,w{i % 70},n{i}\n" for i in range(210))
    (here / "many.csv").write_text(f"x,kind,name\n{rows}")
    assert main(["train", "many.csv", "--target", "x"]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == [
        'many.csv: "kind" has 70 different words, and up to 64 can be classes or inputs',
        'many.csv: "name" has 210 different words, and up to 64 can be classes or inputs',
    ]
    assert main(["train", "many.csv", "--target", "kind", "--inputs", "x"]) == 2
    assert "has 70 classes, and 2 to 64 can be predicted" in capsys.readouterr().err


def test_a_broken_row_is_named_with_the_way_to_go_on(here, capsys):
    (here / "torn.csv").write_text(TEXT.replace("3,4,", '3,"4,', 1))
    assert main(["train", "torn.csv", "--epochs", "1"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("torn.csv: row ")
    assert lines[0].endswith(" has a quotation mark that is never closed")
    assert lines[1:] == ["torn.csv: say --whole-rows to leave such rows out"]
    assert kept("torn.csv", "--whole-rows").data.table().rows == len(ROWS) - 1
