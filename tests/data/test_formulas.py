"""Formulas: what the grammar takes and refuses, what is computed, and what has no value."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.coordinates import Coordinates
from playground.data.expression_parser import DEEPEST, LONGEST, BadExpression, read
from playground.data.features import FormulaFeature, FurtherInput, features_of
from playground.data.formula import FUNCTIONS, INPUTS, OPERATORS, Expression, FormulaNode
from playground.data.plane.formula_sets import FormulaClasses, FormulaValues
from playground.data.samples import Points
from playground.data.targets.values import Values
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.library import train
from playground.training.training import Training
from playground.worker.requests.maps import OutputMap
from playground.worker.requests.outputs import BentGrid, PointOutputs
from tests.looking import look

LEAVES = st.one_of(
    st.floats(0.0, 1e12).map(lambda number: FormulaNode("", number=number)),
    st.integers(1, INPUTS).map(lambda number: FormulaNode(f"x{number}")),
)


def grown(children):
    """Nodes of one more level."""
    calls = [
        st.builds(FormulaNode, st.just(name), st.tuples(*[children] * arity))
        for name, (_, arity) in FUNCTIONS.items()
    ]
    signs = st.builds(FormulaNode, st.sampled_from(list(OPERATORS)), st.tuples(children, children))
    return st.one_of(*calls, signs, st.builds(FormulaNode, st.just("-"), st.tuples(children)))


TREES = st.recursive(LEAVES, grown, max_leaves=6)


def lines(experiment):
    return [str(problem) for problem in problems(experiment)]


@given(TREES)
def test_a_formula_written_out_is_read_as_itself(tree):
    text = str(Expression(tree))
    if len(text) <= LONGEST:
        assert read(text).root == tree


@given(st.one_of(st.text(max_size=250), st.text("x12+-*/^()<>,. sincoe", max_size=250)))
def test_any_text_is_a_formula_or_refused_with_its_column(text):
    try:
        refusal = None
        read(text)
    except BadExpression as error:
        refusal = error
    if refusal is None:
        assert read(text).value(*[np.zeros((3, 2))] * INPUTS).shape == (3, 2)
    else:
        assert 1 <= refusal.column <= len(text) + 1
        assert str(refusal).startswith(f"column {refusal.column}: ")
        assert "\n" not in str(refusal)


@given(TREES, st.lists(st.floats(-10.0, 10.0), min_size=INPUTS, max_size=INPUTS))
def test_where_there_is_no_finite_value_that_is_said_and_nowhere_else(tree, point):
    formula, inputs = Expression(tree), [np.array([x]) for x in point]
    assert bool(formula.trouble(*inputs)) != bool(np.isfinite(formula.value(*inputs)).all())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2*3 - 4/8", 6.5),
        ("2 - 3 - 4", -5.0),
        ("24 / 4 / 2", 3.0),
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("2^3^2", 512.0),
        ("2**-1", 0.5),
        ("-+-3", 3.0),
        (".5e1 + 5.", 10.0),
        ("\t007 +\n1e-0", 8.0),
        ("x1*x2 + x*y", 24.0),
        ("x₁ · x₂ − 6 ÷ x₁", 10.0),
        ("sin(pi/2) + log(e)", 2.0),
        ("hypot(x1, x2 + 0)", 5.0),
        ("min(x1, 4) * max(x1, 4)", 12.0),
        ("atan2(1, 1)", math.pi / 4),
        ("abs(-x1) + sign(-x1) + floor(-0.5)", 1.0),
        ("sqrt(9) + exp(0) + cos(0) + tan(0) + tanh(0)", 5.0),
        ("x1 > x2", 0.0),
        ("x1 < x2", 1.0),
        ("(x1 >= 3) + (x2 <= 4)", 2.0),
        ("x3 - x32", 0.0),
    ],
)
def test_a_formula_has_the_value_that_it_has_on_paper(text, expected):
    inputs = [np.array(3.0), np.array(4.0)] + [np.array(1.0)] * (INPUTS - 2)
    assert read(text).value(*inputs) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "column 1: a number, a variable or a function is expected, and the text ends"),
        ("x1 + ", "column 6: a number, a variable or a function is expected, and the text ends"),
        ("x1 * / 2", 'column 6: a number, a variable or a function is expected, not "/"'),
        ("x1 + sn(x2)", 'column 6: no function is called "sn"; did you mean "sin"?'),
        ("2*pie", 'column 3: nothing is called "pie"; did you mean "pi"?'),
        ("__import__('os')", 'column 12: "\'" has no meaning in a formula'),
        ("x1.real", 'column 3: "." has no meaning in a formula'),
        ("2x1", 'column 2: an operator, such as *, is missing before "x1"'),
        ("sin x1", "column 1: sin is a function: write sin(...), with parentheses"),
        ("1,5", 'column 2: commas only separate arguments; the decimal point is "."'),
        ("(x1", 'column 4: the "(" of column 1 is not closed'),
        ("x1)", 'column 3: this ")" has no matching "("'),
        ("min(x1)", "column 1: min takes 2 arguments, not 1"),
        ("sin(x1, x2)", "column 1: sin takes 1 argument, not 2"),
        ("0 < x1 < 1", "column 8: only one comparison is allowed here; put the other in parentheses"),
        ("1e999", "column 1: the number is too large"),
        ("x1 \n+ ;", 'column 7: ";" has no meaning in a formula'),
        ("(" * 60, f"column {DEEPEST + 1}: more than {DEEPEST} levels of nesting"),
        ("(0 < x1 < 1)", "column 9: only one comparison is allowed here; put the other in parentheses"),
        ("(x1 x2)", 'column 5: an operator, such as *, is missing before "x2"'),
        ("(x1, x2)", 'column 4: commas only separate arguments; the decimal point is "."'),
        ("x1" + " " * LONGEST, f"column {LONGEST + 1}: a formula has at most {LONGEST} characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_column_and_reason(text, line):
    with pytest.raises(BadExpression) as caught:
        read(text)
    assert str(caught.value) == line


PYTHON_ONLY = """
x1 >> 2 | 7 // 2 | await x1 | sin(*x1) | sin(x1,) | (x1,) | () | 2(x1) | x1(2) | (x1)(x2) | 1_000 | 0x10 | 2j
not x1 | x1 and x2 | x1 if x2 else x3 | x1 is x2 | x1 in x2 | lambda | x1 != x2 | x1 @ x2 | ~x1
[x1] | True | None | 'x1' | x1 # x2 | x1; x2 | min(x1, x2=3) | x1:=2
"""


@pytest.mark.parametrize("text", [text.strip() for text in re.split(r"[|\n]", PYTHON_ONLY.strip())])
def test_what_only_python_reads_is_refused(text):
    with pytest.raises(BadExpression):
        read(text)


@pytest.mark.parametrize("level", ["(", "-", "2^", "sin(", "-("])
def test_formulas_may_be_nested_so_deep_and_no_deeper(level):
    def nested(levels):
        text = level * (levels // (2 if level == "-(" else 1))
        return text + "1" + ")" * text.count("(")

    read(nested(DEEPEST - 1))
    with pytest.raises(BadExpression, match=f"more than {DEEPEST} levels of nesting"):
        read(nested(DEEPEST + 1))


def test_a_sum_as_long_as_a_formula_may_be_is_not_too_deep():
    assert read("+".join(["1"] * (LONGEST // 2))).value(np.zeros(1)) == LONGEST // 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("log(x1)", "column 1: log(-2) has no finite value, where x1 = -2"),
        ("2 / (x1 + 2)", "column 3: 2 / 0 has no finite value, where x1 = -2"),
        ("x2*sqrt(x1)", "column 4: sqrt(-2) has no finite value, where x2 = 0.5 and x1 = -2"),
        ("x1^x2", "column 3: -2 ^ 0.5 has no finite value, where x1 = -2 and x2 = 0.5"),
        ("log(x1) > 0", "column 1: log(-2) has no finite value, where x1 = -2"),
        ("1/0", "column 2: 1 / 0 has no finite value"),
        ("exp(x1)", ""),
    ],
)
def test_where_a_formula_has_no_value_is_said_in_one_sentence(text, line):
    assert read(text).trouble(np.array([1.0, -2.0]), np.array([0.5, 0.5])) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("9" * 150, "column 1: 1e+150 goes beyond 1\u2009000\u2009000"),
        ("1e30*x1", "column 5: 1e+30 * 1 goes beyond 1\u2009000\u2009000, where x1 = 1"),
        ("-(1e7 + x1)", "column 1: -(1e+07) goes beyond 1\u2009000\u2009000, where x1 = 1"),
        ("exp(exp(3*x1))", "column 1: exp(20.09) goes beyond 1\u2009000\u2009000, where x1 = 1"),
        ("1e30*x1 - 1/(x1 + 2)", "column 12: 1 / 0 has no finite value, where x1 = -2"),
        ("1e6*x1/2", ""),
    ],
)
def test_where_a_value_is_too_large_to_be_learned_from_is_said_in_one_sentence(text, line):
    assert read(text).trouble(np.array([1.0, -2.0]), most=1e6) == line


@pytest.mark.parametrize("text", ["1e30*x1", "exp(exp(x1))", "9" * 150])
def test_too_large_values_are_refused_where_they_are_typed_and_a_line_may_be_steep(text):
    for where, settings in {
        "data.formula": {"data": {"kind": "formula-values", "formula": text}},
        "features[0].text": {"features": [{"kind": "formula", "text": text}]},
    }.items():
        (problem,) = problems(Experiment(**settings))
        assert problem.path == where
        assert "goes beyond 1\u2009000\u2009000" in problem.text
    assert problems(Experiment(data={"kind": "formula-classes", "formula": text})) == []


def test_a_feature_that_leaves_single_precision_beyond_the_samples_is_still_mapped():
    painted = {"kind": "painted", "marks": "-2 -2 0, 2 2 1, 1 1 0, 0 0 1"}
    experiment = Experiment(data=painted, features=[{"kind": "formula", "text": "exp(exp(x1))"}])
    assert problems(experiment) == []
    asked = OutputMap(12), PointOutputs(((6.0, 6.0),)), BentGrid(0, 0, 1)
    frame = look(Training(experiment), *asked)
    assert frame.answer(OutputMap(12)).shape == (12, 12, 1)


def test_a_feature_by_formula_is_told_like_any_other():
    experiment = Experiment(features=("x1", {"kind": "formula", "text": "x1*x2 > 0"}))
    part = experiment.samples["train"]
    assert problems(experiment) == []
    assert np.array_equal(part.inputs[:, 1], part.points.xy.prod(axis=1) > 0)
    assert np.array_equal(experiment.inputs_at(part.points.xy), part.inputs)
    assert [feature.name for feature in experiment.features] == ["x₁", "x1*x2 > 0"]


def test_a_formula_makes_xor_a_matter_of_one_unit():
    run = train(Experiment(data="xor", features=[{"kind": "formula", "text": "x1*x2"}], layers=()), 30)
    assert run.figures.test_accuracy == 1.0


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["x1*x2", "x2*x1"], []),
        (["x1*x2", "(x1 * x2)"], ['features[1].text: "(x1 * x2)" already exists']),
        (["x^2", "x1**2"], ['features[1].text: "x1**2" already exists']),
        (["x3"], ["features[0].text: there is no x3: the data have 2 inputs"]),
        (["sqrt(x1 - 9)"], None),
    ],
)
def test_formulas_may_be_many_but_not_the_same_and_need_values(texts, found):
    experiment = Experiment(features=tuple(FormulaFeature(text=text) for text in texts))
    if found is None:
        (line,) = lines(experiment)
        assert line.startswith("features[0].text: column 1: sqrt(-")
    else:
        assert lines(experiment) == found


def test_where_the_plane_has_no_value_the_feature_has_none_and_nobody_is_warned():
    experiment = Experiment(features=({"kind": "formula", "text": "log(x1)"},))
    assert np.isnan(experiment.inputs_at([(-1, 0)])).all()


def test_further_inputs_follow_those_of_the_plane_and_maps_hold_them_at_their_means():
    inputs = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    features = (FurtherInput(number=4), FormulaFeature(text="x1 + x3"), FurtherInput(number=5))
    assert features_of(features, inputs).tolist() == [[4.0, 4.0, 0.0], [8.0, 12.0, 0.0]]
    plane = Coordinates.of(inputs)
    points = Points(inputs, np.zeros(2), Values(), plane=plane)
    assert points.xy.tolist() == inputs[:, :2].tolist()
    assert points[1:].inputs.tolist() == [[5.0, 6.0, 7.0, 8.0]]
    assert plane.inputs([(9.0, -9.0)]).tolist() == [[9.0, -9.0, 5.0, 6.0]]
    assert FurtherInput(number=5).trouble(inputs) == "there is no x5: the data have 4 inputs"
    assert [feature.name for feature in FurtherInput.offered(4)] == ["x₃", "x₄"]


def test_further_inputs_need_data_that_have_them():
    experiment = Experiment(features=("x1", "further-input"))
    assert lines(experiment) == ["features[1].number: there is no x3: the data have 2 inputs"]
    assert experiment.plane.held == ()
    assert experiment.input_names == ("x₁", "x₂")
    assert experiment.targets.classes == ("1", "2")


@pytest.mark.parametrize("text", ["x^2/5 - 2", "0", "x2 > x1^2/5 - 2", "hypot(x1, x2) < 3"])
def test_calm_points_lie_on_the_side_that_the_formula_says(text):
    experiment = Experiment(data=FormulaClasses(formula=text))
    x1, x2 = experiment.points.xy.T
    expected = {
        "x^2/5 - 2": x2 > x1**2 / 5 - 2,
        "0": x2 > 0,
        "x2 > x1^2/5 - 2": x2 > x1**2 / 5 - 2,
        "hypot(x1, x2) < 3": np.hypot(x1, x2) < 3,
    }[text]
    assert np.array_equal(experiment.points.truth, expected)
    assert problems(experiment) == []
    assert len(experiment.targets.classes) == 2


def test_values_follow_their_formula_and_noise_scatters_them():
    calm, noisy = (FormulaValues(formula="x1*x2/25", noise=noise).points() for noise in (0.0, 0.5))
    assert np.allclose(calm.truth, calm.xy.prod(axis=1) / 25)
    assert 0.3 < np.abs(noisy.truth - calm.truth).max() <= 0.5
    assert calm.targets.names == ("x1*x2/25",)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (FormulaClasses(formula="log(x)"), "data.formula: column 1: log(-"),
        (FormulaValues(formula="1/(x1 - x1)"), "data.formula: column 2: "),
    ],
)
def test_data_without_a_value_are_a_problem_and_not_a_warning(data, line):
    (found,) = lines(Experiment(data=data, output="auto"))
    assert found.startswith(line)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"kind": "formula-classes", "formula": "sn(x)"}, 'column 1: no function is called "sn"'),
        ({"kind": "formula-classes", "formula": "x1*x2"}, "a line is a formula in x alone; compare"),
        ({"kind": "formula-classes", "formula": "x3 > 0"}, "there is no x3: the plane has x1 and x2"),
        ({"kind": "formula-values", "formula": "x3"}, "there is no x3: the plane has x1 and x2"),
    ],
)
def test_data_by_a_formula_that_cannot_be_read_are_refused(data, line):
    with pytest.raises(ValueError, match=line.replace("(", r"\(").replace("*", r"\*")):
        Experiment(data=data)


def test_a_formula_that_another_kind_refuses_does_not_stop_a_change_of_kind():
    assert FormulaValues(formula="x1*x2", noise=0.25).become("formula-classes") == FormulaClasses(noise=0.25)
