"""How a thing that can be chosen by name declares itself: once, to be read everywhere."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from annotated_types import MaxLen
from pydantic import (
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    Strict,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema


class Description(BaseModel):
    """An immutable, checked value: unknown keys, wrong types, NaN and infinity are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, protected_namespaces=()
    )

    longest: ClassVar[Mapping[str, int]] = {}
    """How many entries the lists may have that have a limit."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.longest = {
            name: limit.max_length
            for name, field in cls.model_fields.items()
            for limit in field.metadata
            if isinstance(limit, MaxLen) and field.annotation is not str
        }

    @model_validator(mode="before")
    @classmethod
    def _look_at_lengths(cls, plain: Any) -> Any:
        """Refuse what is too long before its entries are looked at: each may have a fault of its own."""
        if isinstance(plain, Mapping):
            lines = [
                InitErrorDetails(
                    type="too_long",
                    loc=(name,),
                    input=name,
                    ctx={"field_type": "list", "max_length": most, "actual_length": len(plain[name])},
                )
                for name, most in cls.longest.items()
                if isinstance(plain.get(name), list | tuple) and len(plain[name]) > most
            ]
            if lines:
                raise ValidationError.from_exception_data(cls.__name__, lines)
        return plain

    def changed(self, **settings: Any) -> Self:
        """Return a checked copy with some settings replaced. Raises ValidationError."""
        return self.model_validate({name: getattr(self, name) for name in type(self).model_fields} | settings)


class Part(Description):
    """A thing chosen by name: it describes itself and computes, and remembers nothing.

    A family is opened with ``class Activation(Part, family="activation")``; every subclass with a
    literal ``kind`` is a member of it, in the order of declaration, which is also menu order.
    """

    if TYPE_CHECKING:
        kind: str = ""  # every member narrows this to its own literal
    family_name: ClassVar[str] = "part"
    title: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, family: str | None = None, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if family is not None:
            cls.family_name = family
        elif "title" not in cls.__dict__ and "kind" in cls.model_fields:
            cls.title = _sentence(cls.model_fields["kind"].default)

    def __init_subclass__(cls, family: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if "kind" in cls.__annotations__ or "kind" in getattr(cls, "model_fields", {}):
            return handler(source)
        return core_schema.no_info_plain_validator_function(
            cls._choose,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda part, info: part.model_dump(mode=info.mode), info_arg=True
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        if "kind" in cls.model_fields:
            return dict(handler(schema))
        return {"oneOf": [handler(member.__pydantic_core_schema__) for member in family(cls).values()]}

    @model_serializer(mode="wrap")
    def _kind_first(self, rest: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": self.kind, **rest(self)}

    @classmethod
    def _choose(cls, value: Any) -> Self:
        """Turn what stands in a file into the member that it names; a bare name means its defaults."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            value = {"kind": value}
        if not isinstance(value, Mapping):
            text = f'must be {cls._a()}, such as {{"kind": "{next(iter(family(cls)), "")}"}}'
            raise PydanticCustomError("part", "{text}", {"text": text})
        kind = value.get("kind")
        member = family(cls).get(kind) if isinstance(kind, str) else None
        if member is None:
            message = f"no {cls.family_name} is called {shown(kind)}"
            if kind is None or isinstance(kind, Mapping | list | tuple):
                message = f"{shown(kind)} is not a name" if "kind" in value else "is missing"
            raise cls._refusal({"kind": message + meant(kind, list(family(cls)))})
        strange = [key for key in value if key not in member.model_fields]
        if strange:  # said here, where it is known whose settings were meant
            names = [field.name for field in settings(member)]
            raise cls._refusal({key: "no such setting" + meant(key, names) for key in strange})
        return member.model_validate(dict(value))

    @classmethod
    def _refusal(cls, texts: Mapping[Any, str]) -> ValidationError:
        lines = [
            InitErrorDetails(
                type=PydanticCustomError("part", "{text}", {"text": text}),
                loc=(shortened(str(key)),),
                input=key,
            )
            for key, text in texts.items()
        ]
        return ValidationError.from_exception_data(cls.__name__, lines)

    def goes_on_from(self, other: Part) -> bool:
        """Return whether a run keeps its weights when this part comes in the place of one of another kind."""
        return False

    @classmethod
    def _a(cls) -> str:
        return ("an " if cls.family_name[0] in "aeiou" else "a ") + cls.family_name

    def become(self, kind: str) -> Self:
        """Return the family's member ``kind``, keeping every setting that both have and that it allows."""
        base = next(parent for parent in type(self).__mro__ if Part in parent.__bases__)
        member: type[Part] = family(base)[kind]
        shared = {name: getattr(self, name) for name in member.model_fields if hasattr(self, name)}
        shared["kind"] = kind
        try:
            return typing.cast(Self, member.model_validate(shared))
        except ValidationError as error:
            refused = {line["loc"][0] for line in error.errors() if line["loc"]}
            kept = {name: value for name, value in shared.items() if name not in refused}
            return typing.cast(Self, member.model_validate(kept))


