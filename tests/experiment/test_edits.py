"""Edits: a setting replaced by its path, and what a run keeps of it."""

import typing
from typing import Literal

import pytest
from cases import members, variants
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from playground.data.features import X1, X2, FurtherInput, SinX1
from playground.data.painting.painted import Painted
from playground.data.plane.base import XOR, Circle, Gauss, Plane
from playground.data.plane.listed import Listed
from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.engine.activations.rectified import ReLU
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.sgd import Momentum
from playground.engine.regularizers.penalties import L1
from playground.experiment.edits import (
    all_assigned,
    assigned,
    differences,
    edited,
    keeps_weights,
    steps,
    thawed,
)
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data
from playground.experiment.problems import problems
from playground.parts.errors import path
from playground.parts.part import Part, families, family
from playground.parts.setting import setting, settings

START = Experiment()
NAMES = st.from_regex(r"[A-Za-z_]\w{0,8}", fullmatch=True)


@given(first=NAMES, rest=st.lists(st.one_of(NAMES, st.integers(0, 10**20)), max_size=5))
def test_a_path_is_read_as_it_is_written(first, rest):
    assert steps(path((first, *rest))) == (first, *rest)


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "[0", "a[b]", "a..b", "a.", ".a", "a b", "a[-1]", "a[01]", "a-b", "1", "a.1", "ä.é!"],
)
def test_what_is_no_path_is_refused(text):
    with pytest.raises(ValueError, match="is not a path such as"):
        steps(text)


@given(text=st.text(st.sampled_from("ab_.[]01-= "), max_size=12))
def test_any_text_is_a_path_or_refused(text):
    try:
        found = steps(text)
    except ValueError:
        found = None
    assert found is None or path(found) == text


@pytest.mark.parametrize(
    ("where", "value", "expected"),
    [
        (("seed",), 7, {"seed": 7}),
        (("split", "test"), 0.1, {"split": Split(test=0.1)}),
        (("layers", 1, "units"), 9, {"layers": (Dense(units=4), Dense(units=9))}),
        (
            ("layers", 0, "activation"),
            "relu",
            {"layers": (Dense(units=4, activation=ReLU()), Dense(units=2))},
        ),
        (("layers", 1), {"kind": "dense", "units": 1}, {"layers": (Dense(units=4), Dense(units=1))}),
        (("layers",), [], {"layers": ()}),
        (("layers",), ["dense"], {"layers": (Dense(),)}),
        (("data",), Circle(noise=0.1), {"data": Circle(noise=0.1)}),
    ],
)
def test_one_setting_is_replaced_and_all_others_stay(where, value, expected):
    assert edited(START, where, value) == Experiment(**expected)


def test_another_kind_keeps_the_settings_that_both_have():
    noisy = edited(START, ("data",), Circle(seed=5, noise=0.2, samples=100))
    expected = Gauss(seed=5, noise=0.2, samples=100)
    assert edited(noisy, ("data", "kind"), "gauss").data == expected
    assert edited(noisy, ("data",), "gauss").data == expected
    assert edited(START, ("optimizer",), "adam").optimizer == Adam(learning_rate=0.03)


@pytest.mark.parametrize(
    ("where", "value", "line"),
    [
        (("optimizer", "kind"), "adma", 'no optimizer is called "adma"'),
        (("optimizer", "kind"), 5, "no optimizer is called 5"),
        (("split", "kind"), "x", "split"),
        (("sede",), 1, "sede"),
        (("nothing", "here"), 1, "nothing"),
        (("layers", 0, "units"), 0, "greater than or equal to 1"),
        (("layers", 0), "conv", 'no layer is called "conv"'),
    ],
)
def test_what_cannot_be_is_refused_by_validation(where, value, line):
    with pytest.raises(ValidationError, match=line):
        edited(START, where, value)


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("layers", 2, "units"), r"\[2\] is past the end of a list of 2"),
        (("layers", "units"), '"units" is not inside a value'),
        (("seed", "kind"), '"kind" is not inside a value'),
        (("split", 0), '"0" is not inside a value'),
    ],
)
def test_a_path_that_leads_nowhere_is_an_error(where, line):
    with pytest.raises(LookupError, match=line):
        edited(START, where, 1)


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("seed=7", Experiment(seed=7)),
        (" seed =7", Experiment(seed=7)),
        ("title=a=b", Experiment(title="a=b")),
        ('title="7"', Experiment(title="7")),
        ("shuffle=false", Experiment(shuffle=False)),
        ("precision=float64", Experiment(precision="float64")),
        ("optimizer=momentum", Experiment(optimizer=Momentum(learning_rate=0.03))),
        ("layers[0].activation.kind=relu", edited(START, ("layers", 0, "activation"), ReLU())),
        ('data={"kind": "xor", "noise": 0.1}', Experiment(data=XOR(noise=0.1))),
        ('features=["x2"]', Experiment(features=("x2",))),
    ],
)
def test_an_assignment_reads_json_or_a_plain_word(assignment, expected):
    assert assigned(START, assignment) == expected


