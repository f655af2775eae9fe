// The customer's side in Firefox: the SDK records, masks, asks for consent and ends there, while the agent is in Chromium.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, parting, person, picture, results, signIn, startDemo, typePin, until } from "../whole/support.mjs";
import { launchFirefox } from "./bidi.mjs";

let demo, firefox, chromium;
before(async () => {
  demo = await startDemo();
  [firefox, chromium] = await Promise.all([launchFirefox(), launch()]);
});
after(async () => {
  await firefox?.close();
  await chromium?.close();
  await demo?.stop();
});

/** Where a button with this text is, also inside the SDK's shadow root, which the test has opened. */
const placeOf = (page, text) =>
  page.evaluate((wanted) => {
    const roots = [document, ...[...document.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? [element.shadowRoot] : []))];
    const buttons = roots.flatMap((root) => [...root.querySelectorAll("button")]);
    const found = buttons.find((button) => button.textContent.trim() === wanted && button.getAttribute("aria-disabled") !== "true");
    if (!found) return null;
    const { x, y, width, height } = found.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, text);

async function press(page, text) {
  await page.press(await until(() => placeOf(page, text), `a button “${text}”`, 20_000));
}

test("a customer in Firefox is seen live, masked and only with consent", { timeout: 120_000 }, async () => {
  const customer = await firefox.newPage();
  await customer.setViewport(1280, 800);
  await customer.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  await customer.goto(`${demo.baseUrl}/customer/quote`);
  await press(customer, "Get help");
  const pin = await until(() => customer.evaluate(() => /(\d{3})\s(\d{3})/.exec(document.querySelector("cobroker-help")?.shadowRoot.querySelector(".cb-help-pin")?.textContent ?? "")?.slice(1).join("")), "the PIN", 20_000);

  const agent = await person(chromium);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await until(() => placeOf(customer, "Allow"), "the armed dialog");
  assert.equal(await picture(agent.page).locator("h1").count(), 0, "nothing before consent");
  writeFileSync(join(results, "firefox-consent.png"), await customer.screenshot());
  await press(customer, "Allow");
  await picture(agent.page).locator("h1").first().waitFor();

  const fields = await customer.evaluate(() => [...document.querySelectorAll("main input")].map(({ type, name, autocomplete }) => ({ type, name, autocomplete })));
  const open = fields.find(({ type, autocomplete }) => type === "text" && !/cc-/.test(autocomplete));
  const focus = (name) => customer.evaluate((wanted) => document.querySelector(`main [name="${wanted}"]`).focus(), name);
  await focus(open.name);
  await customer.type("Typed in Firefox");
  const shown = picture(agent.page).locator(`main [name="${open.name}"]`);
  await until(async () => (await shown.inputValue()).endsWith("Typed in Firefox"), "the text at the agent");

  await customer.evaluate(() => {
    const field = document.createElement("input");
    field.type = "password";
    field.name = "late-secret";
    document.querySelector("main").append(field);
    field.focus();
  });
  await customer.type("hunter2-in-firefox");
  const secret = picture(agent.page).locator("main input").nth(fields.length);
  await until(async () => (await secret.count()) === 1 && (await secret.inputValue()) !== "", "the masked field at the agent");
  const seen = agent.frames.map(({ bytes }) => bytes.toString("latin1")).join();
  assert.ok(!seen.includes("hunter2"), "the secret is in no frame");
  assert.notEqual(await secret.inputValue(), "hunter2-in-firefox");

  writeFileSync(join(results, "firefox-live.png"), await customer.screenshot());
  await customer.evaluate(() => Cobroker.open());
  await press(customer, "End session");
  await agent.page.getByText("The customer ended the session.").first().waitFor();
  await parting([agent]);
});
