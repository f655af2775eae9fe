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

const row = (id) => page.locator(`#session-rows [data-session="${id}"]`);
const named = (id, userName, more = {}) => summary(id, { customer: { userId: null, userName, identified: true }, ...more });

function list(...sessions) {
  server.api.set("GET /api/session/list", (_, url) => {
    const later = url.searchParams.get("cursor") === "next";
    return { body: { sessions: later ? [named("old", "An older one", { startedAt: "2026-01-01T00:00:00Z" })] : sessions, nextCursor: later ? null : "next" } };
  });
}

async function opened(path = "/sample/sessions-empty") {
  await page.goto(server.url + path);
  await page.getByText("Live", { exact: true }).and(page.locator(".live-mark")).waitFor();
}

test("sessions appear, change and stay in order without reloading", async () => {
  list(named("s-1", "Marit"));
  await opened();
  await row("s-1").waitFor();
  server.send("session", named("s-2", "Jonas", { startedAt: new Date().toISOString() }));
  await row("s-2").waitFor();
  assert.deepEqual(await page.locator("#session-rows tr").evaluateAll((rows) => rows.map((one) => one.dataset.session)), ["s-2", "s-1"]);
  server.send("session", named("s-1", "Marit", { state: "ended", endReason: "no_agent", pincode: null }));
  await row("s-1").getByText("no agent came in time").waitFor();
  assert.ok(await row("s-1").locator("[data-action=end]").isHidden());
  assertNoTroubles(troubles);
});

test("a customer's name is text, whatever it says", async () => {
  list(named("s-1", "<img src=x onerror=alert(1)>"));
  await opened();
  assert.equal(await row("s-1").getByRole("link").textContent(), "<img src=x onerror=alert(1)>");
  assert.equal(await page.locator("#session-rows img").count(), 0);
});

test("the list loads more, keeping what is there", async () => {
  list(named("s-1", "Marit"));
  await opened();
  await page.getByRole("link", { name: "Load more" }).click();
  await row("old").waitFor();
  assert.ok(await row("s-1").isVisible());
  assert.ok(await page.locator("#more").isHidden());
});

test("a session is ended with a reason", async () => {
  list(named("s-1", "Marit"));
  server.api.set("POST /api/session/revoke", { body: {} });
  await opened();
  await row("s-1").getByRole("button", { name: "End session of Marit" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Wrong customer");
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(server.bodies.find(({ key }) => key === "POST /api/session/revoke").body, { sessionId: "s-1", reason: "Wrong customer" });
});

test("a refusal stays in the dialog", async () => {
  list(named("s-1", "Marit"));
  server.api.set("POST /api/session/revoke", { status: 403, body: { detail: "This is not yours to end." } });
  await opened();
  await row("s-1").getByRole("button", { name: "End session of Marit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await page.getByRole("dialog").getByText("This is not yours to end.").waitFor();
  await page.getByRole("button", { name: "Keep it open" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("a lost connection is said, and what was missed is read again", async () => {
  list(named("s-1", "Marit"));
  await opened();
  await row("s-1").waitFor();
  await context.setOffline(true);
  for (const stream of server.streams) stream.destroy();
  await page.getByText("The connection to the server is lost.").waitFor();
  list(named("s-1", "Marit", { state: "active" }));
  await context.setOffline(false);
  await row("s-1").getByText("Active").waitFor();
  await page.getByText("The connection to the server is lost.").waitFor({ state: "hidden" });
});

test("a filtered list drops what no longer matches", async () => {
  list(named("s-1", 'a&b="c'));
  await opened("/sample/sessions-no-match");
  await row("s-1").waitFor();
  const asked = new URL(`http://x/${await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.includes("session/list")))}`);
  assert.ok(asked.href.includes("state=live"));
  server.send("session", named("s-1", 'a&b="c', { state: "ended", endReason: "revoked" }));
  await row("s-1").waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "No session matches" }).waitFor();
});

test("the session page follows its session", async () => {
  const agent = { admissionId: "a", agentId: "a-1", name: "Ada Lindqvist", admittedAt: "2026-11-22T14:00:00Z", joinedAt: null, leftAt: null };
  server.api.set("GET /api/sessions/s-4", { body: named("s-4", "Jonas Weber", { agents: [agent] }) });
  server.api.set("GET /api/sessions/s-4/timeline", { body: { entries: [] } });
  await page.goto(`${server.url}/admin/sessions/s-4`);
  await page.waitForFunction(() => document.querySelectorAll("#admissions tr").length === 1);
  server.api.set("GET /api/sessions/s-4", { body: named("s-4", "Jonas Weber", { state: "ended", endReason: "revoked", pincode: null, endedAt: new Date().toISOString() }) });
  const entry = { seq: 7, at: new Date().toISOString(), kind: "session_ended", actor: { kind: "supervisor", id: "1", name: "Sol" }, data: { reason: "revoked" } };
  server.api.set("GET /api/sessions/s-4/timeline", { body: { entries: [entry] } });
  server.send("session", named("s-4", "Jonas Weber", { state: "ended" }));
  await page.getByText("The session ended (Sol)").waitFor();
  assert.equal(await page.locator("#timeline li").count(), 7);
  await page.locator('#timeline [data-seq="7"] summary').click();
  await page.getByText('"reason": "revoked"').waitFor();
  assert.ok(await page.getByRole("button", { name: "End session" }).isHidden());
  assertNoTroubles(troubles);
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
