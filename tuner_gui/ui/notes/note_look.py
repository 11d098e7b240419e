"""The look of a rendered note: house fonts, colours of the theme, calm distances. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from tuner_gui.ui.notes.note_pieces import pieces_of
from tuner_gui.ui.style.fonts import mono_family, ui_font
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

    from tuner_gui.ui.notes.note_pieces import Piece
    from tuner_gui.ui.style.tokens import Tokens

_HEADINGS = {1: 17, 2: 15}
"""Sizes in pixels; deeper ones are as large as the text."""

_INDENT = 18
_QUOTE_INDENT, _DEEPEST_QUOTE = 12, 6
_PADDING = 8
_THIN = 2
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_LINE_PERCENT = 112
_P = QTextFormat.Property


def set_type(document: QTextDocument) -> None:
    """Gives a document its typeface and its margins."""
    document.setDefaultFont(ui_font())
    document.setDocumentMargin(0)
    document.setIndentWidth(_INDENT)


def dress(document: QTextDocument, tokens: Tokens) -> None:
    """Gives Markdown that has just been read its look."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for piece in list(pieces_of(document)):
        piece.select(cursor)
        cursor.setCharFormat(_look_of(piece, cursor.blockFormat(), tokens))
    for block in _blocks(document):
        _dress_block(block, tokens)
    for first, last in reversed(_code_runs(document)):
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertFrame(_code_box(tokens))
    cursor.endEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, tokens)
    for block in _blocks(document):
        _close_gap(block)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


# texts


def _look_of(piece: Piece, block: QTextBlockFormat, tokens: Tokens) -> QTextCharFormat:
    look = QTextCharFormat(piece.look)
    look.clearProperty(_P.FontSizeAdjustment)
    level = block.headingLevel()
    if level:
        look.setProperty(_P.FontPixelSize, _HEADINGS.get(level, METRICS.title))
    if level or piece.look.fontWeight() > QFont.Weight.Normal:
        look.setFontWeight(QFont.Weight.DemiBold)
    if piece.look.fontFixedPitch() or _is_code(block):
        look.setFontFamilies([mono_family()])
        look.setProperty(_P.FontPixelSize, METRICS.small)
        if not _is_code(block):
            look.setBackground(QColor(tokens.raised))
    if piece.look.isAnchor():
        look.setForeground(QColor(tokens.accent))
        look.setFontUnderline(True)
    elif block.intProperty(_P.BlockQuoteLevel):
        look.setForeground(QColor(tokens.text_second))
    return look


# lines


def _dress_block(block: QTextBlock, tokens: Tokens) -> None:
    known = block.blockFormat()
    look = QTextBlockFormat(known)
    look.setNonBreakableLines(False)
    look.setRightMargin(0)
    quoted = min(known.intProperty(_P.BlockQuoteLevel), _DEEPEST_QUOTE)
    look.setLeftMargin(_QUOTE_INDENT * quoted)
    above, below = _distances(block)
    look.setTopMargin(above)
    look.setBottomMargin(below)
    if _is_rule(known):
        look.setBackground(QColor(tokens.border))
        look.setLineHeight(_THIN, _FIXED)
    elif not _is_code(known):
        look.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
    cursor = QTextCursor(block)
    if cursor.currentTable() is not None:
        look.setTopMargin(0)
        look.setBottomMargin(0)
    cursor.setBlockFormat(look)


def _distances(block: QTextBlock) -> tuple[int, int]:
    """What is left free above and below; nothing above the first line and below the last."""
    known = block.blockFormat()
    is_first = not block.text() or not block.position()
    is_last = not block.next().isValid()
    above = below = 0
    if known.headingLevel():
        above, below = 10, 4
    elif _is_rule(known):
        return METRICS.gap, METRICS.gap
    elif block.textList() is not None:
        below = 3 if block.next().textList() is not None else METRICS.gap
    elif not _is_code(known):
        below = METRICS.gap
    return 0 if is_first else above, 0 if is_last else below


def _close_gap(block: QTextBlock) -> None:
    """Makes a line thin that only stands there because Qt wants one beside tables and boxes."""
    known = block.blockFormat()
    cursor = QTextCursor(block)
    is_needed = block.text() or block.textList() is not None or _is_rule(known)
    if not is_needed and cursor.currentFrame() == block.document().rootFrame():
        look = QTextBlockFormat()
        look.setLineHeight(_THIN, _FIXED)
        cursor.setBlockFormat(look)


# boxes


def _code_runs(document: QTextDocument) -> list[tuple[int, int]]:
    """From where to where code goes, line after line."""
    found: list[tuple[int, int]] = []
    was_code = False
    for block in _blocks(document):
        is_code = _is_code(block.blockFormat())
        if is_code:
            first = found.pop()[0] if was_code else block.position()
            found.append((first, block.position() + block.length() - 1))
        was_code = is_code
    return found


def _code_box(tokens: Tokens) -> QTextFrameFormat:
    look = QTextFrameFormat()
    look.setBackground(QColor(tokens.raised))
    look.setBorder(0)
    look.setPadding(_PADDING)
    look.setBottomMargin(METRICS.gap)
    return look


def _dress_table(table: QTextTable, tokens: Tokens) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(QBrush(QColor(tokens.border)))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setCellPadding(4)
    look.setCellSpacing(0)
    look.setTopMargin(2)
    look.setBottomMargin(METRICS.gap)
    table.setFormat(look)
    _mend_first_cell(table)


def _mend_first_cell(table: QTextTable) -> None:
    """Behind code, Qt begins the first cell with an empty line, and its text is not bold."""
    cell = table.cellAt(0, 0)
    cursor = cell.firstCursorPosition()
    if cursor.block().text() or cell.lastCursorPosition() == cursor:
        return
    cursor.deleteChar()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    cursor.mergeCharFormat(bold)


def _is_code(block: QTextBlockFormat) -> bool:
    return block.hasProperty(_P.BlockCodeLanguage)


def _is_rule(block: QTextBlockFormat) -> bool:
    return block.hasProperty(_P.BlockTrailingHorizontalRulerWidth)
