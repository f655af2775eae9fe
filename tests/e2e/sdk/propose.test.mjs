// Proposals on the customer's side: what the card says, that only a person's yes does anything, and what is refused unasked.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startHarness, waitFor } from "./harness.mjs";
import { faults, helped } from "./helped.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

const ON = { allowAgentProposals: true };
const click = { kind: "click" };
const enter = (value) => ({ kind: "value", value });
const card = (page) => page.getByRole("alertdialog");
const yes = (page) => page.getByRole("button", { name: "Yes, do it" });
const no = (page) => page.getByRole("button", { name: "No", exact: true });
const armed = (one) => one.inShadow(".card .allow[aria-disabled=false]").waitFor();

async function proposed(id, action, options = {}) {
  const one = await helped(harness, { settings: ON, ...options });
  one.propose = (proposalId, target, what, agentName = "Ada") => one.say({ type: "proposal", proposalId, userId: "a1", agentName, node: one.node(target) ?? 999_999, action: what });
  one.outcomes = () => one.answers("proposal_answer").map(({ proposalId, answer }) => `${proposalId} ${answer}`);
  one.answered = (wanted) => harness.relay.until(() => one.outcomes().includes(wanted), `"${wanted}", but ${one.outcomes()}`);
  one.value = (target) => one.page.evaluate((name) => document.getElementById(name).value, target);
  one.heard = () => one.page.evaluate(() => window.heard);
  if (id) one.propose("p1", id, action);
  return one;
}

test("the card says who suggests what in the page's own words, rings the element, and a yes presses it", async () => {
  const one = await proposed("send", click);
  await one.page.getByRole("alertdialog", { name: "Ada suggests: press “Send”" }).waitFor();
  assert.match(await card(one.page).innerText(), /Nothing happens unless you say yes/);
  const ring = await one.inShadow(".aim").boundingBox();
  const button = await one.page.locator("#send").boundingBox();
  assert.ok(ring.x < button.x && ring.y < button.y && ring.x + ring.width > button.x + button.width && ring.y + ring.height > button.y + button.height);
  assert.equal(await one.page.evaluate(() => document.querySelector("cobroker-notice").shadowRoot.activeElement.classList[0]), "card", "the card has the focus, not a button of it");
  await armed(one);
  assert.deepEqual(await one.heard(), []);
  await yes(one.page).click();
  await one.answered("p1 yes");
  assert.deepEqual(await one.heard(), ["click send"]);
  assert.equal(await one.page.evaluate(() => document.activeElement.id), "send");
  await card(one.page).waitFor({ state: "detached" });
  await one.inShadow(".aim").waitFor({ state: "detached" });
  await one.context.close();
});

test("no, and Escape, do nothing and give the focus back", async () => {
  const one = await proposed();
  await one.page.locator("#send").focus();
  one.propose("p1", "next", click);
  await no(one.page).click();
  await one.answered("p1 no");
  assert.equal(await one.page.evaluate(() => document.activeElement.id), "send");
  one.propose("p2", "next", click);
  await card(one.page).waitFor();
  await one.page.keyboard.press("Escape");
  await one.answered("p2 no");
  assert.equal(await one.page.evaluate(() => location.hash), "");
  await one.context.close();
});

