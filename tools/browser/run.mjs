// The pages of `retold serve` as a person uses them: paste, trace, compare, filter, download; hostile texts; keyboard
// only; a phone; light and dark. Fails when a check fails. Usage: node run.mjs PROGRAM [FOLDER FOR SCREENSHOTS]
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, writeFileSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { articles, HOSTILE, PASTED, RETOLD, WATCHED, WIRE } from "./texts.mjs";

const [program, shots = join(tmpdir(), "retold-screenshots")] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "retold-browser-"));
const archive = join(folder, "archive");
mkdirSync(shots, { recursive: true });

let checks = 0;
const failures = [];
const check = (holds, what) => {
  checks += 1;
  if (!holds) { failures.push(what); console.error(`FAILED: ${what}`); }
};
const equal = (a, b, what) => check(JSON.stringify(a) === JSON.stringify(b), `${what}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`);

// A service over an archive of invented articles.
const input = join(folder, "articles.jsonl");
writeFileSync(input, articles().map((article) => JSON.stringify(article)).join("\n"));
execFileSync(program, ["index", "--archive", archive, input], { stdio: ["ignore", "ignore", "inherit"] });
// A watch that has found something, and the families of the archive.
const [store, watched, findings] = ["watch.db", "watched", "findings.jsonl"].map((name) => join(folder, name));
mkdirSync(watched);
writeFileSync(join(watched, "page.jsonl"), JSON.stringify({ id: "https://paper.example/ferry", url: "https://paper.example/ferry", publisher: "Carrow Post", published: "2031-02-15", headline: HOSTILE[0], text: WATCHED }));
execFileSync(program, ["watch", watched, "--archive", archive, "--store", store, "--once"], { stdio: ["ignore", "ignore", "ignore"] });
execFileSync(program, ["families", "--archive", archive, "--findings", findings], { stdio: ["ignore", "ignore", "ignore"] });
const service = spawn(program, ["serve", "--archive", archive, "--listen", "127.0.0.1:0", "--store", store, "--findings", findings], { stdio: ["ignore", "pipe", "ignore"] });
const base = await new Promise((resolve, reject) => {
  service.stdout.on("data", (data) => resolve(String(data).trim().replace(/\/$/, "")));
  service.on("exit", (code) => reject(new Error(`retold serve ended with ${code}`)));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A page on which everything that must never happen is a failure: dialogs, errors, requests to other hosts, broken policy.
const opened = async (options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("dialog", (dialog) => { check(false, `a dialog opened on ${page.url()}: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => check(false, `a script failed on ${page.url()}: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4|5)\d\d/.test(message.text())) check(false, `the console of ${page.url()}: ${message.text()}`);
  });
  page.on("request", (request) => check(request.url().startsWith(base) || request.url().startsWith("data:"), `${page.url()} asks ${request.url()}`));
  return page;
};
const go = async (page, path) => {
  const response = await page.goto(base + path);
  check(response.status() < 400, `${path} answers ${response.status()}`);
  return page;
};

const tests = {
  async "the whole path: paste, trace, compare, filter, download"() {
    const page = await go(await opened({ acceptDownloads: true }), "/");
    await page.getByLabel("The text: paste the text").fill(PASTED);
    await page.getByRole("button", { name: "Trace" }).click();
    await page.waitForURL(/\/trace\?text=/);
    check(await page.getByText("One source was found").isVisible(), "the source is found");
    check(await page.getByRole("link", { name: "Westerby closes its Long Quay" }).isVisible(), "and named");
    await page.getByRole("link", { name: /Compare side by side/ }).first().click();
    await page.waitForURL(/\/compare\?source=wire-7/);
    check(await page.locator("h2", { hasText: "Derived" }).isVisible(), "the verdict stands first");
    const changes = await page.locator(".changes .list li").count();
    check(changes >= 2, `changes are listed: ${changes}`);

    // Filters recount.
    await page.locator("#filters summary").click();
    const state = page.locator("#state");
    const before = await state.textContent();
    await page.locator("#filters input[name=kind]").first().uncheck();
    const after = await state.textContent();
    check(before !== after && /changes shown/.test(after), `filters recount: ${before} became ${after}`);
    check((await page.locator(".changes .list li:visible").count()) < changes, "and hide changes");
    await page.locator("#filters button[type=reset]").click();
    await page.waitForFunction((text) => document.getElementById("state").textContent === text, before);

    // From change to change; links light up.
    await page.getByRole("button", { name: "Next change" }).click();
    equal(await page.locator(".walk output").textContent(), `1 of ${await page.locator("#texts td.retelling .ref").count()}`, "the walk counts");
    check(await page.evaluate(() => document.activeElement.matches(".ref")), "the focus goes along");
    await page.keyboard.press("n");
    check((await page.locator(".walk output").textContent()).startsWith("2 of"), "n goes on");
    await page.locator("#texts td.retelling .s").first().hover();
    check((await page.locator(".s.hot").count()) >= 2, "linked sentences light up together");

    for (const [label, ending] of [["HTML", ".html"], ["JSON", ".json"], ["CSV", ".csv"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: label, exact: true }).click()]);
      check(download.suggestedFilename().endsWith(ending), `${label} is downloaded`);
      const text = readFileSync(await download.path(), "utf8");
      check(text.length > 200, `${label} holds something`);
      if (label === "JSON") equal(JSON.parse(text).schema, "retold/comparison/1", "the JSON has its schema");
    }
    const link = await page.getByRole("link", { name: "Permanent link" }).getAttribute("href");
    await go(page, link);
    equal(await page.locator(".changes .list li").count(), changes, "the permanent link shows the same");
    await page.getByRole("link", { name: "Switch sides" }).click();
    check(/source=text.*retelling=wire-7/.test(page.url()), "the sides are switched");
    equal(await page.locator("h1").textContent(), "Westerby closes its Long Quay", "and the other text is the retelling");
    await page.context().close();
  },

  async "a file is dropped and several texts are traced"() {
    const page = await go(await opened(), "/");
    await page.locator("#file").setInputFiles({ name: "two.jsonl", mimeType: "application/json", buffer: Buffer.from([{ id: "q1", text: RETOLD }, { id: "q2", text: WIRE }].map((a) => JSON.stringify(a)).join("\n")) });
    await page.getByRole("button", { name: "Trace" }).click();
    await page.waitForURL(/\/trace\?text=/);
    check(await page.getByRole("heading", { name: "2 texts" }).isVisible(), "both are traced");
    const dropped = await go(await opened(), "/");
    await dropped.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
      document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, RETOLD);
    equal(await dropped.evaluate(() => document.getElementById("file").files[0]?.name), "dropped.txt", "a dropped file is the form's file");
    await page.context().close();
    await dropped.context().close();
  },

  async "the archive is searched and read"() {
    const page = await go(await opened(), "/archive");
    await page.getByLabel("Words").fill("harbour quay");
    await page.getByRole("button", { name: "Search" }).click();
    check(await page.getByText("3 articles, latest first").isVisible(), "three are found");
    await page.getByRole("link", { name: "Westerby closes its Long Quay" }).click();
    check(await page.getByText("Retold by").isVisible(), "its retelling is known");
    await page.getByRole("link", { name: "Who said what" }).click();
    check((await page.locator(".said li").count()) >= 2, "its claims are listed");
    await page.context().close();
  },

  async "a finding is ruled on, noted and packed"() {
    const page = await go(await opened({ acceptDownloads: true }), "/watch");
    equal(await page.locator(".findings > li").count(), 1, "the watch has found one retelling");
    await page.locator(".findings h2 a").click();
    check(await page.getByText("Ferry runs aground off Norrau").first().isVisible(), "its source is named");
    await page.getByLabel("A note").fill(`Ask ${HOSTILE[0]} about the contract.`);
    await page.getByRole("button", { name: "Write it down" }).click();
    check(await page.getByText("about the contract.").isVisible(), "the note stands there");
    await page.getByRole("button", { name: "Licensed" }).click();
    equal(await page.locator(".ruling [aria-pressed=true]").textContent(), "Licensed", "it is licensed");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Evidence pack", exact: true }).click()]);
    const said = execFileSync(program, ["verify", await download.path()], { encoding: "utf8" });
    check(said.includes("sound"), `the evidence pack is sound: ${said}`);
    await page.getByRole("link", { name: "Compare side by side" }).click();
    check(await page.locator("h2", { hasText: "Derived" }).isVisible(), "the captures are compared");
    await go(page, "/watch");
    equal(await page.locator(".findings > li").count(), 0, "what is ruled on is no longer open");
    await go(page, "/watch?ruling=licensed");
    equal(await page.locator(".findings > li").count(), 1, "and is found among the licensed");
    await page.context().close();
  },

  async "a family is followed from its list to an edge"() {
    const page = await go(await opened(), "/families");
    check((await page.locator(".articles > li").count()) >= 1, "families are listed");
    await go(page, "/family?article=wire-7");
    check(await page.locator("svg").first().isVisible(), "the tree is drawn");
    await page.locator(".descents a").first().click();
    check(await page.locator("#texts").isVisible(), "an edge leads to the two texts");
    await page.context().close();
  },

  async "without a script everything can be read"() {
    const page = await go(await opened({ javaScriptEnabled: false }), "/");
    await page.getByLabel("The text: paste the text").fill(PASTED);
    await page.getByRole("button", { name: "Trace" }).click();
    check(await page.getByText("One source was found").isVisible(), "a text is traced");
    await page.getByRole("link", { name: /Compare side by side/ }).first().click();
    check(await page.locator("#texts").isVisible(), "texts stand side by side");
    check(!(await page.locator("#filters").isVisible()) && !(await page.locator(".walk").isVisible()), "what needs a script is not shown");
    await page.context().close();
  },

  async "hostile texts do nothing"() {
    const page = await opened();
    await page.addInitScript(() => { window.alert = (what) => { document.title = `ALERT ${what}`; window.__struck = true; }; });
    const struck = async (where) => {
      await page.waitForTimeout(30);
      check(!(await page.evaluate(() => window.__struck === true)), `a payload ran on ${where}`);
      equal(await page.locator("script:not([src]), iframe, object, embed, base, [onerror], [onload], [onclick], a[href^=javascript], main img").count(), 0, `markup of a payload on ${where}`);
    };
    for (const payload of HOSTILE) {
      const coded = encodeURIComponent(payload);
      for (const path of [`/archive?words=${coded}&publisher=${coded}`, `/archive/article?id=${coded}`, `/trace?text=${coded}`, `/compare?source=${coded}&retelling=wire-7`, `/login?then=${coded}`]) {
        await page.goto(base + path);
        await struck(path);
      }
      await page.goto(base + "/compare");
      await page.locator("#source-text").fill(`${payload}\n\nThe ${payload} quay is closed, said "${payload}" of Westerby. ${WIRE}`);
      await page.locator("#retelling-text").fill(`${payload}\n\nThe ${payload} quay was closed, ${payload} said. ${RETOLD}`);
      await page.getByRole("button", { name: "Compare" }).click();
      await page.waitForURL(/\/compare\?source=/);
      await struck(`a comparison of ${payload}`);
    }
    // Articles of the archive that hold payloads in every field.
    for (let n = 0; n < HOSTILE.length; n += 1) {
      const id = encodeURIComponent(`${HOSTILE[n]}-${n}`);
      for (const path of [`/archive/article?id=${id}`, `/trace?text=${id}&threshold=0.01`, `/claims?article=${id}&article=wire-7`, `/compare?source=${id}&source=wire-7&retelling=${id}`]) {
        await go(page, path);
        await struck(path);
      }
    }
    await go(page, "/archive?words=depot");
    await struck("the list");
    await page.context().close();
  },

  async "by keyboard alone"() {
    const page = await go(await opened(), "/");
    await page.keyboard.press("Tab");
    check(await page.evaluate(() => document.activeElement.matches(".skip")), "the way past the navigation comes first");
    await page.keyboard.press("Enter");
    const reach = async (matches, most = 60) => {
      for (let n = 0; n < most; n += 1) {
        await page.keyboard.press("Tab");
        const found = await page.evaluate((query) => document.activeElement.matches(query), matches);
        if (found) {
          const outline = await page.evaluate(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== "none" || s.boxShadow !== "none" || s.borderColor !== ""; });
          check(outline, `the focus shows on ${matches}`);
          return true;
        }
      }
      check(false, `${matches} is reached by keyboard`);
      return false;
    };
    await reach("textarea");
    await page.keyboard.insertText(PASTED);
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/trace\?text=/);
    await reach("a.button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/compare\?/);
    await reach("[data-walk='1']");
    await page.keyboard.press("Enter");
    await page.keyboard.press("n");
    check(await page.evaluate(() => document.activeElement.matches(".ref")), "changes are walked by keyboard");
    await reach("#texts .n", 200);
    await page.keyboard.press("Enter");
    check((await page.locator(".n[aria-pressed=true]").count()) === 1, "a sentence is pinned");
    await page.keyboard.press("Escape");
    check((await page.locator(".n[aria-pressed=true]").count()) === 0, "and let go");
    await page.context().close();
  },

  async "every page: no violation, no overflow, light and dark, wide and narrow"() {
    const draft = await go(await opened(), "/");
    await draft.getByLabel("The text: paste the text").fill(PASTED);
    await draft.getByRole("button", { name: "Trace" }).click();
    await draft.waitForURL(/\/trace\?text=/);
    const traced = draft.url().slice(base.length);
    const pages = {
      trace: "/", traced, compare: "/compare", compared: "/compare?source=wire-7&retelling=paper-18",
      "compared-two": "/compare?source=wire-7&source=update-9&retelling=paper-18", claims: "/claims",
      ledger: "/claims?article=wire-7&article=paper-18", archive: "/archive", searched: "/archive?words=council&publisher=Sedge+Wire",
      article: "/archive/article?id=wire-7", family: "/family?article=wire-7", families: "/families", watch: "/watch?ruling=all", api: "/api", login: "/login", refused: "/nothing-here",
    };
    await draft.goto(base + "/watch?ruling=all");
    pages.finding = await draft.locator(".findings h2 a").getAttribute("href");
    const views = { light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, phone: { colorScheme: "light", viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, wide: { colorScheme: "light", viewport: { width: 2200, height: 1200 } } };
    for (const [view, options] of Object.entries(views)) {
      const page = await opened(options);
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(base + path);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wider <= 0, `${name} (${view}) is ${wider} px wider than the window`);
        await page.screenshot({ path: join(shots, `${name}-${view}.png`), fullPage: view !== "wide" });
        if (view === "wide") continue;
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        for (const { id, nodes } of violations) check(false, `${name} (${view}): ${id} at ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}: ${nodes[0].failureSummary.replace(/\s+/g, " ")}`);
        check(true, `${name} (${view}) was looked through`);
      }
      await page.context().close();
    }
    await draft.context().close();
  },
};

const only = process.env.ONLY;
try {
  for (const [name, test] of Object.entries(tests)) {
    if (only && !name.includes(only)) continue;
    const begun = Date.now();
    try { await test(); } catch (error) { check(false, `${name}: ${error.message.split("\n")[0]}`); }
    console.log(`${name}  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
} finally {
  await browser.close();
  service.removeAllListeners("exit");
  service.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${checks} checks, ${failures.length} failed; screenshots in ${shots}`);
process.exit(failures.length ? 1 : 0);
