// One session in several tabs: who leads, what the agent sees, what is stored, and what stays apart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { agentSees, call, heard, hellos, info, init, openShop, payloads, start, status, untilStatus, visit } from "./shop.mjs";
import { parting, person, until } from "./support.mjs";

const KEY = "$$ZCB_SESSION$$";
const SHARED = { multiTabSessionPersistence: { enable: true } };

let shop;
before(async () => (shop = await openShop()));
after(() => shop?.close());

/** The customer's first tab, in a session that follows them. */
async function sharing(settings = SHARED) {
  const customer = await person(shop.browser);
  await visit(customer.page, `${shop.origin("a")}/one`, settings);
  assert.deepEqual(await start(customer.page, shop), { success: true });
  const { sessionId, pincode } = await info(customer.page);
  return { customer, one: customer.page, sessionId, pincode };
}

/** Another tab that has come into the session. */
async function joined(customer, url, settings = SHARED) {
  const page = await customer.context.newPage();
  await visit(page, url, settings);
  assert.equal(await status(page), "session_recoverable");
  assert.deepEqual(await call(page, "join"), { success: true });
  return page;
}

async function stateCookie(context) {
  return (await context.cookies()).find(({ name }) => name === KEY);
}

/** The customer looks at this tab. Headless pages all believe to be in front, so the browser's word is given for it. */
const lookAt = (page) => page.evaluate(() => dispatchEvent(new Event("focus")));

test("F52, F55: without the setting a second tab neither joins nor starts, and leaves no cookie", async () => {
  const { customer, one } = await sharing({});
  const two = await customer.context.newPage();
  await visit(two, `${shop.origin("a")}/two`);
  assert.equal(await status(two), "session_idle");
  const { error } = await start(two, shop);
  assert.equal(error.code, 1004);
  assert.deepEqual((await payloads(two, "session_error")).map(({ code }) => code), [1004]);
  assert.equal((await call(two, "join")).error.code, 1011);
  assert.equal(await status(one), "session_waiting");
  assert.equal(await stateCookie(customer.context), undefined);
  await parting([customer]);
});

test("F50: a second tab joins, the agent follows without asking again, and back in the first tab it leads again", async () => {
  const { customer, one, sessionId, pincode } = await sharing();
  const agent = await shop.agentIn(one, pincode);
  await agentSees(agent, "a/one");

  const two = await joined(customer, `${shop.origin("a")}/two`);
  await agentSees(agent, "a/two");
  await heard(one, "session_transferred");
  assert.equal(await status(one), "session_recoverable");
  assert.deepEqual((await payloads(one, "session_ended")).length, 0, "standing by is not the end");
  assert.deepEqual([(await info(two)).sessionId, (await info(two)).pincode, await status(two)], [sessionId, pincode, "session_active"]);
  assert.equal(await two.getByText("would like to see this page").count(), 0);
  await two.getByLabel("Note", { exact: true }).fill("typed in two");
  assert.equal((await start(one, shop)).error.code, 1004, "a tab that stands by starts nothing else");

  await lookAt(one);
  await untilStatus(one, "session_active");
  await agentSees(agent, "a/one");
  await heard(two, "session_transferred");
  await lookAt(two);
  await agentSees(agent, "a/two");
  await heard(one, "session_transferred", 2);

  const said = hellos(customer);
  assert.deepEqual(said.map(({ tab }) => tab === said[0].tab), [true, false, true, false]);
  assert.equal(new Set(said.map(({ tab }) => tab)).size, 2);
  await parting([agent, customer]);
});

test("F50: when the leading tab is closed the other one goes on", async () => {
  const { customer, one, pincode } = await sharing();
  const agent = await shop.agentIn(one, pincode);
  const two = await joined(customer, `${shop.origin("a")}/two`);
  await agentSees(agent, "a/two");
  await two.close({ runBeforeUnload: true });
  await until(() => two.isClosed(), "the tab to be closed");
  await lookAt(one);
  await agentSees(agent, "a/one");
  await one.getByLabel("Note", { exact: true }).fill("still here");
  await parting([agent, customer]);
});

