"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuner_gui.core.files import is_file, is_folder, resolved, write_atomically

AS_ROOT = os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_that_content_arrives_whole_or_in_pieces(tmp_path: Path) -> None:
    write_atomically(tmp_path / "whole", b"one\r\ntwo\n")
    write_atomically(tmp_path / "pieces", iter([b"one\r\n", b"two\n"]))
    assert (
        (tmp_path / "whole").read_bytes() == (tmp_path / "pieces").read_bytes() == b"one\r\ntwo\n"
    )
    assert names(tmp_path) == ["pieces", "whole"]


def test_that_a_failure_in_the_middle_keeps_the_old_file_and_leaves_no_other(
    tmp_path: Path,
) -> None:
    def torn() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, torn())
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_that_a_reader_who_opened_the_old_file_goes_on_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"


def test_that_permissions_are_kept_and_new_files_follow_the_mask(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.touch()
    old.chmod(0o640)
    write_atomically(old, b"")
    mask = os.umask(0o027)
    try:
        write_atomically(new, b"")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


def test_that_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to("target")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_that_folders_and_devices_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"")
    with pytest.raises(OSError, match="Not a regular file"):
        write_atomically(tmp_path / "pipe", b"")
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "absent" / "file", b"")


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_that_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 3_000, "x\0y"])
def test_that_nothing_has_a_name_that_cannot_be(tmp_path: Path, name: str) -> None:
    assert not is_file(tmp_path / name)
    assert not is_folder(tmp_path / name)
    assert resolved(tmp_path / name).is_absolute()


def test_that_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert is_file(tmp_path / "file")
    assert not is_folder(tmp_path / "file")
    assert is_folder(tmp_path)
    assert not is_file(tmp_path)


def test_that_a_link_to_itself_leads_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    assert resolved(loop).name == "loop"
    assert not is_file(loop)
