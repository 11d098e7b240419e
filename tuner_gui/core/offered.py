"""What a person is offered as one of several choices: data with a title and advice."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Offered(BaseModel):
    """A choice with its options: frozen, and without fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]
    """What the window calls it."""
    advice: ClassVar[str]
    """When to use it, in one sentence."""
