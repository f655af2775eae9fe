// The whole path without a mouse, and what screen readers are given on it: customer, agent and supervisor use nothing but keys, and
// find each thing by its name where Tab leads them.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axeFaults } from "../pages-mock/browser.mjs";
import { customerSees, viewerFrame } from "./drawing.mjs";
import { focused, press, signInByKeys, tabTo } from "./keys.mjs";
import { desk, launch, parting, person, picture, startDemo, until } from "./support.mjs";

let demo, browser, people;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});
afterEach(() => parting(people));

/** What screen readers get of a place, which must hold these lines. */
async function tells(place, ...lines) {
  // what is hidden gets its name up to a second after it is shown
  let tree = "";
  await until(async () => lines.every((line) => line.test(tree)) || ((tree = await place.ariaSnapshot()), false), `${lines.join(", ")} in the tree`).catch(() => {
    for (const line of lines) assert.match(tree, line);
  });
}

/** Nothing axe objects to, in either scheme. */
async function isFlawless(page, what) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    assert.deepEqual(await axeFaults(page), [], `${what}, ${colorScheme}`);
  }
}

async function helpByKeys(customer) {
  await press(customer.page, /^get help$/i, /button/);
  const pin = customer.page.locator(".cb-help-pin").filter({ hasText: /\d{3}\s\d{3}/ });
  await pin.waitFor();
  return (await pin.innerText()).replace(/\D/g, "");
}

test("customer, agent and supervisor go the whole way by keys, and each step is in the accessibility tree", async () => {
  const [customer, agent, supervisor] = await Promise.all([person(browser), person(browser), person(browser)]);
  people = [customer, agent, supervisor];
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await helpByKeys(customer);

  await agent.page.goto(`${demo.baseUrl}/agent`);
  await tells(agent.page.locator("body"), /heading/, /textbox "Login name"/, /textbox "Password"/, /button "Sign in"/);
  await signInByKeys(agent.page, demo, demo.agents[0], "/agent");
  await tells(agent.page.locator("body"), /navigation/, /main/, /textbox "Support PIN"/, /button "Sign out"/);
  await isFlawless(agent.page, "the agent's page");
  await tabTo(agent.page, /support pin/i, /input/);
  await agent.page.keyboard.type(pin);

  const dialog = customer.page.getByRole("dialog").filter({ has: customer.page.getByRole("button", { name: "Allow" }) });
  await dialog.waitFor();
  await tells(dialog, /button "Allow"/, /(see|share|screen|page)/i);
  assert.deepEqual(await axeFaults(customer.page, "cobroker-notice"), []);
  await isFlawless(agent.page, "waiting for consent");
  await until(() => dialog.getByRole("button", { name: "Allow" }).isEnabled(), "the button to arm itself");
  await press(customer.page, /^allow$/i);
  await picture(agent.page).getByRole("heading").first().waitFor();
  await isFlawless(agent.page, "the live desk");

  // the desk and the customer's page in it, as a screen reader has them
  await tells(desk(agent.page).locator("body"), /toolbar/, /button .*Read the page/, /button "Leave"/, /iframe/);
  await tells(picture(agent.page).locator("body"), /heading/, /textbox "/, /link "/, /Hidden/);
  await tabTo(agent.page, /./, /button/);

  // drawing
  await tabTo(agent.page, /just look|pen|read the page/i, /button/);
  await agent.page.keyboard.press("p");
  await until(() => viewerFrame(agent.page).evaluate(() => document.activeElement?.id === "layer" && document.hasFocus()), "the keys on the picture");
  for (const key of ["Space", "Shift+ArrowRight", "ArrowDown", "Space"]) await agent.page.keyboard.press(key);
  await until(async () => (await customerSees(customer.page)).length === 1, "the stroke on the customer's page");
  await agent.page.keyboard.press("Escape");

  // reading: nothing of it leaves the desk, and nothing comes to the customer
  await until(async () => /pen/i.test((await focused(agent.page)).name), "the focus back on the tool");
  const counts = () => [agent.frames.filter(({ sent }) => sent).length, customer.frames.filter(({ sent, bytes }) => !sent && bytes[0] === 0x43).length];
  await agent.page.keyboard.press("w");
  await until(async () => viewerFrame(agent.page).locator(".read").count(), "the ring of what is read");
  // the hand that drew says last that it is gone
  const said = [];
  await until(() => said.push(counts().join()) > 1 && said.at(-1) === said.at(-2), "nothing under way any more", 10_000, 500);
  const [before, values] = [counts(), await customer.page.evaluate(() => Array.from(document.querySelectorAll("input, select"), ({ value }) => value).join())];
  for (let turn = 0; turn < 12; turn++) for (const key of ["Tab", "ArrowDown", "x", "Enter", "Space"]) await agent.page.keyboard.press(key);
  await isFlawless(agent.page, "reading");
  assert.equal((await focused(agent.page)).isOn, true);
  assert.deepEqual([counts(), await customer.page.evaluate(() => Array.from(document.querySelectorAll("input, select"), ({ value }) => value).join())], [before, values]);
  await agent.page.keyboard.press("Escape");
  await until(async () => /read the page/i.test((await focused(agent.page)).name), "the focus back on the button");

  // the end, by the agent, who signs out
  await press(agent.page, /^end (session|for everyone)/i, /button/);
  await tabTo(agent.page, /^end/i, /button/);
  await agent.page.keyboard.press("Enter");
  await until(() => customer.page.evaluate(() => !document.querySelector("cobroker-notice")?.shadowRoot?.querySelector(".bar")), "the end at the customer");
  await isFlawless(agent.page, "after the end");
  await press(agent.page, /^sign out$/i, /button/);
  await agent.page.waitForURL("**/login*");

  // a supervisor finds the next session and ends it
  await customer.page.reload();
  await helpByKeys(customer);
  await signInByKeys(supervisor.page, demo, demo.supervisor, "/admin");
  await supervisor.page.getByRole("main").getByRole("link", { name: /open|details|demo|customer|guest|anonymous/i }).first().waitFor();
  await tells(supervisor.page.locator("body"), /navigation "Console"/, /heading "/, /table|grid|list/);
  await isFlawless(supervisor.page, "the list");
  const href = await supervisor.page.getByRole("main").locator('a[href*="/admin/sessions/"]').first().getAttribute("href");
  await until(async () => {
    await supervisor.page.keyboard.press("Tab");
    return supervisor.page.evaluate((wanted) => document.activeElement?.getAttribute("role") === "grid" && document.activeElement.querySelector(`a[href="${wanted}"]`) !== null, href);
  }, "the list");
  await supervisor.page.keyboard.press("ArrowDown");
  await supervisor.page.keyboard.press("Enter");
  await supervisor.page.waitForURL(`**${href}`);
  await isFlawless(supervisor.page, "the session");
  await press(supervisor.page, /^end session/i, /button/);
  const question = supervisor.page.getByRole("dialog");
  await question.waitFor();
  await tells(question, /heading "End/, /button "End/);
  await isFlawless(supervisor.page, "the question");
  await tabTo(supervisor.page, /^end session/i, /button/);
  await supervisor.page.keyboard.press("Enter");
  await supervisor.page.getByText(/ended/i).first().waitFor();
  await press(supervisor.page, /^sign out$/i, /button/);
  await supervisor.page.waitForURL("**/login*");
});
