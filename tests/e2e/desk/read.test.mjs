// Reading the customer's page by keys and by screen reader: the copy is walked, nothing of it is used, and nothing goes over the wire (ADR 45).
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { buildAssets, frames, launch, startSite, token, treeBuilder, waitFor } from "./support.mjs";

/** A page with everything a reader could walk into. */
function shopPage() {
  const { el, doc, nextId } = treeBuilder();
  const parts = {
    link: el("a", { href: "#", id: "link" }, "Our shops"),
    name: el("input", { id: "name", type: "text", value: "Jamie" }),
    agree: el("input", { id: "agree", type: "checkbox" }),
    pay: el("button", { id: "pay", "aria-describedby": "note" }, "Pay now"),
    last: el("p", { id: "last" }, "The last words"),
  };
  const tree = doc([el("title", {}, "Checkout")], [
    el("nav", { "aria-label": "Main" }, parts.link),
    el("main", {},
      el("h1", { id: "title" }, "Checkout"),
      el("p", { id: "text", lang: "ar", dir: "rtl" }, "مرحبا"),
      el("img", { alt: "A red lorry", src: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=", width: "40", height: "30" }),
      el("label", { for: "name" }, "Full name"), parts.name,
      el("label", {}, parts.agree, "I agree"),
      el("label", {}, "Card number", el("input", { id: "card", type: "text", value: "********" })),
      el("label", { for: "id-that-was-masked" }, "National id"), el("input", { type: "text" }),
      el("p", { id: "masked" }, "********"),
      el("div", { role: "button", id: "odd", "aria-expanded": "false" }, "More"),
      el("h2", { id: "sub" }, "Delivery"),
      parts.pay, el("span", { id: "note" }, "You pay nothing today"),
      el("div", { role: "alert", id: "alert", "aria-live": "assertive" }, "Session expires in 5 seconds"),
      el("output", { id: "output" }, "12"),
      el("p", { "aria-hidden": "true" }, "Decoration"),
      el("div", { style: "height: 2000px" }), parts.last),
  ]);
  return { tree, parts, nextId };
}

describe("reading the customer's page", () => {
  let assets, site, browser, context, page, desk;
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
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    await page.goto(site.deskUrl(token()));
    desk = await site.relay.next();
    desk.welcome({ consented: true });
    desk.say("joined");
    desk.say("abilities", { agentAnnotation: true, customerAnnotation: true, remoteAssist: true, assistConsent: true, stopConfirmation: true, proposals: true });
  });
  afterEach(() => context.close());

  async function shown(made = shopPage()) {
    desk.show(made.tree);
    const { viewer, replay } = await frames(page);
    await replay.locator("#masked[aria-label]").waitFor();
    return { ...made, viewer, replay };
  }
  const at = (viewer) => viewer.evaluate(() => {
    const frame = document.querySelector(".replayer-wrapper iframe");
    return document.activeElement === frame ? frame.contentDocument.activeElement?.id || frame.contentDocument.activeElement?.localName : "";
  });
  const reads = (viewer, id) => waitFor(async () => (await at(viewer)) === id, `the focus on ${id}`, 5_000).catch(async (error) => assert.fail(`${error.message}, it is on ${await at(viewer)}`));
  const key = (name) => page.keyboard.press(name);
  async function begin(viewer) {
    await page.locator("#read").focus();
    await key("Enter");
    await reads(viewer, "link");
  }

  it("walks from piece to piece and leaves nothing anywhere: not on the wire, not in the copy", async () => {
    const { viewer, replay } = await shown();
    await begin(viewer);
    const before = [desk.received.length, await replay.locator("html").evaluate((html) => html.outerHTML.replace(/ tabindex="-1"/g, ""))];
    for (const id of ["title", "text", "img"]) {
      await key("ArrowDown");
      await reads(viewer, id);
    }
    for (const id of ["name", "agree", "card", "input", "odd", "pay"]) {
      await key("Tab");
      await reads(viewer, id);
      for (const pressed of ["x", "Enter", "Space", "Backspace", "Control+v"]) await key(pressed);
    }
    await page.keyboard.insertText("typed");
    for (const [pressed, id] of [["Shift+Tab", "odd"], ["h", "sub"], ["Shift+H", "title"], ["End", "last"], ["Home", "link"], ["Enter", "link"], ["ArrowUp", "link"]]) {
      await key(pressed);
      await reads(viewer, id);
    }
    assert.equal(desk.received.length, before[0]);
    assert.equal(await replay.locator("html").evaluate((html) => html.outerHTML.replace(/ tabindex="-1"/g, "")), before[1]);
    assert.deepEqual([await replay.locator("#name").inputValue(), await replay.locator("#agree").isChecked(), replay.url()], ["Jamie", false, "about:blank"]);
    await waitFor(async () => (await viewer.locator("#said").textContent()) === "The beginning of the page.", "the word on where it ends");
    await key("Escape");
    await waitFor(() => page.evaluate(() => document.activeElement?.id === "read"), "the focus back on the button");
    assert.equal(await page.locator("#read").getAttribute("aria-pressed"), "false");
    assert.equal(await viewer.locator(".read").count(), 0);
  });

  it("shows where it reads, scrolls the copy for it, and puts it back where the customer has it", async () => {
    const { viewer, replay } = await shown();
    await begin(viewer);
    await key("End");
    await reads(viewer, "last");
    const inView = () => replay.locator("#last").evaluate((one) => one.getBoundingClientRect().bottom <= one.ownerDocument.defaultView.innerHeight);
    assert.equal(await inView(), true);
    const [ring, read] = [await viewer.locator(".read").boundingBox(), await replay.locator("#last").boundingBox()];
    for (const side of ["x", "y", "width", "height"]) assert.ok(Math.abs(ring[side] - read[side]) < 12, side);
    await key("Escape");
    await waitFor(() => replay.locator("html").evaluate((html) => html.scrollTop === 0), "the customer's place");
  });

  it("keeps its place when the picture is taken anew, and takes the focus from nobody", async () => {
    const made = await shown();
    await begin(made.viewer);
    for (let turn = 0; turn < 6; turn++) await key("Tab");
    await reads(made.viewer, "pay");
    desk.show(made.tree);
    await waitFor(() => made.replay.locator("#pay:not([tabindex])").count().then((count) => count === 1 || at(made.viewer)), "the new picture");
    await reads(made.viewer, "pay");
    // what is read goes: the nearest that is left is read
    desk.play({ source: 0, texts: [], attributes: [], adds: [], removes: [{ parentId: 1, id: made.parts.pay.id }] });
    await made.replay.locator("#pay").waitFor({ state: "detached" });
    await waitFor(async () => (await at(made.viewer)) !== "body", "another place to read");
    // who works in the bar goes on there
    await page.locator("#out").focus();
    desk.show(made.tree);
    await made.replay.locator("#pay").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "out");
    // another page is read from its beginning
    await page.locator("#read").focus();
    await key("Enter");
    await key("Enter");
    await waitFor(() => at(made.viewer), "the focus in the copy");
    desk.show(shopPage().tree, { href: "https://shop.example/thanks" });
    await reads(made.viewer, "link");
  });

  it("and the tools do not get into each other's way", async () => {
    const { viewer } = await shown();
    await page.locator("#tool-pen").click();
    await page.locator("#read").focus();
    await key("Enter");
    await reads(viewer, "link");
    await page.locator('#tool-pen[aria-pressed="false"]').waitFor();
    await page.locator("#tool-rectangle").click();
    await page.locator('#read[aria-pressed="false"]').waitFor();
    await page.locator("#tool-none").click();
    await page.locator("#out").focus();
    await key("w");
    await reads(viewer, "link");
    const scale = await page.locator("#scale").textContent();
    await key("-");
    await waitFor(async () => (await page.locator("#scale").textContent()) !== scale, "the zoom, whose keys work while reading");
    await reads(viewer, "link");
  });

  it("has the page's own structure in the accessibility tree, quiet, and with words for what is hidden", async () => {
    const { replay } = await shown();
    const tree = await replay.locator("body").ariaSnapshot();
    for (const line of [
      '- navigation "Main":', '- link "Our shops":', "- main:", '- heading "Checkout" [level=1]', '- img "A red lorry"', '- textbox "Full name": Jamie', '- checkbox "I agree"',
      '- textbox "Card number, Hidden": "********"', '- textbox "National id, Hidden"', '- img "Hidden"', '- button "More"', '- heading "Delivery" [level=2]', '- button "Pay now"',
    ]) assert.ok(tree.includes(line), `${line} is not in\n${tree}`);
    assert.doesNotMatch(tree, /alert|Decoration/);
    const live = await replay.locator("body").evaluate((body) => [body.querySelector("#alert").getAttribute("aria-live"), body.querySelector("#alert").getAttribute("role"), body.querySelector("#output").getAttribute("aria-live")]);
    assert.deepEqual(live, ["off", "note", "off"]);
    const said = await replay.locator("#text").evaluate((text) => [text.lang, text.dir, text.ownerDocument.documentElement.lang]);
    assert.deepEqual(said, ["ar", "rtl", "en"]);
    const described = await replay.locator("#pay").evaluate((pay) => pay.ownerDocument.getElementById(pay.getAttribute("aria-describedby")).textContent);
    assert.equal(described, "You pay nothing today");
  });
});
