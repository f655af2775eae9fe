// The desk page against a stand-in for the server: PIN entry, the frame, and every way back.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "./pages-mock/browser.mjs";
import { startServer, summary } from "./pages-mock/server.mjs";

const AGENT = { admissionId: "a", agentId: "a-1", name: "Ada Lindqvist", admittedAt: new Date().toISOString(), joinedAt: null, leftAt: null };
const DESK = `<!doctype html><title>desk</title><script src="/desk-stub.js"></script>`;
// Says to its parent whatever the test asks for, and keeps what it knows of where it came from.
const DESK_SCRIPT = `window.say = (type, payload) => parent.postMessage({ source: "cobrowse-desk", type, payload }, "*"); window.came = { referrer: document.referrer, history: history.length };`;

let browser, server, page, context, troubles;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  server = await startServer({ samples: process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples", web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  server.deskOrigin = server.otherUrl;
  server.replace = [["http://localhost:4173", server.otherUrl]];
  server.api.set("GET /desk", { type: "text/html", body: DESK });
  server.api.set("GET /desk-stub.js", { type: "text/javascript", body: DESK_SCRIPT });
  server.api.set("GET /api/session/list", { body: { sessions: [], nextCursor: null } });
  server.api.set("POST /api/agent/connect", { body: grant() });
  ({ page, context, troubles } = await newPage(browser));
});
afterEach(async () => {
  await context.close();
  await server.stop();
});

function grant() {
  return { sessionId: "s-1", admissionId: "a", token: "secret", deskUrl: `${server.otherUrl}/desk?access_token=secret`, expiresAt: "", customer: { userName: "Marit Solheim", identified: false }, seats: { taken: 1, total: 5 } };
}
const pin = () => page.getByLabel("Support PIN");
const boxes = () => page.locator("[data-box]").allTextContents();
const refuse = (detail, more = {}) => server.api.set("POST /api/agent/connect", { status: 422, body: { type: "/problems/pin-not-accepted", title: "No", detail }, ...more });
const connects = () => server.bodies.filter(({ key }) => key === "POST /api/agent/connect").map(({ body }) => body.pincode);

async function connected() {
  await page.goto(`${server.url}/agent`);
  await pin().pressSequentially("482913");
  await page.locator("iframe").waitFor();
  const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
  await frame.waitForFunction(() => typeof say === "function");
  return frame;
}

test("typing the sixth digit sends the PIN, and the frame opens without telling where it came from", async () => {
  const frame = await connected();
  assert.deepEqual(connects(), ["482913"]);
  await page.getByRole("heading", { name: "Marit Solheim" }).waitFor();
  assert.ok(await page.getByText("anonymous", { exact: true }).isVisible());
  assert.equal(await page.locator("iframe").getAttribute("src"), null);
  assert.equal(await page.locator("iframe").getAttribute("referrerpolicy"), "no-referrer");
  assert.equal(await page.locator("iframe").getAttribute("allow"), "autoplay");
  assert.deepEqual(await frame.evaluate(() => came.referrer), "");
  assert.ok(!(await page.content()).includes("secret"), "the token is in the page");
  await page.getByRole("button", { name: "End session" }).click();
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole("button", { name: "Keep it open" }).click();
  await frame.evaluate(() => say("desk_state", { state: "asking" }));
  await page.getByText("Marit Solheim is being asked to let you see the page.").waitFor();
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await page.locator("[data-slot=state]").getByText("Live", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "End session" }).isVisible(), false, "a desk that speaks has buttons of its own");
  assert.deepEqual(await axeFaults(page), []);
  assertNoTroubles(troubles);
});

test("keys behave as in any field: arrows, backspace, home, end, writing over", async () => {
  await page.goto(`${server.url}/agent`);
  await pin().pressSequentially("4829a-");
  assert.deepEqual(await boxes(), ["4", "8", "2", "9", "", ""]);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("7");
  assert.deepEqual(await boxes(), ["4", "7", "2", "", "", ""]);
  await page.keyboard.press("End");
  await page.keyboard.type("55");
  assert.equal(await pin().inputValue(), "47255");
  assert.deepEqual(connects(), []);
});

