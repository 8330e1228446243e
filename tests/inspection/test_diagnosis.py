"""Diagnosis: presets show what it finds, none where all is well, and remedies that can be applied."""

import pickle
from functools import lru_cache

import pytest
from cases import BEATEN, SICK, paced

from playground.data.plane.listed import Listed
from playground.experiment import presets
from playground.experiment.problems import problems
from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case, signs
from playground.inspection.layer_statistics import Probe
from playground.library import train
from playground.training.divergence import Ended
from playground.training.training import Training

SILENT = {"kind": "uniform", "bound": 0.1, "bias": -5.0}
"""A start from which no ReLU speaks."""
SHOWN = {
    **{kind: (name, None, {}) for name, kind in SICK.items()},
    "divergence": ("too-high-a-rate", None, {}),
    "exploding-gradients": ("exploding-gradients", 0, {}),
    "exploding-through-time": ("exploding-through-time", 0, {}),
    "vanishing-through-time": ("vanishing-through-time", 5, {}),
    "no-progress": ("vanishing-gradients", None, {}),
    "large-batch": ("too-low-a-rate", 0, {}),
    "unfitting-loss": ("slow-neuron", 0, {}),
    "shut-gates": ("remember-lstm", 2, {"layers": [{"kind": "lstm", "forget_bias": -8.0}]}),
    "dead-filters": ("bars-convolution", 1, {"initializer": SILENT}),
    "unused-bottleneck": (
        "encoder",
        1,
        {"layers": [{"kind": "dense", "units": 3, "activation": "relu"}], "initializer": SILENT},
    ),
}
"""For each finding a preset that shows it, after how many epochs (None for the end), and its changes."""
# Lessons show on purpose what goes wrong.
HEALTHY = [
    name for name in presets.shipped() if name not in (*SICK, *BEATEN) and not presets.load(name).lesson
]
every_sign = pytest.mark.parametrize("kind", signs())


def kinds(findings):
    return [finding.kind for finding in findings]


@lru_cache
def found(kind):
    """The experiment that shows a finding, and the finding."""
    name, epochs, changes = SHOWN[kind]
    experiment = presets.load(name).changed(**changes)
    findings = train(experiment, epochs).findings
    return experiment, next(finding for finding in findings if finding.kind == kind)


# Presets


def test_every_sign_has_a_preset_that_shows_it():
    assert set(SHOWN) == set(signs())


@every_sign
def test_a_sign_is_found_in_its_preset_with_its_numbers(kind):
    _, finding = found(kind)
    assert any(letter.isdigit() for letter in finding.text)
    assert finding.text.endswith(".")
    assert finding.meaning.endswith(".")
    assert finding.remedies


@pytest.mark.slow
@pytest.mark.parametrize("name", paced(HEALTHY))
def test_nothing_is_found_in_a_preset_that_learns(name):
    experiment = presets.load(name)
    training = Training(experiment)
    probe = Probe(training)
    for epoch in range(min(experiment.epochs, 200) + 1):
        if epoch < 20 or epoch % 40 == 0:
            alarms = set(kinds(diagnose(Case.of(training, probe.layer_statistics()))))
            assert alarms <= ({"unfitting-loss", "no-progress"} if name == "slow-neuron" else set()), epoch
        try:
            training.epoch()
        except Ended:
            break


@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("name", ["circle", "moons", "spiral", "xor", "three-rings", "bumps"])
def test_nothing_is_found_from_another_start(name, seed):
    experiment = presets.load(name).changed(seed=seed)
    assert train(experiment, 12).findings == ()
    assert train(experiment, 120).findings == ()


@pytest.mark.parametrize("name", [name for name, kind in SICK.items() if kind != "divergence"])
def test_the_first_remedy_cures_its_preset(name):
    experiment, finding = found(SICK[name])
    assert SICK[name] not in kinds(train(finding.remedies[0].applied(experiment)).findings)


@pytest.mark.parametrize("name", ["too-high-a-rate", "exploding-gradients"])
def test_each_remedy_keeps_a_run_from_diverging(name):
    experiment = presets.load(name)
    finding = train(experiment).findings[0]
    assert {remedy.label: train(remedy.applied(experiment)).diverged for remedy in finding.remedies} == {
        remedy.label: False for remedy in finding.remedies
    }


@pytest.mark.parametrize(
    ("kind", "epochs"),
    [("vanishing-through-time", 5), ("exploding-through-time", 30), ("shut-gates", 2), ("dead-filters", 1)],
)
def test_the_first_remedy_removes_what_was_found(kind, epochs):
    experiment, finding = found(kind)
    assert kind not in kinds(train(finding.remedies[0].applied(experiment), epochs).findings)


@pytest.mark.parametrize("name", ["remember-recurrent", "vanishing-through-time"])
def test_a_network_that_cannot_look_back_far_is_told_so_at_once(name):
    assert kinds(train(presets.load(name), 0).findings) == ["vanishing-through-time"]


# Remedies


@every_sign
def test_remedies_change_the_experiment_into_one_that_runs(kind):
    experiment, finding = found(kind)
    for remedy in finding.remedies:
        edited = remedy.applied(experiment)
        assert edited != experiment, remedy.label
        assert problems(edited) == [], remedy.label


@every_sign
def test_a_finding_can_be_sent_to_another_process(kind):
    _, finding = found(kind)
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301


def test_a_remedy_is_still_good_after_other_edits():
    experiment, finding = found("rate-too-high")  # at 0.3
    edited = finding.remedies[0].applied(experiment.changed(batch_size=5))
    assert (edited.optimizer.learning_rate, edited.batch_size) == (0.03, 5)


def test_a_remedy_that_does_not_fit_is_not_named():
    experiment, finding = found("unfitting-loss")
    entropy, identity = (remedy.label for remedy in finding.remedies)
    assert (entropy, identity) == ("Use a sigmoid output with binary cross-entropy", "Use an identity output")
    beyond = experiment.changed(data=Listed(inputs=((1.0,), (1.0,)), targets=((0.0,), (-1.0,))))
    (finding,) = (each for each in train(beyond, 0).findings if each.kind == "unfitting-loss")
    assert [remedy.label for remedy in finding.remedies] == [identity]  # -1 is no probability
