// What agents do around the desk, against a stand-in for the server: tabs, reloads, the waiting list, notes, outcomes, shortcuts, alerts.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { agentDesk, isFocused, until, waits } from "./pages-mock/agent.mjs";
import { assertNoTroubles, axeFaults, launch } from "./pages-mock/browser.mjs";

const shot = async (name) => process.env.PAGE_SHOTS && (await page.screenshot({ path: `${process.env.PAGE_SHOTS}/${name}.png` }));

let browser, at, server, page, context, troubles, notes, grant, caseOf, pin, tab, connect, desk;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  at = await agentDesk(browser);
  ({ server, page, context, troubles, notes, grant, caseOf, pin, tab, connect, desk } = at);
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
  await second.evaluate(() => say("desk_key", { key: "2", code: "Digit2", alt: true, shift: false }));
  await until(() => tab("Marit Solheim").getAttribute("aria-selected").then((is) => is === "true"), "the tab");
  await page.getByText("Marit Solheim's page is away").waitFor();
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

test("a reload brings back tabs, order, selection and what was typed, and asks for no new token", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  await page.keyboard.press("Alt+1");
  await until(() => isFocused(pin()));
  const second = await connect("100002");
  await second.evaluate(() => say("desk_state", { state: "live" }));
  server.api.set("PUT /api/sessions/s-100002/note", { status: 503, body: { type: "/problems/unavailable", detail: "No." } });
  await page.locator("#panel-s-100002").getByRole("button", { name: "Notes" }).click();
  await page.getByLabel("Your notes").and(page.locator("#panel-s-100002 textarea")).fill("Card was declined");
  assert.ok(!(await page.content()).includes("token-s-"), "the token is in the page");
  assert.ok(!JSON.stringify(await page.evaluate(() => [{ ...sessionStorage }, { ...localStorage }])).includes("token-s-"), "the token is kept");
  await page.reload();
  await tab("Jonas Berg").waitFor();
  assert.deepEqual(await page.getByRole("tab").locator(".tab-name").allTextContents(), ["New", "Marit Solheim", "Jonas Berg"]);
  assert.equal(await tab("Jonas Berg").getAttribute("aria-selected"), "true");
  const again = await desk("100002");
  assert.ok(again.url().endsWith("/desk?session=s-100002"));
  assert.equal(server.log.filter((key) => key.endsWith("/desk") && key.startsWith("POST")).length, 0, "no desk was asked for again");
  await until(async () => (await page.locator("#panel-s-100002 textarea").inputValue()) === "Card was declined", "the draft");
  caseOf("s-100002");
  await page.locator("#panel-s-100002 textarea").focus();
  await page.locator("#panel-s-100002 textarea").blur();
  await page.locator("#panel-s-100002").getByText("Saved", { exact: true }).waitFor({ timeout: 20_000 });
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("draft")).length), 0, "a draft that is saved is kept no longer");
});

test("a reload loses no half of a form: ticket, outcome and rating that the server was never told, and the notes stay open", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  at.refuse("s-100001", "outcome");
  await page.locator("#panel-s-100001").getByRole("button", { name: "Notes" }).click();
  const panel = page.locator("#panel-s-100001");
  await panel.locator("[data-slot=ticket]").pressSequentially("HELP-4");
  await panel.getByText("4", { exact: true }).click();
  await panel.getByText("Follow-up").click();
  await panel.getByText("not saved", { exact: false }).first().waitFor();
  await panel.locator("[data-slot=ticket]").press("End");
  await panel.locator("[data-slot=ticket]").pressSequentially("2");
  const began = await page.evaluate(() => JSON.parse(sessionStorage["cobroker.tabs"]).tabs[0].since);
  await page.reload();
  await panel.locator("[data-slot=ticket]:enabled").waitFor();
  assert.equal(await panel.locator("[data-slot=ticket]").inputValue(), "HELP-42");
  assert.deepEqual([await panel.getByLabel("4", { exact: true }).isChecked(), await panel.getByLabel("Follow-up").isChecked()], [true, true]);
  await until(() => notes.get("s-100001").ticket === "HELP-42", "the ticket");
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage["cobroker.tabs"]).tabs[0].since), began, "the time goes on");
  caseOf("s-100001");
  await page.reload();
  await until(() => notes.get("s-100001").outcome === "follow_up" && notes.get("s-100001").rating === 4, "the outcome");
  await until(() => page.evaluate(() => Object.keys(localStorage).every((name) => !name.includes("half"))), "what is saved to be kept no longer");
});

