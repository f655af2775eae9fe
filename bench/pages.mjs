// What a full picture costs, by the size of the page: the customer's main thread, bytes on the wire, and how long a first
// and a late agent wait for it:
//   cargo build --release && node bench/pages.mjs
import { getHelp, launch, person, picture, signIn, startDemo, typePin, until } from "../tests/e2e/whole/support.mjs";
import { inflateRawSync } from "node:zlib";

const SIZES = [300, 5_000, 50_000];

const demo = await startDemo({ binary: process.env.COBROKER_BINARY ?? "target/release/cobroker", env: { COBROKER_CONSENT: "false" } });
const browser = await launch();
try {
  for (const size of SIZES) await measure(size);
} finally {
  await browser.close();
  await demo.stop();
}

async function measure(size) {
  const people = [await person(browser), await person(browser), await person(browser)];
  const [customer, first, late] = people;
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const nodes = await fill(customer.page, size);
  const pin = await getHelp(customer.page);

  const firstWait = await join(first.page, demo.agents[0], pin);
  const blocked = await longest(customer.page);
  const { wire, json } = weigh(customer.frames);

  const before = customer.frames.length;
  const lateWait = await join(late.page, demo.agents[1], pin);
  const again = customer.frames.slice(before).filter(({ sent, bytes }) => sent && "SI".includes(String.fromCharCode(bytes[0]))).length;

  console.log(
    `${nodes} nodes: customer's main thread blocked ${blocked.toFixed(0)} ms; picture ${kb(json)} KB of JSON, ${kb(wire)} KB on the wire; ` +
      `agent's desk from its navigation to the whole page: first ${firstWait.toFixed(0)} ms, late joiner ${lateWait.toFixed(0)} ms; ` +
      `frames the late joiner cost the customer: ${again}`,
  );
  for (const one of people) await one.close();
}

/** Adds rows until the page has about `size` nodes, text included. Gives how many it has. */
function fill(page, size) {
  return page.evaluate((wanted) => {
    const count = () => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
      let nodes = 0;
      while (walker.nextNode()) nodes++;
      return nodes;
    };
    const table = document.querySelector("main").appendChild(document.createElement("table"));
    const rows = Math.max(1, Math.floor((wanted - count()) / 7));
    for (let row = 0; row < rows; row++) {
      const line = table.insertRow();
      for (const text of ["Policy", "number", `${row}`]) line.insertCell().textContent = text;
    }
    table.insertAdjacentHTML("afterend", '<p id="last-row">end</p>');
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
    return count();
  }, size);
}

/** Milliseconds from the start of the desk's navigation until the end of the page is in the replay. */
async function join(page, who, pin) {
  await signIn(page, demo, who);
  await typePin(page, pin);
  await picture(page).locator("#last-row").waitFor({ state: "attached", timeout: 60_000 });
  const shown = await page.evaluate(() => performance.timeOrigin + performance.now());
  const desk = await until(() => page.frames().find((frame) => frame.url().includes("/frame-templates/desk")), "the desk");
  return shown - (await desk.evaluate(() => performance.timeOrigin));
}

/** The longest task of the page so far; less than 50 ms is not told by the browser. */
async function longest(page) {
  const tasks = await page.evaluate(() => window.tasks);
  return Math.max(0, ...tasks);
}

/** The first whole picture among the frames sent: bytes on the wire, and of its JSON. */
function weigh(frames) {
  const pictures = frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x53).map(({ bytes }) => bytes);
  const last = pictures.findIndex((bytes) => bytes[1] & 2);
  const chunks = pictures.slice(0, last + 1);
  const payload = Buffer.concat(chunks.map((bytes) => bytes.subarray(2)));
  return { wire: chunks.reduce((sum, { length }) => sum + length, 0), json: (chunks[0][1] & 4 ? inflateRawSync(payload) : payload).length };
}

function kb(bytes) {
  return (bytes / 1000).toFixed(0);
}
