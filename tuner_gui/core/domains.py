"""The kinds of a parameter: which values it may take, counted, listed, sampled and checked."""

from __future__ import annotations

from typing import TypeAlias

from tuner_gui.core.choices import Choice, Constant
from tuner_gui.core.normal import LogNormal, Normal
from tuner_gui.core.ranges import Float, Int

__all__ = ["Choice", "Constant", "Float", "Int", "LogNormal", "Normal", "ParameterKind"]

ParameterKind: TypeAlias = Choice | Float | Int | Normal | LogNormal | Constant
