// Remote assist on the real server: an agent scrolls the customer's page, with the customer's yes and as long as they like.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { allArrived, banner, button, customerY, helping, inControl, joinToo, note, pictureY, pointAt, question, rawDesk, strip, timeline, told, waiting } from "./helping.mjs";
import { allow, desk, endHelp, launch, parting, person, picture, results, startDemo, until } from "./support.mjs";

const [ADA, BEN] = ["Ada Okafor", "Ben Castillo"];

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

async function another() {
  const one = await person(browser);
  people.push(one);
  return one;
}
const end = () => endHelp(customer.page);
const stop = () => customer.page.getByRole("button", { name: `Stop ${ADA} from scrolling this page` });
const wheel = (dy) => agent.page.mouse.wheel(0, dy);

test("F45 an agent in control scrolls the customer's page by wheel, keys and boxes in it, and both stand at the same place", async () => {
  await helping(demo, customer, agent);
  await pointAt(agent);
  await wheel(300);
  assert.equal(await button(agent, "Scroll for the customer").getAttribute("aria-pressed"), "false");
  await inControl(customer, agent);
  assert.equal(await customerY(customer), 0, "before it had control the wheel moved nothing of the customer's");
  await customer.page.screenshot({ caret: "initial", path: join(results, "assist-customer.png") });
  await agent.page.screenshot({ caret: "initial", path: join(results, "assist-agent.png") });

  await customer.page.evaluate(() => document.body.append(Object.assign(document.createElement("div"), { id: "tall" })));
  await customer.page.evaluate(() => (document.getElementById("tall").style.height = "9000px"));
  await picture(agent.page).locator("#tall").waitFor({ state: "attached" });
  await pointAt(agent);
  for (let tick = 0; tick < 60; tick += 1) await wheel(100);
  await until(async () => (await customerY(customer)) === 6000, "60 ticks of 100 at the customer");
  await until(async () => (await pictureY(agent)) === 6000, "the same place in the picture");
  await wheel(-1000);
  await until(async () => (await customerY(customer)) === 5000, "the way back");

  await agent.page.keyboard.press("Home");
  await until(async () => (await customerY(customer)) === 0, "the top");
  await agent.page.keyboard.press("ArrowDown");
  await until(async () => (await customerY(customer)) === 40, "an arrow key");
  await agent.page.keyboard.press("PageDown");
  await until(async () => (await customerY(customer)) > 300, "a page key");
  await agent.page.keyboard.press("End");
  const bottom = await customer.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  await until(async () => Math.abs((await customerY(customer)) - bottom) < 2, "the end");
  await until(async () => Math.abs((await pictureY(agent)) - bottom) < 2, "the end in the picture");
  await end();
});

test("F45 a box on the page, a box in a shadow root, and at the box's end the page", async () => {
  await helping(demo, customer, agent);
  await customer.page.evaluate(() => {
    const box = (id) => {
      const outer = Object.assign(document.createElement("div"), { id });
      Object.assign(outer.style, { height: "120px", overflow: "auto" });
      const inner = document.createElement("p");
      inner.style.height = "600px";
      outer.append(inner);
      return outer;
    };
    const host = Object.assign(document.createElement("div"), { id: "host" });
    Element.prototype.attachShadow.call(host, { mode: "open" }).append(box("inner"));
    document.querySelector("main").prepend(box("nested"), host);
  });
  await picture(agent.page).locator("#inner").waitFor({ state: "attached" });
  await inControl(customer, agent);
  await pointAt(agent, "#nested");
  await wheel(200);
  await until(() => customer.page.locator("#nested").evaluate((box) => box.scrollTop === 200), "the box");
  await until(() => picture(agent.page).locator("#nested").evaluate((box) => box.scrollTop === 200), "the box in the picture");
  assert.equal(await customerY(customer), 0);
  await pointAt(agent, "#inner");
  await wheel(150);
  await until(() => customer.page.locator("#inner").evaluate((box) => box.scrollTop === 150), "the box in the shadow root");
  await wheel(5000);
  await until(() => customer.page.locator("#inner").evaluate((box) => box.scrollTop === box.scrollHeight - box.clientHeight), "its end");
  await wheel(60);
  await until(async () => (await customerY(customer)) === 60, "on with the page");
  await end();
});

test("F45 a finger that drags the picture drags the customer's page", async () => {
  const hand = await person(browser, { hasTouch: true });
  people.push(hand);
  await helping(demo, customer, hand);
  await inControl(customer, hand);
  const box = await desk(hand.page).locator("#viewer iframe").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = await hand.context.newCDPSession(hand.page);
  const send = (type, at) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: at === null ? [] : [{ x, y: at }] });
  await send("touchStart", y);
  for (let step = 1; step <= 10; step += 1) await send("touchMove", y - 15 * step);
  await send("touchEnd", null);
  await until(async () => (await customerY(customer)) > 100, "the page under the finger");
  await end();
});

