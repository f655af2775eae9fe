// The customer decides: the dialog, the bar, and that nothing but a person can press them.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { initSdk, start, startHarness, waitFor } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

/** A page with a session. The closed shadow root is opened for this test only: Playwright cannot look into closed ones. */
async function sharing(path = "plain.html", options = {}) {
  const { context, noise } = await harness.visitor(options);
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      window.modes = [...(window.modes ?? []), init.mode];
      return attach.call(this, { ...init, mode: "open" });
    };
  });
  const page = await context.newPage();
  await page.goto(`${harness.base}/${path}`);
  assert.equal((await initSdk(page)).error, undefined);
  await start(page);
  return { page, context, noise };
}

const ask = (admissionId, agentName = "Ada Byron", phrase = "amber falcon") => harness.relay.last.say({ type: "consent_request", admissionId, agentName, phrase });
const answers = () => harness.relay.frames.filter(({ message }) => message?.type === "consent").map(({ message }) => [message.admissionId, message.allow]);
const dialog = (page) => page.getByRole("dialog");
const allow = (page) => page.getByRole("button", { name: "Allow" });
const armed = (page) => page.locator(".allow[aria-disabled=false]").waitFor();

test("the dialog names the agent, shows the phrase and what is shared, and Allow says so", async () => {
  const { page, context } = await sharing();
  await page.locator("#field").focus();
  ask("m1");
  await dialog(page).waitFor();
  const text = await dialog(page).innerText();
  for (const part of ["Ada Byron", "amber falcon", "will see", "will not see", "card numbers"]) assert.ok(text.includes(part), part);
  assert.deepEqual(await page.evaluate(() => window.modes), ["closed"]);
  await armed(page);
  await allow(page).click();
  await harness.relay.control("consent");
  assert.deepEqual(answers(), [["m1", true]]);
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "field", "focus goes back");
  await context.close();
});

test("Allow does nothing before it has been in view for half a second", async () => {
  const { page, context } = await sharing();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  ask("m1");
  await dialog(page).waitFor();
  await allow(page).click({ force: true });
  await page.clock.runFor(490);
  await allow(page).click({ force: true });
  assert.equal(await allow(page).getAttribute("aria-disabled"), "true");
  await page.clock.runFor(20);
  await allow(page).click();
  await harness.relay.control("consent");
  assert.deepEqual(answers(), [["m1", true]]);
  await context.close();
});

test("a script cannot press Allow", async () => {
  const { page, context } = await sharing();
  ask("m1");
  await armed(page);
  await page.evaluate(() => {
    const button = document.querySelector("cobroker-notice").shadowRoot.querySelector(".allow");
    button.click();
    button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });
  await page.getByRole("button", { name: "Decline" }).click();
  await harness.relay.control("consent");
  assert.deepEqual(answers(), [["m1", false]]);
  await context.close();
});

test("Escape declines, Tab stays inside", async () => {
  const { page, context } = await sharing();
  ask("m1");
  await dialog(page).waitFor();
  const inside = () => page.evaluate(() => document.querySelector("cobroker-notice").shadowRoot.activeElement?.className);
  const walked = [];
  for (let presses = 0; presses < 4; presses++) {
    await page.keyboard.press("Tab");
    walked.push(await inside());
  }
  assert.deepEqual(walked, ["allow", "decline", "allow", "decline"]);
  await page.keyboard.press("Escape");
  await harness.relay.control("consent");
  assert.deepEqual(answers(), [["m1", false]]);
  await context.close();
});

test("several agents are asked about one after the other; who goes away is not asked about", async () => {
  const { page, context } = await sharing();
  ask("m1", "Ada");
  ask("m2", "Ben");
  ask("m3", "Cleo");
  await page.getByText("2 more people").waitFor();
  harness.relay.last.say({ type: "consent_withdrawn", admissionId: "m2" });
  await page.getByText("One more person").waitFor();
  harness.relay.last.say({ type: "consent_withdrawn", admissionId: "m1" });
  await page.getByRole("dialog", { name: /Cleo/ }).waitFor();
  await armed(page);
  await allow(page).click();
  await harness.relay.control("consent");
  assert.deepEqual(answers(), [["m3", true]]);
  await context.close();
});

test("the bar says who watches, becomes a dot but never goes, and ends the session", async () => {
  const { page, context } = await sharing();
  harness.relay.last.say({ type: "agent_joined", userId: "a", userName: "Ada", agentCount: 1 });
  await page.getByText("You are sharing this page with Ada").waitFor();
  await page.getByRole("button", { name: "Make this notice small" }).click();
  await page.getByRole("button", { name: /Show the notice/ }).click();
  harness.relay.last.say({ type: "agent_joined", userId: "b", userName: "Ben", agentCount: 2 });
  await page.getByText("with Ada and Ben").waitFor();
  await page.evaluate(() => document.querySelector("cobroker-notice").remove());
  await page.getByText("with Ada and Ben").waitFor();
  await page.getByRole("button", { name: "End sharing this page" }).click();
  await harness.relay.control("end");
  harness.relay.last.say({ type: "session_ended", reason: "customer_ended", endReason: "The session ended" });
  await waitFor(page, "session_ended");
  assert.equal(await page.locator("cobroker-notice").count(), 0);
  await context.close();
});

test("a strict page reports nothing, and our own elements are no part of the picture", async () => {
  const { page, context, noise } = await sharing("strict.html");
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(({ kind }) => kind === "S", "a snapshot");
  ask("m1", "VISIBLE-agent-name");
  await armed(page);
  assert.notEqual(await allow(page).evaluate((button) => getComputedStyle(button).backgroundColor), "rgb(239, 239, 239)", "the dialog is styled");
  await allow(page).click();
  harness.relay.last.say({ type: "agent_joined", userId: "a", userName: "VISIBLE-agent-name", agentCount: 1 });
  await page.getByRole("button", { name: "Make this notice small" }).click();
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(({ kind }) => kind === "S", "a second snapshot", harness.relay.frames.length);
  await page.evaluate(() => (document.getElementById("out").textContent = "VISIBLE-mark"));
  await harness.relay.until(() => harness.relay.everything().includes("VISIBLE-mark"), "the change");
  const pictures = JSON.stringify(harness.relay.events());
  assert.ok(!pictures.includes("cobroker-notice") && !pictures.includes("VISIBLE-agent-name"));
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(noise, []);
  await context.close();
});

for (const [name, options] of [["a 320 px phone", { viewport: { width: 320, height: 568 } }], ["dark mode", { colorScheme: "dark" }]]) {
  test(`the dialog fits and has no accessibility faults on ${name}`, async () => {
    const { page, context } = await sharing("plain.html", options);
    ask("m1", "Wilhelmina Featherstonehaugh-Cholmondeley");
    await armed(page);
    const box = await dialog(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= page.viewportSize().width && box.y >= 0 && box.y + box.height <= page.viewportSize().height);
    assert.ok(await dialog(page).evaluate((panel) => panel.scrollWidth <= panel.clientWidth));
    await page.addScriptTag({ url: "/axe.js" });
    const faults = await page.evaluate(async () => {
      const { violations } = await window.axe.run({ fromShadowDom: ["cobroker-notice", "dialog"] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
    assert.deepEqual(faults, []);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/consent-${name.replace(/\W+/g, "-")}.png` });
    await context.close();
  });
}
