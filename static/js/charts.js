// Draws each described chart with plotly, fetched once and only where there is a chart. Until then, and
// without JavaScript, the still picture stands in its place; on paper it always does.
"use strict";

(() => {
  if (window.trustCharts) return window.trustCharts.draw(document);

  const LETTER_PX = 6.5;
  const PHONE_PX = 480;
  const BAR_PX = 36;
  const SLOPE = -40;
  const SLOPED_LETTERS = 18;
  let fetching = null;

  function plotly(address) {
    fetching ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.Plotly);
      script.onerror = reject;
      document.head.append(script);
    });
    return fetching;
  }

  // Words go on a further line of the label when the line has no room for them.
  function inLines(label, room) {
    return label.split(" ").reduce((lines, word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      return longer.length > room ? [...lines, word] : [...lines.slice(0, -1), longer];
    }, [""]).filter(Boolean).join("<br>");
  }

  // Where a word has no room, lines name only some of their terms; a bar without a name says nothing.
  function fitLabels(axis, width, areBars) {
    const room = width / axis.ticktext.length / LETTER_PX;
    const words = axis.ticktext.flatMap((label) => label.split(" "));
    const every = Math.ceil(Math.max(...words.map((word) => word.length)) / room);
    if (every > 1 && areBars) {
      axis.tickangle = SLOPE;
      axis.ticktext = axis.ticktext.map((label) => inLines(label, SLOPED_LETTERS));
      return;
    }
    const last = axis.ticktext.length - 1;
    axis.ticktext = axis.ticktext.map((label, at) => ((last - at) % every ? "" : inLines(label, room * every)));
  }

  // Numbers on bars are left out where bars are too narrow for them; they stay in the table.
  function fitBars(data, width) {
    const bars = data.filter((trace) => trace.type === "bar");
    const many = bars.reduce((sum, trace) => sum + trace.x.length, 0);
    if (width / many < BAR_PX) for (const trace of bars) trace.textposition = "none";
  }

  // On a phone the names of lines leave no room for the lines, so they go above.
  function fitPhone(layout) {
    if (!layout.annotations.length) return;
    layout.annotations = [];
    layout.showlegend = true;
    layout.margin.r = 12;
    layout.margin.t = 36;
  }

  function fit(data, layout, width) {
    fitBars(data, width - layout.margin.l - layout.margin.r);
    if (width < PHONE_PX) fitPhone(layout);
    const areBars = data.some((trace) => trace.type === "bar");
    fitLabels(layout.xaxis, width - layout.margin.l - layout.margin.r, areBars);
  }

  async function drawOne(figure) {
    figure.removeAttribute("data-chart");
    const description = figure.querySelector("script[type='application/json']");
    const place = figure.querySelector(".chart-drawn");
    if (!description || !place) return;
    const { data, layout, config } = JSON.parse(description.textContent);
    const library = await plotly(figure.dataset.plotly);
    place.hidden = false;
    figure.classList.add("is-drawn");
    fit(data, layout, place.clientWidth);
    await library.newPlot(place, data, layout, config);
  }

  function draw(within) {
    for (const figure of within.querySelectorAll("figure[data-chart]")) {
      drawOne(figure).catch(() => figure.classList.remove("is-drawn"));
    }
  }

  window.trustCharts = { draw };
  draw(document);
  document.addEventListener("htmx:load", (event) => draw(event.target.parentElement ?? document));
})();
