"""What a person makes of a script: ticks, metric, command; then a sweep. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec, FunctionSpec, NoDataSpec
from tuner_gui.targets.command.line_text import read_command_text
from tuner_gui.targets.command.printed_names import usual_direction
from tuner_gui.targets.reading.command_template import argv_of
from tuner_gui.targets.reading.read_target import space_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.specs import TargetSpec
    from tuner_gui.session.script_answer import ScriptAnswer
    from tuner_gui.targets.reading.read_target import ReadParameter, ReadTarget

ANY_METRIC = "score"
"""What a metric is called of which nothing is known."""

_CONFIG_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".toml"})
_LIKELY_SCRIPTS = ("train.py", "main.py", "run.py")


@dataclass(frozen=True, slots=True)
class ScriptDraft:
    """What the dialog says.

    Args:
        path: of the script, the program or the configuration file.
        read: None where nothing could be read.
        ticked: the names that go into the space.
        metric: as typed; empty where none was found.
        is_direction_chosen: by the person; else it follows the metric's name.
        metrics: the names to propose.
        command: typed where the file itself does not tell the command; see `needs_command`.
    """

    path: Path
    read: ReadTarget | None = None
    ticked: frozenset[str] = frozenset()
    metric: str = ""
    direction: Direction = Direction.MAXIMIZE
    is_direction_chosen: bool = False
    metrics: tuple[str, ...] = ()
    command: str = ""

    @classmethod
    def of(cls, path: Path, answer: ScriptAnswer) -> ScriptDraft:
        """Returns the draft with everything as it is proposed."""
        metric = next(iter(answer.metrics), "")
        read = answer.read
        return cls(
            path=path.absolute(),
            read=read,
            ticked=frozenset(() if read is None else read.selected),
            metric=metric,
            direction=_direction(read, metric),
            metrics=answer.metrics,
            command=_proposed_command(path),
        )

    @property
    def parameters(self) -> tuple[ReadParameter, ...]:
        """All that was read."""
        return () if self.read is None else self.read.parameters

    @property
    def command_words(self) -> tuple[str, ...]:
        """The words of the sub-command that runs."""
        return () if self.read is None else self.read.command

    @property
    def is_function(self) -> bool:
        """True where what was read is called, not started as a program."""
        return self.read is not None and self.read.is_called

    @property
    def needs_command(self) -> bool:
        """True where the command has to be written: the file does not say how it is run."""
        return self.read is not None and not self.is_function and not argv_of(self.read, ())

    def read_again(self, answer: ScriptAnswer) -> ScriptDraft:
        """Returns the draft of what was read in another way; ticks stay where they can.

        Those of another sub-command are as proposed.
        """
        fresh = ScriptDraft.of(self.path, answer)
        before = {each.name for each in self.parameters}
        kept = {each.name for each in fresh.parameters if each.name in self.ticked}
        new = {name for name in fresh.ticked if name not in before}
        return replace(
            fresh,
            ticked=frozenset(kept | new)
            if fresh.command_words == self.command_words
            else fresh.ticked,
            metric=self.metric or fresh.metric,
            direction=self.direction if self.metric else fresh.direction,
            is_direction_chosen=self.is_direction_chosen,
            metrics=fresh.metrics or self.metrics,
            command=self.command,
        )

    def with_ticks(self, names: Iterable[str], *, is_ticked: bool) -> ScriptDraft:
        """Returns the draft with these names ticked, or not."""
        names = frozenset(names)
        return replace(self, ticked=self.ticked | names if is_ticked else self.ticked - names)

    def with_metric(self, metric: str) -> ScriptDraft:
        """Returns the draft with another metric, which brings its direction unless one is chosen.

        What a script itself says of its study counts as chosen.
        """
        is_free = not self.is_direction_chosen
        direction = _direction(self.read, metric) if is_free else self.direction
        return replace(self, metric=metric, direction=direction)

    def with_direction(self, direction: Direction) -> ScriptDraft:
        """Returns the draft with the direction that the person chooses."""
        return replace(self, direction=direction, is_direction_chosen=True)

    def missing(self) -> tuple[str, ...]:
        """Returns the names without which the script does not run, and which are not ticked."""
        required = () if self.read is None else self.read.required
        return tuple(name for name in required if name not in self.ticked)

    def space(self) -> HyperParamSpace:
        """Returns the space of what is ticked."""
        return HyperParamSpace() if self.read is None else space_of(self.read, self.ticked)

    def target(self) -> TargetSpec | None:
        """Returns what runs; None where no command is written.

        Raises:
            TuningError: the command that is written cannot be read.
        """
        folder = self.path.parent
        if self.read is not None and self.is_function:
            return FunctionSpec(path=f"{self.path}:{self.read.name_in_file}")
        argv = () if self.read is None else argv_of(self.read, self.ticked)
        if self.needs_command:
            argv = read_command_text(self.command)
        elif self.read is None:
            argv = _plain_argv(self.path)
        if not argv or not argv[0].strip():
            return None
        whole, name = _literal(str(self.path)), _literal(self.path.name)
        words = (argv[0], *(name if word == whole else word for word in argv[1:]))
        return CommandSpec(argv=words, cwd=str(folder))

    def config(self, base: SweepConfig) -> SweepConfig:
        """Returns the sweep that it makes.

        Args:
            base: for all that the dialog does not ask.

        Raises:
            TuningError: the command that is written cannot be read.
        """
        metric = self.metric.strip() or ANY_METRIC
        return replace(
            base,
            target=self.target(),
            space=self.space(),
            dataset=NoDataSpec(),
            objective=Objective(metric, self.direction),
        )


def _plain_argv(path: Path) -> tuple[str, ...]:
    """How a program is started that says nothing of its parameters."""
    if path.suffix.lower() in {".py", ".pyw"}:
        return ("{python}", _literal(str(path)))
    return (_literal(str(path)),)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _direction(read: ReadTarget | None, metric: str) -> Direction:
    if read is not None and read.direction:
        return Direction(read.direction)
    return usual_direction(metric)


def script_beside(path: Path) -> str:
    """Returns the script that most likely reads a configuration file; empty without one."""
    beside = (path.parent / name for name in _LIKELY_SCRIPTS)
    return next((each.name for each in beside if each.is_file()), "")


def _proposed_command(path: Path) -> str:
    if path.suffix.lower() not in _CONFIG_SUFFIXES:
        return ""
    return f"{{python}} {script_beside(path) or 'train.py'} --config {{config}}"
