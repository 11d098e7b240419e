"""The text of a file that is to be read, or one clear sentence why not; any thread."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 4_000_000
"""Nobody writes a script or a configuration of more."""


class ReadingError(TuningError):
    """A script, a target or a file from which no parameters can be read."""


def read_bytes(path: Path) -> bytes:
    """Returns what a file has.

    Raises:
        ReadingError: it is missing, no file, too large, binary, or may not be read.
    """
    try:
        if not path.exists():
            raise ReadingError(f"There is no file {path}.", "Check its path.")
        if not path.is_file():
            raise ReadingError(f"{path} is not a file.", "Name a script or a configuration file.")
        if (size := path.stat().st_size) > MOST_BYTES:
            raise ReadingError(
                f"{path.name} has {size / 1e6:,.0f} MB, which is more than a script has.",
                "Choose the script itself, or its configuration file.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path} cannot be read: {error.strerror}.") from error
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadingError(
            f"{path.name} is a binary file, not text.",
            "Choose a Python script, or a YAML, JSON or TOML file.",
        )
    return content


def read_text(path: Path) -> str:
    """Returns the text of a configuration file.

    Raises:
        ReadingError: as `read_bytes`, or its bytes are no text.
    """
    content = read_bytes(path)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{path.name} is not text in UTF-8 (byte {error.start}).", "Save it as UTF-8."
        ) from error


def parse_python(path: Path) -> ast.Module:
    """Returns the syntax tree of a Python file; runs nothing of it.

    Raises:
        ReadingError: as `read_bytes`, or it is not Python.
    """
    content = read_bytes(path)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as "\d" in a text: the script's own affair
            return ast.parse(text, filename=str(path))
    except SyntaxError as error:
        if error.lineno is None:  # about its encoding
            raise ReadingError(f"{path.name} cannot be decoded: {error.msg}.") from error
        raise ReadingError(
            f"There is a syntax error in line {error.lineno} of {path.name}: {error.msg}.",
            _version_hint(text),
        ) from error
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{path.name} is not text in the encoding that it names (byte {error.start}).",
            "Save it as UTF-8.",
        ) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise ReadingError(f"{path.name} is nested too deeply to be read.") from error


def _version_hint(text: str) -> str:
    lines = (line.split() for line in text.splitlines())
    if any(len(words) > 1 and words[0] == "print" and words[1][0] in "\"'" for words in lines):
        return "It looks like Python 2; convert it first."
    return "Mend the line, or try it with the Python that runs it."
