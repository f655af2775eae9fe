// What the whole-system tests stand on: the built binary as `cobroker demo`, and people in separate browser contexts.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const results = join(root, "test-results/whole");
mkdirSync(results, { recursive: true });

const BINARY = process.env.COBROKER_BINARY ?? join(root, "target/debug/cobroker");
export const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Budgets that let one address play many customers. */
const ROOMY = { COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE: "10000", COBROKER_LIMIT_STARTS_IP_BURST: "10000" };

/** Starts `cobroker demo`, resolves once it is ready. */
export async function startDemo({ env = {}, data, port = 0, binary = BINARY } = {}) {
  const args = ["demo", "--port", String(port), "--json", ...(data ? ["--data", data] : [])];
  const child = spawn(binary, args, { env: { ...process.env, ...ROOMY, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    child.once("exit", (code) => reject(new Error(`cobroker demo ended with ${code}\n${log.join("\n")}`)));
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  return {
    ...ready,
    pid: child.pid,
    log,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await exited;
    },
    /** Calls the API as a machine; `as` is one of the demo's people. */
    async api(path, { as, method = "GET", body, headers = {} } = {}) {
      const response = await fetch(ready.baseUrl + path, {
        method,
        headers: {
          ...(as ? { authorization: `Bearer ${as.apiKey}` } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
      return { status: response.status, headers: response.headers, text, json };
    },
  };
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** A browser context of one person: refuses every request that leaves this machine, notes what its pages complain about. */
export async function person(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.route((url) => !/^(127\.0\.0\.1|([-\w]+\.)*localhost)$/.test(url.hostname), (route) => route.abort());
  // the SDK's own dialogs live in closed shadow roots, into which Playwright cannot look
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  const complaints = [];
  const frames = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => frames.push({ sent: true, bytes: Buffer.from(payload) }));
      socket.on("framereceived", ({ payload }) => frames.push({ sent: false, bytes: Buffer.from(payload) }));
    });
  });
  return { context, complaints, frames, page: await context.newPage(), close: () => context.close() };
}

/** Signs somebody in by the page, and lands on `path`. */
export async function signIn(page, demo, who, path = "/agent") {
  await page.goto(`${demo.baseUrl}${path}`);
  await page.getByLabel("Login name").fill(who.login);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${path}`);
}

/** Presses "Get help" and gives the PIN that the customer sees, without the gap. */
export async function getHelp(page) {
  await page.getByRole("button", { name: "Get help" }).click();
  return shownPin(page);
}

/** Ends a session by the help panel, which has stepped aside where help is here. */
export async function endHelp(page) {
  await page.evaluate(() => Cobroker.open());
  await page.getByRole("button", { name: "End session" }).click();
}

export async function shownPin(page) {
  const pin = page.locator(".cb-help-pin");
  await pin.filter({ hasText: /\d{3}\s\d{3}/ }).waitFor();
  return (await pin.innerText()).replace(/\D/g, "");
}

/** Types the PIN into the agent's page. It sends itself. */
export async function typePin(page, pin) {
  await page.getByLabel("Support PIN").fill(pin);
}

/** The customer agrees to the agent who asks. The dialog arms itself after half a second. */
export async function allow(page) {
  const button = page.getByRole("button", { name: "Allow" });
  await button.click();
}

/** The desk's frame in the agent's page. */
export function desk(page) {
  return page.frameLocator('iframe[title^="Customer\'s page"]');
}

/** What the agent sees of the customer's page: inside the desk, inside the viewer, inside the script-less replay. */
export function picture(page) {
  return desk(page).frameLocator('iframe[title="The customer\'s page"], iframe').first().frameLocator(".replayer-wrapper iframe");
}

/** Customer, agent, PIN, consent: both in the live session. */
export async function connected(demo, customer, agent, { path = "/customer/quote", who = demo.agents[0] } = {}) {
  await customer.page.goto(demo.baseUrl + path);
  const pin = await getHelp(customer.page);
  await signIn(agent.page, demo, who);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await agent.page.locator('[data-slot="state"]', { hasText: /live/i }).waitFor();
  await agent.page.locator('iframe[title^="Customer\'s page"]').waitFor();
  await picture(agent.page).locator("body *").first().waitFor({ state: "attached" });
  return pin;
}

/** The readable content of all frames: control text, and DOM payloads joined and inflated. */
export function readable(frames) {
  let chunks = [];
  return frames.map(({ bytes }) => {
    const kind = String.fromCharCode(bytes[0]);
    if (kind === "C") return bytes.subarray(1).toString();
    if (!"SIE".includes(kind)) return bytes.toString();
    const flags = bytes[1];
    const payload = bytes.subarray(2);
    if (kind !== "S") return text(payload, flags);
    if (flags & 1) chunks = [];
    chunks.push(payload);
    return flags & 2 ? text(Buffer.concat(chunks), flags) : "";
  }).join("\n");
}

function text(payload, flags) {
  return (flags & 4 ? inflateRawSync(payload) : payload).toString();
}

/** Waits until `check`, asked every so many milliseconds, gives something true; fails with `what` after `within` milliseconds. */
export async function until(check, what, within = 10_000, every = 25) {
  const end = Date.now() + within;
  for (;;) {
    const value = await check();
    if (value) return value;
    assert.ok(Date.now() < end, `not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** The tests' own look into the replay, which runs no script, is noted by Chromium while the replay begins a new document. */
const OUR_LOOK = /^Blocked script execution in '[^']*\/viewer[^']*' because the document's frame is sandboxed/;

/** Everybody goes. Their pages must have had nothing to complain about, but for what matches one of `expected`. */
export async function parting(people, expected = []) {
  const known = [OUR_LOOK, ...expected];
  for (const someone of people) await someone.close();
  for (const { complaints } of people) assert.deepEqual(complaints.filter((text) => !known.some((one) => one.test(text))), []);
}

/** A port nobody listens at now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Runs one command of the binary to its end and gives what it printed. */
export function cobroker(args, env) {
  const { status, stdout, stderr } = spawnSync(BINARY, args, { env: { ...process.env, ...env }, encoding: "utf8" });
  assert.equal(status, 0, `cobroker ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

/** Starts `cobroker serve`, resolves once it is ready. */
export async function startServer(env) {
  const child = spawn(BINARY, ["serve"], { env: { ...process.env, ...ROOMY, ...env }, stdio: "ignore" });
  const exited = once(child, "exit");
  const ready = `http://${env.COBROKER_LISTEN}/readyz`;
  await until(() => fetch(ready).then(({ ok }) => ok, () => false), "the server's readiness", 20_000);
  return {
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await exited;
    },
  };
}
