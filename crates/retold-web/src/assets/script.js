"use strict";
(() => {
  const all = (query, within = document) => [...within.querySelectorAll(query)];

  // A file dropped on a text's side is that side's file.
  for (const side of all("[data-drop]")) {
    const input = side.querySelector("input[type=file]");
    const over = (on) => (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      side.classList.toggle("over", on);
    };
    side.addEventListener("dragover", over(true));
    side.addEventListener("dragleave", over(false));
    side.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.focus();
    });
  }

  // Ctrl and Enter sends a form from within its text; while it is on its way, the form says so.
  for (const form of all("form[data-busy]")) {
    const status = form.querySelector("[role=status]");
    const button = form.querySelector("button.main");
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", () => {
      status.textContent = form.dataset.busy;
      // Disabled at once, it would not be sent.
      setTimeout(() => { button.disabled = true; });
    });
    // Coming back through the history finds the page as it was left.
    addEventListener("pageshow", () => { status.textContent = ""; button.disabled = false; });
  }

  // Findings that come while the page is open are told, not shoved in.
  const news = document.querySelector("[data-after]");
  if (news) {
    let count = 0;
    const events = new EventSource(`/api/v1/findings/events?after=${news.dataset.after}`);
    events.addEventListener("finding", () => {
      count += 1;
      const link = document.createElement("a");
      link.href = "/watch";
      link.textContent = count === 1 ? "One new finding" : `${count} new findings`;
      news.replaceChildren(link);
    });
    addEventListener("pagehide", () => events.close());
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // From change to change: by buttons, and by n and p while the focus is on a change.
  const walk = document.querySelector(".walk");
  const places = all("#texts td.retelling .ref");
  if (walk && places.length) {
    const output = walk.querySelector("output");
    let at = -1;
    const shown = (place) => place.getClientRects().length > 0;
    const step = (by) => {
      for (let n = 0; n < places.length; n += 1) {
        at = (at + by + places.length) % places.length;
        if (shown(places[at])) break;
      }
      const place = places[at];
      place.scrollIntoView({ block: "center" });
      place.focus({ preventScroll: true });
      output.value = `${at + 1} of ${places.length}`;
    };
    walk.hidden = false;
    for (const button of all("[data-walk]", walk)) {
      button.addEventListener("click", () => {
        if (at < 0 && button.dataset.walk === "-1") at = 0;
        step(Number(button.dataset.walk));
      });
    }
    document.addEventListener("keydown", (event) => {
      const by = { n: 1, p: -1 }[event.key];
      const on = event.target.closest(".ref, .notes, .changes, .walk");
      if (!by || !on || event.ctrlKey || event.altKey || event.metaKey) return;
      const here = places.indexOf(event.target);
      if (here >= 0) at = here;
      event.preventDefault();
      step(by);
    });
  }
})();
