// What a session survives: reloads, the back button, sleep, a broken network, a lost answer, a dead server, a page that may not store.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { agentSees, call, heard, hellos, info, init, openShop, payloads, start, status, untilStatus, visit } from "./shop.mjs";
import { FLAGS, parting, person, until } from "./support.mjs";

const SHARED = { multiTabSessionPersistence: { enable: true } };
/** While the network or the server is away pages cannot reach it. */
const AWAY = [/WebSocket connection to/, /Failed to load resource/, /ERR_/];

let shop;
before(async () => (shop = await openShop()));
after(() => shop?.close());

async function sharing(settings = {}, browser = shop.browser) {
  const customer = await person(browser);
  await visit(customer.page, `${shop.origin("a")}/one`, settings);
  assert.deepEqual(await start(customer.page, shop), { success: true });
  return { customer, page: customer.page, ...(await info(customer.page)) };
}

for (const [name, settings] of [["in one tab", {}], ["with tabs that share", SHARED]]) {
  test(`F26: ten reloads in a row keep session, PIN, agent and tab, ${name}`, async () => {
    const { customer, page, sessionId, pincode } = await sharing(settings);
    const agent = await shop.agentIn(page, pincode);
    for (let round = 0; round < 10; round += 1) {
      await page.reload();
      // every third page goes before it has joined
      if (round % 3 === 1) await page.reload();
      await init(page, settings);
      assert.equal(await status(page), "session_recoverable");
      assert.deepEqual(await call(page, "join"), { success: true });
      assert.equal((await info(page)).sessionId, sessionId);
    }
    assert.equal((await info(page)).pincode, pincode);
    await untilStatus(page, "session_active");
    await agentSees(agent, "a/one");
    const said = hellos(customer);
    assert.deepEqual([said.length, new Set(said.map(({ tab }) => tab)).size, new Set(said.map(({ id }) => id)).size], [11, 1, 11]);
    await parting([agent, customer]);
  });
}

test("F26: a link to another page of the site is no end", async () => {
  const { customer, page, sessionId, pincode } = await sharing();
  const agent = await shop.agentIn(page, pincode);
  await page.getByText("next").click();
  await page.waitForURL("**/next");
  await init(page);
  assert.deepEqual(await call(page, "join"), { success: true });
  assert.equal((await info(page)).sessionId, sessionId);
  await agentSees(agent, "a/next");
  await parting([agent, customer]);
});

test("a page out of the back-forward cache goes on by itself", async (t) => {
  // Playwright turns the cache off
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  t.after(() => browser.close());
  const { customer, page, pincode, sessionId } = await sharing({}, browser);
  const agent = await shop.agentIn(page, pincode);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.wasKept = persisted)));
  await page.goto(`${shop.origin("a")}/aside?noSdk`);
  await until(async () => (await shop.api(`/api/sessions/${sessionId}`)).state === "recovering", "the service to know that the page is gone");
  // no page is loaded, so nothing but the navigation can be waited for
  await page.goBack({ waitUntil: "commit" });
  const why = () => page.evaluate(() => JSON.stringify(performance.getEntriesByType("navigation")[0].notRestoredReasons));
  assert.equal(await page.evaluate(() => window.wasKept), true, `the very same document should have come back: ${await why()}`);
  await untilStatus(page, "session_active");
  assert.equal((await info(page)).sessionId, sessionId);
  await page.getByLabel("Note", { exact: true }).fill("back again");
  await agentSees(agent, "a/one");
  await parting([agent, customer]);
});

test("a frozen page leaves, and goes on when it is thawed", async () => {
  const { customer, page, pincode, sessionId } = await sharing();
  const agent = await shop.agentIn(page, pincode);
  // headless Chromium freezes nothing, not even when told to, so the browser's events are given for it
  await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
  await until(async () => (await shop.api(`/api/sessions/${sessionId}`)).state === "recovering", "the service to know that the page sleeps");
  await page.evaluate(() => document.dispatchEvent(new Event("resume")));
  await untilStatus(page, "session_active");
  await agentSees(agent, "a/one");
  await parting([agent, customer]);
});

test("F29: without a network the session waits, and comes back with it", async () => {
  const { customer, page, pincode } = await sharing();
  const agent = await shop.agentIn(page, pincode);
  await customer.context.setOffline(true);
  await heard(page, "session_reconnecting");
  const [{ attempt, maxAttempts, deadlineMs }] = await payloads(page, "session_reconnecting");
  assert.deepEqual([attempt, maxAttempts], [1, 2]);
  assert.ok(deadlineMs > Date.now() && deadlineMs <= Date.now() + 120_000);
  await customer.context.setOffline(false);
  await untilStatus(page, "session_active");
  await page.getByLabel("Note", { exact: true }).fill("online again");
  await agentSees(agent, "a/one");
  await parting([agent, customer], AWAY);
});

