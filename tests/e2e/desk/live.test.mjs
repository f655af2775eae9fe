import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, it } from "node:test";
import { buildAssets, frames, launch, startSite, token, treeBuilder, waitFor } from "./support.mjs";

describe("the customer's page on the desk", () => {
  let assets, site, browser, context, page, desk;

  before(async () => {
    assets = buildAssets();
    for (const line of assets.sizes) console.log(line);
    site = await startSite(assets);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    assets?.remove();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    await page.goto(site.deskUrl(token()));
    desk = await site.relay.next();
  });
  afterEach(() => context.close());

  function letIn(peer = desk) {
    peer.welcome({ consented: true });
    peer.say("joined");
  }

  function form() {
    const { el, doc, nextId } = treeBuilder();
    const heading = el("h1", { id: "heading" }, "Checkout");
    const name = el("input", { id: "name", type: "text", value: "" });
    const agree = el("input", { id: "agree", type: "checkbox" });
    const long = el("div", { id: "long", style: "height: 4000px" }, "long");
    const box = el("div", { id: "box", style: "height: 100px; overflow: auto" }, el("div", { style: "height: 900px" }, "inner"));
    const tree = doc([el("style", {}, "html { scroll-behavior: smooth } h1 { color: rgb(1, 2, 3) }")], [heading, name, agree, box, long]);
    return { tree, heading, name, agree, box, long, nextId };
  }

  it("shows a picture that came in deflated chunks, styled, in a frame without scripts", async () => {
    letIn();
    const { el, doc } = treeBuilder();
    const rows = Array.from({ length: 3000 }, (_, row) => el("p", { class: `row-${row}` }, `Row ${Math.sin(row)}`));
    desk.show(doc([el("style", {}, ".row-7 { color: rgb(1, 2, 3) }")], rows), { chunk: 10_000 });
    const { viewer, replay } = await frames(page);
    await replay.locator(".row-2999").waitFor({ state: "attached" });
    assert.equal(await replay.locator(".row-7").evaluate((row) => getComputedStyle(row).color), "rgb(1, 2, 3)");
    assert.equal(await viewer.locator("iframe").getAttribute("sandbox"), "allow-same-origin");
    assert.equal(await page.locator("#page").textContent(), "shop.example/checkout");
  });

  it("follows text, input, scrolling, added and removed nodes, and the size of the window", async () => {
    letIn();
    const { tree, heading, name, agree, box, nextId } = form();
    desk.show(tree);
    const { viewer, replay } = await frames(page);
    await replay.locator("#heading").waitFor();

    desk.play({ source: 0, texts: [{ id: heading.childNodes[0].id, value: "Payment" }], attributes: [{ id: heading.id, attributes: { class: "hot", style: { color: "rgb(9, 8, 7)" } } }], removes: [], adds: [] });
    await waitFor(async () => (await replay.locator("#heading.hot").textContent()) === "Payment", "the changed text");
    assert.equal(await replay.locator("#heading").evaluate((node) => getComputedStyle(node).color), "rgb(9, 8, 7)");

    desk.play({ source: 5, id: name.id, text: "Jamie", isChecked: false }, { source: 5, id: agree.id, text: "on", isChecked: true });
    await waitFor(async () => (await replay.locator("#name").inputValue()) === "Jamie", "the typed text");
    assert.equal(await replay.locator("#agree").isChecked(), true);

    desk.play({ source: 3, id: tree.id, x: 0, y: 900 }, { source: 3, id: box.id, x: 0, y: 222 });
    await waitFor(() => replay.evaluate(() => scrollY === 900), "the scrolled page");
    assert.equal(await replay.locator("#box").evaluate((node) => node.scrollTop), 222);

    const added = nextId();
    desk.play({ source: 0, texts: [], attributes: [], removes: [{ parentId: heading.id, id: heading.childNodes[0].id }], adds: [
      { parentId: heading.id, nextId: null, node: { type: 2, id: added, tagName: "em", attributes: { id: "added" }, childNodes: [] } },
      { parentId: added, nextId: null, node: { type: 3, id: nextId(), textContent: "Done" } },
    ] });
    await waitFor(async () => (await replay.locator("#heading > #added").textContent().catch(() => "")) === "Done", "the added node");
    assert.equal(await replay.locator("#heading").textContent(), "Done");

    desk.play({ source: 4, width: 500, height: 640 });
    await waitFor(() => replay.evaluate(() => innerWidth === 500 && innerHeight === 640), "the new size");
    assert.equal(await viewer.locator("#page").evaluate((node) => node.style.width), "500px");
  });

  it("shows the customer's pointer where it is, scaled with the page", async () => {
    letIn();
    const { tree, heading } = form();
    desk.show(tree);
    const { viewer, replay } = await frames(page);
    await replay.locator("#heading").waitFor();
    const pointer = viewer.locator(".replayer-mouse");
    assert.equal(await pointer.isVisible(), false, "no pointer before it moved");
    desk.ephemeral({ source: 1, positions: [{ x: 10, y: 10, id: heading.id, timeOffset: -90 }, { x: 321, y: 123, id: heading.id, timeOffset: 0 }] });
    await pointer.waitFor();
    await waitFor(() => pointer.evaluate((node) => node.style.left === "321px" && node.style.top === "123px"), "the pointer");
  });

  it("zooms by buttons and keys from 25 to 400 %, also when the viewer has the focus", async () => {
    letIn();
    desk.show(form().tree, { width: 2000, height: 1000 });
    const { viewer } = await frames(page);
    const scale = () => page.locator("#scale").textContent();
    await waitFor(async () => (await scale()) === "63 %", "the fitted scale");
    await page.getByRole("button", { name: "Zoom in" }).click();
    await waitFor(async () => (await scale()) === "67 %", "one step in");
    assert.equal(await page.locator("#fit").getAttribute("aria-pressed"), "false");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await waitFor(async () => (await scale()) === "33 %", "out by key");
    await viewer.locator("#room").focus();
    for (let step = 0; step < 20; step += 1) await page.keyboard.press("+");
    await waitFor(async () => (await scale()) === "400 %", "all the way in");
    await page.keyboard.press("0");
    await waitFor(async () => (await scale()) === "63 %", "fitted again");
  });

  it("stays up to date while the agent looks at another tab, where no animation frame ever comes", async () => {
    await context.addInitScript(() => {
      window.requestAnimationFrame = () => 0;
      Object.defineProperty(Document.prototype, "hidden", { get: () => true });
    });
    await page.goto(site.deskUrl(token()));
    desk = await site.relay.next();
    letIn();
    const { tree, heading } = form();
    desk.show(tree);
    for (let count = 0; count <= 300; count += 1) {
      desk.play({ source: 0, texts: [{ id: heading.childNodes[0].id, value: `Count ${count}` }], attributes: [], removes: [], adds: [] });
      desk.ephemeral({ source: 1, positions: [{ x: count, y: 5, id: heading.id, timeOffset: 0 }] });
    }
    const { replay } = await frames(page);
    await waitFor(async () => (await replay.locator("#heading").textContent().catch(() => "")) === "Count 300", "the last text");
  });

  it("replaces the picture when a new snapshot comes, and keeps following", async () => {
    letIn();
    const first = form();
    desk.show(first.tree);
    const { replay } = await frames(page);
    await replay.locator("#heading").waitFor();
    const { el, doc } = treeBuilder();
    const title = el("h2", { id: "second" }, "Page two");
    desk.show(doc([], [title]));
    await replay.locator("#second").waitFor();
    assert.equal(await replay.locator("#heading").count(), 0);
    desk.play({ source: 0, texts: [{ id: title.childNodes[0].id, value: "Still live" }], attributes: [], removes: [], adds: [] });
    await waitFor(async () => (await replay.locator("#second").textContent()) === "Still live", "a change after the second picture");
  });

  it("reconnects for a stored picture when frames make no sense, at most once in two seconds", async () => {
    letIn();
    const { tree } = form();
    desk.show(tree);
    const { replay } = await frames(page);
    await replay.locator("#heading").waitFor();
    const broken = Buffer.concat([Buffer.from("I"), Buffer.from([0]), Buffer.from("{nonsense")]);
    const started = Date.now();
    desk.socket.send(broken);
    const second = await site.relay.next();
    letIn(second);
    second.show(form().tree);
    second.socket.send(broken);
    second.socket.send(broken);
    const third = await site.relay.next();
    assert.ok(Date.now() - started >= 2000, "the second reconnect waited");
    letIn(third);
    const { el, doc } = treeBuilder();
    third.show(doc([], [el("p", { id: "fresh" }, "Fresh")]));
    await replay.locator("#fresh").waitFor();
    assert.equal(await page.locator("body").getAttribute("data-phase"), "live");
  });

  it("shows nothing and lets nobody wait when its replay frame is not inert", async () => {
    const unsafe = await startSite(assets, { viewerScript: (script) => {
      const changed = script.replaceAll(`"sandbox","allow-same-origin")`, `"sandbox","allow-same-origin allow-scripts")`);
      assert.notEqual(changed, script, "the bundle has the attribute to change");
      return changed;
    } });
    try {
      await page.goto(unsafe.deskUrl(token()));
      const peer = await unsafe.relay.next();
      letIn(peer);
      peer.show(form().tree);
      await page.getByRole("heading", { name: "The customer’s page cannot be shown" }).waitFor();
      assert.equal(await page.locator("#viewer iframe").count(), 0);
    } finally {
      await unsafe.stop();
    }
  });
});
