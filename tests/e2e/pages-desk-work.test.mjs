// What agents do around the desk, against a stand-in for the server: tabs, the waiting list, outcomes, shortcuts, alerts.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { agentDesk, isFocused, until, waits } from "./pages-mock/agent.mjs";
import { assertNoTroubles, axeFaults, launch } from "./pages-mock/browser.mjs";
import { summary } from "./pages-mock/server.mjs";

const shot = async (name) => process.env.PAGE_SHOTS && (await page.screenshot({ path: `${process.env.PAGE_SHOTS}/${name}.png` }));

let browser, at, server, page, context, troubles, notes, grant, pin, tab, connect, desk;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  at = await agentDesk(browser);
  ({ server, page, context, troubles, notes, grant, pin, tab, connect, desk } = at);
});
afterEach(() => at.close());

test("several sessions stand in tabs with their states, reached by keys, and each desk lives on behind another", async () => {
  await page.goto(`${server.url}/agent`);
  const first = await connect("100001");
  await first.evaluate(() => ((window.mark = "alive"), say("desk_state", { state: "live" })));
  await tab("Marit Solheim").and(page.locator(":has-text('Live')")).waitFor();
  await page.keyboard.press("Alt+1");
  await until(() => isFocused(pin()), "the focus on the PIN");
  const second = await connect("100002");
  await second.evaluate(() => say("desk_state", { state: "asking" }));
  await tab("Jonas Berg").and(page.locator(":has-text('Waiting for consent')")).waitFor();
  await shot("desk-tabs");
  await first.evaluate(() => say("desk_state", { state: "lost" }));
  await tab(/Marit Solheim.*Customer away.*something happened/).waitFor();
  assert.match(await page.title(), /^\(1\) /, "seen from another tab of the browser, too");
  await second.evaluate(() => say("desk_key", { key: "2", code: "Digit2", alt: true, shift: false }));
  await until(() => tab("Marit Solheim").getAttribute("aria-selected").then((is) => is === "true"), "the tab");
  await page.getByText("Marit Solheim's page is away").waitFor();
  assert.doesNotMatch(await page.title(), /^\(/);
  assert.equal(await first.evaluate(() => window.mark), "alive", "its desk was not loaded anew");
  assert.equal(await page.locator("iframe").count(), 2);
  await tab("Marit Solheim").focus();
  await page.keyboard.press("ArrowRight");
  assert.ok(await isFocused(tab("Jonas Berg")));
  await page.keyboard.press("Home");
  assert.ok(await isFocused(tab("New")));
  assert.deepEqual(await axeFaults(page), []);
  assertNoTroubles(troubles);
});

test("closing a live tab asks, leaves, and comes back to the PIN", async () => {
  server.api.set("POST /api/sessions/s-100001/leave", { status: 204, body: "" });
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await tab("Marit Solheim").focus();
  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog", { name: "Leave this session?" });
  await question.waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByText("You left. The session goes on without you.").waitFor();
  assert.ok(server.log.includes("POST /api/sessions/s-100001/leave"));
  assert.equal(await page.locator("iframe").count(), 0);
  assert.ok(await isFocused(pin()));
});

test("after the end the PIN comes first, and outcome and rating can be given or skipped", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  await page.getByText("The customer ended the session.").waitFor();
  assert.ok(await isFocused(pin()), "the next PIN can be typed at once");
  const card = page.getByRole("region", { name: "Notes on the session with Marit Solheim" });
  await card.getByRole("heading", { name: "How did it go with Marit Solheim?" }).waitFor();
  await card.getByText("4", { exact: true }).click();
  await card.getByText("Choose an outcome, too.").waitFor();
  await card.getByText("Follow-up").click();
  await until(() => notes.get("s-100001").outcome === "follow_up" && notes.get("s-100001").rating === 4, "the outcome");
  await shot("desk-wrap-up");
  assert.deepEqual(await axeFaults(page), []);
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  assert.ok(await isFocused(pin()));
});

test("a session that ends behind another tab says so there, and nobody is pulled away", async () => {
  await page.goto(`${server.url}/agent`);
  const first = await connect("100001");
  await page.keyboard.press("Alt+1");
  await until(() => isFocused(pin()));
  await connect("100002");
  await first.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  await tab(/Marit Solheim.*Ended/).waitFor();
  assert.equal(await tab("Jonas Berg").getAttribute("aria-selected"), "true");
  await tab(/Marit Solheim/).click();
  await page.locator("#panel-s-100001").getByText("The customer ended the session.").waitFor();
  await page.locator("#panel-s-100001").getByRole("button", { name: "Skip" }).click();
  await tab(/Marit Solheim/).waitFor({ state: "detached" });
});

test("who waits is listed by the longest wait, narrowed by site and tag, and taken by one press", async () => {
  const sessions = [waits("w-1", "Grace Hopper", 95, "shop", "billing"), waits("w-2", "Alan Kay", 20, "blog")];
  server.api.set("GET /api/agent/waiting", { body: { sessions, sites: [{ id: "shop", name: "Harbor & Pine" }, { id: "blog", name: "The blog" }] } });
  server.api.set("POST /api/agent/take", ({ sessionId }) => (sessionId === "w-2" ? { status: 409, body: { type: "/problems/session-taken", detail: "No." } } : { body: grant("w-1", "Grace Hopper") }));
  await page.goto(`${server.url}/agent`);
  const list = page.getByRole("region", { name: "Waiting" });
  await list.getByText("2 customers wait").waitFor();
  assert.ok(await isFocused(pin()), "a PIN stays the way in");
  server.send("waiting", waits("w-3", "Ada Byron", 200));
  await list.getByText("3 customers wait").waitFor();
  assert.deepEqual(await list.locator(".recent-who").allTextContents().then((all) => all.map((name) => name.split(" anon")[0].trim())), ["Ada Byron", "Grace Hopper", "Alan Kay"]);
  server.send("waiting_gone", { sessionId: "w-3" });
  await list.getByText("2 customers wait").waitFor();
  await shot("desk-waiting");
  assert.deepEqual(await axeFaults(page), []);
  await list.getByLabel("Site").selectOption("blog");
  assert.equal(await list.getByRole("listitem").count(), 1);
  await list.getByRole("button", { name: "Take the session of Alan Kay" }).click();
  await list.getByText("Somebody else took this session. The list goes on with the next one.").waitFor();
  await list.getByLabel("Site").selectOption("");
  await page.getByRole("heading", { name: "Connect to a customer" }).click();
  await page.keyboard.press("q");
  await until(() => isFocused(list.getByRole("button", { name: "Take the session of Grace Hopper" })), "the focus on the list");
  await page.keyboard.press("Enter");
  await tab("Grace Hopper").waitFor();
  assert.equal(await page.locator("iframe").count(), 1);
});

