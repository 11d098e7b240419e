"""What this user lets run, in a file of the user's own; small, so on any one thread."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tuner_gui.core.files import write_atomically
from tuner_gui.session.trust_content import ENVIRONMENT, INTERPRETER

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.session.trust_content import RunContent

logger = logging.getLogger(__name__)

_MOST = 1000
_MOST_BYTES = 1 << 26
_Digest = Annotated[str, Field(max_length=64)]
_COMMON = frozenset({ENVIRONMENT, INTERPRETER})
"""Two sweeps that share no more than these have nothing to do with each other."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TrustedContent(_Part):
    """Something that was let run.

    Args:
        facts: the digests of it, by what each is of.
        session: where the session lay; only to say what has changed there.
    """

    facts: dict[str, _Digest] = Field(min_length=1)
    session: str = ""


class TrustDocument(_Part):
    """All that was let run, the latest first."""

    format_version: Literal[1] = 1
    trusted: tuple[TrustedContent, ...] = Field(default=(), strict=False)


class TrustStore:
    """Remembers content by its digests, not by its path.

    A file that is damaged trusts nothing: it is put aside, and that is said once. Two programs that
    write at the same moment may lose the trust of one; then that is asked for again.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._damage = ""

    def is_trusted(self, content: RunContent) -> bool:
        """Says whether exactly this was let run."""
        facts = dict(content.facts)
        return any(known.facts == facts for known in self._read())

    def trust(self, content: RunContent, session: Path | None = None) -> None:
        """Remembers that this may run; where it cannot be written, only a log says so."""
        place = _place(session)
        added = TrustedContent(facts=dict(content.facts), session=place)
        known = self._read()
        if known[:1] == (added,):
            return
        others = (each for each in known if each.facts != added.facts)
        document = TrustDocument(trusted=(added, *others)[:_MOST])
        text = json.dumps(document.model_dump(), indent=1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, f"{text}\n".encode())
        except OSError as error:
            logger.warning("The list of what is trusted cannot be written: %s", error)

    def changes(self, content: RunContent, session: Path | None = None) -> tuple[str, ...]:
        """Returns what is not as it was when this was trusted; empty where it never was."""
        known = self._nearest(content, _place(session))
        if known is None:
            return ()
        now, before = content.facts, known.facts
        differing = [name for name, digest in now.items() if before.get(name) != digest]
        return (*differing, *(name for name in before if name not in now))

    def take_damage(self) -> str:
        """Returns, once, that the file was damaged; or nothing."""
        self._read()
        said, self._damage = self._damage, ""
        return said

    def _nearest(self, content: RunContent, place: str) -> TrustedContent | None:
        def alike(known: TrustedContent) -> int:
            own = {*content.facts.items()} - {(name, content.facts.get(name)) for name in _COMMON}
            return len(own & {*known.facts.items()})

        listed = self._read()
        here = [known for known in listed if place and known.session == place]
        found = max(here or listed, key=alike, default=None)
        return found if found is not None and (here or alike(found)) else None

    def _read(self) -> tuple[TrustedContent, ...]:
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                raise ValueError("too large")
            return TrustDocument.model_validate_json(self._path.read_bytes()).trusted
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError, ValueError):
            self._put_aside()
            return ()

    def _put_aside(self) -> None:
        self._damage = f"{self._path} was damaged, so nothing is trusted that was trusted before."
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
        except OSError as error:
            logger.warning("The damaged list of what is trusted cannot be put aside: %s", error)


def _place(session: Path | None) -> str:
    """The path as text, which a file name need not be."""
    path = "" if session is None else str(session.absolute())
    return path.encode("utf-8", "backslashreplace").decode()
