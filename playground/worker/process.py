"""A training in its own process: commands in, frames out, and nothing that was not asked for.

A process and not a thread: a training thread would hold the interpreter lock that every Qt call needs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from threading import Thread
from typing import Any, Literal

from playground.interrupts import held
from playground.worker.messages import Command, Crash, Report
from playground.worker.outbox import Outbox
from playground.worker.session import Session

START: Literal["spawn"] = "spawn"
"""How the worker starts: afresh, for what Qt and its threads hold must not be copied into it."""


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
    """The window's end: a process that trains, and the pipe to it.

    A thread of its own sends, so that who gives a command goes on even where the process does not read.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context(START)
        self._connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), name="playground-worker", daemon=True)
        if os.name == "posix":
            resource_tracker.ensure_running()  # starting it lets Ctrl-C through again
        with held():
            self.process.start()
        theirs.close()
        self._outbox = Outbox(lambda command: bytes(ForkingPickler.dumps(command)))
        self._sender = Thread(
            target=_send, args=(self._outbox, self._connection), name="playground-sender", daemon=True
        )
        self._sender.start()

    def send(self, command: Command) -> None:
        """Give a command, to be sent as soon as the process reads; if it is gone, ``receive`` says so."""
        self._outbox.put(command)

    def receive(self) -> Report | Crash:
        """Wait for an answer. Raises EOFError or OSError when the process is gone."""
        answer: Any = self._connection.recv()
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process, at once even if it is halted; whoever waits in ``receive`` gets an error."""
        self._outbox.end()
        self.process.kill()  # it has nothing to put in order
        self.process.join()
        self._sender.join()  # the pipe is broken now, so it does not wait at it

    def close(self) -> None:
        """End the process and close the pipe, at which nobody may wait any more."""
        self.end()
        self._connection.close()


def _send(outbox: Outbox, connection: Connection) -> None:
    """Send what is put into the outbox. Runs in the sender thread."""
    try:
        while (message := outbox.take()) is not None:
            connection.send_bytes(message)
    except OSError:
        return  # the process is gone: who receives has noticed, too
