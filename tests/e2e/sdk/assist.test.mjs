// Remote assist on the customer's side: who may scroll, what scrolls, and how it is stopped, whatever a relay claims.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { heard, payloads, startHarness, waitFor } from "./harness.mjs";
import { faults, helped } from "./helped.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

const ON = { remoteAssist: { enable: true, enableCustomerConsent: true, remoteAssistTypes: ["scroll_page"] } };
const ada = { userId: "a1", userName: "Ada" };
const question = (grantId = "g1") => ({ type: "assist_question", grantId, userId: "a1", agentName: "Ada", types: ["scroll_page"] });
const control = (grantId = "g1", more = {}) => ({ type: "assist", controller: { ...ada, grantId }, asking: null, queue: [], ...more });
const free = { type: "assist", controller: null, asking: null, queue: [] };
const y = (page) => page.evaluate(() => scrollY);
const dialog = (page) => page.getByRole("dialog", { name: "May Ada scroll this page for you?" });
const banner = (page) => page.getByText("Ada can scroll this page");
const armed = (one) => one.inShadow(".allow[aria-disabled=false]").waitFor();

async function controlled(options) {
  const one = await helped(harness, { settings: ON, ...options });
  one.say(question());
  await armed(one);
  await one.page.getByRole("button", { name: "Allow" }).click();
  await harness.relay.control("assist_answer");
  one.say(control());
  await banner(one.page).waitFor();
  return one;
}

/** Scrolls and waits for something that comes after it on the same socket, so that what did not happen would have. */
async function scrolled({ say, page }, ...frames) {
  for (const frame of frames) say({ type: "scroll", grantId: "g1", dx: 0, dy: 0, ...frame });
  const pin = String(Math.random());
  say({ type: "pincode_updated", pincode: pin });
  await page.waitForFunction((wanted) => window.log.some(([name, payload]) => name === "pincode_updated" && payload.pincode === wanted), pin);
}

test("the question names the agent, says what they can and cannot do, and allows after half a second in view", async () => {
  const one = await helped(harness, { settings: ON });
  await one.page.locator("#name").focus();
  one.say(question());
  await dialog(one.page).waitFor();
  const text = await dialog(one.page).innerText();
  for (const part of ["Ada", "stop this at any moment", "They can", "They cannot", "Press, type or fill in"]) assert.ok(text.includes(part), part);
  await one.page.evaluate(() => document.querySelector("cobroker-notice").shadowRoot.querySelector(".allow").click());
  await armed(one);
  await one.page.evaluate(() => document.querySelector("cobroker-notice").shadowRoot.querySelector(".allow").click());
  assert.deepEqual(one.answers("assist_answer"), [], "a script presses nothing");
  await one.page.getByRole("button", { name: "Allow" }).click();
  await harness.relay.control("assist_answer");
  assert.deepEqual(one.answers("assist_answer"), [{ grantId: "g1", allow: true }]);
  await dialog(one.page).waitFor({ state: "detached" });
  assert.equal(await one.page.evaluate(() => document.activeElement.id), "name", "the focus goes back");
  await one.context.close();
});

test("Escape and Decline say no, and nothing scrolls", async () => {
  const one = await helped(harness, { settings: ON });
  one.say(question("g1"));
  await dialog(one.page).waitFor();
  await one.page.keyboard.press("Escape");
  await harness.relay.control("assist_answer");
  one.say(question("g2"));
  await one.page.getByRole("button", { name: "Decline" }).click();
  await harness.relay.until(() => one.answers("assist_answer").length === 2, "the second no");
  assert.deepEqual(one.answers("assist_answer"), [{ grantId: "g1", allow: false }, { grantId: "g2", allow: false }]);
  one.say(control("g1"));
  await scrolled(one, { node: one.node("name"), dy: 300 });
  assert.equal(await y(one.page), 0);
  assert.deepEqual((await heard(one.page)).filter((name) => name.startsWith("remote_assist")), []);
  await one.context.close();
});

test("a question covered by another cannot be answered by the press meant for that one", async () => {
  const one = await helped(harness, { settings: ON });
  one.say(question());
  await armed(one);
  one.say({ type: "consent_request", admissionId: "m1", agentName: "Ben", phrase: "amber falcon" });
  await one.page.getByRole("dialog", { name: /Ben/ }).waitFor();
  await one.inShadow("[aria-labelledby=assist-title] .allow[aria-disabled=true]").waitFor();
  one.say({ type: "consent_withdrawn", admissionId: "m1" });
  await armed(one);
  await one.context.close();
});

