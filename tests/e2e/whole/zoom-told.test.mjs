// Zoom mode with everything that Zoom tells: webhooks, and the REST API that both sides are compared by. Each test has a company
// of its own, so that all of them can wait at the same time.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { endHelp, FLAGS, getHelp, launch, parting, person, results, signIn, startDemo, typePin, until } from "./support.mjs";
import { answerForZoom } from "./zoom-stand-in.mjs";
import { ENV, startCompany } from "./zoom/company.mjs";
import { frameOf, joinThere, people } from "./zoom/people.mjs";

/** What the browser notes where a test let no report through. */
const CUT = /Failed to load resource: net::ERR_FAILED/;

let browser;
/** An agent whose browser dies at the beginning; half a minute later, at the end of this file, its seat is looked at. */
let crashed;
const leftovers = [];
before(async () => {
  browser = await launch();
  crashed = await crash(await startCompany({ after: (undo) => leftovers.push(undo) }, browser));
});
after(async () => {
  for (const undo of leftovers.reverse()) await undo();
  await browser?.close();
});

const kinds = (entries) => entries.map(({ kind }) => kind).sort();
const chip = (page, text) => page.locator('[data-slot="state"]', { hasText: text }).waitFor();
const row = (page, sessionId, text) => page.locator(`[data-session="${sessionId}"] .cell-state`, { hasText: text }).waitFor();
/** Also while the panel has stepped aside: its words follow all the same. */
const status = (customer, text) => customer.page.locator(".cb-help-status", { hasText: text }).waitFor({ state: "attached" });
const outcome = (agent, text) => agent.page.locator("#outcome", { hasText: text }).waitFor();
const section = (page, heading) => page.locator(".zoom-section", { has: page.getByRole("heading", { name: heading }) });
const difference = (page, text) => section(page, "Differences").getByRole("row").filter({ hasText: text });

/** The page's reports of these kinds do not get through; the broker hears of them from Zoom or not at all. */
function cut(customer, isCut) {
  return customer.context.route("**/api/sessions/*/events", (route) => (isCut(route.request().postDataJSON().type) ? route.abort() : route.continue()));
}

/** A customer whose reports are cut from the beginning. */
async function cutOff({ demo, zoomPerson, found }, isCut) {
  const customer = await zoomPerson();
  await cut(customer, isCut);
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const { sessionId } = await until(() => found(pin), "the PIN at the broker");
  return { ...customer, pin, sessionId };
}

/** A customer whose page hears nothing of the broker until `hear` is called. */
async function deafCustomer({ demo, zoomPerson, found }) {
  const customer = await zoomPerson();
  let hear;
  const gate = new Promise((open) => (hear = open));
  await customer.context.route("**/signals", async (route) => {
    await gate;
    await route.continue();
  });
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const { sessionId } = await until(() => found(pin), "the PIN at the broker");
  return { customer: { ...customer, pin, sessionId }, hear };
}

/** The supervisor presses "Compare now". */
async function compare(page) {
  const answered = page.waitForResponse((answer) => answer.url().includes("/admin/zoom?done="));
  await page.getByRole("button", { name: "Compare now" }).click();
  await answered;
  await page.waitForLoadState();
}

/** Compares until `check` holds. */
function comparing(page, check, what) {
  return until(async () => (await compare(page), check()), what, 60_000, 2_500);
}

const shows = (locator) => async () => (await locator.count()) > 0;

