import json
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts import Chart, Series, svg, to_plotly
from core.charts.scale import scale_of, spread

SVG = "{http://www.w3.org/2000/svg}"
percents = st.lists(st.floats(0, 100), min_size=2, max_size=12)


def a_line(*series, labels=("2018", "2019", "2020", "2021", "2022"), **fields):
    return Chart("Reading at expected", "line", labels, series, unit="%", **fields)


def drawn(chart):
    return ElementTree.fromstring(str(svg(chart)))


def words(chart):
    return ["".join(text.itertext()).strip() for text in drawn(chart).iter(f"{SVG}text")]


def test_a_line_is_never_joined_over_the_years_without_assessments():
    chart = a_line(Series("School", [70, 71, None, None, 72]))
    assert len(list(drawn(chart).iter(f"{SVG}polyline"))) == 1  # 2022 stands alone, as a point
    assert len(list(drawn(chart).iter(f"{SVG}circle"))) == 3
    trace = to_plotly(chart)["data"][0]
    assert trace["y"] == [70, 71, None, None, 72]
    assert trace["connectgaps"] is False


def test_an_interval_is_drawn_for_each_unbroken_run_only():
    chart = a_line(
        Series("School", [70, 71, None, 73, 72], [68, 69, None, 70, 70], [72, 73, None, 75, 74])
    )
    assert len(list(drawn(chart).iter(f"{SVG}polygon"))) == 2
    bands = [trace for trace in to_plotly(chart)["data"] if trace.get("fill") == "toself"]
    assert [band["x"] for band in bands] == [
        ["2018", "2019", "2019", "2018"],
        ["2021", "2022", "2022", "2021"],
    ]


def test_the_picture_is_named_by_its_title_because_that_becomes_the_alternative_text():
    assert drawn(a_line(Series("School", [1, 2, 3, 4, 5]))).find(f"{SVG}title").text == (
        "Reading at expected"
    )


def test_each_line_carries_its_name_at_its_end_and_names_do_not_collide():
    chart = a_line(
        Series("Trust", [70, 70, 70, 70, 70.2]), Series("National", [71, 71, 71, 71, 70])
    )
    assert {"Trust", "National"} <= set(words(chart))
    ends = [t for t in drawn(chart).iter(f"{SVG}text") if t.text in {"Trust", "National"}]
    first, second = (float(end.get("y")) for end in ends)
    assert abs(first - second) >= 14


def test_a_comparator_is_dashed():
    chart = a_line(Series("National", [1, 2, 3, 4, 5], dashed=True, role="comparator"))
    assert next(drawn(chart).iter(f"{SVG}polyline")).get("stroke-dasharray")
    assert to_plotly(chart)["data"][0]["line"]["dash"] == "dash"


def test_bars_say_their_number_and_show_their_interval():
    chart = Chart(
        "By subject",
        "bar",
        ["Reading", "Reading, writing and maths"],
        [Series("School", [71, 56.25], [60, 44], [82, 68]), Series("National", [75, None])],
        unit="%",
    )
    assert {"71%", "56.2%", "75%", "School", "National"} <= set(words(chart))
    errors = to_plotly(chart)["data"][0]["error_y"]
    assert (errors["array"], errors["arrayminus"]) == ([11, 11.75], [11, 12.25])


def test_the_table_beside_a_chart_says_the_same_and_names_what_is_missing():
    chart = a_line(Series("School", [70, None, 71.25, 0, 100]))
    assert chart.rows[:3] == [("2018", ["70%"]), ("2019", ["no figure"]), ("2020", ["71.2%"])]


def test_nothing_can_be_sent_to_a_chart_service():
    config = to_plotly(a_line(Series("School", [1, 2, 3, 4, 5])))["config"]
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displayModeBar"] is False
    assert config["displaylogo"] is False


def test_a_school_name_is_only_ever_text():
    name = '<img src=x onerror="alert(1)"> $\\alpha$'
    chart = a_line(Series(name, [1, 2, 3, 4, 5]), labels=(name, "b", "c", "d", "e"))
    assert not set("<>$") & set(json.dumps(to_plotly(chart)))
    assert not list(drawn(chart).iter(f"{SVG}img"))
    assert name in words(chart)


def test_a_picture_uses_no_inline_style_which_our_policy_refuses():
    assert "style=" not in svg(a_line(Series("School", [1, 2, 3, 4, 5])))


def test_the_same_chart_is_the_same_bytes():
    chart = a_line(Series("School", [1, 2, 3, 4, 5]))
    assert svg(chart) == svg(chart)


def test_series_and_labels_must_be_equally_long():
    with pytest.raises(ValueError, match="School does not have one value for each label"):
        a_line(Series("School", [1, 2]))


def test_a_chart_without_a_single_figure_says_so():
    assert a_line(Series("School", [None] * 5)).is_empty
    assert svg(a_line(Series("School", [None] * 5)))


@given(percents)
def test_every_figure_lies_on_the_axis_and_a_percentage_axis_stays_within_its_bounds(values):
    labels = [str(at) for at in range(len(values))]
    scale = scale_of(a_line(Series("School", values), labels=labels))
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert scale.low >= 0
    assert scale.high <= 100
    assert 2 <= len(scale.ticks) <= 8


@given(percents)
def test_labels_end_up_apart_and_inside(places):
    moved = sorted(spread(places, apart=5, low=0, high=100))
    assert all(after - before >= 5 - 1e-9 for before, after in pairwise(moved))
    assert moved[0] >= -1e-9
    assert moved[-1] <= 100 + 1e-9
