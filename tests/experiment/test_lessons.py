"""Lessons: what they wait for, and what is wrong with one that waits in vain."""

import pytest
from cases import members

import playground
from playground.cli.lesson_check import lesson_problems
from playground.cli.lesson_play import play_problems
from playground.experiment.expectations.any_of import AnyOf, NotYet
from playground.experiment.expectations.base import LessonState
from playground.experiment.expectations.becoming import Becomes, Changes
from playground.experiment.expectations.figures import About, AtLeast, AtMost, Ends, Epochs, Steps, Within
from playground.experiment.expectations.looking import Examines, Shows
from playground.experiment.expectations.questions import ChoiceQuestion, NumberQuestion
from playground.experiment.expectations.weights import WeightAbout, WeightAtLeast, WeightAtMost
from playground.experiment.figures import Figures
from playground.experiment.lesson_steps import strayed
from playground.experiment.lessons import LessonStep
from playground.experiment.view_names import PHASES
from playground.microscope import trace
from playground.microscope.chain import chain

CIRCLE = playground.load("circle")


def state(ended="", views=(), experiment=CIRCLE, **more):
    """What is seen: figures, and what else there is to see."""
    others = {name: more.pop(name) for name in list(more) if name not in Figures.names()}
    return LessonState(experiment, Figures(**{"epoch": 0, "step": 0, **more}), ended, views, **others)


def test_a_figure_is_waited_for_from_either_side():
    assert AtLeast(figure="test_accuracy", value=0.95).met(state(test_accuracy=0.96))
    assert not AtLeast(figure="test_accuracy", value=0.95).met(state(test_accuracy=0.94))
    assert AtMost(figure="train_loss", value=0.1).met(state(train_loss=0.05))
    assert not AtMost(figure="train_loss", value=0.1).met(state())


def test_epochs_and_batches_are_waited_for():
    assert Epochs(epochs=3).met(state(epoch=3))
    assert not Epochs(epochs=3).met(state(epoch=2))
    assert Steps(steps=1).met(state(step=1))
    assert not Steps(steps=1).met(state())
    assert Within(epochs=3).met(state(epoch=3))
    assert not Within(epochs=3).met(state(epoch=4))


def test_a_step_waits_for_all_that_it_names_and_for_nothing_if_it_names_nothing():
    both = LessonStep(expect=[Epochs(epochs=3), {"kind": "at-most", "figure": "train_loss", "value": 0.1}])
    assert both.met(state(epoch=3, train_loss=0.1))
    assert not both.met(state(epoch=2, train_loss=0.1))
    assert not both.met(state(epoch=3, train_loss=0.2))
    assert LessonStep().met(state())
    assert LessonStep().words() == ""
    assert both.words() == "epoch 3 is reached and the train loss falls to 0.1"


def test_a_setting_is_waited_for():
    wait = Becomes(path="layers[0].units", to=8)
    assert not wait.met(state())
    layers = (CIRCLE.layers[0].changed(units=8), *CIRCLE.layers[1:])
    assert wait.met(state(experiment=CIRCLE.changed(layers=layers)))
    assert not wait.met(state(experiment=CIRCLE.changed(layers=())))
    assert not Becomes(path="optimizer.momentum", to=0.9).met(state())


def test_an_end_and_a_view_are_waited_for():
    assert Ends(because="diverged").met(state("Diverged at step 3"))
    assert not Ends(because="patience").met(state("Diverged at step 3"))
    assert not Ends().met(state())
    assert Shows(view="loss").met(state(views=("boundary", "loss")))
    assert not Shows(view="loss").met(state())


def test_a_figure_is_about_a_number_when_it_is_neither_above_nor_below():
    expect = About(figure="train_loss", value=0.0223, tolerance=0.0001)
    met = [expect.met(state(train_loss=loss)) for loss in (0.0062, 0.02225, 0.0223, 0.02235, 0.0362)]
    assert met == [False, True, True, True, False]


BIGGER = ChoiceQuestion(
    asks="Which?", choices=[{"text": "A", "reply": "No."}, {"text": "B", "right": True, "reply": "Yes."}]
)
HALF = NumberQuestion(asks="How many?", answer=0.5, tolerance=0.01, reply_right="Yes.", reply_wrong="No.")


@pytest.mark.parametrize(("question", "right", "wrong"), [(BIGGER, "B", "A"), (HALF, 0.51, 0.52)], ids=str)
def test_a_question_waits_for_its_right_answer_and_has_a_word_for_each(question, right, wrong):
    assert not question.met(state())
    assert not question.met(state(answers={question.asks: wrong}))
    assert question.met(state(answers={question.asks: right}))
    assert (question.reply(wrong), question.reply(right)) == ("No.", "Yes.")
    assert question.met(question.after_actions(state()))


