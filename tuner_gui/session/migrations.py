"""What each version of the session format brought, and how an older document becomes a newer one.

A document is migrated a step at a time, before it is checked; its trials, which are read on their
own, have been the same in all versions.

Version 1: the first.
Version 2: `marks`. A document without any is still written as version 1, so that a tuner-gui of
then can open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.session.document import FORMAT_VERSION
from tuner_gui.session.faults import DocumentFault, described

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.session.document import Session

    Values = dict[str, Any]


def version_for(session: Session) -> int:
    """Returns the lowest version that can say all of a session."""
    return 2 if session.marks else 1


def migrated(values: Values) -> Values:
    """Returns the top-level values of a document as the newest version has them.

    Raises:
        DocumentFault: it has no version, or a newer one, or says what its version cannot.
    """
    for version in range(_version_of(values), FORMAT_VERSION):
        values = {**_MIGRATIONS[version](values), "format_version": version + 1}
    return values


def _version_of(values: Values) -> int:
    version = values.get("format_version")
    if version is None:
        raise DocumentFault("the file is no session: it has no format_version.")
    if type(version) is not int or version < 1:
        raise DocumentFault(
            f"format_version is {described(version)}, but must be a whole number from 1 to "
            f"{FORMAT_VERSION}."
        )
    if version > FORMAT_VERSION:
        raise DocumentFault(
            f"the file was written by a newer tuner-gui (format {described(version)}; "
            f"this one reads up to {FORMAT_VERSION}); it is left untouched.",
            "Update tuner-gui.",
        )
    return version


def _with_marks(values: Values) -> Values:
    if "marks" in values:
        raise DocumentFault("marks is not known in format 1.")
    return values


_MIGRATIONS: Mapping[int, Callable[[Values], Values]] = {1: _with_marks}
"""By the version that each one starts from."""
