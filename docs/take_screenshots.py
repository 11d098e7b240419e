"""Takes the pictures of the README from a real window and a real sweep; needs no screen.

`make screenshots` runs it. Each theme: the welcome page, the setup with a problem at a field, the
sweep of the bundled example while it runs, and finished; a conditional space with its preview, as
text, and with problems.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tuner_gui.app import build_window, new_config
from tuner_gui.resources import demo_session, resource_path
from tuner_gui.ui.application import make_application, run_until
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.window.memory import WindowMemory

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget

    from tuner_gui.ui.window.main_window import MainWindow

_Widget = TypeVar("_Widget", bound="QWidget")

PICTURES = Path(__file__).with_name("pictures")
SIZE = (1440, 900)
SETTLE_MS = 400
SWEEP_MS = 300_000


def main() -> None:
    """Takes all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for kind in ("CONFIG", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(home) / kind.lower())
        os.environ["XDG_DOCUMENTS_DIR"] = str(Path(home) / "documents")
        app = make_application(["tuner-gui"])
        theme = Theme("dark")
        theme.apply(app)
        window = build_window(theme, WindowMemory(Path(home) / "window.ini"))
        window.resize(*SIZE)
        window.show()
        take_all(window, theme)
        window.workbench.closing.close_now()


def take_all(window: MainWindow, theme: Theme) -> None:
    """Goes through the window as a person would."""
    take(window, theme, "welcome")
    window.workbench.files.open_example(demo_session())
    wait_for(lambda: not window.is_welcoming)
    wait_for(lambda: not window.workbench.sweep.why_not_run())
    break_a_range(window)
    take(window, theme, "problem")
    window.workbench.session.show_new(new_config())  # gives the broken range up
    window.workbench.run_example(demo_session())
    wait_for(lambda: window.workbench.services.live.store.finished >= 20)
    take(window, theme, "running")
    wait_for(lambda: not window.workbench.sweep.phase.is_active)
    window.workbench.workspace.banner.clear()
    take(window, theme, "finished")
    take_space(window, theme)


def take_space(window: MainWindow, theme: Theme) -> None:
    """Shows a conditional space: what it will try, the same as text, and what is wrong with it."""
    from PySide6.QtWidgets import QLineEdit, QWidget

    window.workbench.files.open_example(resource_path("examples", "svm-or-forest.tuner.json"))
    wait_for(lambda: len(window.workbench.panels.setup.model.space.draft) == 7)
    tabs = window.workbench.panels.charts.tabs
    tabs.choose("preview")
    wait_for(lambda: not find(window, QWidget, "preview_empty").isVisible())
    take(window, theme, "preview")
    choose_row(window, 3)
    tabs.choose("text")
    take(window, theme, "text")
    when = find(window, QLineEdit, "space_when")
    type_over(when, "svm.kernel = sigmoid")
    choose_row(window, 1)
    type_over(find(window, QLineEdit, "space_low"), "0")
    tabs.choose("preview")
    take(window, theme, "space-problems")


def break_a_range(window: MainWindow) -> None:
    """Types an upper bound below the lower one."""
    from PySide6.QtWidgets import QLineEdit

    choose_row(window, 2)
    type_over(find(window, QLineEdit, "space_high"), "2")


def choose_row(window: MainWindow, place: int) -> None:
    """Selects a parameter, so that its fields are shown."""
    from PySide6.QtWidgets import QListView

    rows = find(window, QListView, "space_list")
    rows.setCurrentIndex(rows.model().index(place, 0))
    run_until(lambda: False, SETTLE_MS)


def type_over(field: QLineEdit, text: str) -> None:
    """Types over what a field holds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_End)


def find(window: MainWindow, kind: type[_Widget], name: str) -> _Widget:
    """Returns the widget of that name."""
    found = window.findChild(kind, name)
    if found is None:
        raise SystemExit(f"The window has no {name}.")
    return found


def take(window: MainWindow, theme: Theme, name: str) -> None:
    """Takes one picture in each theme."""
    for preference in ("light", "dark"):
        theme.set_preference(preference)
        run_until(lambda: False, SETTLE_MS)
        window.grab().save(str(PICTURES / f"{name}-{preference}.png"))


def wait_for(condition: Callable[[], bool]) -> None:
    """Waits for something that surely comes."""
    if not run_until(condition, SWEEP_MS):
        raise SystemExit("The window did not get that far.")


if __name__ == "__main__":
    main()
