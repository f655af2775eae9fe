// Each of our own pages, opened with an empty cache: at most 150 KB on the wire, and nothing moves while it comes.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connected, launch, parting, person, results, signIn, startDemo } from "./support.mjs";

const LIMIT = 150_000;
/** Pages that no navigation of the console leads to. */
const PUBLIC = ["/", "/login", "/docs", "/problems/pin-not-accepted", "/customer", "/customer/quote", "/customer/claims"];
const OTHERS = ["/agent", "/account"];

let browser, demo;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Opens a page as if for the first time; gives bytes on the wire, head and body, and the sum of its layout shifts. */
async function weighed(context, path) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const answer = await page.goto(demo.baseUrl + path, { waitUntil: "load" });
  assert.equal(answer.status(), 200, path);
  await page.evaluate(() => document.fonts.ready);
  // what a script adds comes with frames after the load
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })));
  const shift = await page.evaluate(() => window.shifts);
  await page.close();
  return { path, bytes, shift };
}

function watchShifts() {
  window.shifts = 0;
  const watcher = new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
  });
  watcher.observe({ type: "layout-shift", buffered: true });
}

test("every page of ours is light and comes without moving", async () => {
  const [customer, agent, admin] = [await person(browser), await person(browser), await person(browser)];
  await connected(demo, customer, agent);
  await signIn(admin.page, demo, demo.admin, "/admin");
  const console = await admin.page.locator("nav a[href^='/admin']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const { json } = await demo.api("/api/session/list", { as: demo.supervisor });
  const pages = [...new Set([...PUBLIC, ...OTHERS, ...console, `/admin/sessions/${json.sessions[0].sessionId}`])];
  assert.ok(pages.length > 15, `pages found: ${pages}`);

  await admin.context.addInitScript(watchShifts);
  const weights = [];
  for (const path of pages) weights.push(await weighed(admin.context, path));
  const said = weights.map(({ path, bytes, shift }) => `${(bytes / 1000).toFixed(1)} KB, moved by ${shift.toFixed(3)}: ${path}`);
  writeFileSync(join(results, "page-weight.txt"), said.join("\n"));
  assert.deepEqual(weights.filter(({ bytes, shift }) => bytes > LIMIT || bytes === 0 || shift > 0), []);
  await parting([customer, agent, admin]);
});