test("a reload after the end finds the form again, as far as it was filled in", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  const card = page.getByRole("region", { name: "Notes on the session with Marit Solheim" });
  await card.getByText("4", { exact: true }).click();
  await card.getByText("Choose an outcome, too.").waitFor();
  await card.getByLabel("Your notes").pressSequentially("Refund is on its way");
  await page.reload();
  await card.getByRole("heading", { name: "How did it go with Marit Solheim?" }).waitFor();
  await until(() => card.getByLabel("Your notes").inputValue().then((text) => text === "Refund is on its way"), "the note");
  assert.equal(await card.getByLabel("4", { exact: true }).isChecked(), true);
  await card.getByText("Solved", { exact: true }).click();
  await until(() => notes.get("s-100001").rating === 4, "the rating, with the outcome");
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  await page.reload();
  await until(() => isFocused(pin()));
  assert.equal(await card.count(), 0);
});

test("whoever writes a note while the session ends goes on writing, and types into no other field", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await page.locator("#panel-s-100001").getByRole("button", { name: "Notes" }).click();
  const field = page.locator("#panel-s-100001 textarea");
  await field.pressSequentially("The quick qu");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  await page.getByText("The customer ended the session.").waitFor();
  await page.keyboard.type("estion");
  assert.equal(await page.locator("#wrap-ups textarea").inputValue(), "The quick question");
  assert.equal(await pin().inputValue(), "");
});

test("done waits for a note that cannot be saved, instead of taking it away", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  const card = page.locator("#wrap-ups .case");
  await card.locator("textarea:enabled").fill("Worth keeping");
  at.refuse("s-100001", "note");
  await card.getByRole("button", { name: "Done" }).click();
  await card.getByText("Not saved yet; kept in this browser and tried again.").waitFor();
  assert.ok(await card.isVisible());
  caseOf("s-100001");
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  assert.equal(notes.get("s-100001").notes[0].text, "Worth keeping");
});

test("a tab outlives a reload while the server is away", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  server.api.set("POST /api/sessions/s-100001/desk", { status: 503, body: { type: "/problems/unavailable", detail: "No." } });
  await page.reload();
  await (await desk("100001")).evaluate(() => say("desk_state", { state: "failed" }));
  const over = page.locator("#panel-s-100001 [data-slot=over]");
  await over.getByRole("button", { name: "Reopen" }).waitFor();
  server.api.set("POST /api/sessions/s-100001/desk", { body: grant("s-100001", "Marit Solheim") });
  await over.getByRole("button", { name: "Reopen" }).click();
  await until(async () => (await desk("100001")).url().includes("ticket="));
});

test("a desk that does not find its seat after a reload asks for one new token", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  server.api.set("POST /api/sessions/s-100001/desk", { body: grant("s-100001", "Marit Solheim") });
  await page.reload();
  const lost = await desk("100001");
  await lost.evaluate(() => say("desk_state", { state: "failed" }));
  await until(() => server.log.includes("POST /api/sessions/s-100001/desk"));
  await until(async () => (await desk("100001")).url().includes("ticket="));
});

test("notes and a ticket are saved as one goes, and another window's words are not lost", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await frame.evaluate(() => say("desk_key", { key: "n", code: "KeyN", alt: false, shift: false }));
  const field = page.locator("#panel-s-100001 textarea");
  await until(() => isFocused(field), "the focus on the notes");
  await field.fill("Called about a refund");
  await field.blur();
  await page.getByText("Saved", { exact: true }).waitFor();
  assert.equal(notes.get("s-100001").notes[0].text, "Called about a refund");
  notes.get("s-100001").notes = [{ author: "Ada", own: true, text: "From the other window", version: 7 }];
  const put = server.api.get("PUT /api/sessions/s-100001/note");
  server.api.set("PUT /api/sessions/s-100001/note", (body) => (body.version === 7 ? put(body) : { status: 409, body: { type: "/problems/changed-meanwhile", detail: "No." } }));
  await field.fill("And here");
  await field.blur();
  await until(() => notes.get("s-100001").notes[0].text === "From the other window\n\nAnd here", "joining");
  await page.locator("#panel-s-100001").getByLabel("Ticket reference").fill("HELP-42");
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: "Open ticket HELP-42" });
  await link.waitFor();
  assert.equal(await link.getAttribute("href"), "https://tickets.example/HELP-42");
  await shot("desk-notes");
  assert.deepEqual(await axeFaults(page), []);
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
