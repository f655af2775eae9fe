// What the customer does is what the agent sees, from page to page, and nobody is asked twice.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { connected, desk, endHelp, launch, parting, person, picture, readable, results, startDemo, until } from "./support.mjs";

let demo, browser, customer, agent;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
beforeEach(async () => ([customer, agent] = await Promise.all([person(browser), person(browser)])));
afterEach(() => parting([customer, agent]));

const seen = () => picture(agent.page);
const session = async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions[0];
const end = () => endHelp(customer.page);

test("what the customer types, picks and ticks stands at the agent as they do it", async () => {
  await connected(demo, customer, agent);
  const { page } = customer;
  await page.getByLabel("Full name").pressSequentially("Grace Hopper");
  await page.getByLabel("Anything we should know?").fill("Two lines\nof notes");
  await page.getByLabel("Insurance", { exact: true }).selectOption("boat");
  await page.getByLabel("€500").check();
  await page.getByLabel("I have read that this is a demo").check();
  await until(async () => (await seen().getByLabel("Full name").inputValue()) === "Grace Hopper", "the name");
  await until(async () => (await seen().getByLabel("Anything we should know?").inputValue()) === "Two lines\nof notes", "the notes");
  await until(async () => (await seen().getByLabel("Insurance", { exact: true }).inputValue()) === "boat", "the choice");
  await until(() => seen().getByLabel("€500").isChecked(), "the radio button");
  await until(() => seen().getByLabel("I have read that this is a demo").isChecked(), "the tick");
  // text that the page computed itself
  const price = await page.locator("#estimate-price").innerText();
  assert.notEqual(price, "€14.20");
  await seen().locator("#estimate-price", { hasText: price }).waitFor();
  await page.getByLabel("Full name").fill("");
  await until(async () => (await seen().getByLabel("Full name").inputValue()) === "", "the emptied field");
  await end();
});

test("private fields show that they are filled, and not with what", async () => {
  await connected(demo, customer, agent);
  await customer.page.getByLabel("Card number").fill("4111111111111111");
  await customer.page.getByLabel("Full name").fill("after the card");
  await until(async () => (await seen().getByLabel("Full name").inputValue()) === "after the card", "what was typed later");
  const fields = await seen().locator("input").all();
  const values = await Promise.all(fields.map((field) => field.inputValue()));
  assert.ok(values.includes("after the card"));
  assert.deepEqual(values.filter((value) => /\d{4}/.test(value) && !/^\d{4}-\d\d-\d\d$/.test(value)), []);
  assert.ok(values.some((value) => /^[*•x]+$/i.test(value)), `something stands for the number: ${values}`);
  await end();
});

test("scrolling the page and a part of it moves the agent's view", async () => {
  await connected(demo, customer, agent, { path: "/customer/claims" });
  await customer.page.evaluate(() => scrollTo(0, 500));
  await until(async () => Math.abs((await seen().locator("html").evaluate((html) => html.scrollTop)) - 500) < 2, "the page's scroll");
  await customer.page.evaluate(() => {
    const box = document.createElement("div");
    box.id = "nested";
    box.style.height = "80px";
    box.style.overflow = "auto";
    box.append(Object.assign(document.createElement("p"), { textContent: "tall" }));
    box.firstChild.style.height = "900px";
    document.querySelector("main").prepend(box);
  });
  await seen().locator("#nested").waitFor({ state: "attached" });
  await customer.page.evaluate(() => document.getElementById("nested").scrollTo(0, 320));
  await until(async () => (await seen().locator("#nested").evaluate((box) => box.scrollTop)) === 320, "the nested scroll");
  await end();
});

