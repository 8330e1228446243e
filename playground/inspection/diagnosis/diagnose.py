"""The diagnosis itself: every sign is looked for, and only remedies that fit are named."""

from __future__ import annotations

import inspect

from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.inspection.diagnosis.findings import Case, Finding, Remedy, signs


def diagnose(case: Case) -> tuple[Finding, ...]:
    """Return what is found, in the order of the signs' declaration."""
    found = []
    for sign in signs().values():
        evidence = sign.evidence(case)
        if evidence is not None:
            helpful = tuple(each for each in sign.remedies(case, evidence) if _fits(each, case.experiment))
            finding = Finding(
                kind=sign.kind,
                title=sign.title,
                text=evidence.text,
                meaning=inspect.getdoc(sign) or "",
                view=sign.view,
                layer=evidence.layer,
                units=evidence.units,
                remedies=helpful,
            )
            found.append(finding)
    return tuple(found)


def _fits(remedy: Remedy, experiment: Experiment) -> bool:
    """Return whether a remedy can be applied, changes something and leads to what can be run."""
    try:
        edited = remedy.applied(experiment)
    except (ValueError, LookupError):
        return False
    return edited != experiment and not problems(edited)
