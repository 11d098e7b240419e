"""Tool tips that say a text letter by letter, whoever wrote it. No widgets; any thread."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt

from tuner_gui.ui.chrome.breakable_text import breakable

_LONGEST = 2_000
_WIDEST = 160
"""So many letters may stand on a line: Qt wraps plain text only where the screen ends."""


def plain_tip(text: str) -> str:
    """Returns a tool tip that shows a text as it stands; the end of a very long one is cut.

    Qt guesses what a tool tip is. Of a text that begins like HTML it would swallow parts, and load
    the files that it names. Where Qt would neither do that nor show a line beyond all measure, the
    tip is the text itself. Never call it on what it returned, nor on what `toolTip()` returns.
    """
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    is_narrow = all(len(line) <= _WIDEST for line in shown.splitlines())
    if is_narrow and not Qt.mightBeRichText(shown):
        return shown
    whole = shown if is_narrow else breakable(shown, is_whole=True)
    return f'<p style="white-space: pre-wrap">{html.escape(whole)}</p>'
