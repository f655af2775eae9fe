// The desk at work, in every state with tools in hand, questions open or somebody reading: light, dark, mirrored and at 200 %, nothing
// axe objects to in the desk or around the copy in the viewer, nothing out of reach, nothing that moves where less motion is asked for.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { axeFaults } from "../pages-mock/browser.mjs";
import { buildAssets, frames, launch, results, startSite, token, treeBuilder, waitFor } from "./support.mjs";

const ABLE = { agentAnnotation: true, customerAnnotation: true, remoteAssist: true, assistConsent: true, stopConfirmation: true, proposals: true };
const agent = { userId: "u-1", userName: "Ada Okafor" };
const other = { userId: "u-2", userName: "Bo Lindqvist" };

/** How the live desk gets into each state. */
const STATES = {
  live: async () => {},
  drawing: (page) => page.locator("#tool-pen").click(),
  reading: async (page) => {
    await page.locator("#read").focus();
    await page.keyboard.press("Enter");
    await (await frames(page)).viewer.locator(".read").waitFor();
  },
  scrolling: async (page, desk) => {
    await page.locator("#assist").click();
    desk.say("assist", { controller: { ...agent, grantId: "g-1" }, queue: [other] });
    await page.locator("#assist-stop").waitFor();
  },
  picking: async (page) => {
    await page.locator("#propose").click();
    await page.locator("#propose-strip").waitFor();
  },
  proposing: async (page) => {
    await page.locator("#propose").click();
    await (await frames(page)).viewer.locator("#room.picking").waitFor();
    for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
    await page.locator("#propose-form").waitFor();
  },
  "customer away": async (page, desk) => {
    desk.say("away", { hidden: true });
    await page.locator("#away").waitFor();
  },
  "parts not shown": async (page, desk) => {
    desk.say("omitted", { items: [{ kind: "canvas", reason: "tainted", count: 2 }, { kind: "image", reason: "masked", count: 1 }] });
    await page.locator("#omitted summary").click();
  },
  "about to end": (page) => page.locator("#end").click(),
};

const SHAPES = {
  light: {},
  dark: { colorScheme: "dark" },
  mirrored: { dir: "rtl" },
  "at 200 %": { width: 640, height: 400 },
  "at 400 %": { width: 320, height: 400, colorScheme: "dark" },
};

function shop() {
  const { el, doc } = treeBuilder();
  return doc([], [el("main", {}, el("h1", {}, "Delivery details"), el("label", {}, "Street", el("input", { value: "14 Harbour Lane" })), el("button", {}, "Place order"))]);
}

describe("the look of the desk at work", () => {
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

  for (const [name, reach] of Object.entries(STATES)) {
    it(`is accessible and within reach: ${name}`, async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(site.deskUrl(token()));
      const desk = await site.relay.next();
      desk.welcome({ consented: true, agents: [agent, other] });
      desk.say("joined");
      desk.say("abilities", ABLE);
      desk.show(shop());
      const { viewer, replay } = await frames(page);
      await replay.getByText("Delivery details").waitFor();
      await page.locator("#tools:not([hidden])").waitFor();
      await reach(page, desk);
      const faults = [];
      for (const [shape, { width = 1280, height = 720, colorScheme = "light", dir = "ltr" }] of Object.entries(SHAPES)) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.evaluate((way) => (document.documentElement.dir = way), dir);
        if (process.env.PAGE_SHOTS) await page.screenshot({ path: join(results, `look-${name.replace(/\W+/g, "-")}-${shape.replace(/\W+/g, "-")}.png`) });
        const looked = shape === "light" || shape === "dark" ? [["desk", page], ["viewer", viewer]] : [];
        for (const [part, where] of looked) faults.push(...(await axeFaults(where)).map((fault) => `${shape}, ${part}: ${fault}`));
        faults.push(...(await page.evaluate(outOfReach)).map((what) => `${shape}: ${what}`));
      }
      assert.deepEqual(faults, []);
      const moving = () => [document, ...Array.from(document.querySelectorAll("*"), (one) => one.shadowRoot).filter(Boolean)].flatMap((one) => one.getAnimations().map(({ effect }) => effect.target.outerHTML.slice(0, 80)));
      assert.deepEqual([...(await page.evaluate(moving)), ...(await viewer.evaluate(moving))], []);
      await context.close();
    });
  }
});

/** In the page: what of it is wider than the window, and the buttons that neither can be seen nor scrolled to. */
function outOfReach() {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth - innerWidth} px too wide`);
  const open = document.querySelector("dialog[open]") ?? document;
  for (const button of open.querySelectorAll("button")) {
    if (!button.checkVisibility({ visibilityProperty: true })) continue;
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    // what was opened over others closes when the focus leaves it
    if (at?.closest("details[open]")) continue;
    if (!at || !(button.contains(at) || at.contains(button))) faults.push(`covered by ${at?.outerHTML.slice(0, 60)}: ${button.outerHTML.slice(0, 80)}`);
  }
  scrollTo(0, 0);
  return faults;
}
