// The server is killed without warning: what it had acknowledged is there after the restart, and live sessions go on.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { hostSite, startSharing } from "./host.mjs";
import { allow, cobroker, freePort, launch, parting, person, picture, signIn, startServer, typePin, until } from "./support.mjs";

/** While the server is away the pages cannot reach it, and the host page links to what is not there. */
const AWAY = [/Failed to load resource/, /WebSocket connection to/, /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/, /"(img|font)-src/];
/** Acknowledged sessions before the kill, by so many callers at once. */
const ENOUGH = 60;
const CALLERS = 4;

let browser, host, data, env, server, baseUrl, vera, key;
before(async () => {
  host = await hostSite();
  data = mkdtempSync(join(tmpdir(), "cobroker-crash-"));
  const port = await freePort();
  baseUrl = `http://localhost:${port}`;
  env = { COBROKER_DATA_DIR: data, COBROKER_LISTEN: `127.0.0.1:${port}`, COBROKER_ALLOWED_ORIGINS: host.origin, COBROKER_LOG: "warn" };
  const printed = cobroker(["agent", "add", "vera", "--name", "Vera Roth", "--role", "supervisor"], env);
  vera = { login: "vera", password: /once: (\S+)/.exec(printed)[1] };
  key = /once: (\S+)/.exec(cobroker(["api-key", "add", "vera", "--name", "test"], env))[1];
  server = await startServer(env);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  host?.stop();
  rmSync(data, { recursive: true, force: true });
});

async function call(path, { method = "GET", body, token = key } = {}) {
  const response = await fetch(baseUrl + path, {
    method,
    headers: { origin: host.origin, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const json = await response.json();
  assert.ok(response.ok, `${path}: ${response.status} ${JSON.stringify(json)}`);
  return json;
}

/** Starts sessions, reports their PINs and connects to them until the server is gone. Notes what was acknowledged. */
async function work(caller, acknowledged) {
  for (let round = 0; round < 10 * ENOUGH; round += 1) {
    const pincode = String(100_000 + caller * 10_000 + round);
    const mine = { connected: null, pin: false };
    try {
      const { sessionId, reportToken } = await call("/api/customer/start", { method: "POST", body: {}, token: null });
      acknowledged.set(sessionId, mine);
      await call(`/api/sessions/${sessionId}/pin`, { method: "POST", body: { pincode }, token: reportToken });
      mine.pin = true;
      mine.connected = (await call("/api/agent/connect", { method: "POST", body: { pincode } })).admissionId;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;
    }
  }
}

test("killed while sessions start and connect, it forgets nothing that it acknowledged, and a live session goes on", async () => {
  const [customer, agent] = await Promise.all([person(browser), person(browser)]);
  await customer.page.goto(`${host.origin}/nasty.html`);
  const pin = await customer.page.evaluate(startSharing, { base: baseUrl, sdkKey: (await call("/api/config")).sdkKey, piiMask: {} });
  await signIn(agent.page, { baseUrl }, vera);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await picture(agent.page).getByText("VISIBLE-heading").waitFor();
  const [before] = (await call("/api/session/list?state=active")).sessions;

  const acknowledged = new Map();
  const workers = Array.from({ length: CALLERS }, (_, caller) => work(caller, acknowledged));
  await until(() => acknowledged.size >= ENOUGH, "enough work", 30_000);
  await server.stop("SIGKILL");
  await Promise.all(workers);
  assert.ok([...acknowledged.values()].some(({ connected }) => connected === null), "the kill came in the middle of something");
  assert.match(cobroker(["audit", "verify"], env), /whole|intact|unbroken/i);
  server = await startServer(env);

  for (const [sessionId, { connected, pin }] of acknowledged) {
    const session = await call(`/api/sessions/${sessionId}`);
    assert.notEqual(session.state, "ended");
    if (pin) assert.notEqual(session.state, "starting", `the PIN of ${sessionId}`);
    if (connected) assert.ok(session.agents.some(({ admissionId }) => admissionId === connected), `the connect to ${sessionId}`);
  }

  await customer.page.getByLabel("VISIBLE-label").fill("VISIBLE-typed after the crash");
  await until(async () => (await picture(agent.page).getByLabel("VISIBLE-label").inputValue().catch(() => "")) === "VISIBLE-typed after the crash", "typing after the restart", 30_000, 200);
  await agent.page.locator('[data-slot="state"]', { hasText: /^Live$/ }).waitFor();
  assert.equal(await customer.page.getByText("would like to see this page").count(), 0, "nobody was asked again");
  const now = await call(`/api/sessions/${before.sessionId}`);
  assert.equal(now.state, "active");
  assert.deepEqual(now.agents.map(({ admissionId }) => admissionId), before.agents.map(({ admissionId }) => admissionId));
  const kinds = (await call(`/api/sessions/${before.sessionId}/timeline`)).entries.map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === "agent_joined").length, 1, kinds.join());

  await customer.page.evaluate(() => window.session.end());
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
  await parting([customer, agent], AWAY);
});
