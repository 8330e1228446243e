"""NumPy's generator as Python: what is drawn from it is drawn as in the run, or anew."""

from __future__ import annotations

from playground.export.code.course import Course
from playground.export.spelling import comment


def generator_state(course: Course) -> str:
    """Return the statement that says in which state the run began to shuffle, if that is asked for."""
    if not course.same_batches:
        return ""
    state = course.order
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


def generator_lines(course: Course, name: str) -> list[str]:
    """Return the statements that make the generator."""
    if not course.same_batches:
        return [f"{name} = np.random.default_rng({course.experiment.seed})"]
    return [f"{name} = np.random.default_rng()", f"{name}.bit_generator.state = first_order"]
