"""The strategies as data: pydantic models that fit into a session and make a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from tuner_gui.core.domains import Choice, Float, LogNormal, Normal
from tuner_gui.core.errors import SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.parameter import Parameter

Seed: TypeAlias = Annotated[int, Field(ge=0, le=2**63 - 1)]


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]
    """What the window calls it."""
    advice: ClassVar[str]
    """When to use it, in one sentence."""

    seed: Seed | None = Field(
        default=None, title="Seed", description="None takes the seed of the sweep."
    )

    def __init__(
        self,
        /,  # a file may name a field `self`; it is refused as any unknown one
        seed: int | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(seed=seed, **fields)

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:  # noqa: ARG002
        """Yields what the strategy cannot do with a parameter that is fine by itself."""
        yield from ()

    def seeded(self, seed: int) -> Self:
        """Returns the same kind with this seed where it has none of its own."""
        return self if self.seed is not None else self.model_copy(update={"seed": seed})


class GridKind(_Kind):
    """Every combination, in order or shuffled."""

    title: ClassVar[str] = "Grid"
    advice: ClassVar[str] = "Tries every combination once; best for few parameters with few values."

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:
        """Yields what a grid cannot do: continuous ranges and bells; weights it does not use."""
        match parameter.kind:
            case Normal() | LogNormal():
                message = "A grid cannot take a bell; choose another strategy or kind."
                yield SpaceProblem(parameter.name, "kind", message)
            case Float(size=None):
                message = "A grid needs a step or grid points here."
                yield SpaceProblem(parameter.name, "points", message)
            case Choice(weights=tuple()):
                message = "The weights are not used; a grid tries each value once."
                yield SpaceProblem(parameter.name, "weights", message, is_note=True)

    kind: Literal["grid"] = "grid"
    shuffle: bool = Field(
        default=False,
        title="Shuffle",
        description="Visit the grid in a seeded random order: an early stop then saw all of it.",
    )


class RandomKind(_Kind):
    """Independent random draws."""

    title: ClassVar[str] = "Random"
    advice: ClassVar[str] = (
        "Draws each trial by chance; a fair start that parallel workers cannot upset."
    )

    kind: Literal["random"] = "random"


class TpeKind(_Kind):
    """Tree-structured Parzen estimator, by Optuna."""

    title: ClassVar[str] = "TPE (Bayesian)"
    advice: ClassVar[str] = (
        "Learns from finished trials where to look; best when a trial is expensive."
    )

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:
        """Yields what TPE cannot do: draw by weights."""
        if isinstance(parameter.kind, Choice) and parameter.kind.weights is not None:
            message = "The weights are not used; TPE learns how often to try each value."
            yield SpaceProblem(parameter.name, "weights", message, is_note=True)

    kind: Literal["tpe"] = "tpe"
    startup_trials: int = Field(
        default=10,
        ge=1,
        le=10_000,
        title="Random start",
        description="So many trials are drawn at random before the model is asked.",
    )
    candidates: int = Field(
        default=24,
        ge=1,
        le=10_000,
        title="Candidates",
        description="How many candidates the model weighs for each trial.",
    )


class ExtensionKind(_Kind):
    """A strategy that an installed package adds under the entry-point group."""

    title: ClassVar[str] = "Extension"
    advice: ClassVar[str] = "Added by an installed package."

    kind: str
    options: dict[str, Any] = Field(default_factory=dict)


def _tag(value: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    is_built_in = isinstance(kind, str) and kind in {"grid", "random", "tpe"}
    return str(kind) if is_built_in else "extension"


TunerKind: TypeAlias = Annotated[
    Annotated[GridKind, Tag("grid")]
    | Annotated[RandomKind, Tag("random")]
    | Annotated[TpeKind, Tag("tpe")]
    | Annotated[ExtensionKind, Tag("extension")],
    Discriminator(_tag),
]

BUILT_IN_KINDS: tuple[type[GridKind | RandomKind | TpeKind], ...] = (GridKind, RandomKind, TpeKind)
