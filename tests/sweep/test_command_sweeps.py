"""Sweeps of a real script, in this machine's processes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tuner_gui import (
    Budget,
    CommandSpec,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    MetricRules,
    Objective,
    TrialCompleted,
    TrialFailed,
    TrialReported,
    TrialState,
    tune,
)
from tuner_gui.core.nesting import flatten
from tuner_gui.core.trial import trial_stem
from tuner_gui.sweep.logs import log_path
from tuner_gui.targets.command.reproduction import command_line_of

SCRIPT = """
import argparse, random, os, sys, time

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--opt", default="sgd")
parser.add_argument("--momentum", type=float, default=0.0)
parser.add_argument("--nesterov", action="store_true")
args = parser.parse_args()
if args.lr > 5:
    raise ValueError("lr is too large")
noise = random.Random(os.environ["TUNER_SEED"]).random()
for epoch in range(3):
    loss = args.lr + args.momentum + noise / (epoch + 1)
    print(f"epoch {epoch} loss={loss:.6f}")
    print("nothing to see", file=sys.stderr)
print(f"args: {args}")
"""
SPACE = (
    HyperParamSpace()
    .add_choice("lr", [1.0, 2.0, 9.0])
    .add_choice("opt", ["sgd", "adam"])
    .add_float("momentum", 0.0, 0.5, step=0.5, when={"opt": "sgd"})
    .add_choice("nesterov", [True, False], when={"opt": "sgd"})
)
ARGUMENTS = ("--lr={lr}", "--opt", "{opt}", "--momentum", "{momentum}", "{nesterov?--nesterov}")


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandSpec:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # some machines export it
    (tmp_path / "train.py").write_text(SCRIPT)
    return CommandSpec(argv=("{python}", "train.py", *ARGUMENTS), cwd=str(tmp_path))


def sweep(spec: CommandSpec, space: HyperParamSpace = SPACE, **rest):
    observer = InMemoryObserver()
    best = tune(
        GridKind(),
        space,
        None,
        [observer],
        trainable=spec,
        objective=Objective("loss", "minimize"),
        **{"budget": Budget(concurrency=2), **rest},
    )
    return best, observer


def test_that_a_script_is_swept_with_its_learning_curves(spec: CommandSpec, tmp_path: Path) -> None:
    best, observer = sweep(spec, log_folder=tmp_path / "logs")
    ends = [each for each in observer.events if isinstance(each, TrialCompleted | TrialFailed)]
    assert len(ends) == SPACE.grid_size() == 15
    failed = [each.record for each in ends if each.record.state is TrialState.FAILED]
    assert len(failed) == 5
    for record in failed:
        assert record.error is not None
        assert record.error.sentence == (
            "The command exited with status 1: ValueError: lr is too large"
        )
        assert record.error.traceback.startswith("Traceback (most recent call last):\n")
    assert best is not None
    assert flatten(best.params)["lr"] == 1.0
    reports = [event for event in observer.events if isinstance(event, TrialReported)]
    assert {event.step for event in reports} == {0, 1, 2}
    assert len({event.number for event in reports}) == 10
    log = log_path(tmp_path / "logs", best.number).read_text()
    assert f"loss={best.metric:.6f}\n" in log
    assert log.count("nothing to see\n") == 3
    arguments = "Namespace(lr=1.0, opt="
    assert arguments in log


def test_that_curves_arrive_while_the_trial_runs(tmp_path: Path, spec: CommandSpec) -> None:
    """The script goes on only once its report was heard."""
    (tmp_path / "train.py").write_text(
        "import pathlib, time\nprint('loss=1')\n"
        "while not pathlib.Path('heard').exists(): time.sleep(0.01)\n"
    )

    class Hears:
        def on_event(self, event) -> None:
            if isinstance(event, TrialReported):
                (tmp_path / "heard").touch()

    one = HyperParamSpace().add_constant("x", 1)
    best = tune(
        GridKind(),
        one,
        None,
        [Hears()],
        trainable=spec.model_copy(update={"argv": ("{python}", "train.py")}),
        objective=Objective("loss", "minimize"),
        budget=Budget(trials=1, trial_timeout_s=30),
    )
    assert best is not None


def test_that_the_copied_line_of_the_best_prints_its_metric_again(spec: CommandSpec) -> None:
    best, _ = sweep(spec)
    assert best is not None
    line = command_line_of(spec, best.params, seed=best.seed)
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True, cwd="/")
    assert f"epoch 2 loss={best.metric:.6f}\n" in done.stdout


def test_that_the_files_of_trials_are_kept_beside_their_logs(tmp_path: Path) -> None:
    script = (
        "import json, pathlib, sys\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "x = json.load(open(sys.argv[2]))['x']\n"
        "(folder / 'model.txt').write_text('model of x')\n"
        "(folder / 'm.csv').write_text(f'epoch,loss\\n1,{x}\\n')\n"
    )
    (tmp_path / "train.py").write_text(script)
    spec = CommandSpec(
        argv=("{python}", "train.py", "{folder}", "{config}"),
        cwd=str(tmp_path),
        metrics=MetricRules(file="{folder}/m.csv"),
    )
    stale = tmp_path / "logs" / trial_stem(0)
    stale.mkdir(parents=True)
    (stale / "m.csv").write_text("epoch,loss\n1,-99\n")
    space = HyperParamSpace().add_int("x", 1, 3)
    best, observer = sweep(spec, space, log_folder=tmp_path / "logs")
    assert best is not None
    assert best.metric == 1
    completed = [event for event in observer.events if isinstance(event, TrialCompleted)]
    assert len(completed) == 3
    folder = tmp_path / "logs" / trial_stem(best.number)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["m.csv", "model.txt", "params.json"]
