"""The executors against their contract."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from tests.contracts.executor_abilities import (
    KillingContract,
    ResizableContract,
    SuspendingContract,
)
from tests.contracts.executor_contract import ExecutorContract, receive_until
from tuner_gui.core.executor import ExecutorMessage, JobLost, JobReported, TrialExecutor, TrialJob
from tuner_gui.core.specs import ClassSpec, NoDataSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.executors.inline import InlineExecutor
from tuner_gui.executors.local import LocalExecutor


class TestInlineExecutor(ExecutorContract):
    def make(self, target: type) -> InlineExecutor:
        self.has_begun = threading.Event()

        class Telling(target):
            train_begins = self.has_begun.set

            def __getattribute__(self, name):
                if name == "train":
                    type(self).train_begins()
                return super().__getattribute__(name)

        return InlineExecutor(Telling, dataset_view(NoDataSpec()))

    def run_and_cancel(self, executor: TrialExecutor, one: TrialJob) -> Sequence[ExecutorMessage]:
        is_over = threading.Event()

        def cancel_until_over() -> None:
            self.has_begun.wait()
            while not is_over.wait(0.001):
                executor.cancel(one.number)

        canceller = threading.Thread(target=cancel_until_over)
        executor.submit(one)
        started = executor.receive(0.0)
        self.has_begun.clear()
        canceller.start()
        rest = executor.receive(0.0)
        is_over.set()
        canceller.join()
        return [*started, *rest]


class MakesLocalExecutors:
    def make(self, target: type) -> LocalExecutor:
        path = f"{__file__.removesuffix('test_executors.py')}executor_targets.py"
        return LocalExecutor(ClassSpec(path=f"{path}:{target.__name__}"), workers=2)


class TestLocalExecutor(MakesLocalExecutors, ExecutorContract):
    def run_and_cancel(self, executor: TrialExecutor, one: TrialJob) -> Sequence[ExecutorMessage]:
        executor.submit(one)
        before = receive_until(executor, lambda message: isinstance(message, JobReported))
        executor.cancel(one.number)
        return [*before, *receive_until(executor, lambda message: isinstance(message, JobLost))]


class TestKillOfLocalExecutor(MakesLocalExecutors, KillingContract):
    pass


class TestResizeOfLocalExecutor(MakesLocalExecutors, ResizableContract):
    pass


class TestSuspendOfLocalExecutor(MakesLocalExecutors, SuspendingContract):
    pass
