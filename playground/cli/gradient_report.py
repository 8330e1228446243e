"""The gradient check in the terminal: a table with a row for every layer, and a verdict."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict

from playground.cli.terminal import FAILED, OK, Voice, interruptions, json_line, progress_bar
from playground.files.streams import say
from playground.inspection import gradient_check
from playground.interrupts import INTERRUPTED
from playground.parts.counts import grouped
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training

CORNERS = 10
"""At most so many are named."""


def check_gradients(training: Training, epochs: int, voice: Voice) -> int:
    """Train for some epochs, check every gradient, print a table and a verdict; the exit code."""
    network, last = training.network, training.epochs + epochs
    with suppress(Diverged, Ended):
        while training.epochs < last:
            training.epoch()
        training.check_finite()
    unit, count = " gradients", network.parameters.shape[1]
    with interruptions() as interrupted, progress_bar(count, voice, unit) as bar:

        def report(done: int, total: int) -> bool:
            bar.update(done - bar.n)
            return not interrupted()

        try:
            found = gradient_check.check(training.experiment, network, report)
        except gradient_check.CheckCancelled:
            return INTERRUPTED
    if voice is Voice.JSON:
        for layer in found.layers:
            say(json_line(asdict(layer)))
        say(json_line({"passed": found.passed, "samples": found.samples, "verdict": found.verdict}))
        return OK if found.passed else FAILED
    width = max(len("layer"), *(len(layer.layer) for layer in found.layers))
    say(f"{'layer':<{width}}  parameters  wrong  at corners  worst error  of")
    for layer in found.layers:
        counts = f"{layer.parameters:>10}  {layer.failed:>5}  {len(layer.corners):>10}"
        say(f"{layer.layer:<{width}}  {counts}  {f'{layer.worst:.1e}' if layer.at else '':>11}  {layer.at}")
    if found.scale:
        say(found.scale)
    corners = [corner for layer in found.layers for corner in layer.corners]
    for corner in corners[:CORNERS]:
        say(f"{corner.parameter}: at the corner of {corner.what}")
    if len(corners) > CORNERS:
        say(f"and {grouped(len(corners) - CORNERS)} more")
    say(found.verdict)
    return OK if found.passed else FAILED
