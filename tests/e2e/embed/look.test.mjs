// The help button in every state and every look: nothing that axe objects to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "../pages-mock/browser.mjs";
import { everyState, LOOKS, stage } from "./states.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const [look, { scheme = "light" }] of Object.entries(LOOKS)) {
  test(`${look}: no state has a fault of accessibility`, async () => {
    const server = await stage(look);
    const { page, context, troubles } = await newPage(browser, { colorScheme: scheme, reducedMotion: "reduce" });
    const seen = [];
    for await (const state of everyState(page, server)) {
      seen.push(state);
      assert.deepEqual(await axeFaults(page, "cobroker-help"), [], state);
      const small = await page.locator("cobroker-help button:visible").evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24));
      assert.deepEqual(small, [], `${state}: targets of 24 pixels`);
    }
    assert.equal(seen.length, 11);
    assertNoTroubles(troubles);
    await context.close();
    await server.stop();
  });
}

test("a fault inside the shadow root is found: grey on grey, a button without a name", async () => {
  const server = await stage("light");
  const { page, context } = await newPage(browser, { reducedMotion: "reduce" });
  for await (const state of everyState(page, server)) if (state === "waiting") break;
  await page.evaluate(() => {
    document.documentElement.style.setProperty("--cobroker-soft", "#ccd2d8");
    document.querySelector("cobroker-help").shadowRoot.querySelector(".cb-help-buttons button").textContent = "";
  });
  const faults = (await axeFaults(page, "cobroker-help")).map((fault) => fault.split(" ")[0]).sort();
  assert.deepEqual(faults, ["button-name", "color-contrast"]);
  await context.close();
  await server.stop();
});

test("with forced colours the button, the panel and its focus keep an outline", async () => {
  const server = await stage("light");
  const { page, context } = await newPage(browser, { forcedColors: "active" });
  for await (const state of everyState(page, server)) {
    const borders = await page.locator(".cb-help-launcher:visible, .cb-help-box:visible, .cb-help-note:visible").evaluateAll((parts) => parts.map((part) => parseFloat(getComputedStyle(part).borderBottomWidth)));
    assert.ok(borders.length > 0 && borders.every((width) => width >= 1), `${state}: ${borders}`);
    if (state === "waiting") break;
  }
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("cobroker-help").shadowRoot.activeElement).outlineStyle), "solid");
  await context.close();
  await server.stop();
});
