"""Lessons: what they wait for, and what is wrong with one that waits in vain."""

import pytest
from cases import members

import playground
from playground.cli.lesson_check import disappointments, lesson_problems
from playground.experiment.expectations.any_of import AnyOf
from playground.experiment.expectations.base import Seen
from playground.experiment.expectations.becoming import Becomes
from playground.experiment.expectations.figures import About, AtLeast, AtMost, Ends, Epochs, Steps, Within
from playground.experiment.expectations.looking import Shows
from playground.experiment.expectations.questions import ChoiceQuestion, NumberQuestion
from playground.experiment.figures import Figures
from playground.experiment.lessons import LessonStep

CIRCLE = playground.load("circle")


def seen(ended="", views=(), experiment=CIRCLE, answers=None, **figures):
    return Seen(experiment, Figures(**{"epoch": 0, "step": 0, **figures}), ended, views, answers or {})


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
    assert Within(epochs=3).met(seen(epoch=3))
    assert not Within(epochs=3).met(seen(epoch=4))


def test_a_step_waits_for_all_that_it_names_and_for_nothing_if_it_names_nothing():
    both = LessonStep(expect=[Epochs(epochs=3), {"kind": "at-most", "figure": "train_loss", "value": 0.1}])
    assert both.met(seen(epoch=3, train_loss=0.1))
    assert not both.met(seen(epoch=2, train_loss=0.1))
    assert not both.met(seen(epoch=3, train_loss=0.2))
    assert LessonStep().met(seen())
    assert LessonStep().words() == ""
    assert both.words() == "epoch 3 is reached and the train loss falls to 0.1"


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


def test_a_figure_is_about_a_number_when_it_is_neither_above_nor_below():
    expect = About(figure="train_loss", value=0.0223, tolerance=0.0001)
    met = [expect.met(seen(train_loss=loss)) for loss in (0.0062, 0.02225, 0.0223, 0.02235, 0.0362)]
    assert met == [False, True, True, True, False]


BIGGER = ChoiceQuestion(
    asks="Which?", choices=[{"text": "A", "reply": "No."}, {"text": "B", "right": True, "reply": "Yes."}]
)
HALF = NumberQuestion(asks="How many?", answer=0.5, tolerance=0.01, reply_right="Yes.", reply_wrong="No.")


@pytest.mark.parametrize(("question", "right", "wrong"), [(BIGGER, "B", "A"), (HALF, 0.51, 0.52)], ids=str)
def test_a_question_waits_for_its_right_answer_and_has_a_word_for_each(question, right, wrong):
    assert not question.met(seen())
    assert not question.met(seen(answers={question.asks: wrong}))
    assert question.met(seen(answers={question.asks: right}))
    assert (question.reply(wrong), question.reply(right)) == ("No.", "Yes.")
    assert question.met(question.attended(seen()))


def test_of_several_things_one_is_enough():
    either = AnyOf(of=[Epochs(epochs=3), {"kind": "ends"}])
    assert not either.met(seen(epoch=2))
    assert either.met(seen(epoch=3))
    assert either.met(seen("Diverged", epoch=1))
    assert either.words() == "epoch 3 is reached or the run ends"


def test_what_is_waited_for_is_said_in_words():
    assert AtLeast(figure="test_accuracy", value=0.95).words() == "the test accuracy reaches 95 %"
    assert AtMost(figure="train_loss", value=0.01).words() == "the train loss falls to 0.01"
    assert AtLeast(figure="train_loss", value=0.01).words() == "the train loss is at least 0.01"
    assert About(figure="train_loss", value=0.0223).words() == "the train loss is about 0.0223"
    assert Steps().words() == "one batch is trained"
    assert Within(epochs=20).words() == "no more than 20 epochs are trained"
    assert Becomes(path="batch_size", to=50).words() == "the batch size is 50"
    assert Becomes(path="optimizer.kind", to="adam").words() == "the optimizer is Adam"
    assert Becomes(path="layers[9].kind", to="batch-norm").words() == "layer 10 is Batch norm"
    assert Becomes(path="initializer.kind", to="he-normal").words() == "the initializer is He normal"
    assert Becomes(path="layers[0].units", to=8).words() == "the units of layer 1 are 8"
    assert Becomes(path="layers[1].bias", to=False).words() == "the bias of layer 2 is off"


@pytest.mark.parametrize("member", members(), ids=lambda member: f"{member.family_name} {member.title}")
def test_what_is_waited_for_has_the_name_that_the_forms_show(member):
    kind = member.model_fields["kind"].default
    assert Becomes(path="some.kind", to=kind).words().endswith(f" is {member.title}")


def faults(expect=(), do=None, **settings):
    step = LessonStep(expect=expect, do=do or {})
    return [str(problem) for problem in lesson_problems(CIRCLE.changed(lesson=[step], **settings))]


