"""The executors against their contract."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from tests.contracts.executor_contract import ExecutorContract, receive_until
from tuner_gui.core.executor import ExecutorMessage, JobLost, JobReported, TrialExecutor, TrialJob
from tuner_gui.core.specs import ClassSpec, NoDataSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.executors.local import LocalExecutor


class TestInlineExecutor(ExecutorContract):
    def make(self, target: type) -> InlineExecutor:
        return InlineExecutor(target, dataset_view(NoDataSpec()))

    def run_and_cancel(self, executor: TrialExecutor, one: TrialJob) -> Sequence[ExecutorMessage]:
        is_over = threading.Event()

        def cancel_until_over() -> None:
            while not is_over.wait(0.001):
                executor.cancel(one.number)

        canceller = threading.Thread(target=cancel_until_over)
        canceller.start()
        executor.submit(one)
        is_over.set()
        canceller.join()
        return executor.receive(0.0)


class TestLocalExecutor(ExecutorContract):
    def make(self, target: type) -> LocalExecutor:
        path = f"{__file__.removesuffix('test_executors.py')}executor_targets.py"
        return LocalExecutor(ClassSpec(path=f"{path}:{target.__name__}"), workers=2)

    def run_and_cancel(self, executor: TrialExecutor, one: TrialJob) -> Sequence[ExecutorMessage]:
        executor.submit(one)
        before = receive_until(executor, lambda message: isinstance(message, JobReported))
        executor.cancel(one.number)
        return [*before, *receive_until(executor, lambda message: isinstance(message, JobLost))]
