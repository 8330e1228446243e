"""The chain of one number: every line closes, and the lines lead from the sample to the new weight."""

from dataclasses import replace

import numpy as np
import pytest
from cases import every, fitted, suited
from drawn import experiments
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.plane.base import Blobs
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.normalization import BatchNorm
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.engine.regularizers.penalties import L1, L2, Elastic
from playground.microscope import Route, Rows, chain, trace
from playground.microscope.addresses import node, parameters
from playground.microscope.chain import parts
from playground.training.training import Training
from tests.microscope.chains import SMALL, leaves, line, part_of, stages


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
    lines = chain(found, where, Route(row)).lines
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
        for each in chain(found, where, Route(row)).lines:
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


def test_a_line_knows_the_phase_in_which_it_stands():
    found = chain(trace(SMALL), "1.weight[0,0]")
    assert all(found.phase_of(each) == stage.name for stage in found.stages for each in stage.lines)
    assert found.phase_of(replace(found.lines[0], note="of no chain")) == ""


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
    chosen = chain(found, "1.weight[1,2]", Route(row=3))
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
    made = chain(found, "1.weight[0,0]", Route(row=0))
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


def test_a_chain_through_one_unit_of_a_layer_follows_it_down():
    layers = (Dense(units=3), BatchNorm(), Dropout(rate=0.0), Dense(units=2))
    forward = part_of(chain(trace(SMALL.changed(layers=layers)), "2.scale[1]"), "forward")
    below = [each.left for each in forward if each.left.layer == 1]
    assert [(each.letter, each.index) for each in below] == [("z", "2"), ("a", "2")]


def test_of_wide_layers_below_those_that_add_most_are_opened():
    found = trace(SMALL.changed(layers=(Dense(units=30), Dense(units=2))))
    forward = part_of(chain(found, "2.weight[0,1]", Route(row=0)), "forward")
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
        chain(trace(SMALL), "1.bias[0]", Route(row=10))
