// One Chromium for the page tests, and pages in it that fail on what must never happen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...ARGS] });
}

/** A page of its own context. `troubles` collects script errors and everything the policy refused. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(openShadows);
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => /Content Security Policy|violates|Trusted/i.test(message.text()) && troubles.push(message.text()));
  return { page, context, troubles };
}

/** What we add to pages lives in closed shadow roots, into which neither Playwright nor axe can look. Runs in the page. */
export function openShadows() {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: "open" });
  };
}

export function assertNoTroubles(troubles) {
  assert.deepEqual(troubles, []);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe objects to on the page as it is now, or in a part of it. Evaluated behind the page's back: its policy would refuse the script. */
export async function axeFaults(page, part = null) {
  const where = part === null ? { exclude: ["iframe"] } : { include: [part] };
  const { violations } = await page.evaluate(`${axe}; axe.run(${JSON.stringify(where)}, { runOnly: ${JSON.stringify(RULES)}, iframes: false })`);
  return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(" ")}`);
}
