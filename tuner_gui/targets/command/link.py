"""What a running command needs of the trial host around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class HostLink(Protocol):
    """The host, as the command that runs in it sees it."""

    def stop_is_asked(self) -> bool:
        """Says whether the trial is to end; from then on it counts as stopped."""
        ...

    def group_started(self, group: int) -> None:
        """Has this process group ended together with the host, should that be killed."""
        ...

    def group_ended(self) -> None:
        """Tells that the group is gone."""
        ...

    def trial_folder(self, number: int) -> Path | None:
        """Returns where the files of a trial are kept; None where they are not."""
        ...


class LooseLink:
    """No host: nobody stops the trial, or watches over it, or keeps its files."""

    def stop_is_asked(self) -> bool:
        """Never."""
        return False

    def group_started(self, group: int) -> None:
        """Nobody is told."""

    def group_ended(self) -> None:
        """Nobody is told."""

    def trial_folder(self, number: int) -> Path | None:  # noqa: ARG002
        """Nowhere."""
        return None
