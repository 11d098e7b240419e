"""What a session names: targets and datasets as data. Reading one runs no code."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


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


class ClassSpec(_Spec):
    """A Python class that obeys `Trainable`.

    Args:
        path: `package.module:Class` or `path/file.py:Class`; a relative file is looked up from
            the working folder.
    """

    kind: Literal["class"] = "class"
    path: str = Field(pattern=r"^.+:[^\W\d]\w*$")

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.path.rpartition(":")[2]


TargetSpec: TypeAlias = Annotated[EstimatorSpec | ClassSpec, Field(discriminator="kind")]


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


class CsvSpec(_Spec):
    """A CSV file with a header line; one column is the target, the others are features."""

    kind: Literal["csv"] = "csv"
    path: str = Field(min_length=1)
    target_column: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.path.replace("\\", "/").rpartition("/")[2]


DatasetSpec: TypeAlias = Annotated[NoDataSpec | BundledSpec | CsvSpec, Field(discriminator="kind")]
