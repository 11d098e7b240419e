"""Tables in real trial hosts: one mapped file for all of them, one Flight for a whole sweep."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from tests.contracts.executor_contract import job, receive_until
from tests.datasets.arrow_tables import serving
from tuner_gui.core.budget import Budget
from tuner_gui.core.events import TrialCompleted, TrialFailed
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobReported
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.observers import InMemoryObserver
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import ClassSpec
from tuner_gui.core.table_specs import ArrowSpec, FractionSplit
from tuner_gui.datasets.views import dataset_view
from tuner_gui.executors.local import LocalExecutor
from tuner_gui.sweep.tuning import tune

FEATURES = 29
ROWS = 1_000_000
NEEDED_BYTES = 1 << 30

MAPPED = """
import os, sys, time
import pyarrow as pa

def is_mapped(array, path):
    start = array.ctypes.data
    with open("/proc/self/maps") as maps:
        for line in maps:
            low, _, high = line.split()[0].partition("-")
            if line.rstrip().endswith(path) and int(low, 16) <= start < int(high, 16):
                return True
    return False

def own_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("RssAnon"))

class Trial:
    def __init__(self, params):
        self.path = params["path"]

    def train(self, dataset, report):
        arrow, own = pa.total_allocated_bytes(), own_bytes()
        begin = time.perf_counter()
        data = dataset.open()
        ms = (time.perf_counter() - begin) * 1e3
        features = data.features
        total = float(features.sum())
        arrays = [features, data.target, *map(data.column, data.feature_names)]
        self.metrics = {
            "score": os.getpid(),
            "open_ms": ms,
            "pandas": float("pandas" in sys.modules),
            "total": total,
            "arrow_bytes": pa.total_allocated_bytes() - arrow,
            "own_bytes": own_bytes() - own,
            "mapped": sum(is_mapped(array, self.path) for array in arrays),
            "rows": len(features),
        }
        report(0, opened=1.0)
        while not os.path.exists(self.path + ".go"):
            time.sleep(0.005)

    def validate(self, dataset):
        return self.metrics
"""


@pytest.fixture
def big_file(tmp_path: Path) -> Iterator[Path]:
    """An Arrow file of 240 MB."""
    if shutil.disk_usage(tmp_path).free < NEEDED_BYTES:
        pytest.skip(f"needs {NEEDED_BYTES >> 20} MB of free disk in {tmp_path}")
    path = tmp_path / "big.arrow"
    column = np.zeros(ROWS)
    column[0], column[-1] = 1.0, 2.0
    names = [*(f"x{place}" for place in range(FEATURES)), "y"]
    table = pa.table(dict.fromkeys(names, column))
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    assert path.stat().st_size > 240_000_000
    yield path
    path.unlink()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads the mappings off /proc")
def test_that_two_hosts_share_a_file_of_240_mb_without_a_copy(
    tmp_path: Path, big_file: Path
) -> None:
    (tmp_path / "target.py").write_text(MAPPED)
    target = ClassSpec(path=f"{tmp_path / 'target.py'}:Trial")
    data = ArrowSpec(path=str(big_file), target_column="y")
    with closing(LocalExecutor(target, data, workers=2)) as executor:
        executor.submit(job(0, path=str(big_file)))
        executor.submit(job(1, path=str(big_file)))
        receive(executor, JobReported, 2)  # both have it open
        Path(f"{big_file}.go").touch()
        ends = receive(executor, JobDone, 2)
    assert len({end.metrics["score"] for end in ends}) == 2  # two processes
    for end in ends:
        metrics = dict(end.metrics)
        assert metrics["rows"] == ROWS
        assert metrics["total"] == FEATURES * 3.0
        assert metrics["arrow_bytes"] == 0
        assert metrics["mapped"] == FEATURES + 2  # each column, the target, and the whole matrix
        assert metrics["own_bytes"] < 30_000_000  # modules, and scratch space of the sum
        assert not metrics["pandas"]  # to import it takes longer than all the rest


def receive(executor: LocalExecutor, kind: type, count: int) -> list[Any]:
    """The first messages of a kind; a trial that fails says why."""
    found: list[Any] = []

    def is_last(message: object) -> bool:
        assert not isinstance(message, JobFailed | JobLost), message
        found.extend([message] if isinstance(message, kind) else [])
        return len(found) == count

    receive_until(executor, is_last)
    return found


LEARNING = """
class Trial:
    def __init__(self, params):
        self.weight = params["weight"]

    def train(self, dataset):
        self.rows = len(dataset.open().features)

    def validate(self, dataset):
        data = dataset.open()
        error = abs(data.features[:, 0] * self.weight - data.target).mean()
        return {"error": error, "trained": self.rows, "validated": len(data.target)}
"""


def test_that_a_flight_feeds_a_sweep(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_text(LEARNING)
    numbers = np.arange(1_000.0)
    table = pa.table({"x": numbers, "z": numbers, "y": numbers * 3})
    observer = InMemoryObserver()
    with serving(**{"plant/north": table}) as server:
        best = tune(
            RandomKind(seed=1),
            HyperParamSpace().add_float("weight", 0.0, 6.0),
            dataset_view(server.spec("plant/north", split=FractionSplit(fraction=0.75))),
            [observer],
            trainable=ClassSpec(path=f"{tmp_path / 'target.py'}:Trial"),
            budget=Budget(trials=12, concurrency=2),
            objective=Objective("error", Direction.MINIMIZE),
        )
        assert 1 <= server.fetched <= 2  # once by each host, not by each trial
    assert best is not None
    assert best.metrics["trained"] == 750
    assert best.metrics["validated"] == 250
    ends = [event for event in observer.events if isinstance(event, TrialCompleted)]
    assert len(ends) == 12
    assert best.metric == min(end.record.metric for end in ends)


def test_that_a_sweep_without_its_flight_says_so_in_each_trial(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_text(LEARNING)
    with serving(x=pa.table({"x": [1.0], "y": [1.0]})) as server:
        spec = server.spec("x")
    observer = InMemoryObserver()
    best = tune(
        RandomKind(seed=1),
        HyperParamSpace().add_float("weight", 0.0, 6.0),
        dataset_view(spec),
        [observer],
        trainable=ClassSpec(path=f"{tmp_path / 'target.py'}:Trial"),
        budget=Budget(trials=2),
    )
    assert best is None
    failures = [event.record for event in observer.events if isinstance(event, TrialFailed)]
    assert [record.error.message for record in failures if record.error] == [
        f"The Flight server {spec.location} does not answer. Start it, or correct its address."
    ] * 2
