// A shop on sites of its own (a.shop.localhost, b.shop.localhost) with the service beside it, for sessions that move between its pages.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allow, cobroker, freePort, launch, person, picture, signIn, startServer, typePin, until } from "./support.mjs";

/** Any path is a page that names itself; `?noSdk` leaves the script out. */
function pageOf(url, script) {
  const name = `${url.hostname.split(".")[0]}${url.pathname}`;
  const tag = url.searchParams.has("noSdk") ? "" : `<script src="${script}"></script>`;
  return `<!doctype html><html lang="en"><title>${name}</title><h1>Page ${name}</h1><label>Note <input></label><a href="/next">next</a>${tag}</html>`;
}

/** The service, the shop and a browser. `close` it in `after`. */
export async function openShop() {
  const site = createServer().unref();
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const origin = (label) => `http://${label}.shop.localhost:${site.address().port}`;
  const data = mkdtempSync(join(tmpdir(), "cobroker-shop-"));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const env = { COBROKER_DATA_DIR: data, COBROKER_LISTEN: `127.0.0.1:${port}`, COBROKER_ALLOWED_ORIGINS: `${origin("a")},${origin("b")}`, COBROKER_LOG: "warn" };
  const vera = { login: "vera", password: /once: (\S+)/.exec(cobroker(["agent", "add", "vera", "--name", "Vera Roth", "--role", "supervisor"], env))[1] };
  const key = /once: (\S+)/.exec(cobroker(["api-key", "add", "vera", "--name", "test"], env))[1];
  let server = await startServer(env);
  const api = async (path) => (await fetch(baseUrl + path, { headers: { authorization: `Bearer ${key}` } })).json();
  const script = `${baseUrl}/static/resource/sdk/${(await api("/api/config")).sdkKey}/js`;
  site.on("request", (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(url, script));
  });
  const browser = await launch();
  return {
    browser,
    baseUrl,
    origin,
    api,
    /** The server dies without a word. */
    kill: () => server.stop("SIGKILL"),
    restart: async () => (server = await startServer(env)),
    /** An agent at the desk, in the session with this PIN; the customer at `page` agrees. */
    async agentIn(page, pin) {
      const agent = await person(browser);
      await signIn(agent.page, { baseUrl }, vera);
      await typePin(agent.page, pin);
      await allow(page);
      await picture(agent.page).getByRole("heading").waitFor();
      return agent;
    },
    async close() {
      await browser.close();
      await server.stop();
      site.closeAllConnections();
      site.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Opens an address in a tab and calls `init`, as a page of the shop does. What the session says is kept in `window.log`. */
export async function visit(page, url, settings = {}) {
  await page.goto(url);
  return init(page, settings);
}

export async function init(page, settings = {}) {
  const { success, error } = await page.evaluate(
    (input) =>
      new Promise((resolve) =>
        window.ZoomCobrowseSDK.init(input, ({ success, error, session }) => {
          window.session = session;
          window.log = [];
          const names = ["pincode_updated", "session_started", "session_ended", "session_error", "session_reconnecting", "session_transferred", "agent_joined", "agent_left"];
          for (const name of names) session?.on(name, (payload) => window.log.push([name, payload]));
          resolve({ success, error });
        }),
      ),
    settings,
  );
  assert.ok(success, JSON.stringify(error));
}

/** Starts with a token of the service. Gives what the callback got. */
export async function start(page, { baseUrl }) {
  return page.evaluate(async (base) => {
    const answer = await fetch(`${base}/api/customer/start`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    const { token } = await answer.json();
    return new Promise((resolve) => window.session.start({ sdkToken: token }, resolve));
  }, baseUrl);
}

export const call = (page, method) => page.evaluate((name) => new Promise((resolve) => window.session[name](resolve)), method);
export const info = (page) => page.evaluate(() => window.session.getSessionInfo());
export const status = async (page) => (await info(page)).sessionStatus;
export const untilStatus = (page, wanted, timeout = 20_000) => page.waitForFunction((name) => window.session.getSessionInfo().sessionStatus === name, wanted, { timeout });
export const payloads = (page, name) => page.evaluate((wanted) => window.log.filter(([one]) => one === wanted).map(([, payload]) => payload), name);
export const heard = (page, name, count = 1) => page.waitForFunction(([wanted, times]) => window.log.filter(([one]) => one === wanted).length >= times, [name, count], { timeout: 20_000 });

/** Which page the agent looks at. */
export const agentSees = (agent, name) => until(async () => (await picture(agent.page).getByRole("heading").innerText().catch(() => "")) === `Page ${name}`, `the agent at ${name}`, 20_000);

/** The `page` fields of the hellos that a person's tabs have said, in order. */
export function hellos({ frames }) {
  const controls = frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x43).map(({ bytes }) => JSON.parse(bytes.subarray(1)));
  return controls.filter(({ type }) => type === "hello").map(({ page }) => page);
}
