// Draws each described chart with plotly, fetched once and only where there is a chart. Until then, and
// without JavaScript, the still picture stands in its place; on paper it always does.
"use strict";

(() => {
  if (window.trustCharts) return window.trustCharts.draw(document);

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

  async function drawOne(figure) {
    figure.removeAttribute("data-chart");
    const description = figure.querySelector("script[type='application/json']");
    const place = figure.querySelector(".chart-drawn");
    if (!description || !place) return;
    const { data, layout, config } = JSON.parse(description.textContent);
    const library = await plotly(figure.dataset.plotly);
    place.hidden = false;
    figure.classList.add("is-drawn");
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
