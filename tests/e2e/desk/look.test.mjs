// The desk at work, with tools in hand, questions open or somebody reading (`looks.mjs` says what is looked at).
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { axeFaults } from "../pages-mock/browser.mjs";
import { agent, liveDesk, looksWell, other, outOfReach } from "./looks.mjs";
import { buildAssets, frames, launch, results, startSite } from "./support.mjs";

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

  it("speaks Arabic from the right, wherever it says something", async () => {
    const arabic = await startSite(assets, { language: "ar" });
    const { page, viewer } = await liveDesk(browser, arabic);
    await STATES.proposing(page);
    if (process.env.PAGE_SHOTS) await page.screenshot({ path: join(results, "look-arabic.png") });
    const said = await page.locator("body").innerText();
    // the keys, people's names, the address and what the customer's page calls its things
    assert.doesNotMatch(said.replace(/Jamie Rivera|Bo Lindqvist|shop\.example\/checkout|Street|BL/g, ""), /[A-Za-z]{3}/);
    assert.deepEqual([await page.evaluate(() => document.documentElement.dir), await viewer.evaluate(() => document.documentElement.lang)], ["rtl", "ar"]);
    for (const place of [page, viewer]) assert.deepEqual(await axeFaults(place), []);
    assert.deepEqual(await page.evaluate(outOfReach), []);
    await page.context().close();
    await arabic.stop();
  });

  for (const [name, reach] of Object.entries(STATES)) {
    it(`is accessible and within reach: ${name}`, async () => {
      const seen = await liveDesk(browser, site);
      await reach(seen.page, seen.desk);
      await looksWell(seen, name);
      await seen.context.close();
    });
  }
});
