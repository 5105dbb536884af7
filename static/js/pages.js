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

// A table wider than the screen is scrolled; the keyboard must be able to reach it, and hear what it is.
function openScrollersToTheKeyboard() {
  for (const wrap of document.querySelectorAll(".table-wrap")) {
    if (wrap.scrollWidth <= wrap.clientWidth || wrap.hasAttribute("tabindex")) continue;
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", wrap.querySelector("caption")?.textContent.trim() || "Table");
  }
}
openScrollersToTheKeyboard();
window.addEventListener("resize", openScrollersToTheKeyboard);
document.addEventListener("htmx:afterSettle", openScrollersToTheKeyboard);
document.addEventListener("toggle", openScrollersToTheKeyboard, true);

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
