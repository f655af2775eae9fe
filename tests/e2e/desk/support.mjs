// What the desk's browser tests stand on: a server that serves the two pages with their real policies (desk on `localhost`,
// viewer on `127.0.0.1`) and plays the relay of docs/wire.md, and a Chromium.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";
import { WebSocketServer } from "ws";
import { messagesOf } from "../../../static/words.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const results = join(root, "test-results/desk");
mkdirSync(results, { recursive: true });

const TYPES = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
const DESK = "/sdkapi/zcb/frame-templates/desk";

/** Bundles static/ into a directory of its own and gives the manifest. */
export function buildAssets() {
  const dir = mkdtempSync(join(tmpdir(), "cobroker-desk-"));
  const built = spawnSync(process.execPath, [join(root, "static/build.mjs"), dir], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  const sizes = built.stdout.split("\n").filter((line) => /^(desk|viewer)/.test(line));
  return { dir, sizes, manifest: JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")), remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Fills the `{{ variable }}`s of a template, escaped as askama does; an unknown one is an error. */
export function render(template, variables, language = "en") {
  const escape = (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  const said = messagesOf(language);
  const about = { tag: language, dir: language === "ar" ? "rtl" : "ltr" };
  const source = readFileSync(join(root, "templates/pages", template), "utf8").replace(/\{% include "([^"]+)" %\}/g, (_, part) => readFileSync(join(root, "templates", part), "utf8"));
  const filled = (key, args = {}) => [said[key]].flat().map((part) => (typeof part === "string" ? part : String(args[part.v] ?? ""))).join("");
  const withArguments = /\{\{ words\.say\("([-\w]+)"\)((?:\.with\("\w+", (?:"[^"]*"|words\.say\("[-\w]+"\))\))*) \}\}/g;
  const argumentsOf = (text) => Object.fromEntries(Array.from(text.matchAll(/\.with\("(\w+)", (?:"([^"]*)"|words\.say\("([-\w]+)"\))\)/g), ([, name, plain, key]) => [name, key ? filled(key) : plain]));
  const page = source.replace(withArguments, (_, key, args) => escape(filled(key, argumentsOf(args)))).replace(/\{\{ words\.language\(\)\.(\w+)\(\) \}\}/g, (_, what) => about[what]);
  return page.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => {
    if (!(name in variables)) throw new Error(`${template} wants ${name}`);
    return escape(String(variables[name]));
  });
}

/** Starts the site. `siteAssets`: origins images and fonts may come from. `viewerScript` may change the viewer's bundle. */
export async function startSite(assets, { siteAssets = "", viewerScript = (text) => text, language = "en" } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, host: request.headers.host, referer: request.headers.referer ?? "" });
    answer(new URL(request.url, `http://${request.headers.host}`), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const deskOrigin = `http://localhost:${port}`;
  const viewerOrigin = `http://127.0.0.1:${port}`;
  const relay = new Relay(server, deskOrigin);

  function answer(url, response) {
    const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
    const send = (status, type, policy, body) => {
      response.writeHead(status, { "content-type": type, "content-security-policy": policy, "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" });
      response.end(body);
    };
    if (url.pathname === DESK && url.hostname === "localhost") {
      const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self' wss://${url.host}; frame-src ${viewerOrigin}; form-action 'self'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ${deskOrigin}`;
      return send(200, "text/html; charset=utf-8", policy, render("desk.html", {
        asset_desk_words: `/assets/${assets.manifest[`desk-words-${language}.js`]}`, asset_desk_js: `/assets/${assets.manifest["desk.js"]}`, asset_desk_css: `/assets/${assets.manifest["desk.css"]}`,
        viewer_origin: viewerOrigin, parent_origins: deskOrigin, open_tokens: false,
      }, language));
    }
    if (url.pathname === "/viewer" && url.hostname === "127.0.0.1") {
      const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data: blob: ${siteAssets}; font-src data: ${siteAssets}; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'; frame-ancestors ${deskOrigin}`;
      return send(200, "text/html; charset=utf-8", policy, render("viewer.html", {
        asset_viewer_words: `/assets/${assets.manifest[`viewer-words-${language}.js`]}`, asset_viewer_js: `/assets/${assets.manifest["viewer.js"]}`, nonce, desk_origin: deskOrigin,
      }, language));
    }
    if (url.pathname === "/parent") return send(200, "text/html", `default-src 'none'; frame-src 'self'; style-src 'unsafe-inline'`, "<!doctype html><title>Parent</title><style>body{margin:0}</style><body></body>");
    if (url.pathname === "/favicon.ico") return send(204, "text/plain", "default-src 'none'", "");
    const file = join(assets.dir, url.pathname.replace("/assets/", ""));
    if (!url.pathname.startsWith("/assets/") || !existsSync(file)) return send(404, "text/plain", "default-src 'none'; sandbox", "not found");
    const body = readFileSync(file, "utf8");
    return send(200, TYPES[file.split(".").pop()], "default-src 'none'; sandbox", /viewer-(?!words)/.test(file) ? viewerScript(body) : body);
  }

  return {
    deskOrigin, viewerOrigin, requests, relay,
    deskUrl: (token) => `${deskOrigin}${DESK}${token === undefined ? "" : `?access_token=${token}`}`,
    async stop() {
      relay.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Plays the relay: each connection is handed to the test, which says what the relay would. */
class Relay {
  #waiting = [];
  #ready = [];
  #server = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has("cobroker.v1") ? "cobroker.v1" : false) });

  constructor(http, origin) {
    http.on("upgrade", (request, socket, head) => {
      if (request.url !== "/sdkapi/zcb/socket/desk" || request.headers.origin !== origin || this.refusing) return socket.destroy();
      this.#server.handleUpgrade(request, socket, head, (peer) => this.#accept(new Peer(peer)));
    });
  }

  /** The next desk that connects and has said hello. */
  next() {
    return this.#ready.length > 0 ? Promise.resolve(this.#ready.shift()) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #accept(peer) {
    peer.hello = await peer.control("hello");
    const waiting = this.#waiting.shift();
    if (waiting) waiting(peer);
    else this.#ready.push(peer);
  }

  /** The sockets that are open. */
  peers() {
    return Array.from(this.#server.clients);
  }

  close() {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

class Peer {
  received = [];
  #waiting = [];

  constructor(socket) {
    this.socket = socket;
    socket.on("error", () => {});
    this.closed = once(socket, "close").then(([code]) => code);
    socket.on("message", (data) => {
      if (data[0] !== 0x43) return;
      const message = JSON.parse(data.subarray(1).toString());
      this.received.push(message);
      this.#waiting = this.#waiting.filter(({ type, resolve }) => type !== message.type || resolve(message));
    });
  }

  /** The next control message of this type, or one that came already. */
  control(type) {
    const known = this.received.find((message) => message.type === type);
    return known ? Promise.resolve(known) : new Promise((resolve) => this.#waiting.push({ type, resolve }));
  }

  say(type, fields = {}) {
    this.socket.send(Buffer.concat([Buffer.from("C"), Buffer.from(JSON.stringify({ type, ...fields }))]));
  }

  welcome(fields = {}) {
    this.say("welcome", {
      sessionId: "s-1", admissionId: "a-1", userId: "u-1", userName: "Ada Okafor", customerName: "Jamie Rivera", customerIdentified: true,
      phrase: "amber river", customerPresent: true, consented: false, agents: [{ userId: "u-1", userName: "Ada Okafor" }], ...fields,
    });
  }

  /** Lets the desk in and shows it `tree`, as Meta and FullSnapshot. */
  show(tree, { chunk = 240 * 1024, deflate = true, width = 1000, height = 700, href = "https://shop.example/checkout" } = {}) {
    const events = [{ type: 4, data: { href, width, height }, timestamp: 1 }, { type: 2, data: { node: tree, initialOffset: { top: 0, left: 0 } }, timestamp: 1 }];
    const json = Buffer.from(JSON.stringify(events));
    const payload = deflate ? deflateRawSync(json) : json;
    for (let at = 0; at < payload.length; at += chunk) {
      const flags = (at === 0 ? 1 : 0) | (at + chunk >= payload.length ? 2 : 0) | (deflate ? 4 : 0);
      this.socket.send(Buffer.concat([Buffer.from("S"), Buffer.from([flags]), payload.subarray(at, at + chunk)]));
    }
  }

  /** Sends incremental events, each given as its `data`. */
  play(...data) {
    this.#events("I", data.map((one) => ({ type: 3, data: one, timestamp: 1 })));
  }

  ephemeral(...data) {
    this.#events("E", data.map((one) => ({ type: 3, data: one, timestamp: 1 })));
  }

  /** Sends whole events as they are. */
  raw(...events) {
    this.#events("I", events);
  }

  #events(kind, events) {
    const json = Buffer.from(JSON.stringify(events));
    const deflate = json.length >= 4096;
    this.socket.send(Buffer.concat([Buffer.from(kind), Buffer.from([deflate ? 4 : 0]), deflate ? deflateRawSync(json) : json]));
  }

  close(code) {
    this.socket.close(code);
  }
}

/** A token whose payload says when it expires; nobody checks it here. */
export function token(secondsFromNow = 1800) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256" })}.${part({ role_type: 2, exp: Math.floor(Date.now() / 1000) + secondsFromNow })}.CANARYTOKENSIGNATURE`;
}

export function launch() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

/** The viewer's frame and, in it, the frame rrweb plays into. */
export async function frames(page) {
  const viewer = await waitFor(() => page.frames().find((frame) => /\/viewer(\?|$)/.test(frame.url())), "the viewer frame");
  const replay = await waitFor(() => viewer.childFrames()[0], "the replay frame");
  return { viewer, replay };
}

/** Waits until `look` gives something. */
export async function waitFor(look, what, within = 10_000) {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Builds serialised nodes with ids of their own. */
export function treeBuilder() {
  let id = 0;
  const text = (textContent) => ({ type: 3, id: ++id, textContent });
  const make = (svg) => (tagName, attributes = {}, ...children) => ({
    type: 2, id: ++id, tagName, attributes, ...(svg ? { isSVG: true } : {}), childNodes: children.map((child) => (typeof child === "string" ? text(child) : child)),
  });
  const el = make(false);
  const svg = make(true);
  const doc = (head, body, attributes = {}) => ({
    type: 0, id: ++id, childNodes: [{ type: 1, id: ++id, name: "html", publicId: "", systemId: "" }, el("html", { lang: "en" }, el("head", {}, ...head), el("body", attributes, ...body))],
  });
  return { el, svg, text, doc, nextId: () => ++id };
}
