// A customer who is no browser: whatever it sends runs nothing in the agent's browser, and its connection has limits.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import WebSocket from "ws";
import { treeBuilder } from "../desk/support.mjs";
import { launch, parting, person, picture, root, signIn, startDemo, typePin, until } from "./support.mjs";

const CHUNK = 200 * 1024;
/** What the policies and the sandbox refuse is noted in the console; the canary and the bindings say that it did not happen. */
const REFUSED = [/Content Security Policy/, /Failed to load resource/, /sandboxed/, /Not allowed to load local resource/, /Refused to/, /net::ERR/];

let demo, browser, agent, canary, vectors, hits, requests, dialogs;
before(async () => {
  demo = await startDemo();
  browser = await launch();
  const { outputFiles } = await build({ entryPoints: [join(root, "static/src/viewer/sanitise/corpus.ts")], bundle: true, format: "esm", write: false });
  vectors = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
beforeEach(async () => {
  canary = await witness();
  agent = await person(browser);
  [hits, requests, dialogs] = [[], [], []];
  await agent.context.exposeBinding("hit", (_, what) => void hits.push(what));
  agent.context.on("request", (request) => requests.push(request));
  agent.page.on("dialog", (dialog) => (dialogs.push(dialog.message()), dialog.dismiss()));
});
afterEach(async () => {
  // also where the agent's page complained: a server left open would keep the process alive
  canary.stop();
  await parting([agent], REFUSED);
});

/** A server that remembers who asked for what. */
async function witness() {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, referer: request.headers.referer ?? "" });
    response.writeHead(200, { "content-type": "image/svg+xml", "access-control-allow-origin": "*" }).end("<svg xmlns='http://www.w3.org/2000/svg'/>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { seen, origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/** A customer's socket that speaks the wire protocol by hand; `silent` says nothing after the connection stands. */
async function rawCustomer({ silent = false } = {}) {
  const { json } = await demo.api("/api/customer/start", { method: "POST", body: {}, headers: { origin: demo.baseUrl } });
  const socket = new WebSocket(`${demo.baseUrl.replace("http", "ws")}/sdkapi/zcb/socket/customer`, "cobroker.v1", { headers: { origin: demo.baseUrl } });
  const heard = [];
  const closed = once(socket, "close").then(([code]) => code);
  socket.on("error", () => undefined);
  socket.on("message", (bytes) => heard.push(JSON.parse(bytes.subarray(1).toString())));
  await once(socket, "open");
  const say = (type, fields = {}) => socket.send(Buffer.from(`C${JSON.stringify({ type, ...fields })}`));
  const hears = (type) => until(() => heard.find((message) => message.type === type), `"${type}" from the relay`);
  const one = { sessionId: json.sessionId, token: json.token, socket, closed, say, hears };
  if (silent) return one;
  say("hello", { version: 1, sdkKey: demo.sdkKey, page: { url: `${demo.baseUrl}/customer` }, start: { token: json.token } });
  one.pin = (await hears("welcome")).pincode ?? (await hears("pincode_updated")).pincode;
  return one;
}

/** A hostile customer whom an agent looks at; gives what sends snapshots and increments. */
async function watched() {
  const customer = await rawCustomer();
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, customer.pin);
  const { admissionId } = await customer.hears("consent_request");
  customer.say("consent", { admissionId, allow: true });
  await customer.hears("record");
  const show = (tree) => snapshot(customer.socket, JSON.stringify([{ type: 4, data: { href: "https://x.test/", width: 800, height: 600 }, timestamp: 1 }, { type: 2, data: { node: tree, initialOffset: { left: 0, top: 0 } }, timestamp: 1 }]));
  const play = (events) => {
    const payload = JSON.stringify(events.map((data) => ({ type: 3, data, timestamp: 1 })));
    customer.socket.send(Buffer.concat([Buffer.from("I"), Buffer.from([4]), deflateRawSync(payload)]));
  };
  return { ...customer, show, play };
}

function snapshot(socket, text) {
  const payload = deflateRawSync(text);
  for (let at = 0; at < payload.length; at += CHUNK) {
    const flags = 4 | (at === 0 ? 1 : 0) | (at + CHUNK >= payload.length ? 2 : 0);
    socket.send(Buffer.concat([Buffer.from("S"), Buffer.from([flags]), payload.subarray(at, at + CHUNK)]));
  }
}

/** A vector as nodes, with its address pointing at the canary. */
const nodes = (list, nextId) => list.map(({ name, node }) => JSON.parse(JSON.stringify(vectors.serialise(node, nextId)).replaceAll("https://canary.test", `${canary.origin}/${name.replace(/\W+/g, "-")}`)));

/** Everything that must hold once the viewer has shown `marker`, which was sent behind the attack. */
async function nothingHappened(marker = "marker") {
  await picture(agent.page).locator(`#${marker}`).waitFor({ state: "attached" });
  // what would load or run late gets its chance: a round trip of every frame, after two paints
  await agent.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 300)))));
  assert.deepEqual(hits, [], "a script ran");
  assert.deepEqual(dialogs, [], "a dialog opened");
  assert.deepEqual(canary.seen, [], "something off the list was fetched");
  assert.equal(agent.context.pages().length, 1, "a window opened");
  assert.equal(agent.page.url(), `${demo.baseUrl}/agent`);
  const frames = agent.page.frames().map((frame) => new URL(frame.url(), "about:blank"));
  const allowed = new Set([demo.baseUrl, demo.viewerOrigin]);
  for (const frame of frames) assert.ok(allowed.has(frame.origin) || frame.protocol === "about:", `a frame went to ${frame}`);
  // our own desk is opened with a ticket that is good once; the token that it stands for is in no address at all
  const ticket = requests.map((request) => new URL(request.url()).searchParams.get("ticket")).find(Boolean);
  assert.ok(ticket, "the desk was opened with a ticket");
  for (const request of requests) {
    const url = new URL(request.url());
    const headers = await request.allHeaders().catch(() => request.headers());
    assert.ok(!/access_token|ticket=/.test(headers.referer ?? ""), `${url.pathname} was told where the agent came from`);
    assert.ok(!url.searchParams.has("access_token"), `${url.pathname} carries a token`);
    assert.ok(!request.url().includes(ticket) || (url.origin === demo.baseUrl && url.pathname === "/sdkapi/zcb/frame-templates/desk"), `${url.pathname} carries the ticket`);
    // The browser reports what a policy stopped, too; the canary says that it did not arrive.
    if (/^https?:/.test(url.protocol) && !allowed.has(url.origin)) assert.ok(request.failure(), `${url} is not on the list`);
  }
}

