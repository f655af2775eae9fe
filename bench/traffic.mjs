// How many bytes a minute a customer's page sends, by what the customer does:
//   cargo build --release && node bench/traffic.mjs [seconds for each activity, 20 if not given]
import { connected, launch, person, startDemo } from "../tests/e2e/whole/support.mjs";

const SECONDS = Number(process.argv[2] ?? 20);

const demo = await startDemo({ binary: process.env.COBROKER_BINARY ?? "target/release/cobroker" });
const browser = await launch();
try {
  const [customer, agent] = [await person(browser), await person(browser)];
  await connected(demo, customer, agent);
  const page = customer.page;
  await page.evaluate(() => {
    const list = document.querySelector("main").appendChild(document.createElement("ul"));
    list.id = "feed";
    for (let i = 0; i < 200; i++) list.appendChild(document.createElement("li")).textContent = `entry ${i}`;
  });
  const activities = {
    nothing: () => page.waitForTimeout(200),
    "typing 5 characters a second": async () => {
      await page.getByLabel("Full name").press("a");
      await page.waitForTimeout(200);
    },
    "moving the pointer": async (round) => {
      await page.mouse.move(100 + (round * 37) % 900, 100 + (round * 23) % 500);
      await page.waitForTimeout(16);
    },
    scrolling: async (round) => {
      await page.mouse.wheel(0, round % 40 < 20 ? 60 : -60);
      await page.waitForTimeout(30);
    },
    "ten changes a second": async (round) => {
      await page.evaluate((text) => {
        const list = document.getElementById("feed");
        list.firstChild.remove();
        list.appendChild(document.createElement("li")).textContent = text;
      }, `entry ${round}`);
      await page.waitForTimeout(100);
    },
  };
  for (const [name, act] of Object.entries(activities)) {
    const from = customer.frames.length;
    const began = performance.now();
    for (let round = 0; performance.now() - began < SECONDS * 1000; round++) await act(round);
    const minutes = (performance.now() - began) / 60_000;
    const sent = customer.frames.slice(from).filter((frame) => frame.sent);
    const bytes = sent.reduce((sum, frame) => sum + frame.bytes.length, 0);
    console.log(`${name}: ${(bytes / minutes / 1000).toFixed(1)} KB and ${(sent.length / minutes).toFixed(0)} frames a minute`);
  }
} finally {
  await browser.close();
  await demo.stop();
}