@pytest.mark.parametrize(
    ("wait", "met"),
    [
        (WeightAtLeast(weight="1.bias[0]", value=0.5), [False, True, True]),
        (WeightAtMost(weight="1.bias[0]", value=0.505), [True, True, False]),
        (WeightAbout(weight="1.bias[0]", value=0.5, tolerance=0.01), [False, True, False]),
    ],
    ids=str,
)
def test_a_weight_is_waited_for_from_either_side(wait, met):
    assert [wait.met(state(numbers={"1.bias[0]": number})) for number in (0.4, 0.505, 0.6)] == met
    assert not wait.met(state())


def test_another_start_is_waited_for():
    assert not Changes().met(state())
    assert not Changes().met(state(began=CIRCLE))
    assert Changes().met(state(began=CIRCLE.started_anew()))
    assert Changes(path="batch_size").met(state(began=CIRCLE.changed(batch_size=1)))


def test_a_phase_of_the_microscope_is_waited_for():
    wait = Examines(look="1.bias[0]", phase="batch")
    there = {"views": ("microscope",), "address": "1.bias[0]", "phase": "batch"}
    assert wait.met(state(**there))
    for other in ({"views": ()}, {"address": "1.bias[1]"}, {"phase": "loss"}):
        assert not wait.met(state(**there | other))
    assert Examines(phase="batch").met(state(**there | {"address": "1.bias[1]"}))
    assert wait.met(wait.after_actions(state()))


def test_a_hint_is_for_who_has_done_something_else():
    shallow = {"when": [NotYet(of=Becomes(path="batch_size", to=1)), Epochs(epochs=5)], "text": "Smaller."}
    short = {"when": [Becomes(path="batch_size", to=1)], "text": "Longer."}
    step = LessonStep(expect=[Epochs(epochs=9)], hints=[shallow, short])
    assert step.hint(state(epoch=4)) == ""
    assert step.hint(state(epoch=5)) == "Smaller."
    assert step.hint(state(epoch=5, experiment=CIRCLE.changed(batch_size=1))) == "Longer."


def test_settings_that_the_lesson_has_otherwise_are_named():
    taught = CIRCLE.changed(lesson=[LessonStep(do={"set": ["batch_size=5"]})])
    assert strayed(taught, 0, taught) == []
    assert strayed(taught, 0, taught.changed(batch_size=5, seed=7)) == []
    assert strayed(taught, 0, taught.changed(batch_size=6)) == ["batch_size"]
    assert strayed(taught, 0, taught.changed(layers=())) == ["layers"]


def test_of_several_things_one_is_enough():
    either = AnyOf(of=[Epochs(epochs=3), {"kind": "ends"}])
    assert not either.met(state(epoch=2))
    assert either.met(state(epoch=3))
    assert either.met(state("Diverged", epoch=1))
    assert either.words() == "epoch 3 is reached or the run ends"
    units = playground.load("lesson-05-hidden-layer").lesson[3].expect[0]
    assert units.words() == "the units of layer 1 are 6 or 7 or 8"


def test_what_is_waited_for_is_said_in_words():
    assert AtLeast(figure="test_accuracy", value=0.95).words() == "the test accuracy reaches 95 %"
    assert AtMost(figure="train_loss", value=0.01).words() == "the train loss falls to 0.01"
    assert AtLeast(figure="train_loss", value=0.01).words() == "the train loss is at least 0.01"
    assert About(figure="train_loss", value=0.0223).words() == "the train loss is about 0.0223"
    assert Steps().words() == "one batch is trained"
    assert Within(epochs=20).words() == "no more than 20 epochs are trained"
    assert Becomes(path="batch_size", to=50).words() == "the batch size is 50"
    assert Becomes(path="batch_size", to=0).words() == "the batch size is all"
    assert Becomes(path="initializer.bias", to=-4.0).words() == "the bias of the initializer is −4"
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
    assert faults([Becomes(path="optimizer.momentum", to=0.9)]) == []  # not this optimizer's, but another's
    assert faults([Becomes(path="split.test", to=0.5)]) == []
    assert faults([Becomes(path="layers[4].activation.kind", to="relu")]) == []
    assert faults([Changes(path="data.sede")]) == [
        'lesson[0].expect[0].path: no setting is called "sede"; did you mean "seed"?'
    ]


