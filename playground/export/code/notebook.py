"""Scripts as Jupyter notebooks: the same sections in cells, with plots behind them (nbformat 4.5)."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from playground.export.code.heading import notebook_heading
from playground.export.code.script import Section

BESIDE = re.compile(r"""Path\(__file__\)\.with_name\(("[^"]*"|'[^']*'|\w+)\)""")
IMPORTED = re.compile(r"^from pathlib import Path\n", re.MULTILINE)
NUMPY = re.compile(r"^import numpy as np$", re.MULTILINE)
PLOTTING = "import matplotlib.pyplot as plt"
MAIN = 'if __name__ == "__main__":\n'


def notebook(sections: Iterable[Section]) -> str:
    """Return sections as a notebook: the heading is text, and what runs at the end is a cell."""
    found: list[dict[str, Any]] = [
        {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(True)}
        | ({"execution_count": None, "outputs": []} if kind == "code" else {})
        for number, (kind, source) in enumerate(cells(sections))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole: dict[str, Any] = {
        "cells": found,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def cells(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    """Yield what each cell is, ``markdown`` or ``code``, and what stands in it."""
    for section in sections:
        code = section.code.strip("\n")
        if code.startswith('"""'):
            yield "markdown", notebook_heading(*str(ast.literal_eval(code)).strip().split("\n\n"))
            continue
        if section.title:
            yield "markdown", f"## {section.title}"
        # A notebook has no file of its own: it runs in the folder in which it lies.
        code = IMPORTED.sub("", BESIDE.sub(r"\1", code)).strip("\n")
        code = NUMPY.sub(f"{PLOTTING}\\n\\g<0>", code)
        if code.startswith(MAIN):
            code = "\n".join(line[4:] for line in code.removeprefix(MAIN).splitlines())
        yield "code", code
