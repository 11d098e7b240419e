"""What is said where pyarrow is missing, or fails; any thread."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.table_specs import TableSpec

_LONGEST = 160


def require_pyarrow(spec: TableSpec) -> None:
    """Raises where pyarrow is not installed.

    Raises:
        TrainFailure: with the line that installs it.
    """
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise TrainFailure(
            f"To read {spec.place} needs pyarrow, which is not installed.",
            "Install it by: pip install 'tuner-gui[arrow]'",
        ) from None


@contextmanager
def told_as(spec: TableSpec, noun: str) -> Iterator[None]:
    """Turns what pyarrow raises into one sentence.

    Args:
        spec: of the table.
        noun: what a file should be.
    """
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise TrainFailure(f"There is no file {spec.place}.", "Choose the file again.") from None
    except (MemoryError, pa.ArrowMemoryError):
        raise TrainFailure(f"{spec.source} does not fit into memory.") from None
    except PermissionError as error:
        raise TrainFailure(f"{spec.source} cannot be read: {error.strerror}.") from None
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise TrainFailure(f"{spec.source} cannot be read as {noun}: {reason_of(error)}.") from None


def reason_of(error: BaseException) -> str:
    """The first sentence of what a library says, without its own diagnosis."""
    lines = str(error).strip("'\" \n").splitlines()
    text = "".join(filter(str.isprintable, lines[0] if lines else ""))
    text = re.sub(r"(In chunk \d+: )?Invalid: ", "", text)
    text = re.split(r"\. (?=[A-Z])|\s*[.:;]?\s*(?:gRPC client|Detail|Client context)\b", text)[0]
    return text.strip(" .:'\"")[:_LONGEST] or type(error).__name__
