// The SDK as a guest: what it costs the page it is on, and what it does when that is too much.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { initSdk, payloads, start, startHarness, waitFor } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

async function sharing() {
  const visitor = await harness.visitor();
  const page = await visitor.context.newPage();
  await page.goto(`${harness.base}/plain.html`);
  await initSdk(page);
  await page.evaluate(() => window.session.on("sharing_slowed", (payload) => window.log.push(["sharing_slowed", payload])));
  await start(page);
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(({ kind }) => kind === "S", "a S frame");
  return { ...visitor, page };
}

/** Rebuilds a table in every frame, and stamps each frame. */
const goWild = (page) =>
  page.evaluate(() => {
    const place = document.body.appendChild(document.createElement("div"));
    window.isWild = true;
    let round = 0;
    const rebuild = () => {
      if (!window.isWild) return;
      place.innerHTML = Array.from({ length: 400 }, (_, row) => `<p class="r${row}"><b>${round}</b> <i title="${row}">row ${row}</i></p>`).join("");
      round++;
      requestAnimationFrame(rebuild);
    };
    rebuild();
  });

/** The number of the page's body in each full picture. */
const bodyIds = (events) =>
  events
    .filter(({ type }) => type === 2)
    .map(({ data }) => data.node.childNodes.flatMap(({ childNodes }) => childNodes ?? []).find(({ tagName }) => tagName === "body").id);

test("a page that changes wildly is shown in pictures, and followed again once it is calm", { timeout: 90_000 }, async () => {
  const { page, context } = await sharing();
  await goWild(page);
  await page.waitForFunction(() => window.log.some(([name, payload]) => name === "sharing_slowed" && payload.slowed), null, { timeout: 40_000 });

  harness.relay.last.say({ type: "agent_joined", userId: "a1", userName: "Ada", agentCount: 1 });
  const isBusy = ({ kind, reason }) => kind === "page" && reason === "busy";
  await harness.relay.until(({ message }) => message?.type === "omitted" && message.items.some(isBusy), "word to the agents that the page is slowed", 0, 30_000);

  // what was on its way before may still come; between two pictures there is nothing
  const first = await harness.relay.until(({ kind }) => kind === "S", "a picture", harness.relay.frames.length);
  const from = harness.relay.frames.indexOf(first) + 1;
  const second = await harness.relay.until(({ kind }) => kind === "S", "another picture", from);
  assert.deepEqual(harness.relay.frames.slice(from, harness.relay.frames.indexOf(second)).filter(({ kind }) => kind === "I"), []);

  assert.equal(new Set(bodyIds(harness.relay.events())).size, 1, "elements keep their numbers, so what is drawn on them stays where it is");

  await page.evaluate(() => (window.isWild = false));
  await page.waitForFunction(() => window.log.some(([name, payload]) => name === "sharing_slowed" && !payload.slowed), null, { timeout: 60_000 });
  const calm = harness.relay.frames.length;
  await page.evaluate(() => document.body.append("calm again"));
  await harness.relay.until(({ kind }) => kind === "I", "a I frame", calm);
  assert.deepEqual((await payloads(page, "sharing_slowed")).map(({ slowed }) => slowed), [true, false]);
  await context.close();
});

test("an ordinary busy page is followed all the time", { timeout: 60_000 }, async () => {
  const { page, context } = await sharing();
  await page.evaluate(async () => {
    const list = document.body.appendChild(document.createElement("ul"));
    for (let i = 0; i < 60; i++) {
      list.append(Object.assign(document.createElement("li"), { textContent: `message ${i}` }));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  assert.deepEqual(await payloads(page, "sharing_slowed"), []);
  assert.ok(harness.relay.frames.filter(({ kind }) => kind === "I").length > 20);
  await context.close();
});
