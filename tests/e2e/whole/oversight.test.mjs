// An admin looks through the audit trail, has it verified, takes it away, and forgets a customer.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { cobroker, launch, parting, person, signIn, startDemo } from "./support.mjs";

let data, demo, browser, root;
before(async () => {
  data = mkdtempSync(join(tmpdir(), "cobroker-oversight-"));
  demo = await startDemo({ data });
  const added = cobroker(["agent", "add", "root", "--role", "admin"], { COBROKER_DATA_DIR: data });
  root = { login: "root", password: added.match(/once: (\S+)/)[1] };
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  if (data) rmSync(data, { recursive: true });
});

/** A session of the customer's that is over. */
async function endedSession() {
  const { json } = await demo.api("/api/customer/start", { method: "POST", body: { userName: "Kim Kanari", userId: "kim-4711" } });
  const { status } = await demo.api("/api/session/revoke", { method: "POST", as: demo.supervisor, body: { sessionId: json.sessionId } });
  assert.equal(status, 200);
  return json.sessionId;
}

const verification = (page) => page.getByRole("region", { name: "Whole" });

test("the trail is filtered by the reader's own days, verified, and taken away as it is shown", async () => {
  const session = await endedSession();
  const admin = await person(browser, { timezoneId: "Asia/Tokyo", permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = admin;
  await signIn(page, demo, root, "/admin/audit");
  await page.getByLabel("What", { exact: true }).selectOption({ label: "Session ended" });
  await page.getByLabel("From", { exact: true }).fill("2026-01-01");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL((url) => url.search === "?kind=session_ended&from=2026-01-01&zone=Asia%2FTokyo");
  const rows = page.locator(".audit-rows tbody tr");
  await rows.first().getByText("Session ended").waitFor();
  assert.equal(await rows.count(), 1);
  assert.match(await rows.first().innerText(), /GMT\+9/);
  assert.equal(await rows.first().getByRole("link").getAttribute("href"), `/admin/sessions/${session}`);

  await page.getByRole("button", { name: "Verify now" }).click();
  await page.waitForURL((url) => url.hash === "#verification" && url.searchParams.get("kind") === "session_ended");
  await verification(page).getByText(/^All \d+ entries stand as they were written\.$/).waitFor();
  await verification(page).getByText("just now").waitFor();
  await page.getByText("Head of the chain", { exact: true }).click();
  await page.getByRole("button", { name: "Copy head" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const head = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(cobroker(["audit", "verify", "--head", ...head.split(" ")], { COBROKER_DATA_DIR: data }), /is whole/);

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const lines = readFileSync(await (await coming).path(), "utf8").trim().split("\r\n");
  assert.equal(lines.length, 2);
  assert.match(lines[1], /,session_ended,supervisor,/);
  await page.goto(`${demo.baseUrl}/admin/audit?kind=exported`);
  await page.getByRole("cell", { name: "Data exported" }).waitFor();
  await parting([admin]);
});

test("a customer is erased once their id is typed, and the session's page names nobody", async () => {
  const session = await endedSession();
  const admin = await person(browser);
  const { page } = admin;
  await signIn(page, demo, root, "/admin/subjects");
  await page.getByLabel("Customer id, session id or name").fill("kanari");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Kim Kanari" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download everything as JSON" }).click();
  const file = JSON.parse(readFileSync(await (await coming).path(), "utf8"));
  assert.deepEqual(file.subject, { site: null, userId: "kim-4711" });
  assert.ok(file.tables.sessions.some(({ id }) => id === session));
  const typed = page.getByLabel("Type the customer's id to confirm: kim-4711");
  await typed.fill("kim-4712");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByText("This is not the customer's id. Nothing was erased.").waitFor();
  assert.equal(await typed.inputValue(), "kim-4712");
  await typed.fill("kim-4711");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByText("The customer was erased.").waitFor();
  assert.doesNotMatch(page.url(), /kim/);
  await page.goto(`${demo.baseUrl}/admin/sessions/${session}`);
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  assert.doesNotMatch(await page.content(), /kanari|kim-4711/i);
  await page.goto(`${demo.baseUrl}/admin/audit?kind=subject_erased`);
  await page.getByRole("cell", { name: "Customer erased" }).waitFor();
  assert.doesNotMatch(await page.content(), /kanari|kim-4711/i);
  await parting([admin], [/status of 422/]);
});