test("F51: the cookie has the session's id and resume token, renewed at each join, never a PIN or a token of the site", async () => {
  const stateCookieKey = "shop-help";
  const settings = { allowSessionContinuation: { enable: true, stateCookieKey } };
  const { customer, one, sessionId, pincode } = await sharing(settings);
  const read = async () => (await customer.context.cookies()).find(({ name }) => name === stateCookieKey);
  const first = await read();
  assert.deepEqual([first.path, first.sameSite, first.secure, first.domain], ["/", "Lax", false, "a.shop.localhost"]);
  assert.ok(first.expires * 1_000 - Date.now() <= 120_000);
  const state = JSON.parse(atob(first.value));
  assert.deepEqual(Object.keys(state), ["sessionId", "resumeToken"]);
  assert.equal(state.sessionId, sessionId);
  assert.ok(!JSON.stringify(state).includes(pincode));
  const two = await joined(customer, `${shop.origin("a")}/two`, settings);
  const next = JSON.parse(atob((await read()).value));
  assert.equal(next.sessionId, sessionId);
  assert.notEqual(next.resumeToken, state.resumeToken);
  await until(async () => atob(await one.evaluate(() => Object.values(sessionStorage)[0])).includes(next.resumeToken), "the first tab to know the newest token");
  await call(two, "end");
  assert.equal(await read(), undefined, "it goes with the session");
  await parting([customer]);
});

test("an end in one tab is the end in all", async () => {
  const { customer, one, sessionId } = await sharing();
  const two = await joined(customer, `${shop.origin("a")}/two`);
  await untilStatus(one, "session_recoverable");
  assert.deepEqual(await call(two, "end"), { success: true });
  await heard(one, "session_ended");
  assert.deepEqual(await payloads(one, "session_ended"), [{ sessionId, endReason: "The session ended", reason: "customer_ended" }]);
  assert.deepEqual([await status(one), await status(two)], ["session_ended", "session_ended"]);
  assert.deepEqual(await start(one, shop), { success: true }, "another may begin");
  await parting([customer]);
});

test("the tab that stands by ends the session, too", async () => {
  const { customer, one, sessionId } = await sharing();
  const two = await joined(customer, `${shop.origin("a")}/two`);
  await untilStatus(one, "session_recoverable");
  assert.deepEqual(await call(one, "end"), { success: true });
  await heard(two, "session_ended");
  assert.equal((await shop.api(`/api/sessions/${sessionId}`)).endReason, "customer_ended");
  await parting([customer]);
});

test("a duplicated tab has a name of its own, and the two change places like any others", async () => {
  const { customer, one, pincode } = await sharing();
  const agent = await shop.agentIn(one, pincode);
  const [copy] = await Promise.all([customer.context.waitForEvent("page"), one.evaluate(() => void open("/copy"))]);
  await copy.waitForLoadState();
  assert.equal(await copy.evaluate(() => sessionStorage.length), 1, "it has a copy of the first tab's storage");
  await init(copy, SHARED);
  assert.equal(await status(copy), "session_recoverable");
  assert.deepEqual(await call(copy, "join"), { success: true });
  await agentSees(agent, "a/copy");
  const [first, second] = hellos(customer);
  assert.notEqual(first.tab, second.tab);
  await lookAt(one);
  await agentSees(agent, "a/one");
  await parting([agent, customer]);
});

test("a duplicated tab is kept out where tabs do not share", async () => {
  const { customer, one } = await sharing({});
  const [copy] = await Promise.all([customer.context.waitForEvent("page"), one.evaluate(() => void open("/copy"))]);
  await copy.waitForLoadState();
  await init(copy);
  assert.equal((await call(copy, "join")).error.code, 1004);
  assert.equal(await status(one), "session_waiting");
  await parting([customer]);
});

test("the session goes on at a sibling of the site, and back", async () => {
  const settings = { multiTabSessionPersistence: { enable: true, cookieDomain: "shop.localhost" } };
  const { customer, one, sessionId, pincode } = await sharing(settings);
  const agent = await shop.agentIn(one, pincode);
  assert.equal((await stateCookie(customer.context)).domain, ".shop.localhost");
  const sibling = await joined(customer, `${shop.origin("b")}/pay`, settings);
  assert.equal((await info(sibling)).sessionId, sessionId);
  await agentSees(agent, "b/pay");
  await heard(one, "session_transferred");
  await lookAt(one);
  await agentSees(agent, "a/one");
  await heard(sibling, "session_transferred");
  // the same tab, over to the sibling by a link
  await visit(one, `${shop.origin("b")}/thanks`, settings);
  assert.deepEqual(await call(one, "join"), { success: true });
  await agentSees(agent, "b/thanks");
  await parting([agent, customer]);
});

test("a domain that is not the page's fails init with the setting's name", async () => {
  const customer = await person(shop.browser);
  await customer.page.goto(`${shop.origin("a")}/one`);
  const settings = { multiTabSessionPersistence: { enable: true, cookieDomain: "other.localhost" } };
  const { success, error } = await customer.page.evaluate((input) => new Promise((resolve) => window.ZoomCobrowseSDK.init(input, resolve)), settings);
  assert.equal(success, false);
  assert.match(error.errorMsg, /cookieDomain must be a parent domain of a\.shop\.localhost/);
  await parting([customer]);
});