for (const which of ["first", "second"]) {
  test(`a welcome that is lost on the network locks nobody out (the ${which})`, async () => {
    const customer = await person(shop.browser);
    let welcomes = 0;
    await customer.page.routeWebSocket(/socket\/customer/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        const isLost = String(message).includes('"welcome"') && ++welcomes === (which === "first" ? 1 : 2);
        if (isLost) socket.close({ code: 1011 });
        else socket.send(message);
      });
    });
    await visit(customer.page, `${shop.origin("a")}/one`);
    assert.deepEqual(await start(customer.page, shop), { success: true });
    const { sessionId, pincode } = await info(customer.page);
    if (which === "second") {
      await customer.page.reload();
      await init(customer.page);
      assert.deepEqual(await call(customer.page, "join"), { success: true });
    }
    assert.ok(welcomes > 1);
    assert.deepEqual([(await info(customer.page)).sessionId, (await info(customer.page)).pincode], [sessionId, pincode]);
    await parting([customer]);
  });
}

test("F27: a session given up by the service cannot be joined, and another can be started", async () => {
  const { customer, page, sessionId } = await sharing();
  await page.reload();
  // the page's clock goes on by more than the window, the service ends the session by its own
  await page.clock.install({ time: Date.now() + 121_000 });
  await page.goto(`${shop.origin("a")}/one`);
  await init(page);
  assert.equal(await status(page), "session_idle");
  assert.equal((await call(page, "join")).error.code, 1011);
  assert.deepEqual(await start(page, shop), { success: true });
  assert.notEqual((await info(page)).sessionId, sessionId);
  await parting([customer]);
});

test("F67: with the service killed a start gives 1016, then 1001; a live session goes on after the restart, also in a reloaded page", async () => {
  const { customer, page, sessionId, pincode } = await sharing();
  const agent = await shop.agentIn(page, pincode);
  const other = await person(shop.browser);
  await visit(other.page, `${shop.origin("b")}/other`);
  const token = await other.page.evaluate(async (base) => {
    const answer = await fetch(`${base}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    return (await answer.json()).token;
  }, shop.baseUrl);
  await shop.kill();
  await heard(page, "session_reconnecting");
  const { error } = await other.page.evaluate((sdkToken) => new Promise((resolve) => window.session.start({ sdkToken }, resolve)), token);
  assert.equal(error.code, 1001);
  assert.deepEqual((await payloads(other.page, "session_error")).map(({ code }) => code), [1016, 1001], "F69: every error is an event, too");
  await shop.restart();
  await untilStatus(page, "session_active", 60_000);
  await page.reload();
  await init(page);
  assert.deepEqual(await call(page, "join"), { success: true });
  assert.deepEqual([(await info(page)).sessionId, (await info(page)).pincode], [sessionId, pincode]);
  await agentSees(agent, "a/one");
  await parting([agent, customer, other], AWAY);
});

/** A browser whose settings block all cookies, which denies storage and locks as well. */
async function withoutCookies() {
  const profile = mkdtempSync(join(tmpdir(), "cobroker-profile-"));
  mkdirSync(join(profile, "Default"));
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const complaints = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return { context, page: context.pages()[0], complaints, close: () => context.close().then(() => rmSync(profile, { recursive: true, force: true })) };
}

for (const [name, settings] of [["in one tab", {}], ["with tabs that share", SHARED]]) {
  test(`F71: with cookies and storage blocked a session starts and ends; only a refresh loses it (${name})`, async () => {
    const customer = await withoutCookies();
    const { page } = customer;
    await visit(page, `${shop.origin("a")}/one`, settings);
    assert.equal(await page.evaluate(() => { try { return sessionStorage.length; } catch (error) { return error.name; } }), "SecurityError");
    assert.deepEqual(await start(page, shop), { success: true });
    assert.match((await info(page)).pincode, /^\d{6}$/);
    assert.deepEqual(await call(page, "end"), { success: true });
    assert.deepEqual(await start(page, shop), { success: true });
    await page.reload();
    await init(page, settings);
    assert.equal(await status(page), "session_idle");
    assert.equal((await call(page, "join")).error.code, 1011);
    assert.deepEqual(await start(page, shop), { success: true });
    await parting([customer]);
  });
}

test("F71: in a sandboxed frame, which has no origin, init works and start fails with an answer", async () => {
  const customer = await person(shop.browser);
  await customer.page.goto(`${shop.origin("a")}/one?noSdk`);
  await customer.page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.src = src;
    document.body.append(frame);
    return new Promise((resolve) => (frame.onload = resolve));
  }, `${shop.origin("a")}/framed`);
  const frame = customer.page.frames()[1];
  await init(frame, SHARED);
  const token = (await (await fetch(`${shop.baseUrl}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json", origin: shop.origin("a") }, body: "{}" })).json()).token;
  const { error } = await frame.evaluate((sdkToken) => new Promise((resolve) => window.session.start({ sdkToken }, resolve)), token);
  assert.equal(error.code, 1001);
  assert.equal(await status(frame), "session_idle");
  await parting([customer], [/WebSocket connection to/, /CORS policy/, /ERR_FAILED/]);
});
