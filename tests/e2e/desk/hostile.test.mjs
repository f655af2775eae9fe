// A customer who is not a browser: sends the whole corpus to a real viewer. Nothing may run, nothing may be fetched that is not
// on the list, nothing may navigate, and the agent's token may be in no request but the one for the desk page.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { buildAssets, frames, launch, root, startSite, token, treeBuilder, waitFor } from "./support.mjs";

const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** A server that remembers who asked for what. */
async function witness() {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, referer: request.headers.referer ?? "", cookie: request.headers.cookie ?? "" });
    response.writeHead(200, { "content-type": "image/gif", "access-control-allow-origin": "*" });
    response.end(PIXEL);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { seen, origin: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}

async function corpus() {
  const { outputFiles } = await build({ entryPoints: [join(root, "static/src/viewer/sanitise/corpus.ts")], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

describe("a hostile customer", () => {
  let assets, site, browser, page, desk, canary, listed, hits, requests, secret, vectors;

  before(async () => {
    assets = buildAssets();
    browser = await launch();
    vectors = await corpus();
  });
  after(async () => {
    await browser?.close();
    assets?.remove();
  });
  beforeEach(async () => {
    [canary, listed] = [await witness(), await witness()];
    site = await startSite(assets, { siteAssets: listed.origin });
    await open();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await site.stop();
    canary.stop();
    listed.stop();
  });

  async function open() {
    const context = await browser.newContext();
    hits = [];
    requests = [];
    await context.exposeBinding("hit", (_, what) => void hits.push(what));
    context.on("request", (request) => requests.push(request));
    page = await context.newPage();
    secret = token();
    await page.goto(site.deskUrl(secret));
    desk = await site.relay.next();
    desk.welcome({ consented: true });
    desk.say("joined");
  }

  /** A vector as nodes, with its address pointing at `origin`. */
  const nodes = (list, nextId, origin = canary.origin) =>
    list.map(({ name, node }) => JSON.parse(JSON.stringify(vectors.serialise(node, nextId)).replaceAll("https://canary.test", `${origin}/${name.replace(/\W+/g, "-")}`)));

  /** Everything that must hold after an attack, once the viewer has shown `marker`, which was sent after it. */
  async function nothingHappened(marker) {
    const { replay, viewer } = await frames(page);
    await replay.locator(`#${marker}`).waitFor({ state: "attached" });
    await new Promise((resolve) => setTimeout(resolve, 400)); // what would run or load late gets its chance
    assert.deepEqual(hits, [], "no script ran");
    assert.deepEqual(canary.seen, [], "nothing off the list was fetched");
    assert.equal(page.context().pages().length, 1, "no window opened");
    assert.equal(new URL(page.url()).origin, site.deskOrigin);
    assert.equal(viewer.url(), `${site.viewerOrigin}/viewer?lang=en`);
    assert.equal(await viewer.locator("iframe").getAttribute("sandbox"), "allow-same-origin");
    const allowed = new Set([site.deskOrigin, site.viewerOrigin, listed.origin]);
    for (const request of requests) {
      const url = new URL(request.url());
      if (url.protocol !== "http:") continue;
      // The browser reports what the policy stopped, too; the canary above says that it did not arrive.
      if (!allowed.has(url.origin)) assert.equal(request.failure()?.errorText, "csp", `${url} is not on the list`);
      assert.ok(!request.url().includes(secret) || url.pathname.endsWith("/desk"), `${url.pathname} carries the token`);
    }
    for (const { url, referer } of [...site.requests, ...listed.seen, ...canary.seen]) {
      assert.ok(!referer.includes("access_token") && !referer.includes(secret), `${url} was told where the agent came from`);
      assert.ok(!url.includes("CANARYTOKEN") || url.startsWith("/sdkapi/zcb/frame-templates/desk?"), `${url} carries the token`);
    }
  }

  it("would be noticed: in a page of its own the same payload runs and fetches", async () => {
    const context = await browser.newContext();
    await context.exposeBinding("hit", (_, what) => void hits.push(what));
    const plain = await context.newPage();
    await plain.setContent(`<img src=x: onerror="hit('img')"><script src="${canary.origin}/s"></script><svg onload="hit('svg')"></svg><iframe srcdoc="<script>parent.hit('frame')</script>"></iframe>`);
    await waitFor(() => hits.length >= 3 && canary.seen.length >= 1, "the payload");
  });

  it("runs nothing from a snapshot", async () => {
    const { doc, el, nextId } = treeBuilder();
    const everything = nodes([...vectors.VECTORS, ...vectors.IMAGES], nextId);
    desk.show(doc(nodes(vectors.VECTORS.filter(({ node }) => /^(meta|link|base|style|script)$/i.test(node.tagName)), nextId), [...everything, el("i", { id: "marker" })]));
    await nothingHappened("marker");
  });

  it("runs nothing from added nodes and changed attributes", async () => {
    const { doc, el, nextId } = treeBuilder();
    const host = el("div", { id: "host" });
    desk.show(doc([], [host]));
    const change = (parts) => desk.play({ source: 0, adds: [], removes: [], texts: [], attributes: [], ...parts });
    for (const top of nodes([...vectors.VECTORS, ...vectors.IMAGES], nextId)) {
      const adds = [];
      const waiting = [{ node: top, parentId: host.id }];
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        adds.push({ parentId: one.parentId, nextId: null, node: { ...one.node, childNodes: [] } });
        for (const child of one.node.childNodes ?? []) waiting.push({ node: child, parentId: one.node.id });
      }
      change({ adds });
      const bare = { type: 2, id: nextId(), tagName: top.tagName, isSVG: top.isSVG, attributes: {}, childNodes: [] };
      change({ adds: [{ parentId: host.id, nextId: null, node: bare }] });
      change({ attributes: [{ id: bare.id, attributes: top.attributes }] });
    }
    change({ adds: [{ parentId: host.id, nextId: null, node: { type: 2, id: nextId(), tagName: "i", attributes: { id: "marker" }, childNodes: [] } }] });
    await nothingHappened("marker");
  });

  it("runs nothing from the other events", async () => {
    const { doc, el, svg, text, nextId } = treeBuilder();
    const [link, style, host, field, css] = [el("a", { href: canary.origin }, "x"), el("style", {}, "a{}"), el("div"), el("input", { type: "text" }), text("b{}")];
    style.childNodes.push(css);
    const frame = el("iframe");
    const canvas = el("canvas");
    const tree = doc([style], [link, host, field, frame, canvas, svg("svg")]);
    desk.show(tree);
    const bad = `${canary.origin}/x`;
    desk.raw(
      { type: 5, data: { tag: "x", payload: bad } }, { type: 6, data: { plugin: "rrweb/console", payload: bad } }, { type: 7, data: { url: bad } }, { type: 4, data: { href: bad, width: 800, height: 600 } },
      ...[
        { source: 2, type: 2, id: link.id, x: 1, y: 1 }, { source: 2, type: 4, id: link.id, x: 1, y: 1 }, { source: 2, type: 5, id: field.id },
        { source: 5, id: link.id, text: `javascript:hit('input')`, isChecked: true }, { source: 7, id: host.id, type: 0 },
        { source: 8, id: style.id, adds: [{ rule: `@import url(${bad})`, index: 0 }, { rule: `a { background: url(${bad}) }` }], replace: `@import url(${bad})`, replaceSync: `@import url(${bad})` },
        { source: 9, id: canvas.id, type: 0, commands: [{ property: "drawImage", args: [{ rr_type: "HTMLImageElement", src: bad }] }] },
        { source: 10, family: "x", fontSource: `url(${bad})`, buffer: false }, { source: 10, family: "y", fontSource: `${"[".repeat(9)}1`, buffer: true },
        { source: 13, id: style.id, index: [0], set: { property: "background", value: `url(${bad})` } },
        { source: 15, id: tree.id, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: `@import url(${bad})` }, { rule: `* { background: url(${bad}) }` }] }] },
        { source: 0, adds: [], removes: [], texts: [{ id: css.id, value: `@import url(${bad}); * { cursor: url(${bad}), auto }` }], attributes: [{ id: style.id, attributes: { _cssText: `@import url(${bad});` } }] },
        { source: 0, isAttachIframe: true, removes: [], texts: [], attributes: [], adds: [{ parentId: frame.id, nextId: null, node: { type: 0, id: nextId(), childNodes: [el("html", {}, el("head", {}, el("script", { src: bad })), el("body", { onload: "hit('frame')" }, el("img", { src: bad, onerror: "hit('frame')" })))] } }] },
        { source: 0, removes: [], texts: [], attributes: [], adds: [{ parentId: host.id, nextId: null, node: { type: 2, id: nextId(), tagName: "i", attributes: { id: "marker" }, childNodes: [] } }] },
      ].map((data) => ({ type: 3, data, timestamp: 1 })),
    );
    await nothingHappened("marker");
  });

  it("gets images from the list shown, without telling their host more than the viewer's origin", async () => {
    const { doc, el, nextId } = treeBuilder();
    const images = nodes(vectors.IMAGES, nextId, listed.origin);
    desk.show(doc([el("meta", { name: "referrer", content: "unsafe-url" })], [...images, el("img", { id: "marker", src: `${listed.origin}/shown.gif`, referrerpolicy: "unsafe-url" })]));
    const { replay } = await frames(page);
    await waitFor(() => replay.locator("#marker").evaluate((image) => image.naturalWidth === 1).catch(() => false), "the image");
    assert.ok(listed.seen.length > 0);
    // rrweb opens its document with `document.open()`, which in Chromium makes style forget the viewer's referrer policy: of a
    // background the listed host may learn the viewer's origin, never more.
    const told = new Set(listed.seen.map(({ referer }) => referer));
    told.delete("");
    assert.deepEqual([...told].filter((referer) => referer !== `${site.viewerOrigin}/`), []);
    assert.deepEqual(listed.seen.filter(({ cookie }) => cookie !== ""), []);
    await nothingHappened("marker");
  });

  it("cannot take the picture away by nesting 20,000 deep, by 100,000 nodes, or by names that hide the player's tools", async () => {
    const { doc, el } = treeBuilder();
    let deep = el("b");
    for (let level = 0; level < 20_000; level += 1) deep = el("div", {}, deep);
    const many = el("ul", {}, ...Array.from({ length: 100_000 }, () => el("li")));
    const clobber = el("form", { id: "createElement", name: "head" }, ...["appendChild", "childNodes", "parentNode", "nodeName", "setAttribute"].map((name) => el("input", { name, id: name })));
    const names = ["documentElement", "head", "getElementsByTagName", "createElement", "fonts"].map((name) => el("img", { name, id: name }));
    // The tree is too deep for JSON.stringify's recursion, so it is written level by level.
    const json = (node) => { let head = ""; let tail = ""; let one = node; while (one.childNodes.length === 1) { const { childNodes, ...own } = one; head += `${JSON.stringify(own).slice(0, -1)},"childNodes":[`; tail += "]}"; one = childNodes[0]; } return head + JSON.stringify(one) + tail; };
    const tree = doc([], [el("i", { id: "marker" }), clobber, ...names, el("div", { id: "deep" }), many]);
    const text = JSON.stringify([{ type: 4, data: { href: "https://x.test/", width: 800, height: 600 } }, { type: 2, data: { node: tree, initialOffset: {} } }]).replace(/("id":"deep"\},"childNodes":\[)/, (start) => start + json(deep));
    desk.socket.send(Buffer.concat([Buffer.from("S"), Buffer.from([1 | 2 | 4]), (await import("node:zlib")).deflateRawSync(text)]));
    await nothingHappened("marker");
    const { replay } = await frames(page);
    assert.match(await replay.locator("[data-cobroker-removed]").first().getAttribute("data-cobroker-removed"), /too large/);
    await page.getByText("Some parts of this page are too large to show").waitFor();
    assert.equal(await page.locator("body").getAttribute("data-phase"), "live");
  });
});