test("a snapshot of scripts, handlers, frames, redirects and addresses runs nothing and fetches nothing", async () => {
  const { doc, el, nextId } = treeBuilder();
  const hostile = await watched();
  const all = [...vectors.VECTORS, ...vectors.IMAGES];
  const heads = vectors.VECTORS.filter(({ node }) => /^(meta|link|base|style|script)$/i.test(node.tagName));
  hostile.show(doc([...nodes(heads, nextId), el("meta", { "http-equiv": "refresh", content: `0;url=${canary.origin}` }), el("meta", { name: "referrer", content: "unsafe-url" }), el("base", { href: canary.origin })],
    [...nodes(all, nextId), el("img", { src: `${canary.origin}/pixel`, referrerpolicy: "unsafe-url" }), el("i", { id: "marker" })]));
  await nothingHappened();
  hostile.say("end");
  assert.equal(await hostile.closed, 4410);
});

test("the same as added nodes and changed attributes runs nothing either", async () => {
  const { doc, el, nextId } = treeBuilder();
  const hostile = await watched();
  const host = el("div", { id: "host" });
  hostile.show(doc([], [host]));
  const change = (parts) => ({ source: 0, adds: [], removes: [], texts: [], attributes: [], ...parts });
  const events = [];
  for (const top of nodes([...vectors.VECTORS, ...vectors.IMAGES], nextId)) {
    const adds = [];
    const waiting = [{ node: top, parentId: host.id }];
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      adds.push({ parentId: one.parentId, nextId: null, node: { ...one.node, childNodes: [] } });
      for (const child of one.node.childNodes ?? []) waiting.push({ node: child, parentId: one.node.id });
    }
    const bare = { type: 2, id: nextId(), tagName: top.tagName, isSVG: top.isSVG, attributes: {}, childNodes: [] };
    events.push(change({ adds }), change({ adds: [{ parentId: host.id, nextId: null, node: bare }] }), change({ attributes: [{ id: bare.id, attributes: top.attributes }] }));
  }
  for (let at = 0; at < events.length; at += 100) hostile.play(events.slice(at, at + 100));
  hostile.play([change({ adds: [{ parentId: host.id, nextId: null, node: { type: 2, id: nextId(), tagName: "i", attributes: { id: "marker" }, childNodes: [] } }] })]);
  await nothingHappened();
  hostile.say("end");
  assert.equal(await hostile.closed, 4410);
});

