// Several people in one session: invite, hand over, watch, barge in, and the customer always knows who is there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, connected, desk, endHelp, launch, parting, person, picture, results, signIn, startDemo, until } from "./support.mjs";

let demo, browser, customer, ada, ben, sam;
before(async () => {
  demo = await startDemo({ env: { COBROKER_PIN_SINGLE_USE: "true" } });
  browser = await launch();
  [customer, ada, ben, sam] = await Promise.all([person(browser), person(browser, { viewport: { width: 1280, height: 720 } }), person(browser), person(browser)]);
  await connected(demo, customer, ada);
  await signIn(ben.page, demo, demo.agents[1]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const shot = (page, name) => page.screenshot({ caret: "initial", path: join(results, `together-${name}.png`) });
const chip = (page, text) => page.locator('[data-slot="state"]', { hasText: text }).waitFor();
const notice = (text) => customer.page.locator("cobroker-notice").getByText(text).first().waitFor();
const person_ = (page, name) => desk(page).locator("#people-list li", { hasText: name });

async function openPeople(page) {
  if (!(await desk(page).locator("#people[open]").count())) await desk(page).locator("#people summary").click();
}

async function askIn(page, button, name, text) {
  await openPeople(page);
  await desk(page).getByRole("button", { name: button, exact: true }).click();
  const dialog = desk(page).locator("#invite");
  await dialog.getByLabel("Colleague", { exact: true }).fill(name.slice(0, 3));
  await dialog.getByRole("radio", { name }).check();
  await dialog.locator("textarea").fill(text);
  await shot(page, `dialog-${button.split(" ")[0].toLowerCase()}`);
  await dialog.locator("#invite-send").click();
}

test("a colleague who declines says so, and who accepts comes in by the customer's yes", async () => {
  await askIn(ada.page, "Ask a colleague in", "Ben Castillo", "Knows roofs");
  const invite = ben.page.locator(".invite-row");
  await invite.getByText("Ada Okafor asks you in").waitFor();
  await invite.getByText("Knows roofs").waitFor();
  await shot(ben.page, "invited");
  await invite.getByRole("button", { name: "Decline" }).click();
  await invite.getByLabel("A word for Ada Okafor").fill("In a call");
  await invite.locator("form").getByRole("button", { name: "Decline" }).click();
  await desk(ada.page).locator("#tool-note", { hasText: "In a call" }).waitFor();
  await askIn(ada.page, "Ask a colleague in", "Ben Castillo", "Now?");
  await openPeople(ada.page);
  await person_(ada.page, "Ben Castillo").getByText("Asked in by Ada Okafor").waitFor();
  await shot(ada.page, "people-invited");
  await invite.getByRole("button", { name: "Come in" }).click();
  await notice("Ada Okafor asked them in.");
  await shot(customer.page, "consent-invited");
  await allow(customer.page);
  await chip(ben.page, /^Live$/);
  await notice("Ben Castillo is here to help");
  await notice("You are sharing this page with Ada Okafor and Ben Castillo");
  await shot(customer.page, "two-help");
});

test("a supervisor watches, is seen by everybody, can do nothing, and helps by another yes", async () => {
  const [{ sessionId }] = (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions;
  await signIn(sam.page, demo, demo.supervisor, "/agent");
  await sam.page.goto(`${demo.baseUrl}/agent?watch=${sessionId}`);
  await sam.page.locator("#watch-dialog").getByRole("heading").waitFor();
  assert.equal(await customer.page.getByText("a supervisor, would like to watch").count(), 0, "a link alone asks nobody");
  await shot(sam.page, "watch-dialog");
  await sam.page.getByRole("button", { name: "Ask to watch" }).click();
  await notice("a supervisor, would like to watch");
  await openPeople(ada.page);
  await person_(ada.page, demo.supervisor.name ?? "").getByText("The customer is being asked").first().waitFor();
  await shot(customer.page, "consent-watch");
  await allow(customer.page);
  await picture(sam.page).locator("body *").first().waitFor({ state: "attached" });
  await notice("is watching this page, and can do nothing on it");
  await notice("(watching only)");
  await shot(customer.page, "watched");
  await person_(ada.page, "Watching only").waitFor();
  assert.equal(await desk(sam.page).locator("#draw-tools").isVisible(), false);
  await openPeople(sam.page);
  await shot(sam.page, "watching");
  // a reload finds the place again, as a watcher, and asks the customer nothing
  const asked = () => customer.frames.filter(({ sent, bytes }) => !sent && bytes[0] === 0x43 && JSON.parse(bytes.subarray(1)).type === "consent_request").length;
  const before = asked();
  await sam.page.reload();
  await picture(sam.page).locator("body *").first().waitFor({ state: "attached" });
  await desk(sam.page).locator("body[data-watching]").waitFor();
  await sam.page.locator('[data-slot="now"]', { hasText: "You watch" }).waitFor();
  assert.equal(asked(), before);
  await openPeople(sam.page);
  const seats = async () => (await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor })).json.seats.taken;
  assert.equal(await seats(), 2, "watching takes no seat");
  await desk(sam.page).getByRole("button", { name: "Ask to help" }).click();
  await notice("who is watching, would like to help");
  await shot(customer.page, "consent-barge-in");
  await allow(customer.page);
  await notice("is helping now");
  await desk(sam.page).locator("#tool-note", { hasText: "You are helping now" }).waitFor();
  assert.equal(await seats(), 3);
});

test("who hands over leaves when the colleague is in, and the customer reads it", async () => {
  await desk(ben.page).getByRole("button", { name: "Leave" }).click();
  await ben.page.locator("#outcome", { hasText: "You left" }).waitFor();
  await notice("Ben Castillo left.");
  await askIn(ada.page, "Hand over", "Ben Castillo", "She asks about the roof; the price comes next.");
  const invite = ben.page.locator(".invite-row");
  await invite.getByText("Ada Okafor would like to hand over to you").waitFor();
  await invite.getByRole("button", { name: "Take over" }).click();
  await notice("Ada Okafor hands over to them and leaves.");
  assert.equal(await customer.page.getByText("about the roof").count(), 0, "the note is for the colleague");
  await shot(customer.page, "consent-hand-over");
  await allow(customer.page);
  await chip(ben.page, /^Live$/);
  await desk(ben.page).locator("#brief", { hasText: "She asks about the roof" }).waitFor();
  await notice("Ada Okafor handed over to Ben Castillo.");
  await shot(customer.page, "handed-over");
  await shot(ben.page, "took-over");
  await ada.page.locator("#outcome").waitFor({ state: "visible" });
  await shot(ada.page, "handed-over-agent");
  await until(async () => (await picture(ben.page).locator("h1").count()) > 0, "the page at the colleague");
  await endHelp(customer.page);
  await parting([customer, ada, ben, sam]);
});
