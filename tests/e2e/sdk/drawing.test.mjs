// Strokes on the customer's page: where they sit, what of them is recorded (nothing), and the customer's own hand.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { initSdk, start, startHarness } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

const ada = { userId: "a1", userName: "Ada Okafor" };
const stroke = (n, node, more = {}) => ({ op: "begin", n, tool: "pen", colour: "#d92d20", node, points: [[0, 0], [1, 1]], ...more });

/** A page with a session, an agent in it, recorded, and the number of each element the tests need. */
async function shared(settings = {}, path = "drawing.html") {
  const visitor = await harness.visitor({ viewport: { width: 900, height: 600 } });
  await visitor.context.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return (window.ours = attach.call(this, { ...init, mode: "open" }));
    };
  });
  const page = await visitor.context.newPage();
  await page.goto(`${harness.base}/${path}`);
  await initSdk(page, settings);
  await start(page);
  const socket = harness.relay.last;
  socket.say({ type: "agent_joined", ...ada, agentCount: 1 });
  socket.say({ type: "record" });
  await harness.relay.until(({ kind, flags }) => kind === "S" && flags & 2, "a snapshot");
  const draw = (...ops) => socket.say({ type: "draw", by: ada.userId, byName: ada.userName, ops });
  return { ...visitor, page, socket, draw, node: numbers() };
}

/** The recorder's numbers of elements by their id attribute. */
function numbers() {
  const found = {};
  const walk = (node) => {
    if (node.attributes?.id) found[node.attributes.id] = node.id;
    (node.childNodes ?? []).forEach(walk);
  };
  for (const { data } of harness.relay.events()) if (data?.node) walk(data.node);
  return found;
}

/** The boxes of what is drawn, without the width of the line. */
const drawn = (page) =>
  page.evaluate(() =>
    Array.from(window.ours?.querySelectorAll(".ink path") ?? [])
      .filter((path) => path.getAttribute("visibility") !== "hidden")
      .map((path) => {
        const [box, at] = [path.getBBox(), path.getCTM()];
        return { left: box.x + at.e, top: box.y + at.f, width: box.width, height: box.height };
      }));

/** Waits until the only stroke covers this element exactly. */
async function untilOver(page, selector) {
  await page.waitForFunction((of) => {
    const [path, more] = window.ours.querySelectorAll(".ink path:not([visibility=hidden])");
    if (!path || more) return false;
    const [box, at, goal] = [path.getBBox(), path.getCTM(), document.querySelector(of).getBoundingClientRect()];
    const near = (a, b) => Math.abs(a - b) < 0.2;
    return near(box.x + at.e, goal.left) && near(box.y + at.f, goal.top) && near(box.width, goal.width) && near(box.height, goal.height);
  }, selector);
}

const ops = () => harness.relay.frames.filter(({ message }) => message?.type === "draw").flatMap(({ message }) => message.ops);
const untilOps = (what, check) => harness.relay.until(() => check(ops()), what);
const pressed = (page, name) => page.getByRole("button", { name, exact: true }).click();

test("an agent's stroke sits on its element through scrolling, nested scrolling, moving, growing and resizing", async () => {
  const { page, draw, node, context, noise } = await shared();
  draw(stroke(1, node.target), { op: "finish", n: 1 });
  await untilOver(page, "#target");
  await page.evaluate(() => scrollTo(0, 60));
  await untilOver(page, "#target");
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement("p"), { textContent: "more above" })));
  await untilOver(page, "#target");
  await page.evaluate(() => (document.getElementById("target").style.width = "420px"));
  await untilOver(page, "#target");
  await page.setViewportSize({ width: 700, height: 500 });
  await untilOver(page, "#target");
  draw({ op: "hide", strokes: [{ by: "a1", n: 1 }] }, stroke(2, node.inside));
  await page.evaluate(() => document.getElementById("scroller").scrollTo(0, 120));
  await untilOver(page, "#inside");
  await page.evaluate(() => document.getElementById("scroller").scrollTo(0, 400));
  await page.waitForFunction(() => window.ours.querySelector(".ink path").getAttribute("visibility") === "hidden");
  await page.evaluate(() => document.getElementById("scroller").scrollTo(0, 130));
  await untilOver(page, "#inside");
  assert.deepEqual(noise, []);
  await context.close();
});

test("a stroke on an element that is not shown waits until it is, and one on the document scrolls with it", async () => {
  const { page, draw, node, context } = await shared();
  draw(stroke(1, node.target));
  await untilOver(page, "#target");
  await page.evaluate(() => (document.getElementById("target").style.display = "none"));
  await page.waitForFunction(() => window.ours.querySelector(".ink path").getAttribute("visibility") === "hidden");
  await page.evaluate(() => (document.getElementById("target").style.display = ""));
  await untilOver(page, "#target");
  draw({ op: "hide", strokes: [{ by: "a1", n: 1 }] }, stroke(2, 0, { points: [[10, 700], [20, 720]] }));
  await page.evaluate(() => scrollTo(0, 400));
  await page.waitForFunction(() => window.ours.querySelector(".ink path")?.getCTM().f === -400);
  assert.deepEqual(await drawn(page), [{ left: 10, top: 300, width: 10, height: 20 }]);
  await context.close();
});

