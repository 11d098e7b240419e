from __future__ import annotations

import pytest

from tuner_gui.ui.setup.trainable_names import trainable_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("class A: ...\nclass B:\n    def train(s, d): ...\n    def validate(s, d): ...", "B"),
        ("class A:\n    def train(s, d): ...", ""),
        ("class A(:", ""),
        ("raise SystemExit", ""),
        ("\0", ""),
    ],
)
def test_that_the_class_of_a_file_is_found_without_running_it(tmp_path, text, name):
    path = tmp_path / "net.py"
    path.write_text(text)
    assert trainable_name(str(path)) == name


def test_that_a_file_that_is_not_there_has_no_class(tmp_path):
    assert trainable_name(str(tmp_path / "gone.py")) == ""
