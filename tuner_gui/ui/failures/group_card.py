"""One group of failures: how many, of what, which trials, and what can be done. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.flow import FlowLayout
from tuner_gui.ui.chrome.labels import TextLabel, WrappedLabel
from tuner_gui.ui.chrome.notices import NoticeCard, NoticeLink
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.failures.failure_words import kind_words, trials_words
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.insight.failure_groups import FailureGroup

_COUNT_WIDTH = 44
_MOST_LINES = 24
"""So much of a traceback's end is told in a tool tip."""


class GroupCard(QFrame):
    """A group with its buttons.

    Signals:
        chosen(str): one of `show`, `again`, `changed`, `exclude`, `ignore`, `restore`; where a
            region is proposed, `apply` or `dismiss`.
    """

    chosen = Signal(str)

    def __init__(self, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = f"failure_{at}"
        set_role(self, "card")
        self._count = TextLabel("", "heading")
        set_look(self._count, "tone", "error")
        self._count.setObjectName(f"{self._name}_count")
        self._count.setMinimumWidth(_COUNT_WIDTH)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._line = WrappedLabel("", "title")
        self._line.setObjectName(f"{self._name}_line")
        self._about = WrappedLabel("", "hint")
        self._about.setObjectName(f"{self._name}_about")
        self._actions = {
            key: self._make_action(key, text, tip)
            for key, text, tip in (
                ("show", self.tr("Show trials"), self.tr("Show only these trials in the table")),
                (
                    "again",
                    self.tr("Run again"),
                    self.tr("Run these parameters again, as new trials"),
                ),
                (
                    "changed",
                    self.tr("Run again with changes…"),
                    self.tr("Start from the parameters of the first of them"),
                ),
                (
                    "exclude",
                    self.tr("Exclude this region…"),
                    self.tr("Leave out the part of the search space in which they fail"),
                ),
                ("ignore", self.tr("Ignore"), self.tr("Put this group aside")),
                ("restore", self.tr("Bring back"), self.tr("Put this group among the others")),
            )
        }
        self._proposal = NoticeCard(f"{self._name}_proposal")
        self._proposal.link_activated.connect(self.chosen)
        self._proposal.hide()
        self._proposed = ("", False)
        self._lay_out()

    def set_group(self, group: FailureGroup, latest: str, *, is_ignored: bool) -> None:
        """Shows a group; `latest` says when its latest trial began, where that is known."""
        count = f"{group.count:,}"
        self._count.setText(count)
        self._line.setText(group.line)
        self._line.setToolTip(plain_tip(_end_of(group.first.traceback)))
        parts = [kind_words(group.kind), trials_words(group.numbers)]
        if latest:
            parts.append(self.tr("the latest at {time}").format(time=latest))
        self._about.setText(" · ".join(parts))
        for key, button in self._actions.items():
            button.setVisible((key == "restore") if is_ignored else (key != "restore"))
        named(self, f"{self._name}_card", f"{group.line}, {count}")

    def set_possible(self, key: str, reason: str) -> None:
        """Offers an action, or says why it cannot be done now."""
        button = self._actions[key]
        button.setEnabled(not reason)
        button.setToolTip(plain_tip(reason or str(button.property("tip"))))

    def show_proposal(self, sentence: str, *, can_apply: bool) -> None:
        """Says what would be left out of the space; an empty sentence takes that away."""
        if sentence and (sentence, can_apply) != self._proposed:
            self._proposed = (sentence, can_apply)  # links that are made anew would lose a click
            self._set_proposal(sentence, can_apply=can_apply)
        self._proposal.setVisible(bool(sentence))

    def _set_proposal(self, sentence: str, *, can_apply: bool) -> None:
        dismiss = NoticeLink("dismiss", self.tr("Keep it") if can_apply else self.tr("OK"))
        if can_apply:
            links = [NoticeLink("apply", self.tr("Exclude it")), dismiss]
            self._proposal.show_notice(self.tr("Exclude this region?"), sentence, "info", links)
        else:
            self._proposal.show_notice(
                self.tr("No region to exclude"), sentence, "plain", [dismiss]
            )

    def _make_action(self, key: str, text: str, tip: str) -> LinkButton:
        button = LinkButton(text, f"{self._name}_{key}")
        button.setProperty("key", key)
        button.setProperty("tip", tip)
        button.setToolTip(plain_tip(tip))
        button.clicked.connect(self._on_clicked)
        return button

    def _lay_out(self) -> None:
        links = FlowLayout(METRICS.margin, 0)
        for button in self._actions.values():
            links.addWidget(button)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._line)
        texts.addWidget(self._about)
        texts.addLayout(links)
        texts.addWidget(self._proposal)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(METRICS.gap, 9, METRICS.margin, 8)
        layout.setSpacing(METRICS.margin)
        layout.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(str(sender.property("key")))


def _end_of(traceback: str) -> str:
    return "\n".join(traceback.splitlines()[-_MOST_LINES:])
