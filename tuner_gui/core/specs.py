"""What a session names: targets and datasets as data. Reading one runs no code."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tuner_gui.core.table_specs import ArrowSpec, FileSpec, FlightSpec, ParquetSpec


class _Spec(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EstimatorSpec(_Spec):
    """A scikit-learn classifier or regressor, scored by cross-validation.

    Args:
        estimator: its class name as scikit-learn lists it, such as `RandomForestClassifier`.
        scoring: a scikit-learn scorer name; empty for the estimator's own score.
        folds: number of cross-validation folds.
    """

    kind: Literal["estimator"] = "estimator"
    estimator: str = Field(min_length=1)
    scoring: str = ""
    folds: int = Field(default=5, ge=2, le=100)

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.estimator


class _NamedSpec(_Spec):
    """What a module or a file defines under a name.

    Args:
        path: `package.module:name` or `path/file.py:name`; a relative file is looked up from the
            working folder.
    """

    kind: str
    path: str = Field(pattern=r"^.+:[^\W\d]\w*$")

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.path.rpartition(":")[2]


class ClassSpec(_NamedSpec):
    """A Python class that obeys `Trainable`."""

    kind: Literal["class"] = "class"


class FunctionSpec(_NamedSpec):
    """A Python function that returns a metric, or several under their names.

    It is called with the parameters by their names, or, where its one parameter is a `trial`, with
    a stand-in for Optuna's trial.
    """

    kind: Literal["function"] = "function"


class PipelineSpec(_NamedSpec):
    """A scikit-learn estimator or Pipeline that a module holds, or a function there that makes one.

    Args:
        scoring: a scikit-learn scorer name; empty for the estimator's own score.
        folds: number of cross-validation folds.
    """

    kind: Literal["pipeline"] = "pipeline"
    scoring: str = ""
    folds: int = Field(default=5, ge=2, le=100)


class MetricPattern(_Spec):
    """Where in a line of output the value of one metric stands.

    Args:
        name: of the metric.
        text: the line's text around `{value}`; `{step}` is the step's number, `{any}` is anything,
            a space is any blank space. `{value}` alone is any number: the last one printed counts.
    """

    name: str = Field(min_length=1)
    text: str

    @field_validator("text")
    @classmethod
    def _has_one_value(cls, text: str) -> str:
        if text.count("{value}") != 1 or text.count("{step}") > 1:
            raise ValueError("must hold {value} once, and {step} at most once")
        return text


class MetricRules(_Spec):
    """How the metrics of a command are read; what it reports by `tuner_gui.report` always counts.

    Args:
        automatic: read `name=value`, `name: value`, JSON lines, and a line that is one number.
        patterns: further lines to look for; of a metric named here nothing is read automatically.
        file: a JSON, JSON lines or CSV file that the command writes, followed as it grows; from
            the working folder of the command, with placeholders as in its arguments.
    """

    automatic: bool = True
    patterns: tuple[MetricPattern, ...] = ()
    file: str = ""


class CommandSpec(_Spec):
    """Any program, started without a shell.

    In an element of `argv`, and in a value of `environment`, `{lr}` stands for the parameter's
    value, `{config}` for a file with all parameters, `{folder}` for a folder of the trial's own,
    `{python}` for the interpreter. `{flag?--on}` and `{flag?--on:--off}` choose by a true or false;
    `{{` and `}}` are braces. What belongs to an inactive parameter is left out.

    Args:
        argv: the program and its arguments.
        cwd: the folder to run in; a relative one is looked up from the session's folder.
        environment: variables to set besides those that there are.
        config_format: of the file `{config}`.
        python: the interpreter `{python}`, found like `cwd`; empty for the one that runs this
            program.
        metrics: how its metrics are read.
    """

    kind: Literal["command"] = "command"
    argv: tuple[str, ...] = Field(min_length=1)
    cwd: str = ""
    environment: dict[Annotated[str, Field(pattern=r"^[^=\x00]+$")], str] = Field(
        default_factory=dict
    )
    config_format: Literal["json", "yaml", "toml"] = "json"
    python: str = ""
    metrics: MetricRules = MetricRules()

    @field_validator("argv")
    @classmethod
    def _names_a_program(cls, argv: tuple[str, ...]) -> tuple[str, ...]:
        if not argv[0].strip():
            raise ValueError("must begin with a program")
        return argv

    @property
    def label(self) -> str:
        """A short name for a person: that of the script, or else of the program."""
        program, *rest = self.argv
        if program == "{python}" and rest[:1] == ["-m"] and len(rest) > 1:
            return rest[1]
        scripts = (word for word in rest if word.endswith((".py", ".sh", ".R", ".jl")))
        return PurePath(next(scripts, program)).name or program


PythonSpec: TypeAlias = ClassSpec | FunctionSpec | PipelineSpec
"""What a module or a file of the user's defines."""

TargetSpec: TypeAlias = Annotated[
    EstimatorSpec | ClassSpec | FunctionSpec | PipelineSpec | CommandSpec,
    Field(discriminator="kind"),
]


class NoDataSpec(_Spec):
    """No data: the target brings its own."""

    kind: Literal["none"] = "none"

    @property
    def label(self) -> str:
        """A short name for a person."""
        return "none"


class BundledSpec(_Spec):
    """A data set that scikit-learn brings along."""

    kind: Literal["bundled"] = "bundled"
    name: Literal["iris", "wine", "breast_cancer", "digits", "diabetes"]

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.name


class CsvSpec(FileSpec):
    """A CSV file with a header line."""

    kind: Literal["csv"] = "csv"


DatasetSpec: TypeAlias = Annotated[
    NoDataSpec | BundledSpec | CsvSpec | ParquetSpec | ArrowSpec | FlightSpec,
    Field(discriminator="kind"),
]
