"""An immutable, checked value, of which parts and experiments are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from annotated_types import MaxLen
from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticKnownError


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

    @field_validator("*", mode="before")
    @classmethod
    def _look_at_length(cls, plain: Any, info: ValidationInfo) -> Any:
        """Refuse what is too long before its entries are looked at: each may have a fault of its own."""
        most = cls.longest.get(info.field_name or "")
        if most is not None and isinstance(plain, list | tuple) and len(plain) > most:
            lengths = {"field_type": "list", "max_length": most, "actual_length": len(plain)}
            raise PydanticKnownError("too_long", lengths)
        return plain

    def changed(self, **settings: Any) -> Self:
        """Return a checked copy with some settings replaced. Raises ValidationError."""
        return self.model_validate({name: getattr(self, name) for name in type(self).model_fields} | settings)