test("drawing is no part of the page: nothing of it is recorded, nothing of it is sent but what the customer drew", async () => {
  const { page, socket, draw, node, context } = await shared({ allowCustomerAnnotation: true });
  draw(stroke(1, node.target));
  await untilOver(page, "#target");
  const from = harness.relay.frames.length;
  for (let n = 2; n < 40; n++) draw(stroke(n, node.target), { op: "extend", n, points: [[0.5, 0.5]] }, { op: "finish", n });
  socket.say({ type: "pointer", userId: "a1", userName: "CANARY-name", node: node.target, x: 0.5, y: 0.5 });
  socket.say({ type: "highlight", userId: "a1", userName: "CANARY-name", node: node.press });
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path").length === 39 && window.ours.querySelector(".pointer") && window.ours.querySelector(".ring"));
  await pressed(page, "Draw on this page");
  await pressed(page, "Pen");
  await page.mouse.move(500, 100);
  await page.mouse.down();
  await page.mouse.move(560, 180, { steps: 8 });
  await page.mouse.up();
  await untilOps("the end of the customer's stroke", (all) => all.some(({ op }) => op === "finish"));
  // the page's own change comes after all that in the stream
  await page.evaluate(() => (document.getElementById("out").textContent = "VISIBLE-later"));
  await harness.relay.until(() => harness.relay.everything(from).includes("VISIBLE-later"), "the page's own change");
  const changes = harness.relay.events(from).filter(({ data }) => data.source === 0).map(({ data }) => data);
  assert.equal(changes.length, 1, JSON.stringify(changes));
  assert.deepEqual([changes[0].attributes, changes[0].removes], [[], []]);
  assert.doesNotMatch(harness.relay.everything(from), /CANARY|cobroker-notice|draw-bar|ink/);
  await context.close();
});

test("the customer draws with the mouse: pen, rectangle and eraser, undo and redo, in the chosen colour", async () => {
  const { page, node, context, noise } = await shared({ allowCustomerAnnotation: true });
  await pressed(page, "Draw on this page");
  await page.getByRole("radio", { name: "Green" }).click();
  await pressed(page, "Rectangle");
  const target = await page.locator("#target").boundingBox();
  await page.mouse.move(target.x + 30, target.y + 15);
  await page.mouse.down();
  await page.mouse.move(target.x + 150, target.y + 45, { steps: 4 });
  await page.mouse.up();
  await untilOps("a finished rectangle", (all) => all.some(({ op }) => op === "finish"));
  const [begin] = ops();
  assert.deepEqual([begin.op, begin.tool, begin.colour, begin.node, begin.points[0]], ["begin", "rectangle", "#15803d", node.target, [0.1, 0.25]]);
  assert.deepEqual(ops().filter(({ op }) => op === "extend").at(-1).points.at(-1), [0.5, 0.75]);
  const shown = (count) => page.waitForFunction((wanted) => window.ours.querySelectorAll(".ink path").length === wanted, count);
  await shown(1);
  await pressed(page, "Undo");
  await shown(0);
  await pressed(page, "Redo");
  await shown(1);
  await pressed(page, "Eraser");
  await page.mouse.move(target.x + 30, target.y - 10);
  await page.mouse.down();
  await page.mouse.move(target.x + 30, target.y + 30, { steps: 3 });
  await page.mouse.up();
  await shown(0);
  const self = [{ by: "customer", n: begin.n }];
  await untilOps("hide, show, hide", (all) => all.filter(({ strokes }) => strokes).length === 3);
  assert.deepEqual(ops().filter(({ strokes }) => strokes), [{ op: "hide", strokes: self }, { op: "show", strokes: self }, { op: "hide", strokes: self }]);
  assert.deepEqual(noise, []);
  await context.close();
});

test("the customer draws with the keyboard alone, and the page gets back its keys and clicks", async () => {
  const { page, context } = await shared({ allowCustomerAnnotation: true });
  await page.evaluate(() => addEventListener("keydown", ({ key }) => (window.keys = [...(window.keys ?? []), key])));
  await page.getByRole("button", { name: "Draw on this page" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("p");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Space");
  await untilOps("a finished stroke", (all) => all.some(({ op }) => op === "finish"));
  const box = (await drawn(page))[0];
  assert.ok(Math.abs(box.width - 10) < 1 && Math.abs(box.height - 50) < 1, JSON.stringify(box));
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path").length === 1, null, { polling: "raf" });
  await page.keyboard.press("z");
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path").length === 0);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => window.ours.activeElement?.getAttribute("aria-label")), "Rectangle");
  await page.keyboard.press("Escape");
  await page.getByRole("toolbar").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => window.ours.activeElement?.getAttribute("aria-label")), "Draw on this page");
  await page.locator("#press").click();
  await context.close();
});

