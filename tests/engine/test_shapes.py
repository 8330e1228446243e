"""Shapes on every edge: a convolution and a recurrent layer of the tests' own need no other file touched."""

import numpy as np
import pytest

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.architecture import shapes_along
from playground.engine.gradcheck import compare, compare_inputs
from playground.engine.initializers import Explicit, Initializer
from playground.engine.layers.base import Layer
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.engine.parameters import Parameter, Role
from playground.engine.regularizers.base import NoRegularizer
from playground.engine.regularizers.limits import MaxNorm
from playground.engine.regularizers.penalties import L2
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.export import weights
from playground.export.weights import TrainedNetwork
from playground.inspection.gradient_check import check
from playground.inspection.layer_statistics import Probe
from playground.microscope import Route, chain, parts, trace
from playground.microscope.addresses import parameters
from playground.parts.part import family
from playground.training.training import Training

pytestmark = pytest.mark.usefixtures("made_up")


def reshape(*to):
    return {"kind": "made-up-reshape", "to": to}


IMAGE = (reshape(1, 3, 4), "made-up-convolution", reshape(12))
SEQUENCE = (reshape(4, 3), "made-up-elman", reshape(8))
STACKS = {"image": IMAGE, "sequence": SEQUENCE, "both": (*IMAGE, *SEQUENCE)}
every_stack = pytest.mark.parametrize("stack", STACKS)


def part(kind, **settings):
    """A layer of the tests' own."""
    return family(Layer)[kind](**settings)


def small(*layers, **settings):
    """A small run with these layers after twelve units, in which every weight is pulled."""
    first = {"kind": "dense", "units": 12}
    plain = {"data": Circle(samples=12), "split": Split(test=0.0), "precision": "float64", "batch_size": 4}
    pulled = {"initializer": "glorot-normal", "regularizer": L2(rate=0.1), "optimizer": "adam"}
    return Experiment.model_validate(plain | pulled | {"layers": (first, *layers)} | settings)


def test_shapes_follow_from_layer_to_layer():
    layers = small(reshape(1, 3, 4), {"kind": "made-up-convolution", "filters": 5}, reshape(30)).layers[1:]
    assert shapes_along(layers, (12,)) == [(12,), (1, 3, 4), (5, 2, 3), (30,)]


@pytest.mark.parametrize(
    ("to", "text"),
    [
        ((12,), "layers[2]: a convolution needs an image, not 12 in a row"),
        ((1, 1, 12), "layers[2]: a kernel of 2 x 2 is larger than an image of 1 × 1 × 12"),
        ((1, 3, 5), "layers[1]: 12 in a row cannot become an image of 1 × 3 × 5"),
        ((1, 3, 4), "output: Dense needs inputs in a row or a sequence, not an image of 2 × 2 × 3"),
    ],
)
def test_what_does_not_fit_is_said_before_anything_is_made(to, text):
    assert [str(each) for each in problems(small(reshape(*to), "made-up-convolution"))] == [text]


@every_stack
def test_gradients_are_those_of_central_differences(stack):
    experiment = small(*STACKS[stack])
    network = Training(experiment).network
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 2)), rng.normal(size=(5, 1))
    for regularizer in (NoRegularizer(), L2(rate=0.1)):
        assert compare(network, HalfSquaredError(), regularizer, x, y).worst < 1e-7
    assert compare_inputs(network, HalfSquaredError(), x, y).worst < 1e-7
    assert check(experiment, network).passed


@every_stack
def test_members_of_a_population_are_as_alone(stack):
    experiment = small(*STACKS[stack])
    layers = experiment.network().layers
    network = Network(layers, 2, 3, np.float64)
    network.initialize([experiment.initializer] * 3, [np.random.default_rng(i) for i in range(3)])
    x = np.random.default_rng(5).normal(size=(4, 2))
    for member, answer in enumerate(network.predict(x)):
        alone = Network(layers, 2, 1, np.float64)
        alone.parameters[0] = network.parameters[member]
        np.testing.assert_allclose(answer, alone.predict(x), rtol=1e-12)


@pytest.mark.parametrize("kind", [kind for kind, rule in family(Initializer).items() if rule is not Explicit])
def test_every_initializer_knows_the_fans(kind):
    layers = [part("made-up-reshape", to=(4, 12, 12)), part("made-up-convolution", filters=30, side=4)]
    declared = layers[1].parameters((4, 12, 12))
    assert (declared["kernel"].fan_in, declared["kernel"].fan_out) == (64, 480)
    network = Network(layers, 576, dtype=np.float64)
    rule = family(Initializer)[kind]()
    network.initialize([rule], [np.random.default_rng(1)])
    kernel = network.arrays()["02_made-up-convolution/kernel"]
    expected = {
        "glorot-uniform": (2.0 / 544) ** 0.5,
        "glorot-normal": (2.0 / 544) ** 0.5,
        "he-uniform": (2.0 / 64) ** 0.5,
        "he-normal": (2.0 / 64) ** 0.5,
        "lecun-normal": (1.0 / 64) ** 0.5,
        "orthogonal": 1.0 / 8.0,
    }
    if kind in expected:
        assert kernel.std() == pytest.approx(expected[kind], rel=0.08)
    assert np.isfinite(kernel).all()


