"""Lessons: what they wait for, and what is wrong with one that waits in vain."""

import playground
from playground.experiment import problems
from playground.history import Figures
from playground.lessons import AtLeast, AtMost, Becomes, Ends, Epochs, LessonStep, Read, Seen, Shows, Steps

CIRCLE = playground.load("circle")


def seen(ended="", views=(), experiment=CIRCLE, **figures):
    return Seen(experiment, Figures(**{"epoch": 0, "step": 0, **figures}), ended, views)


def test_a_figure_is_waited_for_from_either_side():
    assert AtLeast(figure="test_accuracy", value=0.95).met(seen(test_accuracy=0.96))
    assert not AtLeast(figure="test_accuracy", value=0.95).met(seen(test_accuracy=0.94))
    assert AtMost(figure="train_loss", value=0.1).met(seen(train_loss=0.05))
    assert not AtMost(figure="train_loss", value=0.1).met(seen())


def test_epochs_and_batches_are_waited_for():
    assert Epochs(epochs=3).met(seen(epoch=3))
    assert not Epochs(epochs=3).met(seen(epoch=2))
    assert Steps(steps=1).met(seen(step=1))
    assert not Steps(steps=1).met(seen())


def test_a_setting_is_waited_for():
    wait = Becomes(path="layers[0].units", to=8)
    assert not wait.met(seen())
    layers = (CIRCLE.layers[0].changed(units=8), *CIRCLE.layers[1:])
    assert wait.met(seen(experiment=CIRCLE.changed(layers=layers)))
    assert not wait.met(seen(experiment=CIRCLE.changed(layers=())))
    assert not Becomes(path="optimizer.momentum", to=0.9).met(seen())


def test_an_end_and_a_view_are_waited_for():
    assert Ends(because="diverged").met(seen("Diverged at step 3"))
    assert not Ends(because="patience").met(seen("Diverged at step 3"))
    assert not Ends().met(seen())
    assert Shows(view="loss").met(seen(views=("boundary", "loss")))
    assert not Shows(view="loss").met(seen())
    assert Read().met(seen())


def test_what_is_waited_for_is_said_in_words():
    assert AtLeast(figure="test_accuracy", value=0.95).words() == "the test accuracy reaches 95 %"
    assert AtMost(figure="train_loss", value=0.01).words() == "the train loss falls to 0.01"
    assert Steps().words() == "one batch is trained"


def told(expect, **settings):
    return [
        str(problem) for problem in problems(CIRCLE.changed(lesson=[LessonStep(expect=expect)], **settings))
    ]


def test_a_lesson_that_waits_in_vain_is_a_problem():
    assert told(AtLeast(figure="validation_accuracy")) == [
        "lesson[0].expect.figure: there are no validation samples"
    ]
    assert told(AtLeast(figure="test_accuracy"), data={"kind": "plane"}) == [
        "lesson[0].expect.figure: plane has values and no accuracy"
    ]
    assert told(Becomes(path="optimiser.kind")) == [
        'lesson[0].expect.path: no setting is called "optimiser"; did you mean "optimizer"?'
    ]
    assert told(AtLeast(figure="test_loss")) == []
