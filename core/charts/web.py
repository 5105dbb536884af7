"""A chart as plotly's own plain dictionary. Nothing is imported, so a page costs nothing extra."""

from typing import Any

from core.charts.model import Chart, Series, plain
from core.charts.palette import FONT, HAIR, INK, MUTED, STYLES
from core.charts.scale import Scale, scale_of, spread

HEIGHT = 280
TOP, BOTTOM, LEFT = 12, 28, 44
LABEL_APART = 15
LETTER = 6.6
CLEAR = "rgba(0,0,0,0)"
NO_TEMPLATE: dict[str, Any] = {"data": {}, "layout": {}}

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,  # plotly's own default offers to post the figures to its servers
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "en-GB",
}

# plotly reads its labels as a kind of HTML and of TeX.
_PLAIN_TEXT = str.maketrans("", "", "<>$")


def text(label: str) -> str:
    return label.translate(_PLAIN_TEXT)


def to_plotly(chart: Chart) -> dict[str, Any]:
    scale = scale_of(chart)
    draw = _bars if chart.kind == "bar" else _line
    traces = [trace for series in chart.series for trace in draw(chart, series)]
    return {"data": traces, "layout": _layout(chart, scale), "config": CONFIG}


def _line(chart: Chart, series: Series) -> list[dict[str, Any]]:
    style = STYLES[series.role]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": text(series.name),
        "x": [text(label) for label in chart.x_labels],
        "y": list(series.values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": style.colour, "width": 2, "dash": "dash" if series.dashed else "solid"},
        "marker": {"symbol": style.marker, "size": 7, "color": style.colour},
        "hovertemplate": f"%{{y}}{text(chart.unit)}",
    }
    return [*_bands(chart, series), line]


def _bands(chart: Chart, series: Series) -> list[dict[str, Any]]:
    """A closed shape for each unbroken run, because a filled line would bridge the gap."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [text(chart.x_labels[at]) for at in (*run, *reversed(run))],
            "y": [series.low[at] for at in run] + [series.high[at] for at in reversed(run)],
            "fill": "toself",
            "fillcolor": _faint(STYLES[series.role].colour),
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for run in series.runs()
        if all(series.interval(at) for at in run)
    ]


def _bars(chart: Chart, series: Series) -> list[dict[str, Any]]:
    style = STYLES[series.role]
    return [
        {
            "type": "bar",
            "name": text(series.name),
            "x": [text(label) for label in chart.x_labels],
            "y": list(series.values),
            "text": ["" if v is None else f"{plain(v)}{text(chart.unit)}" for v in series.values],
            "textposition": "inside" if series.low else "outside",
            "insidetextanchor": "start",
            "textangle": 0,
            "textfont": {"color": "#fff" if series.low else INK},
            "cliponaxis": False,
            "marker": {"color": style.colour},
            "error_y": _whiskers(series),
            "hovertemplate": f"%{{y}}{text(chart.unit)}",
        }
    ]


def _whiskers(series: Series) -> dict[str, Any]:
    if not series.low:
        return {"visible": False}
    up, down = [], []
    for at, value in enumerate(series.values):
        ends = series.interval(at)
        up.append(ends[1] - value if ends and value is not None else 0)
        down.append(value - ends[0] if ends and value is not None else 0)
    return {
        "type": "data",
        "symmetric": False,
        "array": up,
        "arrayminus": down,
        "color": INK,
        "thickness": 1,
        "width": 3,
    }


def _layout(chart: Chart, scale: Scale) -> dict[str, Any]:
    is_line = chart.kind == "line"
    longest = max((len(series.name) for series in chart.series), default=0)
    axis = {"fixedrange": True, "automargin": False, "tickfont": {"color": MUTED, "size": 12}}
    return {
        "template": NO_TEMPLATE,
        "height": HEIGHT,
        "margin": {
            "t": TOP if is_line else 30,
            "b": BOTTOM,
            "l": LEFT,
            "r": min(20 + longest * LETTER, 150) if is_line else 8,
        },
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hovermode": "x unified",
        "dragmode": False,
        "showlegend": not is_line and len(chart.series) > 1,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 12},
        },
        "bargap": 0.35,
        "bargroupgap": 0.08,
        "uniformtext": {"mode": "hide", "minsize": 9},
        "xaxis": axis
        | {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [text(label) for label in chart.x_labels],
            "tickvals": list(range(len(chart.x_labels))),
            "ticktext": [text(label) for label in chart.x_labels],
            "tickangle": 0,
            "automargin": "height",
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": CLEAR,
            "range": [-0.5, len(chart.x_labels) - 0.5]
            if not is_line
            else [-0.15, len(chart.x_labels) - 0.9],
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": axis
        | {
            "range": [scale.low, scale.high],
            "tickvals": list(scale.ticks),
            "ticktext": [f"{plain(tick)}{text(chart.unit)}" for tick in scale.ticks],
            "gridcolor": HAIR,
            "zeroline": scale.low < 0,
            "zerolinecolor": MUTED,
        },
        "annotations": _end_labels(chart, scale) if is_line else [],
    }


def _end_labels(chart: Chart, scale: Scale) -> list[dict[str, Any]]:
    """The name of each line at its end, in its colour, moved apart where ends are close."""
    inside = HEIGHT - TOP - BOTTOM
    ends = [(series, at) for series in chart.series if (at := series.last) is not None]
    places = [inside * scale.share(series.values[at] or 0) for series, at in ends]
    moved = spread(places, apart=LABEL_APART, low=0, high=inside)
    return [
        {
            "x": at,  # a place, because plotly reads the name "2025" as the 2,025th place
            "y": series.values[at],
            "xshift": 9,
            "yshift": place - was,
            "xanchor": "left",
            "yanchor": "middle",
            "text": text(series.name),
            "showarrow": False,
            "font": {"color": STYLES[series.role].colour, "size": 12, "weight": 600},
        }
        for (series, at), was, place in zip(ends, places, moved, strict=True)
    ]


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.12)"