test("a PIN is pasted whole, whatever is around it and wherever the caret is", async () => {
  refuse("That code isn't active.");
  await page.goto(`${server.url}/agent`);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await pin().pressSequentially("11");
  await page.keyboard.press("Home");
  await page.evaluate(() => navigator.clipboard.writeText(" PIN 482-913\n"));
  await page.keyboard.press("Control+V");
  await page.getByRole("alert").filter({ hasText: "That code isn't active." }).waitFor();
  assert.deepEqual(connects(), ["482913"]);
});

test("a refused PIN is announced, and the next digit starts anew", async () => {
  refuse("That code isn't active.");
  await page.goto(`${server.url}/agent`);
  await pin().pressSequentially("000000");
  await page.getByRole("alert").filter({ hasText: "That code isn't active." }).waitFor();
  assert.ok(await pin().evaluate((input) => document.activeElement === input));
  assert.equal(await pin().getAttribute("aria-invalid"), "true");
  assert.deepEqual(await axeFaults(page), []);
  server.api.set("POST /api/agent/connect", { body: grant() });
  await page.keyboard.type("482913");
  await page.locator("iframe").waitFor();
  assert.deepEqual(connects(), ["000000", "482913"]);
});

test("throttled, the page counts down and then lets go", async () => {
  await page.clock.install();
  refuse("Too many attempts.", { status: 429, headers: { "retry-after": "30" } });
  await page.goto(`${server.url}/agent`);
  await pin().pressSequentially("000000");
  await page.getByText("You can try again in 30 s.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Connect" }).isDisabled());
  await page.keyboard.type("1");
  assert.equal(await pin().inputValue(), "000000");
  await page.clock.runFor(30_500);
  await page.getByText("You can try again now.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Connect" }).isEnabled());
});

test("leaving goes back to the PIN and offers the way in again", async () => {
  server.api.set("POST /api/sessions/s-1/desk", { body: grant() });
  const frame = await connected();
  await frame.evaluate(() => say("session_left"));
  await page.getByText("You left. The session goes on without you.").waitFor();
  assert.equal(await page.locator("iframe").count(), 0);
  assert.ok(await pin().evaluate((input) => document.activeElement === input && input.value === ""));
  await page.getByRole("button", { name: "Reopen" }).click();
  await page.locator("iframe").waitFor();
});

test("an ended session takes its frame along within two seconds, told by the desk or by the server", async () => {
  const frame = await connected();
  await frame.evaluate(() => say("desk_state", { state: "ended" }));
  await frame.evaluate(() => say("session_ended", { reason: "revoked" }));
  await page.getByText("A supervisor ended the session.").waitFor({ timeout: 2000 });
  assert.equal(await page.locator("iframe").count(), 0);

  await pin().pressSequentially("482913");
  await page.locator("iframe").waitFor();
  server.send("session", summary("s-1", { state: "ended", endReason: "customer_ended", agents: [AGENT] }));
  await page.getByText("The customer ended the session.").waitFor({ timeout: 2000 });
  assert.equal(await page.locator("iframe").count(), 0);
});

test("only the desk's own origin and frame are believed", async () => {
  await connected();
  await page.evaluate(() => postMessage({ source: "cobrowse-desk", type: "session_left" }, "*"));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  assert.equal(await page.locator("iframe").count(), 1);
});

const PRESENCE = "POST /api/sessions/s-1/desk/presence";
const words = () => server.bodies.filter(({ key }) => key === PRESENCE).map(({ body }) => body);

async function zoomDesk() {
  server.api.set(PRESENCE, { status: 204, body: "" });
  await page.goto(`${server.url}/sample/agent-zoom`);
  await pin().pressSequentially("482913");
  await page.locator("iframe").waitFor();
}

test("in zoom mode the PIN stands beside the frame, large, and goes out of the way", async () => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await zoomDesk();
  const aside = page.getByRole("complementary", { name: "PIN to type in the frame" });
  assert.equal(await aside.locator(".pin-large").textContent(), "482 913");
  const size = await aside.locator(".pin-large").evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  assert.ok(size >= 40, `${size} px`);
  await aside.getByText("Type this PIN into the form in the frame").waitFor();
  assert.ok((await page.locator("iframe").boundingBox()).width >= 1024, "the desk has the width of Zoom's sample");
  assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts allow-same-origin allow-forms allow-popups");
  assert.deepEqual(await axeFaults(page), []);
  if (process.env.PAGE_SHOTS) await page.screenshot({ path: `${process.env.PAGE_SHOTS}/desk-zoom-open.png` });

  await aside.getByRole("button", { name: "Hide" }).click();
  assert.equal(await aside.isVisible(), false);
  assert.ok((await page.locator("iframe").boundingBox()).width >= 1280);
  assert.ok(await page.getByRole("button", { name: "Show PIN" }).evaluate((button) => document.activeElement === button));
  await page.keyboard.press("Enter");
  await aside.waitFor();
  assertNoTroubles(troubles);
});

