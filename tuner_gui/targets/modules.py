"""What a module or a file of the user's defines, imported anew; only where trials run."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.files import is_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def load_named(path: str, noun: str = "") -> Any:
    """Returns what is called `name` in `package.module:name` or `path/file.py:name`.

    A file is run anew by each call, so that an edited one is picked up. Its folder (for a module
    the working folder) goes first on the import path, as `python FILE` (`python -m`) does it.

    Args:
        path: where it is.
        noun: what it should be, in words.

    Raises:
        TrainFailure: there is no such file, module or name, or the import fails.
    """
    source, _, name = path.rpartition(":")
    module = _run_file(Path(source)) if _is_file(source) else _import_module(source)
    found = getattr(module, name, None)
    if found is None:
        wanted = f"{noun} {name}".strip()
        raise TrainFailure(f"There is no {wanted} in {source}.", _near(name, module))
    return found


def _is_file(source: str) -> bool:
    return source.endswith(".py") or "/" in source or "\\" in source


def _run_file(path: Path) -> ModuleType:
    if not is_file(path):
        raise TrainFailure(f"There is no file {path}.", "Check the path of the target.")
    path = path.resolve()
    name = _module_name(path)
    located = importlib.util.spec_from_file_location(name, path)
    if located is None or located.loader is None:
        raise TrainFailure(f"{path.name} is not a Python file.", "Choose a file that ends in .py.")
    _put_first_on_path(path.parent)
    module = importlib.util.module_from_spec(located)
    sys.modules[name] = module
    try:
        with _import_failures(str(path)):
            located.loader.exec_module(module)
    except TrainFailure:
        sys.modules.pop(name, None)
        raise
    return module


def _module_name(path: Path) -> str:
    """The file's own name, as its neighbours would import it, unless that means another module."""
    taken = sys.modules.get(path.stem)
    is_other = taken is not None and getattr(taken, "__file__", None) != str(path)
    if path.stem.isidentifier() and not is_other:
        return path.stem
    return f"{path.stem}_{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"


def _import_module(name: str) -> ModuleType:
    _put_first_on_path(Path.cwd())
    importlib.invalidate_caches()
    with _import_failures(name):
        return importlib.import_module(name)


def _put_first_on_path(folder: Path) -> None:
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


@contextlib.contextmanager
def _import_failures(source: str) -> Iterator[None]:
    """Makes one sentence of whatever an import raises."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except SyntaxError as error:
        where = f"line {error.lineno} of {error.filename}" if error.lineno else source
        raise TrainFailure(f"There is a syntax error in {where}: {error.msg}.") from error
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if source == missing or source.startswith(f"{missing}."):
            raise TrainFailure(
                f"There is no module {missing}.",
                "Check its name, and that it is installed or lies in the working folder.",
            ) from error
        raise TrainFailure(
            f"Importing {source} failed: there is no module {missing}.",
            f"Install {missing.partition('.')[0]} beside tuner-gui.",
        ) from error
    except SystemExit as error:
        raise TrainFailure(
            f"Importing {source} ended the program (SystemExit: {error.code}).",
            'Put what runs it under if __name__ == "__main__".',
        ) from error
    except BaseException as error:
        raise TrainFailure(f"Importing {source} failed: {_last_line(error)}.") from error


def _last_line(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    name = type(error).__name__
    return f"{name}: {text[-1].rstrip('.')}" if text else name


def _near(name: str, module: ModuleType) -> str:
    own = [
        key
        for key, value in vars(module).items()
        if not key.startswith("_") and _is_defined_in(module, value)
    ]
    near = get_close_matches(name, own, n=3, cutoff=0.5) or sorted(own)[:5]
    return f"It has {', '.join(near)}." if near else "It defines nothing to tune."


def _is_defined_in(module: ModuleType, value: object) -> bool:
    home = getattr(value, "__module__", None)
    return (callable(value) and home == module.__name__) or hasattr(value, "set_params")
