// "Show what they see": the customer's own page, covered as the agent has it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { initSdk, start, startHarness } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

const isPicture = (frame) => frame.kind === "S" && (frame.flags & 2) !== 0;

/** The wallet page with an agent watching; the closed shadow root is opened for this test only. */
async function watched(piiMask, options = {}) {
  harness.relay.onHello = (_hello, socket) => socket.welcome({ agents: [{ userId: "a", userName: "Ada Byron" }] });
  const { context, noise } = await harness.visitor({ viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  const page = await context.newPage();
  await page.goto(`${harness.base}/wallet.html`);
  assert.equal((await initSdk(page, { piiMask })).error, undefined);
  await start(page);
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(isPicture, "a snapshot");
  return { page, context, noise };
}

const button = (page) => page.getByRole("button", { name: "Show what they see" });
const note = (page) => page.getByRole("status").filter({ hasText: "This is what they see" });
const MASKS = { maskCssSelectors: ".secret", maskHTMLAttributes: "data-sensitive=true" };

/** Waits until a cover lies over an element, or none. */
function covered(page, id, wanted = true) {
  return page.waitForFunction(
    ([name, expected]) => {
      const { left, top, width, height } = document.getElementById(name).getBoundingClientRect();
      const [x, y] = [left + Math.min(width / 2, 20), top + Math.min(height / 2, 12)];
      const { shadowRoot } = document.querySelector("cobroker-notice");
      const areas = Array.from(shadowRoot.querySelectorAll(".covers i:not([hidden])"), (cover) => cover.getBoundingClientRect());
      return areas.some((area) => area.left <= x && x <= area.right && area.top <= y && y <= area.bottom) === expected;
    },
    [id, wanted],
  );
}

test("the preview covers what is masked and nothing else, by keyboard, and Escape ends it", async () => {
  const { page, context, noise } = await watched(MASKS);
  const before = await page.evaluate(() => document.body.outerHTML);
  await button(page).focus();
  await page.keyboard.press("Enter");
  await note(page).waitFor();
  assert.equal(await button(page).getAttribute("aria-pressed"), "true");
  for (const id of ["holder", "iban", "photo", "pay-chart", "card-number", "framed", "backdrop"]) await covered(page, id);
  for (const id of ["heading", "open-text", "logo", "amount"]) await covered(page, id, false);
  assert.ok((await page.locator(".covers i:visible").allInnerTexts()).includes("********"));
  await page.keyboard.press("Escape");
  await page.locator(".covers").waitFor({ state: "detached" });
  assert.equal(await button(page).getAttribute("aria-pressed"), "false");
  assert.equal(await page.evaluate(() => document.body.outerHTML), before, "the page is as it was");
  assert.deepEqual(noise, []);
  await context.close();
});

test("the covers follow scrolling, new masks, and what comes late, and let presses through", async () => {
  const { page, context } = await watched(MASKS);
  await button(page).click();
  await note(page).waitFor();
  await page.locator("#scroller").evaluate((box) => box.scrollTo(0, 400));
  await covered(page, "deep");
  await page.locator("#amount").evaluate((amount) => amount.classList.add("secret"));
  await covered(page, "amount");
  await page.locator("#amount").evaluate((amount) => amount.classList.remove("secret"));
  await covered(page, "amount", false);
  await page.evaluate(() => document.getElementById("settled").insertAdjacentHTML("beforebegin", '<p id="late" data-private>late</p>'));
  await covered(page, "late");
  await page.locator("#card-number").click({ position: { x: 20, y: 10 } });
  assert.equal(await page.evaluate(() => document.activeElement.id), "card-number");
  await context.close();
});

test("on a page that is private by default only what is opened is uncovered", async () => {
  const { page, context } = await watched({ privateByDefault: true, unmaskCssSelectors: "h1, .open" });
  await button(page).click();
  await note(page).waitFor();
  for (const id of ["label", "amount", "open-text", "photo", "settled"]) await covered(page, id);
  for (const id of ["heading", "logo", "opened"]) await covered(page, id, false);
  await context.close();
});

test("nothing of the preview is recorded, and a script cannot start it", async () => {
  const { page, context } = await watched(MASKS);
  await page.evaluate(() => document.querySelector("cobroker-notice").shadowRoot.querySelector(".look").click());
  assert.equal(await page.locator(".covers").count(), 0);
  await button(page).click();
  await note(page).waitFor();
  await page.evaluate(() => (document.getElementById("settled").textContent = "VISIBLE-after-preview"));
  await harness.relay.until(() => harness.relay.everything().includes("VISIBLE-after-preview"), "what came after", 0);
  const everything = harness.relay.everything();
  for (const own of ["cobroker-notice", "covers", "This is what they see"]) assert.ok(!everything.includes(own), own);
  await context.close();
});

test("bar and preview have no accessibility faults, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await watched(MASKS, { colorScheme });
    await button(page).click();
    await note(page).waitFor();
    await page.addScriptTag({ content: readFileSync(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8") });
    const { violations } = await page.evaluate(() => window.axe.run("cobroker-notice"));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    await context.close();
  }
});