test("at 200 % zoom on a small laptop the PIN is whole and the desk keeps a usable height", async () => {
  await page.setViewportSize({ width: 640, height: 360 });
  await zoomDesk();
  await page.locator(".pin-large").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is cut off at the side");
  const box = await page.locator(".pin-large").boundingBox();
  assert.ok(box.y + box.height <= 360 && box.height < 60, "the PIN is seen without scrolling, in one line");
  assert.ok((await page.locator("iframe").boundingBox()).height >= 280);
  assert.deepEqual(await axeFaults(page), []);
  if (process.env.PAGE_SHOTS) await page.screenshot({ path: `${process.env.PAGE_SHOTS}/desk-zoom-200.png` });
});

test("beside Zoom's desk the page says that it is there, upon the server's word, and when it goes", async () => {
  await page.clock.install();
  await zoomDesk();
  await page.waitForFunction(() => document.querySelector("iframe"));
  await until(() => words().length >= 1);
  assert.deepEqual(words()[0], { admissionId: "a" });
  await page.clock.runFor(6_000);
  server.send("beat", {});
  await until(() => words().length >= 2);
  await page.getByRole("button", { name: "Close desk" }).click();
  await until(() => words().some(({ going }) => going));
  assert.deepEqual(server.bodies.filter(({ key }) => key === "POST /api/agent/connect").map(({ body }) => body), [{ pincode: "482913", tellsPresence: true }]);
});

test("a seat that was given up meanwhile closes the desk and offers the way back", async () => {
  await page.clock.install();
  await zoomDesk();
  await until(() => words().length >= 1);
  server.api.delete(PRESENCE);
  server.api.set("POST /api/sessions/s-1/desk", { body: grant() });
  await page.clock.runFor(6_000);
  server.send("beat", {});
  await page.getByText("Your seat was given up: you left in Zoom's desk, or this page was away for too long.").waitFor();
  assert.equal(await page.locator("iframe").count(), 0);
  server.api.set(PRESENCE, { status: 204, body: "" });
  await page.getByRole("button", { name: "Reopen" }).click();
  await page.locator("iframe").waitFor();
  assert.equal(await page.locator(".pin-large").textContent(), "482 913", "the PIN is known still");
});

async function until(holds) {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((done) => setTimeout(done, 20))) assert.ok(Date.now() < end, "it never happened");
}

test("a custom PIN is typed in full and sent by Enter", async () => {
  await page.goto(`${server.url}/sample/agent-custom`);
  await pin().pressSequentially("kx4m-7qpa");
  assert.deepEqual(connects(), []);
  await page.keyboard.press("Enter");
  await page.locator("iframe").waitFor();
  assert.deepEqual(connects(), ["KX4M7QPA"]);
});

test("sessions of today are listed, own ones only, and live ones reopen", async () => {
  const mine = summary("s-2", { state: "active", agents: [AGENT] });
  server.api.set("GET /api/session/list", { body: { sessions: [mine, summary("s-3", { customer: { userName: "Somebody else's", identified: true } })], nextCursor: null } });
  server.api.set("POST /api/sessions/s-2/desk", { status: 410, body: { type: "/problems/session-over", detail: "This session is over." } });
  await page.goto(`${server.url}/agent`);
  await page.getByRole("button", { name: "Reopen session of Marit Solheim" }).waitFor();
  assert.equal(await page.getByText("Somebody else's").count(), 0);
  if (process.env.PAGE_SHOTS) await page.screenshot({ path: `${process.env.PAGE_SHOTS}/desk-recent.png` });
  await page.getByRole("button", { name: "Reopen session of Marit Solheim" }).click();
  await page.getByText("This session is over.").waitFor();
  assertNoTroubles(troubles);
});
