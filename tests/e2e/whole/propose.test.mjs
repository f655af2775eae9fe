// Proposals on the real server: an agent suggests a press or a value, and only the customer's yes does anything.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { button, customerY, helping, joinToo, note, pictureY, rawDesk, timeline, waiting } from "./helping.mjs";
import { desk, endHelp, launch, parting, person, picture, results, signIn, startDemo, until } from "./support.mjs";

let demo, browser, customer, agent, people;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
beforeEach(async () => {
  [customer, agent] = await Promise.all([person(browser), person(browser)]);
  people = [customer, agent];
});
afterEach(() => parting(people));

/** What the timeline says of proposals. */
const STORY = /_proposed$|^proposal_/;
const QUOTE = { path: "/customer/quote" };
const end = () => endHelp(customer.page);
const card = (text) => customer.page.getByRole("alertdialog", { name: text });
const yes = () => customer.page.getByRole("button", { name: "Yes, do it" });
const no = () => customer.page.getByRole("button", { name: "No", exact: true });
const form = (one = agent) => desk(one.page).getByRole("form", { name: "Propose to the customer" });
const send = () => form().getByRole("button", { name: /^Propose/ });

/** Presses "Propose" and picks the element with this selector in the picture by pointer. */
async function pick(selector, one = agent) {
  await customer.page.locator(selector).evaluate((element) => element.scrollIntoView({ block: "center" }));
  await until(async () => (await pictureY(one)) === (await customerY(customer)), "the same place in the picture");
  await button(one, "Propose").click();
  // by place: of what is private the picture has no more than that
  const at = await customer.page.locator(selector).boundingBox();
  const frame = await desk(one.page).frameLocator("#viewer iframe").locator(".replayer-wrapper iframe").boundingBox();
  const scale = frame.width / customer.page.viewportSize().width;
  const [x, y] = [frame.x + (at.x + at.width / 2) * scale, frame.y + (at.y + at.height / 2) * scale];
  await one.page.mouse.move(x, y);
  await one.page.mouse.click(x, y);
  await form(one).waitFor();
}

test("an agent proposes a value, the customer reads it to the letter and says yes, and the page takes it as typed", async () => {
  await helping(demo, customer, agent, QUOTE);
  await pick("#full-name");
  await form().getByText("Field “Full name”").waitFor();
  await form().getByLabel("Fill in").fill("Grace Hopper");
  await agent.page.screenshot({ caret: "initial", path: join(results, "propose-agent.png") });
  await send().click();
  await card("Ada Okafor suggests: enter this in “Full name”").getByText("Grace Hopper", { exact: true }).waitFor();
  await customer.page.screenshot({ caret: "initial", path: join(results, "propose-customer.png") });
  assert.equal(await customer.page.locator("#full-name").inputValue(), "", "nothing before the yes");
  await yes().click();
  await note(agent, "The customer said yes to: enter “Grace Hopper” in “Full name”.");
  assert.equal(await customer.page.locator("#full-name").inputValue(), "Grace Hopper");
  await until(async () => (await picture(agent.page).getByLabel("Full name").inputValue()) === "Grace Hopper", "the value in the picture");
  await agent.page.screenshot({ caret: "initial", path: join(results, "propose-answered.png") });
  await end();
});

test("a choice, a tick and a press, each with its own words; the page reacts to all of them", async () => {
  await helping(demo, customer, agent, QUOTE);
  await pick("#product");
  await form().getByLabel("Choose").selectOption({ label: "Boat" });
  await send().click();
  await card("suggests: choose this in “Insurance”").getByText("Boat", { exact: true }).waitFor();
  await yes().click();
  await note(agent, "choose “Boat”");
  assert.notEqual(await customer.page.locator("#estimate-price").innerText(), "€14.20", "the page computed a new price");

  await pick("input[name=terms]");
  await send().click();
  await card("suggests: tick “I have read that this is a demo”").waitFor();
  await yes().click();
  await note(agent, "tick “I have read");
  assert.equal(await customer.page.getByLabel("I have read that this is a demo").isChecked(), true);

  await pick('nav a:has-text("Claims")');
  await send().click();
  await customer.page.getByRole("alertdialog", { name: /suggests: press “/ }).waitFor();
  const before = customer.page.url();
  await yes().click();
  await customer.page.waitForURL((url) => url.href !== before);
  const kinds = async () => (await timeline(demo, STORY)).map(({ kind }) => kind);
  const wanted = ["value_proposed", "value_proposed", "click_proposed"].flatMap((kind) => [kind, "proposal_accepted"]);
  await until(async () => (await kinds()).length === wanted.length, "the timeline");
  assert.deepEqual(await kinds(), wanted);
  await end();
});

test("no is no: nothing happens, the agent is told, and the timeline has both without the value", async () => {
  await helping(demo, customer, agent, QUOTE);
  await pick("#notes");
  await form().getByLabel("Fill in").fill("CANARY-7781");
  await send().click();
  await card("suggests: enter this in “Anything we should know?”").waitFor();
  await no().click();
  await note(agent, "The customer said no");
  assert.equal(await customer.page.locator("#notes").inputValue(), "");
  await until(async () => (await timeline(demo, STORY)).length === 2, "proposal and answer");
  const entries = await timeline(demo, STORY);
  assert.deepEqual(entries.map(({ kind }) => kind), ["value_proposed", "proposal_declined"]);
  assert.ok(!JSON.stringify(entries).includes("CANARY"), "never a value");
  const supervisor = await person(browser);
  people.push(supervisor);
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  const { json } = await demo.api("/api/session/list?state=live", { as: demo.supervisor });
  await supervisor.page.goto(`${demo.baseUrl}/admin/sessions/${json.sessions[0].sessionId}`);
  await supervisor.page.getByText("The customer declined the proposal").waitFor();
  await end();
});

