"""A setting: one tunable field of a part, with its limits and what a form needs to draw it."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import (
    FailFast,
    Field,
    Strict,
)
from pydantic.fields import FieldInfo

from playground.parts.description import Description
from playground.parts.text import sentence

Numbers = tuple[float, ...]
"""A setting that is a row of numbers."""
Wholes = tuple[int, ...]
"""A setting that is a row of whole numbers."""
Words = Annotated[tuple[str, ...], Strict(False)]
"""A setting that is a row of words."""
# In JSON a tuple is a list; the numbers in it are still checked strictly, and fit into either precision.
Number = Annotated[float, Field(ge=-1e6, le=1e6)]


class FirstFault(FailFast):
    """Of a million numbers the first that is none is enough to say."""

    def __hash__(self) -> int:
        return hash(FirstFault)


Row = Annotated[tuple[Number, ...], Strict(False), FirstFault()]
Matrix = Annotated[tuple[Row, ...], Strict(False), FirstFault()]


def setting(
    default: Any = ...,
    help: str = "",
    *,
    ge: float | None = None,
    le: float | None = None,
    gt: float | None = None,
    lt: float | None = None,
    log: bool = False,
    unit: str = "",
    label: str = "",
    live: bool = False,
    longest: int | None = None,
    strict: bool | None = None,
    letter: str = "",
    in_form: bool = True,
    called: Mapping[str, str] | None = None,
    path: bool = False,
    ranked: bool = False,
    among: str = "",
    seldom: bool = False,
    exclude_if: Callable[[Any], bool] | None = None,
) -> Any:
    """Declare one tunable field: default, help, limits, and what a form needs to draw it.

    ``log`` asks for a logarithmic slider; ``live`` says that an edit keeps the weights. ``letter`` is how
    formulas write the setting, with an index after ``_``; the help then says what the letter stands for. What
    is edited elsewhere, with a brush or in a dialog, is not ``in_form``. ``called`` says what those choices
    are called in a form whose words in files do not do: by default these with a capital. A number that stands
    for something else has a name there, too. A ``path`` is one of
    a file or folder, which a form lets a person choose. A name that is ``among`` others is chosen of these.
    What is ``seldom`` set is folded in a form while it is as usual, even if it comes first. ``exclude_if``
    says of which values nothing is written.
    """
    return Field(
        default,
        description=help,
        ge=ge,
        le=le,
        gt=gt,
        lt=lt,
        max_length=longest,
        strict=strict,
        exclude_if=exclude_if,
        json_schema_extra={
            "log": log,
            "unit": unit,
            "label": label,
            "live": live,
            "letter": letter,
            "in_form": in_form,
            "called": dict(called or {}),
            "path": path,
            "ranked": ranked,
            "among": among,
            "seldom": seldom,
        },
    )


@dataclass(frozen=True)
class Setting:
    """What a field of a part says about itself."""

    name: str
    label: str
    help: str
    type: Any
    default: Any
    least: float | None
    most: float | None
    excluded: frozenset[float]
    """Those of the two limits that are not allowed themselves."""
    log: bool
    unit: str
    live: bool
    letter: str
    """How formulas write it, with an index after ``_``; empty where none does."""
    in_form: bool
    called: Mapping[str, str] = field(hash=False)
    """What choices are called whose words in files do not do, and numbers that stand for something else."""
    path: bool
    """Whether it is the path of a file or folder."""
    ranked: bool
    """Whether it is a row of given words that are put in order."""
    among: str = ""
    """What the names are called among which a form offers it, where what it belongs to knows them."""
    seldom: bool = False
    """Whether a form folds it while it is as usual, even if it comes first."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed words, where the type is a choice of words."""
        return typing.get_args(self.type) if typing.get_origin(self.type) is typing.Literal else ()

    def choice_label(self, choice: str) -> str:
        """Return what a choice is called in a form."""
        return self.called.get(choice) or sentence(choice)


def settings(description: type[Description]) -> tuple[Setting, ...]:
    """Return the settings of a part in order; ``kind`` is not one."""
    fields = description.model_fields.items()
    return tuple(_setting(name, field) for name, field in fields if name != "kind")


def _setting(name: str, info: FieldInfo) -> Setting:
    limits = {
        key: getattr(m, key) for m in info.metadata for key in ("ge", "le", "gt", "lt") if hasattr(m, key)
    }
    extra = typing.cast("dict[str, Any]", info.json_schema_extra or {})
    return Setting(
        name=name,
        label=extra.get("label") or sentence(name),
        help=info.description or "",
        type=info.annotation,
        default=info.get_default(call_default_factory=True) if not info.is_required() else None,
        least=limits.get("ge", limits.get("gt")),
        most=limits.get("le", limits.get("lt")),
        excluded=frozenset(limits[key] for key in ("gt", "lt") if limits.get(key) is not None),
        log=bool(extra.get("log")),
        unit=str(extra.get("unit", "")),
        live=bool(extra.get("live")),
        letter=str(extra.get("letter", "")),
        in_form=bool(extra.get("in_form", True)),
        called=extra.get("called", {}),
        path=bool(extra.get("path")),
        ranked=bool(extra.get("ranked")),
        among=str(extra.get("among", "")),
        seldom=bool(extra.get("seldom")),
    )