test("beside Zoom's desk a session is taken from the list with the PIN that its desk asks for", async () => {
  server.api.set("GET /api/agent/waiting", { body: { sessions: [waits("w-1", "Grace Hopper", 95)], sites: [{ id: "shop", name: "Harbor & Pine" }] } });
  server.api.set("POST /api/agent/take", { body: grant("w-1", "Grace Hopper") });
  server.api.set("GET /api/sessions/w-1", { body: summary("w-1", { pincode: "314159" }) });
  server.api.set("POST /api/sessions/w-1/desk/presence", { status: 204, body: "" });
  await page.goto(`${server.url}/sample/agent-zoom`);
  await page.getByRole("button", { name: "Take the session of Grace Hopper" }).click();
  await page.locator(".pin-large", { hasText: "314 159" }).waitFor();
  assert.deepEqual(server.bodies.find(({ key }) => key === "POST /api/agent/take").body, { sessionId: "w-1", tellsPresence: true });
});

test("? shows every shortcut, and single letters can be switched off for good", async () => {
  await page.goto(`${server.url}/agent`);
  await until(() => isFocused(pin()));
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Shortcuts" });
  await sheet.getByText("Write notes").waitFor();
  await sheet.getByText("Vanishing pen").waitFor();
  await shot("desk-shortcuts");
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Single letters are shortcuts").uncheck();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.reload();
  await until(() => isFocused(pin()));
  await page.keyboard.press("?");
  await new Promise((done) => setTimeout(done, 200));
  assert.equal(await sheet.isVisible(), false);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await until(() => frame.evaluate(() => heard.includes("letters_off")), "telling the frame");
});

test("sound and notifications come by choice only, and the browser is asked upon a press", async () => {
  await context.addInitScript(() => {
    window.shown = [];
    window.asked = 0;
    class Fake {
      static permission = "default";
      static async requestPermission() {
        window.asked += 1;
        return (Fake.permission = "granted");
      }
      constructor(title, { body }) {
        window.shown.push(`${title}: ${body}`);
      }
      close() {}
    }
    window.Notification = Fake;
    window.tuned = 0;
    const Real = AudioContext;
    window.AudioContext = class extends Real {
      constructor() {
        super();
        window.tuned += 1;
      }
    };
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      window.tones += 1;
      return start.apply(this, when);
    };
    let away = false;
    Object.defineProperty(document, "hidden", { get: () => away });
    window.lookAway = (is) => (away = is);
  });
  server.api.set("GET /api/agent/waiting", { body: { sessions: [], sites: [{ id: "shop", name: "Harbor & Pine" }] } });
  await page.goto(`${server.url}/agent`);
  await until(() => server.streams.size > 0, "the stream");
  server.send("waiting", waits("w-1", "Grace Hopper", 1));
  await page.getByText("One customer waits").waitFor();
  // everything that could be told, while the agent looks elsewhere, and presses keys as people do
  await page.evaluate(() => lookAway(true));
  const early = await connect("100002");
  for (const state of ["asking", "live", "lost", "live"]) await early.evaluate((one) => say("desk_state", { state: one }), state);
  server.send("invite", { inviteId: "i-1", sessionId: "s-9", by: { id: "a-2", name: "Ben" }, to: { id: "a-1", name: "Ada" }, customer: { userName: "Marit" }, site: null, text: "", handOver: false, state: "open", expiresAt: new Date(Date.now() + 60_000).toISOString() });
  await page.locator(".invite-row").waitFor();
  await early.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  await page.getByText("The customer ended the session.").waitFor();
  assert.deepEqual(await page.evaluate(() => [asked, tuned, tones, shown.length]), [0, 0, 0, 0], "quiet by default");
  await page.evaluate(() => lookAway(false));
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Play a short sound").check();
  await page.getByLabel("Show a notification while I look elsewhere").check();
  await until(() => page.evaluate(() => asked === 1 && tones >= 2), "asking, and a sample of the sound");
  await shot("desk-options");
  assert.deepEqual(await axeFaults(page), []);
  await page.getByLabel("A customer came back").uncheck();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  server.send("waiting", waits("w-2", "Alan Kay", 1));
  await page.getByText("2 customers wait").waitFor();
  assert.deepEqual(await page.evaluate(() => shown), [], "whoever sees the page needs no notification");
  await page.evaluate(() => lookAway(true));
  server.send("waiting", waits("w-3", "Ada Byron", 1));
  await until(() => page.evaluate(() => shown.join() === "cobroker desk: Ada Byron waits for an agent."), "the notification");
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "asking" }));
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await until(() => page.evaluate(() => shown.at(-1) === "cobroker desk: Marit Solheim agreed; you see the page."), "the second one");
  assertNoTroubles(troubles);
});
