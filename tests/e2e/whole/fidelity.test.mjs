// What pages are made of beside plain elements, and how it comes to the agent: rows F73 to F77, F94 and F95.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { hostSite, startSharing } from "./host.mjs";
import { allow, desk, launch, parting, person, picture, readable, results, signIn, startDemo, typePin, until } from "./support.mjs";

/** The page names files that are not there, and the agent's policy refuses hosts that are not listed. */
const MISSING = [/Failed to load resource/, /violates the following Content Security Policy directive: "(img|font)-src/, /downloadable font/i, /OTS parsing/];

let host, demo, browser, customer, agent;
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
afterEach(() => parting([customer, agent], MISSING));

/** A customer on the fidelity page and an agent who sees it. */
async function share({ customerOptions = {}, agentOptions = {}, path = "fidelity.html" } = {}) {
  [customer, agent] = await Promise.all([person(browser, customerOptions), person(browser, agentOptions)]);
  await customer.page.goto(`${host.origin}/${path}`);
  const pin = await customer.page.evaluate(startSharing, { base: demo.baseUrl, sdkKey: demo.sdkKey });
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(customer.page);
  await seen().locator("body *").first().waitFor({ state: "attached" });
}

const seen = () => picture(agent.page);
const style = (selector, property) => seen().locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], property);
/** The text of all increments the customer sent. */
const increments = () => readable(customer.frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x49).map(({ bytes }) => ({ bytes })));

test("F75: components, their open shadow trees and adopted style sheets look the same at the agent", async () => {
  await share();
  assert.equal(await style("#shade", "color"), "rgb(7, 8, 9)");
  assert.equal(await style("x-inner i", "color"), "rgb(9, 8, 7)");
  await customer.page.evaluate(() => {
    document.getElementById("card").shadowRoot.getElementById("shade").textContent = "Changed in the shadow";
    document.body.append(Object.assign(document.createElement("x-card"), { id: "late" }));
  });
  await seen().locator("#card #shade", { hasText: "Changed in the shadow" }).waitFor();
  await seen().locator("#late #shade").waitFor();
  await until(async () => (await seen().locator("#late #shade").evaluate((one) => getComputedStyle(one).color)) === "rgb(7, 8, 9)", "the sheet of a component that came later");
});

test("a picture of a style sheet comes when something open shows it, and not before, whoever was masked meanwhile", async () => {
  await share();
  const left = () => readable(customer.frames.filter(({ sent }) => sent));
  await customer.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".late { background-image: url(/late-picture.png) } .ticked:checked { background-image: url(/ticked-picture.png) } .whose { background-image: url(/private-picture.png) }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.body.insertAdjacentHTML("beforeend", '<p class="whose" data-private>1</p><input class="ticked" type="checkbox" aria-label="Tick">');
    const style = document.head.appendChild(document.createElement("style"));
    style.sheet.insertRule(".late-too { background-image: url(/other-picture.png) }");
  });
  await seen().getByLabel("Tick").waitFor();
  await customer.page.evaluate(() => document.querySelector(".whose").remove());
  assert.doesNotMatch(left(), /-picture\.png/);
  await customer.page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<p class="late">a</p><p class="late-too">b</p>'));
  await customer.page.getByLabel("Tick").check();
  for (const [selector, name] of [[".late", "late"], [".late-too", "other"], [".ticked", "ticked"]]) {
    await until(async () => (await style(selector, "backgroundImage")).includes(`/${name}-picture.png`), `the picture of ${selector}`);
  }
  assert.doesNotMatch(left(), /private-picture/);
});

test("F76: of pickers the agent sees the value that was picked", async () => {
  await share();
  await customer.page.locator("#select").selectOption("two");
  await customer.page.locator("#date").fill("2026-04-05");
  await customer.page.locator("#colour").fill("#12ab34");
  await customer.page.locator("#range").fill("70");
  for (const [id, value] of [["select", "two"], ["date", "2026-04-05"], ["colour", "#12ab34"], ["range", "70"]]) {
    await until(async () => (await seen().locator(`#${id}`).inputValue()) === value, id);
  }
});

test("a modal dialog lies over the agent's copy as over the page, and goes again", async () => {
  await share();
  await customer.page.evaluate(() => document.getElementById("dialog").showModal());
  await seen().locator("#dialog:modal").waitFor();
  await customer.page.evaluate(() => document.getElementById("dialog").close());
  await seen().locator("#dialog").waitFor({ state: "hidden" });
});

