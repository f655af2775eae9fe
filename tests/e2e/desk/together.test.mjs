// Several people at one desk, and what of the page is hidden: how it looks, how it is reached, and what the desk says of it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { agent, liveDesk, looksWell, other } from "./looks.mjs";
import { buildAssets, launch, startSite, treeBuilder, waitFor } from "./support.mjs";

const ben = { userId: "u-2", userName: "Bo Lindqvist", stage: "in" };
const me = { ...agent, stage: "in" };
const supervisor = { userId: "u-3", userName: "Samira Lindqvist-Vandenberghe", mode: "watching", stage: "in" };
const waiting = { userId: "u-4", userName: "Cleo Ndiaye", stage: "asking" };
const invite = { inviteId: "i-1", byName: "Ada Okafor", toName: "Dana Whitfield", handOver: false, state: "open", seconds: 500 };

const everybody = { people: [me, ben, supervisor, waiting], invites: [invite] };

async function openPeople({ page, desk }) {
  desk.say("people", everybody);
  await page.locator("#people-count", { hasText: "5 people" }).waitFor();
  await page.locator("#people summary").click();
  await page.getByText("Asked in by Ada Okafor").waitFor();
}

/** The dialog, with colleagues found. */
async function openDialog({ page, desk }, button) {
  await openPeople({ page, desk });
  await page.getByRole("button", { name: button, exact: true }).click();
  const { n } = await desk.control("colleagues");
  desk.say("colleagues", { n, people: [{ id: "c-1", name: "Dana Whitfield" }, { id: "c-2", name: "Emre Yıldız" }] });
  await page.getByRole("radio", { name: "Emre Yıldız" }).waitFor();
}

/** This agent only watches. */
const WATCHING = { mode: "watching" };
const watchers = (stage) => ({ people: [{ ...agent, mode: "watching", stage }, ben], invites: [] });

/** How the desk gets into each state. */
const STATES = {
  "who is here": { reach: openPeople },
  "asking a colleague in": { reach: (seen) => openDialog(seen, "Ask a colleague in") },
  "handing over without a note": {
    reach: async (seen) => {
      await openDialog(seen, "Hand over");
      await seen.page.getByRole("radio", { name: "Dana Whitfield" }).check();
      await seen.page.locator("#invite-send").click();
      await seen.page.getByText("Write what they have to know.").waitFor();
    },
  },
  watching: {
    welcome: WATCHING,
    reach: async ({ page, desk }) => {
      desk.say("people", watchers("in"));
      await page.locator("#people summary").click();
      await page.getByRole("button", { name: "Ask to help" }).waitFor();
      assert.equal(await page.locator("#draw-tools").isVisible(), false);
    },
  },
  "asked to help": {
    welcome: WATCHING,
    reach: async ({ page, desk }) => {
      desk.say("people", watchers("in"));
      desk.say("people", watchers("asks_to_help"));
      await page.locator("#tool-note", { hasText: "The customer is asked whether you may help." }).waitFor();
    },
  },
  "not let help": {
    welcome: WATCHING,
    reach: async ({ page, desk }) => {
      desk.say("refused", { what: "barge_in", reason: "denied" });
      await page.locator("#tool-note", { hasText: "The customer said no: you go on watching." }).waitFor();
    },
  },
  "taken over with a note": {
    welcome: { invited: { by: "Bo Lindqvist", text: "She asks about the roof; the price comes next.", handOver: true } },
    reach: ({ page }) => page.locator("#brief", { hasText: "about the roof" }).waitFor(),
  },
  "connection lost": {
    isStill: false,
    reach: async ({ page }, site) => {
      site.relay.refusing = true;
      for (const client of site.relay.peers()) client.terminate();
      await page.getByRole("heading", { name: "Reconnecting…" }).waitFor();
    },
  },
  "much of it hidden": {
    tree: masked(),
    reach: async ({ page }) => {
      await page.locator("#omitted", { hasText: "6 private" }).waitFor();
      await page.keyboard.press("m");
      await page.getByText("4 texts: private").waitFor();
    },
  },
};

/** A page as the customer's masks leave it; what is not displayed does not count. */
function masked() {
  const { el, doc } = treeBuilder();
  const text = (...more) => el("p", ...more);
  return doc([el("title", {}, "********")], [
    el("h1", {}, "Delivery details"),
    text({}, "********"),
    text({}, "Dear ", el("b", {}, "********"), ", your number is"),
    text({ style: "display: none" }, "********"),
    el("ul", {}, el("li", {}, "********"), el("li", {}, "open"), el("li", {}, "  ********\n")),
    el("input", { type: "text", value: "********" }),
    el("input", { type: "text", value: "" }),
    el("input", { type: "hidden", value: "********" }),
    el("textarea", { value: "********" }),
  ]);
}

describe("several people at one desk", () => {
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

  for (const [name, { reach, welcome, tree, isStill }] of Object.entries(STATES)) {
    it(`is accessible and within reach: ${name}`, async () => {
      const seen = await liveDesk(browser, site, { welcome, tree });
      await reach(seen, site);
      await looksWell(seen, name, { parts: ["desk"], isStill });
      await seen.context.close();
      site.relay.refusing = false;
    });
  }

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
