// The supervisors' live list with many rows, side by side with few: frames while it is scrolled and while sessions come and
// go, how long a filter takes, memory, elements, and what the first look costs on the wire:
//   cargo build --release && node bench/list.mjs [rows, 10000 if not given]
// Every session is started by the API, as websites do it, and so is every change.
import { launch, person, signIn, startDemo } from "../tests/e2e/whole/support.mjs";

const FEW = 100;
const MANY = Number(process.argv[2] ?? 10_000);
/** Sessions that end and sessions that start in each second of scrolling. */
const CHANGES = 10;
const SECONDS = 10;

const env = { COBROKER_START_WINDOW_SECONDS: "3600", COBROKER_LIMIT_LIVE_SESSIONS: String(2 * MANY), COBROKER_LIMIT_STARTS_PER_SITE_PER_MINUTE: "100000" };
const demo = await startDemo({ binary: process.env.COBROKER_BINARY ?? "target/release/cobroker", env });
const browser = await launch();
const started = [];
try {
  const sam = await person(browser);
  await signIn(sam.page, demo, demo.supervisor, "/admin");
  for (const rows of [FEW, MANY]) {
    await fillUp(rows);
    console.log(line(await measure(sam, rows)));
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function fillUp(count) {
  const one = async () => {
    while (started.length < count) await start();
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

async function start() {
  const place = started.push("") - 1;
  const body = { userName: `Customer ${place}`, userId: `crm-${place % 997}` };
  const { status, json, text } = await demo.api("/api/customer/start", { method: "POST", body, headers: { origin: demo.baseUrl } });
  if (status !== 201) throw new Error(`a session could not be started: ${status} ${text}`);
  started[place] = json.sessionId;
}

async function measure({ page, context }, rows) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Performance.enable");
  await devtools.send("HeapProfiler.enable");
  let list = "";
  let wire = 0;
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => request.url.endsWith("/api/sessions/live") && (list = requestId));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => requestId === list && (wire = encodedDataLength));

  await page.goto(`${demo.baseUrl}/admin`);
  await page.locator("#sessions[data-ready=true]").waitFor();
  const shown = await page.evaluate(() => performance.now());
  const count = Number(await page.locator("#live-count").innerText());
  if (count !== rows) throw new Error(`the list has ${count} rows, ${rows} were started`);

  const still = await scrolled(page);
  const busy = await meanwhile(changes(), () => scrolled(page));
  const filtered = await filter(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const elements = metrics.find(({ name }) => name === "Nodes").value;
  await devtools.detach();
  return { rows, shown, wire, still, busy, filtered, heap: usedSize, elements };
}

/** Scrolls from the top to the end and back, and gives how long each frame took. */
function scrolled(page) {
  return page.evaluate(async (seconds) => {
    const grid = document.getElementById("live-grid");
    const long = [];
    const watcher = new PerformanceObserver((entries) => long.push(...entries.getEntries().map(({ duration }) => duration)));
    watcher.observe({ entryTypes: ["longtask"] });
    const frames = [];
    const began = performance.now();
    let before = began;
    for (let now = before; now - began < seconds * 1000; ) {
      now = await new Promise(requestAnimationFrame);
      frames.push(now - before);
      before = now;
      const part = ((now - began) / (seconds * 500)) % 2;
      grid.scrollTop = (part < 1 ? part : 2 - part) * (grid.scrollHeight - grid.clientHeight);
    }
    watcher.disconnect();
    frames.shift();
    return { frames: frames.sort((a, b) => a - b), long };
  }, SECONDS);
}

/** Ends the oldest and starts new ones, until it is told to stop. */
function changes() {
  let go = true;
  const done = (async () => {
    while (go) {
      const next = new Promise((resolve) => setTimeout(resolve, 1000 / CHANGES));
      await demo.api("/api/session/revoke", { method: "POST", as: demo.supervisor, body: { sessionId: started.shift() } });
      await start();
      await next;
    }
  })();
  return async () => {
    go = false;
    await done;
  };
}

async function meanwhile(stop, work) {
  try {
    return await work();
  } finally {
    await stop();
  }
}

/** Milliseconds from the press of Enter in the search field to the frame after its answer. */
async function filter(page) {
  await page.locator("#q").fill("Customer 7");
  return page.evaluate(async () => {
    const form = document.getElementById("live-filters");
    const began = performance.now();
    form.requestSubmit();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - began;
  });
}

function line({ rows, shown, wire, still, busy, filtered, heap, elements }) {
  const frames = ({ frames: all, long }) => {
    const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))].toFixed(1);
    return `frames median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, longest ${at(1)} ms, ${long.length} tasks over 50 ms`;
  };
  return [
    `${rows} rows: shown ${shown.toFixed(0)} ms after the navigation, the list ${(wire / 1000).toFixed(0)} KB on the wire`,
    `  scrolled for ${SECONDS} s: ${frames(still)}`,
    `  the same with ${CHANGES} ends and ${CHANGES} starts a second: ${frames(busy)}`,
    `  a filter: ${filtered.toFixed(0)} ms; heap ${(heap / 1e6).toFixed(1)} MB; ${elements} nodes`,
  ].join("\n");
}
