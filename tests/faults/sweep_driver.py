"""A program with two trials under way that ends as its input says; run by test_orphans."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.contracts.executor_contract import job, receive_until
from tuner_gui.core.executor import ExecutorMessage, JobLogged
from tuner_gui.core.specs import ClassSpec
from tuner_gui.executors.local import LocalExecutor


def main(act: str) -> None:
    target = ClassSpec(path=f"{Path(__file__).with_name('host_targets.py')}:Act")
    executor = LocalExecutor(target, workers=2)
    for number in (0, 1):
        executor.submit(job(number, act=act))
        receive_until(
            executor,
            lambda message, number=number: message.number == number and is_line_end(message),
        )
    print("both trials run", flush=True)
    match sys.stdin.read():
        case "return":
            return
        case "raise":
            raise RuntimeError("the program fails")
        case "abort":
            os.abort()


def is_line_end(message: ExecutorMessage) -> bool:
    return isinstance(message, JobLogged) and message.data.endswith(b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
