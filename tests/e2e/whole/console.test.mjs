// An admin sets the house up in the console: a site from its first line to its end, the settings that change while it
// runs, an endpoint that is told of events.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { cobroker, launch, parting, person, results, signIn, startDemo, until } from "./support.mjs";

const REFUSED = [/status of 422/, /status of 428/, /status of 403/];

let folder, demo, browser, boss, admin;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "cobroker-console-"));
  demo = await startDemo({ data: folder, env: { COBROKER_WEBHOOK_ALLOW_LOCAL: "true" } });
  const printed = cobroker(["agent", "add", "boss", "--name", "Bo Ström", "--role", "admin"], { COBROKER_DATA_DIR: folder });
  boss = { login: "boss", password: /once: (\S+)/.exec(printed)[1] };
  browser = await launch();
  admin = await person(browser);
  await signIn(admin.page, demo, boss, "/admin/sites");
});
after(async () => {
  if (admin) await parting([admin], REFUSED);
  await browser?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Entries of the audit trail of this kind, as they stand in the database. */
function trail(kind) {
  const read = `import json, sqlite3, sys
rows = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute("SELECT actor_kind, data FROM timeline WHERE kind = ? ORDER BY seq", (sys.argv[2],))
print(json.dumps([{"actor": actor, "data": json.loads(data)} for actor, data in rows]))`;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", read, join(folder, "cobroker.db"), kind], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const press = (name) => admin.page.getByRole("button", { name, exact: true }).click();
const said = (text) => admin.page.locator(".note", { hasText: text }).first().waitFor();
const shot = (name) => admin.page.screenshot({ path: join(results, `console-${name}.png`), fullPage: true });
/** A start as a page of this origin would ask for it. */
const start = (origin) => demo.api("/api/customer/start", { method: "POST", body: {}, headers: { origin } });

test("a site is added, set up, told what is wrong with it, and disabled with what lives there", async () => {
  const { page } = admin;
  await page.getByLabel("Slug").fill("harbor");
  await page.getByLabel("Name", { exact: true }).fill("Harbor & Pine");
  await page.getByLabel("Origins").fill("https://harbor.example");
  await press("Add site");
  await page.waitForURL("**/admin/sites/harbor?done=added");
  await said("The site was added");
  assert.match(await page.locator("#snippet").innerText(), /^<script async src="http:\/\/localhost:\d+\/embed\.js"><\/script>$/);

  await page.getByLabel("Masked by CSS selectors").fill(".account, [data-x");
  await page.getByLabel("Words under the Support PIN").fill("Or call 030 1234567");
  await press("Save");
  await said("Nothing was saved");
  const selectors = page.getByLabel("Masked by CSS selectors");
  assert.equal(await selectors.getAttribute("aria-invalid"), "true");
  assert.ok(await selectors.evaluate((field) => field === document.activeElement), "it is gone to");
  assert.match(await page.locator("#css-selectors-error").innerText(), /no list of CSS selectors/);
  assert.equal(await page.getByLabel("Words under the Support PIN").inputValue(), "Or call 030 1234567");
  await shot("site-refused");

  await selectors.fill(".account:::b");
  await page.getByLabel("Words over the panel").focus();
  await page.getByText("This browser does not understand these selectors").waitFor();
  await selectors.fill(".account, #diagnosis");
  await page.getByLabel("Origins").fill("https://harbor.example\nhttps://www.harbor.example");
  await page.getByLabel("Waiting list").check();
  await press("Save");
  await said("Saved");
  await page.getByText("Every element of the class account").waitFor();
  assert.deepEqual(trail("site_changed"), [{ actor: "admin", data: { site: "harbor", fields: ["origins", "mask", "branding", "desk"] } }]);
  const config = await demo.api("/api/config", { headers: { origin: "https://www.harbor.example" } });
  assert.equal(config.json.site.mask.maskCssSelectors, ".account, #diagnosis");

  const session = await start("https://www.harbor.example");
  assert.equal(session.status, 201);
  await page.reload();
  await press("Disable");
  await page.getByRole("dialog").getByText("Disable Harbor & Pine?").waitFor();
  await shot("site-disable");
  await press("Yes, do it");
  await said("Live sessions that ended with it: 1");
  assert.equal((await start("https://www.harbor.example")).status, 403);
  const seen = await demo.api(`/api/sessions/${session.json.sessionId}`, { as: demo.supervisor });
  assert.equal(seen.json.state, "ended");
  assert.deepEqual(trail("site_disabled"), [{ actor: "admin", data: { site: "harbor", liveSessions: "ended" } }]);
});

test("a secret is shown once, and a supervisor reads without changing", async () => {
  const { page } = admin;
  await page.goto(`${demo.baseUrl}/admin/sites/harbor`);
  await press("Make a shared secret");
  const secret = await page.locator("#secret").innerText();
  assert.match(secret, /^cbh_/);
  await page.goto(`${demo.baseUrl}/admin/sites/harbor`);
  assert.ok(!(await page.content()).includes(secret));
  await page.getByText("Set. It is not shown.").waitFor();
  const vera = await person(browser);
  await signIn(vera.page, demo, demo.supervisor, "/admin/sites/harbor");
  await vera.page.getByText("You can read this. An admin changes it.").waitFor();
  assert.equal(await vera.page.locator("main form").count(), 0);
  await parting([vera]);
});

test("the retention period is changed and stands in the audit trail with what was before", async () => {
  const { page } = admin;
  await page.goto(`${demo.baseUrl}/admin/settings`);
  await page.getByLabel("Days that customers are remembered").fill("60");
  await page.getByLabel("Time zone of figures").fill("Europe/Berlin");
  await press("Save");
  await said("Saved");
  await shot("settings");
  await page.getByLabel("Days that customers are remembered").fill("45");
  await press("Save");
  await said("Saved");
  const changes = trail("settings_changed").map(({ actor, data }) => [actor, data.settings]);
  assert.deepEqual(changes, [
    ["admin", { timeZone: { was: null, is: "Europe/Berlin" }, retentionDays: { was: null, is: "60" } }],
    ["admin", { retentionDays: { was: "60", is: "45" } }],
  ]);
});

test("an endpoint is added, tried, told of events, told again, and shows how that went", async () => {
  const { page } = admin;
  const heard = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      heard.push(JSON.parse(body));
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  try {
    await page.goto(`${demo.baseUrl}/admin/webhooks`);
    await page.getByLabel("Address").fill(`http://localhost:${receiver.address().port}/hook`);
    await page.getByLabel("Description").fill("CRM");
    await press("Add webhook");
    await page.locator("#secret", { hasText: /^whsec_/ }).waitFor();
    await shot("webhook-added");
    await page.getByRole("link", { name: /localhost/ }).click();
    await press("Send a test");
    await said("The test was taken");
    assert.equal(heard[0].type, "endpoint.ping");

    assert.equal((await start(demo.baseUrl)).status, 201);
    await until(() => heard.some(({ type }) => type === "session.started"), "the endpoint is told", 20_000);
    const { sequence } = heard.find(({ type }) => type === "session.started");
    const log = page.getByRole("row", { name: /session\.started/ });
    const one = page.url().replace(/\/test$/, "");
    await until(async () => {
      await page.goto(one);
      return (await log.count()) === 1;
    }, "the attempt is in the log", 20_000);
    assert.match(await log.innerText(), /Answered 204/);
    await page.getByLabel("After event number").fill(String(sequence - 1));
    await press("Tell again");
    await said("On their way again: 1");
    await until(() => heard.filter((event) => event.sequence === sequence).length === 2, "it is told again", 20_000);
    await until(async () => {
      await page.goto(one);
      return (await log.count()) === 2;
    }, "both attempts are in the log", 20_000);
    await shot("webhook");
  } finally {
    receiver.close();
  }
});
