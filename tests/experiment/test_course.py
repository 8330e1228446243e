"""The course: shipped lessons lead from one to the next."""

import playground
from playground.experiment import presets
from playground.experiment.course import ends_course, following
from playground.experiment.lessons import LessonStep

LESSONS = [name for name in presets.shipped() if playground.load(name).lesson]


def test_every_lesson_but_the_last_leads_to_the_next():
    assert len(LESSONS) >= 23
    found = [following(playground.load(name).lesson) for name in LESSONS]
    assert found == [*LESSONS[1:], None]
    assert [name for name in LESSONS if ends_course(playground.load(name).lesson)] == LESSONS[-1:]


def test_nothing_follows_a_lesson_of_ones_own():
    assert following((LessonStep(text="Mine."),)) is None