test("the page, a box in it, a box in a shadow root and a frame scroll; at its end the box hands on to the page", async () => {
  const one = await controlled();
  const { page } = one;
  await scrolled(one, { node: one.node("name"), dy: 40 });
  assert.equal(await y(page), 40);
  await scrolled(one, { node: one.node("inside"), dy: 100 });
  assert.deepEqual([await one.top("box"), await y(page)], [100, 40]);
  await scrolled(one, { node: one.node("inside"), dy: 1000 }, { node: one.node("inside"), dy: 10 });
  const bottom = await page.evaluate(() => document.getElementById("box").scrollHeight - document.getElementById("box").clientHeight);
  assert.deepEqual([await one.top("box"), await y(page)], [bottom, 50]);
  await scrolled(one, { node: one.node("shadow-inside"), dy: 70 });
  assert.equal(await page.evaluate(() => document.getElementById("host").shadowRoot.getElementById("shadow-box").scrollTop), 70);
  await scrolled(one, { node: one.node("deep"), dy: 60 });
  assert.equal(await page.evaluate(() => document.getElementById("frame").contentWindow.scrollY), 60);
  await scrolled(one, { node: 999_999, dy: 25 });
  assert.equal(await y(page), 75, "a node that is not there any more means the page");
  assert.deepEqual(await page.evaluate(() => window.heard), [], "nothing but scrolling");
  await one.context.close();
});

test("a scroll with another grant, in fractions, or too far does nothing", async () => {
  const one = await controlled();
  const node = one.node("name");
  const bad = [{ grantId: "g2", dy: 50 }, { grantId: undefined, dy: 50 }, { grantId: null, dy: 50 }, { dy: 0.5 }, { dy: "50" }, { dy: 10_001 }, { dy: null }];
  await scrolled(one, ...bad.map((frame) => ({ node, ...frame })));
  assert.equal(await y(one.page), 0);
  await one.context.close();
});

test("a page whose scrolling is locked stays where it is", async () => {
  const one = await controlled();
  await one.page.evaluate(() => (document.documentElement.style.overflow = "hidden"));
  await scrolled(one, { node: one.node("name"), dy: 50 });
  assert.equal(await y(one.page), 0);
  await one.context.close();
});

test("scrolls are instant, also on a page that scrolls smoothly", async () => {
  const one = await controlled();
  await one.page.evaluate(() => (document.documentElement.style.scrollBehavior = "smooth"));
  await scrolled(one, { node: one.node("name"), dy: 500 });
  assert.equal(await y(one.page), 500);
  await one.context.close();
});

test("F49 the host page hears remote_assist_started and remote_assist_stopped, with who and what", async () => {
  const one = await controlled();
  const event = { agentId: "a1", agentName: "Ada", types: ["scroll_page"] };
  assert.deepEqual(await payloads(one.page, "remote_assist_started"), [event]);
  one.say(control("g1", { queue: [{ userId: "b", userName: "Ben" }] }));
  one.say(free);
  await waitFor(one.page, "remote_assist_stopped");
  assert.deepEqual(await payloads(one.page, "remote_assist_stopped"), [event]);
  assert.deepEqual(await payloads(one.page, "remote_assist_started"), [event], "the queue is no news for the page");
  await banner(one.page).waitFor({ state: "detached" });
  await one.context.close();
});

test("one press stops at once, before the relay knows, and the grant is void for good", async () => {
  const one = await controlled();
  await one.page.getByRole("button", { name: "Stop Ada from scrolling this page" }).click();
  await harness.relay.control("assist_stop");
  await banner(one.page).waitFor({ state: "detached" });
  one.say(control());
  await scrolled(one, { node: one.node("name"), dy: 50 });
  assert.equal(await y(one.page), 0);
  assert.deepEqual(await heard(one.page).then((names) => names.filter((name) => name.startsWith("remote"))), ["remote_assist_started", "remote_assist_stopped"]);
  await one.context.close();
});

test("Escape stops wherever the focus is", async () => {
  const one = await controlled();
  await one.page.locator("#notes").focus();
  await one.page.keyboard.press("Escape");
  await harness.relay.control("assist_stop");
  await banner(one.page).waitFor({ state: "detached" });
  await one.context.close();
});

