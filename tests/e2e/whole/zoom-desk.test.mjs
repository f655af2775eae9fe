// What agents do around Zoom's desk: several sessions, notes, an outcome, a reload, and a colleague who takes over.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endHelp, launch, parting, signIn, startDemo, typePin, until } from "./support.mjs";
import { ENV, SDK } from "./zoom/company.mjs";
import { freshHub, people } from "./zoom/people.mjs";

let demo, browser;
before(async () => {
  demo = await startDemo({ env: ENV });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function meet(t) {
  return people(browser, demo, await freshHub(t, SDK));
}

/** The session that is shown. */
const shown = (page) => page.locator(".session:not(.is-behind)");

/** The PIN once more, in Zoom's desk of the session that is shown. */
async function joinShown(page, pin) {
  const frame = shown(page).frameLocator("iframe");
  await frame.getByLabel("PIN code").fill(pin);
  await frame.getByRole("button", { name: "Join" }).click();
  await frame.locator("#state", { hasText: "joined" }).waitFor();
}

const shownPin = async (page) => (await shown(page).locator(".pin-large").innerText()).replace(/\s/g, "");

test("several sessions, notes, a reload and an outcome beside Zoom's desk", async (t) => {
  const { waitingCustomer, zoomPerson } = await meet(t);
  const [first, second] = [await waitingCustomer(), await waitingCustomer("/customer/policies")];
  const agent = await zoomPerson();
  await signIn(agent.page, demo, demo.agents[0]);
  for (const { pin } of [first, second]) {
    // keys that are pressed in Zoom's desk stay there
    await agent.page.locator("#tab-first").click();
    await typePin(agent.page, pin);
    await agent.page.waitForFunction((text) => document.querySelector(".session:not(.is-behind) .pin-large")?.textContent.replace(/\s/g, "") === text, pin);
    await joinShown(agent.page, pin);
    await shown(agent.page).locator('[data-slot="now"]', { hasText: "Zoom's desk shows who scrolls it." }).waitFor();
  }
  await until(async () => (await agent.page.getByRole("tab", { name: /Live/ }).count()) === 2, "two live tabs");
  await shown(agent.page).getByRole("button", { name: "Notes" }).click();
  await shown(agent.page).locator("textarea").fill("Asks about the excess");
  await shown(agent.page).locator("textarea").blur();
  await shown(agent.page).getByText("Saved", { exact: true }).waitFor();

  await agent.page.reload();
  await shown(agent.page).locator(".pin-large").waitFor();
  assert.equal(await shownPin(agent.page), second.pin, "Zoom's desk asks for it again");
  await joinShown(agent.page, second.pin);
  await until(async () => (await shown(agent.page).locator("textarea").inputValue()) === "Asks about the excess", "the notes, open as before");
  await agent.page.locator(`#tab-${first.sessionId}`).click();
  await agent.page.locator(`#panel-${first.sessionId} .pin-large`).waitFor();
  assert.equal(await shownPin(agent.page), first.pin);

  await agent.page.locator(`#tab-${second.sessionId}`).click();
  await endHelp(second.page);
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
  const card = agent.page.locator("#wrap-ups .case");
  await card.getByText("Solved", { exact: true }).click();
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  const { outcome, notes } = (await demo.api(`/api/sessions/${second.sessionId}/case`, { as: demo.supervisor })).json;
  assert.deepEqual([outcome, notes.map(({ text }) => text)], ["solved", ["Asks about the excess"]]);
  await parting([first, second, agent], [/status of 404/]);
});

test("a colleague takes over with the PIN beside the desk, and nobody is offered to watch", async (t) => {
  const { waitingCustomer, joinedAgent, seen, zoomPerson, supervisorAt } = await meet(t);
  const customer = await waitingCustomer();
  const [ada, ben] = [await joinedAgent(customer.pin, demo.agents[0]), await zoomPerson()];
  await signIn(ben.page, demo, demo.agents[1]);
  await ada.page.locator('[data-slot="state"]', { hasText: "Live" }).waitFor();
  await ada.page.getByRole("button", { name: "Hand over" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "Hand over to a colleague" });
  await dialog.getByLabel("Colleague", { exact: true }).fill("Ben");
  await dialog.getByRole("radio", { name: "Ben Castillo" }).check();
  await dialog.getByLabel("Colleague", { exact: true }).press("Enter");
  await dialog.getByText("Write what they have to know.").waitFor();
  await dialog.getByLabel("What they have to know").fill("She asks about the excess.");
  await dialog.locator("[data-slot=send]").click();
  await ada.page.getByText("Ben Castillo is asked.").waitFor();
  await ben.page.locator(".invite-row").getByText("She asks about the excess.").waitFor();
  await ben.page.locator(".invite-row").getByRole("button", { name: "Take over" }).click();
  await ada.page.getByText("Ben Castillo accepts, and opens the desk.").waitFor();
  await ben.page.locator(".pin-large").waitFor();
  assert.equal(await shownPin(ben.page), customer.pin);
  await joinShown(ben.page, customer.pin);
  await until(async () => (await seen(customer.sessionId)).agents.some(({ name, joinedAt }) => name === "Ben Castillo" && joinedAt), "the colleague at the broker");
  await ben.page.locator('[data-slot="state"]', { hasText: "Live" }).waitFor();

  const supervisor = await supervisorAt(`/admin/sessions/${customer.sessionId}`);
  await supervisor.page.getByRole("button", { name: /^End session/ }).waitFor();
  assert.equal(await supervisor.page.getByRole("link", { name: /Watch/ }).count(), 0);
  const answer = await demo.api(`/api/sessions/${customer.sessionId}/watch`, { as: demo.supervisor, method: "POST" });
  assert.deepEqual([answer.status, answer.json.type.split("/").pop()], [409, "not-in-zoom-mode"]);
  await parting([customer, ada, ben, supervisor], [/status of 404/]);
});
