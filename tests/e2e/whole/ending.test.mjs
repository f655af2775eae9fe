// However a session ends, everybody who was in it is told at once, and the supervisor's list follows without reloading.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { allow, connected, desk, endHelp, getHelp, launch, parting, person, signIn, startDemo, typePin, until } from "./support.mjs";

let demo, browser, customer, agent, supervisor;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
beforeEach(async () => ([customer, agent, supervisor] = await Promise.all([person(browser), person(browser), person(browser)])));
afterEach(() => parting([customer, agent, supervisor]));

const live = async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions[0];
const customerHears = (text) => customer.page.locator(".cb-help-status", { hasText: text }).waitFor({ timeout: 2_000 });
const agentHears = (text) => agent.page.locator("#outcome", { hasText: text }).waitFor({ timeout: 2_000 });
const row = (page, id) => page.locator(`[data-session="${id}"]`);

/** Fails on any later navigation of the page's main frame. */
async function staysHere(page) {
  const navigations = [];
  page.on("framenavigated", (frame) => frame === page.mainFrame() && navigations.push(frame.url()));
  await page.evaluate(() => (window.sameDocument = true));
  return async () => {
    assert.deepEqual(navigations, []);
    assert.ok(await page.evaluate(() => window.sameDocument === true));
  };
}

test("a supervisor ends it with a reason on the session's page: both screens say so within two seconds", async () => {
  await connected(demo, customer, agent);
  const { sessionId } = await live();
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  await row(supervisor.page, sessionId).locator('[data-slot="customer"]').click();
  await supervisor.page.waitForURL(`**/admin/sessions/${sessionId}`);
  const stayed = await staysHere(supervisor.page);
  await supervisor.page.locator("#end-button").click();
  await supervisor.page.getByLabel("Reason").fill("The caller was not the customer");
  await supervisor.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  const pressed = Date.now();
  await Promise.all([customerHears("Our support team ended the session. Nobody sees this page any more."), agentHears("A supervisor ended the session.")]);
  assert.ok(Date.now() - pressed < 2_000);
  assert.equal(await agent.page.locator("iframe").count(), 0);
  await supervisor.page.locator('[data-slot="state"]', { hasText: "Ended" }).waitFor();
  await supervisor.page.locator('[data-slot="reason"]', { hasText: "by a supervisor" }).waitFor();
  const timeline = supervisor.page.locator("#timeline");
  await timeline.getByText("The caller was not the customer").first().waitFor({ state: "attached" });
  await timeline.getByText(/Sam Lindqvist/).first().waitFor();
  await timeline.getByText(/Ada Okafor/).first().waitFor();
  const { json } = await demo.api(`/api/sessions/${sessionId}/timeline`, { as: demo.supervisor });
  const numbers = await timeline.locator("li").evaluateAll((items) => items.map(({ dataset }) => Number(dataset.key)));
  assert.deepEqual(numbers, json.entries.map(({ seq }) => seq), "each entry once, also what came after the page");
  await stayed();
  assert.equal((await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor })).json.pincode ?? null, null, "the PIN is erased");
});

test("the customer ends it: the agent is told, and nothing of the page is left on the agent's screen", async () => {
  await connected(demo, customer, agent);
  await endHelp(customer.page);
  await Promise.all([customerHears("You ended the session. Nobody sees this page any more."), agentHears("The customer ended the session.")]);
  assert.equal(await agent.page.locator("iframe").count(), 0);
});

test("the customer ends it from the sharing notice of the SDK as well", async () => {
  await connected(demo, customer, agent);
  await customer.page.getByRole("button", { name: "End sharing this page" }).click();
  await Promise.all([customerHears("You ended the session."), agentHears("The customer ended the session.")]);
});

test("the agent's own system ends it: the reason is the agent, not a supervisor", async () => {
  await connected(demo, customer, agent);
  const { sessionId } = await live();
  const { status } = await demo.api("/api/session/revoke", { as: demo.agents[0], method: "POST", body: { sessionId } });
  assert.equal(status, 200);
  await Promise.all([customerHears("Your helper ended the session. Nobody sees this page any more."), agentHears("An agent ended the session.")]);
  const { json } = await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor });
  assert.equal(json.endReason, "agent_ended");
});

