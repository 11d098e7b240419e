"""A note reads as Markdown in the house's own type."""

from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QColor, QTextFormat
from PySide6.QtWidgets import QApplication

from tuner_gui.core.marks import LONGEST_NOTE
from tuner_gui.ui.notes.note_document import NoteDocument
from tuner_gui.ui.notes.note_pieces import pieces_of
from tuner_gui.ui.notes.note_view import NoteView, place_in_source
from tuner_gui.ui.style.fonts import mono_family
from tuner_gui.ui.style.tokens import DARK, LIGHT

SOON_S = 3.0
SIZE = QTextFormat.Property.FontPixelSize


@pytest.fixture(autouse=True)
def app(qapp):
    return qapp


def looks(text, tokens=LIGHT):
    """The look of each piece, by its text."""
    document = NoteDocument(text, tokens)
    plain = document.toPlainText()
    return {plain[each.start : each.start + each.length]: each.look for each in pieces_of(document)}


def lines(text):
    return NoteDocument(text, LIGHT).toPlainText().split("\n")


def test_that_headings_are_larger_the_higher_they_stand():
    found = looks("# one\n\n## two\n\n### three\n\ntext")
    sizes = [found[name].intProperty(SIZE) for name in ("one", "two", "three")]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[2] == 13
    assert not any(
        look.hasProperty(QTextFormat.Property.FontSizeAdjustment) for look in found.values()
    )


def test_that_code_is_monospaced_and_keeps_its_lines():
    found = looks("some `code` here\n\n```py\nfirst = 1\n\nlast = 2\n```")
    for text in ("code", "first = 1", "last = 2"):
        assert found[text].fontFamilies() == [mono_family()]
    assert (
        "first = 1\n\nlast = 2"
        in NoteDocument("```py\nfirst = 1\n\nlast = 2\n```", LIGHT).toPlainText()
    )


def test_that_lists_tables_and_quotes_are_read():
    text = "- one\n- two\n\n> said\n\n|a|b|\n|-|-|\n|1|2|\n"
    assert [line for line in lines(text) if line] == ["one", "two", "said", "a", "b", "1", "2"]


def test_that_a_table_behind_code_has_no_line_too_many():
    document = NoteDocument("```\nx\n```\n\n|a|b|\n|-|-|\n|1|2|\n", LIGHT)
    table = next(frame for frame in document.rootFrame().childFrames() if hasattr(frame, "cellAt"))
    cell = table.cellAt(0, 0)
    assert cell.firstCursorPosition().block().text() == "a"
    assert cell.firstCursorPosition().block() == cell.lastCursorPosition().block()


def test_that_lines_between_dashes_at_the_top_are_shown():
    assert "a: 1" in lines("---\na: 1\n---\ntext")


@pytest.mark.parametrize("text", ["![](a.png)", "[a]: http://example.com", "<!-- -->", "\\"])
def test_that_a_note_that_would_read_as_nothing_is_shown_as_typed(text):
    assert NoteDocument(text, LIGHT).toPlainText() == text


def test_that_colours_are_the_themes():
    for tokens in (LIGHT, DARK):
        found = looks("[link](http://example.com)\n\n> said\n\n`code`", tokens)
        assert found["link"].foreground().color() == QColor(tokens.accent)
        assert found["said"].foreground().color() == QColor(tokens.text_second)
        assert found["code"].background().color() == QColor(tokens.raised)


def test_that_a_change_of_the_theme_dresses_the_note_anew(qtbot, theme):
    view = NoteView(theme, "note_view")
    qtbot.addWidget(view)
    view.show_note("[link](http://example.com)")
    theme.set_preference("dark")
    (piece,) = pieces_of(view.document())
    assert piece.look.foreground().color() == QColor(DARK.accent)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n" * 5_000,
        "|" + "a|" * 4_900 + "\n|" + "-|" * 4_900,
        ("|" + "a|" * 90 + "\n|" + "-|" * 90 + "\n") + ("|" + "b|" * 90 + "\n") * 100,
        ">" * 20_000,
        "- " * 10_000,
        "[" * 20_000,
        "![](a)" * 3_300,
        "```\n" + "a\n" * 9_990 + "```",
        "\u202e" * 20_000,
        "`a` " * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_that_a_note_made_to_harm_is_shown_soon(qtbot, theme, text):
    view = NoteView(theme, "note_view")
    qtbot.addWidget(view)
    view.resize(236, 280)
    view.show()
    start = time.perf_counter()
    view.show_note(text[:LONGEST_NOTE])
    QApplication.processEvents()
    assert time.perf_counter() - start < SOON_S


@pytest.mark.parametrize(
    ("source", "rendered", "word", "expected"),
    [
        ("**a** b", "a b", "b", 7),
        ("**a** b", "a b", "a", 3),
        ("# one\n\n`one` one", "one\none one", "one", 5),
        ("one", "one", "", 3),
        ("&amp;", "&", "&", 1),
        ("x", "y", "y", 1),
    ],
)
def test_that_a_word_is_found_in_its_markdown(source, rendered, word, expected):
    assert place_in_source(source, rendered, rendered.find(word), word) == expected


def test_that_a_later_word_is_found_behind_the_earlier_ones():
    assert place_in_source("**a** a `a`", "a a a", 4, "a") == 10
