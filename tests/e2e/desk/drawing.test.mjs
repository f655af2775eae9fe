// The agent's half of drawing against a played relay: tool bar, anchors, the ring, pointers, other agents' strokes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { buildAssets, frames, launch, startSite, token, treeBuilder, waitFor } from "./support.mjs";

const ALL = { agentAnnotation: true, customerAnnotation: true, remoteAssist: false, assistConsent: true, stopConfirmation: false, proposals: false };

describe("drawing at the desk", { concurrency: false }, () => {
  let assets, site, browser;
  before(async () => {
    assets = buildAssets();
    site = await startSite(assets);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    assets?.remove();
  });

  /** A live desk with a small page: a heading, a button of 200 × 60 at 100, 200 and a link. */
  async function live(abilities = ALL, size = { width: 1280, height: 800 }) {
    const page = await browser.newPage({ viewport: size });
    await page.goto(site.deskUrl(token()));
    const peer = await site.relay.next();
    peer.welcome({ consented: true });
    peer.say("joined");
    peer.say("abilities", abilities);
    const { el, doc } = treeBuilder();
    const heading = el("h1", { style: "position:absolute;margin:0;left:20px;top:20px" }, "Checkout");
    const button = el("button", { style: "position:absolute;left:100px;top:200px;width:200px;height:60px;border:0;box-sizing:border-box" }, "Pay");
    const link = el("a", { href: "#", style: "position:absolute;left:100px;top:400px" }, "Help");
    peer.show(doc([], [heading, button, link]));
    const { viewer, replay } = await frames(page);
    await replay.locator("button").waitFor();
    // where a place of the customer's page is on the agent's screen
    const screen = async (x, y) => {
      const { left, top, scale } = await viewer.evaluate(() => {
        const { left, top } = document.getElementById("page").getBoundingClientRect();
        return { left, top, scale: document.getElementById("page").getBoundingClientRect().width / document.getElementById("page").offsetWidth };
      });
      const frame = await page.locator("#viewer iframe").boundingBox();
      return [frame.x + left + x * scale, frame.y + top + y * scale];
    };
    const drag = async (...places) => {
      for (const [at, [x, y]] of places.entries()) {
        await page.mouse.move(...(await screen(x, y)), { steps: at === 0 ? 1 : 4 });
        if (at === 0) await page.mouse.down();
      }
      await page.mouse.up();
    };
    const ops = () => peer.received.filter(({ type }) => type === "draw").flatMap(({ ops }) => ops);
    const strokes = (count) => viewer.waitForFunction((wanted) => document.querySelectorAll(".ink path").length === wanted, count);
    return { page, peer, viewer, replay, drag, screen, ops, strokes, ids: { heading: heading.id, button: button.id, link: link.id } };
  }

  test("a rectangle drawn on a button hangs on the button, in fractions of it, at any zoom", async () => {
    const { page, drag, ops, ids, strokes } = await live(ALL, { width: 800, height: 500 });
    await page.locator("#tool-rectangle").click();
    await drag([120, 215], [280, 245]);
    await waitFor(() => ops().some(({ op }) => op === "finish"), "the end");
    const [begin] = ops();
    assert.equal(begin.node, ids.button);
    const near = (point, x, y) => assert.ok(Math.abs(point[0] - x) < 0.02 && Math.abs(point[1] - y) < 0.04, `${point} is not ${x},${y}`);
    near(begin.points[0], 0.1, 0.25);
    near(ops().filter(({ op }) => op === "extend").at(-1).points.at(-1), 0.9, 0.75);
    await page.locator("#in").click();
    await page.locator("#in").click();
    await drag([120, 215], [280, 245]);
    await waitFor(() => ops().filter(({ op }) => op === "finish").length === 2, "the end of the second");
    const second = ops().filter(({ op }) => op === "begin")[1];
    near(second.points[0], 0.1, 0.25);
    assert.equal(second.node, ids.button);
    await strokes(2);
    await page.close();
  });

  test("letters choose tools, arrows and Space draw, Escape leads back to the tool bar", async () => {
    const { page, viewer, ops, strokes } = await live();
    await page.keyboard.press("p");
    assert.equal(await page.locator("#tool-pen").getAttribute("aria-pressed"), "true");
    await page.keyboard.press("c");
    await viewer.waitForFunction(() => document.hasFocus() && document.activeElement?.id === "layer");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Enter");
    await waitFor(() => ops().some(({ op }) => op === "finish"), "a stroke by key");
    await strokes(1);
    await page.keyboard.press("z");
    await strokes(0);
    await page.keyboard.press("y");
    await strokes(1);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.id === "tool-pen");
    assert.equal(await page.locator("#tool-pen").getAttribute("aria-pressed"), "false");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tool-vanishing");
    await page.keyboard.press("x");
    await strokes(0);
    // the desk hears of it on its own way
    await page.locator("#clear[aria-disabled=true]").waitFor();
    await page.close();
  });

  test("the ring snaps to elements, goes on by Tab, and is put and taken away by key", async () => {
    const { page, peer, viewer, screen, ids } = await live();
    await page.locator("#tool-point").click();
    await page.mouse.move(...(await screen(110, 205)));
    const ring = () => viewer.evaluate(() => {
      const found = document.querySelector(".ring");
      return found ? [found.offsetWidth, found.offsetHeight] : null;
    });
    await waitFor(async () => (await ring())?.[0] === 208, "a ring around the whole button");
    await page.mouse.down();
    await page.mouse.up();
    await peer.control("highlight");
    const highlights = () => peer.received.filter(({ type }) => type === "highlight").map(({ node }) => node);
    assert.deepEqual(highlights(), [ids.button]);
    await page.keyboard.press("h");
    await viewer.waitForFunction(() => document.activeElement?.id !== "layer");
    await page.keyboard.press("o");
    await viewer.waitForFunction(() => document.hasFocus() && document.activeElement?.id === "layer");
    // on from the button, where the hand still is, and round
    for (const id of [ids.link, ids.heading, ids.button]) {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await waitFor(() => highlights().at(-1) === id, `a ring on ${id}`);
    }
    await page.keyboard.press("Escape");
    await waitFor(() => highlights().at(-1) === null, "no ring");
    await page.close();
  });

  test("the agent's pointer is told with its place, at most 20 times a second, and that it is gone", async () => {
    const { page, peer, screen, ids } = await live();
    const start = Date.now();
    for (let at = 0; at < 60; at++) await page.mouse.move(...(await screen(110 + at * 3, 230)));
    await waitFor(() => peer.received.some(({ type, node }) => type === "pointer" && node === ids.button), "the pointer on the button");
    const pointers = peer.received.filter(({ type }) => type === "pointer");
    assert.ok(pointers.length <= 2 + (Date.now() - start) / 50, `${pointers.length} messages`);
    assert.ok(pointers.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    await page.mouse.move(5, 5);
    await waitFor(() => peer.received.some(({ type, gone }) => type === "pointer" && gone === true), "that it is gone");
    await page.close();
  });

  test("what others drew, point at and ring is shown with their names, and an empty drawing clears it all", async () => {
    const { page, peer, viewer, ids, strokes } = await live();
    const stroke = { by: "u-2", byName: "Sam", n: 1, tool: "pen", colour: "#15803d", node: ids.button, points: [[0, 0], [1, 1]], hidden: false };
    peer.say("drawing", { strokes: [stroke, { ...stroke, n: 2, hidden: true }] });
    await strokes(1);
    peer.say("draw", { by: "customer", byName: "Jamie", ops: [{ op: "begin", n: 1, tool: "pen", colour: "#1d6fe8", node: ids.link, points: [[0, 0]] }, { op: "extend", n: 1, points: [[1, 1]] }] });
    await strokes(2);
    peer.say("pointer", { userId: "u-2", userName: "Sam Lee", node: ids.button, x: 0.5, y: 0.5 });
    peer.say("highlight", { userId: "u-2", userName: "Sam Lee", node: ids.link });
    await viewer.waitForFunction(() => document.querySelector(".pointer b")?.textContent === "Sam Lee" && document.querySelector(".ring b")?.textContent === "Sam Lee");
    assert.equal(await viewer.evaluate(() => document.querySelector(".pointer").style.transform), "translate(200px, 230px)");
    // nobody erases another's
    await page.keyboard.press("x");
    await page.keyboard.press("e");
    assert.equal(await page.locator("#clear").getAttribute("aria-disabled"), "true");
    await strokes(2);
    peer.say("drawing", { strokes: [] });
    await strokes(0);
    await viewer.waitForFunction(() => !document.querySelector(".pointer, .ring"));
    await page.close();
  });

  test("without the page's permission there are no drawing tools, keys do nothing, and the desk says why", async () => {
    const { page, peer } = await live({ ...ALL, agentAnnotation: false });
    await page.getByText("This page does not allow drawing").waitFor();
    assert.equal(await page.locator("#draw-tools").isVisible(), false);
    await page.keyboard.press("p");
    await page.keyboard.press("Space");
    await page.mouse.move(640, 400);
    peer.say("abilities", ALL);
    await page.locator("#tool-pen").waitFor();
    assert.equal(await page.locator("#tool-pen").getAttribute("aria-pressed"), "false");
    assert.deepEqual(peer.received.filter(({ type }) => type !== "hello"), []);
    await page.close();
  });

  test("a new connection brings the drawing anew, and what the old one had is void", async () => {
    const { peer, page, ids, strokes, viewer } = await live();
    const stroke = { by: "u-2", byName: "Sam", n: 1, tool: "pen", colour: "#15803d", node: ids.button, points: [[0, 0], [1, 1]], hidden: false };
    peer.say("drawing", { strokes: [stroke] });
    peer.say("highlight", { userId: "u-2", userName: "Sam Lee", node: ids.link });
    await strokes(1);
    peer.close(1012);
    const again = await site.relay.next();
    again.welcome({ consented: true });
    again.say("joined");
    await strokes(0);
    await viewer.waitForFunction(() => !document.querySelector(".ring"));
    await page.close();
  });
});
