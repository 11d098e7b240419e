"""Where MLflow keeps runs: its file store, its SQLite store or a server; any thread.

MLflow comes with the extra `mlflow`. Nothing is sent anywhere but to the place that is named.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TuningError
from tuner_gui.exchange.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator


_DEFAULTS = {
    "MLFLOW_ALLOW_FILE_STORE": True,  # it is for who asks for it
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": 2,
    "MLFLOW_HTTP_REQUEST_TIMEOUT": 20,
}

_ADDRESS_SIGNS = "?#%"


def is_installed() -> bool:
    """Says whether MLflow can be imported, without importing it."""
    found = find_spec("mlflow")
    return found is not None and found.origin is not None


def not_installed() -> ExportError:
    """Returns what is said where MLflow is missing."""
    return ExportError(
        "To log to MLflow needs mlflow, which is not installed.",
        "Install it by: pip install 'tuner-gui[mlflow]'",
    )


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
        raise not_installed() from None
    _set_defaults()
    return MlflowClient(tracking_uri=_address(place))


def _set_defaults() -> None:
    """Lets MLflow give up after about a minute, where it would try for several.

    What the user's environment says counts. That itself stays as it is: trials inherit it.
    """
    from mlflow import environment_variables

    for name, value in _DEFAULTS.items():
        variable = getattr(environment_variables, name, None)  # the first is not in every MLflow 3
        if variable is not None:
            variable.default = value


def place_of(text: str, folder: Path) -> str | Path:
    """Returns the place that a person typed.

    Args:
        text: an address, or a path.
        folder: where a path begins that is not whole.

    Raises:
        ExportError: nothing is typed, or an address with a password, which others could read here,
            or a file whose name MLflow reads otherwise.
    """
    typed = text.strip()
    if not typed:
        raise ExportError(
            "It is not said where MLflow keeps its runs.",
            "Name a folder, a file that ends in .db, or the address of a server.",
        )
    if "://" not in typed:
        path = folder / Path(typed).expanduser()
        _require_plain(path)
        return path
    if "@" in typed and ":" in typed.partition("://")[2].rpartition("@")[0]:
        raise ExportError(
            "An address with a password in it is neither shown nor kept here.",
            "MLflow takes it from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
        )
    return typed


def _address(place: str | Path) -> str:
    if isinstance(place, str) and "://" in place:
        return place
    path = Path(place).absolute()
    _require_plain(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}" if path.suffix == ".db" else path.as_uri()


def _require_plain(path: Path) -> None:
    """Refuses a file of SQLite that would be another one as an address."""
    odd = next((letter for letter in _ADDRESS_SIGNS if letter in str(path.absolute())), "")
    if odd and path.suffix == ".db":
        raise ExportError(
            f"MLflow takes the “{odd}” in {path} for a part of an address.",
            "Name a file without it, in a folder without it.",
        )


@contextmanager
def failures_told(place: str | Path) -> Iterator[None]:
    """Turns what MLflow raises into one sentence."""
    try:
        yield
    except TuningError:
        raise
    except Exception as error:  # of MLflow, its store or its server
        raise ExportError(
            f"MLflow cannot write to {place}: {reason_of(error)}", "Name another place."
        ) from error


def reason_of(error: Exception) -> str:
    """Returns why MLflow failed, in a few words."""
    names = {type(each).__name__ for each in _chain(error)}
    if names & {"ConnectionError", "Timeout", "ConnectTimeout", "ReadTimeout"}:
        return "no server answers there."
    if "UnsupportedModelRegistryStoreURIException" in names:
        return "MLflow knows no such kind of address."
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return f"{lines[0][:120].rstrip('.')}."


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
