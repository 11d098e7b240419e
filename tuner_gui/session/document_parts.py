"""What the parts of a session document are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict
from pydantic_core import PydanticCustomError


class DocumentPart(BaseModel):
    """A value of the document: it does not change, and holds nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _checked_moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # others raise TypeError
    except (TypeError, ValueError):
        raise _not_a_moment() from None
    if moment.tzinfo is None:
        raise _not_a_moment()
    return moment


def _not_a_moment() -> PydanticCustomError:
    return PydanticCustomError("session_moment", "must be a time like 2026-11-23T08:00:00+00:00")


Text: TypeAlias = Annotated[str, Strict()]
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_checked_moment)]