test("elements that the page adds, changes, moves and removes follow at the agent", async () => {
  await connected(demo, customer, agent, { path: "/customer/policies" });
  await customer.page.evaluate(() => {
    const list = document.createElement("ul");
    list.id = "added";
    list.append(...["one", "two", "three"].map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    document.querySelector("main").prepend(list);
  });
  const texts = () => seen().locator("#added li").allInnerTexts();
  await until(async () => (await texts()).join() === "one,two,three", "the added list");
  await customer.page.evaluate(() => {
    const list = document.getElementById("added");
    list.append(list.firstChild);
    list.firstChild.textContent = "second";
    list.children[1].remove();
    list.className = "changed";
  });
  await until(async () => (await texts()).join() === "second,one", "the changed list");
  await until(async () => (await seen().locator("#added").getAttribute("class")) === "changed", "the class");
  await end();
});

test("the picture, the table and its order, the opened answer and the dialog are visible at the agent", async () => {
  await connected(demo, customer, agent, { path: "/customer" });
  const hero = seen().locator(".hp-hero-picture");
  await until(() => hero.evaluate((image) => image.complete && image.naturalWidth > 0), "the picture");
  await customer.page.getByRole("link", { name: "My policies" }).click();
  await customer.page.waitForURL("**/customer/policies");
  await seen().getByRole("heading", { name: "My policies" }).waitFor();
  const order = (frame) => frame.locator("#policies tbody tr td:first-child").allInnerTexts();
  await customer.page.getByRole("columnheader", { name: "A month" }).locator("button").or(customer.page.getByRole("columnheader", { name: "A month" })).first().click();
  const sorted = await order(customer.page);
  assert.equal(sorted[0], "Travel 9040");
  await until(async () => (await order(seen())).join() === sorted.join(), "the sorted table");
  await customer.page.getByText("When may I cancel?").click();
  await seen().getByText("At any time with a month's notice.").waitFor();
  await customer.page.getByRole("button", { name: "Manage Boat 3052" }).click();
  await seen().getByRole("dialog").getByText("Bank account").waitFor();
  await agent.page.screenshot({ caret: "initial", path: join(results, "agent-dialog.png") });
  await customer.page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await seen().locator("#policy-dialog").waitFor({ state: "hidden" });
  await end();
});

test("from page to page and through a refresh it is one session, one agent, one consent", async () => {
  await connected(demo, customer, agent, { path: "/customer" });
  const before = await session();
  const asked = await countDialogs(customer.page);
  for (const [link, heading] of [["My policies", "My policies"], ["Claims", "How claims go"], ["Get a quote", "Get a quote"]]) {
    await customer.page.getByRole("navigation").getByRole("link", { name: link }).first().click();
    await customer.page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await seen().getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  await customer.page.reload();
  await customer.page.locator(".cb-help-launcher", { hasText: "Live: Ada Okafor" }).waitFor();
  await customer.page.getByLabel("Full name").fill("after the refresh");
  await until(async () => (await seen().getByLabel("Full name").inputValue()) === "after the refresh", "typing after the refresh");
  assert.equal(await asked(), 0, "nobody was asked again");
  const now = await session();
  assert.equal(now.sessionId, before.sessionId);
  assert.deepEqual(now.agents.map(({ admissionId }) => admissionId), before.agents.map(({ admissionId }) => admissionId));
  assert.equal(now.state, "active");
  const { json } = await demo.api(`/api/sessions/${now.sessionId}/timeline`, { as: demo.supervisor });
  const kinds = json.entries.map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === "agent_joined").length, 1, kinds.join());
  await end();
});

test("an address that changes without loading stands at the agent, without what is behind its path", async () => {
  await connected(demo, customer, agent);
  const address = desk(agent.page).locator("#page");
  for (const path of ["/customer/orders", "/customer/orders/7"]) {
    await customer.page.evaluate((next) => history.pushState(null, "", `${next}?card=4111#1111`), path);
    await until(async () => (await address.textContent()).endsWith(path), `${path} at the agent`);
  }
  await customer.page.goBack();
  await until(async () => (await address.textContent()).endsWith("/customer/orders"), "the address before at the agent");
  assert.equal(await address.getAttribute("title"), `${demo.baseUrl}/customer/orders`);
  assert.ok(!readable(customer.frames.filter((frame) => frame.sent)).includes("4111"), "neither query nor hash was sent");
  await end();
});

test("a customer who looks at another tab is said to, and back is back", async () => {
  await connected(demo, customer, agent);
  await customer.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const notice = agent.page.frameLocator('iframe[title^="Customer\'s page"]').locator("#away");
  await notice.waitFor();
  await customer.page.evaluate(() => {
    delete document.visibilityState;
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await notice.waitFor({ state: "hidden" });
  await end();
});

/** Counts the consent dialogs of this tab from now on, on every page it goes to. */
async function countDialogs(page) {
  let dialogs = 0;
  await page.exposeFunction("dialogShown", () => void (dialogs += 1));
  await page.addInitScript(() => {
    const show = HTMLDialogElement.prototype.showModal;
    HTMLDialogElement.prototype.showModal = function () {
      if (this.getRootNode() instanceof ShadowRoot) window.dialogShown();
      return show.call(this);
    };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      new MutationObserver(() => root.textContent.includes("would like to see this page") && window.dialogShown()).observe(root, { childList: true, subtree: true });
      return root;
    };
  });
  return () => dialogs;
}
