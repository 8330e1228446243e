"""The chain of one number: every line closes, and the lines lead from the sample to the new weight."""

import re

import numpy as np
import pytest
from cases import every, fitted, suited
from drawn import experiments
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.plane.base import Blobs, Circle
from playground.data.samples import Split
from playground.engine.activations.base import Activation
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.normalization import BatchNorm, LayerNorm
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.engine.regularizers.penalties import L1, L2, Elastic
from playground.engine.symbolic.expressions import Symbol, Term
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.microscope import Rows, chain, trace
from playground.microscope.addresses import node, parameters
from playground.microscope.chain import parts
from playground.parts.part import family
from playground.training.training import Training

SMALL = Experiment(
    data=Circle(samples=20),
    split=Split(test=0.0),
    layers=(Dense(units=3), Dense(units=2)),
    precision="float64",
)


def stages(found):
    return [stage.name for stage in found.stages]


def line(found, stage, index=-1):
    return next(each for each in found.stages if each.name == stage).lines[index]


@settings(max_examples=60)
@given(experiment=experiments(), steps=st.integers(0, 5), data=st.data())
def test_every_line_of_every_chain_closes(experiment, steps, data):
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    known = parameters(found)
    units = [f"{i + 1}.unit[0]" for i in range(len(found.layers))]
    where = data.draw(st.sampled_from([*map(str, known), *units]))
    row = data.draw(st.sampled_from([None, 0, len(found.rows) - 1]))
    lines = chain(found, where, row).lines
    exact = experiment.precision == "float64"
    for each in lines:
        scale = max(1.0, *(abs(term.number) for term in leaves(each.right)))
        np.testing.assert_allclose(
            each.left.number,
            each.right.number,
            rtol=1e-8 if exact else 1e-3,
            atol=(1e-11 if exact else 3e-6) * scale,
            err_msg=f"{where}: {each.note}",
        )
        assert each.note.endswith(".")


@every(Layer)
@pytest.mark.parametrize("where", ["1.weight[0,1]", "{own}.unit[{place}]", "{last}.bias[0]", "1.unit[2]"])
@pytest.mark.usefixtures("made_up")
def test_a_way_through_any_layer_closes(part, where):
    layers = (*fitted(part), Dense(units=3))
    place = ",".join(["0"] * (len(part.output(suited(part))) - 1) + ["1"])
    where = where.format(own=layers.index(part) + 1, last=len(layers), place=place)
    training = Training(SMALL.changed(layers=layers, optimizer="adam"))
    training.advance(2)
    arrays = training.network.arrays()
    for name in ("scale", "shift"):
        if f"02_{part.kind}/{name}" in arrays:
            arrays[f"02_{part.kind}/{name}"][...] += [0.3, -0.2, 0.1]
    found = trace(training.experiment, training.snapshot())
    for row in range(3):
        for each in chain(found, where, row).lines:
            np.testing.assert_allclose(each.left.number, each.right.number, rtol=1e-10, atol=1e-13)


