// The agents' own page on another origin: the desk by the agent SDK, by a plain frame, and as a tab; PINs brought along.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { allow, launch, parting, person, results, startDemo, until } from "./support.mjs";

const KEY = "shared-sdk-key";
const SECRET = "q7f3-shared-between-two-servers-91";
/** The value of Zoom's documentation, to the letter (F16). */
const ALLOW = "autoplay *; camera *; microphone *; display-capture *; geolocation *;";
const DESK = "/sdkapi/zcb/frame-templates/desk";
/** A refused PIN is an answer with a status that Chromium's console notes. */
const REFUSED = [/status of 4\d\d/];

let demo, browser, crm;
before(async () => {
  // the CRM's own origin: another port is another origin
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    if (path === "/favicon.ico") return response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy() });
    response.end('<!doctype html><meta charset="utf-8"><title>CRM</title><link rel="icon" href="data:,"><div id="desk"></div>');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  crm = { origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
  demo = await startDemo({
    env: {
      COBROKER_ENGINE: "builtin", ZOOM_SDK_KEY: KEY, ZOOM_SDK_SECRET: SECRET, COBROKER_ENGINE_OPEN_TOKENS: "true",
      COBROKER_AGENT_ORIGINS: crm.origin, COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW: "50", COBROKER_LIMIT_PIN_FAILURES_PER_AGENT_PER_HOUR: "50",
    },
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  crm?.stop();
});

/** A strict policy: what an agents' page has to allow, and no more. */
function policy() {
  const base = demo?.baseUrl ?? "";
  return `default-src 'none'; script-src ${base} 'unsafe-eval'; connect-src ${base}; frame-src ${base}; img-src data:; base-uri 'none'`;
}

function token(role, user, more = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000) - 30;
  const claims = { app_key: KEY, role_type: role, iat: now, exp: now + 7200, user_id: user, user_name: user, ...more };
  const message = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${message}.${createHmac("sha256", SECRET).update(message).digest("base64url")}`;
}

/** A customer's page that shares with a token made elsewhere; `pincode` is what the SDK announced. */
async function customerShares({ user = "grace", byop, customPinCode } = {}) {
  const customer = await person(browser);
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  await customer.page.addScriptTag({ url: `${demo.baseUrl}/static/resource/sdk/${KEY}/js` });
  customer.pincode = await startIn(customer.page, { sdkToken: token(1, user, byop ? { enable_byop: 1 } : {}), customPinCode });
  return customer;
}

function startIn(page, options) {
  return page.evaluate((options) => new Promise((resolve) => {
    window.heard = [];
    window.ZoomCobrowseSDK.init({}, ({ session }) => {
      window.session = session;
      for (const name of ["session_started", "pincode_updated", "agent_joined", "agent_left", "session_ended"]) session.on(name, () => window.heard.push(name));
      session.on("pincode_updated", ({ pincode }) => resolve(pincode));
      session.on("session_error", ({ code }) => resolve(code));
      session.start(options);
    });
  }), options);
}

/** The agents' page with the SDK loaded and `init` called. */
async function agentPage(how, { root = true } = {}) {
  const agent = await person(browser);
  await agent.page.goto(crm.origin);
  await initIn(agent.page, how, root);
  return agent;
}

async function initIn(page, how, root = true) {
  const base = `${demo.baseUrl}/static/resource/agent-sdk/${KEY}`;
  if (how === "classic") await page.addScriptTag({ url: `${base}/umd` });
  return page.evaluate(async ({ how, base, root, key }) => {
    const { ZoomCobrowseAgentSDK } = how === "module" ? await import(`${base}/js`) : window;
    document.querySelector("#desk").style.height = "600px";
    return new Promise((resolve) => {
      ZoomCobrowseAgentSDK.init({ appKey: key, ...(root && { zoomAppRoot: how === "module" ? "#desk" : document.querySelector("#desk") }) }, ({ success, session, sdkInfo }) => {
        window.session = session;
        window.heard = [];
        for (const name of ["session_joined", "session_left", "session_ended", "session_error", "customer_focus_lost", "customer_transferred"]) session.on(name, (payload) => window.heard.push([name, payload?.code ?? payload?.reason ?? null]));
        resolve({ success, sdkInfo, status: session.getSessionInfo().sessionStatus });
      });
    });
  }, { how, base, root, key: KEY });
}

const join = (page, options) => page.evaluate((options) => new Promise((resolve) => window.session.join(options, resolve)), options);
const heard = (page, name) => until(() => page.evaluate((name) => window.heard.find(([one]) => one === name), name), `${name} at the agents' page`);
const deskIn = (page) => page.frameLocator("#desk iframe");
const shows = (page) => deskIn(page).frameLocator("#viewer iframe").frameLocator(".replayer-wrapper iframe");

for (const how of ["module", "classic"]) {
  test(`the agent SDK as a ${how} renders a desk into any element, and every event comes (F22, F23, F61)`, async () => {
    const customer = await customerShares({ user: `grace-${how}` });
    const agent = await agentPage(how);
    assert.deepEqual(await join(agent.page, { pinCode: customer.pincode, sdkToken: token(2, `ada-${how}`) }), { success: true });
    await allow(customer.page);
    await heard(agent.page, "session_joined");
    await shows(agent.page).locator("h1").first().waitFor();
    await agent.page.screenshot({ path: join$(`agent-sdk-${how}.png`), caret: "initial" });

    const frames = agent.page.frames().map((frame) => frame.url()).join(" ");
    assert.ok(!/ticket|access_token|pin/i.test(frames), `nothing is left in an address: ${frames}`);
    assert.equal(await agent.page.evaluate(() => history.length), 2, "about:blank and the CRM");

    await customer.page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await heard(agent.page, "customer_focus_lost");
    if (how === "module") {
      await agent.page.evaluate(() => window.session.leave());
      await heard(agent.page, "session_left");
      await until(() => customer.page.evaluate(() => window.heard.includes("agent_left")), "agent_left at the customer");
    } else {
      await agent.page.evaluate(() => window.session.end());
      assert.deepEqual(await heard(agent.page, "session_ended"), ["session_ended", "agent_ended"]);
      await until(() => customer.page.evaluate(() => window.heard.includes("session_ended")), "the end at the customer");
      assert.deepEqual((await customer.page.evaluate(() => window.heard)).slice(0, 3).sort(), ["agent_joined", "pincode_updated", "session_started"]);
    }
    assert.equal(await agent.page.locator("#desk iframe").count(), 0);
    await parting([customer, agent]);
  });
}

test("errors come by callback and by event, with Zoom's numbers (F63)", async () => {
  const agent = await agentPage("module");
  const code = async (options) => (await join(agent.page, options)).error.code;
  assert.equal(await code({ pinCode: "999999", sdkToken: token(2, "ada-e") }), 1006);
  assert.equal(await code({ pinCode: "12345678901", sdkToken: token(2, "ada-e") }), 1008);
  assert.equal(await code({ pinCode: "999999", sdkToken: token(1, "ada-e") }), 2001);
  assert.equal(await code(undefined), 1011);
  assert.deepEqual((await agent.page.evaluate(() => window.heard)).map(([, code]) => code), [1006, 1008, 2001, 1011]);
  await parting([agent], REFUSED);
});

test("createAgentViewerEndpoint gives a working address by callback and by promise (F62)", async () => {
  const customer = await customerShares({ user: "grace-v" });
  const agent = await agentPage("module", { root: false });
  const options = { pinCode: customer.pincode, sdkToken: token(2, "ada-v") };
  const called = await agent.page.evaluate((options) => new Promise((resolve) => void window.session.createAgentViewerEndpoint(options, resolve)), options);
  assert.ok(called.success && !called.agentViewerUrl.includes(customer.pincode));
  const { agentViewerUrl } = await agent.page.evaluate((options) => window.session.createAgentViewerEndpoint(options), { ...options, sdkToken: token(2, "ben-v") });
  await agent.page.evaluate(({ url, allow }) => {
    const frame = document.createElement("iframe");
    frame.allow = allow;
    frame.src = url;
    document.querySelector("#desk").append(frame);
  }, { url: agentViewerUrl, allow: ALLOW });
  await allow(customer.page);
  await deskIn(agent.page).locator("#chip", { hasText: "Live" }).waitFor();
  await customer.page.evaluate(() => window.session.end());
  await deskIn(agent.page).locator("#title", { hasText: "The customer ended the session" }).waitFor();
  await parting([customer, agent]);
});

test("after a reload of the agents' page, join without arguments goes back to the seat", async () => {
  const customer = await customerShares({ user: "grace-r" });
  const agent = await agentPage("module");
  await join(agent.page, { pinCode: customer.pincode, sdkToken: token(2, "ada-r") });
  await allow(customer.page);
  await heard(agent.page, "session_joined");
  await agent.page.reload();
  assert.equal((await initIn(agent.page, "module")).status, "session_recoverable");
  assert.deepEqual(await join(agent.page), { success: true });
  await deskIn(agent.page).locator("#chip", { hasText: "Live" }).waitFor();
  await customer.page.evaluate(() => window.session.end());
  await heard(agent.page, "session_ended");
  assert.equal(await agent.page.evaluate(() => window.session.getSessionInfo().sessionStatus), "session_ended");
  await parting([customer, agent]);
});

test("a desk framed with only an access_token shows the PIN form, says 30308 and lets the agent try again (F14, F15, F16, F63)", async () => {
  const customer = await customerShares({ user: "grace-f" });
  const agent = await person(browser);
  await agent.page.goto(crm.origin);
  await agent.page.evaluate(({ src, allow }) => {
    window.told = [];
    addEventListener("message", ({ data }) => window.told.push(data.type));
    const frame = document.createElement("iframe");
    Object.assign(frame, { src, allow, width: 1024, height: 768 });
    document.querySelector("#desk").append(frame);
  }, { src: `${demo.baseUrl}${DESK}?access_token=${token(2, "ada-f")}`, allow: ALLOW });
  const desk = deskIn(agent.page);
  const field = desk.getByRole("textbox", { name: "Support PIN" });
  await field.fill(customer.pincode === "000000" ? "111111" : "000000");
  await agent.page.screenshot({ path: join$("desk-pin-form.png"), caret: "initial" });
  await desk.getByRole("button", { name: "Join" }).click();
  await desk.getByRole("alert").filter({ hasText: "Cobrowse code not found (30308)" }).waitFor();
  await agent.page.screenshot({ path: join$("desk-pin-wrong.png"), caret: "initial" });
  await field.fill(`${customer.pincode.slice(0, 3)} ${customer.pincode.slice(3)}`);
  await field.press("Enter");
  await allow(customer.page);
  await desk.locator("#chip", { hasText: "Live" }).waitFor();
  assert.ok((await agent.page.evaluate(() => window.told)).includes("session_error"));
  await customer.page.evaluate(() => window.session.end());
  await desk.locator("#title", { hasText: "The customer ended the session" }).waitFor();
  await parting([customer, agent]);
});

test("the desk works as a tab of its own, with a PIN that the address fills in, and a reload needs no PIN", async () => {
  const customer = await customerShares({ user: "grace-t" });
  const agent = await person(browser);
  const address = `${demo.baseUrl}${DESK}?access_token=${token(2, "ada-t")}&pin=${customer.pincode}`;
  await agent.page.goto(address);
  assert.equal(new URL(agent.page.url()).search, "", "stripped");
  assert.equal(await agent.page.getByRole("textbox", { name: "Support PIN" }).inputValue(), customer.pincode);
  await agent.page.getByRole("button", { name: "Join" }).click();
  await allow(customer.page);
  await agent.page.locator("#chip", { hasText: "Live" }).waitFor();
  await agent.page.goto(address);
  await agent.page.locator("#chip", { hasText: "Live" }).waitFor();
  await customer.page.evaluate(() => window.session.end());
  await agent.page.locator("#title", { hasText: "The customer ended the session" }).waitFor();
  await parting([customer, agent]);
});

test("a PIN the customer brings is announced in capitals, joins in any case, and its errors are Zoom's (F57 to F60)", async () => {
  const customer = await customerShares({ user: "grace-b", byop: true, customPinCode: "case42" });
  assert.equal(customer.pincode, "CASE42");
  const codes = [];
  for (const customPinCode of [undefined, "12345678901", "AB-12", "CASE42"]) {
    const other = await customerShares({ user: "rival", byop: true, customPinCode });
    codes.push(other.pincode);
    await other.close();
  }
  assert.deepEqual(codes, [1009, 1008, 1008, 1010]);
  const agent = await agentPage("module");
  assert.deepEqual(await join(agent.page, { pinCode: "case42", sdkToken: token(2, "ada-b") }), { success: true });
  await allow(customer.page);
  await heard(agent.page, "session_joined");
  await parting([customer, agent]);
});

test("with a PIN agreed on, the agent may come first: the desk counts down, then the customer is there (F30)", async () => {
  const agent = await agentPage("module");
  assert.deepEqual(await join(agent.page, { pinCode: "case77", sdkToken: token(2, "ada-1st", { enable_byop: 1 }) }), { success: true });
  await deskIn(agent.page).locator("#text", { hasText: /They have [23]:\d\d to start/ }).waitFor();
  await agent.page.screenshot({ path: join$("desk-agent-first.png"), caret: "initial" });
  const customer = await customerShares({ user: "grace-1st", byop: true, customPinCode: "Case77" });
  await allow(customer.page);
  await heard(agent.page, "session_joined");
  await deskIn(agent.page).locator("#customer", { hasText: "grace-1st" }).waitFor();
  await parting([customer, agent]);
});

function join$(name) {
  return [results, name].join("/");
}
