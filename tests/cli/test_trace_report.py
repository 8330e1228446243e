"""playground trace: the next step in the terminal, and as files."""

import json

import numpy as np
import pytest

from playground.cli.commands import main
from playground.data.plane.base import Circle
from playground.experiment import presets
from playground.microscope import trace
from playground.training.training import Training


def traced(capsys, *words, code=0):
    assert main(["trace", *words]) == code
    found = capsys.readouterr()
    return found.out, found.err


def test_a_step_is_summed_up_layer_by_layer(capsys):
    out, err = traced(capsys, "mazur")
    head, loss, _, columns, *rows = out.splitlines()
    assert head == "Step 1 in epoch 1: train 1"
    assert loss == "Loss 0.298371"
    assert columns.split()[:3] == ["layer", "outputs", "derivatives"]
    assert [row.split()[0] for row in rows[:2]] == ["01_dense", "02_dense"]
    length = np.linalg.norm([0.15, 0.2, 0.25, 0.3, 0.35, 0.35])
    assert rows[0].split()[3] == f"{length:.4g}"
    assert "SGD, update 1, learning rate 0.5" in out
    assert err == ""


def test_the_chain_of_a_weight_ends_with_its_new_value(capsys):
    out, _ = traced(capsys, "mazur", "--weight", "2.weight[0,0]")
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "Weight from input 1 to unit 1 of layer 2, step 1 in epoch 1: train sample 1"
    assert "= 0.358916" in lines
    assert "= 0.59327 · 0.1384986" in lines  # a digit more, for the product to be right in six
    assert "= 0.082167" in lines


def test_training_before_goes_by_epochs_and_steps(capsys):
    words = ["circle", "--epochs", "2", "--steps", "3", "--seed", "5", "--set", "data.samples=53"]
    out, _ = traced(capsys, *words)
    start = Training(presets.load("circle").changed(seed=5, data=Circle(samples=53)))
    for _ in range(2):
        start.epoch()
    start.advance(3)
    samples = ", ".join(str(row + 1) for row in trace(start.experiment, start.snapshot()).rows)
    assert out.startswith(f"Step {start.steps + 1} in epoch {start.epochs + 1}: train {samples}\n")


def test_samples_can_be_chosen(capsys):
    out, _ = traced(capsys, "circle", "--samples", "3,1", "--set", "regularizer=l2")
    head, loss, *_ = out.splitlines()
    assert head == "Step 1 in epoch 1, if it were made with these: train 3, 1"
    assert "of the regularizer's penalty" in loss


def test_every_number_goes_into_files(capsys, here):
    _, err = traced(capsys, "circle", "--json", "a.json", "--csv", "b.csv")
    assert err == "wrote a.json\nwrote b.csv\n"
    assert json.loads((here / "a.json").read_text())["layers"][0]["name"] == "01_dense"
    assert (here / "b.csv").read_text().startswith("stage,layer,name,sample,input,unit,value\n")


def test_a_step_as_matrices_is_that_of_all_layers_or_ends_with_the_layer_of_a_weight(capsys):
    out, _ = traced(capsys, "xor", "--matrices")
    assert out.startswith("Step 1 in epoch 1 as matrices: 10 train samples\n")
    assert [line for line in out.splitlines() if line.istitle()] == ["Forward", "Loss", "Backward", "Update"]
    assert "Z⁽¹⁾[10×4] = X[10×2] W⁽¹⁾[2×4] + b⁽¹⁾[1×4]" in out
    one, _ = traced(capsys, "xor", "--matrices", "--weight", "1.unit[0]")
    assert "dZ⁽²⁾" in one
    assert len(one) < len(out)
    out, _ = traced(capsys, "xor", "--matrices", "--latex")
    assert r"\underset{2\times 10}{X^{T}}" in out
    assert out.isascii()


def test_latex_is_all_that_is_printed(capsys):
    out, err = traced(capsys, "chain-rule", "--weight", "1.unit[0]", "--latex")
    assert out.startswith("% Unit 1 of layer 1")
    assert out.isascii()
    assert err == ""


def test_code_is_all_that_is_printed(capsys):
    out, err = traced(capsys, "chain-rule", "--weight", "1.weight[0,0]", "--code")
    assert out.startswith('"""Weight from input 1 to unit 1 of layer 1')
    assert 'delta2_1 = line("δ⁽²⁾₁", dL_da2_1 * a2_1 * (1 - a2_1))' in out
    assert err == ""


def test_the_whole_step_is_code_too(capsys):
    out, err = traced(capsys, "mazur", "--matrices", "--code")
    assert out.startswith('"""Step 1 in epoch 1 as matrices: 1 train sample."""')
    assert 'dW2 = show("dW⁽²⁾[2×2]", A1.T @ dZ2)' in out
    assert 'b1_new = show("b′⁽¹⁾[1×2]", b1 - eta * db1)' in out
    assert err == ""


def test_a_run_that_diverges_is_opened_at_the_step_where_it_does(capsys):
    out, err = traced(capsys, "too-high-a-rate", "--epochs", "100", code=1)
    step = err.split("Diverged at step ")[1].split()[0]
    assert out.startswith(f"Step {step} in epoch ")


def test_a_run_that_ends_by_a_rule_is_opened_there(capsys):
    out, err = traced(capsys, "xor", "--epochs", "9", "--set", 'stop=[{"kind":"epochs","epochs":2}]')
    assert "in epoch 3: train" in out
    assert err.endswith("the step after that is traced\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--weight", "9.bias[0]"], "circle: 9.bias[0]: there are layers 1 to 3"),
        (["--weight", "bias"], 'circle: "bias" is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]'),
        (["--samples", "1,9999"], "circle: there is no sample 9999 among 250 of train"),
        (["--samples", "a"], 'circle: --samples: "a" is not a row of numbers such as 1,4,5'),
        (["--latex"], "circle: --latex: needs --weight, which says of which number"),
        (["--code"], "circle: --code: needs --weight, which says of which number, or --matrices"),
        (["--steps", "-1"], "circle: --steps: must be 0 or more, not -1"),
        (["--json", "a.csv"], "circle: a.csv: this must end with .json"),
        (["--csv", "nowhere/a.csv"], "circle: nowhere/a.csv: there is no folder nowhere"),
        (["--set", "seed=-1"], "circle: seed: -1 is below 0"),
        (["--set", "output=softmax", "--set", "loss=hinge"], "circle: output.kind: "),
    ],
)
def test_what_cannot_be_is_said_in_a_line(words, message, capsys, here):
    out, err = traced(capsys, "circle", *words, code=2)
    assert out == ""
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert not [*here.iterdir()]