@pytest.mark.parametrize(
    ("assignment", "line"),
    [
        ("seed", '"seed" is not PATH=VALUE, such as layers[0].units=16'),
        ("=5", '"" is not a path such as layers[0].units'),
        ("layers[9].units=5", "layers[9].units: [9] is past the end of a list of 2"),
        ("layers[0].units=5000", "layers[0].units: 5000 is above 1024"),
        ("layers[0].unit=5", 'layers[0].unit: no such setting; did you mean "units"?'),
        ("optimizer=sdg", 'optimizer.kind: no optimizer is called "sdg"; did you mean "sgd"?'),
        ("optimizer.momentum=0.5", "optimizer.momentum: no such setting; choose from learning_rate"),
        ("seed=NaN", "seed: NaN is not a number in JSON"),
        ("split.test=Infinity", "split.test: Infinity is not a number in JSON"),
        ("seed.kind=5", 'seed.kind: "kind" is not inside a value'),
        ("title=\udc80", r'title: "\udc80" is not a text'),
    ],
)
def test_an_assignment_that_cannot_be_is_refused_in_one_line(assignment, line):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        assigned(START, assignment)
    assert str(caught.value) == line


@pytest.mark.parametrize(
    "assignments",
    [
        ["optimizer.learning_rate=0.5", "optimizer=momentum"],  # which keeps the rate
        ["optimizer=adam", "optimizer.learning_rate=0.5"],
        ["layers=[]", "output.kind=sigmoid"],
        ["layers[0].units=3", "layers[1].units=3"],
    ],
)
def test_assignments_that_undo_nothing_are_carried_out(assignments):
    experiment, lines = all_assigned(Experiment(), assignments)
    assert lines == []
    one_by_one = Experiment()
    for each in assignments:
        one_by_one = assigned(one_by_one, each)
    assert experiment == one_by_one


def test_one_assignment_with_two_faults_names_both():
    with pytest.raises(ValueError, match=r"^split.validation: 2 is above 0.5; split.test: 3 is above 0.9$"):
        assigned(START, 'split={"validation": 2, "test": 3}')


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (START, []),
        (START.changed(seed=2), [("seed", False)]),
        (START.changed(batch_size=2, shuffle=False), [("batch_size", True), ("shuffle", True)]),
        (edited(START, ("layers", 1, "units"), 3), [("layers[1].units", False)]),
        (edited(START, ("layers", 0, "activation"), "relu"), [("layers[0].activation", False)]),
        (edited(START, ("layers",), []), [("layers", False)]),
        (edited(START, ("optimizer", "learning_rate"), 1), [("optimizer.learning_rate", True)]),
        (edited(START, ("optimizer",), "adam"), [("optimizer", True)]),
        (edited(START, ("data", "noise"), 0.1), [("data.noise", True)]),
        (edited(START, ("data", "samples"), 100), [("data.samples", False)]),
    ],
)
def test_differences_are_named_with_what_they_cost(new, expected):
    assert list(differences(START, new)) == expected
    assert keeps_weights(START, new) == all(live for _, live in expected)


def another(field):
    """A value that a setting may have instead of its default."""
    match field.default:
        case Part() as part:
            members = family(families()[part.family_name]).values()
            return next(member() for member in members if member is not type(part))
        case bool(on):
            return not on
        case int(number):
            return number + 1
        case ():
            of = typing.get_args(field.type)[0]
            if typing.get_origin(of) is typing.Literal:
                return typing.get_args(of)[:1]
            if typing.get_origin(of) is typing.Annotated:
                return (3,)
            return tuple(family(of))[:1] if issubclass(of, Part) else (of(),)
        case tuple(items):
            return items[:1]
        case Split():
            return Split(test=0.1)
        case str(word):
            return next((choice for choice in field.choices if choice != word), "Other")


@pytest.mark.parametrize("field", settings(Experiment), ids=lambda field: field.name)
def test_a_setting_of_the_experiment_keeps_the_weights_if_it_says_so(field):
    new = START.changed(**{field.name: another(field)})
    assert new != START
    assert keeps_weights(START, new) == field.live


@pytest.mark.parametrize("member", members(), ids=lambda member: member.__name__)
def test_the_differences_of_two_parts_are_the_settings_that_differ(member):
    default, *others = variants(member)
    for other in others:
        expected = [name for name, value in default if value != getattr(other, name)]
        assert [where for where, _ in differences(default, other)] == expected


