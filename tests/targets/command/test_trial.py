"""One command from its parameters to its metrics, without a host around it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import CommandSpec, MetricRules
from tuner_gui.executors.failures import trial_error
from tuner_gui.targets.command.failure import CommandFailure
from tuner_gui.targets.command.trial import CommandFactory
from tuner_gui.targets.running import run_trial

NOTHING = DatasetView("none")
AWKWARD = ["two words", 'it\'s "q"', "; ls", "$(id) $HOME `x`", "a\nb\n", "-x", "--lr=1", "", "ü☃"]


class Reports(list[tuple[int, dict[str, float]]]):
    def __call__(self, step: int, **metrics: float) -> None:
        self.append((step, metrics))


@pytest.fixture
def run(tmp_path: Path):
    """Runs a program text with arguments; returns its metrics."""

    def run(text: str, *arguments: str, params=None, report=None, **spec):
        (tmp_path / "train.py").write_text(text)
        argv = ("{python}", "train.py", *arguments)
        factory = CommandFactory(CommandSpec(argv=argv, **{"cwd": str(tmp_path), **spec}))
        return run_trial(
            factory,
            params or {},
            NOTHING,
            metric="acc",
            report=report if report is not None else Reports(),
        )

    return run


def test_that_metrics_are_reported_while_it_runs_and_returned_at_its_end(run) -> None:
    reports = Reports()
    text = "for epoch in range(3): print(f'epoch {epoch} loss={1 / (epoch + 1)} acc={epoch / 4}')"
    assert run(text, report=reports) == {"loss": 1 / 3, "acc": 0.5}
    assert reports == [
        (0, {"loss": 1, "acc": 0}),
        (1, {"loss": 0.5, "acc": 0.25}),
        (2, {"loss": 1 / 3, "acc": 0.5}),
    ]


def test_that_a_report_comes_before_the_program_ends(run, tmp_path: Path) -> None:
    """It waits until its first report has arrived."""
    text = (
        "import pathlib, time\n"
        "print('acc=0.5')\n"
        "while not pathlib.Path('heard').exists(): time.sleep(0.01)\n"
    )

    def report(step: int, **metrics: float) -> None:
        (tmp_path / "heard").touch()

    assert run(text, report=report, environment={"PYTHONUNBUFFERED": "1"}) == {"acc": 0.5}


@pytest.mark.parametrize("value", AWKWARD)
def test_that_a_value_reaches_the_program_unchanged(run, value: str, tmp_path: Path) -> None:
    text = (
        "import json, os, sys\n"
        "read = json.load(open(sys.argv[3]))\n"
        "told = [sys.argv[1], sys.argv[2][4:], os.environ['V'], read['v']]\n"
        "json.dump(told, open('told', 'w')); print(1)"
    )
    arguments = ("{v}", "--v={v}", "{config}")
    assert run(text, *arguments, params={"v": value}, environment={"V": "{v}"}) == {"acc": 1}
    assert json.loads((tmp_path / "told").read_text()) == [value] * 4


@pytest.mark.parametrize("config_format", ["json", "yaml", "toml"])
def test_that_the_parameter_file_is_nested_and_typed(run, config_format, tmp_path: Path) -> None:
    params = {"lr": 1e-05, "net": {"sizes": (64, 32), "act": "no"}, "flag": True, "n": 3}
    text = "import shutil, sys; shutil.copy(sys.argv[1], 'kept'); print(1)"
    run(text, "{config}", params=params, config_format=config_format)
    kept = (tmp_path / "kept").read_text()
    if config_format == "json":
        read = json.loads(kept)
    elif config_format == "toml":
        import tomllib

        read = tomllib.loads(kept)
    else:
        import yaml

        read = yaml.safe_load(kept)
    assert read == {"lr": 1e-05, "net": {"sizes": [64, 32], "act": "no"}, "flag": True, "n": 3}


def test_that_it_finds_the_environment_that_it_was_promised(run, monkeypatch) -> None:
    monkeypatch.setenv("INHERITED", "1")
    text = (
        "import os, sys\n"
        "assert os.environ['INHERITED'] == '1' and os.environ['LR'] == 'lr 0.5'\n"
        "assert 'GONE' not in os.environ and os.environ['EMPTY'] == ''\n"
        "assert sys.stdin.read() == '' and os.getsid(0) == os.getpid()\n"
        "print(1)"
    )
    environment = {"LR": "lr {lr}", "GONE": "{inactive}", "EMPTY": ""}
    assert run(text, params={"lr": 0.5}, environment=environment) == {"acc": 1}


def test_that_a_trial_has_a_folder_of_its_own(run) -> None:
    text = (
        "import pathlib, sys; folder = pathlib.Path(sys.argv[1]); assert folder.is_dir()\n"
        "(folder / 'm.csv').write_text('epoch,acc\\n1,0.5\\n2,0.75\\n')"
    )
    reports = Reports()
    rules = MetricRules(file="{folder}/m.csv")
    assert run(text, "{folder}", metrics=rules, report=reports) == {"acc": 0.75}
    assert reports == [(1, {"acc": 0.5}), (2, {"acc": 0.75})]


def test_that_a_script_can_report_by_a_call_also_from_a_child(run) -> None:
    text = (
        "import subprocess, sys\n"
        "from tuner_gui.report import report\n"
        "report(1, loss=0.5)\n"
        "child = 'from tuner_gui.report import report; report(2, loss=0.25, acc=1)'\n"
        "subprocess.run([sys.executable, '-c', child], check=True)\n"
    )
    reports = Reports()
    home = str(Path(__file__).parents[3])
    assert run(text, environment={"PYTHONPATH": home}, report=reports) == {"loss": 0.25, "acc": 1}
    assert reports == [(1, {"loss": 0.5}), (2, {"loss": 0.25, "acc": 1})]


def test_that_all_that_is_printed_is_passed_on(run, capfdbinary) -> None:
    text = (
        "import os, sys\n"
        "os.write(1, b'\\xff\\x00bin\\r\\n'); os.write(2, b'err\\n'); print('no end 1', end='')"
    )
    run(text + "; print('\\nacc=1')")
    out, err = capfdbinary.readouterr()
    assert out == b"\xff\x00bin\r\nno end 1\nacc=1\n"
    assert err == b"err\n"


def failure_of(run, text: str, *arguments: str, **rest) -> str:
    with pytest.raises(TrainFailure) as caught:
        run(text, *arguments, **rest)
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The command printed no metric acc; it printed nothing."),
        ("print('hello')", "The command printed no metric acc; its last line is “hello”."),
        ("print('loss=1')", "The command printed no metric acc; it printed loss."),
        ("print('acc=None')", "The metric acc is “None”, which is not a number."),
        ("print('acc=much')", "The metric acc is “much”, which is not a number."),
        ("import sys; print('acc=1'); sys.exit(3)", "The command exited with status 3."),
        ("import sys; sys.exit('no data')", "The command exited with status 1: no data"),
        ("import os; os.abort()", "The command was ended by signal 6 (SIGABRT)."),
        (
            "import sys\nprint('to out')\nprint('to err', file=sys.stderr)\nraise ValueError('x!')",
            "The command exited with status 1: ValueError: x!",
        ),
    ],
)
def test_that_a_failure_says_what_was_printed_instead(run, text: str, sentence: str) -> None:
    assert failure_of(run, text) == sentence


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("import optuna\nraise optuna.TrialPruned('worse: 0.1 < 0.2')", "worse: 0.1 < 0.2"),
        ("class TrialPruned(Exception): ...\nraise TrialPruned", ""),
        ("raise ValueError('TrialPruned: not so')", None),
        ("raise SystemExit(1)", None),
    ],
)
def test_that_a_script_may_give_its_trial_up(run, end, said) -> None:
    with pytest.raises(CommandFailure) as caught:
        run(end)
    assert caught.value.given_up_for == said
    error = trial_error(caught.value)
    assert error.kind == ("TrainFailure" if said is None else "pruned")
    assert said is None or error.message == f"gave itself up: {said}".removesuffix(": ")


def test_that_binary_garbage_is_said_in_printable_letters(run) -> None:
    said = failure_of(run, "import os; os.write(1, bytes(range(256)) * 1000)")
    assert said.startswith("The command printed no metric acc; its last line is “")
    assert said.isprintable()


def test_that_the_last_of_stderr_is_kept(run) -> None:
    with pytest.raises(CommandFailure) as caught:
        run("def f(): raise ValueError('x!')\nf()")
    assert caught.value.tail.startswith("Traceback (most recent call last):")
    assert caught.value.tail.endswith("ValueError: x!")


def test_that_what_cannot_be_started_is_said(tmp_path: Path) -> None:
    (tmp_path / "plain.sh").write_text("echo 1")
    (tmp_path / "no_mark.sh").write_text("echo 1")
    (tmp_path / "no_mark.sh").chmod(0o755)
    (tmp_path / "empty").touch()
    (tmp_path / "empty").chmod(0o755)

    def message(*argv: str, cwd: str = str(tmp_path), **params) -> str:
        factory = CommandFactory(CommandSpec(argv=argv, cwd=cwd))
        with pytest.raises(TrainFailure) as caught:
            run_trial(factory, params, NOTHING, metric="acc", report=Reports())
        return str(caught.value)

    assert message("nowhere").startswith("There is no program nowhere.")
    assert message("./plain.sh").startswith("./plain.sh may not be executed.")
    assert message("./no_mark.sh").startswith("./no_mark.sh is no program.")
    assert message("ls", cwd=f"{tmp_path}/gone") == (
        f"The command cannot run in {tmp_path}/gone: No such file or directory."
    )
    assert message("{x}") == "Nothing is left of the program {x} in this trial."
    assert message("ls", "{x}", x="a\0b") == "The x holds a zero byte, which no argument can."
    assert "lone {" in message("ls", "{x")


def test_that_a_huge_argument_is_said(run) -> None:
    said = failure_of(run, "", "{x}", params={"x": "x" * (1 << 22)})
    assert said == f"{sys.executable} could not be started: Argument list too long."


def test_that_a_missing_metrics_file_is_said(run, tmp_path: Path) -> None:
    said = failure_of(run, "print('loss=1')", metrics=MetricRules(file="out/m.json"))
    assert said == f"The command wrote no metrics file {tmp_path}/out/m.json."


def test_that_nothing_is_left_in_the_temporary_folder(run, tmp_path: Path, monkeypatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    run("print(1)", "{config}")
    failure_of(run, "")
    assert list(temporary.iterdir()) == []
