// No secret of nasty.html is in any frame, whatever happens on the page; what is not secret arrives.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { initSdk, NASTY_MASKS, start, startHarness } from "./harness.mjs";

let harness;
before(async () => (harness = await startHarness()));
after(() => harness?.close());
beforeEach(() => harness.relay.reset());

/** A page that is being recorded; the first picture has arrived. */
async function watched(path, settings) {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  await page.goto(`${harness.base}/${path}`);
  assert.equal((await initSdk(page, settings)).error, undefined);
  await start(page);
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(isPicture, "a snapshot");
  return { page, context };
}

const isPicture = (frame) => frame.kind === "S" && (frame.flags & 2) !== 0;

/** Waits until a text has arrived: frames are in order, so all that was caused before it has arrived too. */
async function arrived(text, from = 0) {
  const seen = () => harness.relay.everything(from).includes(text);
  await harness.relay.until(seen, text, 0);
}

/** Writes a mark into the page and waits for it at the relay. */
let marks = 0;
async function settle(page) {
  const mark = `VISIBLE-mark-${++marks}.`;
  await page.evaluate((text) => (document.getElementById("ready-mark").textContent = text), mark);
  await arrived(mark);
}

function assertNoCanary() {
  const everything = harness.relay.everything();
  const leaks = new Set(Array.from(everything.matchAll(/.{0,60}(CANARY-[\w-]+)/g), (match) => match[1]));
  assert.deepEqual([...leaks], []);
}

const MASKED_STEPS = ["addLate", "changeAttributes", "changeStyles", "setValues", "reveal", "toggle", "move", "navigate"];

test("the first picture shows what is open and hides every secret", async () => {
  const { page, context } = await watched("nasty.html?q=CANARY-query#CANARY-hash", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-srcdoc");
  await arrived("VISIBLE-frame-input");
  await settle(page);
  const everything = harness.relay.everything();
  const visible = ["heading", "title-attribute", "paragraph", "link", "value", "placeholder", "textarea", "option-a", "option-b", "checkbox", "tick", "submit",
    "css-content", "shadow", "deep-shadow", "frame-text", "srcdoc", "before-toggle", "amount", "mover", "image-query", "alt", "end"];
  assert.deepEqual(visible.filter((name) => !everything.includes(`VISIBLE-${name}`)), []);
  assertNoCanary();
  await context.close();
});

for (const step of MASKED_STEPS) {
  test(`nothing leaks on ${step}`, async () => {
    const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
    await arrived("VISIBLE-frame-input");
    await page.evaluate((name) => window.nasty[name](), step);
    await settle(page);
    assertNoCanary();
    await context.close();
  });
}

test("nothing leaks when everything happens, before and after a new picture", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  for (const step of MASKED_STEPS) {
    await page.evaluate((name) => window.nasty[name](), step);
    await settle(page);
  }
  const from = harness.relay.frames.length;
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(isPicture, "a second snapshot", from);
  await settle(page);
  const everything = harness.relay.everything();
  for (const text of ["late", "late-link", "late-in-frame", "changed", "set-value"]) assert.ok(everything.includes(`VISIBLE-${text}`), text);
  assertNoCanary();
  await context.close();
});

test("typing into private fields says neither what nor how much", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  const from = harness.relay.frames.length;
  for (const id of ["typed", "password", "otp", "private-area", "editable"]) await page.locator(`#${id}`).pressSequentially("CANARY-keys");
  await page.locator("#shadow-open").locator("#in").first().pressSequentially("CANARY-keys");
  await page.frameLocator("#frame-open").locator("#frame-typed").pressSequentially("CANARY-keys");
  await page.locator("#open-text").pressSequentially("VISIBLE-keys");
  await settle(page);
  assert.ok(harness.relay.everything(from).includes("VISIBLE-keys"));
  const inputs = harness.relay.events(from).filter((event) => event.data.source === 5 && event.data.text === "********");
  const texts = harness.relay.events(from).flatMap((event) => event.data.texts ?? []).filter(({ value }) => value === "********");
  const perField = new Map();
  for (const id of [...inputs.map(({ data }) => data.id), ...texts.map((text) => text.id)]) perField.set(id, (perField.get(id) ?? 0) + 1);
  assert.ok(inputs.length > 0 && texts.length > 0);
  assert.ok([...perField.values()].every((count) => count === 1), "one word for each field");
  assertNoCanary();
  await context.close();
});

