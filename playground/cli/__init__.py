"""The command line: everything that the window does but watching."""

from playground.cli.commands import main

__all__ = ["main"]