test("the text a customer selects is selected at the agent, and not any more when they let go", async () => {
  await share();
  const selected = () => seen().locator("html").evaluate((html) => html.ownerDocument.getSelection().toString());
  await customer.page.evaluate(() => getSelection().selectAllChildren(document.getElementById("text")));
  await until(async () => (await selected()) === "Some words to select and some more.", "the selection");
  await customer.page.evaluate(() => getSelection().removeAllRanges());
  await until(async () => (await selected()) === "", "no selection");
});

test("F73: a frame of the same origin is shown, and each of its changes is told once however often the picture is taken", async () => {
  await share();
  const inside = () => seen().frameLocator("#same").locator("#inside");
  await inside().waitFor();
  for (let round = 0; round < 4; round += 1) await newPicture();
  await customer.page.frames().find((frame) => frame.url().endsWith("frame-same.html")).evaluate(() => document.getElementById("inside").append(" onlyOnceCanary"));
  await until(async () => (await inside().innerText()) === "Inside the frame onlyOnceCanary", "the change in the frame");
  assert.equal(increments().split(" onlyOnceCanary").length - 1, 1);
  await customer.page.evaluate(() => document.getElementById("same").contentWindow.location.reload());
  await until(async () => (await inside().innerText()) === "Inside the frame", "the frame loaded again");
  await customer.page.frames().find((frame) => frame.url().endsWith("frame-same.html")).evaluate(() => document.getElementById("inside").append(" secondCanary"));
  await until(async () => (await inside().innerText()) === "Inside the frame secondCanary", "the change after the reload");
  assert.equal(increments().split(" secondCanary").length - 1, 1);
});

/** Puts a page of another origin into the customer's page, with or without the SDK in it. */
async function embed({ id, sdk = true, parents = [host.origin] }) {
  const query = new URLSearchParams(sdk ? { sdk: `${demo.baseUrl}/static/resource/sdk/${demo.sdkKey}/js` } : {});
  for (const parent of parents) query.append("parent", parent);
  const src = `${host.origin.replace("127.0.0.1", "localhost")}/frame-other.html?${query}`;
  await customer.page.evaluate(([name, address]) => {
    const frame = Object.assign(document.createElement("iframe"), { id: name, src: address, width: 320, height: 140 });
    document.body.prepend(frame);
    return new Promise((resolve) => (frame.onload = () => resolve()));
  }, [id, src]);
  return customer.page.frames().find((frame) => frame.url() === src);
}

test("F74: a frame of another origin with the snippet inside is mirrored, masked by its own rules", async () => {
  await share();
  const inside = seen().frameLocator("#other");
  const other = await embed({ id: "other" });
  await inside.locator("#inside", { hasText: "Inside the other site" }).waitFor();
  assert.equal(await inside.locator("#inside").evaluate((one) => getComputedStyle(one).color), "rgb(4, 5, 6)");
  await other.locator("#field").fill("typed in the frame");
  await other.locator("#card").fill("4111111111111111");
  await other.evaluate(() => document.getElementById("inside").append(", changed"));
  await until(async () => (await inside.locator("#field").inputValue()) === "typed in the frame", "typing in the frame");
  await inside.locator("#inside", { hasText: "Inside the other site, changed" }).waitFor();
  await newPicture();
  await other.evaluate(() => document.getElementById("inside").append(" again"));
  await inside.locator("#inside", { hasText: "changed again" }).waitFor();
  const sent = readable(customer.frames.filter(({ sent: ours }) => ours));
  assert.ok(!sent.includes("frameSecretCanary") && !sent.includes("4111"), "nothing masked left the frame");
});

test("F74: without the snippet, or where the frame does not name this page, a labelled box stands for it", async () => {
  await share();
  await embed({ id: "without", sdk: false });
  await embed({ id: "elsewhere", parents: ["https://other.example"] });
  for (const id of ["without", "elsewhere"]) await seen().frameLocator(`#${id}`).getByText("Content of another website, not shown").waitFor();
  await desk(agent.page).locator("#omitted summary").click();
  await desk(agent.page).locator("#omitted").getByText("2 embedded pages: from another website, which does not share it").waitFor();
  assert.ok(!readable(customer.frames.filter(({ sent }) => sent)).includes("Inside the other site"));
});

