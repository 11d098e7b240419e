"""The trials of a session that is being read, checked as they come; on the reading thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from tuner_gui.session.faults import DocumentFault, fault_of, place
from tuner_gui.session.plain_trials import plain_record
from tuner_gui.session.trial_document import TrialDocument, record_from_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial import TrialRecord

_CHUNK = 1000
"""So many trials are checked before other threads get their turn."""

_trials_adapter = TypeAdapter(list[TrialDocument])


class TrialReader:
    """Turns parsed trials into records, a chunk at a time.

    The first fault is kept for `finish`: what the rest of the document says, a newer version above
    all, may be the better explanation.
    """

    def __init__(self) -> None:
        self._records: list[TrialRecord] = []
        self._numbers: set[int] = set()
        self._chunk: list[Any] = []
        self._fault: DocumentFault | None = None

    def take(self, trial: Any) -> None:
        """Takes the next trial."""
        self._chunk.append(trial)
        if len(self._chunk) >= _CHUNK:
            self._check()
            time.sleep(0)

    def finish(self) -> tuple[TrialRecord, ...]:
        """Returns all records.

        Raises:
            DocumentFault: one of them is no trial, or has the number of another.
        """
        self._check()
        if self._fault is not None:
            raise self._fault
        return tuple(self._records)

    def _check(self) -> None:
        chunk, self._chunk = self._chunk, []
        if self._fault is not None:
            return
        records = [plain_record(trial) for trial in chunk]
        others = [at for at, record in enumerate(records) if record is None]
        try:
            documents = _trials_adapter.validate_python([chunk[at] for at in others])
        except ValidationError as error:
            self._fault = self._fault_in(chunk, others, error)
            return
        for at, document in zip(others, documents, strict=True):
            records[at] = record_from_document(document)
        try:
            self._keep(filter(None, records))
        except DocumentFault as fault:
            self._fault = fault

    def _keep(self, records: Iterable[TrialRecord]) -> None:
        for record in records:
            if record.number in self._numbers:
                where = place(("trials", len(self._records), "number"))
                raise DocumentFault(f"{where} is {record.number}, which another trial has too.")
            self._numbers.add(record.number)
            self._records.append(record)

    def _fault_in(
        self, chunk: list[Any], others: list[int], error: ValidationError
    ) -> DocumentFault:
        before = len(self._records)
        errors = error.errors(include_url=False)
        for item in errors:
            index, *rest = item["loc"]
            item["loc"] = ("trials", before + others[int(index)], *rest)
        return fault_of(errors, {"trials": dict(enumerate(chunk, before))})
