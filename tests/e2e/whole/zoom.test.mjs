// With Zoom's credentials the same pages use Zoom's SDK and desk, at Zoom's exact addresses and with Zoom's exact claims.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { getHelp, launch, parting, person, results, shownPin, signIn, startDemo, typePin, until } from "./support.mjs";
import { answerForZoom, claimsOf, startHub, ZOOM } from "./zoom-stand-in.mjs";

const KEY = "kQ7vXw2LrT9mZp4HsB6dNc8YfJ1gUe3A";
const SECRET = "Wb5tRk9Qx2MzLd7VhPn4Yc8GsJf6Ua1E";

let demo, browser, hub;
before(async () => {
  hub = await startHub();
  demo = await startDemo({ env: { ZOOM_SDK_KEY: KEY, ZOOM_SDK_SECRET: SECRET } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  hub?.stop();
});

const live = async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions[0];

async function zoomPerson() {
  const one = await person(browser);
  return { ...one, asked: await answerForZoom(one.context, hub) };
}

function signedWith(token, secret) {
  const [head, body, signature] = token.split(".");
  return createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url") === signature;
}

test("the whole path with Zoom's addresses: PIN, connect, live, and a supervisor's end", async () => {
  const [customer, agent, supervisor] = [await zoomPerson(), await zoomPerson(), await person(browser)];
  await agent.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(supervisor.page, demo, demo.supervisor, "/admin");

  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  assert.deepEqual(customer.asked.map(({ url }) => url), [`${ZOOM}/static/resource/sdk/${KEY}/js`]);
  const announced = await customer.page.evaluate(() => window.zoomEvents.find(([name]) => name === "pincode_updated")[1].pincode);
  assert.equal(pin, announced, "the PIN on screen is the event's");
  await until(async () => (await live())?.pincode === pin, "the PIN at the broker");
  const { sessionId } = await live();

  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  const frame = agent.page.frameLocator('iframe[title="Customer\'s page"]');
  await frame.getByLabel("PIN code").waitFor();
  const [opened] = agent.asked;
  const token = new URL(opened.url).searchParams.get("access_token");
  assert.equal(opened.url, `${ZOOM}/sdkapi/zcb/frame-templates/desk?access_token=${token}`);
  assert.equal(opened.referer, "");
  assert.equal(agent.asked.length, 1);

  const aside = agent.page.locator('[data-slot="pin-aside"]');
  assert.equal((await aside.locator("strong").innerText()).replace(/\s/g, ""), pin);
  await aside.getByRole("button", { name: "Copy PIN" }).click();
  await aside.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal((await agent.page.evaluate(() => navigator.clipboard.readText())).replace(/\s/g, ""), pin);
  await agent.page.screenshot({ caret: "initial", path: join(results, "zoom-desk.png") });

  assert.ok(!(await agent.page.content()).includes(token), "the token is in the page");
  const desk = agent.page.frames().find((one) => one.url().startsWith(ZOOM));
  assert.equal((await desk.evaluate(() => window.came)).referrer, "");
  const before = await agent.page.evaluate(() => history.length);
  assert.equal(await desk.evaluate(() => window.came.length), before, "the desk made no history");

  await frame.getByLabel("PIN code").fill(pin);
  await frame.getByRole("button", { name: "Join" }).click();
  await frame.locator("#state", { hasText: "joined" }).waitFor();
  await supervisor.page.locator(`[data-session="${sessionId}"] [data-slot="state"]`, { hasText: "Active" }).waitFor();
  await customer.page.locator(".cb-help-status", { hasText: "Ada Okafor can see this page" }).waitFor();
  await customer.page.getByLabel("Full name").fill("Grace Hopper");
  await frame.locator("#page", { hasText: "Grace Hopper" }).waitFor();

  for (const [shown, role] of [[hub.tokens[0], 1], [hub.tokens[1], 2]]) {
    const claims = claimsOf(shown);
    assert.deepEqual(Object.keys(claims).sort(), ["app_key", "exp", "iat", "role_type", "user_id", "user_name"]);
    assert.equal(claims.app_key, KEY);
    assert.equal(claims.role_type, role);
    assert.ok(claims.exp - claims.iat >= 1_800 && claims.exp - claims.iat <= 172_800);
    assert.ok(signedWith(shown, SECRET) && !signedWith(shown, KEY));
  }
  assert.equal(claimsOf(hub.tokens[1]).user_name, "Ada Okafor");
  const settings = await customer.page.evaluate(() => window.zoomSettings);
  assert.equal(settings.piiMask.maskType, "custom_input");

  const ended = Date.now();
  await demo.api("/api/session/revoke", { as: demo.supervisor, method: "POST", body: { sessionId, reason: "test" } });
  await Promise.all([
    customer.page.waitForFunction(() => window.zoomEvents.some(([name]) => name === "end called"), undefined, { timeout: 2_000 }),
    agent.page.locator("iframe").waitFor({ state: "detached", timeout: 2_000 }),
    agent.page.locator("#outcome", { hasText: "A supervisor ended the session." }).waitFor({ timeout: 2_000 }),
  ]);
  assert.ok(Date.now() - ended < 2_000);
  await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
  await supervisor.page.locator(`[data-session="${sessionId}"] [data-slot="state"]`, { hasText: "Ended" }).waitFor();

  const metrics = await (await fetch(`${demo.baseUrl}/metrics`)).text();
  assert.match(metrics, /^cobroker_|^# TYPE/m);
  const reports = /^csp_reports_total(?:\{[^}]*\})? (\d+)/m.exec(metrics);
  assert.ok(reports === null || reports[1] === "0", "the browser reported a broken policy");
  await parting([customer, agent, supervisor]);
});

test("the customer ends it: the agent's frame goes, and the engine of the configuration is Zoom", async () => {
  const config = (await demo.api("/api/config")).json;
  assert.deepEqual([config.engine, config.baseUrl, config.sdkKey], ["zoom", ZOOM, KEY]);
  assert.ok(!JSON.stringify(config).includes(SECRET));
  const [customer, agent] = [await zoomPerson(), await zoomPerson()];
  await customer.page.goto(`${demo.baseUrl}/customer`);
  await customer.page.getByRole("button", { name: "Get help" }).click();
  const pin = await shownPin(customer.page);
  await until(async () => (await live())?.pincode === pin, "the PIN at the broker");
  await signIn(agent.page, demo, demo.agents[1]);
  await typePin(agent.page, pin);
  await agent.page.locator("iframe").waitFor();
  await customer.page.getByRole("button", { name: "End session" }).click();
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
  assert.equal(await agent.page.locator("iframe").count(), 0);
  await parting([customer, agent]);
});
