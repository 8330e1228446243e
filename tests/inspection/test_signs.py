"""Signs of the diagnosis, each in a run made for it: where one begins, and where it is none yet."""

import gc

import pytest

from playground.data.plane.base import Circle
from playground.engine.optimizers.sgd import SGD
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign, signs
from playground.inspection.layer_statistics import Probe
from playground.library import train
from playground.training.divergence import Diverged
from playground.training.training import Training


def case(experiment, losses=(1.0,), others=None, prepare=None):
    """A case whose history is made up, and whose layer statistics are those of a fresh start."""
    training = Training(experiment)
    if prepare is not None:
        prepare(training.network.arrays())
    rows = [
        Figures(epoch, epoch, train_loss=loss, test_loss=other, train_accuracy=0.5)
        for epoch, (loss, other) in enumerate(zip(losses, others or [None] * len(losses), strict=True))
    ]
    return Case(experiment, rows, Probe(training).layer_statistics())


SMALL = Experiment(data=Circle(samples=60), layers=[{"kind": "dense", "units": 4, "activation": "relu"}])


JUMPING = [1.0, 0.8] * 12


def says(kind, given):
    evidence = signs()[kind].evidence(given)
    return None if evidence is None else evidence.text


def test_a_loss_that_jumps_is_a_sign_of_a_high_rate_and_one_that_trembles_is_not():
    text = "The training loss rose by more than 5 % in 10 of the last 20 epochs."
    assert says("rate-too-high", case(SMALL, JUMPING)) == text
    assert says("rate-too-high", case(SMALL, JUMPING[:10])) is None
    assert says("rate-too-high", case(SMALL, [1.0, 0.9, 0.93] * 10)) is not None
    assert says("rate-too-high", case(SMALL, [1.0, 0.97] * 12)) is None


def test_thinned_rows_are_said_to_be_spans():
    given = case(SMALL, JUMPING)
    rows = [Figures(4 * row.epoch, row.step, row.train_loss, train_accuracy=0.5) for row in given.rows]
    thinned = Case(SMALL, rows, given.layer_statistics)
    assert "in 10 of the last 20 spans of 4 epochs." in says("rate-too-high", thinned)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("rate", [100.0, 1000.0])
@pytest.mark.parametrize("name", ["circle", "xor", "spiral", "three-rings"])
def test_a_rate_that_is_far_too_high_is_named_before_what_comes_of_it(name, rate, seed):
    experiment = presets.load(name).changed(optimizer=SGD(learning_rate=rate), seed=seed)
    assert train(experiment, 30).findings[0].kind == "rate-too-high"


def test_a_loss_that_stays_above_its_start_is_a_sign_of_a_high_rate_and_one_that_comes_down_is_not():
    assert says("rate-too-high", case(Experiment(), [0.5, 0.7, 0.65, 0.61])) is not None
    assert says("rate-too-high", case(Experiment(), [0.5, 0.7, 0.65])) is None
    assert says("rate-too-high", case(Experiment(), [0.5, 0.7, 0.65, 0.55])) is None
    assert says("rate-too-high", case(Experiment(), [0.5, 0.7, 0.7, 0.7, 0.59])) is None


def test_a_loss_that_rose_by_half_is_a_sign_of_a_high_rate():
    assert says("rate-too-high", case(SMALL, [1.0, 1.4])) is None
    assert says("rate-too-high", case(SMALL, [1.0, 1.6])) == "The training loss is 1.6; it started at 1."


def test_a_run_that_learned_needs_no_advice():
    given = case(SMALL, JUMPING)
    rows = [Figures(row.epoch, row.step, row.train_loss, train_accuracy=0.95) for row in given.rows]
    assert says("rate-too-high", Case(SMALL, rows, given.layer_statistics)) is None


def test_a_small_step_is_no_fault_where_the_loss_falls_or_the_run_is_young():
    slow = SMALL.changed(optimizer=SGD(learning_rate=1e-7))
    still, falling = [1.0] * 12, [1.0 - 0.01 * i for i in range(12)]
    assert says("rate-too-low", case(slow, still)).startswith("A step changes the weights by ")
    assert says("rate-too-low", case(slow, falling)) is None
    assert says("rate-too-low", case(slow, still[:10])) is None
    assert says("rate-too-low", case(SMALL, still)) is None


