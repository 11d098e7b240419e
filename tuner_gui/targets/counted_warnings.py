"""Warnings of a trial, each said once with its count on stderr; on the worker's main thread."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINES = 20


@contextlib.contextmanager
def counted_warnings() -> Iterator[None]:
    """Collects the warnings raised inside; at the end writes each different one once.

    Python itself would say a warning only in the first trial of a process, or, told otherwise,
    once for each fold and step. Of a long one the first line is kept.
    """
    counts: Counter[str] = Counter()

    def count(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        first_line = str(message).strip().partition("\n")[0]
        counts[f"{category.__name__}: {first_line}"] += 1

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = count  # put back by catch_warnings
        try:
            yield
        finally:
            _write(counts)


def _write(counts: Counter[str]) -> None:
    lines = [f"{text} ({count} times)" if count > 1 else text for text, count in counts.items()]
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES:] = [f"… and {len(lines) - _MOST_LINES} other warnings"]
    if lines:
        sys.stderr.write("\n".join(lines) + "\n")
