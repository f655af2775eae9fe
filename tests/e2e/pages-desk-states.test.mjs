// The agent's page in each state it can be in, against a stand-in for the server: light, dark, from right to left in Arabic, in a
// small window and at 200 %, nothing axe objects to, nothing sideways to scroll, nothing out of reach.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { agentDesk, until, waits } from "./pages-mock/agent.mjs";
import { assertNoTroubles, axeFaults, launch } from "./pages-mock/browser.mjs";
import { outOfReach } from "./desk/looks.mjs";

const shots = process.env.PAGE_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const SITES = [{ id: "shop", name: "Harbor & Pine" }, { id: "blog", name: "The blog" }];
const invite = (inviteId, more = {}) => ({ inviteId, sessionId: "s-9", by: { id: "a-2", name: "Ben Castillo" }, to: { id: "a-1", name: "Ada Okafor" }, customer: { userName: "Marit Solheim" }, site: "Harbor & Pine", text: "You know roofs better than I do.", handOver: false, state: "open", expiresAt: new Date(Date.now() + 500_000).toISOString(), ...more });

/** Marit's session is live, with others in it. */
async function busy({ connectAs }) {
  const frame = await connectAs("100001", "live");
  await frame.evaluate(() => {
    say("desk_room", { watching: false, others: [{ name: "Ben Castillo", watching: false }, { name: "Sam Lindqvist", watching: true }], control: { name: "Ben Castillo", mine: false } });
    say("desk_pulse", { desk: 40, customer: 210 });
  });
  return frame;
}

const over = async (at, pincode) => (await at.connectAs(pincode, "live")).evaluate(() => say("session_ended", { reason: "customer_ended" }));

/** How the page gets into each state, from its address or the one given. */
const STATES = {
  "nobody waits": {
    prepare: ({ server }) => server.api.set("GET /api/agent/waiting", { body: { sessions: [], sites: SITES } }),
    reach: ({ page }) => page.locator("#waiting [data-slot=empty]").waitFor(),
  },
  "three wait": {
    prepare: ({ server }) => server.api.set("GET /api/agent/waiting", { body: { sessions: [waits("w-1", "Grace Hopper", 95, "shop", "billing"), waits("w-2", "Alan Kay", 20, "blog"), waits("w-3", "Wolfeschlegelsteinhausenbergerdorff", 7)], sites: SITES } }),
    reach: ({ page }) => page.locator("#waiting [data-session=w-3]").waitFor(),
  },
  "several tabs": {
    reach: async (at) => {
      const { connectAs, page } = at;
      const next = () => page.locator("#tab-first").click();
      await busy(at);
      await next();
      await connectAs("100002", "asking");
      await next();
      const lost = await connectAs("100003", "live");
      await next();
      await lost.evaluate(() => say("desk_state", { state: "lost" }));
      await connectAs("100004", "connecting");
      await page.locator("#tab-s-100001").click();
      await page.locator(".session:not(.is-behind) [data-slot=pulse]", { hasText: "250" }).waitFor();
      assert.ok((await page.locator("#tab-s-100004").textContent()).includes("Marit Solheim (2)"), "two of one name are told apart");
    },
  },
  watching: {
    reach: async ({ connectAs, page }) => {
      const frame = await connectAs("100001", "live");
      await frame.evaluate(() => say("desk_room", { watching: true, others: [{ name: "Ben Castillo", watching: false }], control: null }));
      await page.locator(".session [data-slot=now]", { hasText: "Ben Castillo" }).waitFor();
    },
  },
  "customer away": {
    reach: async ({ connectAs, page }) => {
      const frame = await connectAs("100001", "live");
      await frame.evaluate(() => say("desk_state", { state: "lost" }));
      await page.locator(".chip-lost").waitFor();
    },
  },
  "notes saved": {
    reach: async (at) => {
      await busy(at);
      at.notes.get("s-100001").notes = [{ author: "Ben Castillo", own: false, text: "Called before, on Monday.", version: 1 }];
      await at.page.locator("[data-slot=notes]").click();
      const field = at.panel("100001").locator("textarea");
      await field.fill("Card was declined.\nTried another one.");
      await field.blur();
      await until(() => at.notes.get("s-100001").notes.some(({ own }) => own), "the note");
      await at.panel("100001").locator("[data-slot=note-status]", { hasText: /./ }).waitFor();
    },
  },
  "notes not saved": {
    reach: async (at) => {
      await busy(at);
      for (const what of ["note", "ticket", "outcome"]) at.refuse("s-100001", what);
      await at.page.locator("[data-slot=notes]").click();
      const panel = at.panel("100001");
      await panel.locator("textarea").fill("Card was declined");
      await panel.locator("[data-slot=ticket]").fill("HELP-42");
      await panel.locator("[data-slot=outcome] .choice").first().click();
      for (const problem of ["ticket-problem", "outcome-problem", "note-status"]) await panel.locator(`[data-slot=${problem}]`, { hasText: /./ }).waitFor();
    },
  },
  "after the end": {
    reach: async (at) => {
      await over(at, "100001");
      await at.page.locator("#wrap-ups .case[data-after]").waitFor();
      await at.page.locator("#wrap-ups input:enabled").first().waitFor();
    },
  },
  "an end behind another tab": {
    reach: async (at) => {
      const first = await at.connectAs("100001", "live");
      await at.page.locator("#tab-first").click();
      await at.connectAs("100002", "live");
      await first.evaluate(() => say("session_ended", { reason: "customer_ended" }));
      await at.page.locator("#tab-s-100001").click();
      await at.panel("100001").locator("[data-slot=over] [data-slot=sentence]", { hasText: /./ }).waitFor();
    },
  },
  "asked in by colleagues": {
    reach: async (at) => {
      await busy(at);
      await until(() => at.server.streams.size > 0, "the stream");
      at.server.send("invite", invite("i-1"));
      at.server.send("invite", invite("i-2", { handOver: true, text: "" }));
      await at.page.locator(".invite-row").nth(1).waitFor();
      await at.page.locator(".invite-row [data-slot=decline]").first().click();
    },
  },
  "shortcuts": {
    reach: async ({ page }) => {
      await page.locator("#shortcuts-open").click();
      await page.locator("#shortcuts[open]").waitFor();
    },
  },
  "options": {
    reach: async ({ page }) => {
      await page.locator("#options-open").click();
      await page.locator("#options [data-slot=sound]").check();
    },
  },
  "out of touch": {
    reach: async (at) => {
      await busy(at);
      await until(() => at.server.streams.size > 0, "the stream");
      at.server.api.set("GET /api/sessions/stream", { status: 503, body: {} });
      for (const stream of at.server.streams) stream.destroy();
      await at.page.locator("#unconnected:not([hidden])").waitFor();
    },
  },
  "Zoom's desk": {
    sample: "agent-zoom",
    prepare: ({ server }) => server.api.set("POST /api/sessions/s-100001/desk/presence", { status: 204, body: "" }),
    reach: async (at) => {
      const agents = [["a-1", "Ada Okafor"], ["a-2", "Ben Castillo"]].map(([agentId, name]) => ({ admissionId: agentId, agentId, name, admittedAt: "", joinedAt: new Date().toISOString(), leftAt: null }));
      await at.pin().pressSequentially("100001");
      await at.page.locator(".pin-large").waitFor();
      await until(() => at.server.streams.size > 0, "the stream");
      at.server.send("session", { sessionId: "s-100001", state: "active", startedAt: new Date().toISOString(), customer: { userName: "Marit Solheim", identified: false }, agents, seats: { taken: 2, total: 5 } });
      await at.page.locator(".session [data-slot=now]", { hasText: "Ben Castillo" }).waitFor();
    },
  },
};

