"""Plain functions and models with types: nothing reads a command line."""
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal, Optional, Union

from annotated_types import Ge, Interval, Le
from pydantic import BaseModel, Field, PositiveFloat, conint

Unit = Annotated[float, Interval(ge=0, le=1)]


class Criterion(str, Enum):
    GINI = "gini"
    ENTROPY = "entropy"


def objective(
    n_estimators: Annotated[int, Ge(10), Le(500)] = 100,
    criterion: Criterion = Criterion.GINI,
    max_features: Literal["sqrt", "log2"] | None = "sqrt",
    max_depth: Optional[int] = None,
    min_samples_leaf: "int" = 1,
    ccp_alpha: float = 0.0,
    subsample: Unit = 0.8,
    bootstrap: bool = True,
    learning_rate=0.05,
    random_state: int = 0,
    *,
    class_weight: Union[str, None] = None,
    **others,
) -> float:
    """Scores a forest.

    :param n_estimators: how many trees
    :param ccp_alpha: pruning
    """
    return 0.5


class OptimizerConfig(BaseModel):
    name: Literal["sgd", "adam"] = "adam"
    lr: float = Field(1e-3, gt=0, le=1, description="Step size.")
    weight_decay: float = Field(default=0.0, ge=0)


class Config(BaseModel):
    model_config = {"extra": "forbid"}
    optimizer: OptimizerConfig = OptimizerConfig()
    layers: int = Field(2, ge=1, le=6)
    width: conint(ge=8, le=512, multiple_of=8) = 64
    scale: PositiveFloat = 1.5
    alpha: float = Field(1e-4, ge=1e-8, le=1, json_schema_extra={"log": True})
    sizes: list[int] = [1, 2]
    data_path: str = "x.csv"


class Net:
    def __init__(self, hidden: int = 32, dropout: float = 0.2, activation: Literal["relu", "tanh"] = "relu"):
        self.hidden = hidden