def test_overfitting_needs_a_lasting_rise_while_the_training_loss_falls():
    train = [1.0 - 0.02 * i for i in range(30)]
    test = [1.0 - 0.05 * i for i in range(10)] + [0.6 + 0.05 * i for i in range(20)]
    assert says("overfitting", case(SMALL, train, test)) == (
        "The test loss was lowest at epoch 9: it was 0.55 and is 1.55 now, "
        "while the training loss fell from 0.82 to 0.42."
    )
    assert says("overfitting", case(SMALL, train, [*test[:-1], 0.56])) is None
    assert says("overfitting", case(SMALL, train[::-1], test)) is None
    assert says("overfitting", case(SMALL, train, [100.0, *test[1:]])) is None
    assert says("overfitting", case(SMALL, train, test[:15] + test[:15])) is None
    assert says("overfitting", case(SMALL, train)) is None


def test_test_samples_that_come_and_go_end_no_diagnosis():
    train = [1.0 - 0.02 * i for i in range(30)]
    test = [1.0 - 0.05 * i for i in range(10)] + [0.6 + 0.05 * i for i in range(20)]
    assert says("overfitting", case(SMALL, train, [None, *test[1:]])) is not None
    assert says("overfitting", case(SMALL, train, [*test[:-1], None])) is None


@pytest.mark.parametrize("stride", [1, 32, 64, 1024])
def test_a_loss_is_level_however_few_epochs_the_history_has(stride):
    given = case(SMALL, [1.0] + [0.6] * 61)
    rows = [row._replace(epoch=stride * row.epoch) for row in given.rows]
    text = f"The mean training loss of the last {max(30, stride)} epochs is 0.6; "
    assert says("underfitting", Case(SMALL, rows, given.layer_statistics)).startswith(text)


@pytest.mark.parametrize("epochs", [0, 1, 40, 59, 60])
def test_a_history_that_begins_with_weights_from_a_file_says_nothing_of_its_start(epochs):
    given = case(SMALL, [0.6] * (epochs + 1))
    rows = [row._replace(epoch=500 + row.epoch) for row in given.rows]
    found = diagnose(Case(SMALL, rows, given.layer_statistics))
    assert not {"no-progress", "underfitting"} & {each.kind for each in found}


def killer(count):
    """Makes the first units of the first layer silent."""

    def prepare(arrays):
        arrays["01_dense/weight"][...] = [[1.0, 2.0, 3.0, 4.0]] * 2
        arrays["01_dense/bias"][:count] = -100.0

    return prepare


def test_a_quarter_of_dead_units_is_named_with_their_numbers():
    deep = SMALL.changed(layers=[*SMALL.layers, *SMALL.layers])
    assert says("dead-units", case(deep, prepare=killer(0))) is None
    text = "1 of 4 units of layer 1 have a derivative of zero at every training sample: unit 1."
    assert says("dead-units", case(deep, prepare=killer(1))) == text
    three = signs()["dead-units"].evidence(case(deep, prepare=killer(3)))
    assert (three.layer, three.units) == (0, (0, 1, 2))
    assert three.text.endswith("units 1, 2 and 3.")


def test_less_than_a_quarter_of_dead_units_is_not_worth_a_word():
    wide = SMALL.changed(layers=[{"kind": "dense", "units": 5, "activation": "relu"}])

    def prepare(arrays):
        arrays["01_dense/bias"][0] = -100.0

    assert says("dead-units", case(wide, prepare=prepare)) is None


SEQUENCES = presets.load("vanishing-through-time")


def test_slopes_through_time_are_told_with_their_numbers():
    given = case(SEQUENCES)
    first, *_, last = given.layer_statistics.layers[0].through_time
    text = f"is {first / last:.2g} times that with respect to the last, 19 steps later.".replace("e-0", "e−")
    assert says("vanishing-through-time", given).endswith(text)
    wild = case(presets.load("exploding-through-time"))
    assert says("exploding-through-time", wild).startswith(
        "From step 20 back to step 1 the slope with respect to the "
    )


def test_slopes_that_are_cut_off_on_purpose_have_not_vanished():
    layer = {"kind": "recurrent", "units": 8, "truncation": 5}
    assert says("vanishing-through-time", case(SEQUENCES.changed(layers=[layer]))) is None


def test_a_slope_that_begins_anew_at_every_step_has_not_vanished():
    tiny = presets.load("binary-addition").changed(initializer={"kind": "uniform", "bound": 1e-3})
    assert says("vanishing-through-time", case(tiny)) is None


def test_a_gate_that_is_shut_in_few_units_is_not_worth_a_word():
    def shutting(count):
        def prepare(arrays):
            arrays["01_lstm/bias"][:count] = -20.0  # of the input gates, which come first

        return prepare

    experiment = presets.load("remember-lstm")  # of 8 units
    assert says("shut-gates", case(experiment, prepare=shutting(3))) is None
    evidence = signs()["shut-gates"].evidence(case(experiment, prepare=shutting(4)))
    assert evidence.text.startswith("The input gates of layer 1 are shut at 50 % of all steps; 4 of 8 units ")
    assert evidence.units == (0, 1, 2, 3)