test("a page's own script cannot say yes, and a person not before half a second in view", async () => {
  const one = await proposed();
  await one.page.clock.install();
  await one.page.clock.pauseAt(Date.now() + 60_000);
  one.propose("p1", "send", click);
  await card(one.page).waitFor();
  await yes(one.page).click({ force: true });
  await one.page.clock.runFor(400);
  await yes(one.page).click({ force: true });
  await one.page.clock.runFor(700);
  await armed(one);
  await one.page.evaluate(() => {
    const button = document.querySelector("cobroker-notice").shadowRoot.querySelector(".card .allow");
    button.click();
    button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await no(one.page).click();
  await one.answered("p1 no");
  assert.deepEqual(one.outcomes(), ["p1 no"]);
  assert.deepEqual(await one.heard(), []);
  await one.context.close();
});

test("a yes fills a field as a person would: the page hears input and change, and a framework's own setter is not in the way", async () => {
  const one = await proposed();
  // what React does: it keeps the last value it knows of, and takes an input event without a change for none
  await one.page.evaluate(() => {
    const field = document.getElementById("name");
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    let known = "";
    Object.defineProperty(field, "value", { configurable: true, get() { return get.call(this); }, set(value) { known = value; set.call(this, value); } });
    field.addEventListener("input", () => get.call(field) !== known && window.heard.push(`framework ${(known = get.call(field))}`));
  });
  const steps = [
    ["name", "Grace Hopper", /enter this in “Full name”/],
    ["notes", "Two\nlines", /enter this in “Notes”/],
    ["kind", "boat", /choose this in “Kind”/],
    ["day", "2026-11-22", /enter this in “Day”/],
  ];
  for (const [id, value, title] of steps) {
    one.propose(id, id, enter(value));
    await one.page.getByRole("alertdialog", { name: title }).waitFor();
    assert.equal(await one.inShadow("blockquote").innerText(), id === "kind" ? "Boat" : value, "to the letter");
    await armed(one);
    await yes(one.page).click();
    await one.answered(`${id} yes`);
    assert.equal(await one.value(id), value);
  }
  const heard = await one.heard();
  for (const [id, value] of steps) for (const type of ["input", "change"]) assert.ok(heard.includes(`${type} ${id} ${value}`), `${type} ${id}: ${heard}`);
  assert.ok(heard.includes("framework Grace Hopper"), String(heard));
  await one.context.close();
});

test("a tick is set and taken away", async () => {
  const one = await proposed("terms", enter("true"));
  await one.page.getByRole("alertdialog", { name: "Ada suggests: tick “I agree”" }).waitFor();
  await armed(one);
  await yes(one.page).click();
  await one.answered("p1 yes");
  assert.equal(await one.page.locator("#terms").isChecked(), true);
  one.propose("p2", "terms", enter("false"));
  await one.page.getByRole("alertdialog", { name: "Ada suggests: untick “I agree”" }).waitFor();
  await armed(one);
  await yes(one.page).click();
  await one.answered("p2 yes");
  assert.equal(await one.page.locator("#terms").isChecked(), false);
  await one.context.close();
});

test("what may not or cannot be done is answered without a word to the customer", async () => {
  const one = await proposed();
  const refused = {
    "a masked field": ["card", enter("4111")], "a press on a masked field": ["card", click], "a password": ["word", enter("x")], "a press on a password": ["word", click], "a file": ["file", click],
    "a disabled button": ["off", click], "a hidden one": ["hidden", click], "a script address": ["script", click], "another tab": ["tab", click], "a download": ["save", click],
    "a frame": ["frame", click], "a disabled choice": ["kind", enter("sub")], "no choice": ["kind", enter("car")], "no date": ["day", enter("soon")], "too long": ["name", enter("x".repeat(41))],
    "a value for a button": ["send", enter("x")], "what is not there": ["nothing", click], "no action": ["send", { kind: "type" }], "no value": ["name", { kind: "value" }],
  };
  for (const [name, [id, action]] of Object.entries(refused)) one.propose(name, id, action);
  for (const name of Object.keys(refused)) await one.answered(`${name} impossible`);
  assert.equal(await card(one.page).count(), 0);
  await one.context.close();
  harness.relay.reset();
  const off = await proposed("send", click, { settings: {} });
  await off.answered("p1 impossible");
  assert.equal(await card(off.page).count(), 0, "not allowed by the page");
  await off.context.close();
});

test("the card closes when the element goes away, is disabled, or becomes private", async () => {
  const one = await proposed();
  const ways = { gone: "document.getElementById('send').remove()", off: "document.getElementById('name').disabled = true", secret: "document.getElementById('notes').setAttribute('data-private', '')" };
  for (const [id, [target, action]] of Object.entries({ gone: ["send", click], off: ["name", enter("x")], secret: ["notes", enter("x")] })) {
    one.propose(id, target, action);
    await armed(one);
    await one.page.evaluate(ways[id]);
    await one.answered(`${id} impossible`);
    await card(one.page).waitFor({ state: "detached" });
  }
  assert.deepEqual(await one.heard(), []);
  await one.context.close();
});

test("the element is brought into view, and yes works only while it is there", async () => {
  const one = await proposed(undefined, undefined, { visitor: { reducedMotion: "reduce", viewport: { width: 900, height: 600 } } });
  await one.page.evaluate(() => scrollTo(0, 3000));
  one.propose("p1", "send", click);
  await card(one.page).waitFor();
  await one.page.waitForFunction(() => scrollY < 500);
  await armed(one);
  await one.page.evaluate(() => scrollTo(0, 3000));
  await one.inShadow(".card .allow[aria-disabled=true]").waitFor();
  await yes(one.page).click({ force: true });
  await one.page.waitForFunction(() => scrollY < 500);
  assert.deepEqual(one.outcomes(), [], "the press only brought it back");
  await armed(one);
  await yes(one.page).click();
  await one.answered("p1 yes");
  await one.context.close();
});

test("proposals wait for each other; one that is taken back or whose connection is lost goes without an answer", async () => {
  const one = await proposed("send", click);
  one.propose("p2", "name", enter("B"), "Ben");
  one.propose("p3", "next", click, "Cleo");
  await card(one.page).getByText("press “Send”").waitFor();
  one.say({ type: "proposal_withdrawn", proposalId: "p2" });
  one.say({ type: "proposal_withdrawn", proposalId: "p1" });
  await one.page.getByRole("alertdialog", { name: "Cleo suggests: press “Next”" }).waitFor();
  harness.relay.onHello = (_hello, socket) => socket.welcome({ resumed: true });
  harness.relay.last.ws.terminate();
  await waitFor(one.page, "session_started", 2);
  await card(one.page).waitFor({ state: "detached" });
  assert.deepEqual(one.outcomes(), []);
  await one.context.close();
});

test("who types is not interrupted: the card takes the focus in a pause", async () => {
  const one = await proposed();
  await one.page.locator("#notes").focus();
  await one.page.keyboard.type("abc");
  one.propose("p1", "send", click);
  await card(one.page).waitFor();
  await one.page.keyboard.type("def");
  assert.equal(await one.value("notes"), "abcdef");
  await one.page.waitForFunction(() => document.querySelector("cobroker-notice").shadowRoot.activeElement?.className.startsWith("card"));
  await one.page.keyboard.press("Escape");
  await one.answered("p1 no");
  assert.equal(await one.page.evaluate(() => document.activeElement.id), "notes");
  await one.context.close();
});

for (const [name, visitor] of [["a 320 px phone", { viewport: { width: 320, height: 568 } }], ["dark mode", { colorScheme: "dark" }]]) {
  test(`the card fits and has no accessibility faults on ${name}`, async () => {
    const one = await proposed(undefined, undefined, { visitor });
    one.propose("p1", "notes", enter("I would like the cover to begin on the first day of the month, because the old one ends then."), "Wilhelmina Featherstonehaugh-Cholmondeley");
    await armed(one);
    const { width, height } = one.page.viewportSize();
    const box = await card(one.page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
    // the page moves on until the card does not cover what it is about
    await one.page.waitForFunction(() => {
      const [ring, panel] = [".aim", ".card"].map((part) => document.querySelector("cobroker-notice").shadowRoot.querySelector(part).getBoundingClientRect());
      return ring.top >= 0 && (ring.bottom <= panel.top || panel.bottom <= ring.top);
    });
    assert.deepEqual(await faults(one.page, ".card"), []);
    if (process.env.SHOTS) await one.page.screenshot({ path: `${process.env.SHOTS}/propose-${name.replace(/\W+/g, "-")}.png` });
    await one.context.close();
  });
}
