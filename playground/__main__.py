"""Where the program begins: ``playground`` and ``python -m playground``.

Imports little, so that Ctrl-C is in good hands before everything else is imported.
"""

import sys

from playground.interrupts import INTERRUPTED, Interrupts, at_once


def main() -> int:
    """Carry out the command line of this process and return its exit code."""
    interrupts = Interrupts()
    try:
        with at_once():
            from playground.cli import commands
        return commands.main()
    except BaseException:
        if interrupts.came:  # whatever became of it on its way
            return INTERRUPTED
        raise
    finally:
        interrupts.end()


if __name__ == "__main__":
    sys.exit(main())