@pytest.mark.slow
@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_every_parameter_of_any_layer_has_a_chain_that_closes(part):
    layers = (*fitted(part), Dense(units=2))
    found = trace(SMALL.changed(layers=layers, optimizer="momentum", regularizer=L2(rate=0.1)))
    wheres = parameters(found)
    own = [where for where in wheres if where.layer == layers.index(part) + 1]
    others = [where for where in wheres if where.layer != layers.index(part) + 1]
    # Of many, some: the way through the layer is the same for the numbers beside them.
    for where in (*own[:: max(1, len(own) // 24)], *others[:: max(1, len(others) // 24)]):
        for each in chain(found, str(where)).lines:
            np.testing.assert_allclose(each.left.number, each.right.number, rtol=1e-10, atol=1e-13)


def test_what_is_frozen_is_named_and_stays():
    found = trace(SMALL.changed(frozen=(0, 3), clipping="by-norm", regularizer=L2(rate=0.1)))
    held = parameters(found)[3]
    shown = chain(found, str(held))
    assert stages(shown)[-3:] == ["regularizer", "frozen", "update"]
    assert line(shown, "frozen").note == "Frozen: the step leaves it as it is."
    assert line(shown, "update").left.number == 0.0
    free = chain(found, str(parameters(found)[1]))
    assert "frozen" not in stages(free)
    assert "without frozen parameters" in line(free, "clipping").note


def notes(experiment, where, stage, **how):
    return [each.note for each in part_of(chain(trace(experiment, **how), where), stage)]


def part_of(found, stage):
    return next(each.lines for each in found.stages if each.name == stage)


def test_a_note_speaks_of_a_bias_only_where_there_is_one():
    plain = SMALL.changed(layers=(Dense(units=3, bias=False), Dense(units=1), Dense(units=2)))
    said = notes(plain, "1.weight[0,0]", "forward")
    assert said[0] == "Each input times its weight."
    assert said[2].startswith("Each input times its weight, and the bias.")
    assert said[4] == "The input times its weight, and the bias."


@every(Optimizer)
def test_an_optimizers_notes_speak_of_the_parameter_at_hand(part):
    experiment = SMALL.changed(layers=(Dense(units=3), BatchNorm()), optimizer=part, batch_size=0)
    for where, name in (("1.weight[0,0]", "weight"), ("1.bias[0]", "bias"), ("2.scale[0]", "scale")):
        said = " ".join(notes(experiment, where, "optimizer"))
        assert not {"weight", "bias", "scale", "shift", "{}"} - {name} & {*re.findall(r"\w+|{}", said)}
        assert name in said or part.kind in ("nesterov", "nadam", "l-bfgs")


@pytest.mark.parametrize("steps", [0, 1, 6, 15])
@pytest.mark.parametrize("clipping", ["none", "by-value"])
def test_l_bfgs_shows_its_direction_and_how_far_it_goes(steps, clipping):
    training = Training(SMALL.changed(optimizer="l-bfgs", batch_size=0, clipping=clipping))
    training.advance(steps)
    found = trace(training.experiment, training.snapshot())
    strides = set()
    for where in parameters(found):
        lines = part_of(chain(found, str(where)), "optimizer")
        assert [each.left.letter for each in lines[:-1]] == (["q", "d"] if steps else ["d"])
        direction, new = lines[-2:]
        assert [each.letter for each in leaves(new.right)] == [new.left.letter, "step", "d"]
        _, stride, d = leaves(new.right)
        assert d.number == direction.left.number
        np.testing.assert_allclose(direction.right.number, d.number, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(new.right.number, new.left.number, rtol=1e-9, atol=1e-12)
        strides.add(float(stride.number))
    assert len(strides) == 1


def test_where_a_dropout_changes_the_gradient_of_a_search_that_is_said():
    layers = (Dense(units=6), Dropout(rate=0.5), Dense(units=2))
    training = Training(SMALL.changed(layers=layers, optimizer="l-bfgs", batch_size=0))
    training.advance(3)
    (only,) = part_of(chain(trace(training.experiment, training.snapshot()), "1.bias[0]"), "optimizer")
    assert "the gradient was a different one" in only.note


@pytest.mark.parametrize("kind", ["by-value", "by-norm"])
def test_a_clippings_note_says_what_its_line_contains(kind):
    for limit in (1e-4, 100.0):
        clipping = family(Clipping)[kind](limit=limit)
        found = chain(trace(SMALL.changed(clipping=clipping)), "1.weight[0,0]")
        (clipped,) = part_of(found, "clipping")
        assert ("‖g‖" in clipped.note) == any(each.letter == "‖g‖" for each in leaves(clipped.right))
        assert ("stays" in clipped.note) == (limit > 1.0)


def test_one_sample_in_a_batch_normalization_is_said_to_have_no_variance():
    layers = (Dense(units=3), BatchNorm(), Dense(units=2))
    found = chain(trace(SMALL.changed(layers=layers), chosen=Rows((3,))), "1.weight[0,0]")
    assert "has no variance" in " ".join(each.note for each in part_of(found, "forward"))
    assert "No gradient flows back: a single sample" in " ".join(
        each.note for each in part_of(found, "backward")
    )
    whole = chain(trace(SMALL.changed(layers=layers)), "1.weight[0,0]")
    assert not any("no variance" in each.note or "No gradient" in each.note for each in whole.lines)


def test_a_lone_unit_in_a_layer_normalization_is_said_to_have_no_variance():
    layers = (Dense(units=1), LayerNorm(), Dense(units=2))
    said = [each.note for each in chain(trace(SMALL.changed(layers=layers)), "1.weight[0,0]").lines]
    assert any("a single unit: it equals its own mean and has no variance" in note for note in said)
    assert any("No gradient flows back: a single unit" in note for note in said)


def test_notes_of_a_dropout_say_whether_the_unit_is_kept():
    layers = (Dense(units=8), Dropout(rate=0.5), Dense(units=2))
    found = trace(SMALL.changed(layers=layers))
    for unit, mask in enumerate(found.layers[1].values["mask"][0]):
        lines = part_of(chain(found, f"2.unit[{unit}]", 0), "forward")
        (spoken,) = [each for each in lines if each.left.layer == 2]
        assert ("dropped" in spoken.note) == (mask == 0.0)
        assert ("multiplied by 1 / (1 − rate)" in spoken.note) == (mask > 0.0)


def test_a_softmax_has_to_do_with_all_sums():
    experiment = SMALL.changed(layers=(Dense(units=3, activation="softmax"), Dense(units=2)))
    assert "of all sums" in notes(experiment, "1.weight[0,0]", "forward")[1]
    assert "of all units" in notes(experiment, "1.weight[0,0]", "backward")[-1]


def test_prose_calls_parts_by_their_titles():
    for activation in family(Activation).values():
        experiment = SMALL.changed(layers=(Dense(units=2, activation=activation()),))
        assert activation.title in notes(experiment, "1.weight[0,0]", "forward")[1]
    assert ", Huber, " in notes(SMALL.changed(loss="huber"), "1.weight[0,0]", "loss")[0]


def leaves(term):
    """Every symbol in a formula."""
    if isinstance(term, Symbol):
        return [term]
    parts = [value for value in vars(term).values() if isinstance(value, Term | tuple)]
    inner = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
    terms = [each[0] if isinstance(each, tuple) else each for each in inner]
    return [leaf for each in terms for leaf in leaves(each)]


@given(experiment=experiments(), steps=st.integers(0, 5), data=st.data())
def test_every_number_of_a_formula_is_in_the_lines_before_or_in_the_trace(experiment, steps, data):
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    where = data.draw(st.sampled_from(parameters(found)))
    known = {}
    for each in chain(found, str(where)).lines:
        for leaf in leaves(each.right):
            key = (leaf.letter, leaf.index, leaf.layer, leaf.sample, leaf.mark, leaf.of)
            if key in known:
                np.testing.assert_allclose(leaf.number, known[key], rtol=1e-4, err_msg=str(key))
        left = each.left
        known[(left.letter, left.index, left.layer, left.sample, left.mark, left.of)] = left.number


def test_a_chain_leads_from_the_sample_to_the_new_weight():
    experiment = SMALL.changed(
        regularizer=L2(rate=0.1), clipping="by-norm", optimizer="adam", schedule="step"
    )
    found = trace(experiment)
    made = chain(found, "1.weight[1,2]")
    assert stages(made) == [
        "forward", "loss", "backward", "path", "batch",
        "nudge", "regularizer", "clipping", "optimizer", "update",
    ]  # fmt: skip
    arrays = {
        name: found.arrays(flat) for name, flat in (("after", found.after), ("gradient", found.gradient))
    }
    assert line(made, "batch").left.number == arrays["gradient"]["01_dense/weight"][1, 2]
    assert line(made, "optimizer").left.number == arrays["after"]["01_dense/weight"][1, 2]
    change = found.arrays(found.change)["01_dense/weight"][1, 2]
    assert line(made, "update").left.number == change
    names = [each.left.letter + each.left.mark for each in made.stages[-2].lines]
    assert names == ["m", "v", "mhat", "vhat", "wprime"]


@pytest.mark.parametrize("part", [L1(rate=0.1), L2(rate=0.1), Elastic(rate=0.1)], ids=lambda part: part.kind)
@pytest.mark.parametrize(
    "layers", [(), (Dense(units=1), BatchNorm(), Dense(units=3)), (Dense(units=12), Dense(units=2))], ids=len
)
def test_the_penalty_is_a_line_of_its_own(part, layers):
    found = trace(SMALL.changed(regularizer=part, layers=layers))
    penalty, both = part_of(chain(found, "1.weight[0,0]"), "loss")[-2:]
    assert (penalty.left.letter, both.left.letter) == ("P", "J")
    assert penalty.right.number == pytest.approx(found.penalty, rel=1e-12)
    count = sum(where.name == "weight" for where in parameters(found))
    assert len(penalty.right.terms) == min(count, 8)
    more = [each.letter for each in leaves(penalty.right) if each.letter.endswith("more")]
    assert more == ([f"{count - 7} more"] if count > 8 else [])


def test_what_does_nothing_has_no_stage():
    assert stages(chain(trace(SMALL), "1.weight[0,0]")) == [
        "forward", "loss", "backward", "path", "batch", "nudge", "optimizer", "update",
    ]  # fmt: skip
    assert stages(chain(trace(SMALL), "2.unit[1]")) == ["forward", "loss", "backward", "path"]
    regularized = trace(SMALL.changed(regularizer=L2()))
    assert "regularizer" in stages(chain(regularized, "1.weight[0,0]"))
    assert "regularizer" not in stages(chain(regularized, "1.bias[0]"))


def test_a_limit_on_the_weights_is_part_of_the_update():
    found = trace(SMALL.changed(regularizer=MaxNorm(limit=0.05)))
    made = chain(found, "1.weight[0,0]")
    limited = line(made, "update", 0)
    assert limited.left.number == found.arrays(found.after)["01_dense/weight"][0, 0]
    assert abs(limited.left.number) < abs(line(made, "optimizer").left.number)


@pytest.mark.parametrize("rate", [0.01, 10.0], ids=["on its side", "across zero"])
def test_a_weight_that_is_pulled_to_zero_after_the_step_says_how(rate):
    found = trace(SMALL.changed(regularizer=L1ToZero(rate=rate), precision="float64"))
    limited = line(chain(found, "1.weight[0,0]"), "update", 0)
    after = found.arrays(found.after)["01_dense/weight"][0, 0]
    assert limited.left.number == after
    assert limited.right.number == pytest.approx(after, rel=1e-12)
    assert (after == 0.0) == (rate == 10.0)
    assert "zero stays zero" in limited.note


def test_the_learning_rate_after_the_schedule_is_a_line():
    training = Training(SMALL.changed(schedule="exponential"))
    training.advance(5)
    made = chain(trace(training.experiment, training.snapshot()), "1.bias[0]")
    factor, rate = part_of(made, "optimizer")[:2]
    assert factor.left.number == pytest.approx(0.99**2)
    assert rate.left.number == pytest.approx(0.03 * 0.99**2)


def test_a_chain_goes_through_the_sample_that_the_weight_learns_most_from():
    found = trace(SMALL)
    x, dz = found.layers[0].values["x"], found.layers[0].values["dz"]
    most = np.argmax(np.abs(x[:, 1] * dz[:, 2]))
    made = chain(found, "1.weight[1,2]")
    assert f"shown through sample {found.rows[most] + 1}" in made.title
    assert line(made, "backward").left.number == dz[most, 2]
    chosen = chain(found, "1.weight[1,2]", row=3)
    assert line(chosen, "backward").left.number == dz[3, 2]


def test_a_sample_counts_by_how_much_it_changes_a_weight_up_or_down():
    found = trace(SMALL)
    known = [where for where in parameters(found) if where.layer == 1]
    shares = {where: parts(found, where) for where in known}
    downwards = [where for where, each in shares.items() if np.abs(each).argmax() != each.argmax()]
    assert downwards
    for where in downwards:
        most = found.rows[int(np.abs(shares[where]).argmax())] + 1
        assert chain(found, where).title.endswith(f"; shown through sample {most}")


def test_titles_say_what_when_and_of_whom():
    one = SMALL.changed(batch_size=1)
    row = trace(one).rows[0]
    assert (
        chain(trace(one), "2.bias[1]").title
        == f"Bias of unit 2 of layer 2, step 1 in epoch 1: train sample {row + 1}"
    )
    what_if = trace(one, chosen=Rows((3,)))
    assert (
        "step 1 in epoch 1, if it were made with these: train sample 4" in chain(what_if, "1.unit[0]").title
    )
    assert chain(what_if, "1.weight[0,2]").title.startswith("Weight from input 1 to unit 3 of layer 1")


def test_of_wide_layers_the_steepest_units_are_opened():
    wide = SMALL.changed(layers=(Dense(units=2), Dense(units=30)))
    found = trace(wide)
    made = chain(found, "1.weight[0,0]", row=0)
    opened = [each.left for each in made.stages[2].lines if each.left.letter == "δ" and each.left.layer == 2]
    assert len(opened) == 4
    steepest = np.sort(np.abs(found.layers[1].values["dz"][0]))[-4:]
    np.testing.assert_allclose(sorted(abs(each.number) for each in opened), steepest)


@pytest.mark.parametrize("where", ["2.weight[0,0]", "3.bias[0]", "3.weight[1,0]", "2.unit[1]"])
def test_every_chain_begins_at_the_sample(where):
    forward = part_of(chain(trace(SMALL), where), "forward")
    known = {("x", str(k + 1), None) for k in range(2)}
    for each in forward:
        for leaf in leaves(each.right) if each.left.layer <= int(where[0]) else []:
            if leaf.letter in ("x", "z", "a"):
                assert (leaf.letter, leaf.index, leaf.layer) in known, each.note
        known.add((each.left.letter, each.left.index, each.left.layer))
    assert forward[0].left.layer == 1
    units = {(each.left.letter, each.left.index, each.left.layer) for each in forward}
    assert len(units) == len(forward)


def test_inputs_beside_the_way_are_said_to_come_from_other_units():
    forward = part_of(chain(trace(SMALL), "1.weight[0,0]"), "forward")
    said = {each.left.layer: each.note for each in forward if "other units" in each.note}
    assert said.keys() == {2}
    assert said[2].endswith(", and the bias. Its other inputs are the outputs of the other units of layer 1.")


def test_outputs_beside_the_way_are_said_to_be_of_other_units():
    said = [
        part_of(chain(trace(presets.load("mazur")), where), "loss")[0].note
        for where in ("1.bias[0]", "2.bias[0]")
    ]
    assert ["other outputs of layer 2" in note for note in said] == [False, True]


def test_a_chain_through_one_unit_of_a_layer_follows_it_down():
    layers = (Dense(units=3), BatchNorm(), Dropout(rate=0.0), Dense(units=2))
    forward = part_of(chain(trace(SMALL.changed(layers=layers)), "2.scale[1]"), "forward")
    below = [each.left for each in forward if each.left.layer == 1]
    assert [(each.letter, each.index) for each in below] == [("z", "2"), ("a", "2")]


def test_of_wide_layers_below_those_that_add_most_are_opened():
    found = trace(SMALL.changed(layers=(Dense(units=30), Dense(units=2))))
    forward = part_of(chain(found, "2.weight[0,1]", row=0), "forward")
    opened = {int(each.left.index) - 1 for each in forward if each.left.layer == 1}
    added = found.layers[1].values["x"][0] * found.layers[1].named(found.before)["weight"][:, 1]
    assert opened == set(np.argsort(-np.abs(added))[:4])
    (said,) = [each.note for each in forward if "explained above" in each.note]
    assert said.endswith("The 4 of its 30 inputs that add most are explained above.")


def test_weighted_classes_have_their_shares_in_the_chain():
    loss = {"kind": "cross-entropy", "class_weights": [1.0, 2.0, 5.0]}
    found = trace(SMALL.changed(data=Blobs(samples=23, classes=3), output="softmax", loss=loss))
    made = chain(found, "1.weight[0,0]")
    assert "weight of its class" in line(made, "loss").note
    assert "times the sample's share" in line(made, "backward", 0).note


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("weight", '"weight" is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]'),
        ("1.weight[0;2]", "is not a place"),
        ("0.weight[0,0]", "0.weight[0,0]: there are layers 1 to 3"),
        ("4.bias[0]", "4.bias[0]: there are layers 1 to 3"),
        ("1.scale[0]", "1.scale[0]: 01_dense has no scale; choose from weight, bias, unit"),
        ("1.weight[2,0]", "1.weight[2,0]: the last one is 1.weight[1,2]"),
        ("1.weight[0]", "1.weight[0]: the last one is 1.weight[1,2]"),
        ("2.unit[2]", "2.unit[2]: the last one is 2.unit[1]"),
    ],
)
def test_addresses_where_there_is_nothing_are_refused(address, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        node(trace(SMALL), address)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_place_is_read_as_it_is_written():
    found = trace(SMALL)
    known = parameters(found)
    assert len(known) == len(found.before)
    assert all(node(found, str(each)) == each for each in known)


def test_a_sample_that_is_not_in_the_batch_is_refused():
    with pytest.raises(ValueError, match="there is no sample 10 in a batch of 10"):
        chain(trace(SMALL), "1.bias[0]", row=10)


# Published examples


def numbers(name):
    """Every line of the chains of all parameters of a preset's first step, by how it is called."""
    found = trace(presets.load(name))
    return found, {str(each): chain(found, str(each)) for each in parameters(found)}


def test_mazurs_numbers():
    found, chains = numbers("mazur")
    hidden, output = (layer.values for layer in found.layers)
    close = {"rtol": 0.0, "atol": 1e-9}
    np.testing.assert_allclose(hidden["z"], [[0.3775, 0.3925]], **close)
    np.testing.assert_allclose(hidden["a"], [[0.593269992107, 0.596884378260]], **close)
    np.testing.assert_allclose(output["z"], [[1.10590596706, 1.224921404096]], **close)
    np.testing.assert_allclose(output["a"], [[0.751365069552, 0.772928465321]], **close)
    np.testing.assert_allclose(output["dz"], [[0.138498561629, -0.038098236517]], **close)
    np.testing.assert_allclose(hidden["dz"], [[0.008771354689, 0.009954254705]], **close)
    assert found.loss == pytest.approx(0.2983711087600027, abs=1e-15)
    gradient, after = found.arrays(found.gradient), found.arrays(found.after)
    slopes = {
        "01_dense/weight": [[0.000438567734, 0.000497712735], [0.000877135469, 0.000995425471]],
        "02_dense/weight": [[0.082167040564, -0.022602540477], [0.082667627848, -0.022740242216]],
    }
    weights = {
        "01_dense/weight": [[0.149780716133, 0.249751143632], [0.199561432266, 0.299502287265]],
        "01_dense/bias": [0.345614322655, 0.345022872647],
        "02_dense/weight": [[0.358916479718, 0.511301270239], [0.408666186076, 0.561370121108]],
        "02_dense/bias": [0.530750719186, 0.619049118258],
    }
    for name, expected in slopes.items():
        np.testing.assert_allclose(gradient[name], expected, **close)
    for name, expected in weights.items():
        np.testing.assert_allclose(after[name], expected, **close)
    for where, made in chains.items():
        layer, rest = where.split(".")
        name, index = rest[:-1].split("[")
        expected = np.array(weights[f"0{layer}_dense/{name}"])[tuple(map(int, index.split(",")))]
        assert line(made, "optimizer").left.number == pytest.approx(expected, abs=1e-9)
        assert line(made, "optimizer").right.number == pytest.approx(expected, abs=1e-9)


def test_the_chain_rules_numbers():
    found, chains = numbers("chain-rule")
    made = chains["1.weight[0,0]"]
    assert line(made, "batch").right.number == pytest.approx(-0.009014, abs=5e-7)
    assert line(made, "optimizer").right.number == pytest.approx(0.409014, abs=5e-7)
    (h1, _), (o,) = found.layers[0].values["a"][0], found.layers[1].values["a"][0]
    step_by_step = [(o - 1) * 1, (o - 1) * o * (1 - o), (o - 1) * o * (1 - o) * 0.7]
    step_by_step += [step_by_step[-1] * h1 * (1 - h1)]
    backward = [each.right.number for each in made.stages[2].lines]
    np.testing.assert_allclose(backward, step_by_step, rtol=1e-12)


def test_the_slow_neurons_numbers():
    found, chains = numbers("slow-neuron")
    a = found.layers[0].values["a"].item()
    assert a == pytest.approx(0.98, abs=0.005)
    assert found.loss_rule == HalfSquaredError()
    slope = a * a * (1 - a)
    assert line(chains["1.weight[0,0]"], "batch").right.number == pytest.approx(slope, rel=1e-12)
    assert line(chains["1.bias[0]"], "optimizer").right.number == pytest.approx(2.0 - 0.15 * slope, rel=1e-12)
    training = Training(presets.load("slow-neuron"))
    training.advance(300)
    end = trace(training.experiment, training.snapshot())
    assert end.layers[0].values["a"].item() == pytest.approx(0.2028, abs=5e-5)