test("F48 with requireStopConfirmation a stop asks first, and nothing moves while it asks", async () => {
  const one = await controlled({ settings: { remoteAssist: { ...ON.remoteAssist, requireStopConfirmation: true } } });
  const node = one.node("name");
  await one.page.getByRole("button", { name: "Stop Ada" }).click();
  const ask = one.page.getByRole("alertdialog", { name: "Stop Ada from scrolling?" });
  await ask.waitFor();
  await scrolled(one, { node, dy: 50 });
  assert.equal(await y(one.page), 0, "paused");
  await one.page.getByRole("button", { name: "Keep going" }).click();
  await scrolled(one, { node, dy: 50 });
  assert.equal(await y(one.page), 50);
  assert.deepEqual(one.answers("assist_stop"), []);
  await one.page.keyboard.press("Escape");
  await ask.waitFor();
  assert.deepEqual(await faults(one.page, ".assist"), []);
  await one.page.getByRole("button", { name: "Yes, stop" }).click();
  await harness.relay.control("assist_stop");
  await scrolled(one, { node, dy: 50 });
  assert.equal(await y(one.page), 50);
  await one.context.close();
});

test("without enableCustomerConsent the relay's grant is enough; with remote assist off none is", async () => {
  const trusting = await helped(harness, { settings: { remoteAssist: { enable: true, enableCustomerConsent: false } } });
  trusting.say(control());
  await banner(trusting.page).waitFor();
  await scrolled(trusting, { node: trusting.node("name"), dy: 50 });
  assert.equal(await y(trusting.page), 50);
  await trusting.context.close();
  harness.relay.reset();
  const off = await helped(harness, { settings: { remoteAssist: { enable: false, enableCustomerConsent: false } } });
  off.say(control());
  off.say(question("g2"));
  await harness.relay.control("assist_answer");
  assert.deepEqual(off.answers("assist_answer"), [{ grantId: "g2", allow: false }], "answered without bothering the customer");
  await scrolled(off, { node: off.node("name"), dy: 50 });
  assert.equal(await y(off.page), 0);
  assert.equal(await dialog(off.page).count(), 0);
  await off.context.close();
});

test("a lost connection voids the grant, the banner and an open question", async () => {
  const one = await controlled();
  one.say(question("g2"));
  await dialog(one.page).waitFor();
  harness.relay.onHello = (_hello, socket) => {
    socket.welcome({ resumed: true, agents: [ada] });
    socket.say({ type: "record" });
  };
  harness.relay.last.ws.terminate();
  await waitFor(one.page, "session_started", 2);
  await banner(one.page).waitFor({ state: "detached" });
  await dialog(one.page).waitFor({ state: "detached" });
  assert.equal((await payloads(one.page, "remote_assist_stopped")).length, 1);
  one.say(control());
  await scrolled(one, { node: one.node("name"), dy: 50 });
  assert.equal(await y(one.page), 0);
  await one.context.close();
});

for (const [name, visitor] of [["a 320 px phone", { viewport: { width: 320, height: 568 } }], ["dark mode", { colorScheme: "dark" }]]) {
  test(`question and banner fit and have no accessibility faults on ${name}`, async () => {
    const one = await helped(harness, { settings: ON, visitor });
    const agentName = "Wilhelmina Featherstonehaugh-Cholmondeley";
    one.say({ ...question(), agentName });
    await armed(one);
    const fits = async (part) => {
      const box = await part.boundingBox();
      const { width, height } = one.page.viewportSize();
      assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
      assert.ok(await part.evaluate((panel) => panel.scrollWidth <= panel.clientWidth));
    };
    const panel = one.page.getByRole("dialog");
    await fits(panel);
    assert.deepEqual(await faults(one.page, "dialog"), []);
    if (process.env.SHOTS) await one.page.screenshot({ path: `${process.env.SHOTS}/assist-question-${name.replace(/\W+/g, "-")}.png` });
    await one.page.getByRole("button", { name: "Allow" }).click();
    await harness.relay.control("assist_answer");
    one.say({ ...control(), controller: { userId: "a1", userName: agentName, grantId: "g1" } });
    await one.inShadow(".assist").waitFor();
    await fits(one.inShadow(".assist"));
    assert.deepEqual(await faults(one.page, ".assist"), []);
    if (process.env.SHOTS) await one.page.screenshot({ path: `${process.env.SHOTS}/assist-banner-${name.replace(/\W+/g, "-")}.png` });
    await one.context.close();
  });
}