test("choosing among masked radios, boxes and options says nothing", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  const from = harness.relay.frames.length;
  await page.locator("#radio-1").check();
  await page.locator("#hush").selectOption({ index: 0 });
  await page.locator("input[type=checkbox].secret").uncheck();
  await page.locator("#open-select").selectOption("a");
  await settle(page);
  const inputs = harness.relay.events(from).filter((event) => event.data.source === 5);
  assert.ok(inputs.some(({ data }) => data.text === "a"), "the open select is seen");
  assert.ok(inputs.every(({ data }) => ["a", "********"].includes(data.text) && !data.isChecked));
  assertNoCanary();
  await context.close();
});

test("file names and the pointer over private things stay here", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  await page.locator("#file").setInputFiles({ name: "CANARY-file-name.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await page.locator("#editable").scrollIntoViewIfNeeded();
  const box = await page.locator("#editable").boundingBox();
  await page.mouse.move(box.x + 2, box.y + 8);
  const from = harness.relay.frames.length;
  await page.locator("#editable").selectText();
  for (let x = 4; x < 120; x += 6) await page.mouse.move(box.x + x, box.y + 8, { steps: 2 });
  await page.mouse.click(box.x + 30, box.y + 8);
  await settle(page);
  const pointer = harness.relay.events(from).filter((event) => [1, 2, 14].includes(event.data.source));
  assert.deepEqual(pointer.flatMap(({ data }) => data.positions ?? [data]), []);
  assertNoCanary();
  await context.close();
});

test("a mask that appears makes a new picture without the old text", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  await settle(page);
  for (const [step, gone] of [["toggle", "VISIBLE-before-toggle"], ["move", "VISIBLE-mover"]]) {
    const from = harness.relay.frames.length;
    await page.evaluate((name) => window.nasty[name](), step);
    await harness.relay.until(isPicture, "a new snapshot", from);
    assert.ok(!harness.relay.everything(from).includes(gone), `${gone} is gone from what late joiners get`);
  }
  assertNoCanary();
  await context.close();
});

test("a mask that comes around something open on a private page makes a new picture without it", async () => {
  const { page, context } = await watched("plain.html", { piiMask: { privateByDefault: true, unmaskCssSelectors: ".shown", maskCssSelectors: ".secret" } });
  await page.evaluate(() => {
    const around = Object.assign(document.createElement("div"), { id: "around" });
    around.append(Object.assign(document.createElement("p"), { className: "shown", textContent: "OPEN-words" }));
    document.body.append(around);
  });
  await arrived("OPEN-words");
  const from = harness.relay.frames.length;
  await page.evaluate(() => document.getElementById("around").classList.add("secret"));
  await harness.relay.until(isPicture, "a new snapshot", from);
  assert.ok(!harness.relay.everything(from).includes("OPEN-words"));
  await context.close();
});

test("a mask inside a shadow root that came late is noticed, too", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  await page.evaluate(() => window.nasty.addLate());
  await arrived("VISIBLE-attached-shadow");
  const from = harness.relay.frames.length;
  await page.evaluate(() => window.nasty.toggleInShadow());
  await harness.relay.until(isPicture, "a new snapshot", from);
  assert.ok(!harness.relay.everything(from).includes("VISIBLE-attached-shadow"));
  assertNoCanary();
  await context.close();
});

test("what moves into a shadow root that was there from the start goes on being followed", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("p"), { id: "traveller", textContent: "VISIBLE-traveller" })));
  await arrived("VISIBLE-traveller");
  await page.evaluate(() => {
    const home = Array.from(document.querySelectorAll("*"), ({ shadowRoot }) => shadowRoot).find((root) => root?.textContent.includes("VISIBLE"));
    home.append(document.getElementById("traveller"));
    window.traveller = home.getElementById("traveller");
  });
  await settle(page);
  await page.evaluate(() => window.traveller.append("VISIBLE-arrival"));
  await arrived("VISIBLE-arrival");
  assertNoCanary();
  await context.close();
});

test("how far a private field is scrolled stays here", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  const from = harness.relay.frames.length;
  await page.locator("#private-area").evaluate((area) => {
    area.value = "CANARY-line\n".repeat(80);
    area.scrollTop = 300;
  });
  await page.evaluate(() => scrollTo(0, 200));
  await harness.relay.until(() => harness.relay.events(from).some(({ data }) => data.source === 3), "the page's own scroll");
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(isPicture, "a new snapshot", from);
  assert.ok(!/"rr_scrollTop":300|"y":300/.test(harness.relay.everything(from)));
  assertNoCanary();
  await context.close();
});

