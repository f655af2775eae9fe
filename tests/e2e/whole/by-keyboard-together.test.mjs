// The later part of the way without a mouse: asking a colleague in, handing over, ending, and saying how it came out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { customerSees, viewerFrame } from "./drawing.mjs";
import { focused, press, tabTo } from "./keys.mjs";
import { allow, desk, getHelp, launch, parting, person, picture, signIn, startDemo, until } from "./support.mjs";

let demo, browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Opens who is here by its key, and asks Ben from there. */
async function askBen(page, button, text) {
  await page.keyboard.press("u");
  await desk(page).locator("#people[open]").waitFor();
  await press(page, button, /button/);
  await tabTo(page, /^colleague$/i, /input/);
  await page.keyboard.type("Ben");
  await desk(page).getByRole("radio", { name: "Ben Castillo" }).waitFor();
  await tabTo(page, /^Ben Castillo$/, /input/);
  await page.keyboard.press("Space");
  await tabTo(page, /./, /textarea/);
  await page.keyboard.type(text);
  await press(page, /^(ask|hand over)$/i, /button/);
  await desk(page).locator("#tool-note", { hasText: "Ben Castillo is asked." }).waitFor();
  await until(async () => (await focused(page)).tag === "summary", "the focus back on who is here");
}

/** The form after the end: the outcome so many places down the list, a rating, a note, and back to the next PIN. */
async function wrapUp(page, down, text) {
  await page.locator("#wrap-ups input:enabled").first().waitFor();
  await tabTo(page, /^Solved$/, /input/);
  await page.keyboard.press("Space");
  for (let step = 0; step < down; step++) await page.keyboard.press("ArrowDown");
  await tabTo(page, /^1/, /input/);
  await page.keyboard.press("Space");
  for (let stars = 1; stars < 4; stars++) await page.keyboard.press("ArrowRight");
  await tabTo(page, /your notes/i, /textarea/);
  await page.keyboard.type(text);
  await press(page, /^done$/i, /button/);
  await page.locator("#wrap-ups .case").waitFor({ state: "detached" });
  assert.match((await focused(page)).name, /Support PIN/);
}

test("an agent draws, asks a colleague in, hands over, and the colleague ends it, all by keys", async () => {
  const [customer, ada, ben] = await Promise.all([person(browser), person(browser), person(browser)]);
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  await signIn(ada.page, demo, demo.agents[0]);
  await signIn(ben.page, demo, demo.agents[1]);
  await until(async () => /Support PIN/.test((await focused(ada.page)).name), "the focus on the PIN");
  await ada.page.keyboard.type(pin);
  await allow(customer.page);
  await picture(ada.page).getByRole("heading").first().waitFor();

  await tabTo(ada.page, /just look|pen|read the page/i, /button/);
  await ada.page.keyboard.press("p");
  await until(() => viewerFrame(ada.page).evaluate(() => document.activeElement?.id === "layer" && document.hasFocus()), "the keys on the picture");
  for (const key of ["Space", "Shift+ArrowRight", "Space"]) await ada.page.keyboard.press(key);
  await until(async () => (await customerSees(customer.page)).length === 1, "the stroke on the customer's page");
  await ada.page.keyboard.press("Escape");
  await until(async () => /pen/i.test((await focused(ada.page)).name), "the focus back on the tool");

  await askBen(ada.page, /^ask a colleague in$/i, "Knows roofs");
  await ben.page.locator(".invite-row").waitFor();
  await press(ben.page, /^decline$/i, /button/);
  await tabTo(ben.page, /a word for ada okafor/i, /input/);
  await ben.page.keyboard.type("In a call");
  await ben.page.keyboard.press("Enter");
  await desk(ada.page).locator("#tool-note", { hasText: "In a call" }).waitFor();

  await askBen(ada.page, /^hand over$/i, "She asks about the roof; the price comes next.");
  await ben.page.locator(".invite-row").waitFor();
  await press(ben.page, /^take over/i, /button/);
  await allow(customer.page);
  await desk(ben.page).locator("#brief", { hasText: "She asks about the roof" }).waitFor();
  await ada.page.locator("#outcome", { hasText: /./ }).waitFor();
  await wrapUp(ada.page, 2, "Ben goes on with the price.");

  await press(ben.page, /^put away$/i, /button/);
  await press(ben.page, /^end for everyone$/i, /button/);
  await tabTo(ben.page, /^end for everyone$/i, /button/);
  await ben.page.keyboard.press("Enter");
  await ben.page.locator("#outcome", { hasText: /./ }).waitFor();
  await wrapUp(ben.page, 0, "Price agreed.");
  const [{ sessionId }] = (await demo.api("/api/session/list", { as: demo.supervisor })).json.sessions;
  const { outcome, rating, notes } = (await demo.api(`/api/sessions/${sessionId}/case`, { as: demo.supervisor })).json;
  assert.deepEqual([outcome, rating, notes.map(({ text }) => text).sort()], ["solved", 4, ["Ben goes on with the price.", "Price agreed."]]);
  await parting([customer, ada, ben]);
});