P = typing.TypeVar("P", bound=Part)
Numbers = tuple[float, ...]
"""A setting that is a row of numbers."""

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


def family(base: type[P]) -> dict[str, type[P]]:
    """Return the members of a family by kind, plainest first."""
    found: dict[str, type[P]] = {}
    for child in base.__subclasses__():
        if "kind" in child.model_fields:
            found[child.model_fields["kind"].default] = child
        found |= family(child)
    return found


def families() -> dict[str, type[Part]]:
    """Return every family that has been imported, by name."""
    return {base.family_name: base for base in Part.__subclasses__() if "kind" not in base.model_fields}


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
) -> Any:
    """Declare one tunable field: default, help, limits, and what a form needs to draw it.

    ``log`` asks for a logarithmic slider; ``live`` says that an edit keeps the weights. ``letter`` is how
    formulas write the setting, with an index after ``_``; the help then says what the letter stands for. What
    is edited elsewhere, with a brush or in a dialog, is not ``in_form``.
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
        json_schema_extra={
            "log": log,
            "unit": unit,
            "label": label,
            "live": live,
            "letter": letter,
            "in_form": in_form,
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

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed words, where the type is a choice of words."""
        return typing.get_args(self.type) if typing.get_origin(self.type) is typing.Literal else ()


def settings(description: type[Description]) -> tuple[Setting, ...]:
    """Return the settings of a part in order; ``kind`` is not one."""
    fields = description.model_fields.items()
    return tuple(_setting(name, field) for name, field in fields if name != "kind")


def _setting(name: str, field: FieldInfo) -> Setting:
    limits = {
        key: getattr(m, key) for m in field.metadata for key in ("ge", "le", "gt", "lt") if hasattr(m, key)
    }
    extra = typing.cast("dict[str, Any]", field.json_schema_extra or {})
    return Setting(
        name=name,
        label=extra.get("label") or _sentence(name),
        help=field.description or "",
        type=field.annotation,
        default=field.get_default(call_default_factory=True) if not field.is_required() else None,
        least=limits.get("ge", limits.get("gt")),
        most=limits.get("le", limits.get("lt")),
        excluded=frozenset(limits[key] for key in ("gt", "lt") if limits.get(key) is not None),
        log=bool(extra.get("log")),
        unit=str(extra.get("unit", "")),
        live=bool(extra.get("live")),
        letter=str(extra.get("letter", "")),
        in_form=bool(extra.get("in_form", True)),
    )


def meant(word: Any, known: list[str]) -> str:
    """Return the end of an error line: the name that was probably meant, or all there are."""
    close = difflib.get_close_matches(word, known, 1, 0.55) if isinstance(word, str) else []
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; choose from {', '.join(known)}" if known else ""


def shown(value: Any) -> str:
    """Return a value as an error line quotes it, in the words of JSON, in which it was written."""
    match value:
        case str():
            return shortened(f'"{value}"')
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case Mapping():
            return "an object"
        case list() | tuple():
            few = len(value) <= 8 and not any(isinstance(each, Mapping | list | tuple) for each in value)
            return shortened(f"[{', '.join(map(shown, value))}]") if few else "a list"
    return shortened(str(value))


def shortened(text: str, most: int = 60) -> str:
    """Return a text for a line of its own: printable, and cut off where it is long."""
    found = printable(text[: most + 1])  # of a megabyte only the beginning is looked at
    return found if len(found) <= most else found[: most - 3] + "..."


def name_of(path: object) -> str:
    """Return a path for a line of its own: both its ends, where it is long."""
    text = printable(str(path)[:10_000])
    return text if len(text) <= 160 else f"{text[:60]}...{text[-80:]}"


def printable(text: str) -> str:
    """Return a text with its line breaks, control characters and half characters spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _sentence(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
