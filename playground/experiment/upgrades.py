"""How presets of older formats are said in newer ones: functions on plain dictionaries."""

from __future__ import annotations

from typing import Any


def with_scaling_and_missing(plain: dict[str, Any]) -> dict[str, Any]:
    """From format 1 to 2: tables say by name how they are scaled and what is done about gaps."""
    data = plain.get("data")
    if not isinstance(data, dict) or data.get("kind") != "table":
        return plain
    data = dict(data)
    for old, new, kinds in (
        ("standardise", "scaling", {True: "standardize", False: "none"}),
        ("leave_out", "missing", {True: "leave-out", False: "refuse"}),
    ):
        if isinstance(data.get(old), bool) and new not in data:
            data[new] = {"kind": kinds[data.pop(old)]}
    return plain | {"data": data}
