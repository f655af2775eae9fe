// Serves the built SDK and the test pages on loopback, with the relay beside them, and drives Chromium.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { FakeRelay } from "./relay.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const pages = fileURLToPath(new URL("../pages/", import.meta.url));
const own = fileURLToPath(new URL("./pages/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css", ".png": "image/png" };
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src 'self' data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The masks that nasty.html is made for. */
export const NASTY_MASKS = {
  maskType: "custom_input",
  maskCssSelectors: ".secret, #late-secret, .by-context.private .amount",
  maskHTMLAttributes: "data-sensitive=true, data-hush",
};

function buildSdk() {
  const out = mkdtempSync(join(tmpdir(), "cobroker-sdk-"));
  const built = spawnSync(process.execPath, [join(root, "static/build.mjs"), out], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  return out;
}

/** Everything a test file needs; `close` it in `after`. */
export async function startHarness() {
  const web = buildSdk();
  const server = createServer((request, response) => serve(request, response, web));
  const relay = new FakeRelay(server);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return {
    base,
    relay,
    loader: readFileSync(join(web, "sdk.js")),
    browser,
    /** A fresh browser profile that reaches nothing but loopback; collects what the page complains about. */
    async visitor(options = {}) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(10_000);
      await context.route((url) => url.hostname !== "127.0.0.1" && url.hostname !== "localhost", (route) => route.abort());
      const noise = [];
      context.on("console", (message) => noise.push(`${message.type()}: ${message.text()}`));
      context.on("weberror", (error) => noise.push(`uncaught: ${error.error()}`));
      await context.addInitScript(() => {
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
      });
      return { context, noise };
    },
    async close() {
      await browser.close();
      for (const { ws } of relay.sockets) ws.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(request, response, web) {
  const { pathname } = new URL(request.url, "http://x");
  if (pathname.startsWith("/static/resource/sdk/")) return send(response, ".js", readFileSync(join(web, "sdk.js")));
  if (/^\/assets\/sdk-[-\w]+\.js$/.test(pathname)) return send(response, ".js", readFileSync(join(web, pathname.slice("/assets/".length))));
  if (pathname === "/axe.js") return send(response, ".js", readFileSync(join(root, "node_modules/axe-core/axe.min.js")));
  const name = pathname.slice(1);
  if (name.endsWith(".png")) return send(response, ".png", DOT);
  const file = [own, pages].map((folder) => join(folder, name)).find((path) => /^[-\w.]+$/.test(name) && existsSync(path));
  if (!file) return response.writeHead(404).end();
  if (name.startsWith("strict")) response.setHeader("Content-Security-Policy", CSP);
  send(response, extname(name), readFileSync(file));
}

function send(response, extension, body) {
  response.writeHead(200, { "Content-Type": TYPES[extension], "Cache-Control": "no-store" }).end(body);
}

/** A customer token as its shape goes; the fake relay checks no signature. */
export function token(claims = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ app_key: "KEY", role_type: 1, user_id: "c", user_name: "C", ...claims })}.signature`;
}

/** Loads the SDK as Zoom's snippet does and keeps what it says in `window.log`. */
export async function initSdk(page, settings = {}) {
  return page.evaluate(
    (input) =>
      new Promise((resolve) => {
        const ready = (result) => {
          window.log = [];
          window.session = result.session;
          const names = ["pincode_updated", "session_started", "session_ended", "session_error", "session_reconnecting", "agent_joined", "agent_left", "remote_assist_started", "remote_assist_stopped"];
          for (const name of names) result.session?.on(name, (payload) => window.log.push([name, payload]));
          resolve({ success: result.success, error: result.error, sdkInfo: result.sdkInfo });
        };
        if (window.ZoomCobrowseSDK) return window.ZoomCobrowseSDK.init(input, ready);
        const script = document.createElement("script");
        script.src = "/static/resource/sdk/KEY/js/2.13.x";
        script.onload = () => window.ZoomCobrowseSDK.init(input, ready);
        document.head.append(script);
      }),
    settings,
  );
}

/** `start` or `join`, resolved by its callback. */
export function call(page, method, options) {
  return page.evaluate(
    ([name, input]) => new Promise((resolve) => (name === "start" ? window.session.start(input, resolve) : window.session[name](resolve))),
    [method, options],
  );
}

export const start = (page, options = {}) => call(page, "start", { sdkToken: token(), ...options });

/** The names of the events so far. */
export const heard = (page) => page.evaluate(() => window.log.map(([name]) => name));

export const waitFor = (page, name, count = 1) =>
  page.waitForFunction(([wanted, times]) => window.log.filter(([one]) => one === wanted).length >= times, [name, count]);

export const payloads = (page, name) => page.evaluate((wanted) => window.log.filter(([one]) => one === wanted).map(([, payload]) => payload), name);
