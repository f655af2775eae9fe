// The help button in every state and every look: nothing that axe objects to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "../pages-mock/browser.mjs";
import { everyState, LOOKS, stage } from "./states.mjs";

/**
 * Texts of the widget with a contrast below 4.5 (WCAG 2.2, 1.4.3). axe calls every contrast inside the element unknown, because its host has
 * no size; all grounds here are plain, so the nearest one counts. Runs in the page.
 */
function pale() {
  const channels = (color) => /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(color)?.slice(1).map((part) => (part === undefined ? 1 : Number(part))) ?? [];
  const luminance = (color) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * (color[at] / 255 <= 0.04045 ? color[at] / 255 / 12.92 : ((color[at] / 255 + 0.055) / 1.055) ** 2.4), 0);
  const ground = (element) => {
    const color = channels(getComputedStyle(element).backgroundColor);
    return color[3] === 1 ? color : ground(element.parentElement);
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const texts = [...document.querySelector("cobroker-help").shadowRoot.querySelectorAll("*")].filter((element) => own(element) && !element.matches(".cb-help-unseen, .cb-help-unseen *") && element.getClientRects().length > 0);
  if (texts.length === 0) throw new Error("no text in sight");
  return texts.flatMap((element) => {
    const [one, other] = [channels(getComputedStyle(element).color), ground(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return ratio >= 4.5 ? [] : [`${element.className}: ${ratio.toFixed(2)}`];
  });
}

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
      assert.deepEqual(await page.evaluate(pale), [], `${state}: contrast`);
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
  const faults = (await axeFaults(page, "cobroker-help")).map((fault) => fault.split(" ")[0]);
  assert.deepEqual(faults, ["button-name"]);
  assert.deepEqual((await page.evaluate(pale)).map((text) => text.split(":")[0]), ["cb-help-pin-label", "cb-help-valid"]);
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
