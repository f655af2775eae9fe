// A long session: what the customer's page, the desk, the viewer and the server keep in memory while people work:
//   cargo build --release && node bench/soak.mjs [minutes, 60 if not given]
// Each minute the customer types, scrolls, opens a page now and then, and a feed on the page changes all the time. Garbage is
// collected before each reading, so what grows is kept.
import { readFileSync } from "node:fs";
import { connected, launch, person, picture, startDemo } from "../tests/e2e/whole/support.mjs";

const MINUTES = Number(process.argv[2] ?? 60);
const PAGES = ["/customer/quote", "/customer/claims", "/customer"];

const demo = await startDemo({ binary: process.env.COBROKER_BINARY ?? "target/release/cobroker" });
const browser = await launch();
try {
  const [customer, agent] = [await person(browser), await person(browser)];
  await connected(demo, customer, agent);
  // frames kept by the test's own ears would be counted as ours
  const forget = () => [customer, agent].forEach(({ frames }) => frames.splice(0));
  const readings = [];
  for (let minute = 0; minute <= MINUTES; minute++) {
    readings.push({ minute, ...(await read(customer, agent)) });
    console.log(line(readings.at(-1)));
    if (minute < MINUTES) await work(customer.page, agent.page, minute);
    forget();
  }
  const [settled, last] = [readings[Math.min(5, readings.length - 1)], readings.at(-1)];
  const growth = Object.fromEntries(["customer", "desk", "viewer", "server"].map((name) => [name, (last[name] - settled[name]).toFixed(1)]));
  console.log(`growth from minute ${settled.minute} to ${last.minute}, MB: ${JSON.stringify(growth)}; largest server reading ${Math.max(...readings.map(({ server }) => server)).toFixed(1)} MB`);
} finally {
  await browser.close();
  await demo.stop();
}

/** One minute of a customer's and an agent's work. */
async function work(page, agentPage, minute) {
  const end = Date.now() + 60_000;
  if (minute % 10 === 9) {
    await page.goto(demo.baseUrl + PAGES[minute % PAGES.length]);
    await picture(agentPage).locator("body *").first().waitFor({ state: "attached" });
  }
  await page.evaluate(() => {
    clearInterval(window.feed);
    const list = document.querySelector("main").appendChild(document.createElement("ul"));
    window.feed = setInterval(() => {
      list.append(Object.assign(document.createElement("li"), { textContent: `entry ${Date.now()}` }));
      if (list.childElementCount > 50) list.firstChild.remove();
    }, 100);
  });
  while (Date.now() < end) {
    await page.mouse.move(200 + Math.random() * 800, 150 + Math.random() * 500, { steps: 10 });
    await page.mouse.wheel(0, Math.random() < 0.5 ? 200 : -200);
    const field = page.locator("main input[type=text]:visible").first();
    if (await field.count()) await field.fill(`typed at ${Date.now()}`);
    await page.waitForTimeout(500);
  }
}

/** Megabytes in use, after a collection. */
async function read(customer, agent) {
  const frame = (part) => agent.page.frames().find((one) => one.url().includes(part));
  return {
    customer: await heap(customer.context, customer.page),
    desk: await heap(agent.context, agent.page),
    viewer: await heap(agent.context, frame("/viewer")),
    server: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${demo.pid}/status`, "utf8"))[1]) / 1000,
  };
}

async function heap(context, target) {
  const session = await context.newCDPSession(target);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

function line({ minute, customer, desk, viewer, server }) {
  return `minute ${minute}: heap of the customer's page ${customer.toFixed(1)} MB, agent's page with the desk ${desk.toFixed(1)} MB, viewer ${viewer.toFixed(1)} MB; server (VmRSS) ${server.toFixed(1)} MB`;
}
