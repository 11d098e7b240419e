"""What code a session would run, said and asked for before it does; imports nothing of it.

Main thread, for the terminal; the words for any thread.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.errors import TuningError
from tuner_gui.core.nesting import flatten
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.core.table_specs import FlightSpec
from tuner_gui.session.trust_content import content_of, printable, untried
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.located import located

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.specs import PythonSpec, TargetSpec
    from tuner_gui.session.document import Session
    from tuner_gui.session.trust_content import RunContent, Tried
    from tuner_gui.session.trust_store import TrustStore

_MOST_NAMED = 4


def foreign_code(target: TargetSpec | None) -> str | None:
    """Returns which code of the user's a target runs, in words; None where it runs only libraries.

    Args:
        target: of the sweep that is about to run, from the working folder.
    """
    match target:
        case None | EstimatorSpec():
            return None
        case ClassSpec():
            return _defined("class", target)
        case FunctionSpec():
            return _defined("function", target)
        case PipelineSpec():
            return _defined("pipeline", target)
        case CommandSpec():
            return f"the command {_template(target)} (working folder {Path(target.cwd).absolute()})"
        case never:
            assert_never(never)


def _defined(noun: str, spec: PythonSpec) -> str:
    source, _, name = spec.path.rpartition(":")
    if source.endswith(".py") or "/" in source or "\\" in source:
        return f"the {noun} {name} in {Path(source).absolute()}"
    return f"the {noun} {name} of the module {source} (working folder {Path.cwd()})"


def _template(spec: CommandSpec) -> str:
    """The whole command in one line, with nothing in it that a terminal would obey."""
    words = [word.replace("{python}", interpreter_of(spec)) for word in spec.argv]
    settings = [f"{name}={value}" for name, value in spec.environment.items()]
    line = shlex.join([*(["env"] if settings else []), *settings, *words])
    return printable(line)


def told(config: SweepConfig) -> str:
    """Returns what a sweep runs that is not of a library, in words; empty where there is nothing.

    Args:
        config: the sweep that is about to run, from the working folder.
    """
    code = foreign_code(config.target)
    said = [] if code is None else [f"runs {printable(code)}"]
    if isinstance(config.dataset, FlightSpec):
        said.append(f"fetches its data from {printable(config.dataset.location)}")
    return " and ".join(said)


def changed_words(changes: Sequence[str]) -> str:
    """Returns in one sentence what is not as it was when it was trusted; empty for nothing."""
    if not changes:
        return ""
    named = list(changes[:_MOST_NAMED])
    if more := len(changes) - len(named):
        named.append("1 more thing" if more == 1 else f"{more} more things")
    *first, last = named
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Changed since you trusted it: {listed}."


def require_trust(
    config: SweepConfig,
    session: Path,
    store: TrustStore,
    *,
    tried: Tried = untried,
    is_granted: bool = False,
) -> None:
    """Asks on the terminal, once, whether a session may run its code, if it names any.

    Args:
        config: the sweep that is about to run, from the working folder.
        session: its file.
        store: what this user lets run; a yes is kept there.
        tried: what its trials have of each parameter.
        is_granted: the person has said yes already.

    Raises:
        TuningError: the answer is not yes, or there is no terminal to ask on.
    """
    content = content_of(config, session, tried)
    if content is None or (not is_granted and store.is_trusted(content)):
        return
    if not is_granted:
        _ask(config, session, content, store)
    store.trust(content, session)


def tried_in(session: Session) -> Tried:
    """Returns what tells the values that the trials of a session have of a parameter."""

    def tried(name: str) -> Iterator[object]:
        for record in session.records:
            params = flatten(record.params)
            if name in params:
                yield params[name]

    return tried


def trust_as_made(config: SweepConfig, session: Path, store: TrustStore) -> None:
    """Notes that a session was made here, by this user, and so may run.

    Args:
        config: the sweep as it stands in its file.
        session: the file.
        store: what this user lets run.
    """
    if content := content_of(located(config, session.parent), session):
        store.trust(content, session)


def _ask(config: SweepConfig, session: Path, content: RunContent, store: TrustStore) -> None:
    if damage := store.take_damage():
        sys.stderr.write(f"{damage}\n")
    changed = changed_words(store.changes(content, session))
    sentence = f"{session.name} {told(config)}."
    if sys.stdin is None or not sys.stdin.isatty():
        said = f"{sentence} {changed}".rstrip()
        raise TuningError(said, "If you trust it, say so with --yes.")
    width = max(len(label) for label, _ in content.rows)
    rows = [f"  {label:<{width}}  {text}" for label, text in content.rows]
    lines = [sentence, *rows, *([changed] if changed else [])]
    sys.stderr.write("\n".join([*lines, "Do you trust it? [y/N] "]))
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise TuningError("Not trusted, so nothing was run.")
