"""Forecasting with shared options and sub-commands."""
import functools
from pathlib import Path

import click

HORIZONS = [1, 7, 28]
LOSSES = ("mae", "mse", "quantile")


def data_options(function):
    @click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
    @click.option("--horizon", type=click.Choice([str(h) for h in HORIZONS]), default="7")
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@click.group(context_settings={"show_default": True})
@click.option("--verbose/--no-verbose", default=False, help="Say more.")
@click.version_option("1.0")
@click.pass_context
def cli(ctx, verbose):
    """Forecasts."""
    ctx.obj = {"verbose": verbose}


@cli.command("fit")
@data_options
@click.option("--learning-rate", "-lr", "lr", default=1e-3, help="Step size.")
@click.option("--layers", type=click.IntRange(1, 8), default=2)
@click.option("--dropout", type=click.FloatRange(min=0, max=1, max_open=True), default=0.1)
@click.option("--loss", type=click.Choice(LOSSES, case_sensitive=False), default="mae")
@click.option("--normalise/--raw", default=True)
@click.option("--early-stop", is_flag=True, help="Stop when it gets worse.")
@click.option("--hidden", default=64, type=click.INT)
@click.option("--lag", multiple=True, type=int, default=[1, 2])
@click.option("--weight-decay", type=float)
@click.option("-v", "--loud", count=True)
@click.argument("name", default="model")
def fit(lr, **options):
    click.echo(f"score={lr}")


@cli.command()
@data_options
@click.option("--model", "model_path", type=click.Path(), required=True)
def predict(**options):
    pass


if __name__ == "__main__":
    cli()
