"""Claims: what presets and lessons say of their runs is played from ten starts."""

import numpy as np
import pytest
from claims import CLAIMS, said
from lesson_claims import LESSON_CLAIMS
from shaped_claims import SHAPED_CLAIMS

import playground
from playground.cli.lesson_play import play_lesson
from playground.experiment import presets
from playground.experiment.edits import assigned
from playground.training.training import Training

SHIPPED = presets.shipped()
LESSONS = [name for name in SHIPPED if playground.load(name).lesson]
each = pytest.mark.parametrize(
    "claim",
    CLAIMS + SHAPED_CLAIMS + LESSON_CLAIMS,
    ids=lambda claim: f"{claim.preset}: {claim.words}",
)


@each
def test_a_claim_stands_in_the_text_of_its_preset(claim):
    experiment = playground.load(claim.preset)
    assert claim.words in " ".join((experiment.reason, *map(said, experiment.lesson)))


@pytest.mark.slow
@pytest.mark.timeout(600)
@each
def test_a_claim_holds_from_as_many_starts_as_it_says(claim):
    assert claim.least <= claim.count() <= claim.most


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", LESSONS)
def test_what_a_lesson_waits_for_comes_from_nine_of_ten_starts(name):
    """Or eight: a start at the edge falls otherwise on another processor; or fewer, where a step says so."""
    experiment = playground.load(name)
    plays = [list(play_lesson(experiment.changed(seed=seed))) for seed in range(1, 11)]
    met = [sum(scene.step.met(scene.leaving) for scene in scenes) for scenes in zip(*plays, strict=True)]
    least = [7 if "of 10 starts" in said(step) else 8 for step in experiment.lesson]
    assert all(count >= wanted for count, wanted in zip(met, least, strict=True)), met


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_bouncing_calms_down_within_a_few_epochs_when_its_rate_is_lowered():
    calmed = 0
    for seed in range(1, 11):
        bouncing = playground.load("bouncing").changed(seed=seed)
        training, losses = Training(bouncing), []
        for epoch in range(130):
            if epoch == 100:
                training.revise(assigned(bouncing, "optimizer.learning_rate=0.01"))
            training.epoch()
            losses.append(training.figures().train_loss)
        jumps = np.abs(np.diff(losses))
        calmed += jumps[105:].max() < 0.2 * jumps[70:99].mean()
    assert calmed >= 9
