// The demo company's site with a stand-in for the engine's SDK: the help panel through all its states.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoTroubles, axeFaults, launch, newPage } from "./pages-mock/browser.mjs";
import { answerHelp } from "./pages-mock/help.mjs";
import { startServer } from "./pages-mock/server.mjs";
import { until } from "./whole/support.mjs";

let browser, server, page, context, troubles;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  server = await startServer({ samples: process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples", web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  answerHelp(server);
  ({ page, context, troubles } = await newPage(browser));
});
afterEach(async () => {
  await context.close();
  await server.stop();
});

const panel = () => page.locator(".cb-help-box");
const events = () => server.bodies.filter(({ key }) => key.endsWith("/events")).map(({ body }) => body.type);
/** Reports are on their way while the page shows what they are about. */
async function untilTold(...expected) {
  await until(() => events().length >= expected.length, `${expected.length} reports`);
  assert.deepEqual(events(), expected);
}
const fire = (name, payload) => page.evaluate(([event, data]) => fire(event, data), [name, payload]);
const shot = async (name) => process.env.PAGE_SHOTS && page.screenshot({ path: `${process.env.PAGE_SHOTS}/help-${name}.png` });

async function waiting() {
  await page.goto(`${server.url}/customer/quote`);
  assert.ok(!server.log.some((entry) => entry.includes("/sdk/")), "the SDK is loaded before anybody asked for help");
  await page.getByRole("button", { name: "Get help" }).click();
  await page.waitForFunction(() => window.calls?.length > 0);
  await fire("session_started");
  await fire("pincode_updated", { pincode: "482913" });
}

test("help from the button to the end, each step shown and reported", async () => {
  await waiting();
  await panel().getByText("482 913").waitFor();
  await panel().getByText(/Valid for another (9:5|10:0)/).waitFor();
  await shot("waiting");
  assert.deepEqual(await axeFaults(page), []);
  assert.deepEqual(await page.evaluate(() => calls), [["start", { sdkToken: "t" }]]);
  assert.equal(await page.evaluate(() => settings.piiMask.maskCssSelectors), ".pii-mask");
  const pin = server.bodies.find(({ key }) => key.endsWith("/pin"));
  assert.deepEqual([pin.body, pin.authorization], [{ pincode: "482913" }, "Bearer r"]);

  server.send("agent_admitted", { name: "Ada" });
  await panel().getByText("Ada is joining.", { exact: false }).waitFor();
  await fire("agent_joined", { userId: "a", userName: "Ada" });
  await panel().getByText("Ada can see this page.", { exact: false }).waitFor();
  assert.equal(await panel().getByText("482 913").isVisible(), false);
  await shot("active");
  assert.deepEqual(await axeFaults(page), []);
  await fire("session_reconnecting");
  await panel().getByText("The connection is away.", { exact: false }).waitFor();
  await fire("session_started");
  await panel().getByRole("button", { name: "End session" }).click();
  await panel().getByText("You ended the session.", { exact: false }).waitFor();
  await shot("ended");
  await panel().getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Get help" }).waitFor();
  await untilTold("session_started", "agent_joined", "session_reconnecting", "session_started", "session_ended");
  assertNoTroubles(troubles);
});

test("a supervisor's end reaches the customer, in words", async () => {
  await waiting();
  await panel().getByText("482 913").waitFor();
  server.send("revoked", {});
  await panel().getByText("Our support team ended the session.", { exact: false }).waitFor();
  assert.equal(await page.evaluate(() => calls.at(-1)[0]), "end");
});

test("the session goes along to the next page, and the broker hears of the way there", async () => {
  await waiting();
  await panel().getByText("482 913").waitFor();
  await page.evaluate(() => sessionStorage.setItem("stub", "session_recoverable"));
  await page.getByRole("link", { name: "My policies" }).click();
  await panel().getByText("Reconnecting").waitFor();
  await page.waitForFunction(() => window.calls?.some(([name]) => name === "join"));
  await fire("session_started", { resumed: true });
  await panel().getByText("482 913").waitFor();
  await untilTold("session_started", "session_reconnecting", "session_started");
  assertNoTroubles(troubles);
});

test("a failed start says why, and trying again works", async () => {
  const fine = server.api.get("POST /api/customer/start");
  server.api.set("POST /api/customer/start", { status: 429, body: { type: "/problems/too-many-attempts", detail: "Too many sessions from here. Wait a minute." } });
  await page.goto(`${server.url}/customer`);
  await page.getByRole("button", { name: "Get help" }).click();
  await panel().getByText("Help was asked for too often from here.", { exact: false }).waitFor();
  await shot("failed");
  server.api.set("POST /api/customer/start", fine);
  await panel().getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => window.calls?.length > 0);
  assertNoTroubles(troubles);
});

test("an SDK that does not load is a failure, and a later try loads it anew", async () => {
  const sdk = server.api.get("GET /static/resource/sdk/key/js");
  server.api.delete("GET /static/resource/sdk/key/js");
  await page.goto(`${server.url}/customer`);
  await page.getByRole("button", { name: "Get help" }).click();
  await panel().getByText("The help service could not be loaded.").waitFor();
  server.api.set("GET /static/resource/sdk/key/js", sdk);
  await panel().getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => window.calls?.length > 0);
});

test("the PIN's report is tried again until it is taken", async () => {
  const fine = server.api.get("POST /api/sessions/s-1/pin");
  let tries = 0;
  server.api.set("POST /api/sessions/s-1/pin", () => (++tries < 3 ? { status: 503, body: {} } : fine));
  await waiting();
  await panel().getByText("Valid for another", { exact: false }).waitFor();
  assert.equal(tries, 3);
});

test("the site itself works: estimate, sorting, dialog, clock", async () => {
  await page.goto(`${server.url}/customer/quote`);
  await page.getByLabel("Insurance", { exact: true }).selectOption("boat");
  await page.getByLabel("€500").check();
  await page.getByText("€7.84").waitFor();
  await page.getByRole("button", { name: "Ask for this quote" }).click();
  await page.getByText("Thank you.", { exact: false }).waitFor();
  await page.goto(`${server.url}/customer/policies`);
  await page.getByRole("button", { name: "A month" }).click();
  assert.match(await page.locator("#policies tbody tr").first().textContent(), /Travel/);
  await page.getByRole("button", { name: "Manage Boat 3052" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("Boat 3052 was changed", { exact: false }).waitFor();
  await page.goto(`${server.url}/customer/claims`);
  await page.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.getElementById("office-clock").textContent));
  assertNoTroubles(troubles);
});