def test_what_is_live_outside_is_live_inside(gone_afterwards):
    class Lasso(L1):
        """L1 with a loop."""

        kind: Literal["lasso"] = "lasso"
        loop: int = setting(1, "How wide the loop is.", ge=1, le=9)

    old, new = (START.changed(regularizer=Lasso(loop=loop)) for loop in (1, 2))
    assert list(differences(old, new)) == [("regularizer.loop", True)]
    assert list(differences(old, START.changed(regularizer=L1()))) == [("regularizer", True)]


def test_painting_on_data_keeps_the_weights_and_taking_it_back_does_too():
    circle = Experiment()
    painted = circle.changed(data=Painted.over(circle.data))
    assert keeps_weights(circle, painted)
    assert keeps_weights(painted, circle)
    assert keeps_weights(painted, painted.changed(data=Painted.of(painted.data.rows[:50], 2)))


def test_painted_data_with_other_outputs_start_afresh():
    circle, rows = Experiment(), Painted().rows
    assert not keeps_weights(circle, circle.changed(data=Painted.of(rows, 3)))
    assert not keeps_weights(circle, circle.changed(data=Painted.of(rows, 0)))
    assert not keeps_weights(circle, circle.changed(data=XOR()))


def test_with_other_data_inputs_as_they_stand_stay_so_and_of_others_those_that_can_be():
    line = Listed(inputs=((-1.0,), (2.0,)), targets=((0.0,), (1.0,)))
    third = FurtherInput(number=3)
    for old, features, new, found in (
        (Circle(), (X1(), X2()), line, (X1(),)),
        (line, (X1(),), Circle(), (X1(), X2())),
        (Circle(), (X1(),), XOR(), (X1(),)),
        (Circle(), (X2(), SinX1(), third), XOR(), (X2(), SinX1())),
        (Circle(), (third,), XOR(), (X1(), X2())),
    ):
        experiment = Experiment(data=old, features=features)
        assert with_other_data(experiment, new).features == found


def test_with_other_data_the_end_changes_only_where_it_must():
    circle = Experiment()
    assert with_other_data(circle, Plane()) == circle.changed(data=Plane())
    entropy = circle.changed(output="sigmoid", loss="cross-entropy")
    values = with_other_data(entropy, Plane())
    assert problems(values) == []
    assert values.resolved_output.kind == "identity"
    empty = TableSet()
    assert with_other_data(entropy, empty) == entropy.changed(data=empty)


@pytest.mark.parametrize(
    ("assignment", "line"),
    [
        ('optimizer={"kind": "sgd", "kind": "adam"}', 'optimizer: "kind" appears twice in one object'),
        ('split={"test": 0.1, "test": 0.2}', 'split: "test" appears twice in one object'),
        ("seed=" + "9" * 400, "seed: 99999999999999999999... is a number of 400 digits"),
        ("learning_rate=NaN", "learning_rate: NaN is not a number in JSON"),
        ("x" * 100_000, f'"{"x" * 56}... is not PATH=VALUE, such as layers[0].units=16'),
        ("a b" * 100_000 + "=1", f'"{"a b" * 18}a ... is not a path such as layers[0].units'),
        ("x" * 100_000 + "=1", f'"{"x" * 56}... is not a path such as layers[0].units'),
        ("x" * 100 + "=1", f"{'x' * 100}: no such setting"),
        ("seed=" + "x" * 100_000, f'seed: "{"x" * 56}... is not a whole number'),
        ("seed=null", "seed: null is not a whole number"),
        ('layers=[{"kind": null}]', "layers[0].kind: null is not a name; choose from dense"),
    ],
)
def test_what_is_set_is_read_as_strictly_as_a_file_and_told_briefly(assignment, line):
    with pytest.raises(ValueError, match=r"^.{1,400}$") as caught:
        assigned(START, assignment)
    assert str(caught.value).startswith(line)


@pytest.mark.parametrize("kind", family(Layer))
def test_what_is_frozen_thaws_where_another_layer_makes_other_places_and_where_it_does_not_fit(kind):
    frozen = Experiment(frozen=(1, 4), layers=({"kind": "dense", "units": 3},))
    with_more = thawed(frozen, frozen.changed(layers=({"kind": kind}, {"kind": "dense", "units": 3})))
    assert with_more.frozen == ()
    assert thawed(frozen, frozen.changed(batch_size=7)).frozen == (1, 4)
    if problems(with_more):
        assert thawed(with_more, with_more.changed(frozen=(2,))).frozen == (2,)