test("a customer who may not draw can still clear the page, and a page that allows nothing shows no button", async () => {
  const { page, draw, node, context } = await shared();
  await page.getByRole("button", { name: "End sharing this page" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Draw on this page" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Clear drawings" }).count(), 0);
  draw(stroke(1, node.target), stroke(2, node.press));
  await pressed(page, "Clear drawings");
  await untilOps("the hiding", (all) => all.length > 0);
  assert.deepEqual(ops(), [{ op: "hide", strokes: [{ by: "a1", n: 1 }, { by: "a1", n: 2 }] }]);
  await page.getByRole("button", { name: "Clear drawings" }).waitFor({ state: "detached" });
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path:not([visibility=hidden])").length === 0);
  await context.close();
});

test("a page that becomes another one without loading takes all drawings away, also one that somebody shows again", async () => {
  const { page, draw, node, context } = await shared();
  draw(stroke(1, node.target), stroke(2, node.press), { op: "hide", strokes: [{ by: "a1", n: 2 }] });
  await untilOver(page, "#target");
  await page.evaluate(() => (location.hash = "part"));
  await page.evaluate(() => history.pushState(null, "", "/next"));
  await untilOps("the hiding", (all) => all.length > 0);
  assert.deepEqual(ops(), [{ op: "hide", strokes: [{ by: "a1", n: 1 }] }]);
  draw({ op: "show", strokes: [{ by: "a1", n: 2 }] });
  await untilOps("the hiding of the other", (all) => all.length > 1);
  draw(stroke(3, node.target));
  await untilOver(page, "#target");
  await context.close();
});

test("a vanishing stroke is gone 4 seconds after it was finished", async () => {
  const { page, draw, node, context } = await shared();
  draw(stroke(1, node.target, { tool: "vanishing" }));
  await untilOver(page, "#target");
  const before = Date.now();
  draw({ op: "finish", n: 1 });
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path").length === 0);
  const lasted = Date.now() - before;
  assert.ok(lasted >= 3_900 && lasted < 9_000, `${lasted} ms`);
  await context.close();
});

test("after a lost connection the strokes hang on the same elements", async () => {
  const { page, node, context } = await shared();
  const kept = { by: "a1", byName: "Ada", n: 1, tool: "pen", colour: "#d92d20", node: node.target, points: [[0, 0], [1, 1]], hidden: false };
  harness.relay.onHello = (_hello, socket) => {
    socket.welcome({ resumed: true, agents: [ada] });
    socket.say({ type: "drawing", strokes: [kept] });
    socket.say({ type: "record" });
  };
  harness.relay.last.ws.terminate();
  await untilOver(page, "#target");
  assert.equal(numbers().target, node.target);
  await context.close();
});

test("under the strictest policy pointers, rings and strokes are drawn, and the policy has nothing to report", async () => {
  const { page, draw, socket, context } = await shared({ allowCustomerAnnotation: true }, "strict.html");
  draw(stroke(1, 0, { points: [[5, 5], [50, 60]] }));
  socket.say({ type: "pointer", userId: "a1", userName: "Ada Okafor", node: 0, x: 40, y: 30 });
  await page.waitForFunction(() => window.ours.querySelector(".pointer")?.style.transform === "translate(40px, 30px)");
  await pressed(page, "Draw on this page");
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  await context.close();
});

test("placing 500 strokes anew after a scroll takes a few milliseconds", async () => {
  const { page, draw, node, context } = await shared();
  for (let n = 1; n <= 500; n += 10) draw(...Array.from({ length: 10 }, (_, at) => stroke(n + at, node.target, { points: Array.from({ length: 40 }, (_, k) => [k / 40, ((n + at) % 17) / 17]) })));
  await page.waitForFunction(() => window.ours.querySelectorAll(".ink path").length === 500);
  const cost = await page.evaluate(async () => {
    const times = [];
    for (let at = 1; at <= 20; at++) {
      const real = requestAnimationFrame;
      await new Promise((resolve) => {
        window.requestAnimationFrame = (run) => real(() => {
          const begin = performance.now();
          run();
          times.push(performance.now() - begin);
          resolve();
        });
        scrollTo(0, at * 5);
      });
      window.requestAnimationFrame = real;
    }
    return times.sort((a, b) => a - b)[10];
  });
  console.log(`# placing 500 strokes: median ${cost.toFixed(1)} ms`);
  assert.ok(cost < 50, `${cost} ms`);
  await context.close();
});
