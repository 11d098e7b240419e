"""The start of `python -m tuner_gui` and of the frozen program; main thread, loads no Qt."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Be a trial host, or what reads targets, if asked to, else the command line.

    A frozen program can start no other child than itself.
    """
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--trial-host"]:
        from tuner_gui.executors.host import main as host_main

        return host_main(arguments[1:])
    if arguments[:2] == ["--module", "tuner_gui.targets.catalogue"]:
        from tuner_gui.targets.catalogue import main as catalogue_main

        return catalogue_main()
    if arguments[:2] == ["--module", "tuner_gui.targets.python_targets"]:
        from tuner_gui.targets.python_targets import main as python_targets_main

        return python_targets_main(arguments[2:])
    if arguments[:2] == ["--module", "tuner_gui.datasets.summary"]:
        from tuner_gui.datasets.summary import main as describe

        return describe(arguments[2:])
    if arguments[:2] == ["--module", "tuner_gui.datasets.preview"]:
        from tuner_gui.datasets.preview import main as preview_main

        return preview_main(arguments[2:])
    from tuner_gui.cli import main as cli_main

    return cli_main(arguments)


if __name__ == "__main__":
    sys.exit(main())
