"""Scripts with something odd in them, of which each was met somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.targets.reading import argv_of, read_space
from tuner_gui.targets.reading.exact import read_exactly
from tuner_gui.targets.reading.sources import ReadingError


@pytest.fixture
def script(tmp_path: Path):
    def script(text: str) -> Path:
        path = tmp_path / "train.py"
        path.write_text(text)
        return path

    return script


def test_that_a_help_that_is_no_text_is_no_obstacle(script) -> None:
    path = script(
        "import argparse\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--steps', type=int, default=100, help=50)\n"
        "parser.parse_args()\n"
    )
    assert read_space(path)["steps"].help == "50"
    assert read_exactly(path)["steps"].help == "50"


def test_that_an_entry_point_that_nothing_calls_is_read(script) -> None:
    path = script(
        "import fire\n"
        "def run_training(rank, world_size): ...\n"
        "def train(name='x', lr=0.01, layers=4): ...\n"
        "def main():\n    fire.Fire(train)\n"
    )
    read = read_space(path)
    assert (read.style, read.selected) == ("fire", ("lr", "layers"))


def test_that_a_default_that_is_made_is_known(script) -> None:
    path = script(
        "import click\n"
        "@click.command()\n"
        "@click.option('--batch-size', type=int, default=lambda: 32)\n"
        "def main(batch_size): ...\n"
        "if __name__ == '__main__':\n    main()\n"
    )
    told, asked = read_space(path), read_exactly(path)
    assert told["batch_size"].default == 32
    assert asked.parameters == told.parameters


def test_that_options_in_a_list_of_named_tuples_are_read(script) -> None:
    path = script(
        "import argparse, collections\n"
        "def parsed(parser, options):\n"
        "    for option in options:\n"
        "        parser.add_argument(*option.flags, default=None, type=option.type)\n"
        "    return parser.parse_args()\n"
        "Args = collections.namedtuple('Args', 'flags type target')\n"
        "parsed(argparse.ArgumentParser(), [\n"
        "    Args(['--lr', '--learning_rate'], type=float, target='optimizer;lr'),\n"
        "    Args(['--bs'], int, 'loader;batch'),\n"
        "])\n"
    )
    told, asked = read_space(path), read_exactly(path)
    assert [(each.name, each.kind) for each in told.parameters] == [("lr", "float"), ("bs", "int")]
    assert asked.parameters == told.parameters


def test_that_values_which_a_configurator_sets_are_read(script) -> None:
    path = script(
        "import time\n"
        "out_dir = 'out'\n"
        "learning_rate = 6e-4\n"
        "batch_size = 4 * 8\n"
        "bias = False\n"
        "started = time.time()\n"
        "exec(open('configurator.py').read())\n"
        "later = 3\n"
        "print(learning_rate)\n"
    )
    read = read_space(path)
    assert {each.name for each in read.parameters} == {"out_dir", *read.selected}
    assert read.selected == ("learning_rate", "batch_size", "bias")
    assert argv_of(read, ("learning_rate", "bias"))[2:] == (
        "--learning_rate={learning_rate}",
        "--bias={bias}",
    )


def test_that_only_a_python_beside_the_script_is_recommended(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    path = tmp_path / "project" / "script.py"
    path.write_text("import argparse\nimport no_such_module\n")
    for home in (tmp_path / "other", tmp_path / "project" / "env"):
        with pytest.raises(ReadingError) as caught:
            read_exactly(path)
        assert str(tmp_path) not in caught.value.hint
        (home / "bin").mkdir(parents=True)
        (home / "pyvenv.cfg").touch()
        (home / "bin/python").touch()
    with pytest.raises(ReadingError) as caught:
        read_exactly(path)
    assert caught.value.hint == f"Choose another Python, such as {home / 'bin/python'}."
