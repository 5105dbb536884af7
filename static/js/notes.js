// Keeps what is written in a note on this phone until the server has it. Without this file the
// form is saved by its button. What is kept is keyed by the person, and goes when they sign out.
"use strict";

(() => {
  const user = document.body.dataset.user;
  const PREFIX = "note:";
  const own = `${PREFIX}${user}:`;
  const PAUSE_MS = 3000;
  const AGAIN_MS = 20000;

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const forget = (key) => localStorage.removeItem(key);
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // Another person's words are never left for whoever comes next.
  keys().filter((key) => !key.startsWith(own)).forEach(forget);

  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/sign-out/")) return;
    const unsent = keys().length;
    const question = "Words on this phone have not been sent. Sign out and throw them away?";
    if (unsent && !window.confirm(question)) return event.preventDefault();
    keys().forEach(forget);
  }, true);

  function typedIn(form) {
    const fields = [...new FormData(form)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string"
    );
    return fields;
  }

  function fill(form, fields) {
    const values = new Map(fields);
    for (const input of form.elements) {
      if (!input.name || input.name === "csrfmiddlewaretoken" || input.type === "file") continue;
      if (input.type === "radio" || input.type === "checkbox") {
        input.checked = fields.some(([name, value]) => name === input.name && value === input.value);
      } else if (values.has(input.name)) {
        input.value = values.get(input.name);
      }
      if (values.get(input.name)) input.closest("details")?.setAttribute("open", "");
    }
  }

  function notice(words, buttons) {
    const box = document.createElement("div");
    box.className = "note tone-watch";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline btn-small";
      button.textContent = label;
      button.addEventListener("click", () => {
        box.remove();
        act();
      });
      box.append(button, " ");
    }
    document.getElementById("messages").append(box);
  }

  function keep(form) {
    const status = form.querySelector("[data-keep-status]");
    const path = location.pathname + location.search;
    const key = () => own + (form.elements.form_token?.value || form.dataset.keep);
    let timer;
    let sending = false;
    let leaving = false; // the person pressed the button: nothing is sent beside it
    let changed = 0;
    const say = (words) => {
      if (status.textContent !== words) status.textContent = words;
    };
    const store = () => {
      const kept = { at: Date.now(), path: location.pathname + location.search, fields: typedIn(form) };
      kept.about = document.querySelector("h1")?.textContent.trim() ?? "";
      try {
        localStorage.setItem(key(), JSON.stringify(kept));
        say("Kept on this phone, not sent yet.");
      } catch {
        say("This phone has no room to keep it. Save the draft.");
      }
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(send, pause);
    };

    async function send() {
      if (leaving) return;
      if (sending) return later(PAUSE_MS);
      if (!navigator.onLine) return say("Kept on this phone, not sent yet. There is no connection.");
      sending = true;
      const sent = changed;
      try {
        const answer = await fetch(form.getAttribute("action") || location.href, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          headers: { "X-Autosave": "1" },
          redirect: "manual",
        });
        await heard(answer, sent);
      } catch {
        say("Kept on this phone, not sent yet. There is no connection.");
        later(AGAIN_MS);
      } finally {
        sending = false;
        if (leaving) form.requestSubmit();
      }
    }

    async function heard(answer, sent) {
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        return say("Kept on this phone, not sent yet. Sign in again in another tab, then save.");
      }
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) {
        return say(`Kept on this phone, not sent yet. ${told.why || "Save the draft to see why."}`);
      }
      form.elements.version.value = told.version;
      for (const other of document.querySelectorAll("input[type=hidden][name=version]")) other.value = told.version;
      if (location.pathname !== told.edit) {
        history.replaceState(null, "", told.edit);
        form.action = told.edit;
      }
      if (changed !== sent) return later(PAUSE_MS);
      forget(key());
      say(`Saved at ${clock(Date.now())}.`);
    }

    const onInput = () => {
      changed += 1;
      store();
      later(PAUSE_MS);
    };
    form.addEventListener("input", onInput);
    form.addEventListener("change", onInput);
    window.addEventListener("pageshow", () => {
      leaving = false;
    });
    window.addEventListener("online", () => localStorage.getItem(key()) && later(0));
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      leaving = true;
      if (sending) {
        event.preventDefault();
        return event.stopPropagation(); // it goes when the answer is here, with the new version
      }
      const entry = read(key());
      if (entry) localStorage.setItem(key(), JSON.stringify({ ...entry, fields: typedIn(form), isSent: true }));
    });
    return { key, path, onInput };
  }

  // A page that shows what the server has: what was sent before it is no longer needed here.
  const isThere = (one, version) =>
    one.isSent && Number(version) > Number(new Map(one.fields).get("version") || 0);
  const saved = document.querySelector("[data-note-saved]");
  if (saved) {
    const key = own + saved.dataset.noteSaved;
    const entry = read(key);
    if (entry && isThere(entry, saved.dataset.version)) forget(key);
  }

  const form = document.querySelector("form[data-keep]");
  const kept = keys().map((key) => [key, read(key)]).filter(([, one]) => one);
  if (form) {
    const keeper = keep(form);
    const mine = kept.find(([key]) => key === keeper.key()) ?? kept.find(([, one]) => one.path === keeper.path);
    if (mine && isThere(mine[1], form.elements.version.value)) forget(mine[0]);
    else if (mine) {
      notice(`We kept what you wrote at ${clock(mine[1].at)} on this phone.`, [
        ["Keep it", () => {
          forget(mine[0]);
          fill(form, mine[1].fields);
          keeper.onInput();
        }],
        ["Throw it away", () => forget(mine[0])],
      ]);
    }
  }
  if (document.querySelector("[data-kept-notes]")) {
    for (const [key, one] of kept) {
      notice(`We kept what you wrote at ${clock(one.at)} on this phone: ${one.about}.`, [
        ["Go on with it", () => location.assign(one.path)],
        ["Throw it away", () => forget(key)],
      ]);
    }
  }
})();
