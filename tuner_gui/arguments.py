"""The grammar of the command line; standard library only, main thread."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WRONG_USE = 2

_NAME = "tuner-gui"
_USAGE = "tuner-gui [SESSION | --demo | COMMAND ...]"
_DESCRIPTION = (
    "Hyper-parameter sweeps with a window. Without a command, tuner-gui opens the window, "
    "with SESSION if one is named; --demo opens the bundled example and starts it."
)


def parse_arguments(
    argv: Sequence[str], commands: Mapping[str, Callable[[argparse.Namespace], int]]
) -> argparse.Namespace:
    """Returns the arguments by name, with the function of their command as `command`.

    Args:
        argv: the words after the program's name.
        commands: what each command does; the keys are those of COMMANDS.

    Raises:
        SystemExit: with 0 after --help, with 2 after one sentence on stderr where the words make
            no sense.
    """
    parser = _Parser(prog=_NAME, usage=_USAGE, description=_DESCRIPTION)
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="say which version this is")
    parser.add_argument("--debug", action="store_true", help="show where an error comes from")
    subparsers = parser.add_subparsers(metavar="COMMAND", prog=_NAME)
    for name, (summary, add_arguments) in COMMANDS.items():
        each = (  # the list of --help has those with a summary
            subparsers.add_parser(name, help=summary, description=summary, allow_abbrev=False)
            if summary
            else subparsers.add_parser(name, prog=_NAME, allow_abbrev=False)
        )
        each.add_argument("--debug", action="store_true", default=argparse.SUPPRESS)
        each.set_defaults(command=commands[name])
        add_arguments(each)
    first_word = next((word for word in argv if not word.startswith("-")), None)
    is_question = first_word is None and not {"-h", "--help", "--version"}.isdisjoint(argv)
    words = argv if first_word in COMMANDS or is_question else [OPEN, *argv]
    arguments, unknown = parser.parse_known_args(words)
    if unknown:  # said by the command, whose --help has what it takes
        about = subparsers.choices.get(first_word or "", parser)
        about.error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}. See {self.prog} --help.\n")


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            shown = f"{_NAME} {version(_NAME)}"
        except PackageNotFoundError:
            shown = f"{_NAME}, a checkout that is not installed"
        sys.stdout.write(f"{shown}\n")
        parser.exit(0)


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        is_number = text.isascii() and text.isdecimal() and len(text) < 20
        if is_number and low <= int(text) <= high:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {low} to {high}")

    return parse


_TRIALS = _whole(1, 100_000_000)
_WORKERS = _whole(1, 1024)
_SEED = _whole(0, 2**63 - 1)
_SECONDS = _whole(1, 10_000_000)


def _open_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sessions", metavar="SESSION", nargs="*", type=Path)
    parser.add_argument("--demo", action="store_true")


def _picture_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", type=Path)
    parser.add_argument("picture", metavar="PNG", type=Path)
    parser.add_argument("--chart", action="store_true")


_TARGET_HELP = "a script, an estimator's name, or module:name or FILE.py:name"


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def _inspect_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("target", metavar="TARGET", help=f"{_TARGET_HELP}, or a YAML, JSON or TOML file")
    add("--exact", action="store_true", help="run a script up to its command line, or load a name")
    add("--python", metavar="PROGRAM", default="", help="the Python for --exact; this one")
    add("--timeout", metavar="S", type=_whole(1, 86_400), default=30, help="seconds for --exact")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_RULES_HELP = "median, asha, hyperband or patience: stop what is not promising"


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("target", metavar="TARGET", help=_TARGET_HELP)
    add("--out", metavar="SESSION", type=Path, required=True, help="the file to make")
    add("--command", metavar="WORDS", type=_words, dest="words", help="the script's sub-command")
    add("--config", metavar="FILE", default="", help="whose values a script takes as name=value")
    add("--python", metavar="PROGRAM", default="", help="the Python that runs a script; this one")
    add("--metric", metavar="NAME", default="", help="what to optimise; of an estimator a scorer")
    add("--direction", choices=("maximize", "minimize"), help="else as the metric's name says")
    add(
        "--strategy",
        metavar="NAME",
        default="random",
        help="grid, random (the usual), qmc, tpe or cma",
    )
    add("--trials", metavar="N", type=_TRIALS, help="how many in all; 48, or the whole grid")
    add("--timeout", metavar="S", type=_SECONDS, help="seconds that one trial may take")
    add("--early-stopping", metavar="NAME", default="", help=_RULES_HELP)
    add("--data", metavar="DATA", default="", help="a bundled set, a file or grpc://HOST:PORT/NAME")
    add("--target-column", metavar="NAME", default="", help="of the table; the last one")
    add("--columns", metavar="A,B,…", type=_names, default=(), help="of the table; all of them")
    add("--exclude", metavar="A,B,…", type=_names, default=(), help="columns that tell nothing")
    add("--split", metavar="RULE", default="", help="rows to train on: 0.8, or COLUMN=VALUE,…")
    add("--folds", metavar="N", type=_whole(2, 100), default=5, help="of the cross-validation")
    add("--workers", metavar="N", type=_WORKERS, default=1, help="how many trials at a time")
    add("--seed", metavar="N", type=_SEED, default=0)
    add("--force", action="store_true", help="replace an existing file")


def _place(text: str) -> Path | str:
    return text if "://" in text else Path(text)


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("session", metavar="SESSION", type=Path)
    add("--trials", metavar="N", type=_TRIALS, help="how many in all, those done included")
    add("--workers", metavar="N", type=_WORKERS, help="how many trials at a time")
    add("--seed", metavar="N", type=_SEED)
    add("--strategy", metavar="NAME", help="go on with grid, random, qmc, tpe or cma")
    add("--out", metavar="SESSION", type=Path, help="where to save, instead of in SESSION")
    add("--export", metavar="FILE", type=Path, help="write the best parameters, by its suffix")
    add("--mlflow", metavar="PLACE", type=_place, help="log to MLflow: a folder, a .db, a server")
    add("--quiet", action="store_true", help="show no progress")
    add("--yes", action="store_true", help="run the code that the session names without asking")
    add("--force", action="store_true", help="replace what --out names")


def _rerun_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("target", metavar="TARGET", help="as a session has it, as JSON")
    add("params", metavar="PARAMS", help="as one JSON object")
    add("--data", metavar="DATA", default='{"kind": "none"}', help="as a session has it, as JSON")
    add("--metric", metavar="NAME", default="score", help="the name of a lone number")
    add("--number", metavar="N", type=_whole(0, 2**63 - 1), default=0, help="of the trial")


_FORMATS_HELP = (
    "parameters: json (the usual), yaml, toml, env, python, kwargs, args, hydra, sklearn, command; "
    "all trials: csv, tsv, jsonl, parquet, markdown, latex, optuna-study, mlflow; "
    "the chart: png, svg; the search space: wandb, nni, optuna. Else by the name of --out"
)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("session", metavar="SESSION", type=Path)
    add("--format", metavar="NAME", help=_FORMATS_HELP)
    add("--trial", metavar="N", type=_whole(0, 2**63 - 1), help="this one instead of the best")
    add("--out", metavar="FILE", type=_place, help="write a file instead of to the terminal")
    add("--into", metavar="CONFIG", type=Path, help="change the values in your YAML, TOML or JSON")
    add("--yes", action="store_true", help="with --into: write without asking")
    add("--study", metavar="NAME", default="", help="of the Optuna study; that of the sweep")
    add("--force", action="store_true", help="replace what --out names")


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help="of W&B, NNI, scikit-learn or Optuna")
    add("--out", metavar="SESSION", type=Path, required=True, help="the file to make")
    add("--study", metavar="NAME", help="which study of Optuna, where there are several")
    add("--target", metavar="TARGET", default="", help="of a study: what goes on with it")
    add("--force", action="store_true", help="replace an existing file")


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", type=Path)


class _Command(NamedTuple):
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]


OPEN = "open"
"""The command that is meant where none is named."""

COMMANDS = {
    OPEN: _Command("", _open_arguments),
    "picture": _Command("", _picture_arguments),
    "new": _Command("make a session, with a proposed search space", _new_arguments),
    "run": _Command("run a session without a window, or go on with it", _run_arguments),
    "inspect": _Command("print the search space that is read off a target", _inspect_arguments),
    "rerun": _Command("run one trial again, as copied from it", _rerun_arguments),
    "import": _Command("make a session from another tool's space or study", _import_arguments),
    "export": _Command("write the best parameters, the trials or the space", _export_arguments),
    "validate": _Command("say whether a file is a valid session", _validate_arguments),
}
"""What is to be known of each command; those without a summary are not for people."""
