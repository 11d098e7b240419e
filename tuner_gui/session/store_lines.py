"""The trials of a store as JSON objects, written column by column; on the thread of the store.

Each is, to the byte, what `record_to_row` of its record encodes to, at a third of the cost.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tuner_gui.core.columns import CategoryColumn, FloatColumn, IntColumn
from tuner_gui.core.nesting import nest
from tuner_gui.core.trial import TrialOrigin
from tuner_gui.core.trial_store import STATES
from tuner_gui.session.trial_document import error_row, metric_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from tuner_gui.core.columns import Column
    from tuner_gui.core.trial_store import TrialStore

_Texts: TypeAlias = "Sequence[object]"
"""For each row of a part what stands in its line: text, or a number that prints as JSON has it."""

_Part: TypeAlias = "tuple[_Texts, npt.NDArray[np.bool_]]"
"""The texts, and which rows have any."""


_Layout: TypeAlias = "tuple[str, Callable[[tuple[object, ...]], tuple[object, ...]]]"
"""A line with %s for what differs, and what picks that from all columns."""


class StoreLines:
    """Writes rows of a store that does not change meanwhile.

    Args:
        store: the trials.
        encode: makes JSON of a value; raises ValueError for what JSON has no word for.
    """

    def __init__(self, store: TrialStore, encode: Callable[[object], str]) -> None:
        self._store = store
        self._encode = encode
        self._states = [encode(state) for state in STATES]
        self._categories: dict[int, list[str]] = {}
        self._layouts: dict[bytes, _Layout] = {}

    def of(self, start: int, stop: int) -> list[str]:
        """Returns the lines of some neighbouring rows.

        Raises:
            ValueError, TypeError: one of them holds what no JSON can say.
        """
        rows = slice(start, stop)
        parts = [
            *(self._param(self._store.param(name), rows) for name in self._store.param_names),
            *(self._metric(name, rows) for name in self._store.metric_names),
            *self._optional(rows),
        ]
        columns = [*(texts for texts, _ in parts), *self._always(rows)]
        has = np.stack([part_has for _, part_has in parts], axis=1)
        is_uniform = (has == has[0]).all()
        patterns = repeat(has[0].tobytes()) if is_uniform else map(bytes, has.tolist())
        return [
            template % pick(row)
            for (template, pick), row in zip(
                map(self._layout_of, patterns), zip(*columns, strict=True), strict=False
            )
        ]

    # the columns

    def _param(self, column: Column, rows: slice) -> _Part:
        match column:
            case FloatColumn():
                return _floats(column.numbers(rows.stop, rows))
            case IntColumn():
                return column.whole_numbers(rows.stop, rows)
            case CategoryColumn():
                return self._category(column, rows)

    def _category(self, column: CategoryColumn, rows: slice) -> _Part:
        texts = self._categories.get(id(column))
        if texts is None:
            texts = [*map(self._encode, column.categories), ""]  # -1, the last one, is missing
            self._categories[id(column)] = texts
        codes = column.codes(rows.stop)[rows]
        return [texts[code] for code in codes.tolist()], codes >= 0

    def _metric(self, name: str, rows: slice) -> _Part:
        values = self._store.metric_column(name)[rows]
        texts: list[Any] = values.tolist()
        for row in np.flatnonzero(np.isinf(values)).tolist():
            texts[row] = self._encode(metric_row(texts[row]))
        return texts, ~np.isnan(values)

    def _optional(self, rows: slice) -> list[_Part]:
        """What stands there as null where there is none, in the order of _OPTIONAL."""
        store = self._store
        started = store.started_at[rows]
        moments = [
            "" if each != each else f'"{datetime.fromtimestamp(each, UTC).isoformat()}"'  # noqa: PLR0124 - NaN
            for each in started.tolist()
        ]
        errors = [store.error(row) for row in range(rows.start, rows.stop)]
        error_texts = ["" if error is None else self._encode(error_row(error)) for error in errors]
        seeds, has_seed = store.seeds
        return [
            _floats(store.metric[rows]),
            _floats(store.duration_ms[rows]),
            (moments, ~np.isnan(started)),
            (error_texts, np.array([error is not None for error in errors])),
            (seeds[rows].tolist(), has_seed[rows]),
        ]

    def _always(self, rows: slice) -> list[_Texts]:
        """What each row has, in the order of _ALWAYS."""
        store = self._store
        workers, has_worker = self._category(store.workers, rows)
        if not has_worker.all():
            workers = [text or '""' for text in workers]
        return [
            store.numbers[rows].tolist(),
            [self._states[code] for code in store.states[rows].tolist()],
            workers,
            store.revisions[rows].tolist(),
            [self._tail(row) for row in range(rows.start, rows.stop)],
        ]

    def _tail(self, row: int) -> str:
        """What most trials have nothing of."""
        (origin, source), curve = self._store.origin(row), self._store.curve(row)
        tail: dict[str, object] = {}
        if origin is not TrialOrigin.STRATEGY:
            tail["origin"] = origin
        if source is not None:
            tail["source"] = source
        if curve:
            tail["curve"] = curve
        return f", {self._encode(tail)[1:-1]}" if tail else ""

    # the lines

    def _layout_of(self, pattern: bytes) -> _Layout:
        layout = self._layouts.get(pattern)
        if layout is None:
            layout = self._layouts[pattern] = self._layout(pattern)
        return layout

    def _layout(self, has: bytes) -> _Layout:
        """The layout of rows that have the parts whose byte is not zero."""
        params, metrics = self._store.param_names, self._store.metric_names
        optional = len(params) + len(metrics)
        order: list[int] = []

        def place(index: int) -> str:
            order.append(index)
            return "%s"

        def always(name: str) -> str:
            return place(len(has) + _ALWAYS.index(name))

        def or_null(name: str) -> str:
            index = optional + _OPTIONAL.index(name)
            return place(index) if has[index] else "null"

        nested = nest((name, at) for at, name in enumerate(params) if has[at])
        own = {name: at for at, name in enumerate(metrics, len(params)) if has[at]}
        template = (
            f'{{"number": {always("number")}, "params": {self._object(nested, place)}, '
            f'"state": {always("state")}, "metric": {or_null("metric")}, '
            f'"metrics": {self._object(own, place)}, "duration_ms": {or_null("duration_ms")}, '
            f'"started_at": {or_null("started_at")}, "error": {or_null("error")}, '
            f'"worker": {always("worker")}, "space_revision": {always("space_revision")}, '
            f'"seed": {or_null("seed")}{always("tail")}}}'
        )
        return template, itemgetter(*order)

    def _object(self, group: Mapping[str, Any], place: Callable[[int], str]) -> str:
        inner = (
            f"{self._encode(name).replace('%', '%%')}: "
            f"{self._object(value, place) if isinstance(value, dict) else place(value)}"
            for name, value in group.items()
        )
        return f"{{{', '.join(inner)}}}"


_OPTIONAL = ("metric", "duration_ms", "started_at", "error", "seed")
_ALWAYS = ("number", "state", "worker", "space_revision", "tail")


def _floats(values: npt.NDArray[np.float64]) -> _Part:
    if np.isinf(values).any():
        raise ValueError("JSON has no infinity")
    return values.tolist(), ~np.isnan(values)