test("F75: a canvas and a film are shown as they look now, a masked one is not, and nothing makes a sound", async () => {
  await share();
  await customer.page.evaluate(() => film());
  const background = (id) => seen().locator(`#${id}`).evaluate((one) => one.style.backgroundImage.slice(0, 30));
  const colour = async (id) => {
    const image = await seen().locator(`#${id}`).evaluate((one) => one.style.backgroundImage.slice(5, -2));
    return customer.page.evaluate(async (url) => {
      const picture = await createImageBitmap(await (await fetch(url)).blob());
      const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
      context.drawImage(picture, 0, 0);
      return Array.from(context.getImageData(5, 5, 1, 1).data);
    }, image);
  };
  await until(async () => (await background("chart")).startsWith('url("data:image/webp'), "the canvas");
  await until(async () => (await background("film")).startsWith('url("data:image/webp'), "the film");
  assert.ok(near(await colour("chart"), [200, 10, 10]));
  assert.ok(near(await colour("film"), [10, 10, 200]));
  assert.deepEqual(await seen().locator("#chart").evaluate(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]), [120, 60]);
  await customer.page.evaluate(() => paint("chart", "rgb(10, 150, 10)"));
  await until(async () => near(await colour("chart"), [10, 150, 10]), "the canvas drawn anew");
  assert.ok((await background("blank")).startsWith('url("data:image/svg+xml'), "a labelled box stands for what cannot be read");
  assert.equal(await seen().locator("#private-chart").count(), 0);
  assert.ok(!(await seen().locator("#film").evaluate((film) => film.src || film.srcObject || !film.paused)));
});

for (const [theirs, ours] of [["dark", "light"], ["light", "dark"]]) {
  test(`a customer who prefers ${theirs} colours is seen so by an agent who prefers ${ours} ones`, async () => {
    await share({ customerOptions: { colorScheme: theirs }, agentOptions: { colorScheme: ours } });
    assert.equal(await style("#scheme", "color"), theirs === "dark" ? "rgb(2, 2, 2)" : "rgb(1, 1, 1)");
    assert.equal(await style("#scheme", "backgroundColor"), theirs === "dark" ? "rgba(0, 0, 0, 0)" : "rgb(3, 3, 3)");
    await customer.page.emulateMedia({ colorScheme: ours });
    await until(async () => (await style("#scheme", "color")) === (ours === "dark" ? "rgb(2, 2, 2)" : "rgb(1, 1, 1)"), "the other scheme");
  });
}

test("F77: pictures and fonts that do not come leave everything in its place", async () => {
  await share();
  const boxes = () => ["broken", "after", "font"].map((id) => { const { x, y, width, height } = document.getElementById(id).getBoundingClientRect(); return [x, y, width, height].map(Math.round); });
  const mine = await customer.page.evaluate(boxes);
  await until(async () => JSON.stringify(await seen().locator("html").evaluate(boxes)) === JSON.stringify(mine), "the same boxes").catch(async (error) => { throw new Error(`${error.message}: ${JSON.stringify([mine, await seen().locator("html").evaluate(boxes)])}`); });
});

test("F75: the desk says how much of the page is not shown, and why", async () => {
  await share();
  const list = desk(agent.page).locator("#omitted");
  await list.locator("summary", { hasText: /^\d+ not shown$/ }).click();
  for (const line of ["1 drawing: private", "1 drawing: cannot be shared", "1 picture: could not be loaded here", "1 font: could not be loaded here"]) {
    await list.getByText(line, { exact: true }).waitFor();
  }
  await agent.page.screenshot({ caret: "initial", path: join(results, "desk-not-shown.png") });
  await agent.page.keyboard.press("Escape");
  await customer.page.evaluate(() => document.getElementById("private-chart").remove());
  await list.locator("li", { hasText: "1 drawing: private" }).waitFor({ state: "detached" });
});

