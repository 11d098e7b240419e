"""What a training script imports: where its reports go, and what it costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_start_up import in_fresh_interpreter, loaded_by
from tuner_gui.report import CHANNEL, STOP_SUFFIX, report, should_stop


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "reports"
    file.touch()
    monkeypatch.setenv(CHANNEL, str(file))
    return file


def lines(channel: Path) -> list[dict]:
    return [json.loads(line) for line in channel.read_text().splitlines()]


def test_that_outside_a_sweep_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHANNEL, raising=False)
    report(1, loss=0.5)
    assert not should_stop()


def test_that_reports_are_printed_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CHANNEL, "-")
    report(1, loss=0.5, **{"val/acc": 1})
    assert capsys.readouterr().out == "step=1 loss=0.5 val/acc=1.0\n"
    assert not should_stop()
    assert not Path("-").exists()


def test_that_what_is_no_number_is_refused_outside_a_sweep_too() -> None:
    with pytest.raises(TypeError):
        report(1, loss=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="much"):
        report(1, loss="much")  # type: ignore[arg-type]


def test_that_a_report_is_one_line(channel: Path) -> None:
    import numpy as np

    report(1, loss=0.5, **{"val/acc": np.float32(0.25)})
    report(step=2, loss=np.array([2]).item())
    assert lines(channel) == [
        {"step": 1, "metrics": {"loss": 0.5, "val/acc": 0.25}},
        {"step": 2, "metrics": {"loss": 2.0}},
    ]


def test_that_a_script_is_told_to_stop(channel: Path) -> None:
    assert not should_stop()
    assert not should_stop()
    assert lines(channel) == [{"listening": True}]
    channel.with_name(channel.name + STOP_SUFFIX).touch()
    assert should_stop()


def test_that_a_trial_that_is_over_takes_no_reports_and_stops(channel: Path) -> None:
    channel.unlink()
    report(1, loss=0.5)
    assert should_stop()
    assert not channel.exists()


def test_that_reports_arrive_from_a_process_of_a_process(channel: Path) -> None:
    inner = "from tuner_gui.report import report; report(3, loss=1)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    subprocess.run([sys.executable, "-c", outer], check=True, env=dict(os.environ))
    assert lines(channel) == [{"step": 3, "metrics": {"loss": 1.0}}]


def test_that_many_processes_write_whole_lines(channel: Path) -> None:
    program = (
        "from tuner_gui.report import report\n"
        "for step in range(500): report(step, **{'a' * 200: step})"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(lines(channel)) == 1500


def test_that_importing_it_takes_under_20_ms_and_loads_nothing_heavy() -> None:
    program = (
        "import time; start = time.perf_counter(); import tuner_gui.report;"
        "print((time.perf_counter() - start) * 1000)"
    )
    assert min(in_fresh_interpreter(program) for _ in range(5)) < 20
    assert not loaded_by("import tuner_gui.report") & {"PySide6", "numpy", "pydantic", "psutil"}
