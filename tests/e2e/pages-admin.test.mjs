// The session list and the session page against a stand-in for the server.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "./pages-mock/browser.mjs";
import { startServer, summary } from "./pages-mock/server.mjs";

let browser, server, page, context, troubles;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  server = await startServer({ samples: process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples", web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  ({ page, context, troubles } = await newPage(browser));
});
afterEach(async () => {
  await context.close();
  await server.stop();
});

const row = (id) => page.locator(`#live-rows [data-session="${id}"]`);
const shown = () => page.locator("#live-rows [data-session]").evaluateAll((rows) => rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((one) => one.dataset.session));
const named = (id, userName, more = {}) => summary(id, { customer: { userId: null, userName, identified: true }, ...more });
const uuid = (n) => `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;
const short = (id) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
const START = Date.parse("2026-11-22T14:00:00Z");
/** A row of the snapshot. */
const line = (n, name, { state = 1, at = START + n * 1000, agents = [] } = {}) => [short(uuid(n)), state, at, name, "", 0, "482913", 0, agents];

function live(...rows) {
  server.api.set("GET /api/sessions/live", { body: { at: new Date().toISOString(), sites: ["harbor"], agents: ["Ada Lindqvist"], rows } });
}

async function opened(path = "/sample/sessions-empty") {
  await page.goto(server.url + path);
  await page.locator("#sessions[data-ready]").waitFor();
}

test("sessions appear, change and stay in order without reloading", async () => {
  live(line(1, "Marit"));
  await opened();
  await row(uuid(1)).waitFor();
  server.send("session", named(uuid(2), "Jonas", { startedAt: new Date().toISOString() }));
  await row(uuid(2)).waitFor();
  assert.deepEqual(await shown(), [uuid(2), uuid(1)]);
  server.send("session", named(uuid(1), "Marit", { state: "ended", endReason: "no_agent", pincode: null }));
  await row(uuid(1)).getByText("no agent came in time").waitFor();
  assert.ok(await row(uuid(1)).locator("[data-slot=end]").isHidden());
  assert.deepEqual(await axeFaults(page), []);
  assertNoTroubles(troubles);
});

test("a customer's name is text, whatever it says", async () => {
  live(line(1, "<img src=x onerror=alert(1)>"));
  await opened();
  assert.equal(await row(uuid(1)).getByRole("link").textContent(), "<img src=x onerror=alert(1)>");
  assert.equal(await page.locator("#live-rows img").count(), 0);
});

test("of 2,000 rows a screenful is there, and each is reached by wheel and by keyboard", async () => {
  live(...Array.from({ length: 2_000 }, (_, i) => line(i, `Customer ${i}`)));
  await opened();
  const grid = page.getByRole("grid");
  assert.equal(await grid.getAttribute("aria-rowcount"), "2001");
  assert.ok((await page.locator("#live-rows [role=row]").count()) < 60);
  await grid.evaluate((element) => (element.scrollTop = 1_000 * 52));
  await row(uuid(999)).waitFor();
  await grid.focus();
  await page.keyboard.press("End");
  await row(uuid(0)).waitFor();
  assert.equal(await grid.getAttribute("aria-activedescendant"), `live-${uuid(0)}`);
  assert.equal(await row(uuid(0)).getAttribute("aria-rowindex"), "2001");
  assert.ok((await page.locator("#live-rows [role=row]").count()) < 60);
  await page.keyboard.press("Home");
  await row(uuid(1999)).waitFor();
  assertNoTroubles(troubles);
});

test("filters, order and groups stand in the address, and going back undoes them", async () => {
  live(line(1, "Marit", { state: 2, agents: [1] }), line(2, "Jonas"), line(3, "Jonas"));
  await opened("/admin");
  await page.getByRole("navigation", { name: "State" }).getByRole("link", { name: "Waiting" }).click();
  await page.waitForURL((url) => url.searchParams.get("state") === "waiting");
  assert.deepEqual(await shown(), [uuid(3), uuid(2)]);
  await page.getByLabel("Order").selectOption("wait");
  await page.waitForURL((url) => url.searchParams.get("sort") === "wait");
  assert.deepEqual(await shown(), [uuid(2), uuid(3)]);
  await page.getByLabel("Group by").selectOption("customer");
  const group = page.locator("#live-rows .group-button:visible");
  assert.equal(await group.textContent(), "Jonas (2)");
  await group.click();
  assert.deepEqual(await shown(), []);
  await page.goBack();
  await page.goBack();
  assert.deepEqual(await shown(), [uuid(3), uuid(2)]);
});

test("a view is kept under a name and can be deleted", async () => {
  live(line(1, "Marit"));
  server.api.set("POST /api/views", (body) => ({ body: { views: [{ id: "v-9", ...body }] } }));
  server.api.set("DELETE /api/views/v-9", { status: 204, body: "" });
  await opened("/admin?sort=wait&wait=5");
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByLabel("Name").fill("Long waits");
  await page.getByRole("button", { name: "Save view" }).click();
  const link = page.getByRole("link", { name: "Long waits" });
  assert.equal(await link.getAttribute("href"), "/admin?wait=5&sort=wait");
  await page.getByRole("button", { name: "Delete the view Long waits" }).click();
  await link.waitFor({ state: "detached" });
});

test("many are ended at once, and what could not be is said and stays selected", async () => {
  live(...[1, 2, 3, 4].map((n) => line(n, `Customer ${n}`)));
  server.api.set("POST /api/sessions/end", ({ sessionIds }) => ({ body: { results: sessionIds.map((sessionId, i) => ({ sessionId, ended: i > 0, problem: i > 0 ? null : "not-found" })) } }));
  await opened();
  await row(uuid(4)).getByRole("checkbox").click();
  await row(uuid(2)).getByRole("checkbox").click({ modifiers: ["Shift"] });
  await page.getByText("Selected: 3").waitFor();
  await page.getByRole("button", { name: "End selected" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Closing time");
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "End 3 sessions" }).click();
  await page.getByText("1 of 3 could not be ended.").waitFor();
  await page.getByText("Customer 4: no longer there, or not yours to end").waitFor();
  await page.getByRole("button", { name: "Keep it open" }).click();
  await page.getByText("Selected: 1").waitFor();
  assert.deepEqual(server.bodies.find(({ key }) => key === "POST /api/sessions/end").body, { sessionIds: [uuid(4), uuid(3), uuid(2)], reason: "Closing time" });
});

test("a session is ended with a reason", async () => {
  live(line(1, "Marit"));
  server.api.set("POST /api/session/revoke", { body: {} });
  await opened();
  await row(uuid(1)).getByRole("button", { name: "End session of Marit" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Wrong customer");
  await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(server.bodies.find(({ key }) => key === "POST /api/session/revoke").body, { sessionId: uuid(1), reason: "Wrong customer" });
});

test("a refusal stays in the dialog", async () => {
  live(line(1, "Marit"));
  server.api.set("POST /api/session/revoke", { status: 403, body: { detail: "This is not yours to end." } });
  await opened();
  await row(uuid(1)).getByRole("button", { name: "End session of Marit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await page.getByRole("dialog").locator("[data-slot=problem]:not(:empty)").waitFor();
  await page.getByRole("button", { name: "Keep it open" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("a lost connection is said, and what was missed is read again", async () => {
  live(line(1, "Marit"));
  await opened();
  await row(uuid(1)).waitFor();
  await context.setOffline(true);
  for (const stream of server.streams) stream.destroy();
  await page.locator("#connection").waitFor();
  live(line(1, "Marit", { state: 2 }));
  await context.setOffline(false);
  await row(uuid(1)).getByText("Active").waitFor();
  await page.locator("#connection").waitFor({ state: "hidden" });
});

test("a filtered list drops what no longer matches", async () => {
  live(line(1, 'a&b="c'));
  await opened("/admin?state=waiting&q=a%26b%3D%22c");
  await row(uuid(1)).waitFor();
  server.send("session", named(uuid(1), 'a&b="c', { state: "ended", endReason: "revoked" }));
  await row(uuid(1)).waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "No session matches" }).waitFor();
});

test("who may watch finds the way in at sessions where somebody helps", async () => {
  live(line(1, "Marit", { state: 2, agents: [1] }), line(2, "Jonas"));
  await opened("/sample/sessions-empty");
  const way = row(uuid(1)).getByRole("link", { name: "Watch the session of Marit" });
  assert.equal(await way.getAttribute("href"), `/agent?watch=${uuid(1)}`);
  assert.ok(await row(uuid(2)).locator("[data-slot=watch]").isHidden());
  server.send("session", named(uuid(2), "Jonas", { state: "active" }));
  await row(uuid(2)).getByRole("link", { name: "Watch the session of Jonas" }).waitFor();
  server.send("session", named(uuid(1), "Marit", { state: "recovering" }));
  await way.waitFor({ state: "hidden" });
  await opened("/sample/sessions-zoom");
  assert.ok(await row(uuid(1)).locator("[data-slot=watch]").isHidden(), "in Zoom's desk nobody can be held to watching");
});

const ada = { admissionId: "a", agentId: "a-1", name: "Ada Lindqvist", via: "pin", mode: "helping", admittedAt: "2026-11-22T14:00:00Z", joinedAt: null, leftAt: null };
const span = (more) => ({ admissionId: "a", agentId: "a-1", name: "Ada Lindqvist", right: "see", askedAt: "2026-11-22T14:00:00Z", reply: null, repliedAt: null, from: null, until: null, standing: "asking", entries: [4], ...more });
const nothingNoted = { ticket: null, ticketUrl: null, recordUrl: null, outcome: null, rating: null, notes: [], writable: false, writableUntil: null };

/** What the API says of the session of a sample. */
function story({ id = "s-4", session = {}, entries = [], consent = [], invites = [], file = {} }) {
  server.api.set(`GET /api/sessions/${id}`, { body: named(id, "Jonas Weber", { state: "active", agents: [ada], ...session }) });
  server.api.set(`GET /api/sessions/${id}/timeline`, { body: { entries, consent, invites } });
  server.api.set(`GET /api/sessions/${id}/case`, { body: { ...nothingNoted, ...file } });
}
const change = (id = "s-4") => server.send("session", named(id, "Jonas Weber"));
const consentRow = (text) => page.locator("#consent tr", { hasText: text });

test("the session page follows its session", async () => {
  story({});
  await page.goto(`${server.url}/admin/sessions/s-4`);
  await page.waitForFunction(() => document.querySelectorAll("#admissions tr").length === 1);
  const before = await page.locator("#timeline li").count();
  const entry = { seq: 70, at: new Date().toISOString(), kind: "session_ended", actor: { kind: "supervisor", id: "1", name: "Sol" }, data: { reason: "revoked" } };
  story({ session: { state: "ended", endReason: "revoked", pincode: null, endedAt: new Date().toISOString() }, entries: [entry] });
  change();
  await page.getByText("The session ended (Sol)").waitFor();
  assert.equal(await page.locator("#timeline li").count(), before + 1);
  await page.locator('#timeline [data-key="70"] summary').click();
  await page.getByText('"reason": "revoked"').waitFor();
  assert.ok(await page.getByRole("button", { name: "End session" }).isHidden());
  assertNoTroubles(troubles);
});

test("consent and control appear as they happen, and the way to watch comes and goes", async () => {
  story({ consent: [span({})] });
  await page.goto(`${server.url}/admin/sessions/s-4`);
  await consentRow("See the page and help").getByText("Being asked now").waitFor();
  assert.equal(await page.locator("#consent tr").count(), 1);
  const sees = span({ reply: "allowed", from: "2026-11-22T14:00:09Z", standing: "lasting" });
  const scrolls = span({ right: "scroll", reply: "allowed", from: "2026-11-22T14:01:00Z", until: "2026-11-22T14:02:00Z", standing: "customer_stopped" });
  story({ consent: [sees, scrolls] });
  change();
  await consentRow("Scroll the page").getByText("Stopped by the customer").waitFor();
  await consentRow("See the page and help").getByText("Still so").waitFor();
  const watch = page.getByRole("link", { name: /Watch the session of/ });
  assert.equal(await watch.getAttribute("href"), "/agent?watch=s-4");
  story({ session: { state: "waiting" }, consent: [{ ...sees, until: "2026-11-22T14:03:00Z", standing: "left" }] });
  change();
  await watch.waitFor({ state: "hidden" });
  assert.equal(await page.locator("#consent tr").count(), 1);
  assert.deepEqual(await axeFaults(page), []);
  assertNoTroubles(troubles);
});

test("the case file and an invite that nobody took are shown as text, and links lead where the site said", async () => {
  const note = { agentId: "a-1", author: "Ada Lindqvist", own: false, text: "<b>Roof</b>", version: 1, savedAt: new Date().toISOString() };
  const file = { ticket: "HELP-1", ticketUrl: "https://tickets.example/HELP-1", recordUrl: "https://crm.example/people/4711", outcome: "solved", rating: 4, notes: [note] };
  const invite = { inviteId: "i-9", state: "expired", by: { name: "Ada Lindqvist" }, to: { name: "Yuki Sato" }, handOver: false, createdAt: "2026-11-22T14:00:00Z", closedAt: "2026-11-22T14:10:00Z", word: null };
  story({ id: "s-5", file, invites: [invite] });
  await page.goto(`${server.url}/sample/session-waiting`);
  await page.getByText("<b>Roof</b>").waitFor();
  await page.getByText("Solved").waitFor();
  await page.getByText("4 of 5").waitFor();
  const ticket = page.getByRole("link", { name: "HELP-1" });
  assert.deepEqual([await ticket.getAttribute("href"), await ticket.getAttribute("rel")], [file.ticketUrl, "noopener noreferrer"]);
  assert.equal(await page.getByRole("link", { name: "Customer record" }).getAttribute("href"), file.recordUrl);
  await page.getByText("Ada Lindqvist asked Yuki Sato in; nobody answered in time").waitFor();
  await page.locator('#timeline [data-key="i-9"]').getByText("Yuki Sato did not answer the invite in time").waitFor();
  story({ id: "s-5", file: { ...file, recordUrl: "javascript:alert(1)" } });
  change("s-5");
  await page.locator("[data-slot=record]").waitFor({ state: "hidden" });
  assertNoTroubles(troubles);
});

test("of a forgotten customer nothing is read again", async () => {
  await page.goto(`${server.url}/sample/session-forgotten`);
  await page.getByRole("heading", { name: "Forgotten customer" }).waitFor();
  assert.ok(!server.log.some((key) => key.includes("/api/sessions/")));
  assert.equal(await page.getByText("Erased", { exact: true }).count(), 0);
});

test("people: a link can be copied, and the irreversible asks first", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  server.api.set("POST /admin/agents/2/disable", { type: "text/html", body: "<title>done</title>" });
  await page.goto(`${server.url}/admin/agents/2`);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "https://support.example/password?token=cbp_tulip-gravel-9-onset");
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.ok(!server.log.includes("POST /admin/agents/2/disable"));
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("button", { name: "Yes, do it" }).click();
  await page.waitForURL("**/disable");
});
