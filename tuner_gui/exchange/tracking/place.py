"""Where MLflow keeps runs: its file store, its SQLite store or a server; any thread.

MLflow comes with the extra `mlflow`. Nothing is sent anywhere but to the place that is named.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.exchange.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator


def client_for(place: str | Path) -> Any:
    """Returns MLflow's client for a place.

    Args:
        place: a folder (the file store), a file that ends in .db (the SQLite store), or the address
            of a server.

    Raises:
        ExportError: MLflow is not installed.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    try:
        from mlflow import MlflowClient
    except ImportError:
        raise ExportError(
            "To log to MLflow needs mlflow, which is not installed.",
            "Install it by: pip install 'tuner-gui[mlflow]'",
        ) from None
    with _file_store_allowed():
        return MlflowClient(tracking_uri=_address(place))


def _address(place: str | Path) -> str:
    if isinstance(place, str) and "://" in place:
        return place
    path = Path(place).absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}" if path.suffix == ".db" else path.as_uri()


@contextmanager
def _file_store_allowed() -> Iterator[None]:
    """MLflow keeps its file store for who asks for it."""
    name = "MLFLOW_ALLOW_FILE_STORE"
    before = os.environ.get(name)
    os.environ[name] = "true"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def failures_told(place: str | Path) -> Iterator[None]:
    """Turns what MLflow raises into one sentence."""
    try:
        yield
    except ExportError:
        raise
    except Exception as error:  # of MLflow, its store or its server
        raise ExportError(
            f"MLflow cannot write to {place}: {first_line(error)}", "Name another place."
        ) from error


def first_line(error: Exception) -> str:
    """Returns what an error says first."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return f"{lines[0][:120].rstrip('.')}."
