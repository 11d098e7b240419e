"""Libraries that scripts import before they read their command line, as far as they need them."""

from __future__ import annotations

from pathlib import Path

import pytest

_STUB = "__path__ = []\ndef __getattr__(name):\n    return type(name, (), {})\n"
_MODULES = (
    "torch",
    "torch.nn",
    "torch.nn.functional",
    "torch.optim",
    "torch.optim.lr_scheduler",
    "torchvision",
    "torchvision.models",
)


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of empty modules that stand for libraries which are not installed."""
    folder = tmp_path / "stand_ins"
    for module in _MODULES:
        home = folder.joinpath(*module.split("."))
        home.mkdir(parents=True)
        (home / "__init__.py").write_text(_STUB.replace("__path__ = []\n", ""))
    (folder / "torchvision" / "models" / "__init__.py").write_text("def resnet18(): ...\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder
