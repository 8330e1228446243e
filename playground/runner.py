"""A training in its own process: commands in, frames out, and nothing that was not asked for.

A process and not a thread: a training thread would hold the interpreter lock that every Qt call needs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from multiprocessing.connection import Connection
from typing import Any, Literal

from playground.commands import Command, Crash, Report
from playground.session import Session

START: Literal["spawn"] = "spawn"
"""How the worker starts: afresh, for what Qt and its threads hold must not be copied into it."""
PATIENCE = 2.0
"""Seconds that the worker has for its end before it is killed; the window waits that long."""


def serve(connection: Connection) -> None:
    """Carry out commands until the other end of the pipe is gone. The body of the worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window, which then ends us
    if hasattr(os, "nice"):
        os.nice(5)  # where cores are few the window goes first
    session = Session()
    try:
        while True:
            idle = session.work() if session.playing else None
            if connection.poll(idle):
                report = session.handle(connection.recv())
                if report is not None:
                    connection.send(report)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception:  # the end of the process: say why before it goes
        connection.send(Crash(traceback.format_exc()))
        raise SystemExit(1) from None


class Worker:
    """The window's end: a process that trains, and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context(START)
        self._connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), name="playground-worker", daemon=True)
        self.process.start()
        theirs.close()

    def send(self, command: Command) -> None:
        """Send a command. Raises OSError if the process is gone."""
        self._connection.send(command)

    def receive(self) -> Report | Crash:
        """Wait for an answer. Raises EOFError or OSError when the process is gone."""
        answer: Any = self._connection.recv()
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process and wait for it; who waits in ``receive`` is told."""
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def close(self) -> None:
        """End the process and close the pipe, at which nobody may wait any more."""
        self.end()
        self._connection.close()
