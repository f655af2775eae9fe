// Drawing and pointing between a real customer and real agents on the real server: acceptance rows F31 to F38 and what follows from them.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { agentDrags, agentSees, bothSee, customerDrags, customerSees, cutOff, deskFrame, handOnPicture, isBack, keepSocket, onAgentsScreen, replayedBox, sayRaw, tool, viewerFrame, within } from "./drawing.mjs";
import { hostSite, startSharing } from "./host.mjs";
import { allow, connected, desk, launch, parting, person, picture, signIn, startDemo, typePin, until } from "./support.mjs";

let demo, browser, host, customer, agent, people;
before(async () => {
  host = await hostSite();
  demo = await startDemo({ env: { COBROKER_ALLOWED_ORIGINS: host.origin } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  host?.stop();
});
beforeEach(async () => {
  customer = await person(browser, { viewport: { width: 1120, height: 760 } });
  agent = await person(browser, { viewport: { width: 1400, height: 900 } });
  people = [customer, agent];
  await Promise.all(people.map(keepSocket));
});
afterEach(() => parting(people));

const near = (a, b, tolerance, what) => assert.ok(Math.abs(a - b) <= tolerance, `${what}: ${a} is not ${b} ± ${tolerance}`);

/** On a page of a host site with these settings of `init`; its elements have fixed sizes. */
async function onHostPage(settings, who = demo.agents[0], newcomer = agent) {
  const { sdkKey } = await (await fetch(`${demo.baseUrl}/api/config`)).json();
  await customer.page.goto(`${host.origin}/drawing.html`);
  const pin = await customer.page.evaluate(startSharing, { base: demo.baseUrl, sdkKey, settings });
  await comeIn(newcomer, who, pin);
  return pin;
}

async function comeIn(newcomer, who, pin) {
  await signIn(newcomer.page, demo, who);
  await typePin(newcomer.page, pin);
  await allow(customer.page);
  await picture(newcomer.page).locator("#target").waitFor();
  await desk(newcomer.page).locator("#in").waitFor();
  await until(() => viewerFrame(newcomer.page), "the viewer");
}

const target = () => customer.page.locator("#target").boundingBox();
/** From a tenth to nine tenths of the element `#target`. */
async function acrossTarget(box) {
  const { x, y, width, height } = box ?? (await target());
  return [[x + 0.1 * width, y + 0.2 * height], [x + 0.5 * width, y + 0.8 * height], [x + 0.9 * width, y + 0.2 * height]];
}
/** Each side has the stroke at the same place of its own `#target`. */
async function sitsOnTarget() {
  const at = async () => {
    const [[mine], [theirs]] = await Promise.all([customerSees(customer.page), agentSees(agent.page)]);
    return [mine && within(mine, await target()), theirs && within(theirs, await replayedBox(agent.page, "#target"))];
  };
  await until(async () => {
    const [mine, theirs] = await at();
    const box = await target();
    return mine && theirs && [mine, theirs].every(({ left, width }) => Math.abs(left - 0.1 * box.width) < 3 && Math.abs(width - 0.8 * box.width) < 4) && Math.abs(mine.top - theirs.top) < 1;
  }, "the stroke on its element, on both sides").catch(async (error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await at())}`);
  });
}
const both = { allowAgentAnnotation: true, allowCustomerAnnotation: true };
const pressed = (name) => customer.page.getByRole("button", { name, exact: true }).click();

test("F31: what an agent draws with the pen stands on the customer's page, and stays", async () => {
  await onHostPage(both);
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  const [[mine], [theirs]] = await bothSee(customer, agent, 1);
  assert.deepEqual([mine.tool, theirs.tool], ["pen", "pen"]);
  for (const side of ["left", "top", "width", "height"]) near(mine[side], theirs[side], 1, side);
  await sitsOnTarget();
  // a vanishing stroke, begun later, is gone before the pen's
  await tool(agent.page, "vanishing").click();
  await agentDrags(agent.page, [300, 300], [400, 320]);
  await bothSee(customer, agent, 2);
  const [[left]] = await bothSee(customer, agent, 1);
  assert.equal(left.tool, "pen");
});

test("F32: the vanishing pen's stroke is gone on both sides 4 seconds after it was finished", async () => {
  await onHostPage(both);
  await tool(agent.page, "vanishing").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  const finished = Date.now();
  await bothSee(customer, agent, 1);
  await bothSee(customer, agent, 0);
  const lasted = Date.now() - finished;
  assert.ok(lasted >= 3_500 && lasted < 9_000, `${lasted} ms`);
  await pressed("Draw on this page");
  await pressed("Vanishing pen, gone after 4 seconds");
  await customerDrags(customer.page, [300, 300], [380, 330]);
  await bothSee(customer, agent, 1);
  await bothSee(customer, agent, 0);
});

test("F33: a rectangle has the corners that were drawn, on both sides, by either of them", async () => {
  await onHostPage(both);
  const { x, y, width, height } = await target();
  await tool(agent.page, "rectangle").click();
  await agentDrags(agent.page, [x + 20, y + 10], [x + width - 20, y + height - 10]);
  for (const [stroke] of await bothSee(customer, agent, 1)) {
    assert.equal(stroke.tool, "rectangle");
    near(stroke.left, x + 20, 2, "left");
    near(stroke.top, y + 10, 2, "top");
    near(stroke.width, width - 40, 3, "width");
    near(stroke.height, height - 20, 3, "height");
  }
  await pressed("Draw on this page");
  await pressed("Rectangle");
  await customerDrags(customer.page, [500, 60], [620, 160]);
  for (const strokes of await bothSee(customer, agent, 2)) near(strokes[1].width, 120, 1, "the customer's width");
});

test("F34: strokes have the chosen colour on both sides, and each side chooses its own", async () => {
  await onHostPage(both);
  await tool(agent.page, "pen").click();
  await desk(agent.page).getByRole("radio", { name: "Green" }).click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await bothSee(customer, agent, 1);
  await pressed("Draw on this page");
  await customer.page.getByRole("radio", { name: "Violet" }).click();
  await pressed("Pen");
  await customerDrags(customer.page, [500, 60], [620, 160]);
  for (const strokes of await bothSee(customer, agent, 2)) assert.deepEqual(strokes.map(({ colour }) => colour), ["#15803d", "#8b3fd6"]);
});

test("F35: the eraser removes a stroke on both sides: agents their own, the customer any", async () => {
  await onHostPage(both);
  const { x, y, height } = await target();
  const across = [[x + 60, y - 20], [x + 60, y + height + 20]];
  await tool(agent.page, "rectangle").click();
  await agentDrags(agent.page, [x + 20, y + 10], [x + 200, y + 50]);
  await agentDrags(agent.page, [500, 60], [620, 160]);
  await bothSee(customer, agent, 2);
  await tool(agent.page, "eraser").click();
  await agentDrags(agent.page, ...across);
  const [[left]] = await bothSee(customer, agent, 1);
  near(left.left, 500, 2, "the other one is still there");
  await pressed("Draw on this page");
  await pressed("Pen");
  await customerDrags(customer.page, [x + 20, y + 30], [x + 120, y + 34]);
  await bothSee(customer, agent, 2);
  // not the agent's to erase
  await agentDrags(agent.page, ...across);
  await pressed("Eraser");
  await customerDrags(customer.page, [560, 40], [560, 80]);
  const [[own]] = await bothSee(customer, agent, 1);
  assert.equal(own.tool, "pen");
});

test("F36: undo and redo take away and bring back one's own last step, on both sides", async () => {
  await onHostPage(both);
  const bar = desk(agent.page);
  await tool(agent.page, "rectangle").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await agentDrags(agent.page, [500, 60], [620, 160]);
  await pressed("Draw on this page");
  await pressed("Pen");
  await customerDrags(customer.page, [300, 300], [380, 330]);
  await bothSee(customer, agent, 3);
  await bar.locator("#undo").click();
  for (const strokes of await bothSee(customer, agent, 2)) assert.deepEqual(strokes.map(({ tool: kind }) => kind), ["rectangle", "pen"], "the customer's stroke is not the agent's step");
  await bar.locator("#undo").click();
  await bothSee(customer, agent, 1);
  await bar.locator('#undo[aria-disabled="true"]').waitFor();
  await bar.locator("#redo").click();
  await bar.locator("#redo").click();
  await bothSee(customer, agent, 3);
  await pressed("Undo");
  await bothSee(customer, agent, 2);
  await pressed("Redo");
  await bothSee(customer, agent, 3);
  await bar.locator("#clear").click();
  await bothSee(customer, agent, 1);
  await bar.locator("#undo").click();
  await bothSee(customer, agent, 3);
  await pressed("Clear drawings");
  await bothSee(customer, agent, 0);
  assert.equal(await bar.locator("#undo").getAttribute("aria-disabled"), "true", "what the customer cleared stays away");
});

test("F37: without allowAgentAnnotation an agent has no tools, and the server drops what is drawn all the same", async () => {
  await onHostPage({ allowAgentAnnotation: false, allowCustomerAnnotation: true });
  await desk(agent.page).getByText("This page does not allow drawing").waitFor();
  assert.equal(await desk(agent.page).locator("#draw-tools").isVisible(), false);
  const frame = deskFrame(agent.page);
  const from = agent.frames.length;
  await sayRaw(frame, { type: "draw", ops: [{ op: "begin", n: 1, tool: "pen", colour: "#d92d20", node: 0, points: [[1, 1], [90, 90]] }] });
  await sayRaw(frame, { type: "pointer", node: 0, x: 5, y: 5 });
  await sayRaw(frame, { type: "highlight", node: 3 });
  const refusals = () => agent.frames.slice(from).filter(({ sent, bytes }) => !sent && bytes[0] === 0x43).map(({ bytes }) => JSON.parse(bytes.subarray(1))).filter(({ type }) => type === "refused");
  await until(() => refusals().length === 3, "three refusals");
  assert.deepEqual(refusals().map(({ what, reason }) => [what, reason]), [["draw", "off"], ["pointer", "off"], ["highlight", "off"]]);
  // the customer's own stroke comes later in the same stream, and is all there is
  await pressed("Draw on this page");
  await pressed("Pen");
  await customerDrags(customer.page, [300, 300], [380, 330]);
  await bothSee(customer, agent, 1);
  assert.doesNotMatch(customer.frames.filter(({ sent }) => !sent).map(({ bytes }) => bytes.toString("latin1")).join("\n"), /"type":"(?:draw|pointer|highlight)"/);
});

test("F38: without allowCustomerAnnotation the customer has no tools and the server drops their strokes, but they can clear the page", async () => {
  await onHostPage({ allowAgentAnnotation: true, allowCustomerAnnotation: false });
  await customer.page.getByRole("button", { name: "End sharing this page" }).waitFor();
  assert.equal(await customer.page.getByRole("button", { name: "Draw on this page" }).count(), 0);
  await sayRaw(customer.page, { type: "draw", ops: [{ op: "begin", n: 1, tool: "pen", colour: "#d92d20", node: 0, points: [[1, 1], [90, 90]] }] });
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await bothSee(customer, agent, 1);
  assert.doesNotMatch(agent.frames.filter(({ sent }) => !sent).map(({ bytes }) => bytes.toString("latin1")).join("\n"), /"by":"customer"/);
  await pressed("Clear drawings");
  await bothSee(customer, agent, 0);
});

test("an agent cannot erase what another drew, whatever their desk says", async () => {
  const pin = await onHostPage(both);
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await bothSee(customer, agent, 1);
  const second = await person(browser);
  people.push(second);
  await keepSocket(second);
  await comeIn(second, demo.agents[1], pin);
  await until(async () => (await agentSees(second.page)).length === 1, "the late joiner's view");
  const drawing = second.frames.filter(({ sent, bytes }) => !sent && bytes[0] === 0x43).map(({ bytes }) => JSON.parse(bytes.subarray(1))).find(({ type }) => type === "drawing");
  const [{ by, n }] = drawing.strokes;
  await sayRaw(deskFrame(second.page), { type: "draw", ops: [{ op: "hide", strokes: [{ by, n }] }, { op: "begin", n: 1, tool: "rectangle", colour: "#15803d", node: 0, points: [[1, 1], [90, 90]] }] });
  await bothSee(customer, agent, 2);
});

test("a stroke sits on its element at another viewport, zoomed, scrolled, moved and resized", async () => {
  await onHostPage(both);
  await desk(agent.page).locator("#in").click();
  await desk(agent.page).locator("#in").click();
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await sitsOnTarget();
  await customer.page.evaluate(() => scrollTo(0, 70));
  await sitsOnTarget();
  await customer.page.evaluate(() => document.body.prepend(Object.assign(document.createElement("p"), { textContent: "This pushes everything down." })));
  await sitsOnTarget();
  await customer.page.setViewportSize({ width: 700, height: 600 });
  await sitsOnTarget();
  await agent.page.setViewportSize({ width: 1000, height: 700 });
  await customer.page.evaluate(() => Object.assign(document.getElementById("target").style, { width: "400px", marginLeft: "50px" }));
  await sitsOnTarget();
  // another font at the agent only: the page's layout differs, the element carries the stroke
  await viewerFrame(agent.page).evaluate(() => (document.querySelector(".replayer-wrapper iframe").contentDocument.body.style.fontSize = "22px"));
  await sitsOnTarget();
});

test("a late joiner gets what was drawn, without what was undone", async () => {
  const pin = await onHostPage(both);
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await agentDrags(agent.page, [500, 60], [620, 160]);
  await bothSee(customer, agent, 2);
  await desk(agent.page).locator("#undo").click();
  await bothSee(customer, agent, 1);
  const second = await person(browser);
  people.push(second);
  await comeIn(second, demo.agents[1], pin);
  await until(async () => (await agentSees(second.page)).length === 1, "one stroke at the late joiner");
  const [[mine], [theirs]] = [await customerSees(customer.page), await agentSees(second.page)];
  for (const side of ["left", "top", "width", "height"]) near(theirs[side], mine[side], 1, side);
  await desk(agent.page).locator("#redo").click();
  await until(async () => (await agentSees(second.page)).length === 2, "what was redone");
});

test("another page is clean, and so is one that changes its address without loading", async () => {
  await connected(demo, customer, agent);
  await desk(agent.page).locator("#tool-pen").waitFor();
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, [200, 200], [400, 300]);
  await bothSee(customer, agent, 1);
  await customer.page.getByRole("navigation").getByRole("link", { name: "My policies" }).click();
  await customer.page.waitForURL("**/policies");
  await picture(agent.page).getByRole("button", { name: "Manage Home 1180" }).waitFor();
  await bothSee(customer, agent, 0);
  await agentDrags(agent.page, [200, 200], [400, 300]);
  await bothSee(customer, agent, 1);
  await customer.page.evaluate(() => history.pushState(null, "", "?step=2"));
  await bothSee(customer, agent, 0);
  assert.equal(await desk(agent.page).locator("#undo").getAttribute("aria-disabled"), "true");
  await pressed("End sharing this page");
});

test("after a lost connection on either side the drawing is there again, on its elements", async () => {
  await onHostPage(both);
  await tool(agent.page, "pen").click();
  await agentDrags(agent.page, ...(await acrossTarget()));
  await bothSee(customer, agent, 1);
  await cutOff(customer.page);
  await isBack(customer.page);
  await sitsOnTarget();
  await cutOff(deskFrame(agent.page));
  await isBack(deskFrame(agent.page));
  await sitsOnTarget();
  // a proxy that starts anew cuts both at once: for a moment nobody is there at all
  await Promise.all([customer.page, deskFrame(agent.page)].map(cutOff));
  await Promise.all([customer.page, deskFrame(agent.page)].map(isBack));
  await sitsOnTarget();
  await deskFrame(agent.page).locator('[data-phase="live"]').waitFor();
  await desk(agent.page).locator("#clear:not([aria-disabled=true])").click();
  await bothSee(customer, agent, 0);
});

test("an agent draws, undoes and erases with the keyboard alone", async () => {
  await onHostPage(both);
  await desk(agent.page).locator("#out").focus();
  const { keyboard } = agent.page;
  await keyboard.press("p");
  await desk(agent.page).locator('#tool-pen[aria-pressed="true"]').waitFor();
  await handOnPicture(agent.page);
  await keyboard.press("Space");
  for (const key of ["Shift+ArrowRight", "ArrowDown", "ArrowDown", "Space"]) await keyboard.press(key);
  for (const [stroke] of await bothSee(customer, agent, 1)) {
    near(stroke.width, 50, 2, "width");
    near(stroke.height, 20, 2, "height");
  }
  await keyboard.press("z");
  await bothSee(customer, agent, 0);
  await keyboard.press("y");
  await bothSee(customer, agent, 1);
  await keyboard.press("e");
  await desk(agent.page).locator('#tool-eraser[aria-pressed="true"]').waitFor();
  await handOnPicture(agent.page);
  await keyboard.press("Space");
  for (const key of ["Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowLeft", "Space"]) await keyboard.press(key);
  await bothSee(customer, agent, 0);
  await keyboard.press("Escape");
  await until(() => deskFrame(agent.page).evaluate(() => document.activeElement?.id === "tool-eraser"), "the focus back in the tool bar");
});

test("an agent's pointer is seen with their name where it points, and goes when it leaves", async () => {
  const pin = await onHostPage(both);
  const second = await person(browser);
  people.push(second);
  await comeIn(second, demo.agents[1], pin);
  const { x, y } = await target();
  await agent.page.mouse.move(...(await onAgentsScreen(agent.page, x + 100, y + 30)), { steps: 3 });
  const pointers = () => {
    const root = document.querySelector("cobroker-notice")?.shadowRoot ?? document;
    return Array.from(root.querySelectorAll(".pointer")).map((one) => [one.textContent, ...one.style.transform.match(/[\d.]+/g).map(Number)]);
  };
  for (const side of [customer.page, viewerFrame(second.page)]) {
    await until(async () => {
      const [[name, left, top] = []] = await side.evaluate(pointers);
      return name === "Ada Okafor" && Math.abs(left - x - 100) < 3 && Math.abs(top - y - 30) < 3;
    }, "the named pointer");
  }
  assert.deepEqual(await viewerFrame(agent.page).evaluate(pointers), [], "nobody sees their own");
  await agent.page.mouse.move(2, 2);
  await until(async () => (await customer.page.evaluate(pointers)).length === 0, "the pointer's end");
});

test("pointing at an element puts a named ring around it, by mouse and by keys, that moves with it", async () => {
  await onHostPage(both);
  const ring = () => customer.page.evaluate(() => {
    const one = document.querySelector("cobroker-notice")?.shadowRoot?.querySelector(".ring");
    if (!one) return null;
    const { left, top, width, height } = one.getBoundingClientRect();
    return { left, top, width, height, name: one.textContent };
  });
  const around = (selector) => until(async () => {
    const [found, box] = [await ring(), await customer.page.locator(selector).boundingBox()];
    return found && Math.abs(found.left - box.x + 4) < 1 && Math.abs(found.top - box.y + 4) < 1 && Math.abs(found.width - box.width - 8) < 1;
  }, `the ring around ${selector}`);
  await tool(agent.page, "point").click();
  const { x, y } = await target();
  await agent.page.mouse.click(...(await onAgentsScreen(agent.page, x + 150, y + 50)));
  await around("#target");
  assert.equal((await ring()).name, "Ada Okafor");
  await customer.page.evaluate(() => scrollTo(0, 40));
  await around("#target");
  const { keyboard } = agent.page;
  await keyboard.press("h");
  await until(() => viewerFrame(agent.page).evaluate(() => document.activeElement?.id !== "layer"), "the tool put away");
  await keyboard.press("o");
  await handOnPicture(agent.page);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await around("h1");
  await keyboard.press("Escape");
  await until(async () => (await ring()) === null, "the ring's end");
});

test("F19: zooming in and out and back to the whole page scales what is drawn with it", async () => {
  await onHostPage(both);
  await tool(agent.page, "rectangle").click();
  await agentDrags(agent.page, [500, 60], [620, 160]);
  await bothSee(customer, agent, 1);
  const width = async () => (await viewerFrame(agent.page).locator(".ink path").boundingBox()).width;
  const whole = await width();
  await desk(agent.page).locator("#out").click();
  await until(async () => (await width()) < whole, "a smaller stroke");
  await desk(agent.page).locator("#in").click();
  await desk(agent.page).locator("#in").click();
  await until(async () => (await width()) > whole, "a larger stroke");
  await desk(agent.page).locator("#fit").click();
  await until(async () => Math.abs((await width()) - whole) < 0.5, "the first size");
});
