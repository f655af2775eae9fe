// Every state of the desk, the PIN entry and the supervisor's pages as people see them: screenshots in test-results/whole.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, connected, desk, endHelp, getHelp, launch, parting, person, picture, results, signIn, startDemo, typePin } from "./support.mjs";

const REFUSED = [/status of 422 \(Unprocessable/];

let demo, browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const shot = ({ page }, name) => page.screenshot({ caret: "initial", animations: "disabled", path: join(results, `${name}.png`) });
const chip = ({ page }, text) => page.locator('[data-slot="state"]', { hasText: text }).waitFor();
const card = ({ page }) => desk(page).locator("#card");

async function pair(options) {
  return [await person(browser), await person(browser, options)];
}

for (const [scheme, mark] of [["light", ""], ["dark", "-dark"]]) {
  test(`the desk waits, is live, loses the customer and ends: ${scheme}`, async () => {
    const [customer, agent] = await pair({ colorScheme: scheme });
    await customer.page.goto(`${demo.baseUrl}/customer/quote`);
    const pin = await getHelp(customer.page);
    await signIn(agent.page, demo, demo.agents[0]);
    await shot(agent, `state-pin-empty${mark}`);
    await typePin(agent.page, pin);
    await chip(agent, "Waiting for consent");
    await desk(agent.page).getByRole("heading", { name: "Ask the customer whether their screen shows" }).waitFor();
    await shot(agent, `state-1-consent${mark}`);
    await allow(customer.page);
    await chip(agent, /^Live$/);
    await picture(agent.page).getByRole("heading", { level: 1 }).waitFor();
    await shot(agent, `state-2-live${mark}`);
    const address = customer.page.url();
    await customer.page.goto("about:blank");
    await card(agent).getByText("The customer’s page is gone").waitFor();
    assert.match(await card(agent).innerText(), /They have [12]:\d\d to come back/);
    await shot(agent, `state-3-lost${mark}`);
    await customer.page.goto(address);
    await chip(agent, /^Live$/);
    await endHelp(customer.page);
    await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
    await shot(agent, `state-4-ended${mark}`);
    await parting([customer, agent]);
  });
}

test("who is declined is told so on the page", async () => {
  const [customer, agent] = await pair();
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await customer.page.getByRole("button", { name: "Decline" }).click();
  await agent.page.locator("#outcome", { hasText: "The customer chose not to share the page." }).waitFor();
  await shot(agent, "state-5-denied");
  await endHelp(customer.page);
  await parting([customer, agent]);
});

test("a desk opened without a way in, and with a token that is none, says what to do", async () => {
  const agent = await person(browser);
  const address = `${demo.baseUrl}/sdkapi/zcb/frame-templates/desk`;
  await agent.page.goto(address);
  await agent.page.getByRole("heading", { name: "Open this desk from your agent page" }).waitFor();
  await shot(agent, "state-5-no-token");
  await agent.page.goto(`${address}?access_token=e30.e30.AAAA`);
  await agent.page.getByRole("heading", { name: "Your access was not accepted" }).waitFor();
  await shot(agent, "state-5-refused");
  await parting([agent], [/WebSocket/]);
});

test("PIN entry half typed and refused, the sign-in refused, on a telephone too", async () => {
  const phone = { viewport: { width: 390, height: 844 } };
  for (const [options, mark] of [[undefined, ""], [phone, "-phone"]]) {
    const agent = await person(browser, options);
    await signIn(agent.page, demo, demo.agents[1]);
    await agent.page.getByLabel("Support PIN").pressSequentially("482");
    await shot(agent, `state-pin-typing${mark}`);
    await typePin(agent.page, "999999");
    await agent.page.locator("#pin-problem", { hasText: "That code isn't active." }).waitFor();
    await shot(agent, `state-pin-refused${mark}`);
    await parting([agent], REFUSED);
  }
});

test("the supervisor's list empty, searched in vain and filled, and the session's page", async () => {
  const fresh = await startDemo();
  const [customer, agent, supervisor] = [await person(browser), await person(browser), await person(browser)];
  await signIn(supervisor.page, fresh, fresh.supervisor, "/admin");
  await supervisor.page.getByRole("heading", { name: "No live sessions" }).waitFor();
  await shot(supervisor, "admin-empty");
  await connected(fresh, customer, agent);
  await supervisor.page.getByRole("row", { name: /Active/ }).waitFor();
  await shot(supervisor, "admin-list");
  await supervisor.page.getByRole("row", { name: /Active/ }).getByRole("link").first().click();
  await supervisor.page.getByRole("heading", { name: "Timeline" }).waitFor();
  await supervisor.page.screenshot({ caret: "initial", fullPage: true, path: join(results, "admin-session.png") });
  await supervisor.page.goto(`${fresh.baseUrl}/admin?q=nobody`);
  await supervisor.page.getByRole("heading", { name: "No session matches" }).waitFor();
  await shot(supervisor, "admin-no-match");
  await endHelp(customer.page);
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
  await parting([customer, agent, supervisor]);
  await fresh.stop();
});
