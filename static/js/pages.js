// Small courtesies. Every page works without this file.
"use strict";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// After a form comes back with errors, the reader starts at the list of them.
document.getElementById("error-summary")?.focus();
document.addEventListener("htmx:load", (event) => event.target.querySelector?.("#error-summary")?.focus());

// A second click must not make a second record. The pause ends, because a download leaves the page as it is.
const PAUSE_MS = 4000;
const sending = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method") !== "post" || form.hasAttribute("hx-post")) return;
  if (sending.has(form)) return event.preventDefault();
  sending.add(form);
  setTimeout(() => sending.delete(form), PAUSE_MS);
});
