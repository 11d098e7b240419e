"""What can be taken away, and what of it is chosen in the export dialog. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from PySide6.QtCore import QObject

from tuner_gui.exchange.best import formats_for
from tuner_gui.exchange.tables.exporting import table_format_names
from tuner_gui.session.naming import name_of
from tuner_gui.ui.export.chart_picture import CHART_FORMATS
from tuner_gui.ui.export.jobs import (
    INTO,
    Offer,
    ParametersJob,
    PatchJob,
    TableJob,
    parameter_offers,
    table_offers,
)
from tuner_gui.ui.export.send_jobs import STUDY, send_offers

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.ui.charts.plot_view import PlotView
    from tuner_gui.ui.export.jobs import ExportJob
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.session_desk import SessionDesk

Subject = Literal["best", "trial", "table", "chart", "tools"]

_FIRST_FORMATS: dict[str, str] = {
    "best": "yaml",
    "trial": "yaml",
    "table": "csv",
    "chart": "png",
    "tools": STUDY,
}


class ExportChoice(QObject):
    """Remembers the format of each subject, and the configuration file, while the window lives."""

    def __init__(
        self, panels: Panels, services: Services, session: SessionDesk, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._live = services.live
        self._session = session
        self._formats = dict(_FIRST_FORMATS)
        self.subject: Subject = "best"
        self.trial: int | None = None
        """The trial that was selected when the dialog was opened."""
        self.config_file: Path | None = None
        """The file of the user's that is to be changed."""
        self.is_shown_only = False
        """Whether the table is what the filter leaves."""

    @property
    def format_name(self) -> str:
        """The chosen format of the chosen subject."""
        return self._formats[self.subject]

    @format_name.setter
    def format_name(self, name: str) -> None:
        self._formats[self.subject] = name

    @property
    def is_patch(self) -> bool:
        """True where a file of the user's is to be changed."""
        return self.subject in {"best", "trial"} and self.format_name == INTO

    @property
    def offer(self) -> Offer:
        """The chosen format, with what there is to say of it."""
        return next(each for each in self.offers() if each.key == self.format_name)

    def subjects(self) -> list[tuple[str, str, str]]:
        """Returns what there is to take away: keys, titles and tips."""
        store = self._live.store
        subjects = []
        if store.best_row is not None:
            tip = self.tr("The parameters of the best trial so far")
            subjects.append(("best", self.tr("Best"), tip))
        if self.trial is not None:
            title = self.tr("Trial {number}").format(number=self.trial)
            subjects.append(("trial", title, self.tr("The parameters of the selected trial")))
        tip = self.tr("All trials with their parameters and metrics")
        subjects.append(("table", self.tr("Table"), tip))
        subjects.append(("chart", self.tr("Chart"), self.tr("The chart as it is in the window")))
        tip = self.tr("All trials as an Optuna study, or as runs of MLflow")
        subjects.append(("tools", self.tr("Other tools"), tip))
        return subjects

    def offers(self) -> list[Offer]:
        """Returns the formats of the subject."""
        config = self._session.ran_config
        if config is None:
            return []
        match self.subject:
            case "best" | "trial":
                into = Offer(INTO, self.tr("Into your own file…"), "")
                return [*parameter_offers(formats_for(config)), into]
            case "table":
                return table_offers(table_format_names())
            case "chart":
                return [
                    Offer(name, title, f".{name}", can_copy=name == "png")
                    for name, title in CHART_FORMATS.items()
                ]
            case "tools":
                return send_offers()

    def record(self) -> TrialRecord | None:
        """Returns the trial whose parameters are meant."""
        store = self._live.store
        if self.subject == "best" or self.trial is None:
            return store.best
        row = store.row_of(self.trial)
        return None if row is None else store.record(row)

    def job(self) -> ExportJob | None:
        """What is chosen; None where that is a chart or another tool, or there is nothing."""
        config, name = self._session.ran_config, self.format_name
        if config is None:
            return None
        if self.subject == "table":
            model = self._panels.trials.model
            is_part = self.is_shown_only and model.is_filtered
            store = self._live.store.snapshot()
            rows = np.array(model.rows) if is_part else np.arange(len(store))
            return TableJob(store, rows, config, name)
        record = self.record()
        if self.subject in {"chart", "tools"} or record is None:
            return None
        if name == INTO:
            return None if self.config_file is None else PatchJob(record, self.config_file)
        return ParametersJob(record, config, name)

    def chart(self) -> PlotView:
        """Returns the chart in view."""
        charts = self._panels.charts
        is_curves = charts.tabs.current_key() == "curves" and charts.curves().is_filled
        return charts.curves().view if is_curves else charts.history().view

    def shown_only_words(self) -> str:
        """Returns how many rows the filter leaves; nothing where it is not asked."""
        model = self._panels.trials.model
        if self.subject != "table" or not model.is_filtered:
            return ""
        text = self.tr("Only the {count} that the filter leaves of {total}")
        return text.format(count=f"{model.rowCount():,}", total=f"{len(self._live.store):,}")

    def what(self) -> str:
        """Returns the subject in words that begin a sentence."""
        record = self.record()
        if self.subject == "table":
            return self.tr("The table")
        if self.subject == "chart" or record is None:
            return self.tr("The chart")
        return self.tr("Parameters of trial {number}").format(number=record.number)

    def folder(self) -> Path:
        """Returns where a file is proposed."""
        path = self._session.path
        return path.parent if path is not None else Path.cwd()

    def stem(self) -> str:
        """Returns what a file is proposed to be called, without its ending."""
        path = self._session.path
        name = name_of(path) if path is not None else "sweep"
        part = {"best": "best", "trial": f"trial-{self.trial}", "table": "trials"}
        return f"{name}.{part.get(self.subject, 'chart')}"
