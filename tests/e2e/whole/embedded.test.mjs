// The agents' own page in a frame of a CRM: another site, which is on the list.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { allow, getHelp, launch, person, results, startDemo } from "./support.mjs";

let demo, browser, crm, crmOrigin;
before(async () => {
  crm = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>CRM</title><h1>Customer 4711</h1><iframe title="cobroker" width="1200" height="660" src="${demo.baseUrl}/agent"></iframe>`);
  }).listen(0, "127.0.0.1");
  await once(crm, "listening");
  crmOrigin = `http://127.0.0.1:${crm.address().port}`;
  demo = await startDemo({ env: { COBROKER_EMBED_ORIGINS: crmOrigin } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  crm?.closeAllConnections();
  crm?.close();
});

test("an agent works in a frame of the CRM, and other sites can neither frame nor use it", async () => {
  const [agent, customer] = await Promise.all([person(browser), person(browser)]);
  await agent.page.goto(crmOrigin);
  const frame = agent.page.frameLocator('iframe[title="cobroker"]');
  await frame.getByLabel("Login name").fill(demo.agents[0].login);
  await frame.getByLabel("Password", { exact: true }).fill(demo.agents[0].password);
  await frame.getByRole("button", { name: "Sign in" }).click();
  const pin = frame.getByLabel("Support PIN");
  await pin.waitFor();
  const cookies = (await agent.context.cookies(demo.baseUrl)).filter(({ name }) => name === "__Host-cb_sid");
  assert.equal(cookies.length, 1);
  assert.equal(cookies[0].sameSite, "None");
  assert.ok(cookies[0].secure && cookies[0].httpOnly && cookies[0].partitionKey, JSON.stringify(cookies[0]));

  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  await pin.fill(await getHelp(customer.page));
  await allow(customer.page);
  const desk = frame.frameLocator('iframe[title="Customer\'s page"]');
  await desk.frameLocator("iframe").first().frameLocator(".replayer-wrapper iframe").getByRole("heading", { level: 1 }).waitFor();
  await agent.page.screenshot({ path: join(results, "embedded.png") });

  // a request that the CRM's page makes with the frame's cookie is still another site's
  const refusals = async () => Number((await demo.api("/metrics")).text.match(/^csrf_refusals_total (\d+)/m)?.[1] ?? 0);
  const before = await refusals();
  await agent.page.evaluate((url) => fetch(url, { method: "POST", mode: "no-cors", credentials: "include" }).catch(() => {}), `${demo.baseUrl}/logout`);
  assert.equal(await refusals(), before + 1);
  await agent.page.reload();
  await frame.getByLabel("Support PIN").first().waitFor();

  // the cookie is the frame's: the same browser is nobody in a tab of its own
  const tab = await agent.context.newPage();
  await tab.goto(`${demo.baseUrl}/agent`);
  assert.ok(tab.url().includes("/login"));

  // another origin of the same machine is not on the list
  const other = createServer((request, response) => response.end(`<iframe src="${demo.baseUrl}/agent"></iframe>`)).listen(0, "127.0.0.1");
  await once(other, "listening");
  const refused = tab.waitForEvent("console", (message) => /frame-ancestors/.test(message.text()));
  await tab.goto(`http://127.0.0.1:${other.address().port}`).catch(() => {});
  await refused;
  other.closeAllConnections();
  other.close();
  await Promise.all([agent.close(), customer.close()]);
});
