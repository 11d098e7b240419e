"""The strategies as data: pydantic models that fit into a session and make a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from tuner_gui.core.domains import Choice, Float, LogNormal, Normal
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.offered import Offered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.parameter import Parameter

Seed: TypeAlias = Annotated[int, Field(ge=0, le=2**63 - 1)]


class _Kind(Offered):
    keeps_order: ClassVar[bool]
    """True where the same seed gives the same parameters with any number of workers."""
    exclusive: ClassVar[tuple[str, ...]] = ()
    """Options of which at most one is on."""

    seed: Seed | None = Field(
        default=None, title="Seed", description="None takes the seed of the sweep."
    )

    def __init__(
        self,
        /,  # a file may name a field `self`; it is refused as any unknown one
        seed: int | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(**fields | {"seed": seed})

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:  # noqa: ARG002
        """Yields what the strategy cannot do with a parameter that is fine by itself."""
        yield from ()

    @classmethod
    def promise(cls) -> str:
        """Returns what the same seed gives, in one sentence."""
        workers = "any number of workers" if cls.keeps_order else "one worker only"
        return f"The same seed gives the same parameters with {workers}."

    def seeded(self, seed: int) -> Self:
        """Returns the same kind with this seed where it has none of its own."""
        return self if self.seed is not None else self.model_copy(update={"seed": seed})


class GridKind(_Kind):
    """Every combination: in order, shuffled, or coarse first."""

    title: ClassVar[str] = "Grid"
    advice: ClassVar[str] = "Tries every combination once; best for few parameters with few values."
    keeps_order: ClassVar[bool] = True
    exclusive: ClassVar[tuple[str, ...]] = ("shuffle", "coarse_first")

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
    coarse_first: bool = Field(
        default=False,
        title="Coarse first",
        description="Visit a coarse grid first, then the points between: a good value is found "
        "early, and looked around later.",
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.shuffle and self.coarse_first:
            message = (
                "A grid is either shuffled or coarse first; switch shuffle or coarse_first off."
            )
            raise ValueError(message)
        return self


class _SamplingKind(_Kind):
    """One that draws from the space, and may draw the same twice."""

    repeats: bool = Field(
        default=False,
        title="Try the same parameters again",
        description="For targets that give another result each time; otherwise a repeated trial "
        "tells nothing new.",
    )


class RandomKind(_SamplingKind):
    """Independent random draws."""

    title: ClassVar[str] = "Random"
    advice: ClassVar[str] = (
        "Draws each trial by chance; a fair start that parallel workers cannot upset."
    )
    keeps_order: ClassVar[bool] = True

    kind: Literal["random"] = "random"


class QmcKind(_SamplingKind):
    """Quasi-random draws: a scrambled Sobol sequence."""

    title: ClassVar[str] = "Quasi-random"
    advice: ClassVar[str] = (
        "Spreads the trials evenly, without the gaps and clusters of chance; best to see a whole "
        "space with many workers."
    )
    keeps_order: ClassVar[bool] = True

    kind: Literal["qmc"] = "qmc"


class TpeKind(_SamplingKind):
    """Tree-structured Parzen estimator, by Optuna."""

    title: ClassVar[str] = "TPE (Bayesian)"
    advice: ClassVar[str] = (
        "Learns from finished trials where to look; best when a trial is expensive."
    )
    keeps_order: ClassVar[bool] = False

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:
        """Yields what TPE cannot do: draw by weights."""
        if isinstance(parameter.kind, Choice) and parameter.kind.weights is not None:
            yield _unused_weights(parameter.name, "TPE")

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


class CmaKind(_SamplingKind):
    """CMA-ES for mixed spaces: CatCMA with margin, by cmaes."""

    title: ClassVar[str] = "CMA-ES (evolution)"
    advice: ClassVar[str] = (
        "Moves a cloud of trials towards the best; for many numbers that act together, with some "
        "hundred trials or more."
    )
    keeps_order: ClassVar[bool] = False

    def limits(self, parameter: Parameter) -> Iterator[SpaceProblem]:
        """Yields what CMA-ES cannot do: draw by weights."""
        if isinstance(parameter.kind, Choice) and parameter.kind.weights is not None:
            yield _unused_weights(parameter.name, "CMA-ES")

    kind: Literal["cma"] = "cma"
    startup_trials: int = Field(
        default=10,
        ge=1,
        le=10_000,
        title="Quasi-random start",
        description="So many trials are spread evenly; the cloud starts around the best of them.",
    )


class ExtensionKind(_SamplingKind):
    """A strategy that an installed package adds under the entry-point group."""

    title: ClassVar[str] = "Extension"
    advice: ClassVar[str] = "Added by an installed package."
    keeps_order: ClassVar[bool] = False

    kind: str
    options: dict[str, Any] = Field(default_factory=dict)


def _unused_weights(name: str, strategy: str) -> SpaceProblem:
    message = f"The weights are not used; {strategy} learns how often to try each value."
    return SpaceProblem(name, "weights", message, is_note=True)


def _tag(value: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return str(kind) if isinstance(kind, str) and kind in _BUILT_IN_TAGS else "extension"


TunerKind: TypeAlias = Annotated[
    Annotated[GridKind, Tag("grid")]
    | Annotated[RandomKind, Tag("random")]
    | Annotated[QmcKind, Tag("qmc")]
    | Annotated[TpeKind, Tag("tpe")]
    | Annotated[CmaKind, Tag("cma")]
    | Annotated[ExtensionKind, Tag("extension")],
    Discriminator(_tag),
]

BuiltInKind: TypeAlias = GridKind | RandomKind | QmcKind | TpeKind | CmaKind

BUILT_IN_KINDS: tuple[type[BuiltInKind], ...] = (
    GridKind,
    RandomKind,
    QmcKind,
    TpeKind,
    CmaKind,
)

_BUILT_IN_TAGS = frozenset(kind.model_fields["kind"].default for kind in BUILT_IN_KINDS)
