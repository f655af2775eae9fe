// What the broker's settings of a site do to button and SDK, and what the page may change about it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoTroubles, launch, newPage } from "../pages-mock/browser.mjs";
import { stage } from "./states.mjs";

const SITE = {
  id: "s", name: "Shop", takesIdentity: false,
  mask: { maskType: "all_input", maskCssSelectors: ".iban", maskHTMLAttributes: "data-hush", privateByDefault: false },
  branding: { accent: "#7a1fa2", heading: "Shop support", buttonText: "Call a clerk", hint: "Tell it to the clerk.", language: "de", position: "top-left" },
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A page whose broker knows its site, after help was asked for. */
async function asked(attributes, site = SITE, more = () => undefined) {
  const server = await stage("light");
  const config = server.api.get("GET /api/config");
  server.api.set("GET /api/config", { body: { ...config.body, site } });
  const host = server.api.get("GET /host");
  server.api.set("GET /host", { ...host, body: host.body.replace('lang="en"', 'lang=""').replace('data-phone="0800 555 0142"', attributes) });
  const { page, context, troubles } = await newPage(browser, { locale: "fr-FR" });
  await page.goto(`${server.url}/host`);
  await page.waitForFunction(() => window.Cobroker?.state);
  await page.evaluate(more);
  await page.evaluate(() => Cobroker.open());
  await page.waitForFunction(() => window.calls?.length > 0);
  await page.evaluate(() => (fire("session_started"), fire("pincode_updated", { pincode: "482913" })));
  await page.locator(".cb-help-pin").waitFor();
  return {
    page, server,
    mask: await page.evaluate(() => window.settings.piiMask),
    section: page.locator("cobroker-help section"),
    async leave() {
      assertNoTroubles(troubles);
      await context.close();
      await server.stop();
    },
  };
}

test("the site's branding shows, and its masking is used", async () => {
  const { page, mask, section, leave } = await asked("");
  assert.equal(await page.locator(".cb-help-status").textContent(), "Tell it to the clerk. Sie werden gefragt, bevor etwas gezeigt wird.");
  assert.deepEqual(await Promise.all(["lang", "aria-label"].map((name) => section.getAttribute(name))), ["de", "Shop support"]);
  assert.match(await section.getAttribute("class"), /cb-top cb-left/);
  assert.equal(await page.locator(".cb-help-box").evaluate((box) => getComputedStyle(box).borderTopColor), "rgb(122, 31, 162)");
  await page.locator(".cb-help-close").click();
  await page.evaluate(() => fire("session_ended", { reason: "agent_ended" }));
  await page.locator(".cb-help-box .cb-help-plain").last().click();
  await page.locator(".cb-help-launcher", { hasText: "Call a clerk" }).waitFor();
  assert.deepEqual(mask, { maskType: "all_input", maskCssSelectors: ".pii-mask, .iban", maskHTMLAttributes: "data-sensitive=true, data-hush" });
  await leave();
});

test("the page has the last word about looks, and can only add to the masking", async () => {
  const attributes = 'data-language="en" data-accent="#ffb400" data-position="bottom-left" data-text-heading="Our help" data-mask-type="custom_input" data-mask-css-selectors=".note" data-unmask-css-selectors="main"';
  const { page, mask, section, leave } = await asked(attributes, SITE, () => Cobroker.configure({ texts: { hint: "Say it." }, mask: { maskHTMLAttributes: "data-quiet" }, sdk: { allowAgentAnnotation: false } }));
  assert.equal(await page.locator(".cb-help-status").textContent(), "Say it. You will be asked before anything is shown.");
  assert.deepEqual(await Promise.all(["lang", "aria-label"].map((name) => section.getAttribute(name))), ["en", "Our help"]);
  assert.match(await section.getAttribute("class"), /cb-bottom cb-left/);
  assert.equal(await page.locator(".cb-help-box").evaluate((box) => getComputedStyle(box).borderTopColor), "rgb(255, 180, 0)");
  assert.deepEqual(mask, { maskType: "all_input", maskCssSelectors: ".pii-mask, .iban, .note", maskHTMLAttributes: "data-sensitive=true, data-hush, data-quiet" });
  const { allowAgentAnnotation, allowCustomerAnnotation } = await page.evaluate(() => window.settings);
  assert.deepEqual([allowAgentAnnotation, allowCustomerAnnotation], [false, true]);
  await leave();
});

test("the page's colour scheme may turn, and the button's text stays readable", async () => {
  const { page, leave } = await asked("", null);
  const colours = () => page.locator(".cb-help-launcher").evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color]);
  assert.deepEqual(await colours(), ["rgb(27, 94, 140)", "rgb(255, 255, 255)"]);
  await page.evaluate(() => document.documentElement.style.setProperty("--cobroker-accent", "#ffe08a"));
  await page.waitForFunction(() => getComputedStyle(document.querySelector("cobroker-help").shadowRoot.querySelector(".cb-help-launcher")).color === "rgb(0, 0, 0)");
  await page.evaluate(() => document.documentElement.style.removeProperty("--cobroker-accent"));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => getComputedStyle(document.querySelector("cobroker-help").shadowRoot.querySelector(".cb-help-launcher")).color === "rgb(0, 0, 0)");
  assert.deepEqual(await colours(), ["rgb(140, 196, 238)", "rgb(0, 0, 0)"]);
  await leave();
});
