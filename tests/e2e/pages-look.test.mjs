// Every sample page, light and dark, phone and desktop: nothing axe objects to, nothing sideways to scroll.
//   COBROKER_PAGE_SAMPLES=DIR cargo test page_samples; node static/build.mjs target/web
//   COBROKER_PAGE_SAMPLES=DIR node --test tests/e2e/pages-look.test.mjs      (PAGE_SHOTS=DIR leaves pictures)
import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "./pages-mock/browser.mjs";
import { startServer } from "./pages-mock/server.mjs";

const samples = process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples";
const shots = process.env.PAGE_SHOTS;
const all = readdirSync(samples).map((file) => file.replace(/\.html$/, ""));
// other languages are looked at in one scheme only: Arabic from right to left, German for the longest words
const [names, arabic, german] = [all.filter((name) => !name.includes("--")), all.filter((name) => name.startsWith("ar--")), all.filter((name) => name.startsWith("de--"))];
if (shots) mkdirSync(shots, { recursive: true });

let browser;
let server;
before(async () => {
  server = await startServer({ samples, web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  server.api.set("GET /api/session/list", { status: 503, body: {} });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Tables whose frame hides the end of their rows, and buttons whose words stand out. Runs in the page. */
function cutOff() {
  const isHidden = (element) => !element.matches(".table-wrap") || getComputedStyle(element).overflowX === "hidden";
  const isCut = (element) => element.scrollWidth > element.clientWidth + 1 && isHidden(element);
  const found = [...document.querySelectorAll(".table-wrap, .button, .chip")].filter((element) => element.clientWidth > 0 && isCut(element));
  return found.map((element) => `${element.className} (${element.textContent.trim().slice(0, 30)})`);
}

// axe sees each scheme and each width once; what fits is asked in all four
const looks = [
  ...["light", "dark"].flatMap((colorScheme) => [320, 1280].map((width) => ({ what: "every page", pages: names, colorScheme, width, axe: (colorScheme === "light") === (width === 1280) }))),
  ...[320, 1280].map((width) => ({ what: "pages from right to left", pages: arabic, colorScheme: "light", width, axe: true })),
  { what: "pages with long words", pages: german, colorScheme: "light", width: 1024, axe: false },
];
for (const { what, pages, colorScheme, width, axe } of looks) {
  test(`${what}: ${axe ? "accessible and fitting" : "fitting"}, ${colorScheme}, ${width} px`, async () => {
    assert.ok(pages.length > 0);
    const { page, context, troubles } = await newPage(browser, { colorScheme, viewport: { width, height: 800 } });
    const faults = [];
    for (const name of pages) {
      await page.goto(`${server.url}/sample/${name}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) faults.push(`${name} is ${overflow} px too wide`);
      faults.push(...(await page.evaluate(cutOff)).map((what) => `${name}: ${what} is cut off`));
      if (axe) faults.push(...(await axeFaults(page)).map((fault) => `${name}: ${fault}`));
      if (shots) await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
    assert.deepEqual(faults, []);
    assertNoTroubles(troubles);
    await context.close();
  });
}
