// What the desk says of who is there and of what is hidden, and how its lists come and go.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { agent, liveDesk, other } from "./looks.mjs";
import { ben, everybody, me, openDialog, supervisor, waiting } from "./people.mjs";
import { buildAssets, launch, startSite, treeBuilder, waitFor } from "./support.mjs";

describe("who is at the desk, and what is hidden from it", () => {
  let assets, site, browser;
  before(async () => {
    assets = buildAssets();
    [site, browser] = await Promise.all([startSite(assets), launch()]);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    assets?.remove();
  });

  it("counts what is hidden as the page changes, and tells it apart from what is missing", async () => {
    const { el, doc } = treeBuilder();
    const [name, field] = [el("p", {}, "********"), el("input", { type: "text", value: "" })];
    const { context, page, desk } = await liveDesk(browser, site, { tree: doc([], [el("h1", {}, "Delivery details"), name, field]) });
    const summary = (text) => page.locator("#omitted summary").filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }).waitFor();
    await summary("1 private");
    desk.say("omitted", { items: [{ kind: "canvas", reason: "tainted", count: 2 }, { kind: "image", reason: "masked", count: 1 }] });
    await summary("2 private, 2 not shown");
    desk.play({ source: 5, id: field.id, text: "********", isChecked: false });
    await summary("3 private, 2 not shown");
    desk.play({ source: 0, texts: [{ id: name.childNodes[0].id, value: "Jamie" }], attributes: [], removes: [], adds: [] });
    await summary("2 private, 2 not shown");
    await context.close();
  });

  it("keeps the lists in the bar out of the way: by their keys, by Escape, and when something else is pressed", async () => {
    const { context, page, desk, viewer } = await liveDesk(browser, site);
    desk.say("people", everybody);
    const isOpen = () => page.locator("#people[open]").count();
    await page.locator("#people-count", { hasText: "5 people" }).waitFor();
    await page.keyboard.press("u");
    assert.equal(await isOpen(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await isOpen(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.parentElement?.id), "people");
    for (const elsewhere of [page.locator("#tool-pen"), viewer.locator("#room")]) {
      await page.keyboard.press("u");
      await page.locator("#people[open]").waitFor();
      await elsewhere.click({ position: { x: 5, y: 5 } });
      await waitFor(async () => (await isOpen()) === 0, "the list to close");
    }
    await openDialog({ page, desk }, "Ask a colleague in");
    assert.equal(await isOpen(), 0, "the dialog stands alone");
    await page.keyboard.press("Escape");
    await waitFor(() => page.evaluate(() => document.activeElement?.localName === "summary"), "the focus back on who is here");
    await context.close();
  });

  it("tells the page around who is there and who scrolls, once for each change", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.deskOrigin}/parent`);
    await page.evaluate((url) => {
      window.told = [];
      addEventListener("message", ({ data }) => data?.type === "desk_room" && window.told.push(data.payload));
      document.body.append(Object.assign(document.createElement("iframe"), { src: url }));
    }, site.deskUrl("a.e30.c"));
    const desk = await site.relay.next();
    desk.welcome({ consented: true });
    desk.say("joined");
    for (const people of [[me], [me], [me, ben, supervisor, waiting]]) desk.say("people", { people, invites: [] });
    desk.say("assist", { controller: other, queue: [] });
    desk.say("assist", { controller: { ...agent, grantId: "g-1" }, queue: [] });
    const others = [{ name: "Bo Lindqvist", watching: false }, { name: "Samira Lindqvist-Vandenberghe", watching: true }];
    await waitFor(() => page.evaluate(() => window.told.length >= 4), "the last word");
    assert.deepEqual(await page.evaluate(() => window.told), [
      { watching: false, others: [], control: null },
      { watching: false, others, control: null },
      { watching: false, others, control: { name: "Bo Lindqvist", mine: false } },
      { watching: false, others, control: { name: "Ada Okafor", mine: true } },
    ]);
    await context.close();
  });
});