test("F46 the customer is asked; a no scrolls nothing, and the agent may ask again", async () => {
  await helping(demo, customer, agent);
  await button(agent, "Scroll for the customer").click();
  await strip(agent, "The customer is asked whether you may scroll.");
  await question(customer, ADA).waitFor();
  await customer.page.screenshot({ caret: "initial", path: join(results, "assist-question.png") });
  await pointAt(agent);
  await wheel(300);
  await customer.page.getByRole("button", { name: "Decline" }).click();
  await note(agent, "The customer said no");
  await wheel(300);
  await button(agent, "Scroll for the customer").click();
  await question(customer, ADA).waitFor();
  await customer.page.keyboard.press("Escape");
  await question(customer, ADA).waitFor({ state: "detached" });
  await until(async () => (await timeline(demo, /^assist/)).length === 4, "both in the timeline");
  assert.equal(await customerY(customer), 0);
  assert.deepEqual((await timeline(demo, /^assist/)).map(({ kind }) => kind), ["assist_asked", "assist_denied", "assist_asked", "assist_denied"]);
  assert.deepEqual(await customer.page.evaluate(() => window.told), []);
  await end();
});

test("F46 an agent who does not wait takes the question away", async () => {
  await helping(demo, customer, agent);
  await button(agent, "Scroll for the customer").click();
  await question(customer, ADA).waitFor();
  await desk(agent.page).locator("#assist-strip").getByRole("button", { name: "Cancel" }).click();
  await question(customer, ADA).waitFor({ state: "detached" });
  await button(agent, "Scroll for the customer").waitFor();
  await end();
});

test("F47 only scroll_page exists: a page that allows other types allows nothing, and other input does nothing", async () => {
  const pin = await waiting(demo, customer, { settings: { remoteAssist: { enable: true, enableCustomerConsent: false, remoteAssistTypes: ["edit_form"] } } });
  const raw = await rawDesk(demo, customer, pin, demo.agents[0]);
  assert.equal((await raw.hears("abilities")).remoteAssist, false);
  raw.say({ type: "assist_request" });
  await raw.hears("refused", ({ what, reason }) => what === "assist" && reason === "off");
  raw.say({ type: "scroll", grantId: "1", node: 1, dx: 0, dy: 300 });
  await raw.hears("refused", ({ what, reason }) => what === "scroll" && reason === "off");
  for (const input of [{ type: "click", node: 1 }, { type: "input", node: 1, value: "x" }]) {
    const other = await rawDesk(demo, customer, pin, demo.agents[1]);
    other.say(input);
    assert.equal(await other.closed, 1008, `${input.type} is no message`);
  }
  assert.equal(await customerY(customer), 0);
  raw.close();
  await end();
});

test("F47 a scroll over a raw socket without a grant, or with a made-up one, moves nothing", async () => {
  const pin = await helping(demo, customer, agent);
  await inControl(customer, agent);
  const raw = await rawDesk(demo, customer, pin, demo.agents[1]);
  assert.equal((await raw.hears("assist", ({ controller }) => controller?.userName === ADA)).controller.grantId, undefined, "others do not learn the grant");
  for (const grantId of ["1", "2", ""]) raw.say({ type: "scroll", grantId, node: 1, dx: 0, dy: 300 });
  await raw.hears("refused", ({ what }) => what === "scroll");
  await allArrived(customer, raw);
  assert.equal(await customerY(customer), 0);
  await pointAt(agent);
  await wheel(300);
  await until(async () => (await customerY(customer)) === 300, "who has the grant goes on");
  raw.close();
  await end();
});

test("F48 with requireStopConfirmation both sides are asked before a stop, and nothing moves meanwhile", async () => {
  await helping(demo, customer, agent, { settings: { remoteAssist: { enable: true, enableCustomerConsent: true, remoteAssistTypes: ["scroll_page"], requireStopConfirmation: true } } });
  await inControl(customer, agent);
  await stop().click();
  const sure = customer.page.getByRole("alertdialog", { name: `Stop ${ADA} from scrolling?` });
  await sure.waitFor();
  await pointAt(agent);
  const before = customer.frames.length;
  await wheel(300);
  await until(() => customer.frames.slice(before).some(({ sent, bytes }) => !sent && bytes.includes('"scroll"')), "a scroll that came to the page");
  await customer.page.getByRole("button", { name: "Keep going" }).click();
  assert.equal(await customerY(customer), 0);
  await wheel(200);
  await until(async () => (await customerY(customer)) === 200, "going on");

  await button(agent, "Stop scrolling").click();
  const dialog = desk(agent.page).getByRole("dialog", { name: "Stop scrolling?" });
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Stay" }).click();
  await banner(customer, ADA).waitFor();
  await button(agent, "Stop scrolling").click();
  await dialog.getByRole("button", { name: "Stop scrolling" }).click();
  await banner(customer, ADA).waitFor({ state: "detached" });
  await button(agent, "Scroll for the customer").waitFor();
  await end();
});

