// How long a change of the customer's page takes to reach the agent's, on one machine, through the real thing:
//   cargo build --release && node bench/latency.mjs
// A text node is given the time it was changed at; an observer inside the replayed page subtracts. Both pages are in
// one browser, so they share the machine's monotonic clock.
import { connected, launch, person, startDemo, until } from "../tests/e2e/whole/support.mjs";

const CHANGES = 200;
const GAP = 50;

const demo = await startDemo({ binary: process.env.COBROKER_BINARY ?? "target/release/cobroker" });
const browser = await launch();
try {
  const [customer, agent] = [await person(browser), await person(browser)];
  await connected(demo, customer, agent);
  await customer.page.evaluate(() => {
    const probe = document.createElement("p");
    probe.id = "probe";
    probe.textContent = "0";
    document.querySelector("main").append(probe);
  });
  const viewer = agent.page.frames().find((frame) => frame.url().endsWith("/viewer"));
  await viewer.waitForFunction(() => document.querySelector(".replayer-wrapper iframe")?.contentDocument?.getElementById("probe"));
  await viewer.evaluate(() => {
    window.delays = [];
    const probe = document.querySelector(".replayer-wrapper iframe").contentDocument.getElementById("probe");
    new MutationObserver(() => window.delays.push(performance.timeOrigin + performance.now() - Number(probe.textContent)))
      .observe(probe, { childList: true, characterData: true, subtree: true });
  });
  await customer.page.evaluate(async ([changes, gap]) => {
    const probe = document.getElementById("probe");
    for (let i = 0; i < changes; i++) {
      probe.firstChild.data = String(performance.timeOrigin + performance.now());
      await new Promise((resolve) => setTimeout(resolve, gap));
    }
  }, [CHANGES, GAP]);
  const delays = await until(async () => {
    const seen = await viewer.evaluate(() => window.delays);
    return seen.length >= CHANGES && seen;
  }, "every change at the agent");
  const sorted = delays.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  console.log(`DOM change to agent's DOM, ${sorted.length} changes: median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms (budget: median 10, p95 25)`);
} finally {
  await browser.close();
  await demo.stop();
}
