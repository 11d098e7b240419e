"""What every exporter of parameters owes: its reader gets back the values that the trial had."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.nesting import nest
from tuner_gui.core.objective import Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.exchange.best import export_best
from tuner_gui.exchange.errors import ExportError

TRAPS = [
    *("no", "NO", "off", "y", "on", "null", "~", "true", "1e3", "1e-05", "0x1F", "0o17", "1_000"),
    *("12:30:45", "2026-11-23", ".5", ".inf", "-.inf", ".nan", "=", "<<", "", " ", "- a", "# a"),
    *("a: b", "a #b", "[1]", "{a}", "'", '"', "\\", "\n", "a\nb\n", "\t", "\r\n", "\0", "\x7f"),
    *("\x85", "\u2028", "\ufeff", "ä", "日本", "\U0001f600", "%", "@", "`", "&a", "*a", "!a"),
    *("|", ">", "-", "--- ", "--x=1", "-1e-05", "$HOME", "${HOME}", "\\${a}", "\\'", "'\\"),
]  # fmt: skip
"""Texts that some reader takes for something else."""

NUMBERS = [0, -1, 2**53 + 1, -(2**63), 1e-05, 1e16, 1e22, 5e-324, 1.7976931348623157e308, 0.1, -0.0]

_text = st.sampled_from(TRAPS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
_numbers = st.sampled_from(NUMBERS) | st.floats(allow_nan=False, allow_infinity=False)
_numbers |= st.integers(-(2**63), 2**63 - 1)
_scalars = st.booleans() | _numbers | _text
_names = st.sampled_from(["y", "n", "on", "null", "_x", "lr", "größe", "a-b", "n_estimators"])


def params(scalars: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any parameters, with groups, and tuples of tuples."""
    values = st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4
    )
    names = _names | st.builds("group.{}".format, _names) | st.builds("group.1.{}".format, _names)
    return st.dictionaries(names, values, max_size=6).map(lambda flat: nest(flat.items()))


def exported(params: Any, format_name: str, *, sweep: str = "forest") -> str:
    config = SweepConfig(sweep, None, HyperParamSpace(), RandomKind(), objective=Objective("acc"))
    record = TrialRecord(17, params, TrialState.COMPLETE, 0.97)
    return export_best(record, config, format_name)


def with_lists(value: Any) -> Any:
    """The value as a format without tuples has it."""
    if isinstance(value, dict):
        return {name: with_lists(item) for name, item in value.items()}
    return [with_lists(item) for item in value] if isinstance(value, tuple) else value


def exactly(value: Any) -> str:
    """A text that differs for 1, 1.0 and True, which are equal, but not for the order of names."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {exactly(value[name])}' for name in sorted(value))}}}"
    return repr(value)


# each contract runs the same property on a format of its own, and means to
inherited = settings(suppress_health_check=[HealthCheck.differing_executors])


class ExporterContract:
    """Subclass it, name the format and give `read`."""

    format_name: ClassVar[str]
    has_none: ClassVar[bool] = True
    has_tuples: ClassVar[bool] = False

    def read(self, text: str) -> Any:
        """What the format's own reader makes of the text."""
        raise NotImplementedError

    def expected(self, params: Any) -> Any:
        return params if self.has_tuples else with_lists(params)

    def can_say(self, params: Any) -> bool:
        """Says whether the format has a way to say these; else the exporter must refuse."""
        return True

    def check(self, given_params: Any) -> None:
        if self.can_say(given_params):
            back = self.read(exported(given_params, self.format_name))
            assert exactly(back) == exactly(self.expected(given_params))
        else:
            with pytest.raises(ExportError):
                exported(given_params, self.format_name)

    @inherited
    @given(data=st.data())
    def test_that_any_parameters_are_read_back_exactly(self, data: st.DataObject) -> None:
        given_params = data.draw(params(_scalars | st.none() if self.has_none else _scalars))
        self.check(given_params)

    @pytest.mark.parametrize("text", TRAPS)
    def test_that_text_stays_text(self, text: str) -> None:
        given_params = {"one": text, "list": (text, (text,)), "group": {"inner": text}}
        self.check(given_params)

    @inherited
    @given(st.text(max_size=20))
    def test_that_the_name_of_the_sweep_cannot_become_a_parameter(self, name: str) -> None:
        text = exported({"lr": 0.1}, self.format_name, sweep=f"a\n{name}\nlr: 3\nlr = 3")
        assert self.read(text) == self.expected({"lr": 0.1})

    def test_that_no_parameters_are_an_empty_document(self) -> None:
        assert self.read(exported({}, self.format_name)) == {}

    def test_that_the_text_ends_with_a_line_break(self) -> None:
        assert exported({"lr": 0.1}, self.format_name).endswith("\n")
