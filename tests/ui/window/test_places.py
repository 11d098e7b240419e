"""Where sweeps go that nobody has named."""

from __future__ import annotations

from pathlib import Path

from tuner_gui.ui.window.places import Places


def test_that_a_new_path_never_names_what_is_there(tmp_path: Path) -> None:
    places = Places(sweeps=tmp_path, examples=tmp_path)
    first = places.new_session_path("SVC on iris")
    assert first.name == "SVC-on-iris.tuner.json"
    first.write_text("{}")
    second = places.new_session_path("SVC on iris")
    assert second.name == "SVC-on-iris-2.tuner.json"
    (tmp_path / "SVC-on-iris-2.tuner.d").mkdir()  # another sweep's output
    assert places.new_session_path("SVC on iris").name == "SVC-on-iris-3.tuner.json"


def test_that_a_name_of_odd_letters_makes_a_file_name(tmp_path: Path) -> None:
    places = Places(sweeps=tmp_path, examples=tmp_path)
    assert places.new_session_path("../a: b?").name == "a-b.tuner.json"
    assert places.new_session_path("///").name == "sweep.tuner.json"
