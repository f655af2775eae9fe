// The CRM of examples/crm-iframe: from a record to the customer's page, by the agent SDK and in a plain frame.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, endHelp, getHelp, launch, parting, person, results, until } from "../whole/support.mjs";
import { isAccessible, runExample } from "./support.mjs";

let example, browser;
before(async () => {
  [example, browser] = await Promise.all([runExample("crm-iframe"), launch()]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

/** A refused PIN is an answer with a status that Chromium's console notes. */
const REFUSED = [/status of 422/];

const desk = (page) => page.frameLocator("#desk iframe");
const picture = (page) => desk(page).frameLocator("#viewer iframe").frameLocator(".replayer-wrapper iframe");
const activity = (page, text) => page.getByRole("log").getByText(text).waitFor();

for (const [way, label] of [["sdk", "by the agent SDK"], ["frame", "in a plain frame"]]) {
  test(`an agent helps from the customer's record, with the desk ${label}`, async () => {
    const [customer, agent] = await Promise.all([person(browser), person(browser)]);
    await agent.page.goto(example.address("The CRM"));
    if (way === "sdk") await isAccessible(agent.page);
    await agent.page.getByLabel(label).check();
    await agent.page.getByLabel("Support PIN").fill("000 000");
    await agent.page.getByRole("button", { name: "Connect" }).click();
    await agent.page.getByRole("alert").getByText("That code isn't active").waitFor();

    await customer.page.goto(example.address("A page for the customer"));
    await agent.page.getByLabel("Support PIN").fill(await getHelp(customer.page));
    await agent.page.getByRole("button", { name: "Connect" }).click();
    await allow(customer.page);
    await activity(agent.page, "The customer agreed");
    await picture(agent.page).getByRole("heading", { level: 1 }).waitFor();
    if (way === "frame") await isAccessible(agent.page);
    await until(async () => (await desk(agent.page).frameLocator("#viewer iframe").locator(".replayer-wrapper").boundingBox()).width > 600, "a picture that fits the desk");
    await agent.page.screenshot({ path: join(results, `example-crm-${way}.png`), caret: "initial" });
    const addresses = agent.page.frames().map((frame) => frame.url()).join(" ");
    assert.ok(!/token|ticket/.test(addresses), addresses);

    await endHelp(customer.page);
    await activity(agent.page, "Live help is over");
    await agent.page.getByRole("button", { name: "Connect" }).and(agent.page.locator(":enabled")).waitFor();
    await parting([customer, agent], REFUSED);
  });
}

test("another website cannot use the CRM's key", async () => {
  const answer = await fetch(`${example.address("The CRM")}/api/connect`, { method: "POST", headers: { "sec-fetch-site": "cross-site" }, body: '{"pincode":"1"}' });
  assert.equal(answer.status, 403);
});
