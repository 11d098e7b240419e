"""A chart as the content of a PNG or an SVG file. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

if TYPE_CHECKING:
    from tuner_gui.ui.charts.plot_view import PlotView

CHART_FORMATS = {"png": "PNG", "svg": "SVG"}
"""What a person calls the formats, by name; the names of files end so."""

_DOTS_PER_INCH = 96
"""The pixels of SVG are so fine."""


def chart_bytes(chart: PlotView, title: str, format_name: str) -> bytes:
    """Returns a chart as the content of a file, on the ground that it has in the window.

    Args:
        chart: as it is shown, zoomed or not.
        title: what the picture is called inside.
        format_name: a key of CHART_FORMATS.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if format_name == "svg":
        _write_svg(chart, title, buffer)
    else:
        image = chart.picture()
        image.setText("Title", title)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # of the stubs: a device will do
    buffer.close()
    return bytes(buffer.data().data())


def _write_svg(chart: PlotView, title: str, buffer: QBuffer) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setDescription(chart.accessibleDescription())
    generator.setSize(chart.size())
    generator.setViewBox(QRectF(chart.rect()))
    generator.setResolution(_DOTS_PER_INCH)
    painter = QPainter(generator)
    # what is a raster in it has more pixels than are seen: none of them is to be left out
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    chart.draw_picture(painter)
    painter.end()
