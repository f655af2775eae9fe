// How the desk looks with several people at it, and with much of the page hidden (`looks.mjs` says what is looked at).
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { agent, liveDesk, looksWell } from "./looks.mjs";
import { ben, openDialog, openPeople } from "./people.mjs";
import { buildAssets, launch, startSite, treeBuilder } from "./support.mjs";

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
});
