"""Who waits for a state of the run, such as to export it, and which frame will bring it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.export.runs import SavedRun
from playground.gui.run.known_run import KnownRun
from playground.training.checkpoints import Snapshot
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.snapshots import AllSnapshots, ShownSnapshot


class SnapshotCallbacks:
    """Functions to be called with a snapshot, alone or with the whole run, when a frame has brought it."""

    def __init__(self) -> None:
        self._wanted: list[Callable[[Snapshot], None]] = []  # not yet asked for
        self._promised: list[Callable[[Snapshot], None]] = []  # in the frame that is waited for
        self._whole: list[Callable[[Snapshot, SavedRun], None]] = []

    def add(self, use: Callable[[Snapshot], None]) -> None:
        """Wait for the state of the run as it is when the next frame is asked for."""
        self._wanted.append(use)

    def add_whole(self, use: Callable[[Snapshot, SavedRun], None]) -> None:
        """Wait for what is shown of the run and for all of it, as it can be saved, in one frame."""
        self._whole.append(use)

    def requests(self, due: bool) -> list[Request[Any]]:
        """Return what a frame is to be asked; a snapshot also where one is due anyway."""
        asked: list[Request[Any]] = [ShownSnapshot()] if due or self._wanted or self._whole else []
        self._promised, self._wanted = [*self._promised, *self._wanted], []
        return [*asked, AllSnapshots()] if self._whole else asked

    def ask_again(self) -> None:
        """The frame that was waited for will not come: ask for everything again."""
        self._promised, self._wanted = [], [*self._promised, *self._wanted]

    def call(self, frame: Frame, run: KnownRun) -> None:
        """Call those for whom a frame has brought what they wait for."""
        snapshot, snapshots = frame.answer(ShownSnapshot()), frame.answer(AllSnapshots())
        if snapshot is None:
            return
        if snapshots is not None and run.experiment is not None:
            waiting, self._whole = self._whole, []
            saved = run.saved(snapshots)
            for take in waiting:
                take(snapshot, saved)
        promised, self._promised = self._promised, []
        for use in promised:
            use(snapshot)
