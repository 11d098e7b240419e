"""The errors of taking results away; any thread."""

from __future__ import annotations

from tuner_gui.core.errors import TuningError


class ExportError(TuningError):
    """Parameters, trials or a chart cannot be exported."""