def test_a_filter_is_dead_where_it_is_so_at_every_place():
    def prepare(arrays):
        arrays["01_conv2d/bias"][1] = -100.0

    experiment = presets.load("bars-convolution")  # with two filters
    assert says("dead-filters", case(experiment)) is None
    evidence = signs()["dead-filters"].evidence(case(experiment, prepare=prepare))
    text = "1 of 2 filters of layer 1 have a derivative of zero at all 64 places of every training sample"
    assert evidence.text == f"{text}: filter 2."
    assert evidence.units == (64,)
    assert says("dead-units", case(experiment, prepare=prepare)) is None


def test_a_unit_of_the_bottleneck_that_tells_nothing_is_named():
    def prepare(arrays):
        arrays["01_dense/weight"][:, 1] = 0.0

    encoder = presets.load("encoder")  # 8-3-8
    assert says("unused-bottleneck", case(encoder)) is None
    text = "1 of 3 units of layer 1, the narrowest, hands on the same for every training sample: unit 2."
    assert says("unused-bottleneck", case(encoder, prepare=prepare)) == text
    assert says("unused-bottleneck", case(SMALL, prepare=killer(1))) is None


def test_units_that_start_at_zero_are_said_to_be_zero():
    zeros = SMALL.changed(initializer="zeros")
    assert says("alike-units", case(zeros)) == "All 4 units of layer 1 have weights that are all zero."
    assert says("alike-units", case(SMALL.changed(layers=[{"kind": "dense", "units": 1}]))) is None
    assert says("alike-units", case(SMALL.changed(layers=()))) is None


def test_batches_as_large_as_the_data_are_fine():
    assert says("large-batch", case(SMALL.changed(batch_size=30))) is None
    text = "A batch has 31 samples, but there are only 30 to train on."
    assert says("large-batch", case(SMALL.changed(batch_size=31))) == text


def test_a_table_that_is_not_standardised_can_be():
    text = "area,price\n" + "\n".join(f"{area},{2 * area}" for area in range(50, 90))
    table = {"kind": "table", "text": text, "columns": ["area"], "target": "price", "meaning": "values"}
    raw = SMALL.changed(data=table | {"scaling": "none"}, features=["x1"], output="auto")
    (finding,) = [each for each in diagnose(case(raw)) if each.kind == "unscaled-inputs"]
    assert finding.remedies[0].label == "Standardize the columns"
    assert says("unscaled-inputs", case(finding.remedies[0].applied(raw))) is None


def test_of_many_columns_those_are_named_that_are_too_large():
    names = [f"c{i}" for i in range(40)]
    rows = "\n".join(",".join(str(i * j % 7 * (100 if j == 36 else 1)) for j in range(41)) for i in range(50))
    data = {"kind": "table", "text": ",".join([*names, "y"]) + "\n" + rows, "columns": names, "target": "y"}
    raw = SMALL.changed(data=data | {"meaning": "values", "scaling": "none"}, output="auto")
    assert says("unscaled-inputs", case(raw)).startswith("c36 is about ")


def test_a_moment_of_the_past_is_judged_by_what_came_before():
    training = Training(SMALL)
    start = training.snapshot()
    training.advance(5 * training.steps_per_epoch)
    training.visit(start)
    assert [row.epoch for row in Case.of(training).rows] == [0]


def test_a_divergence_is_told_in_its_own_words():
    training = Training(presets.load("too-high-a-rate"))
    with pytest.raises(Diverged):
        training.advance(2000)
    finding = diagnose(Case.of(training))[0]
    assert finding.text.startswith("At step ")
    assert finding.text.endswith("is no longer a finite number.")


def test_no_sign_trips_over_a_network_without_hidden_layers_or_a_loss_that_is_zero():
    still = SMALL.changed(layers=(), features=["x1"], initializer="zeros", output="identity")
    assert diagnose(case(still, [0.0] * 30, [0.0] * 30)) == ()


def test_a_sign_declared_anywhere_is_found_everywhere():
    class Noon(Sign):
        """It is too late."""

        kind, title, view = "noon", "Noon", "loss"

        def evidence(self, case):
            return Evidence("It is 12.", layer=0, units=(1,))

        def remedies(self, case, evidence):
            return [Remedy("Other seed", (("seed", 5),)), Remedy("Nonsense", (("layers[9].units", 5),))]

    try:
        assert list(signs())[-1] == "noon"
        finding = diagnose(case(SMALL))[-1]
        assert (finding.text, finding.meaning, finding.layer) == ("It is 12.", "It is too late.", 0)
        assert [remedy.label for remedy in finding.remedies] == ["Other seed"]
    finally:
        del Noon
        gc.collect()
    assert "noon" not in signs()