def test_explicit_numbers_of_a_recurrent_layer_stand_below_each_other():
    layer = part("made-up-elman")
    rows = ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0))
    rule = Explicit(weights=(rows,), biases=((11.0, 12.0),))
    assert rule.misfit([layer.parameters((4, 3))]) is None
    network = Network([layer], (4, 3), dtype=np.float64)
    network.initialize([rule], [np.random.default_rng(0)])
    weight, recurrent, bias = network.arrays().values()
    assert [*weight.tolist(), *recurrent.tolist()] == [list(row) for row in rows]
    assert bias.tolist() == [11.0, 12.0]
    assert rule.misfit([layer.parameters((4, 2))]) == ("weights[0]", "layer 1 needs 4 rows of 2 numbers")


def test_explicit_numbers_are_for_layers_of_weights_and_biases_alone():
    rule = Explicit(weights=(((1.0,),),), biases=((0.0,),))
    more = {
        "weight": Parameter((1, 1), Role.WEIGHT),
        "scale": Parameter((1,), Role.SCALE),
        "bias": Parameter((1,), Role.BIAS),
    }
    assert rule.misfit([more]) == ("weights[0]", "layer 1 has more than weights and biases")


@every_stack
def test_regularizers_take_every_weight_by_its_role(stack):
    experiment = small(*STACKS[stack])
    training = Training(experiment)
    network, mask = training.network, training.stepping.mask[0]
    for layout in network.layouts:
        views = layout.views(mask)
        for name, parameter in layout.trained.items():
            assert (views[name] == parameter.role.is_weight).all(), name
    roles = {each.role for layout in network.layouts for each in layout.trained.values()}
    assert roles - {Role.WEIGHT, Role.BIAS}
    limit = MaxNorm(limit=0.2)
    limited = Training(experiment.changed(regularizer=limit))
    limited.advance(2)
    for view in limited.network.weights():
        assert (np.linalg.norm(view[0].reshape(-1, view.shape[-1]), axis=0) <= 0.2 + 1e-9).all()


@pytest.mark.slow
@every_stack
def test_every_line_of_every_chain_closes_at_every_place(stack):
    experiment = small(*STACKS[stack])
    training = Training(experiment)
    training.advance(4)
    found = trace(experiment, training.snapshot())
    gradient = dict(zip(map(str, parameters(found)), found.gradient, strict=True))
    for where in parameters(found):
        if where.layer == 1 and where.index[-1] > 1:
            continue  # the other units of the dense layer are like these
        np.testing.assert_allclose(parts(found, where).sum(), gradient[str(where)], rtol=1e-9, atol=1e-12)
        made = chain(found, where)
        for use in range(len(made.uses)) if len(made.uses) < 5 else (0, len(made.uses) - 1):
            through = chain(found, where, Route(row=1, use=use))
            assert through.place == made.uses[use]
            for line in through.lines:
                np.testing.assert_allclose(
                    line.left.number,
                    line.right.number,
                    rtol=1e-8,
                    atol=1e-11,
                    err_msg=f"{where}: {line.note}",
                )


def test_a_chain_through_time_leads_over_the_moments_in_between():
    found = trace(small(reshape(3, 4), {"kind": "made-up-elman", "units": 1}, reshape(3)))
    made = chain(found, "3.recurrent[0,0]", Route(use=0))
    assert (made.place, made.uses) == ((1, 0), ((1, 0), (2, 0)))
    forward, _, backward = ([line.left for line in stage.lines] for stage in made.stages[:3])
    outputs = [left.node.index for left in forward if left.node.layer == 3 and left.node.name == "a"]
    assert outputs == [(0, 0), (1, 0), (2, 0)]
    slopes = [left.node.index for left in backward if left.node.layer == 3 and left.node.name == "dz"]
    assert slopes == [(2, 0), (1, 0)]
    late = chain(found, "3.recurrent[0,0]", Route(use=1))
    lefts = [line.left.node for line in late.stages[2].lines]
    slopes = [node.index for node in lefts if node.layer == 3 and node.name == "dz"]
    assert slopes == [(2, 0)]
    assert late.title.startswith("Recurrent 1,1 of layer 3 at 3,1, one of 2 places")
    with pytest.raises(ValueError, match=r"3\.recurrent\[0,0\] works at 2 places: there is no use 2"):
        chain(found, "3.recurrent[0,0]", Route(use=2))


def test_a_number_of_a_kernel_works_wherever_the_kernel_goes():
    found = trace(small(*IMAGE))
    made = chain(found, "3.kernel[0,1,1,1]")
    assert made.uses == tuple((1, row, column) for row in range(2) for column in range(3))
    first = made.stages[0].lines
    patch = {line.left.node.index for line in first if line.left.node.layer == 2}
    assert len(patch) == 4
    assert made.place in made.uses


@every_stack
def test_layer_statistics_cover_every_shape(stack):
    experiment = small(*STACKS[stack])
    training = Training(experiment)
    training.epoch()
    found = Probe(training).layer_statistics(bins=8)
    widths = training.network.widths[1:]
    assert [layer.units for layer in found.layers] == widths
    for layer, layout in zip(found.layers, training.network.layouts, strict=True):
        assert bool(layer.gradient) == bool(layout.trained)
        assert (layer.weights is None) == (not layout.trained)


@every_stack
def test_weights_go_out_with_their_shapes(stack, tmp_path):
    experiment = small(*STACKS[stack])
    network = Training(experiment).network
    for ending in ("npz", "safetensors", "json"):
        weights.save(TrainedNetwork(experiment, network), tmp_path / f"w.{ending}")
    loaded = np.load(tmp_path / "w.npz")
    for name, array in network.arrays().items():
        assert np.array_equal(loaded[name], array)
