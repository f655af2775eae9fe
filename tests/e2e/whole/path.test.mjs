// The whole path of the issue: a customer shares, an agent sees, a supervisor ends.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, connected, desk, getHelp, launch, person, picture, results, signIn, startDemo, typePin, until } from "./support.mjs";

let demo, browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("a customer shares, an agent sees the page live, a supervisor ends it", async () => {
  const [customer, agent, supervisor] = await Promise.all([person(browser), person(browser), person(browser)]);
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");
  await connected(demo, customer, agent);

  const seen = picture(agent.page);
  await seen.getByRole("heading", { level: 1 }).waitFor();
  await customer.page.getByLabel(/^(full )?name/i).first().fill("Grace Hopper");
  await until(async () => (await seen.getByLabel(/^(full )?name/i).first().inputValue()) === "Grace Hopper", "typed text at the agent");
  await agent.page.screenshot({ caret: "initial", path: join(results, "agent-live.png") });
  await customer.page.screenshot({ caret: "initial", path: join(results, "customer-live.png") });

  await supervisor.page.getByText("Active").first().waitFor();
  await supervisor.page.screenshot({ caret: "initial", path: join(results, "admin-live.png") });
  const list = await demo.api("/api/session/list?state=active", { as: demo.supervisor });
  const session = list.json.sessions[0];
  const ended = Date.now();
  await demo.api("/api/session/revoke", { as: demo.supervisor, method: "POST", body: { sessionId: session.sessionId, reason: "test" } });
  await Promise.all([
    customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor({ timeout: 2_000 }),
    agent.page.locator("#outcome").waitFor({ state: "visible", timeout: 2_000 }),
  ]);
  assert.ok(Date.now() - ended < 2_000);
  await agent.page.screenshot({ caret: "initial", path: join(results, "agent-ended.png") });
  await customer.page.screenshot({ caret: "initial", path: join(results, "customer-ended.png") });
  for (const someone of [customer, agent, supervisor]) {
    assert.deepEqual(someone.complaints, []);
    await someone.close();
  }
});
