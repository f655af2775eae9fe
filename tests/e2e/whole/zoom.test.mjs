// With Zoom's credentials the same pages use Zoom's SDK and desk, at Zoom's exact addresses and with Zoom's exact claims.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { endHelp, getHelp, launch, parting, person, results, signIn, startDemo, typePin, until } from "./support.mjs";
import { claimsOf, flawOf, ZOOM } from "./zoom-stand-in.mjs";
import { ENV, SDK } from "./zoom/company.mjs";
import { frameOf, freshHub, joinThere, people } from "./zoom/people.mjs";

const { key: KEY, secret: SECRET } = SDK;

/** Tests run beside each other: each has a hub of its own, most share a demo. */
const AT_ONCE = { concurrency: 2 };

let demo, browser;
before(async () => {
  demo = await startDemo({ env: ENV });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A hub of this test's own, and what its people do. */
async function meet(t, at = demo, knobs = {}) {
  const hub = await freshHub(t, SDK, knobs);
  return { hub, ...people(browser, at, hub) };
}

describe("with Zoom's credentials", AT_ONCE, () => {
  test("the whole path with Zoom's addresses: PIN, connect, live, and a supervisor's end", async (t) => {
    const { hub, found, zoomPerson } = await meet(t);
    const [customer, agent, supervisor] = [await zoomPerson(), await zoomPerson(), await person(browser)];
    await agent.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn(supervisor.page, demo, demo.supervisor, "/admin");

    await customer.page.goto(`${demo.baseUrl}/customer/quote`);
    const pin = await getHelp(customer.page);
    assert.deepEqual(customer.asked.map(({ url }) => url), [`${ZOOM}/static/resource/sdk/${KEY}/js`]);
    const announced = await customer.page.evaluate(() => window.zoomEvents.find(([name]) => name === "pincode_updated")[1].pincode);
    assert.equal(pin, announced, "the PIN on screen is the event's");
    const { sessionId } = await until(() => found(pin), "the PIN at the broker");

    await signIn(agent.page, demo, demo.agents[0]);
    await typePin(agent.page, pin);
    const frame = agent.page.frameLocator('iframe[title^="Customer\'s page"]');
    await frame.getByLabel("PIN code").waitFor();
    const [opened] = agent.asked;
    const token = new URL(opened.url).searchParams.get("access_token");
    assert.equal(opened.url, `${ZOOM}/sdkapi/zcb/frame-templates/desk?access_token=${token}`);
    assert.equal(opened.referer, "");
    assert.equal(agent.asked.length, 1);

    const aside = agent.page.locator('[data-slot="pin-aside"]');
    assert.equal((await aside.locator(".pin-large").innerText()).replace(/\s/g, ""), pin);
    await aside.getByRole("button", { name: "Copy PIN" }).click();
    await aside.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal((await agent.page.evaluate(() => navigator.clipboard.readText())).replace(/\s/g, ""), pin);
    await agent.page.screenshot({ caret: "initial", path: join(results, "zoom-desk.png") });

    assert.ok(!(await agent.page.content()).includes(token), "the token is in the page");
    const desk = agent.page.frames().find((one) => one.url().startsWith(ZOOM));
    assert.equal((await desk.evaluate(() => window.came)).referrer, "");
    const before = await agent.page.evaluate(() => history.length);
    assert.equal(await desk.evaluate(() => window.came.length), before, "the desk made no history");

    await frame.getByLabel("PIN code").fill(pin);
    await frame.getByRole("button", { name: "Join" }).click();
    await frame.locator("#state", { hasText: "joined" }).waitFor();
    await supervisor.page.locator(`[data-session="${sessionId}"] [data-slot="state"]`, { hasText: "Active" }).waitFor();
    await customer.page.locator(".cb-help-status", { hasText: "Ada Okafor can see this page" }).waitFor();
    await customer.page.getByLabel("Full name").fill("Grace Hopper");
    await frame.locator("#page", { hasText: "Grace Hopper" }).waitFor();

    const shown = hub.tokens.slice(-2);
    for (const [index, role] of [1, 2].entries()) {
      assert.equal(flawOf(shown[index], role, hub.account), null);
      assert.deepEqual(Object.keys(claimsOf(shown[index])).sort(), ["app_key", "exp", "iat", "role_type", "user_id", "user_name"]);
      assert.notEqual(flawOf(shown[index], role, { key: KEY, secret: KEY }), null, "signed with the secret, not with the key");
    }
    assert.equal(claimsOf(shown[1]).user_name, "Ada Okafor");
    assert.deepEqual(hub.flaws, []);
    const settings = await customer.page.evaluate(() => window.zoomSettings);
    assert.equal(settings.piiMask.maskType, "custom_input");

    const ended = Date.now();
    await demo.api("/api/session/revoke", { as: demo.supervisor, method: "POST", body: { sessionId, reason: "test" } });
    await Promise.all([
      customer.page.waitForFunction(() => window.zoomEvents.some(([name]) => name === "end called"), undefined, { timeout: 2_000 }),
      agent.page.locator("iframe").waitFor({ state: "detached", timeout: 2_000 }),
      agent.page.locator("#outcome", { hasText: "A supervisor ended the session." }).waitFor({ timeout: 2_000 }),
    ]);
    assert.ok(Date.now() - ended < 2_000);
    await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
    await supervisor.page.locator(`[data-session="${sessionId}"] [data-slot="state"]`, { hasText: "Ended" }).waitFor();

    const metrics = await (await fetch(`${demo.baseUrl}/metrics`)).text();
    assert.match(metrics, /^cobroker_|^# TYPE/m);
    const reports = /^csp_reports_total(?:\{[^}]*\})? (\d+)/m.exec(metrics);
    assert.ok(reports === null || reports[1] === "0", "the browser reported a broken policy");
    await parting([customer, agent, supervisor]);
  });

  test("the customer ends it: the agent's frame goes, and the engine of the configuration is Zoom", async (t) => {
    const { found, zoomPerson } = await meet(t);
    const config = (await demo.api("/api/config")).json;
    assert.deepEqual([config.engine, config.baseUrl, config.sdkKey], ["zoom", ZOOM, KEY]);
    assert.ok(!JSON.stringify(config).includes(SECRET));
    const [customer, agent] = [await zoomPerson(), await zoomPerson()];
    await customer.page.goto(`${demo.baseUrl}/customer`);
    const pin = await getHelp(customer.page);
    await until(() => found(pin), "the PIN at the broker");
    await signIn(agent.page, demo, demo.agents[1]);
    await typePin(agent.page, pin);
    await agent.page.locator("iframe").waitFor();
    await endHelp(customer.page);
    await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
    assert.equal(await agent.page.locator("iframe").count(), 0);
    await parting([customer, agent]);
  });

  test("a wrong PIN in the frame is 30308 there, and the right one after it joins", async (t) => {
    const { seen, waitingCustomer, zoomPerson } = await meet(t);
    const customer = await waitingCustomer();
    const agent = await zoomPerson();
    await signIn(agent.page, demo, demo.agents[0]);
    await typePin(agent.page, customer.pin);
    const frame = frameOf(agent.page);
    await frame.getByLabel("PIN code").fill(customer.pin === "100000" ? "100001" : "100000");
    await frame.getByRole("button", { name: "Join" }).click();
    await frame.getByText("Cobrowse code not found (30308)").waitFor();
    assert.equal((await seen(customer.sessionId)).state, "waiting");
    await joinThere(agent.page, customer.pin);
    await agent.page.locator('[data-slot="state"]', { hasText: "Live" }).waitFor();
    await parting([customer, agent]);
  });

  test("two agents are in, one leaves in the frame, the other stays; what the events say of them is not needed", async (t) => {
    const { hub, joinedAgent, seen, waitingCustomer } = await meet(t, demo, { namesAgents: false });
    const customer = await waitingCustomer();
    const ada = await joinedAgent(customer.pin, demo.agents[0]);
    await until(async () => (await seen(customer.sessionId)).agents.filter(({ joinedAt }) => joinedAt).length === 1, "the first agent at the broker");
    const ben = await joinedAgent(customer.pin, demo.agents[1]);
    await until(async () => (await seen(customer.sessionId)).agents.filter(({ joinedAt }) => joinedAt).length === 2, "both agents at the broker");
    assert.notEqual(...hub.tokens.slice(-2).map((token) => claimsOf(token).user_id));
    await frameOf(ben.page).getByRole("button", { name: "Leave Cobrowse" }).click();
    await until(async () => (await seen(customer.sessionId)).seats.taken === 1, "a seat is free");
    assert.equal((await seen(customer.sessionId)).state, "active");
    // the page of whoever gave up the seat may have said once more that it is there
    await parting([customer, ada, ben], [/status of 404/]);
  });

  test("a page that is refreshed takes the session up again: same session, same PIN, agent still there", async (t) => {
    const { hub, isIn, joinedAgent, seen, waitingCustomer } = await meet(t);
    const customer = await waitingCustomer();
    const agent = await joinedAgent(customer.pin, demo.agents[0]);
    await customer.page.locator(".cb-help-status", { hasText: "can see this page" }).waitFor();
    for (const go of [() => customer.page.reload(), () => customer.page.goto(`${demo.baseUrl}/customer/policies`)]) {
      await go();
      await customer.page.waitForFunction(() => window.zoomEvents?.some(([name]) => name === "session_started"));
      await customer.page.locator(".cb-help-launcher", { hasText: "Live: Ada Okafor" }).waitFor();
      await isIn(customer.sessionId, "active");
    }
    const room = hub.rooms.get(customer.pin);
    assert.equal(room.desks.size, 1);
    assert.equal((await seen(customer.sessionId)).pincode, customer.pin);
    await agent.page.locator('[data-slot="state"]', { hasText: "Live" }).waitFor();
    await parting([customer, agent]);
  });

  test("a customer who is back after the recovery window is told that help ended, and may start anew", async (t) => {
    const { hub, waitingCustomer } = await meet(t, demo, { recovery: 50 });
    const customer = await waitingCustomer();
    await customer.page.goto("about:blank");
    await until(() => hub.ended.at(-1)?.endReason === "Network connection error", "Zoom gives the session up");
    await customer.page.goto(`${demo.baseUrl}/customer/quote`);
    await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
    await customer.page.locator(".cb-help-status", { hasText: "The connection was away for too long, so the session ended." }).waitFor();
    assert.equal(await customer.page.evaluate(() => window.zoomEvents.some(([name]) => name === "session_started")), false);
    await parting([customer]);
  });

  test("a connection that is lost for good ends the session after two tries, here and at the broker", async (t) => {
    const { hub, isIn, waitingCustomer } = await meet(t);
    const customer = await waitingCustomer();
    const room = hub.rooms.get(customer.pin);
    hub.rooms.delete(customer.pin);
    room.customer.terminate();
    await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
    const names = await customer.page.evaluate(() => window.zoomEvents.map(([name]) => name));
    assert.deepEqual(names.slice(-3), ["session_reconnecting", "session_error", "session_ended"]);
    await isIn(customer.sessionId, "ended");
    await parting([customer]);
  });

  test("revoked: the page that could not hear it ends as soon as it can, and another tab is left alone", async (t) => {
    const { found, hub, revoke, zoomPerson } = await meet(t);
    const customer = await zoomPerson();
    await customer.context.route("**/signals", (route) => route.abort());
    await customer.page.goto(`${demo.baseUrl}/customer`);
    const pin = await getHelp(customer.page);
    const { sessionId } = await until(() => found(pin), "the PIN at the broker");
    const other = await customer.context.newPage();
    await other.goto(`${demo.baseUrl}/customer/policies`);
    await other.getByRole("button", { name: "Get help" }).waitFor();
    await revoke(sessionId);
    assert.equal(await customer.page.evaluate(() => window.zoomEvents.some(([name]) => name === "end called")), false);
    await customer.context.unroute("**/signals");
    await customer.page.waitForFunction(() => window.zoomEvents.some(([name]) => name === "end called"), undefined, { timeout: 20_000 });
    await customer.page.locator(".cb-help-status", { hasText: "Our support team ended the session." }).waitFor();
    await until(() => !hub.rooms.has(pin), "the end at Zoom");
    assert.ok(await other.getByRole("button", { name: "Get help" }).isVisible());
    await parting([customer], [/Failed to load resource: net::ERR_FAILED/]);
  });

  test("a customer who comes back after our side ended the session is told", async (t) => {
    const { revoke, waitingCustomer } = await meet(t);
    const customer = await waitingCustomer();
    await customer.page.goto("about:blank");
    await revoke(customer.sessionId);
    await customer.page.goto(`${demo.baseUrl}/customer/quote`);
    await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
    await customer.page.locator(".cb-help-status", { hasText: "Our support team ended the session." }).waitFor();
    await parting([customer]);
  });

  test("custom PINs: the broker's own, in capitals, through Zoom and back", async (t) => {
    const byop = await startDemo({ env: { ...ENV, COBROKER_PIN_MODE: "custom" } });
    t.after(() => byop.stop());
    const { hub, isIn, list, zoomPerson } = await meet(t, byop);
    const customer = await zoomPerson();
    await customer.page.goto(`${byop.baseUrl}/customer`);
    await customer.page.getByRole("button", { name: "Get help" }).click();
    const { pincode: pin, sessionId } = await until(async () => (await list()).find(({ pincode }) => pincode), "the PIN at the broker");
    assert.match(pin, /^[2-9A-HJ-NP-Z]{8}$/);
    assert.equal((await customer.page.locator(".cb-help-pin").innerText()).replace(/\s/g, ""), pin, "the PIN on screen is the event's");
    assert.equal(hub.rooms.get(pin).brought, pin, "it was passed as customPinCode");
    assert.strictEqual(claimsOf(hub.tokens.at(-1)).enable_byop, 1);

    const agent = await zoomPerson();
    await signIn(agent.page, byop, byop.agents[0]);
    await agent.page.getByLabel("Support PIN").fill(pin.toLowerCase());
    await agent.page.keyboard.press("Enter");
    await joinThere(agent.page, pin.toLowerCase());
    assert.equal((await agent.page.locator(".pin-large").innerText()).replace(/\s/g, ""), pin);
    await isIn(sessionId, "active");
    assert.deepEqual(hub.flaws, []);
    await endHelp(customer.page);
    await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();

    // a PIN that is not ours is not taken, and admits nobody
    hub.pinInstead = "SOMEONES";
    const other = await zoomPerson();
    const refused = other.page.waitForResponse((response) => response.url().endsWith("/pin"));
    await other.page.goto(`${byop.baseUrl}/customer`);
    await other.page.getByRole("button", { name: "Get help" }).click();
    assert.equal((await refused).status(), 422);
    assert.deepEqual((await list()).map(({ state, pincode }) => [state, pincode]), [["starting", null]]);
    const answer = await byop.api("/api/agent/connect", { as: byop.agents[0], method: "POST", body: { pincode: "SOMEONES" } });
    assert.equal(answer.status, 422);
    await parting([customer, agent, other], [/status of 422/]);
  });
});
