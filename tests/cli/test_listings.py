"""Commands that list, check and explain: presets, parts, check, schema."""

import json
import re

from cases import members

from playground.cli.commands import main
from playground.experiment import presets
from playground.parts.setting import settings


def test_every_preset_is_listed_with_its_reason(capsys):
    assert main(["presets"]) == 0
    out = re.sub(r"[ \n]+", " ", capsys.readouterr().out)  # thin spaces between thousands stay
    for name in presets.shipped():
        experiment = presets.load(name)
        assert f"{name} {experiment.title} {experiment.reason}" in out


def test_lessons_are_listed_apart_and_in_order(capsys):
    assert main(["presets"]) == 0
    plain, taught = capsys.readouterr().out.split("\nLessons\n")
    assert "Lesson " not in plain
    titles = [line for line in taught.splitlines() if "  lesson-" in line]
    assert len(titles) >= 12
    assert all(f"Lesson {number + 1}: " in line for number, line in enumerate(titles))


def test_every_part_is_listed_with_its_settings(capsys):
    assert main(["parts"]) == 0
    out = capsys.readouterr().out
    for member in members():
        assert f"\n  {member.model_fields['kind'].default} " in out
        assert member.__doc__.splitlines()[0] in out
        for setting in settings(member):
            assert f" {setting.name} = " in out
            assert setting.help in out


def test_one_family_can_be_asked_for(capsys):
    assert main(["parts", "data-set"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("data-set\n  circle ")
    assert "noise = 0.0, 0 to 0.5: " in out
    assert "sgd" not in out


def test_a_family_that_does_not_exist_is_refused(capsys):
    assert main(["parts", "flavours"]) == 2
    err = capsys.readouterr().err
    assert err.startswith('no family is called "flavours"; choose from data-set, feature, ')
    assert err.count("\n") == 1


def test_good_presets_are_called_good(capsys):
    assert main(["check", *presets.shipped()]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{name}: no faults" for name in presets.shipped()]


def test_a_lesson_is_checked_and_on_request_played(here, capsys):
    step = {"do": {"epoch": 1}, "expect": [{"kind": "epochs", "epochs": 2}]}
    (here / "vain.json").write_text(json.dumps({"format": 1, "lesson": [step]}))
    (here / "wrong.json").write_text(json.dumps({"format": 1, "lesson": [{"do": {"set": ["sede=2"]}}]}))
    assert main(["check", "vain.json"]) == 0
    assert main(["check", "--play", "vain.json", "wrong.json"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "vain.json: lesson[0].expect: not met by epoch 1: epoch 2 is reached",
        'wrong.json: lesson[0].do.set: sede: no such setting; did you mean "seed"?',
    ]


def test_what_does_not_fit_hides_nothing_of_the_lesson(here, capsys):
    waiting = {"expect": [{"kind": "at-least", "figure": "validation_loss"}], "view": "lossy"}
    (here / "mine.json").write_text(json.dumps({"format": 1, "features": [], "lesson": [waiting]}))
    assert main(["check", "mine.json"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "mine.json: features: choose at least one",
        'mine.json: lesson[0].view: no view is called "lossy"; did you mean "loss"?',
        "mine.json: lesson[0].expect[0].figure: there are no validation samples",
    ]


def test_bad_presets_are_named_and_the_rest_is_checked_all_the_same(here, capsys):
    (here / "bad.json").write_text('{"format": 1, "seed": -1}')
    (here / "misfit.json").write_text('{"format": 1, "features": []}')
    assert main(["check", "bad.json", "misfit.json", "circle"]) == 2
    out, err = capsys.readouterr()
    assert out == "circle: no faults\n"
    assert err.splitlines() == ["bad.json: seed: -1 is below 0", "misfit.json: features: choose at least one"]


def test_the_schema_is_json(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == presets.schema()
