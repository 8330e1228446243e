"""A part: a thing that can be chosen by name, and the family of all of one sort."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)
from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails, PydanticCustomError, core_schema

from playground.parts.description import Description
from playground.parts.setting import settings
from playground.parts.text import meant, sentence, shortened, shown


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
            cls.title = sentence(cls.model_fields["kind"].default)

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
            texts = {key: "no such setting" + meant(key, names) for key in strange}
            known = {key: each for key, each in value.items() if key not in texts}
            raise cls._refusal(texts, _faults_of(member, known))
        return member.model_validate(dict(value))

    @classmethod
    def _refusal(cls, texts: Mapping[Any, str], others: Sequence[InitErrorDetails] = ()) -> ValidationError:
        lines = [
            InitErrorDetails(
                type=PydanticCustomError("part", "{text}", {"text": text}),
                loc=(shortened(str(key)),),
                input=key,
            )
            for key, text in texts.items()
        ]
        return ValidationError.from_exception_data(cls.__name__, [*lines, *others])

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


def _faults_of(member: type[Part], plain: dict[str, Any]) -> list[InitErrorDetails]:
    """Return what is wrong with the settings that a member has, to be said beside those that it has not."""
    try:
        member.model_validate(plain)
    except ValidationError as error:
        return [_again(line) for line in error.errors(include_url=False)]
    return []


def _again(line: ErrorDetails) -> InitErrorDetails:
    kind, context = line["type"], line.get("ctx", {})
    custom = PydanticCustomError("part", "{text}", context) if kind == "part" else kind
    return InitErrorDetails(type=custom, loc=line["loc"], input=line["input"], ctx=context)


P = typing.TypeVar("P", bound=Part)


def family(base: type[P]) -> dict[str, type[P]]:
    """Return the members of a family by kind, plainest first; what inherits its kind is no other member."""
    found: dict[str, type[P]] = {}
    for child in base.__subclasses__():
        own, inherited = (each.model_fields.get("kind") for each in (child, base))
        if own is not None and (inherited is None or own.default != inherited.default):
            found[own.default] = child
        found |= family(child)
    return found


def families() -> dict[str, type[Part]]:
    """Return every family that has been imported, by name, in the order of the modules that declare them."""
    known = [base for base in Part.__subclasses__() if "kind" not in base.model_fields]
    return {base.family_name: base for base in sorted(known, key=lambda base: base.__module__)}