test("what is private, switched off or leads away cannot be proposed, and the customer is not bothered", async () => {
  await helping(demo, customer, agent, QUOTE);
  await pick("#card");
  await form().getByLabel("Fill in").fill("4111 1111 1111 1111");
  await send().click();
  await note(agent, "This cannot be done there");
  await pick("#new-password");
  await form().getByLabel("Fill in").fill("secret");
  await send().click();
  await note(agent, "This cannot be done there: enter “secret”");
  assert.equal(await customer.page.getByRole("alertdialog").count(), 0);
  for (const id of ["card", "new-password"]) assert.equal(await customer.page.locator(`#${id}`).inputValue(), "");
  await end();
});

test("a page that takes no proposals gets none, also over a raw socket", async () => {
  const pin = await waiting(demo, customer, { ...QUOTE, settings: { allowAgentProposals: false } });
  const raw = await rawDesk(demo, customer, pin, demo.agents[0]);
  assert.equal((await raw.hears("abilities")).proposals, false);
  raw.say({ type: "propose", n: 1, node: 5, action: { kind: "click" } });
  await raw.hears("refused", ({ what, n, reason }) => what === "propose" && n === 1 && reason === "off");
  raw.close();
  await end();
});

test("a proposal taken back, an element that goes and a page that goes close the card, and the agent is told which it was", async () => {
  await helping(demo, customer, agent, QUOTE);
  const open = customer.page.getByRole("alertdialog");
  await pick("#full-name");
  await form().getByLabel("Fill in").fill("x");
  await send().click();
  await open.waitFor();
  await button(agent, "Take it back").click();
  await open.waitFor({ state: "detached" });

  await pick("#full-name");
  await form().getByLabel("Fill in").fill("y");
  await send().click();
  await open.waitFor();
  await customer.page.evaluate(() => document.getElementById("full-name").remove());
  await note(agent, "This cannot be done there");
  await open.waitFor({ state: "detached" });

  await pick("#email");
  await form().getByLabel("Fill in").fill("grace@example.com");
  await send().click();
  await open.waitFor();
  await customer.page.reload();
  await note(agent, "The customer’s page went away before an answer");
  await picture(agent.page).getByLabel("E-mail").waitFor();
  assert.equal(await open.count(), 0);
  await end();
});

test("a script of the page cannot press yes", async () => {
  await helping(demo, customer, agent, QUOTE);
  await pick("#full-name");
  await form().getByLabel("Fill in").fill("x");
  await send().click();
  await customer.page.locator("cobroker-notice .card .allow[aria-disabled=false]").waitFor();
  await customer.page.evaluate(() => {
    const button = document.querySelector("cobroker-notice").shadowRoot.querySelector(".card .allow");
    button.click();
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    button.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
  await no().click();
  await note(agent, "The customer said no");
  assert.equal(await customer.page.locator("#full-name").inputValue(), "");
  await end();
});

test("an agent picks by keyboard alone, and Escape at any step proposes nothing", async () => {
  await helping(demo, customer, agent, QUOTE);
  const said = desk(agent.page).frameLocator("#viewer iframe").locator("#said");
  await button(agent, "Propose").focus();
  await agent.page.keyboard.press("Enter");
  await said.filter({ hasText: "Arrow keys" }).waitFor({ state: "attached" });
  for (let steps = 0; !/Full name/.test(await said.innerText()); steps += 1) {
    assert.ok(steps < 40, "the field was not reached");
    await agent.page.keyboard.press("ArrowDown");
  }
  assert.match(await said.innerText(), /^Field Full name, \d+ of \d+$/);
  await agent.page.screenshot({ caret: "initial", path: join(results, "propose-picking.png") });
  await agent.page.keyboard.press("Enter");
  await form().waitFor();
  await agent.page.keyboard.press("Escape");
  await form().waitFor({ state: "hidden" });
  await agent.page.keyboard.press("g");
  await desk(agent.page).locator("#propose-status", { hasText: "Point at what you mean" }).waitFor();
  await agent.page.keyboard.press("Escape");
  await desk(agent.page).locator("#propose-strip").waitFor({ state: "hidden" });
  assert.equal(await customer.page.getByRole("alertdialog").count(), 0);
  await end();
});

test("two agents' proposals come one after the other", async () => {
  const pin = await helping(demo, customer, agent, QUOTE);
  const ben = await person(browser);
  people.push(ben);
  await joinToo(demo, customer, ben, pin, demo.agents[1]);
  await pick("#full-name");
  await form().getByLabel("Fill in").fill("from Ada");
  await send().click();
  await card("Ada Okafor suggests").waitFor();
  await pick("#email", ben);
  await form(ben).getByLabel("Fill in").fill("from Ben");
  await form(ben).getByRole("button", { name: /^Propose/ }).click();
  await yes().click();
  await card("Ben Castillo suggests").waitFor();
  await yes().click();
  await note(ben, "The customer said yes");
  assert.equal(await customer.page.locator("#full-name").inputValue(), "from Ada");
  assert.equal(await customer.page.locator("#email").inputValue(), "from Ben");
  await end();
});