test("F48 without it one press stops at once, on either side, also by Escape", async () => {
  await helping(demo, customer, agent);
  await inControl(customer, agent);
  await button(agent, "Stop scrolling").click();
  await banner(customer, ADA).waitFor({ state: "detached" });
  await inControl(customer, agent);
  await stop().click();
  await note(agent, "theirs alone");
  await inControl(customer, agent);
  await customer.page.keyboard.press("Escape");
  await banner(customer, ADA).waitFor({ state: "detached" });
  await button(agent, "Scroll for the customer").waitFor();
  await end();
});

test("F49 both sides hear remote_assist_started and remote_assist_stopped, and the timeline says who began and who stopped", async () => {
  await helping(demo, customer, agent);
  await inControl(customer, agent);
  await stop().click();
  await button(agent, "Scroll for the customer").waitFor();
  for (const { page } of [customer, agent]) {
    await until(async () => (await told(page, "remote_assist_stopped")).length === 1, "the stop");
    for (const name of ["remote_assist_started", "remote_assist_stopped"]) {
      const [event] = await told(page, name);
      assert.deepEqual([event.agentName, event.types, typeof event.agentId], [ADA, ["scroll_page"], "string"]);
    }
  }
  await until(async () => (await timeline(demo, /^assist/)).length === 4, "the timeline");
  const entries = await timeline(demo, /^assist/);
  assert.deepEqual(entries.map(({ kind }) => kind), ["assist_asked", "assist_allowed", "assist_started", "assist_stopped"]);
  assert.equal(entries.at(-1).actor.kind, "customer");
  await end();
});

test("a second agent queues, everybody sees it, and takes over with a consent of their own when the first stops", async () => {
  const pin = await helping(demo, customer, agent);
  const ben = await another();
  await joinToo(demo, customer, ben, pin, demo.agents[1]);
  await inControl(customer, agent);
  await strip(ben, `${ADA} scrolls the customer’s page.`);
  await button(ben, "Scroll for the customer").click();
  await strip(ben, "Next: you.");
  await strip(agent, `Next: ${BEN}.`);
  await ben.page.screenshot({ caret: "initial", path: join(results, "assist-queue.png") });
  assert.equal(await question(customer, BEN).count(), 0, "not asked while Ada has control");
  await button(agent, "Stop scrolling").click();
  await question(customer, BEN).waitFor();
  await strip(agent, `The customer is asked whether ${BEN} may scroll.`);
  await allow(customer.page);
  await banner(customer, BEN).waitFor();
  await strip(agent, `${BEN} scrolls the customer’s page.`);
  await pointAt(agent);
  await wheel(500);
  await pointAt(ben);
  await ben.page.mouse.wheel(0, 100);
  await until(async () => (await customerY(customer)) === 100, "Ben's hundred and nothing of Ada's");
  await end();
});

test("the customer stops in the middle of a scroll, and not a pixel comes after that", async () => {
  const pin = await helping(demo, customer, agent);
  const raw = await rawDesk(demo, customer, pin, demo.agents[1]);
  await inControl(customer, agent);
  await pointAt(agent);
  for (let tick = 0; tick < 5; tick += 1) await wheel(20);
  await until(async () => (await customerY(customer)) > 0, "scrolling");
  // the place at the very moment of the press
  await customer.page.evaluate(() => window.addEventListener("click", () => (window.stoppedAt = scrollY), { capture: true, once: true }));
  const [, ...ticks] = [stop().click(), ...Array.from({ length: 20 }, () => wheel(20))];
  await Promise.all(ticks);
  await banner(customer, ADA).waitFor({ state: "detached" });
  await wheel(500);
  await button(agent, "Scroll for the customer").waitFor();
  await allArrived(customer, raw);
  assert.equal(await customerY(customer), Math.round(await customer.page.evaluate(() => window.stoppedAt)));
  raw.close();
  await end();
});

test("a page that goes away takes the grant with it: the next one needs a new yes", async () => {
  await helping(demo, customer, agent);
  await inControl(customer, agent);
  await customer.page.getByRole("navigation").getByRole("link", { name: "My policies" }).first().click();
  await picture(agent.page).getByRole("heading", { level: 1, name: "My policies" }).waitFor();
  await button(agent, "Scroll for the customer").waitFor();
  assert.equal(await banner(customer, ADA).count(), 0);
  await pointAt(agent);
  await wheel(300);
  await inControl(customer, agent);
  assert.equal(await customerY(customer), 0);
  await end();
});

test("an agent who leaves in control leaves the customer's page to the customer", async () => {
  const pin = await helping(demo, customer, agent);
  const raw = await rawDesk(demo, customer, pin, demo.agents[1]);
  raw.say({ type: "assist_request" });
  await question(customer, BEN).waitFor();
  await allow(customer.page);
  await banner(customer, BEN).waitFor();
  raw.close();
  await banner(customer, BEN).waitFor({ state: "detached" });
  await desk(agent.page).locator("#assist-strip").waitFor({ state: "hidden" });
  assert.equal((await told(customer.page, "remote_assist_stopped")).length, 1);
  await end();
});
