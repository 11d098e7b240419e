"""Texts that can be wrapped anywhere they must; they are made in the chrome. No Qt; any thread."""

from __future__ import annotations

from tuner_gui.ui.chrome.breakable_text import breakable

__all__ = ["breakable"]