def test_a_value_that_a_setting_cannot_have_is_found():
    assert faults([Becomes(path="optimizer.kind", to="adma")]) == [
        'lesson[0].expect[0].to: no part is called "adma"; did you mean "adam"?'
    ]
    assert faults([Becomes(path="layers[0].units", to=0)]) == [
        "lesson[0].expect[0].to: layers[0].units: 0 is below 1"
    ]


def test_a_number_that_the_network_has_not_is_found_wherever_it_stands():
    near = 'weight: 1.wieght[0,0]: 01_dense has no wieght; did you mean "weight"?'
    wait = WeightAtLeast(weight="1.wieght[0,0]")
    assert faults([wait]) == [f"lesson[0].expect[0].{near}"]
    assert faults([AnyOf(of=[Epochs(), wait])]) == [f"lesson[0].expect[0].{near}"]
    step = LessonStep(hints=[{"when": [wait], "text": "Look."}])
    found = lesson_problems(CIRCLE.changed(lesson=[step]))
    assert [str(problem) for problem in found] == [f"lesson[0].hints[0].when[0].{near}"]
    assert faults([Examines(look="9.weight[0,0]")]) == [
        "lesson[0].expect[0].look: 9.weight[0,0]: there are layers 1 to 3"
    ]
    assert faults([Examines(phase="backwards")]) == [
        'lesson[0].expect[0].phase: no phase is called "backwards"; did you mean "backward"?'
    ]


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
    found = play_problems(CIRCLE.changed(lesson=[LessonStep(**idle)]))
    assert [str(problem) for problem in found] == [
        "lesson[0].expect: met before anything is done: no more than 9 epochs are trained"
    ]
    asks = {"do": {"epoch": 1}, "expect": [Within(epochs=9), HALF]}
    found = play_problems(CIRCLE.changed(lesson=[LessonStep(**asks)]))
    assert [problem.text.partition(":")[0] for problem in found] == ["met before anything is done"]
    assert play_problems(CIRCLE.changed(lesson=[LessonStep(expect=[HALF, Shows(view="loss")])])) == []


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
    def looking(look, view="microscope", before=(), phase=""):
        steps = [LessonStep(do={"set": before}), LessonStep(look=look, view=view, phase=phase)]
        return [str(problem) for problem in lesson_problems(CIRCLE.changed(lesson=steps))]

    assert looking("1.weight[0,0]") == looking("3.bias[0]") == looking("2.unit[1]") == []
    assert looking("4.weight[0,0]") == ["lesson[1].look: 4.weight[0,0]: there are layers 1 to 3"]
    assert (
        looking("4.weight[0,0]", before=['layers=[{"kind": "dense"}, {"kind": "dense"}, {"kind": "dense"}]'])
        == []
    )
    assert looking("1.weight[0,0]", "loss") == [
        'lesson[1].look: it is not shown unless "view" is "microscope" or "unit"'
    ]
    assert looking("1.weight[0,0]", phase="batch") == []
    assert looking("2.unit[1]", phase="batch") == [
        "lesson[1].phase: 2.unit[1] has forward, loss, backward, path, but no batch"
    ]
    assert looking("1.weight[0,0]", phase="bach") == [
        'lesson[1].phase: no phase is called "bach"; did you mean "batch"?'
    ]
    assert looking("", phase="batch") == ['lesson[1].phase: it is the phase of a number, which "look" names']
    assert looking("weight") == [
        'lesson[1].look: "weight" is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]'
    ]


def test_a_lesson_may_name_the_phases_that_the_microscope_has():
    pulled = CIRCLE.changed(regularizer="l2", clipping="by-norm")
    found = []
    for experiment in (pulled, pulled.changed(frozen=(0,))):
        found += [stage.name for stage in chain(trace(experiment), "1.weight[0,0]").stages]
    assert set(found) == set(PHASES)


def test_all_that_is_wrong_is_told_at_once():
    wrong = LessonStep(
        do={"set": ["optimiser=adam", "layers[7].units=3", "loss=cross-entropy"]},
        expect=[AtLeast(figure="validation_accuracy"), Becomes(path="optimiser.kind")],
        view="microscop",
    )
    found = lesson_problems(CIRCLE.changed(lesson=[wrong, LessonStep(view="lossy")]))
    assert [problem.path for problem in found] == [
        "lesson[0].view",
        "lesson[0].do.set",
        "lesson[0].do.set",
        "lesson[0].do.set",
        "lesson[0].expect[0].figure",
        "lesson[0].expect[1].path",
        "lesson[1].view",
    ]


def test_a_lesson_does_not_keep_its_experiment_from_running():
    assert playground.train(CIRCLE.changed(lesson=[LessonStep(expect=[Becomes(path="x")])]), epochs=1)
