"""New tables for a trained network: predicted and evaluated, columns in any order, faults in one line."""

import csv
import io
import json
import shutil

import numpy as np
import pytest

import playground
from playground.cli.commands import main
from playground.export import weights

HEADS = ("u", "color", "v", "kind", "size")
ROWS = [
    (i % 7 + (i % 3) * 5, ("red", "green", "blue")[i % 3], (i * 3) % 5, "abc"[i % 3], 1000 + 50 * (i % 7))
    for i in range(60)
]


def text(heads=HEADS, rows=ROWS, change=str):
    cells = [[change(row[HEADS.index(head)]) for head in heads] for row in rows]
    return "\n".join(",".join(row) for row in (heads, *cells)) + "\n"


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Networks that predict classes and values, whose tables are no longer there."""
    folder = tmp_path_factory.mktemp("trained")
    (folder / "ten.csv").write_text(text())
    base = ["train", str(folder / "ten.csv"), "--quiet", "--epochs", "500"]
    for ending in weights.FORMATS:
        assert main([*base, "--target", "kind", "--export", str(folder / f"classes{ending}")]) == 0
    values = [
        "--target",
        "size",
        "--meaning",
        "values",
        "--inputs",
        "u,v,color",
        "--export",
        str(folder / "values.npz"),
    ]
    assert main([*base, *values]) == 0
    assert main([*base, "--target", "color", "--inputs", "u", "--export", str(folder / "one.npz")]) == 0
    for name in ("a", "b"):
        two = "u,v,kind\n" + "".join(f"{i},{i % 3},{'yes' if i > 9 else 'no'}\n" for i in range(20))
        (folder / f"{name}.csv").write_text(two)
    two = ["train", str(folder / "a.csv"), "--quiet", "--export", str(folder / "two.npz")]
    assert main(two) == 0
    (folder / "ten.csv").unlink()
    (folder / "a.csv").unlink()
    return folder


@pytest.fixture(autouse=True)
def files(here, trained):
    shutil.copytree(trained, here, dirs_exist_ok=True)


def table(out):
    head, *rows = csv.reader(io.StringIO(out))
    return head, rows


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_classes_come_with_their_names_and_probabilities(ending, here, capsys):
    (here / "new.csv").write_text(text(("size", "v", "color", "u")))  # another order, and no target
    assert main(["predict", f"classes{ending}", "new.csv"]) == 0
    head, rows = table(capsys.readouterr().out)
    assert head == ["kind", "a", "b", "c"]
    assert [row[0] for row in rows] == [row[3] for row in ROWS]
    shares = np.array([row[1:] for row in rows], float)
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert [head[1 + k] for k in shares.argmax(axis=1)] == [row[0] for row in rows]


def test_two_classes_have_two_probabilities(here, capsys):
    assert main(["predict", "two.npz", "b.csv", "--output", "out.csv"]) == 0
    assert capsys.readouterr().out == ""
    head, rows = table((here / "out.csv").read_text())
    assert head == ["kind", "no", "yes"]
    outputs = playground.load_network("two.npz").network
    assert outputs.widths[-1] == 1
    assert all((float(row[2]) > 0.5) == (row[0] == "yes") for row in rows)


def test_values_are_in_their_own_unit(here, capsys):
    (here / "new.csv").write_text(text())
    assert main(["predict", "values.npz", "new.csv"]) == 0
    head, rows = table(capsys.readouterr().out)
    assert head == ["size"]
    errors = np.array([float(row[0]) for row in rows]) - [row[4] for row in ROWS]
    assert main(["evaluate", "values.npz", "new.csv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["mae"] == pytest.approx(np.abs(errors).mean())
    assert found["rmse"] == pytest.approx(np.sqrt((errors**2).mean()))
    assert found["r2"] > 0.8


def test_a_network_is_evaluated_class_by_class(here, capsys):
    (here / "new.csv").write_text(text(tuple(reversed(HEADS))))
    assert main(["evaluate", "classes.npz", "new.csv"]) == 0
    first, head, *rows = capsys.readouterr().out.splitlines()
    assert first == "60 samples: accuracy 100.0 %"
    assert head.split() == ["class", "samples", "precision", "recall", "F1"]
    assert [row.split()[:2] for row in rows] == [["a", "20"], ["b", "20"], ["c", "20"]]


def test_one_column_is_enough(here, capsys):
    (here / "new.csv").write_text("u\n0\n5\n10\n")
    assert main(["predict", "one.npz", "new.csv"]) == 0
    assert len(table(capsys.readouterr().out)[1]) == 3


def test_a_row_with_a_gap_has_an_empty_prediction(here, capsys):
    lines = text().splitlines()
    lines[2] = "," + lines[2].partition(",")[2]
    (here / "new.csv").write_text("\n".join(lines))
    assert main(["predict", "classes.npz", "new.csv"]) == 0
    out, err = capsys.readouterr()
    assert [i for i, row in enumerate(table(out)[1]) if row == [""] * 4] == [1]
    assert err == "Not predicted: 1 row with a gap, of which the first is number 2\n"


def test_a_table_is_read_as_it_is_said(here, capsys):
    (here / "new.csv").write_text("1;2;x\n3;4;y\n")
    assert main(["predict", "one.npz", "new.csv", "--first-row", "data"]) == 2
    assert "column 1" in capsys.readouterr().err


def test_what_a_table_leaves_open_is_as_in_the_one_trained_on(here, capsys):
    """In the new tables 1,125 may be a little more than one, or a thousand."""
    for name, sign in (("point", "."), ("comma", ",")):
        rows = "".join(f"{i}{sign}5;{'high' if i > 9 else 'low'}\n" for i in range(20))
        (here / f"{name}.csv").write_text(f"size;kind\n{rows}")
        words = ["train", f"{name}.csv", "--quiet", "--epochs", "300", "--export", f"{name}.npz"]
        assert main(words) == 0
        (here / f"{name}.csv").unlink()
    (here / "new.csv").write_text("size;other\n1,125;1\n2,250;2\n")
    for name, word in (("point", "high"), ("comma", "low")):
        assert main(["predict", f"{name}.npz", "new.csv"]) == 0
        assert [row[0] for row in table(capsys.readouterr().out)[1]] == [word] * 2


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("predict classes.npz short.csv", 'short.csv: the table has no column "v"'),
        ("predict classes.npz word.csv", 'word.csv: "color" has the word "grean", which is not one of those'),
        ("evaluate classes.npz untold.csv", 'untold.csv: the table has no column "kind"'),
        ("evaluate classes.npz strange.csv", 'strange.csv: "kind" has the word "zz", which is not one'),
        ("evaluate values.npz words.csv", '"size" holds text'),
        ("predict circle.npz short.csv", "circle.npz: it was not trained on a table"),
        ("predict no.npz short.csv", "no.npz: no such file or directory"),
        ("predict classes.npz no.csv", "no.csv: no such file or directory"),
        ("predict short.csv short.csv", "short.csv: weights are read from"),
        ("predict classes.npz short.csv --output out.npz", "out.npz: predictions are written as .csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words, line, here, capsys):
    (here / "short.csv").write_text(text(("u", "color", "size")))
    (here / "word.csv").write_text(text().replace("green", "grean"))
    (here / "untold.csv").write_text(text(("u", "v", "color", "size")))
    (here / "strange.csv").write_text(text().replace(",a,", ",zz,"))
    (here / "words.csv").write_text(text().replace(",1", ",x1"))
    if "circle" in words:
        assert main(["train", "circle", "--epochs", "0", "--quiet", "--export", "circle.npz"]) == 0
    assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err


@pytest.mark.parametrize("change", ['"classes"', '"shift"', '"unit"', '"columns"', '"targets"'])
def test_what_its_inputs_are_is_read_with_suspicion(change, here, capsys):
    (here / "new.csv").write_text(text())
    plain = json.loads((here / "classes.json").read_text())
    assert json.loads(change) in plain["data"]
    for wrong in (None, [], [1, {"kind": 3}], "x"):
        plain["data"][json.loads(change)] = wrong
        (here / "classes.json").write_text(json.dumps(plain))
        assert main(["predict", "classes.json", "new.csv"]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_run_predicts_tables_from_python(here):
    (here / "ten.csv").write_text(text())
    run = playground.train(playground.from_table("ten.csv", target="kind", epochs=300, seed=2))
    run.save("w.npz")
    turned = "size;more;v;u;color\n1000,5;1;3;1;green\n1100,0;2;;2;blue\n1050,5;3;1;5;red\n"
    (here / "new.csv").write_text(turned)  # written otherwise, and with a gap
    found = run.predict("new.csv")
    assert [*found] == ["kind", "a", "b", "c"]
    assert [*found["kind"][:2]] == ["b", ""]
    assert np.isnan(found["a"]).tolist() == [False, True, False]
    columns = {
        "u": [1, 2, 5],
        "color": ["green", "blue", "red"],
        "v": [3, None, 1],
        "size": [1000.5, 1100, 1050.5],
    }
    for again in (run.predict(columns), playground.load_network("w.npz").predict_table("new.csv")):
        assert [*again["kind"]] == [*found["kind"]]
        assert np.allclose(again["c"], found["c"], equal_nan=True)
    with pytest.raises(ValueError, match='no column "color"; did you mean "colour"'):
        run.predict({"u": [1], "v": [1], "colour": ["red"], "size": [1]})
    with pytest.raises(ValueError, match='the word "pink", which is not one of those known'):
        run.predict(columns | {"color": ["pink", "red", "red"]})
    with pytest.raises(ValueError, match="it was not trained on a table"):
        playground.train(playground.load("circle"), epochs=0).predict("new.csv")


def test_several_values_are_evaluated_one_by_one_in_their_own_units(here, capsys):
    rows = "".join(f"{i % 11},{i % 7},{1000 * (i % 11)},{(i % 7) / 100}\n" for i in range(60))
    (here / "two.csv").write_text(f"a,b,price,share\n{rows}")
    words = "--target price --more-targets share --meaning values --epochs 5"
    assert main(["train", "two.csv", *words.split(), "--quiet", "--export", "w.npz"]) == 0
    assert main(["evaluate", "w.npz", "two.csv"]) == 0
    total, price, share = capsys.readouterr().out.splitlines()
    assert total.endswith(", the mean of these")
    assert "mean error" not in total
    assert price.startswith("price: R² ")
    assert float(price.rsplit(" ", 1)[1].replace("\u2009", "")) > 100.0 > float(share.rsplit(" ", 1)[1])
    assert main(["evaluate", "w.npz", "two.csv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["mae"], found["rmse"]) == (None, None)
    assert found["each"]["price"]["mae"] > 100.0 > found["each"]["share"]["mae"]
    assert main(["train", "two.csv", *words.split(), "--history", "h.csv"]) == 0
    said = capsys.readouterr().out
    assert "(of scaled targets)" in said
    assert "price: R² " in said
    assert (here / "h.csv").read_text().startswith("epoch,step,train_loss_of_scaled_targets,")
    assert main(["train", "two.csv", *words.split(), "--folds", "2"]) == 0
    assert "share: root mean square error: 0.0" in capsys.readouterr().out


def test_a_target_in_another_unit_is_no_measure_of_a_network(here, capsys):
    for name, unit in (("km", " km"), ("miles", " mi"), ("bare", "")):
        rows = "".join(f"{i},{10 * i}{unit}\n" for i in range(30))
        (here / f"{name}.csv").write_text(f"x,far\n{rows}")
    assert main(["train", "km.csv", "--quiet", "--target", "far", "--epochs", "2", "--export", "f.npz"]) == 0
    capsys.readouterr()
    assert main(["evaluate", "f.npz", "km.csv"]) == main(["evaluate", "f.npz", "bare.csv"]) == 0
    assert main(["evaluate", "f.npz", "miles.csv"]) == 2
    assert 'miles.csv: "far" is in "mi", and was in "km"' in capsys.readouterr().err


def test_predictions_have_as_many_digits_as_their_precision_tells_apart(here, capsys):
    (here / "new.csv").write_text(text())
    assert main(["predict", "values.npz", "new.csv"]) == 0
    head, *cells = capsys.readouterr().out.split()
    assert head == "size"
    assert max(len(each.replace(".", "")) for each in cells) <= 9
    expected = playground.load_network("values.npz").predict_table("new.csv")["size"]
    np.testing.assert_allclose([float(each) for each in cells], expected, rtol=1e-8)


def test_info_says_which_columns_are_predicted_from_which(capsys):
    assert main(["info", "classes.npz"]) == 0
    said = capsys.readouterr().out
    assert "  predicts kind (a, b, c)\n  from u, " in said
    assert main(["info", "values.npz", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["predicts"], found["classes"]) == (["size"], [])
    assert sorted(found["from"]) == ["color", "u", "v"]
