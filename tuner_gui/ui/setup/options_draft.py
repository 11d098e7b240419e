"""The options of a model as typed: of a strategy, a rule, a budget. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from tuner_gui.core.early_stopping import EARLY_STOPPING_RULES, EarlyStopping
from tuner_gui.core.kinds import BUILT_IN_KINDS, TunerKind
from tuner_gui.ui.setup.option_fields import OptionField, option_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

_NOT_OPTIONS = ("kind", "seed")
"""A model's tag, and what the sweep's own seed feeds."""


@dataclass(frozen=True, slots=True)
class OptionsDraft(Generic[Model]):
    """A model with its options as typed; what the form does not show stays in `base`."""

    base: Model
    fields: tuple[OptionField, ...]
    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, base: Model, fields: Sequence[OptionField] | None = None) -> Self:
        """Returns the draft that reads as this model; by default with all that a form can show."""
        shown = tuple(option_fields(type(base), _NOT_OPTIONS) if fields is None else fields)
        texts = ((field.name, field.text_of(getattr(base, field.name))) for field in shown)
        return cls(base, shown, tuple(texts))

    def text(self, name: str) -> str:
        """Returns the text of an option."""
        return dict(self.texts)[name]

    def with_text(self, name: str, text: str) -> Self:
        """Returns the draft with another text for an option."""
        return replace(self, texts=tuple((dict(self.texts) | {name: text}).items()))

    def read(self, prefix: str, refuse: Callable[[str, str], None]) -> dict[str, Any]:
        """Returns the options that can be read; refuses the others by prefix and name."""
        options: dict[str, Any] = {}
        for each in self.fields:
            text = self.text(each.name)
            if each.accepts(text):
                options[each.name] = each.parse(text)
            else:
                refuse(f"{prefix}.{each.name}", each.rule)
        return options


@dataclass(frozen=True, slots=True)
class StrategyDraft(OptionsDraft[TunerKind]):
    """A strategy with its options as typed."""

    @property
    def tag(self) -> str:
        """What tells the strategies apart."""
        return self.base.kind

    def with_text(self, name: str, text: str) -> StrategyDraft:
        """Returns the draft with another text for an option; switched on, it excludes others."""
        others: dict[str, str] = {}
        if text == "true" and name in self.base.exclusive:
            others = dict.fromkeys(self.base.exclusive, "false")
        return replace(self, texts=tuple((dict(self.texts) | others | {name: text}).items()))


@dataclass(frozen=True, slots=True)
class RuleDraft(OptionsDraft[EarlyStopping]):
    """A rule of early stopping with its options as typed."""

    @property
    def tag(self) -> str:
        """What tells the rules apart."""
        return self.base.kind

    @property
    def is_blank(self) -> bool:
        """True where the rule has bounds to set, and none is set."""
        optional = [self.text(each.name) for each in self.fields if each.is_optional]
        return not any(text.strip() for text in optional)


def strategy_drafts(chosen: TunerKind) -> tuple[StrategyDraft, ...]:
    """Returns the built-in strategies, and the chosen one should it come from a package."""
    kinds: dict[str, TunerKind] = {}
    for kind in (*(each() for each in BUILT_IN_KINDS), chosen):
        kinds[kind.kind] = kind
    return tuple(StrategyDraft.of(kind) for kind in kinds.values())


def rule_drafts(chosen: EarlyStopping | None) -> tuple[RuleDraft, ...]:
    """Returns all rules; a threshold has no bounds yet."""
    rules: dict[str, EarlyStopping] = {}
    for rule in (*(each.model_construct() for each in EARLY_STOPPING_RULES), chosen):
        if rule is not None:
            rules[rule.kind] = rule
    return tuple(RuleDraft.of(rule) for rule in rules.values())
