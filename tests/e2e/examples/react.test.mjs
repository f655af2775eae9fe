// The app of examples/react: signed in, identified, its own button, pages that change without loading.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { desk, launch, parting, person, picture, readable, results, root, until } from "../whole/support.mjs";
import { agentComes, isAccessible, pinOf, runExample } from "./support.mjs";

let example, browser;
before(async () => {
  [example, browser] = await Promise.all([runExample("react"), launch()]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

const CARD = "4111111111111111";
/** Nobody is signed in yet, which Chromium's console notes. */
const UNKNOWN = [/status of 401/];

async function signIn(page) {
  await page.goto(example.address("The app"));
  await page.getByLabel("Name").fill("mara");
  await page.getByLabel("Password").fill("lantern");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Where to next, Mara?" }).waitFor();
}

test("a signed-in customer gets help by the app's own button, and the agent knows who it is", async () => {
  const [customer, agent] = await Promise.all([person(browser), person(browser)]);
  const { page } = customer;
  await signIn(page);
  await page.getByRole("button", { name: "Get help" }).click();
  await agentComes(agent, customer, example, await pinOf(page));
  await page.getByRole("button", { name: "Ada Okafor is here" }).waitFor();
  await desk(agent.page).locator("#customer", { hasText: "Mara Silva" }).waitFor();

  await page.getByRole("link", { name: "Pay €34.90" }).click();
  await picture(agent.page).getByRole("heading", { name: "Pay for Lisbon to Porto" }).waitFor();
  await page.getByLabel("Mail for the ticket").fill("mara@example.com");
  await page.getByLabel("Number").fill(CARD);
  await until(async () => (await picture(agent.page).locator("fieldset input").nth(1).inputValue()) === "********", "a masked card number at the agent");
  await page.screenshot({ path: join(results, "example-react-customer.png"), caret: "initial" });
  await agent.page.screenshot({ path: join(results, "example-react-agent.png"), caret: "initial" });

  await page.getByRole("button", { name: "Sign out" }).click();
  await agent.page.locator("#outcome").waitFor({ state: "visible" });
  assert.ok(!readable(customer.frames).includes(CARD), "the card number stayed in the browser");
  assert.ok(readable(customer.frames).includes("mara@example.com"), "and what is not private was seen");
  await parting([customer, agent], UNKNOWN);
});

test("somebody who is not signed in gets help as somebody unknown", async () => {
  const [customer, agent] = await Promise.all([person(browser), person(browser)]);
  await customer.page.goto(example.address("The app"));
  await customer.page.getByRole("button", { name: "Get help" }).click();
  await agentComes(agent, customer, example, await pinOf(customer.page));
  assert.equal(await desk(agent.page).locator("#customer").innerText(), "Customer");
  await customer.page.evaluate(() => window.Cobroker.end());
  await agent.page.locator("#outcome").waitFor({ state: "visible" });
  await parting([customer, agent], UNKNOWN);
});

test("every page is accessible, in light and dark", async () => {
  const someone = await person(browser);
  const { page } = someone;
  await page.goto(example.address("The app"));
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await isAccessible(page);
  await signIn(page);
  await isAccessible(page);
  await page.getByRole("link", { name: "Payment" }).click();
  await page.getByRole("heading", { name: "Pay for Lisbon to Porto" }).waitFor();
  await isAccessible(page);
  await parting([someone], UNKNOWN);
});

test("the app fits the types that the broker serves", () => {
  const { status, stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", join(root, "examples/react")], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
