"""An immutable, checked value, of which parts and experiments are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from annotated_types import MaxLen
from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails


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
