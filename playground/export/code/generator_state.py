"""The state of NumPy's generator as Python: what is drawn from it is drawn as in the run."""

from __future__ import annotations

from typing import Any

from playground.export.spelling import comment


def generator_state(state: dict[str, Any]) -> str:
    """Return the statement that says in which state the run began to shuffle."""
    return "\n".join(
        [
            comment("The generator that shuffles, as it was before the first epoch."),
            "first_order = {",
            f'    "bit_generator": "{state["bit_generator"]}",',
            '    "state": {',
            *(f'        "{name}": {number},' for name, number in state["state"].items()),
            "    },",
            f'    "has_uint32": {state["has_uint32"]},',
            f'    "uinteger": {state["uinteger"]},',
            "}",
        ]
    )