test("the agent ends it from the desk in the frame: the customer is told that the helper did", async () => {
  await connected(demo, customer, agent);
  await desk(agent.page).getByRole("button", { name: "End for everyone" }).click();
  await desk(agent.page).getByRole("dialog").getByRole("button", { name: /end/i }).click();
  await Promise.all([customerHears("Your helper ended the session. Nobody sees this page any more."), agentHears(/ended the session/)]);
});

test("the list follows a session from its start to its end without being reloaded", async () => {
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  const stayed = await staysHere(supervisor.page);
  await supervisor.page.locator("#live-mark").waitFor();
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const { sessionId } = await live();
  const here = row(supervisor.page, sessionId);
  const state = (text) => here.locator('[data-slot="state"]', { hasText: text }).waitFor();
  await state("Waiting");
  await here.locator('[data-slot="pin"]', { hasText: `${pin.slice(0, 3)} ${pin.slice(3)}` }).waitFor();
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await here.locator('[data-slot="agents"]', { hasText: "Ada Okafor" }).waitFor();
  await here.locator('[data-slot="seats"]', { hasText: "1 of 5" }).waitFor();
  await allow(customer.page);
  await state("Active");
  await here.getByRole("button", { name: /^End/ }).click();
  await supervisor.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await state("Ended");
  await here.locator('[data-slot="reason"]', { hasText: "by a supervisor" }).waitFor();
  await until(async () => !(await here.locator('[data-slot="pin"]').innerText()).includes(pin.slice(3)), "the PIN gone from the list");
  await customerHears("Our support team ended the session.");
  await stayed();
});

test("a customer whose page goes away is shown as recovering, and as active once it is back", async () => {
  await connected(demo, customer, agent);
  const { sessionId } = await live();
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  const state = (text) => row(supervisor.page, sessionId).locator('[data-slot="state"]', { hasText: text }).waitFor();
  await state("Active");
  const address = customer.page.url();
  await customer.page.goto("about:blank");
  await state("Recovering");
  await customer.page.goto(address);
  await state("Active");
  await endHelp(customer.page);
  await state("Ended");
});

test("filters stand in the address; a PIN, a customer and an agent are found by typing", async () => {
  const pin = await connected(demo, customer, agent);
  const { sessionId, customer: who } = await live();
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  const { page } = supervisor;
  const search = async (text) => {
    await page.getByLabel("PIN, customer or agent").fill(text);
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL((url) => url.searchParams.get("q") === text);
  };
  await page.getByRole("navigation", { name: "State" }).getByRole("link", { name: "Active" }).click();
  await page.waitForURL((url) => url.searchParams.get("state") === "active");
  await row(page, sessionId).waitFor();
  assert.equal(await page.locator("#live-rows [data-session]").count(), 1, "the ended ones are not in the list of the active ones");
  await search(pin);
  assert.equal(new URL(page.url()).searchParams.get("state"), "active", "a search keeps the state");
  assert.deepEqual(await page.locator("#live-rows [data-session]").evaluateAll((rows) => rows.map((one) => one.dataset.session)), [sessionId]);
  await search("okafor");
  await row(page, sessionId).waitFor();
  await search(who.userName.slice(0, 5));
  await row(page, sessionId).waitFor();
  await search("nobody of this name");
  await page.getByRole("heading", { name: "No session matches" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "No session matches" }).waitFor();
  await page.getByRole("link", { name: "Show all sessions" }).click();
  await row(page, sessionId).waitFor();
  await endHelp(customer.page);
  await agentHears("The customer ended the session.");
  await row(page, sessionId).locator('[data-slot="state"]', { hasText: "Ended" }).waitFor();
  await search(pin);
  await page.getByRole("heading", { name: "No session matches" }).waitFor();
});