const SHAPES = {
  light: {},
  dark: { colorScheme: "dark" },
  "in a small window": { width: 1024, height: 640 },
  "at 200 %": { width: 640, height: 400 },
};

async function look(at, name, shapes) {
  const faults = [];
  for (const [shape, { width = 1280, height = 720, colorScheme = "light" }] of Object.entries(shapes)) {
    await at.page.setViewportSize({ width, height });
    await at.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (shots) await at.page.screenshot({ path: join(shots, `state-${name.replace(/\W+/g, "-")}-${shape.replace(/\W+/g, "-")}.png`) });
    if (width === 1280) faults.push(...(await axeFaults(at.page)).map((fault) => `${shape}: ${fault}`));
    faults.push(...(await at.page.evaluate(outOfReach)).map((what) => `${shape}: ${what}`));
  }
  assert.deepEqual(faults, [], name);
}

for (const [name, { sample, prepare, reach }] of Object.entries(STATES)) {
  test(`accessible and within reach: ${name}`, async (t) => {
    const at = await agentDesk(browser);
    t.after(() => at.close());
    await prepare?.(at);
    await at.page.goto(`${at.server.url}/${sample ? `sample/${sample}` : "agent"}`);
    await reach(at);
    await look(at, name, SHAPES);
    assertNoTroubles(at.troubles);
  });
}

test("in Arabic, from right to left: tabs, notes and what comes after the end", async (t) => {
  const at = await agentDesk(browser);
  t.after(() => at.close());
  await at.page.goto(`${at.server.url}/sample/ar--agent`);
  assert.equal(await at.page.evaluate(() => document.documentElement.dir), "rtl");
  await busy(at);
  await at.page.locator("[data-slot=notes]").click();
  await look(at, "arabic session", { light: {}, "in a small window": SHAPES["in a small window"], "at 200 %": SHAPES["at 200 %"] });
  await at.page.setViewportSize({ width: 1280, height: 720 });
  await at.page.locator("#tab-first").click();
  await over(at, "100002");
  await at.page.locator("#wrap-ups .case[data-after]").waitFor();
  await look(at, "arabic end", { light: {}, "at 200 %": SHAPES["at 200 %"] });
  const latin = (await at.page.locator("#entry").innerText()).replace(/Support PIN|Jonas Berg/g, "");
  assert.doesNotMatch(latin, /[A-Za-z]{4}/);
});
