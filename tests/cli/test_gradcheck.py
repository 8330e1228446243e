"""The command that compares every gradient with central differences."""

import json

from playground.cli.commands import main


def test_a_gradient_check_prints_a_table_and_a_verdict(capsys):
    assert main(["gradcheck", "xor-gate", "--epochs", "3"]) == 0
    head, *rows, scale, verdict = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["layer", "parameters"]
    assert [row.split()[:2] for row in rows] == [["01_dense", "9"], ["02_dense", "4"]]
    assert scale.startswith("An error is relative to the larger of the two numbers, but to no less than ")
    assert verdict.startswith("Passed: 13 gradients agree with central differences")


def test_a_gradient_check_in_json_ends_with_its_verdict(capsys):
    assert main(["gradcheck", "xor-gate", "--set", "layers[0].units=2", "--json"]) == 0
    *layers, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert [layer["parameters"] for layer in layers] == [6, 3]
    assert (last["passed"], last["samples"]) == (True, 4)


def test_a_gradient_check_that_fails_says_so_with_its_exit_code(monkeypatch, capsys):
    monkeypatch.setattr("playground.inspection.gradient_check.TOLERANCE", 1e-15)
    assert main(["gradcheck", "xor-gate"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("Failed: ")


def test_a_gradient_check_names_only_some_of_many_corners(capsys):
    words = [
        "--set",
        "initializer=constant",
        "--set",
        "layers[0].activation=relu",
        "--set",
        "layers[0].units=12",
    ]
    assert main(["gradcheck", "xor-gate", *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("at the corner of ReLU in unit " in line for line in lines) == 10
    assert lines[-2].startswith("and ")
