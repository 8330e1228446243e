"""What is said of a worker that ended by an error."""

import pytest

from playground.gui.run.crashes import cause

NO_ROOM = "Traceback ...\nnumpy._core._exceptions._ArrayMemoryError: Unable to allocate 9 GiB"


@pytest.mark.parametrize(
    ("trace", "line"),
    [
        (NO_ROOM, "there was not enough memory"),
        ("Traceback ...\nMemoryError\n", "there was not enough memory"),
        ("Traceback ...\nZeroDivisionError: division by zero", "ZeroDivisionError: division by zero"),
        ("numpy.linalg.LinAlgError: Singular matrix", "LinAlgError: Singular matrix"),
        ("KeyError: " + "x" * 1000, "KeyError: " + "x" * 107 + "..."),
        ("", ""),
    ],
)
def test_the_cause_is_said_without_modules(trace, line):
    assert cause(trace) == line
