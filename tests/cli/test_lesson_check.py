"""Rehearsals: what a lesson does when nobody watches, and whether it keeps what it promises."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

import playground
from playground.cli.lesson_check import lesson_problems
from playground.cli.lesson_play import play_lesson, play_problems
from playground.experiment import presets
from playground.experiment.lesson_steps import after
from playground.experiment.lessons import LessonStep
from playground.experiment.problems import problems

CIRCLE = playground.load("circle").changed(layers=[{"kind": "dense", "units": 2}])


SHIPPED = [name for name in presets.shipped() if presets.load(name).lesson]
every_lesson = pytest.mark.parametrize("name", SHIPPED)


@lru_cache
def played(name):
    return tuple(play_lesson(presets.load(name)))


def lesson(*steps, **settings):
    return CIRCLE.changed(lesson=steps, **settings)


def epochs(experiment):
    return [(scene.arriving.figures.epoch, scene.leaving.figures.epoch) for scene in play_lesson(experiment)]


# The shipped lessons


def test_lessons_are_numbered_in_order():
    assert len(SHIPPED) >= 12
    for number, name in enumerate(SHIPPED, 1):
        assert name.startswith(f"lesson-{number:02d}-")
        assert presets.load(name).title.startswith(f"Lesson {number}: ")


@every_lesson
def test_a_shipped_lesson_is_short_and_can_be_done_by_itself(name):
    steps = presets.load(name).lesson
    assert lesson_problems(presets.load(name)) == []
    assert 4 <= len(steps) <= 8
    assert all(40 < len(step.text) < 330 for step in steps)
    assert all(step.press for step in steps if step.do)


@pytest.mark.slow
@every_lesson
def test_what_a_step_waits_for_comes_when_it_is_done_and_not_before(name):
    for number, scene in enumerate(played(name), 1):
        assert scene.step.met(scene.leaving), f"step {number}: {scene.step.words()}"
        if scene.step.do and scene.step.expect:
            assert not scene.step.met(scene.arriving), f"step {number}: {scene.step.words()}"


@every_lesson
def test_every_step_that_asks_for_something_waits_for_it(name):
    assert all(step.expect for step in presets.load(name).lesson if step.do)


README = (Path(__file__).parents[2] / "presets" / "README.md").read_text(encoding="utf-8")


def test_the_preset_and_the_lesson_in_the_readme_are_some(tmp_path):
    preset, lesson = (block.partition("```")[0] for block in README.split("```json\n")[1:])
    for written, steps in ((preset, 0), (lesson, 2)):
        (tmp_path / "mine.json").write_text(written, encoding="utf-8")
        experiment = presets.load(tmp_path / "mine.json")
        assert len(experiment.lesson) == steps
        assert [*problems(experiment), *lesson_problems(experiment), *play_problems(experiment)] == []


def test_the_questions_and_hints_in_the_readme_are_some():
    blocks = [block for block in README.split("```")[1::2] if '"kind"' in block]
    questions, hints = (block for block in blocks if not block.startswith("json"))
    decoder = json.JSONDecoder()
    first, at = decoder.raw_decode(questions.strip())
    second, _ = decoder.raw_decode(questions.strip()[at:].strip())
    step = LessonStep(expect=[first, second], **json.loads(f"{{{hints}}}"))
    assert lesson_problems(CIRCLE.changed(lesson=[step])) == []


# Any lesson


@pytest.mark.slow
def test_what_fails_from_many_starts_is_said_with_how_many():
    lucky = {"kind": "becomes", "path": "seed", "to": CIRCLE.seed}
    (problem,) = play_problems(
        lesson({"expect": [lucky, {"kind": "epochs", "epochs": 1}], "do": {"epoch": 1}})
    )
    assert str(problem) == "lesson[0].expect: met from 1 of 10 starts only: the seed is 1"


def test_a_step_trains_on_to_the_epoch_that_it_names():
    assert epochs(lesson({"do": {"epoch": 2}}, {}, {"do": {"epoch": 5}})) == [(0, 2), (2, 2), (2, 5)]


def test_a_run_begins_again_when_the_step_says_so_or_its_setting_does():
    live = {"set": ["optimizer.learning_rate=0.1"], "epoch": 3}
    assert epochs(lesson({"do": {"epoch": 2}}, {"do": live})) == [(0, 2), (2, 3)]
    assert epochs(lesson({"do": {"epoch": 4}}, {"do": {**live, "afresh": True}})) == [(0, 4), (4, 3)]
    assert epochs(lesson({"do": {"epoch": 4}}, {"do": {"set": ["seed=2"], "epoch": 1}})) == [(0, 4), (4, 1)]


def test_settings_stay_from_step_to_step():
    taught = lesson({"do": {"set": ["batch_size=50"]}}, {"do": {"set": ["seed=9"]}})
    assert after(taught, 0) == taught
    assert (after(taught, 2).batch_size, after(taught, 2).seed) == (50, 9)
    assert [scene.leaving.experiment.seed for scene in play_lesson(taught)] == [CIRCLE.seed, 9]


def test_a_run_that_ends_is_seen_to_end_and_the_next_start_is_a_new_one():
    wild = {"set": ["optimizer.learning_rate=1000", "output=identity", "layers[0].activation=identity"]}
    tame = {"set": ["optimizer.learning_rate=0.01"], "epoch": 1, "afresh": True}
    first, second = play_lesson(lesson({"do": {**wild, "epoch": 50}}, {"do": tame}))
    assert first.leaving.ended.startswith("Diverged")
    assert second.leaving.ended == ""
    assert second.leaving.figures.epoch == 1


def test_what_does_not_come_is_named():
    expect = [{"kind": "epochs", "epochs": 2}, {"kind": "epochs", "epochs": 9}]
    (problem,) = play_problems(lesson({"expect": expect, "do": {"epoch": 3}}))
    assert str(problem) == "lesson[0].expect: not met by epoch 3: epoch 9 is reached"
    assert play_problems(lesson({"expect": expect, "do": {"epoch": 9}})) == []