def test_a_lesson_that_waits_in_vain_is_a_problem():
    assert faults([AtLeast(figure="validation_accuracy")]) == [
        "lesson[0].expect[0].figure: there are no validation samples"
    ]
    assert faults([AtLeast(figure="test_accuracy")], data={"kind": "plane"}) == [
        "lesson[0].expect[0].figure: Plane has values and no accuracy"
    ]
    assert faults([Becomes(path="optimiser.kind")]) == [
        'lesson[0].expect[0].path: no setting is called "optimiser"; did you mean "optimizer"?'
    ]
    assert faults([AtLeast(figure="test_loss")]) == []


def test_a_misspelt_path_is_found_at_any_depth():
    assert faults([Becomes(path="layers[0].untis")]) == [
        'lesson[0].expect[0].path: no setting is called "untis"; did you mean "units"?'
    ]
    assert faults([Becomes(path="optimizer.momentum")]) == []  # not this optimizer's, but another's
    assert faults([Becomes(path="split.test")]) == []
    assert faults([Becomes(path="layers[4].activation.kind")]) == []


def test_a_question_without_a_right_answer_and_a_choice_of_one_thing_are_problems():
    nobody = {"kind": "choice", "choices": [{"text": "A"}, {"text": "B"}]}
    twice = {"kind": "choice", "choices": [{"text": "A", "right": True}, {"text": "A"}]}
    assert faults([nobody]) == ['lesson[0].expect[0].choices: none of them is "right"']
    assert faults([twice]) == ["lesson[0].expect[0].choices: there must be at least two, all different"]
    assert faults([AnyOf(of=[Epochs()])]) == ["lesson[0].expect[0].of: there must be at least two"]
    inside = [AnyOf(of=[Epochs(), Shows(view="lossy")])]
    assert faults(inside) == [
        'lesson[0].expect[0].of[1].view: no view is called "lossy"; did you mean "loss"?'
    ]


def test_what_is_there_before_anything_is_done_is_no_expectation():
    idle = {"do": {"set": ["optimizer.learning_rate=0.5"]}, "expect": [Within(epochs=9)]}
    found = disappointments(CIRCLE.changed(lesson=[LessonStep(**idle)]))
    assert [str(problem) for problem in found] == [
        "lesson[0].expect: met before anything is done: no more than 9 epochs are trained"
    ]


def test_what_a_step_does_is_checked_before_anybody_presses_it():
    assert faults(do={"set": ["optimiser=adam"]}) == [
        'lesson[0].do.set: optimiser: no such setting; did you mean "optimizer"?'
    ]
    assert faults(do={"set": ["layers[7].units=3"]}) == [
        "lesson[0].do.set: layers[7].units: [7] is past the end of a list of 2"
    ]
    assert faults(do={"set": ["loss=cross-entropy"]}) == [
        "lesson[0].do.set: leads to output.kind: the cross-entropy loss needs Softmax, not Tanh"
    ]
    assert faults([AtLeast(figure="validation_loss")], do={"set": ["split.validation=0.2"]}) == []


def test_a_view_that_is_misspelt_is_a_problem():
    assert faults([Shows(view="lossy")]) == [
        'lesson[0].expect[0].view: no view is called "lossy"; did you mean "loss"?'
    ]
    found = lesson_problems(CIRCLE.changed(lesson=[LessonStep(view="microscop"), LessonStep(view="loss")]))
    assert [str(problem) for problem in found] == [
        'lesson[0].view: no view is called "microscop"; did you mean "microscope"?'
    ]


def test_the_microscope_can_only_look_where_something_is_and_when_it_is_shown():
    def looking(look, view="microscope", before=()):
        steps = [LessonStep(do={"set": before}), LessonStep(look=look, view=view)]
        return [str(problem) for problem in lesson_problems(CIRCLE.changed(lesson=steps))]

    assert looking("1.weight[0,0]") == looking("3.bias[0]") == looking("2.unit[1]") == []
    assert looking("4.weight[0,0]") == ["lesson[1].look: 4.weight[0,0]: there are layers 1 to 3"]
    assert (
        looking("4.weight[0,0]", before=['layers=[{"kind": "dense"}, {"kind": "dense"}, {"kind": "dense"}]'])
        == []
    )
    assert looking("1.weight[0,0]", "loss") == [
        'lesson[1].look: it is not shown unless "view" is "microscope"'
    ]
    assert looking("weight") == [
        'lesson[1].look: "weight" is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]'
    ]


def test_all_that_is_wrong_is_told_at_once():
    wrong = LessonStep(
        do={"set": ["optimiser=adam", "layers[7].units=3", "loss=cross-entropy"]},
        expect=[AtLeast(figure="validation_accuracy"), Becomes(path="optimiser.kind")],
        view="microscop",
    )
    found = lesson_problems(CIRCLE.changed(lesson=[wrong, LessonStep(view="lossy")]))
    assert [problem.path for problem in found] == [
        "lesson[0].do.set",
        "lesson[0].do.set",
        "lesson[0].do.set",
        "lesson[0].expect[0].figure",
        "lesson[0].expect[1].path",
        "lesson[0].view",
        "lesson[1].view",
    ]


def test_a_lesson_does_not_keep_its_experiment_from_running():
    assert playground.train(CIRCLE.changed(lesson=[LessonStep(expect=[Becomes(path="x")])]), epochs=1)
