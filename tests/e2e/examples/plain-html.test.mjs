// The website of examples/plain-html: one script tag, and the whole path from "Get help" to the end.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { endHelp, launch, parting, person, picture, readable, results, until } from "../whole/support.mjs";
import { agentComes, isAccessible, pinOf, runExample } from "./support.mjs";

let example, browser;
before(async () => {
  [example, browser] = await Promise.all([runExample("plain-html"), launch()]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

const IBAN = "DE02120300000000202051";

test("a customer gets help on the page they are on, and keeps it on the next one", async () => {
  const [customer, agent] = await Promise.all([person(browser), person(browser)]);
  const { page } = customer;
  await page.goto(`${example.address("The website")}/moving.html`);
  await page.getByLabel("Full name").fill("Grace Hopper");
  await page.getByLabel("Account for a refund (IBAN)").fill(IBAN);
  await page.getByRole("button", { name: "Get help" }).click();
  await agentComes(agent, customer, example, await pinOf(page));

  const seen = picture(agent.page);
  assert.equal(await seen.getByLabel("Full name").inputValue(), "Grace Hopper");
  assert.equal(await seen.locator("fieldset input").first().inputValue(), "********");
  assert.ok(!readable(customer.frames).includes(IBAN), "the account number stayed in the browser");
  await page.screenshot({ path: join(results, "example-plain-customer.png"), caret: "initial" });
  await agent.page.screenshot({ path: join(results, "example-plain-agent.png"), caret: "initial" });

  await page.getByRole("navigation").getByRole("link", { name: "Contact" }).click();
  await seen.getByRole("heading", { name: "Contact" }).waitFor();
  await endHelp(page);
  await agent.page.locator("#outcome").waitFor({ state: "visible" });
  await until(() => page.evaluate(() => window.Cobroker.state.phase === "ended"), "the end in the customer's page");
  await parting([customer, agent]);
});

test("every page is accessible, in light and dark, with the button and with its panel", async () => {
  const someone = await person(browser);
  const { page } = someone;
  for (const path of ["/", "/moving.html", "/contact.html"]) {
    await page.goto(example.address("The website") + path);
    await page.getByRole("button", { name: "Get help" }).waitFor();
    await isAccessible(page);
  }
  await page.getByRole("button", { name: "Get help" }).click();
  await pinOf(page);
  await isAccessible(page);
  await page.evaluate(() => window.Cobroker.end());
  await parting([someone]);
});
