"""Reading and writing session files. Blocking: call it off the GUI thread."""

from __future__ import annotations

import gc
import json
import threading
from collections import Counter
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.files import write_atomically
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.document import (
    Session,
    SessionDocument,
    config_from_document,
    config_to_document,
    history_from_document,
    history_rows,
    mark_from_document,
    mark_row,
)
from tuner_gui.session.faults import (
    DocumentFault,
    SessionError,
    fault_of,
    place,
    shortened,
)
from tuner_gui.session.migrations import migrated, version_for
from tuner_gui.session.scanning import SessionScanner
from tuner_gui.session.store_lines import StoreLines
from tuner_gui.session.trial_document import record_to_row
from tuner_gui.session.trial_reading import TrialReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from io import BufferedReader
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial import TrialRecord

_CHUNK = 1000
"""So many trials are written at a time; other threads get their turn in between."""

_READ_CHARACTERS = 1 << 18

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def read_session(path: Path) -> Session:
    """Returns the session in a file. Reads data only: nothing that it names is run or imported.

    Raises:
        SessionError: the file cannot be read or is no valid session; one sentence says why.
    """
    try:
        with _collector_resting():
            return _session_in(_text_of(path))
    except DocumentFault as fault:
        raise fault.named(path.name or str(path)) from None
    except RecursionError:
        raise DocumentFault("the file is nested too deeply.").named(path.name) from None


def write_session(
    path: Path, session: Session, records: Iterable[TrialRecord] | TrialStore | None = None
) -> None:
    """Writes a session: atomically, so that a failure leaves the old file as it was.

    Args:
        path: the file to write or replace; its folder is made where it is missing.
        session: what to write.
        records: instead of the session's own; of a store, which is quicker, it must not change
            meanwhile.

    Raises:
        SessionError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, _pieces(session, session.records if records is None else records))
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise SessionError(
            f"{shortened(str(path), 120)} cannot be written: {reason}.", "Save it elsewhere."
        ) from error


@contextmanager
def _collector_resting() -> Iterator[None]:
    """All that is read stays: looking for garbage among it would double the time.

    Only on the main thread: elsewhere this could undo what a window does with the collector.
    """
    if not gc.isenabled() or threading.current_thread() is not threading.main_thread():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _text_of(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise DocumentFault("this is a folder or a device, not a session file.")
        with path.open("rb") as file, TextIOWrapper(file, "utf-8-sig", newline="") as text:
            return _text_in(text, file)
    except FileNotFoundError:
        raise DocumentFault("there is no such file.") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentFault(f"the file cannot be read: {reason}.") from None


def _text_in(text: TextIOWrapper, file: BufferedReader) -> str:
    try:
        # in pieces: decoding all at once would hold other threads up
        return "".join(iter(lambda: text.read(_READ_CHARACTERS), ""))
    except UnicodeDecodeError as error:
        at = file.tell() - len(error.object) + error.start
        raise DocumentFault(
            f"the file is not text in UTF-8 (byte {at:,}), so it is no session."
        ) from None


def _session_in(text: str) -> Session:
    trials = TrialReader()
    values = SessionScanner(text, "trials", trials.take).read()
    document = _checked_document(migrated(values))
    return Session(
        config=_checked_config(document),
        records=trials.finish(),
        environment=document.environment,
        notes=document.notes,
        history=history_from_document(document.history),
        marks=_checked_marks(document),
    )


def _checked_document(values: Mapping[str, Any]) -> SessionDocument:
    """Checks all but the trials. As JSON, since only there strictness allows for JSON's types."""
    for key, value in values.items():
        try:
            _encode(value)
        except ValueError:  # 1e999 is read as infinity
            raise DocumentFault(f"{place((key,))} holds a number that is too large.") from None
        except RecursionError:
            raise DocumentFault(f"{place((key,))} is nested too deeply.") from None
    try:
        return SessionDocument.model_validate_json(_encode(values), strict=True)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        if errors[0]["type"] == "json_invalid":
            deepest = max(values, key=lambda key: _depth(values[key]))
            raise DocumentFault(f"{place((deepest,))} is nested too deeply.") from None
        raise fault_of(errors, values) from None


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [item for each in level for item in _items(each)]
    return depth


def _items(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _checked_config(document: SessionDocument) -> SweepConfig:
    try:
        return config_from_document(document.config)
    except InvalidSpace as error:
        names = [row.name for row in document.config.space.parameters]
        location: list[str | int] = ["config", "space", "parameters"]
        message = error.message
        if error.problems and (problem := error.problems[0]).parameter in names:
            location += [
                names.index(problem.parameter),
                *([problem.field] if problem.field else []),
            ]
            message = problem.message
        raise DocumentFault(f"{place(location)}: {shortened(message, 90)}") from None


def _checked_marks(document: SessionDocument) -> dict[int, TrialMark]:
    marks = {each.trial: mark_from_document(each) for each in document.marks}
    if len(marks) < len(document.marks):
        counts = Counter(each.trial for each in document.marks)
        number, _ = counts.most_common(1)[0]
        raise DocumentFault(f"marks holds trial {number} more than once.")
    return marks


def _pieces(session: Session, records: Iterable[TrialRecord] | TrialStore) -> Iterator[bytes]:
    """The text of a session: indented, but one trial a line, so that it reads and compares well."""
    config = config_to_document(session.config).model_dump(mode="json")
    environment = session.environment.model_dump(mode="json")
    yield _encoded(
        f'{{\n  "format_version": {version_for(session)},\n'
        f'  "config": {_indented(config)},\n'
        f'  "environment": {_indented(environment)},\n'
        f'  "trials": ['
    )
    separator = "\n    "
    for lines in _chunks(records):
        yield _encoded(separator + ",\n    ".join(lines))
        separator = ",\n    "
    end = "]" if separator == "\n    " else "\n  ]"
    yield _encoded(f'{end},\n  "notes": {_encode(session.notes)}')
    if session.history:
        yield _encoded(f',\n  "history": {_indented(history_rows(session.history))}')
    if session.marks:
        rows = ",\n    ".join(_encode(mark_row(*said)) for said in session.marks.items())
        yield _encoded(f',\n  "marks": [\n    {rows}\n  ]')
    yield b"\n}\n"


def _chunks(records: Iterable[TrialRecord] | TrialStore) -> Iterator[list[str]]:
    if not isinstance(records, TrialStore):
        iterator = iter(records)
        while chunk := [_line(record) for record in islice(iterator, _CHUNK)]:
            yield chunk
        return
    columns = StoreLines(records, _encode)
    for start in range(0, len(records), _CHUNK):
        stop = min(start + _CHUNK, len(records))
        try:
            yield columns.of(start, stop)
        except (ValueError, TypeError):  # one by one, to say which
            yield [_line(records.record(row)) for row in range(start, stop)]


def _line(record: TrialRecord) -> str:
    try:
        return _encode(record_to_row(record))
    except ValueError as error:
        raise SessionError(
            f"Trial {record.number} cannot be written: it holds NaN or an infinity."
        ) from error


def _encoded(text: str) -> bytes:
    """The text in UTF-8; half characters, which a trial may have printed, become question marks."""
    return text.encode("utf-8", "replace")


def _indented(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n  ")
