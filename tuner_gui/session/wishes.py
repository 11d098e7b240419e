"""What a person says of a sweep in one line, and what it names; any thread."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Direction
from tuner_gui.targets.reading.static import is_readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import DatasetSpec, TargetSpec

TargetSort: TypeAlias = Literal["named", "file", "estimator"]


@dataclass(frozen=True, slots=True)
class SweepWishes:
    """What a person says of a sweep; the rest is proposed.

    Args:
        target: a script, with or without the words of a sub-command, or a configuration file, an
            estimator's class name, with or without its module, or what a module defines,
            `module:name` or `path/file.py:name`.
        command: the words of the script's sub-command; None for the one that trains.
        config: the file whose values a script takes over as `name=value`; empty for none.
        python: the interpreter of a script; empty for the one that runs this program.
        metric: the objective; of an estimator or a pipeline the scorer. Empty for the usual one.
        direction: None for the one that the target states, or that the metric's name tells.
        strategy: the name of a kind.
        trials: None for the whole grid, or for 48 with another strategy.
        early_stopping: the name of a rule; empty for none.
        trial_timeout_s: after which a trial is ended; None for never.
        data: a bundled data set, a file, or a Flight URL; empty for data that fit.
        target_column: of a table; empty for the last one.
        columns: the features of a table; none for all.
        excluded: columns of a table that are no features.
        split: which rows of a table are trained on, as `split_named` reads it; empty for all.
    """

    target: str
    command: tuple[str, ...] | None = None
    config: str = ""
    python: str = ""
    metric: str = ""
    direction: Direction | None = None
    strategy: str = "random"
    trials: int | None = None
    early_stopping: str = ""
    trial_timeout_s: float | None = None
    data: str = ""
    target_column: str = ""
    columns: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    split: str = ""
    folds: int = 5
    workers: int = 1
    seed: int = 0


class Subject(NamedTuple):
    """What is tuned, and what to know of it: a sentence each."""

    target: TargetSpec | None
    space: HyperParamSpace
    dataset: DatasetSpec
    metric: str
    direction: Direction = Direction.MAXIMIZE
    notes: tuple[str, ...] = ()


def sort_of_target(target: str) -> TargetSort:
    """Says what a line names: what a module defines, a file, or an estimator of scikit-learn.

    Raises:
        TuningError: it is empty.
    """
    if not target.strip():
        raise TuningError(
            "The TARGET is empty.",
            "Name a script, an estimator such as SVC, or code of your own as module:name or "
            "FILE.py:name.",
        )
    if ":" in target and target.rpartition(":")[2].isidentifier():
        return "named"
    path = Path(script_words(target)[0])
    is_file = is_readable(path) or (path.name != target and path.is_file())
    return "file" if is_file else "estimator"


def script_words(target: str) -> tuple[str, tuple[str, ...]]:
    """Returns the file of a line, and the words after it: those of a sub-command.

    A file that is called as the whole line is that file.

    Raises:
        TuningError: an option stands among the words.
    """
    if is_readable(Path(target)) or Path(target).is_file():
        return target, ()
    try:
        first, *words = shlex.split(target) or [target]
    except ValueError:  # a quotation mark that is part of a name
        return target, ()
    if not words or not is_readable(Path(first)):
        return target, ()
    if option := next((word for word in words if word.startswith("-")), ""):
        raise TuningError(
            f"{option} stands in the TARGET, where only the words of a sub-command can follow.",
            "Make the session, and write what stays as it is into its command in the window.",
        )
    return first, tuple(words)


def existing_file(name: str) -> Path:
    """The absolute path, so that the session can be opened from any folder.

    Raises:
        TuningError: there is none.
    """
    path = Path(name).absolute()
    if not path.is_file():
        raise TuningError(f"There is no file {path}.")
    return path


def nearest_words(name: str, names: Sequence[str]) -> str:
    """Returns a hint with the names that are most like a wrong one."""
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Some are {', '.join(names[:5])}."
