"""Colours names, kinds, values and comments of a space's text, lightly. GUI thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from tuner_gui.ui.style.tokens import Tokens

_KINDS = "float|int|choice|normal|log_normal|constant"
_OPTIONS = "log|step|points|ordered|weights|low|high|disabled_at"
_FRAMES = "parameters|constraints|when"
_END = r"(?=[\s,:\]}]|$)"
_TOKEN: Final = re.compile(
    rf"""
      (?P<comment>(?:^|(?<=\s))\#.*$)
    | (?P<kind>"?\b(?:{_KINDS})\b"?)(?=\s*:(?!\s*{{))
    | (?P<option>"?\b(?:{_OPTIONS})\b"?(?=\s*:(?!\s*{{))|"?\b(?:{_FRAMES})\b"?(?=\s*:))
    | (?P<name>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\W\d][\w.-]*)(?=\s*:(?:\s|$))
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')
    | (?P<word>(?<![\w.-])(?:true|false|null|True|False|TRUE|FALSE|Null|NULL|~){_END})
    | (?P<number>(?<![\w.-])[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?{_END})
    """,
    re.VERBOSE,
)
# a parameter may be called as an option is: then a brace follows
_COLOURS: Final = {
    "comment": "text_third",
    "kind": "accent",
    "option": "text_second",
    "text": "good",
    "word": "pruned",
    "number": "running",
}
"""Tokens of the theme; bare words keep the colour of text."""


def has_comment(line: str) -> bool:
    """Says whether a line of YAML has a comment."""
    return any(found.lastgroup == "comment" for found in _TOKEN.finditer(line))


class SpaceTextColours(QSyntaxHighlighter):
    """Works for YAML and JSON alike; a line is coloured by itself."""

    def __init__(self, document: QTextDocument, tokens: Tokens) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes the colours of another theme."""
        self._formats = {}
        for name, colour in _COLOURS.items():
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(tokens.colour(colour)))
        name_format = QTextCharFormat()
        name_format.setForeground(QColor(tokens.text))
        name_format.setFontWeight(QFont.Weight.DemiBold)
        self._formats["name"] = name_format
        self._formats["comment"].setFontItalic(True)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Colours one line."""
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind is not None:
                self.setFormat(found.start(), found.end() - found.start(), self._formats[kind])
