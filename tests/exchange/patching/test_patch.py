"""Parameters put into configuration files: what is asked for changes, and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.exporter_contract import TRAPS, exactly
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.patching.patch import CONFIG_FORMATS, Change, patch_of, write_patch

YAML = """\
# My training.   Keep me!
model:   resnet18        # a small one
optimizer:
    lr:      1e-3        # tuned by hand
    betas: [0.9, 0.999]  # of Adam
    'name':  "adam"

# how wide
layers:
  - 64   # first
  - 32   # second

augment: {flip: true, crop: 32}
empty:
notes: |
  two
  lines
last: 'x'
"""

TOML = """\
# My training.   Keep me!
model   = "resnet18"     # a small one
layers = [
  64, # first
  32, # second
]

[optimizer]   # about it
lr    = 1e-3   # tuned by hand
name  = 'adam'

# about data
[data]
folder = "a"
augment = { flip = true, crop = 32 }
"""

JSON = """\
{
    // My training.   Keep me!
    "model":   "resnet18",
    "optimizer": { "lr": 1e-3, "name": "adam" },
    "layers": [
        64,
        32
    ],
    "data": {
        "folder": "a"  /* where */
    },
}
"""


def patched(folder: Path, name: str, text: str, **params: Any):
    path = folder / name
    path.write_bytes(text.encode())
    return patch_of(path, nest(params.items()))


def changed_lines(patch: Any) -> list[str]:
    lines = patch.difference().splitlines()[2:]
    return [line for line in lines if line[0] in "+-"]


FILES = [("c.yaml", YAML), ("c.toml", TOML), ("c.json", JSON)]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "c.yaml",
            YAML,
            [
                "-    lr:      1e-3        # tuned by hand",
                "+    lr:      3.0e-05        # tuned by hand",
            ],
        ),
        (
            "c.toml",
            TOML,
            ["-lr    = 1e-3   # tuned by hand", "+lr    = 3e-05   # tuned by hand"],
        ),
        (
            "c.json",
            JSON,
            [
                '-    "optimizer": { "lr": 1e-3, "name": "adam" },',
                '+    "optimizer": { "lr": 3e-05, "name": "adam" },',
            ],
        ),
    ],
)
def test_that_only_the_value_changes_in_its_line(
    tmp_path: Path, name: str, text: str, lines: list[str]
) -> None:
    patch = patched(tmp_path, name, text, **{"optimizer.lr": 3e-05})
    assert changed_lines(patch) == lines
    assert patch.changes == (Change("optimizer.lr", "optimizer.lr", 0.001, 3e-05, is_new=False),)
    assert patch.notes == ()


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_nothing_is_written_before_it_is_asked_for(
    tmp_path: Path, name: str, text: str
) -> None:
    patch = patched(tmp_path, name, text, model="vgg")
    assert (tmp_path / name).read_text() == text
    (tmp_path / name).chmod(0o640)
    write_patch(patch)
    assert (tmp_path / name).read_text() == patch.after != text
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_a_file_that_was_changed_meanwhile_is_left_alone(
    tmp_path: Path, name: str, text: str
) -> None:
    patch = patched(tmp_path, name, text, model="vgg")
    (tmp_path / name).write_text("mine")
    with pytest.raises(ExportError, match="was changed meanwhile"):
        write_patch(patch)
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_what_is_so_already_changes_nothing(tmp_path: Path, name: str, text: str) -> None:
    patch = patched(tmp_path, name, text, model="resnet18", lr=0.001, layers=(64, 32))
    assert (patch.after, patch.changes, patch.difference()) == (text, (), "")


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_a_name_is_found_deeper_in_the_file(tmp_path: Path, name: str, text: str) -> None:
    patch = patched(tmp_path, name, text, LR=0.5)
    assert [change.place for change in patch.changes] == ["optimizer.lr"]


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_items_of_a_list_keep_the_comments_beside_them(
    tmp_path: Path, name: str, text: str
) -> None:
    patch = patched(tmp_path, name, text, layers=(128, 32))
    if name != "c.json":
        assert [line.strip("+-, ") for line in changed_lines(patch)] in (
            ["64   # first", "128   # first"],
            ["64, # first", "128, # first"],
        )
    longer = patched(tmp_path, name, text, layers=(1, 2, 3))
    assert "tuned by hand" in longer.after or name == "c.json"
    assert "my training" in longer.after.lower()


def test_that_a_block_list_of_another_length_stays_a_block(tmp_path: Path) -> None:
    patch = patched(tmp_path, "c.yaml", YAML, layers=(1, 2, 3))
    assert "layers:\n  - 1\n  - 2\n  - 3   # second\n\naugment:" in patch.after
    patch = patched(tmp_path, "c.yaml", YAML, layers=())
    assert yaml.safe_load(patch.after)["layers"] == []


def test_that_quotes_stay_what_they_were(tmp_path: Path) -> None:
    patch = patched(tmp_path, "c.yaml", YAML, last="it's", **{"optimizer.name": 'a "b"'})
    assert "last: 'it''s'\n" in patch.after
    assert '\'name\':  "a \\"b\\""\n' in patch.after


@pytest.mark.parametrize(("name", "text"), FILES)
def test_that_what_the_file_does_not_have_is_added_where_it_belongs(
    tmp_path: Path, name: str, text: str
) -> None:
    params = {"optimizer.momentum": 0.9, "seed": 7, "new.group.x": "a b", "new.group.y": (1, 2)}
    patch = patched(tmp_path, name, text, **params)
    assert [change.is_new for change in patch.changes] == [True] * 4
    assert not [line for line in changed_lines(patch) if line[0] == "-"] or name == "c.json"
    assert "# how wide\nlayers" in patch.after or name != "c.yaml"
    assert "# about data\n[data]" in patch.after or name != "c.toml"


def test_that_an_added_value_is_indented_as_its_neighbours(tmp_path: Path) -> None:
    patch = patched(tmp_path, "c.yaml", YAML, **{"optimizer.momentum": 0.9, "augment.x": 1})
    assert '"adam"\n    momentum: 0.9\n\n# how wide' in patch.after
    assert "augment: {flip: true, crop: 32, x: 1}\n" in patch.after
    patch = patched(tmp_path, "c.json", JSON, **{"data.size": 3, "optimizer.m": 1})
    assert '        "folder": "a",\n        "size": 3  /* where */\n' in patch.after
    assert '{ "lr": 1e-3, "name": "adam", "m": 1 }' in patch.after


def test_that_an_empty_value_is_filled(tmp_path: Path) -> None:
    assert "\nempty: 3\n" in patched(tmp_path, "c.yaml", YAML, empty=3).after
    assert "\nnotes: short\nlast" in patched(tmp_path, "c.yaml", YAML, notes="short").after


@pytest.mark.parametrize("text", ["", "# only a comment", "# a comment\n"])
def test_that_an_empty_file_is_filled(tmp_path: Path, text: str) -> None:
    for name, read in (("c.yaml", yaml.safe_load), ("c.toml", tomllib.loads)):
        patch = patched(tmp_path, name, text, **{"a.lr": 0.1, "b": 1})
        assert read(patch.after) == {"a": {"lr": 0.1}, "b": 1}
        assert patch.after.startswith(text)
    assert json.loads(patched(tmp_path, "c.json", "{}", **{"a.lr": 0.1}).after) == {
        "a": {"lr": 0.1}
    }


def test_that_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    for name, text in FILES:
        windows = "\ufeff" + text.replace("\n", "\r\n")
        params = {"optimizer.lr": 0.5, "optimizer.new": 1, "fresh.x": 2}
        after = patched(tmp_path, name, windows, **params).after
        assert after.startswith("\ufeff")
        assert "\n" not in after.replace("\r\n", "")


def test_that_an_alias_is_replaced_but_its_anchor_is_not(tmp_path: Path) -> None:
    text = "base: &b 1\nlr: *b   # shared\nmore: {x: *b}\nown: &o 5\n"
    patch = patched(tmp_path, "c.yaml", text, lr=3, own=6, **{"more.x": 4})
    assert patch.after == "base: &b 1\nlr: 3   # shared\nmore: {x: 4}\nown: &o 6\n"
    with pytest.raises(ExportError, match=r"base in c\.yaml cannot be changed without"):
        patched(tmp_path, "c.yaml", text, base=2)


def test_that_a_merged_value_is_overridden_where_it_is_merged(tmp_path: Path) -> None:
    text = "base: &b\n  lr: 1\nrun:\n  <<: *b\n  x: 2\n"
    patch = patched(tmp_path, "c.yaml", text, **{"run.lr": 5})
    assert patch.after == text + "  lr: 5\n"


@pytest.mark.parametrize(
    ("name", "text", "params", "sentence"),
    [
        ("c.yaml", "a: {lr: 1}\nb: {lr: 2}\n", {"lr": 3}, "lr may be any of a.lr, b.lr."),
        ("c.yaml", "optimizer: adam\n", {"optimizer.lr": 3}, "optimizer.lr has no place: "),
        ("c.json", '{"lr": {"base": 1}}', {"lr": 3}, "lr is a group of the file, not a value."),
        ("c.toml", "lr = 1\n", {"lr": None}, "lr is left as it is: TOML has no null."),
    ],
)
def test_that_what_cannot_be_done_is_said(
    tmp_path: Path, name: str, text: str, params: dict[str, Any], sentence: str
) -> None:
    patch = patched(tmp_path, name, text, **params)
    assert patch.after == text
    assert patch.notes[0].startswith(sentence)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("c.yaml", "a: [", "c.yaml cannot be read: line 1: "),
        ("c.yaml", "a: 1\na: 2\n", "c.yaml cannot be read: line 2: "),
        ("c.yaml", "a: 1\n---\nb: 2\n", "c.yaml cannot be read: line 2: "),
        ("c.yaml", "- 1\n", "c.yaml holds no names and values."),
        ("c.yaml", "a: !!python/object:os.system x", "c.yaml cannot be read: "),
        ("c.toml", "a = ", "c.toml cannot be read: "),
        ("c.json", '{"a": 1, "a": 2}', "c.json cannot be read: a stands in it twice."),
        ("c.json", '{"a": }', "c.json cannot be read: line 1 is no JSON."),
        ("c.json", "[" * 100_000, "c.json is nested too deeply."),
        ("c.ini", "a = 1", "c.ini is no configuration file."),
    ],
)
def test_that_a_file_that_is_none_is_refused(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(ExportError) as caught:
        patched(tmp_path, name, text, a=3)
    assert str(caught.value).startswith(sentence)


def test_that_aliases_of_aliases_do_not_fill_the_memory(tmp_path: Path) -> None:
    lines = ["a0: &a0 [1, 1]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    with pytest.raises(ExportError, match="too large"):
        patched(tmp_path, "c.yaml", "\n".join(lines), lr=1)


def test_that_a_missing_and_a_binary_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"none\.yaml cannot be read: No such file"):
        patch_of(tmp_path / "none.yaml", {"a": 1})
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExportError, match=r"b\.yaml is not text in UTF-8"):
        patch_of(tmp_path / "b.yaml", {"a": 1})


_values = st.sampled_from([*TRAPS, 0, -1, 2**53 + 1, 5e-324, 1e22, -0.0, True, False])
_values |= st.lists(_values, max_size=3).map(tuple)
_names = st.sampled_from(
    [
        *("model", "optimizer.lr", "optimizer.name", "layers", "augment.crop", "data.folder"),
        *("last", "notes", "empty", "optimizer.new", "fresh", "deep.er.x", "betas"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(params=st.dictionaries(_names, _values, max_size=5), which=st.sampled_from(FILES))
def test_that_any_values_arrive_exactly_and_nothing_else_changes(
    tmp_path: Path, params: dict[str, Any], which: tuple[str, str]
) -> None:
    name, text = which
    patch = patched(tmp_path, name, text, **params)
    parse = CONFIG_FORMATS[f".{name.partition('.')[2]}"].parse
    before, after = flatten(parse(text)), flatten(parse(patch.after))
    for change in patch.changes:
        given_value = params[change.name]
        assert exactly(after.pop(change.place)) == exactly(as_list(given_value))
        before.pop(change.place, None)
    assert exactly(before) == exactly(after)
    if name == "c.yaml":
        yaml.safe_load(patch.after)


def as_list(value: Any) -> Any:
    return [as_list(item) for item in value] if isinstance(value, tuple) else value
