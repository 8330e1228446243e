"""Findings that come and go only when they last: what is on the edge of a threshold does not flicker."""

from __future__ import annotations

from collections.abc import Sequence

from playground.inspection.diagnosis.findings import Finding

COMES, GOES = 2, 4
"""A finding is shown from so many looks in a row on in which it was found, and goes after so many in which it
was not."""


class Steady:
    """What is shown of the findings of one run, look by look. Those of the first look are shown at once."""

    def __init__(self) -> None:
        self._shown: dict[str, Finding] = {}
        self._met: dict[str, int] = {}
        self._missed: dict[str, int] = {}
        self._begun = False

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are shown."""
        return tuple(self._shown.values())

    @property
    def settled(self) -> bool:
        """Whether another look of the same findings would change nothing."""
        return set(self._met) <= set(self._shown) and not any(self._missed.values())

    def look(self, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """Take note of what was found, and return what is shown from now on."""
        kinds = {each.kind: each for each in found}
        self._met = {kind: self._met.get(kind, 0) + 1 for kind in kinds}
        self._missed = {kind: self._missed.get(kind, 0) + 1 for kind in self._shown if kind not in kinds}
        lasting = [
            kind
            for kind, count in self._met.items()
            if kind in self._shown or count >= COMES or not self._begun or kind == "divergence"
        ]
        kept = [kind for kind, count in self._missed.items() if count < GOES]
        # In the order of the diagnosis; what is only kept stays behind.
        self._shown = {kind: kinds.get(kind) or self._shown[kind] for kind in (*lasting, *kept)}
        self._begun = True
        return self.shown

    def settle(self, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """Take the same findings for as many looks as they need to last: the run rests, and every look would
        find them.
        """
        self.look(found)
        while not self.settled:
            self.look(found)
        return self.shown