test("a page that is itself a frame shares itself, and nothing around it", async () => {
  const { context } = await harness.visitor();
  const page = await context.newPage();
  await page.goto(`${harness.base}/framed.html`);
  const shop = page.frame("shop");
  await initSdk(shop);
  await start(shop);
  harness.relay.last.say({ type: "record" });
  await harness.relay.until(isPicture, "a snapshot");
  await shop.evaluate(() => (document.getElementById("out").innerHTML = "<b>VISIBLE-inside</b>"));
  await arrived("VISIBLE-inside");
  assertNoCanary();
  await context.close();
});

test("a mask that goes away shows the text", async () => {
  const { page, context } = await watched("plain.html", { piiMask: { maskCssSelectors: ".veiled" } });
  await page.evaluate(() => (document.getElementById("out").outerHTML = '<p id="out" class="veiled">VISIBLE-unveiled</p>'));
  await harness.relay.until(() => harness.relay.everything().includes("********"), "the masked text");
  assert.ok(!harness.relay.everything().includes("VISIBLE-unveiled"));
  await page.evaluate(() => document.getElementById("out").classList.remove("veiled"));
  await arrived("VISIBLE-unveiled");
  await context.close();
});

test("all_input masks everything one can type into, and nothing else", async () => {
  const { page, context } = await watched("plain.html", { piiMask: { maskType: "all_input" } });
  await page.locator("#field").pressSequentially("CANARY-all");
  await page.evaluate(() => (document.getElementById("out").textContent = "VISIBLE-out"));
  await arrived("VISIBLE-out");
  assert.ok(harness.relay.everything().includes("VISIBLE-plain"));
  assertNoCanary();
  await context.close();
});

test("open choices keep their state although masking is on", async () => {
  const { context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  const nodes = [];
  const collect = (node) => (nodes.push(node), node.childNodes?.forEach(collect));
  harness.relay.events().filter((event) => event.type === 2).forEach((event) => collect(event.data.node));
  const options = nodes.filter((node) => node.tagName === "option");
  assert.deepEqual(options.filter((node) => node.attributes.selected).map((node) => node.attributes.value), ["b"]);
  assert.equal(nodes.filter((node) => node.attributes?.checked).length, 1);
  assert.ok(!nodes.some((node) => node.tagName === "title" && node.childNodes.some((child) => child.textContent)), "titles are not shared");
  await context.close();
});

test("what happens inside a grey box stays there", async () => {
  const { page, context } = await watched("nasty.html", { piiMask: NASTY_MASKS });
  await arrived("VISIBLE-frame-input");
  await page.evaluate(() => {
    const svg = document.querySelector("section.secret svg");
    svg.append(document.createElementNS(svg.namespaceURI, "rect"));
    svg.querySelector("text").setAttribute("class", "changed-in-box");
    document.querySelector("section.secret iframe").contentDocument.body.append("CANARY-in-box");
  });
  await settle(page);
  const events = harness.relay.events();
  const boxes = new Set();
  const collect = (node) => (node.attributes?.style?.includes?.("#b8bcc2") && boxes.add(node.id), node.childNodes?.forEach(collect));
  events.filter(({ type }) => type === 2).forEach(({ data }) => collect(data.node));
  assert.ok(boxes.size >= 5, "pictures, frames and the like are boxes");
  assert.deepEqual(events.flatMap(({ data }) => data.adds ?? []).filter(({ parentId }) => boxes.has(parentId)), []);
  assert.ok(!harness.relay.everything().includes("changed-in-box"));
  assertNoCanary();
  await context.close();
});

test("a large page comes in chunks, a large change as a new picture", async () => {
  const { page, context } = await watched("plain.html", {});
  const grow = (rows, name) => page.evaluate(([count, word]) => {
    // random text does not compress, so sizes on the wire are what they look like
    const noise = () => Array.from(crypto.getRandomValues(new Uint8Array(150)), (byte) => byte.toString(36)).join("");
    document.getElementById("out").innerHTML = Array.from({ length: count }, () => `<i>${noise()}</i>`).join("") + `<b>${word}</b>`;
  }, [rows, name]);
  const from = harness.relay.frames.length;
  await grow(4_000, "VISIBLE-grown");
  await harness.relay.until(isPicture, "a new snapshot", from);
  await arrived("VISIBLE-grown");
  assert.ok(harness.relay.frames.every((frame) => frame.kind === "C" || frame.size <= 240 * 1024));
  assert.ok(harness.relay.frames.slice(from).filter((frame) => frame.kind === "S").length > 1);
  await context.close();
});
