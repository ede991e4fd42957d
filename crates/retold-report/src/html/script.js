"use strict";
(() => {
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const split = (value) => (value ? value.split(" ") : []);

  // What belongs together: everything that names the same link, word or change.
  const groups = { links: new Map(), w: new Map(), change: new Map() };
  for (const key of Object.keys(groups)) {
    for (const element of all(`[data-${key}]`)) {
      for (const id of split(element.dataset[key])) {
        if (!groups[key].has(id)) groups[key].set(id, []);
        groups[key].get(id).push(element);
      }
    }
  }

  let lit = [];
  let pinned = null;
  const dim = () => { lit.forEach((element) => element.classList.remove("hot")); lit = []; };
  const light = (target) => {
    dim();
    for (const key of Object.keys(groups)) {
      const element = target && target.closest(`[data-${key}]`);
      for (const id of split(element && element.dataset[key])) lit.push(...groups[key].get(id));
    }
    lit.forEach((element) => element.classList.add("hot"));
  };
  const pin = (sentence) => {
    pinned = pinned === sentence ? null : sentence;
    for (const button of all(".n")) button.setAttribute("aria-pressed", String(pinned !== null && pinned.contains(button)));
    light(pinned);
  };
  document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") light(event.target.closest("[data-links],[data-w],[data-change]") || pinned); });
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("focusout", () => light(pinned));
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, form, summary")) return;
    const sentence = event.target.closest(".s");
    if (sentence && (event.target.closest(".n") || String(getSelection()) === "")) { pin(sentence); if (pinned) light(event.target); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && pinned) pin(pinned); });

  // Filters. A figure beside a choice says how many of it are left under all the other choices.
  const form = document.getElementById("filters");
  if (!form) return;
  const rows = all("tr.row").map((element) => ({
    element, source: element.dataset.source, relations: split(element.dataset.relations), changes: all(".notes li", element).map((note) => Number(note.dataset.change)),
  }));
  const changes = all(".list li").map((element) => ({ kind: element.dataset.kind, gravity: element.classList[0], row: null }));
  for (const row of rows) for (const change of row.changes) changes[change].row = row;

  const recount = () => {
    const on = { relation: new Set(), source: new Set(), gravity: new Set(), kind: new Set() };
    for (const box of all("fieldset input", form)) if (box.checked) on[box.name].add(box.value);
    const only = form.elements.only.checked;
    const sourced = (row) => !row.source || on.source.has(row.source);
    const related = (row) => sourced(row) && row.relations.some((relation) => on.relation.has(relation));
    const wanted = (change) => on.gravity.has(change.gravity) && on.kind.has(change.kind);
    const kept = (row) => !only || row.changes.some((change) => wanted(changes[change]));
    let shownRows = 0;
    for (const row of rows) {
      row.element.hidden = !(related(row) && kept(row));
      shownRows += !row.element.hidden;
    }
    const shown = changes.map((change) => wanted(change) && (!change.row || related(change.row)));
    for (const element of all("[data-change]")) {
      element.classList.toggle("off", !split(element.dataset.change).some((change) => shown[change]));
    }
    const figure = {
      relation: (value) => rows.filter((row) => sourced(row) && row.relations.includes(value) && kept(row)).length,
      source: (value) => rows.filter((row) => row.source === value && row.relations.some((relation) => on.relation.has(relation)) && kept(row)).length,
      gravity: (value) => changes.filter((change) => change.gravity === value && on.kind.has(change.kind) && (!change.row || related(change.row))).length,
      kind: (value) => changes.filter((change) => change.kind === value && on.gravity.has(change.gravity) && (!change.row || related(change.row))).length,
    };
    for (const box of all("fieldset input", form)) box.parentElement.querySelector("b").textContent = figure[box.name](box.value);
    form.elements.state.value = `${shownRows} of ${rows.length} rows, ${shown.filter(Boolean).length} of ${changes.length} changes shown`;
  };
  form.addEventListener("change", recount);
  form.addEventListener("reset", () => setTimeout(recount));
  form.hidden = false;
  recount();
})();
