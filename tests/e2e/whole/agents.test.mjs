// More agents than one: each with the customer's own consent, at most five, and the customer always knows who is there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { allow, connected, desk, endHelp, getHelp, launch, parting, person, picture, results, signIn, startDemo, typePin, until } from "./support.mjs";

const FULL = /status of 409 \(Conflict\)/;

let demo, browser, customer, people;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
beforeEach(async () => {
  customer = await person(browser);
  people = [customer];
});
afterEach(() => parting(people, [FULL]));

async function newcomer(who) {
  const one = await person(browser);
  people.push(one);
  await signIn(one.page, demo, who);
  return one;
}
const chip = (page, text) => page.locator('[data-slot="state"]', { hasText: text }).waitFor();
const end = () => endHelp(customer.page);
const dialog = () => customer.page.getByText("would like to see this page");
const help = (text) => customer.page.locator(".cb-help-status", { hasText: text }).waitFor();

test("a second agent comes in by the same PIN after a consent of their own, and gets the picture as it is now", async () => {
  const first = await person(browser);
  people.push(first);
  const pin = await connected(demo, customer, first);
  await customer.page.getByLabel("Full name").fill("Typed before the second came");
  const second = await newcomer(demo.agents[1]);
  await typePin(second.page, pin);
  await chip(second.page, "Waiting for consent");
  await customer.page.getByText("Ben Castillo would like to see this page").waitFor();
  await second.page.screenshot({ caret: "initial", path: join(results, "second-agent-waits.png") });
  assert.equal(await picture(second.page).locator("h1").count(), 0, "nothing before consent");
  assert.match(await first.page.locator('[data-slot="state"]').innerText(), /live/i);
  await allow(customer.page);
  await chip(second.page, /^Live$/);
  await until(async () => (await picture(second.page).getByLabel("Full name").inputValue()) === "Typed before the second came", "the picture as it is now");
  await help("Ada Okafor, Ben Castillo can see this page");
  await desk(first.page).getByRole("list", { name: "Other agents here" }).getByText("Ben Castillo").waitFor();
  await end();
});

test("both desks show the two words that the customer's dialog shows", async () => {
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const agent = await newcomer(demo.agents[0]);
  await typePin(agent.page, pin);
  await chip(agent.page, "Waiting for consent");
  const words = (await desk(agent.page).locator("#phrase").innerText()).trim();
  assert.match(words, /^\p{L}+\s+\p{L}+$/u);
  await customer.page.getByText(words, { exact: false }).first().waitFor();
  await customer.page.screenshot({ caret: "initial", path: join(results, "consent-dialog.png") });
  await allow(customer.page);
  await chip(agent.page, /^Live$/);
  await end();
});

test("who is declined sees nothing of the page, is told so, and is not asked about again", async () => {
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const agent = await newcomer(demo.agents[0]);
  await typePin(agent.page, pin);
  await dialog().first().waitFor();
  await customer.page.getByRole("button", { name: "Decline" }).click();
  await agent.page.locator("#outcome", { hasText: "The customer chose not to share the page." }).waitFor();
  assert.equal(await agent.page.locator("iframe").count(), 0);
  await dialog().first().waitFor({ state: "detached" });
  assert.deepEqual(agent.frames.filter(({ sent, bytes }) => !sent && "SIE".includes(String.fromCharCode(bytes[0]))), [], "no frame about the page");
  assert.deepEqual(customer.frames.filter(({ sent, bytes }) => sent && "SIE".includes(String.fromCharCode(bytes[0]))), [], "nothing left the customer");
  await end();
});

test("when an agent leaves, the customer is told, the session goes on, and the PIN lets them in again", async () => {
  const agent = await person(browser);
  people.push(agent);
  const pin = await connected(demo, customer, agent);
  await help("Ada Okafor can see this page");
  await desk(agent.page).getByRole("button", { name: "Leave" }).click();
  await agent.page.locator("#outcome", { hasText: "You left. The session goes on without you." }).waitFor();
  await customer.page.locator(".cb-help-title", { hasText: "Help is here" }).waitFor({ state: "detached" });
  await typePin(agent.page, pin);
  await allow(customer.page);
  await chip(agent.page, /^Live$/);
  await end();
});

test("the sixth agent is refused with a plain sentence, and gets in once a seat is free", async () => {
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const desks = [];
  for (let seat = 0; seat < 5; seat += 1) {
    const agent = await newcomer(demo.agents[seat % 2]);
    desks.push(agent);
    await typePin(agent.page, pin);
    await dialog().first().waitFor();
    await allow(customer.page);
    await chip(agent.page, /^Live$/);
  }
  await customer.page.getByLabel("Full name").fill("For five");
  for (const { page } of desks) await until(async () => (await picture(page).getByLabel("Full name").inputValue()) === "For five", "the text at all five");
  const sixth = await newcomer(demo.agents[1]);
  await typePin(sixth.page, pin);
  const problem = sixth.page.locator("#pin-problem");
  await problem.filter({ hasText: /five|seats?|full/i }).waitFor();
  await sixth.page.screenshot({ caret: "initial", path: join(results, "pin-session-full.png") });
  assert.equal(await dialog().count(), 0, "the customer is not asked about somebody without a seat");
  const { json } = await demo.api("/api/session/list?state=live", { as: demo.supervisor });
  assert.deepEqual(json.sessions[0].seats, { taken: 5, total: 5 });

  const refused = await demo.api("/api/agent/connect", { as: demo.agents[0], method: "POST", body: { pincode: pin } });
  assert.equal(refused.status, 409);
  assert.equal(refused.json.type, "/problems/session-full");
  assert.equal(refused.json.code, 1013);

  await desk(desks[0].page).getByRole("button", { name: "Leave" }).click();
  await desks[0].page.locator("#outcome", { hasText: "You left" }).waitFor();
  await until(async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions[0].seats.taken === 4, "the freed seat");
  await sixth.page.getByRole("button", { name: "Connect" }).click();
  await dialog().first().waitFor();
  await allow(customer.page);
  await chip(sixth.page, /^Live$/);
  await end();
});
