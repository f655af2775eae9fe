// Pages that hide words wherever a page can, in whatever mask settings: no hidden word leaves the browser, and every open
// one arrives. 2,000 others in each `make test`, 10,000 in `make leaks`. A failure prints its seed: `LEAK_SEED=… LEAK_PATH=… node --test tests/e2e/leaks/leaks.test.mjs`.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

/** How many pages in all. */
const RUNS = Number(process.env.LEAK_RUNS ?? 2_000);
/** How many pages one document lives through: the recorder patches its document anew for each. */
const BATCH = 250;
/** Browser tabs at work side by side. */
const TABS = 2;
const SEED = Number(process.env.LEAK_SEED || randomInt(2 ** 31));
const PATH = process.env.LEAK_PATH;

/** Nothing is fetched but the script; what the pages link to does not exist. */
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; frame-src 'self'";
const ADDRESS = "/shop/zqapathzqbpath/page?next=/a/zqaquerzqbquer/b#zqaquerzqbquer";

let server, browser, base;
before(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./runner.mjs", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const script = Buffer.from(outputFiles[0].contents);
  server = createServer((request, response) => {
    if (request.url === "/runner.js") return response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    const isPage = request.url.startsWith("/shop/");
    response.writeHead(isPage ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY });
    response.end(isPage ? '<!doctype html><html lang="en"><head><script src="/runner.js"></script></head><body></body></html>' : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Works off batches until none is left. */
async function work(batches, total) {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    await page.goto(base + ADDRESS);
    const { tally, report } = await page.evaluate((input) => window.runBatch(input), batch);
    if (report) throw new assert.AssertionError({ message: `LEAK_SEED=${SEED}, batch seed ${batch.seed}\n${report}` });
    for (const [name, count] of Object.entries(tally)) total[name] = (total[name] ?? 0) + count;
  }
  await context.close();
}

test(`no secret of ${RUNS} generated pages leaves the browser, and what is open arrives (seed ${SEED})`, { timeout: 1_200_000 }, async (context) => {
  const total = {};
  const batches = PATH
    ? [{ seed: SEED, runs: 1, path: PATH }]
    : Array.from({ length: Math.ceil(RUNS / BATCH) }, (_, index) => ({ seed: SEED + index, runs: Math.min(BATCH, RUNS - index * BATCH) }));
  await Promise.all(Array.from({ length: TABS }, () => work(batches, total)));
  context.diagnostic(`${total.secrets} secrets planted, ${total.arrived} open words arrived, ${total.pictures} pictures`);
  if (PATH) return;
  assert.ok(total.secrets > RUNS, "the pages had secrets to leak");
  assert.ok(total.arrived > RUNS, "the pages had something to show");
});