/** The page as light, as dark, and on a telephone. */
async function pictures(page, name) {
  for (const [kind, colorScheme, width, height] of [["light", "light", 1280, 900], ["dark", "dark", 1280, 900], ["narrow", "light", 390, 844]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the ${kind} screen`);
    await page.screenshot({ fullPage: true, path: join(results, `${name}-${kind}.png`) });
  }
}

/** Everything twice, in an order that can be repeated. */
function shuffledTwice(messages) {
  const all = [...messages, ...messages];
  let state = 20_250_401;
  for (let last = all.length - 1; last > 0; last -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
}

const metric = async (demo, name) => Number(new RegExp(`^${name.replace(/[{}]/g, "\\$&")} (\\d+)`, "m").exec(await (await fetch(`${demo.baseUrl}/metrics`)).text())?.[1] ?? 0);

/** An agent is in and their browser dies, once their page said that it is there after Zoom told that they joined. */
async function crash(company) {
  const { demo, hub, isIn, waitingCustomer } = company;
  const customer = await waitingCustomer();
  const server = await chromium.launchServer({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const doomed = await chromium.connect(server.wsEndpoint());
  const agent = await person(doomed);
  await answerForZoom(agent.context, hub);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, customer.pin);
  await joinThere(agent.page, customer.pin);
  await isIn(customer.sessionId, "active");
  await agent.page.waitForResponse((answer) => answer.url().endsWith("/desk/presence"));
  const died = new Promise((resolve) => server.process().once("exit", resolve));
  server.process().kill("SIGKILL");
  await died;
  return { ...company, customer, at: Date.now() };
}

// the first three mostly wait, for the 10 and 15 seconds that both sides may differ; the others run meanwhile
describe("what Zoom tells", { concurrency: 4 }, () => {
  test("Zoom ended it and nobody was told: it is shown, ended with Zoom's word, and everybody sees why", async (t) => {
    const { hub, joinedAgent, rest, seen, supervisorAt, timeline, waitingCustomer, webhooks } = await startCompany(t, browser);
    const supervisor = await supervisorAt("/admin/zoom");
    const customer = await waitingCustomer();
    const agent = await joinedAgent(customer.pin);
    await chip(agent.page, "Live");
    await webhooks.settled();
    webhooks.loses = () => true;
    const room = hub.rooms.get(customer.pin);
    hub.endUnheard(room);
    rest.limited = 1;
    await comparing(supervisor.page, shows(difference(supervisor.page, "Live here, not live at Zoom")), "the difference is shown");
    await difference(supervisor.page, "Open").getByText(room.id).waitFor();
    assert.equal((await seen(customer.sessionId)).state, "active", "nothing ends by absence");
    await pictures(supervisor.page, "zoom-gone-there");
    await comparing(supervisor.page, async () => (await seen(customer.sessionId)).state === "ended", "it ends here");
    await Promise.all([status(customer, "ended"), outcome(agent, "The customer's page did not come back in time, so the session ended.")]);
    assert.equal(await agent.page.locator("iframe").count(), 0);
    await comparing(supervisor.page, shows(difference(supervisor.page, "Healed")), "it is healed");
    await supervisor.page.goto(supervisor.page.url().replace(/zoom.*/, `sessions/${customer.sessionId}`));
    await supervisor.page.locator('[data-slot="reason"]', { hasText: "the customer's page did not come back" }).waitFor();
    const entries = await timeline(customer.sessionId);
    assert.equal(entries.find(({ kind }) => kind === "session_ended").data.source, "zoom_rest");
    assert.deepEqual(kinds(entries).filter((kind) => /ended|zoom/.test(kind)), ["session_ended", "zoom_drifted", "zoom_healed", "zoom_matched"]);
    assert.ok(rest.asked.some(({ path, params }) => path.endsWith(encodeURIComponent(room.id)) && params.session_type === "past"));
    assert.ok(rest.asked.some((one) => one.status === 429) && rest.asked.every((one) => [200, 429].includes(one.status)));
    await parting([customer, agent, supervisor]);
  });

  test("ended here and live at Zoom: shown until the page hears of it, or Zoom's own window ends what nobody comes back to", async (t) => {
    const company = await startCompany(t, browser);
    const { demo, hub, rest, revoke, supervisorAt, timeline, waitingCustomer, webhooks } = company;
    const supervisor = await supervisorAt("/admin/zoom");
    const { customer: deaf, hear } = await deafCustomer(company);
    const away = await waitingCustomer("/customer/policies");
    const [deafs, aways] = [deaf, away].map(({ pin }) => hub.rooms.get(pin));
    await away.page.goto("about:blank");
    for (const { sessionId } of [deaf, away]) await revoke(sessionId);
    rest.most = 1;
    const differences = difference(supervisor.page, "Ended here, still live at Zoom");
    await comparing(supervisor.page, async () => (await differences.filter({ hasText: "Open" }).count()) === 2, "both are shown");
    assert.equal(await metric(demo, 'cobroker_zoom_drift{kind="still_there"}'), 2);
    assert.ok(rest.asked.some(({ params }) => params.next_page_token), "the list came in two pages");
    await pictures(supervisor.page, "zoom-still-there");

    hear();
    await status(deaf, "Our support team ended the session.");
    await until(() => deafs.endedAt, "the page ends it at Zoom");
    await away.page.goto(`${demo.baseUrl}/customer/quote`);
    await status(away, "Our support team ended the session.");
    assert.equal(aways.customer, null, "what a supervisor ended is not shared again, not even to end it");
    hub.end(aways);
    await webhooks.settled();
    await comparing(supervisor.page, async () => (await differences.filter({ hasText: "Healed" }).count()) === 2, "both are healed");
    assert.equal(await metric(demo, 'cobroker_zoom_drift{kind="still_there"}'), 0);
    for (const { sessionId } of [deaf, away]) {
      const entries = await timeline(sessionId);
      assert.equal(entries.find(({ kind }) => kind === "session_ended").data.reason, "revoked", "it stays as it ended");
      assert.deepEqual(kinds(entries).filter((kind) => /ended|drift|heal/.test(kind)), ["session_ended", "zoom_drifted", "zoom_healed"]);
    }
    await parting([deaf, away, supervisor], [/status of 410/]);
  });

  test("another service's session is foreign, and of two that are alike the supervisor says which is which", async (t) => {
    const company = await startCompany(t, browser, { ownIds: true });
    const { demo, hub, rest, supervisorAt, timeline, waitingCustomer, webhooks } = company;
    const theirs = await startDemo({ env: ENV });
    t.after(() => theirs.stop());
    rest.tellsPins = false;
    const supervisor = await supervisorAt("/admin/zoom");
    // both are told of at once, so that neither came before the other
    webhooks.holding = true;
    const stranger = await people(browser, theirs, hub).waitingCustomer();
    const [first, second] = await Promise.all([waitingCustomer(), waitingCustomer()]);
    await webhooks.deliver();
    const [foreign, one, other] = [stranger, first, second].map(({ pin }) => hub.rooms.get(pin).id);
    const foreigners = difference(supervisor.page, "Live at Zoom, unknown here");
    await comparing(supervisor.page, async () => (await foreigners.filter({ hasText: "Open" }).count()) === 3, "all three are shown");
    const unmatched = section(supervisor.page, "Unmatched sessions of Zoom's").getByRole("row");
    for (const id of [foreign, one, other]) await unmatched.filter({ hasText: id }).waitFor();
    await pictures(supervisor.page, "zoom-foreign");

    await unmatched.filter({ hasText: one }).getByRole("combobox").selectOption(first.sessionId);
    await unmatched.filter({ hasText: one }).getByRole("button", { name: "Match" }).click();
    await supervisor.page.getByText("Matched. What Zoom told of it was done here.").waitFor();
    await section(supervisor.page, "Matched sessions of Zoom's").getByRole("row").filter({ hasText: one }).getByText("by hand").waitFor();
    await comparing(supervisor.page, shows(foreigners.filter({ hasText: one }).filter({ hasText: "Healed" })), "it is foreign no more");
    const matched = (await timeline(first.sessionId)).find(({ kind }) => kind === "zoom_matched");
    assert.deepEqual([matched.data.zoomSession, matched.data.by, matched.actor.kind], [one, "hand", "supervisor"]);

    // Zoom takes no other key than its own, and says nothing then
    const good = rest.keys;
    rest.keys = { ...good, secret: "another" };
    await compare(supervisor.page);
    await supervisor.page.getByText("Zoom gave no whole answer, so nothing was decided.").waitFor();
    rest.keys = good;
    await compare(supervisor.page);
    await supervisor.page.getByText("Both lists were compared.").waitFor();

    await endHelp(first.page);
    await until(async () => (await webhooks.settled(), webhooks.told.at(-1).event === "cobrowse.session_ended"), "its end is told");
    await supervisor.page.goto(`${demo.baseUrl}/admin/zoom`);
    await unmatched.filter({ hasText: foreign }).waitFor();
    assert.equal((await timeline(first.sessionId)).filter(({ kind }) => kind === "session_ended").length, 1);
    await pictures(supervisor.page, "zoom-matched");
    await parting([stranger, first, second, supervisor]);
  });

  test("the agent who leaves in Zoom's desk is told that the seat is gone, and comes back without a PIN", async (t) => {
    const { isIn, joinedAgent, seen, waitingCustomer } = await startCompany(t, browser);
    const customer = await waitingCustomer();
    const agent = await joinedAgent(customer.pin);
    await Promise.all([isIn(customer.sessionId, "active"), chip(agent.page, "Live")]);
    await frameOf(agent.page).getByRole("button", { name: "Leave Cobrowse" }).click();
    await outcome(agent, "Your seat was given up: you left in Zoom's desk");
    assert.equal((await seen(customer.sessionId)).seats.taken, 0);
    await agent.page.screenshot({ caret: "initial", path: join(results, "zoom-seat-given-up.png") });
    await agent.page.locator("#outcome").getByRole("button", { name: /Reopen/ }).click();
    await joinThere(agent.page, customer.pin);
    await Promise.all([isIn(customer.sessionId, "active"), chip(agent.page, "Live")]);
    await parting([customer, agent], [/status of 404/]);
  });

  test("a whole life that page and Zoom both tell of: everything once, and a supervisor's end stays one", async (t) => {
    const { demo, hub, isIn, joinedAgent, seen, supervisorAt, timeline, waitingCustomer, webhooks } = await startCompany(t, browser);
    const supervisor = await supervisorAt();
    const customer = await waitingCustomer();
    const { sessionId } = customer;
    const room = hub.rooms.get(customer.pin);
    await row(supervisor.page, sessionId, "Waiting");
    const agent = await joinedAgent(customer.pin);
    await Promise.all([row(supervisor.page, sessionId, "Active"), chip(agent.page, "Live"), status(customer, "Ada Okafor can see this page")]);

    await customer.page.goto(`${demo.baseUrl}/customer/policies`);
    await customer.page.waitForFunction(() => window.zoomEvents?.some(([name]) => name === "session_started"));
    await webhooks.settled();
    await Promise.all([isIn(sessionId, "active"), chip(agent.page, "Live"), status(customer, "Ada Okafor can see this page")]);

    await supervisor.page.locator(`[data-session="${sessionId}"]`).getByRole("button", { name: /^End/ }).click();
    await supervisor.page.getByRole("button", { name: "End session", exact: true }).click();
    await Promise.all([row(supervisor.page, sessionId, "by a supervisor"), outcome(agent, "A supervisor ended the session."), status(customer, "Our support team ended the session.")]);
    await until(() => room.endedAt, "the end at Zoom");
    await webhooks.settled();

    const told = webhooks.told.map(({ event, payload: { object } }) => `${event.slice(9)} ${object.role_type}`);
    assert.deepEqual(told, [
      "session_started customer",
      "session_user_joined customer",
      "session_user_joined agent",
      "session_user_left customer",
      "session_user_joined customer",
      ...told.slice(5, 7).sort(),
      "session_ended customer",
    ]);
    assert.ok(webhooks.told.every((one) => one.status === 200), JSON.stringify(webhooks.told));
    assert.deepEqual(webhooks.told.filter(({ payload }) => "session_pin" in payload.object).map(({ event }) => event), ["cobrowse.session_ended"]);
    assert.deepEqual(kinds(await timeline(sessionId)), [
      "agent_admitted", "agent_joined", "agent_left", "customer_back", "customer_lost", "pin_reported", "session_created", "session_ended", "zoom_matched",
    ]);
    const { state, endReason, agents } = await seen(sessionId);
    assert.deepEqual([state, endReason, agents.length], ["ended", "revoked", 1]);
    await supervisor.page.goto(`${demo.baseUrl}/admin/sessions/${sessionId}`);
    await supervisor.page.locator(".facts", { hasText: room.id }).waitFor();
    await parting([customer, agent, supervisor]);
  });

  test("webhooks that were held back and come shuffled and doubled say the same, once", async (t) => {
    const company = await startCompany(t, browser);
    const { demo, joinedAgent, seen, supervisorAt, timeline, webhooks } = company;
    webhooks.holding = true;
    const supervisor = await supervisorAt();
    const customer = await cutOff(company, (type) => type !== "heartbeat");
    const { sessionId } = customer;
    const agent = await joinedAgent(customer.pin);
    await row(supervisor.page, sessionId, "Waiting");
    assert.equal((await seen(sessionId)).state, "waiting", "nobody told that the agent is in");
    await webhooks.deliver(shuffledTwice);
    await Promise.all([row(supervisor.page, sessionId, "Active"), chip(agent.page, "Live")]);

    webhooks.holding = true;
    await customer.page.reload();
    await customer.page.waitForFunction(() => window.zoomEvents?.some(([name]) => name === "session_started"));
    await endHelp(customer.page);
    await frameOf(agent.page).locator("#state", { hasText: "ended" }).waitFor();
    assert.notEqual((await seen(sessionId)).state, "ended", "nobody told that it is over");
    await webhooks.deliver(shuffledTwice);
    await Promise.all([row(supervisor.page, sessionId, "by the customer"), outcome(agent, "The customer ended the session.")]);

    const { endReason, agents } = await seen(sessionId);
    assert.deepEqual([endReason, agents.length], ["customer_ended", 1]);
    const entries = await timeline(sessionId);
    for (const kind of ["agent_admitted", "agent_joined", "agent_left", "pin_reported", "session_ended", "zoom_matched"]) {
      assert.equal(entries.filter((entry) => entry.kind === kind).length, 1, `${kind}: ${kinds(entries)}`);
    }
    assert.equal(entries.find(({ kind }) => kind === "session_ended").data.source, "zoom_webhook");
    assert.ok(webhooks.told.every((one) => one.status === 200));
    assert.equal(await metric(demo, 'cobroker_zoom_webhooks_total{result="duplicate"}'), webhooks.told.length / 2);
    await parting([customer, agent, supervisor], [CUT]);
  });

  test("the page goes and comes back, Zoom's ids are its own: away and back are seen once each", async (t) => {
    const company = await startCompany(t, browser, { ownIds: true });
    const { demo, joinedAgent, supervisorAt, timeline, webhooks } = company;
    const supervisor = await supervisorAt();
    const customer = await cutOff(company, (type) => type.startsWith("agent_"));
    const { sessionId } = customer;
    const agent = await joinedAgent(customer.pin);
    await Promise.all([row(supervisor.page, sessionId, "Active"), chip(agent.page, "Live"), status(customer, "can see this page")]);
    await customer.page.goto("about:blank");
    await Promise.all([row(supervisor.page, sessionId, "Recovering"), chip(agent.page, "Customer away")]);
    await customer.page.goto(`${demo.baseUrl}/customer/policies`);
    await Promise.all([row(supervisor.page, sessionId, "Active"), chip(agent.page, "Live"), status(customer, "Ada Okafor can see this page")]);
    await webhooks.settled();
    const users = webhooks.told.map(({ payload }) => payload.object.user_id);
    assert.equal(new Set(users).size, 2, "one of the customer, whichever page it was, and one of the agent");
    const counted = kinds(await timeline(sessionId)).filter((kind) => /customer|joined|matched/.test(kind));
    assert.deepEqual(counted, ["agent_joined", "customer_back", "customer_lost", "zoom_matched"]);
    await parting([customer, agent, supervisor], [CUT]);
  });
});

test("the seat of the agent whose browser died is free half a minute later, and they come back without a PIN", async () => {
  const { demo, isIn, seen, customer, at, zoomPerson } = crashed;
  await until(async () => (await seen(customer.sessionId)).seats.taken === 0, "the seat is given up", at + 60_000 - Date.now(), 250);
  assert.ok(Date.now() - at > 19_000, "a page that is away for a moment keeps its seat");
  assert.equal((await seen(customer.sessionId)).state, "waiting");
  const agent = await zoomPerson();
  await signIn(agent.page, demo, demo.agents[0]);
  await agent.page.getByRole("button", { name: /^Reopen session of/ }).click();
  await joinThere(agent.page, customer.pin);
  assert.equal((await agent.page.locator(".pin-large").innerText()).replace(/\s/g, ""), customer.pin);
  await isIn(customer.sessionId, "active");
  await parting([customer, agent]);
});
