"""The command that prints what is read off a target; main thread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, tell

if TYPE_CHECKING:
    from argparse import Namespace


def inspect(arguments: Namespace) -> int:
    """Prints the parameters of a target as one JSON object, and on stderr what to know of them."""
    import json

    from tuner_gui.session.folders import cache_folder
    from tuner_gui.session.inspection import inspect_target

    read = inspect_target(
        arguments.target,
        cache_folder(),
        is_exact=arguments.exact,
        python=arguments.python,
        timeout_s=arguments.timeout,
    )
    sys.stdout.write(f"{json.dumps(read.to_json(), indent=2, ensure_ascii=False)}\n")
    for note in read.notes:
        tell(note)
    return DONE