test("pictures and fonts behind the customer's sign-in come from the customer's browser, once, and nothing masked among them", async () => {
  await share({ path: "behind.html" });
  const shown = async () => {
    const photo = await seen().locator("#photo").evaluate((image) => image.src.startsWith("blob:") && image.complete && image.naturalWidth === 40);
    const back = await style("#back", "backgroundImage");
    const font = await seen().locator("html").evaluate((html) => Array.from(html.ownerDocument.fonts).some(({ family, status }) => /Icons/.test(family) && status === "loaded"));
    return photo && back.startsWith('url("blob:') && font;
  };
  await until(shown, "picture, background and font", 20_000);
  await desk(agent.page).locator("#omitted").getByText("could not be loaded here").waitFor({ state: "detached" });
  await customer.page.reload();
  await customer.page.waitForLoadState();
  await customer.page.evaluate(startSharing, { base: demo.baseUrl, sdkKey: demo.sdkKey, join: true });
  await customer.page.evaluate(() => document.querySelector("h1").append(" again"));
  await seen().locator("h1", { hasText: "Behind again" }).waitFor();
  await until(shown, "the same after a reload", 20_000);
  const assets = customer.frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x42);
  const hashes = assets.filter(({ bytes }) => bytes[1] & 1).map(({ bytes }) => bytes.subarray(2, 34).toString("hex"));
  assert.equal(hashes.length, 3);
  assert.equal(new Set(hashes).size, 3);
  const text = Buffer.concat(assets.map(({ bytes }) => bytes)).toString("latin1");
  assert.ok(text.includes("photo.svg-canary") && !text.includes("secret.svg"), "only what is open");
});

test("F94: a huge picture costs the session next to nothing and the page stays in use", async () => {
  await share();
  await customer.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(5000, 4000);
    const context = canvas.getContext("2d");
    const noise = context.createImageData(1000, 800);
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, Math.min(noise.data.length, at + 65_536)));
    context.putImageData(noise, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    const reader = new FileReader();
    const url = await new Promise((resolve) => { reader.onload = () => resolve(reader.result); reader.readAsDataURL(blob); });
    window.hugeLength = url.length;
    const image = Object.assign(new Image(), { id: "huge", src: url });
    image.style.cssText = "width: 300px; height: 240px";
    document.body.prepend(image, Object.assign(document.createElement("p"), { id: "beside", textContent: "beside" }));
  });
  assert.ok((await customer.page.evaluate(() => window.hugeLength)) > 1_000_000);
  await seen().locator("#beside").waitFor();
  assert.deepEqual(await seen().locator("#huge").evaluate(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]), [300, 240]);
  const began = Date.now();
  await customer.page.locator("#select").selectOption("two");
  await until(async () => (await seen().locator("#select").inputValue()) === "two", "the page in use");
  assert.ok(Date.now() - began < 5_000);
  const sent = customer.frames.filter(({ sent }) => sent).reduce((sum, { bytes }) => sum + bytes.length, 0);
  assert.ok(sent < 1_000_000, `${sent} bytes were sent`);
});

test("F95: whatever the sizes of the two screens, the agent sees the customer's whole viewport", async () => {
  await share({ customerOptions: { viewport: { width: 1600, height: 1000 } }, agentOptions: { viewport: { width: 1000, height: 700 } } });
  const frame = () => agent.page.locator('iframe[title^="Customer\'s page"]').contentFrame().locator("#viewer iframe, iframe").first().contentFrame();
  const fits = async (width, height) => {
    const [box, room, size] = await Promise.all([
      frame().locator(".replayer-wrapper > iframe").boundingBox(),
      frame().locator("#room").boundingBox(),
      seen().locator("html").evaluate((html) => [html.ownerDocument.defaultView.innerWidth, html.ownerDocument.defaultView.innerHeight]),
    ]);
    return size[0] === width && size[1] === height && box.width <= room.width + 1 && box.height <= room.height + 1 && Math.abs(box.width / box.height - width / height) < 0.02;
  };
  await until(() => fits(1600, 1000), "the large viewport, made to fit");
  await customer.page.setViewportSize({ width: 390, height: 844 });
  await until(() => fits(390, 844), "the narrow viewport");
});

function near(found, wanted) {
  return wanted.every((value, at) => Math.abs(found[at] - value) < 25);
}

/** Another agent comes and goes, for whom the whole page is taken anew. */
async function newPicture() {
  const before = customer.frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x53).length;
  // what an integrator's page does that masks something the agent has seen: the stored picture must be renewed
  await customer.page.evaluate(() => document.getElementById("after").toggleAttribute("data-private"));
  await until(() => customer.frames.filter(({ sent, bytes }) => sent && bytes[0] === 0x53).length > before, "a new picture");
}
