// The arrow keys go up and down a column of a grid. Without this file Tab and Enter still do.
"use strict";

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.target.matches("[data-grid] input[type=text]")) return;
  const cell = event.target.closest("td");
  if (!cell) return;
  const column = [...document.querySelectorAll("[data-grid] tbody tr")]
    .map((row) => row.cells[cell.cellIndex]?.querySelector("input"))
    .filter(Boolean);
  const next = column[column.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
});
