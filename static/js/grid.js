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

// What was copied from a spreadsheet fills the cells to the right and below.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\t\n]/.test(text.trim()) || !event.target.matches("[data-grid] input[type=text]")) return;
  const start = event.target.closest("tr");
  if (!start) return;
  event.preventDefault();
  const first = [...start.querySelectorAll("input[type=text]")].indexOf(event.target);
  const rows = [...start.closest("table").querySelectorAll("tbody tr")];
  const below = rows.slice(rows.indexOf(start));
  text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
    const inputs = [...(below[down]?.querySelectorAll("input[type=text]") ?? [])].slice(first);
    line.split("\t").forEach((value, right) => {
      if (inputs[right]) inputs[right].value = value.trim();
    });
  });
  event.target.form.dispatchEvent(new Event("pasted"));
});
