"""A note may be a stranger's: it reads no file, asks no server, and opens nothing but the web."""

from __future__ import annotations

import socket
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QHelpEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tests.foreign_texts import Watch, red_picture
from tuner_gui.ui.notes.note_document import NoteDocument
from tuner_gui.ui.notes.note_links import may_open
from tuner_gui.ui.notes.note_pieces import pieces_of
from tuner_gui.ui.notes.note_view import NoteView
from tuner_gui.ui.style.tokens import LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canary(tmp_path):
    """A picture that nobody is to look at, and who watches it."""
    return red_picture(tmp_path / "canary.png")


@pytest.fixture
def watch(canary):
    if not sys.platform.startswith("linux"):
        pytest.skip("inotify is Linux's")
    made = Watch(canary)
    yield made
    made.close()


@pytest.fixture
def view(qtbot, theme):
    made = NoteView(theme, "note_view")
    qtbot.addWidget(made)
    made.resize(400, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


class Opened(QObject):
    """Stands where the system's browser would."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url.toString())


@pytest.fixture
def opened(qapp):
    made = Opened()
    schemes = ("http", "https", "mailto", "file", "ftp", "javascript", "data")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "take")
    yield made.urls
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def shown(view, text):
    view.show_note(text)
    QApplication.processEvents()
    return view.grab().toImage()


def has_red(image):
    return any(
        image.pixelColor(x, y) == QColor("#ff0000")
        for x in range(0, image.width(), 5)
        for y in range(0, image.height(), 5)
    )


def place_of(view, text):
    """The middle of a text in the view."""
    cursor = view.document().find(text)
    first = view.cursorRect(cursor)
    cursor.setPosition(cursor.selectionStart())
    start = view.cursorRect(cursor)
    return QPoint((start.left() + first.left()) // 2, start.center().y())


def tip_at(view, at):
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text()


HARM = [
    "![]({url})",
    "![a picture]({url})",
    "![a picture][it]\n\n[it]: {url}",
    "[![a picture]({url})](https://example.com)",
    '<img src="{url}">',
    'text <img src="{url}"/> text',
    "<link rel=stylesheet href='{url}'>",
    "<style>@import url({url})</style>",
    "<table background='{url}'><tr><td>x</td></tr></table>",
    "# ![a]({url})\n\n- ![a]({url})\n\n> ![a]({url})\n\n|![a]({url})|\n|-|\n|![a]({url})|\n",
]


def test_that_the_canary_dies_of_a_careless_view(qtbot, canary, watch):
    document = QTextDocument()
    document.setMarkdown(f"![a]({canary.as_uri()})")
    document.size()
    assert watch.was_touched()


@pytest.mark.parametrize("harm", HARM)
def test_that_no_local_file_is_opened(view, canary, watch, harm):
    for url in (canary.as_uri(), str(canary), f"file:{canary}", f"FILE://{canary}"):
        assert not has_red(shown(view, harm.format(url=url)))
        assert not watch.was_touched()


@pytest.mark.parametrize("harm", HARM)
def test_that_no_server_is_asked(view, harm):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        shown(view, harm.format(url=f"http://127.0.0.1:{server.getsockname()[1]}/x.png"))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_that_a_picture_inside_the_note_is_not_drawn_either(view):
    red = "R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
    assert not has_red(shown(view, f"![a](data:image/gif;base64,{red}) " * 40))


def test_that_a_picture_becomes_its_description(qapp):
    text = NoteDocument("see ![the *best* curve](a.png)![other](b.png) here", LIGHT).toPlainText()
    assert text == "see [picture: the best curve][picture: other] here"


def test_that_html_is_text(qapp):
    text = NoteDocument("<b>bold</b> <script>alert(1)</script>", LIGHT).toPlainText()
    assert text == "<b>bold</b> <script>alert(1)</script>"


def test_that_view_and_document_load_nothing_whoever_asks(view):
    shown(view, "one")
    for name in ("file:///etc/hostname", "http://example.com/x.png", ":/qt-project.org/styles/x"):
        assert view.loadResource(2, QUrl(name)) is None
        assert view.document().resource(2, QUrl(name)).width() == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "/etc/passwd",
        "../x.tuner.json",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.com",
        "smb://example.com/x",
        "vscode://file/x",
        "qrc:/x",
        "#inside",
        "",
    ],
)
def test_that_a_link_elsewhere_is_no_link(view, opened, url):
    shown(view, f"[leads](<{url}>) nowhere")
    at = place_of(view, "leads")
    assert not any(piece.look.isAnchor() for piece in pieces_of(view.document()))
    assert tip_at(view, at) == ""
    QTest.mouseClick(view.viewport(), LEFT, pos=at)
    view.anchorClicked.emit(QUrl(url))
    assert opened == []
    assert view.source().isEmpty()


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[word](https://example.com/a%20b)", "https://example.com/a%20b"),
        ("[word](HTTP://example.com)", "http://example.com"),
        ("[word](mailto:a@example.com)", "mailto:a@example.com"),
    ],
)
def test_that_a_link_to_the_web_tells_where_it_leads_and_opens_by_a_click(
    view, opened, qtbot, link, target
):
    shown(view, f"a {link} here")
    at = place_of(view, "word")
    assert tip_at(view, at) == target
    assert opened == []
    with qtbot.assertNotEmitted(view.edit_requested):
        QTest.mouseClick(view.viewport(), LEFT, pos=at)
    assert opened == [QUrl(target).toString()]
    assert view.source().isEmpty()
    assert view.toPlainText() == "a word here"


def test_that_a_link_is_reached_and_opened_by_key(view, opened, qtbot):
    shown(view, "a [word](https://example.com) here")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    with qtbot.assertNotEmitted(view.edit_requested):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["https://example.com"]


def test_that_the_tip_unmasks_letters_that_only_look_alike(view):
    shown(view, "[word](https://ex\N{CYRILLIC SMALL LETTER A}mple.com/<b>?a=\u202eb)")
    tip = tip_at(view, place_of(view, "word"))
    assert tip.isascii()
    assert "<" not in tip
    assert tip.startswith("https://xn--")


def test_that_links_stay_links_where_they_are_safe(qapp):
    document = NoteDocument("[a](http://a.example) b@c.example www.d.example", LIGHT)
    found = [piece.look.anchorHref() for piece in pieces_of(document) if piece.look.isAnchor()]
    assert found == ["http://a.example", "mailto:b@c.example", "http://www.d.example"]


_MARKDOWN = st.lists(
    st.sampled_from(
        [*"![]()<>`*_~|#-+=:\\&\n\n  \tab1.", "file:///etc/passwd", "http://a.b", "```", "---"]
    ),
    max_size=120,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_MARKDOWN)
@example("![](file:///etc/passwd)")
@example("[a]: file:///etc/passwd")
@example("[![a](file:///a)](file:///b)")
def test_that_whatever_is_written_no_picture_and_no_unsafe_link_is_left(qapp, text):
    document = NoteDocument(text, LIGHT)
    for piece in pieces_of(document):
        assert not piece.look.isImageFormat()
        assert not piece.look.isAnchor() or may_open(QUrl(piece.look.anchorHref()))
    assert bool(document.toPlainText().strip()) or not text.strip() or set(text) <= set("-*_ \t\n")