test("a page nested 20,000 deep is cut, and the rest is shown", async () => {
  const { doc, el } = treeBuilder();
  const hostile = await watched();
  const [open, shut] = ['{"type":2,"id":ID,"tagName":"div","attributes":{},"childNodes":[', "]}"];
  const deep = Array.from({ length: 20_000 }, (_, level) => open.replace("ID", String(1_000_000 + level))).join("") + shut.repeat(20_000);
  const tree = JSON.stringify(doc([], [el("i", { id: "marker" }), el("div", { id: "deep" }, "PLACE")])).replace(/\{[^{}]*"PLACE"\}/, () => deep);
  snapshot(hostile.socket, `[{"type":4,"data":{"href":"https://x.test/","width":800,"height":600},"timestamp":1},{"type":2,"data":{"node":${tree},"initialOffset":{"left":0,"top":0}},"timestamp":1}]`);
  await nothingHappened();
  await agent.page.locator('[data-slot="state"]', { hasText: /^Live$/ }).waitFor();
  hostile.say("end");
  assert.equal(await hostile.closed, 4410);
});

test("a customer that is too big, too fast, talks text, or says nothing is closed with the code that says so", async () => {
  const tooBig = await rawCustomer();
  tooBig.socket.send(Buffer.alloc(300 * 1024, "I"));
  assert.equal(await tooBig.closed, 1009);

  const tooFast = await rawCustomer();
  // all at once: what is still under way when the relay closes must not drown its code in a reset
  for (let message = 0; message < 1_000; message += 1) tooFast.say("away", { hidden: message % 2 === 0 });
  assert.equal(await tooFast.closed, 4429);

  const text = await rawCustomer();
  text.socket.send('C{"type":"end"}');
  assert.equal(await text.closed, 1008);

  const unknown = await rawCustomer();
  unknown.say("take_over");
  assert.equal(await unknown.closed, 1008);

  const silent = await rawCustomer({ silent: true });
  assert.equal(await silent.closed, 4408);
});

test("a socket from another website, or with another customer's token, is not let in", async () => {
  const elsewhere = new WebSocket(`${demo.baseUrl.replace("http", "ws")}/sdkapi/zcb/socket/customer`, "cobroker.v1", { headers: { origin: canary.origin } });
  const [error] = await once(elsewhere, "error");
  assert.match(error.message, /403/);
  const forged = await rawCustomer({ silent: true });
  forged.say("hello", { version: 1, sdkKey: demo.sdkKey, page: { url: demo.baseUrl }, start: { token: `${forged.token.slice(0, -4)}AAAA` } });
  assert.equal(await forged.closed, 4401);
});
