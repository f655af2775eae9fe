// "Show what they see": the customer's own page covered as the agent has it, and pictures of both sides.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { hostSite, startSharing } from "./host.mjs";
import { allow, connected, launch, parting, person, picture, results, signIn, startDemo, typePin, until } from "./support.mjs";

const MASKS = { maskType: "custom_input", maskCssSelectors: ".secret", maskHTMLAttributes: "data-sensitive=true" };

let demo, browser, host, customer, agent;
before(async () => {
  host = await hostSite();
  demo = await startDemo({ env: { COBROKER_ALLOWED_ORIGINS: host.origin } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  host?.stop();
});
beforeEach(async () => ([customer, agent] = await Promise.all([person(browser), person(browser)])));
afterEach(() => parting([customer, agent], [/Failed to load resource/]));

const button = () => customer.page.getByRole("button", { name: "Show what they see" });
const covers = () => customer.page.locator(".covers i:visible");
const shot = (page, name) => page.screenshot({ path: join(results, `${name}.png`), caret: "initial" });

/** Agent and customer on a page of the host's own. */
async function shared(path, piiMask) {
  const { page } = customer;
  await page.goto(`${host.origin}/${path}`);
  const pin = await page.evaluate(startSharing, { base: demo.baseUrl, sdkKey: demo.sdkKey, piiMask });
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(page);
  await picture(agent.page).getByText("My wallet").waitFor({ state: "attached" });
}

/** Whether a cover lies over the middle of an element. */
function isCovered(locator) {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + Math.min(width / 2, 20), top + Math.min(height / 2, 12)];
    const root = document.querySelector("cobroker-notice").shadowRoot;
    return Array.from(root.querySelectorAll(".covers i:not([hidden])")).some((cover) => {
      const area = cover.getBoundingClientRect();
      return area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
    });
  });
}

test("the preview covers what the agent does not see and nothing else, follows the page, and leaves by Escape", async () => {
  await shared("wallet.html", MASKS);
  const { page } = customer;
  const before = await page.evaluate(() => document.body.outerHTML);
  assert.equal(await covers().count(), 0);
  await button().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "This is what they see" }).waitFor();
  assert.equal(await button().getAttribute("aria-pressed"), "true");
  for (const id of ["holder", "iban", "photo", "pay-chart", "card-number", "framed"]) assert.ok(await isCovered(page.locator(`#${id}`)), `${id} is covered`);
  for (const id of ["heading", "open-text", "logo", "amount"]) assert.ok(!(await isCovered(page.locator(`#${id}`))), `${id} is open`);
  assert.ok((await covers().allInnerTexts()).includes("********"));
  await shot(page, "preview-customer");
  await shot(agent.page, "preview-agent");
  await page.locator("#scroller").evaluate((box) => box.scrollTo(0, 400));
  await until(async () => isCovered(page.locator("#deep")), "the cover follows a scrolled container");
  await page.evaluate(() => document.getElementById("amount").classList.add("secret"));
  await until(async () => isCovered(page.locator("#amount")), "what is masked from now on is covered");
  await page.evaluate(() => document.getElementById("amount").classList.remove("secret"));
  await until(async () => !(await isCovered(page.locator("#amount"))), "and uncovered");
  await page.locator("#open-text").fill("typed while looking");
  await page.keyboard.press("Escape");
  await covers().first().waitFor({ state: "detached" });
  assert.equal(await button().getAttribute("aria-pressed"), "false");
  const after = await page.evaluate(() => document.body.outerHTML);
  assert.equal(after.replace(/ class=""/g, ""), before, "the page is as it was");
});

test("a page that is private by default is covered but for what is opened", async () => {
  await shared("wallet.html", { privateByDefault: true, unmaskCssSelectors: "h1, #logo, .open" });
  const { page } = customer;
  await button().click();
  await page.getByRole("status").filter({ hasText: "This is what they see" }).waitFor();
  for (const id of ["label", "amount", "open-text", "photo"]) assert.ok(await isCovered(page.locator(`#${id}`)), `${id} is covered`);
  for (const id of ["heading", "logo", "opened"]) assert.ok(!(await isCovered(page.locator(`#${id}`))), `${id} is open`);
  await shot(page, "preview-private-customer");
  await shot(agent.page, "preview-private-agent");
  const seen = picture(agent.page);
  await seen.getByText("My wallet").waitFor();
  assert.equal(await seen.getByText("Balance").count(), 0);
});

test("masked pictures of every kind are grey boxes of the same size at the agent", async () => {
  await shared("wallet.html", MASKS);
  const seen = picture(agent.page);
  const sizes = (frame, selector) => frame.locator(selector).evaluateAll((all) => all.map((one) => [Math.round(one.getBoundingClientRect().width), Math.round(one.getBoundingClientRect().height)]));
  const theirs = await sizes(customer.page, ".pictures > *");
  const same = async () => JSON.stringify(await sizes(seen, ".pictures > *")) === JSON.stringify(theirs);
  await until(same, "boxes of the same size").catch(async () => assert.deepEqual(await sizes(seen, ".pictures > *"), theirs));
  // what stands below the boxes stands where it does at the customer
  const place = (frame) => frame.locator("#scroller").evaluate((element) => element.getBoundingClientRect().top - element.parentElement.getBoundingClientRect().top);
  assert.equal(await place(seen), await place(customer.page));
  const kinds = await seen.locator(".pictures > *").evaluateAll((all) => all.map((one) => [one.localName, getComputedStyle(one).backgroundColor, one.children.length]));
  assert.ok(kinds.length >= 7);
  for (const kind of kinds) assert.deepEqual(kind, ["span", "rgb(184, 188, 194)", 0]);
  assert.match(await seen.locator(".backdrop").evaluate((element) => getComputedStyle(element).backgroundImage), /^linear-gradient\(rgb\(184, 188, 194\)/);
  // a picture that loads later
  await customer.page.evaluate(() => document.getElementById("photo").setAttribute("style", "width: 222px; height: 111px"));
  await until(async () => (await sizes(seen, ".pictures > *")).some(([width, height]) => width === 222 && height === 111), "the box follows its picture's size");
});
