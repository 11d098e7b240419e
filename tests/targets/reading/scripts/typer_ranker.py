"""A typer program with a signature in each of its styles."""
from enum import Enum
from pathlib import Path
from typing import List, Literal, Optional

import typer
from typing_extensions import Annotated

app = typer.Typer(add_completion=False)


class Backbone(str, Enum):
    small = "small"
    large = "large"


@app.command()
def train(
    data: Path,
    learning_rate: float = typer.Option(3e-4, "--lr", help="Learning rate", min=1e-6, max=1.0),
    batch_size: Annotated[int, typer.Option("--batch-size", "-b", help="Per step")] = 64,
    backbone: Backbone = Backbone.small,
    dropout: Annotated[float, typer.Option(min=0.0, max=0.9)] = 0.1,
    pooling: Annotated[Literal["mean", "max"], typer.Option()] = "mean",
    use_bias: bool = True,
    shuffle: Annotated[bool, typer.Option("--shuffle")] = False,
    tags: List[str] = [],
    margin: Optional[float] = 0.2,
    epochs: int = typer.Option(..., help="How long"),
    seed: int = 0,
    out: Optional[Path] = None,
):
    """Train a ranker."""
    typer.echo(f"ndcg={learning_rate}")


@app.command(name="score")
def score_files(model: Path, top_k: int = 10):
    """Score files."""


if __name__ == "__main__":
    app()
