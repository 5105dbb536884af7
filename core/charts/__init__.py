"""One description of a chart: plotly draws it on the page, a template draws it as SVG for paper."""

from core.charts.model import Chart, Role, Series
from core.charts.paper import svg
from core.charts.web import to_plotly

__all__ = ["Chart", "Role", "Series", "svg", "to_plotly"]
