// A PIN lets in while its window is open, and guessing is slowed down; no answer tells one wrong PIN from another.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { connected, endHelp, getHelp, launch, parting, person, signIn, startDemo, typePin, until } from "./support.mjs";

/** The shortest window the settings allow. Seconds. */
const WINDOW = 30;
const REFUSED = [/status of 422 \(Unprocessable/, /status of 429 \(Too Many/];
const PLAIN = "That code isn't active. Ask the customer to read it again, or to start a new one.";

let demo, browser;
before(async () => {
  demo = await startDemo({ env: { COBROKER_PIN_WINDOW_SECONDS: String(WINDOW), COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW: "3", COBROKER_LIMIT_PIN_FIRST_PAUSE_SECONDS: "60" } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const connect = (pincode, as) => demo.api("/api/agent/connect", { as, method: "POST", body: { pincode } });
const live = async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions;
const onePin = async () => (await live())[0];

async function startByApi(pincode) {
  const headers = { origin: demo.baseUrl };
  const { json } = await demo.api("/api/customer/start", { method: "POST", body: {}, headers });
  if (pincode === undefined) return json;
  const reported = await demo.api(`/api/sessions/${json.sessionId}/pin`, { method: "POST", body: { pincode }, headers: { ...headers, authorization: `Bearer ${json.reportToken}` } });
  assert.equal(reported.status, 200, reported.text);
  return json;
}

test("an expired PIN lets nobody more in, while the session it began goes on", async () => {
  const [customer, first, second] = await Promise.all([person(browser), person(browser), person(browser)]);
  const pin = await connected(demo, customer, first);
  const { sessionId, validUntil } = await onePin();
  assert.ok(Date.parse(validUntil) - Date.now() <= WINDOW * 1000);
  await signIn(second.page, demo, demo.agents[1]);
  await until(async () => {
    const { json } = await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor });
    return json.validUntil === null || Date.parse(json.validUntil) <= Date.now();
  }, "the end of the window", (WINDOW + 5) * 1000, 500);
  await typePin(second.page, pin);
  await second.page.locator("#pin-problem", { hasText: PLAIN }).waitFor();
  const { json } = await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor });
  assert.equal(json.state, "active");
  await endHelp(customer.page);
  await first.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();
  await parting([customer, first, second], REFUSED);
});

test("an unknown, an ended and a contested PIN are answered with the same bytes", async () => {
  // the id of the request is what differs, and nothing else may
  const bytes = ({ status, text, headers, json }) => ({ status, type: headers.get("content-type"), retry: headers.get("retry-after"), text: text.replaceAll(json.requestId, "ID") });
  const contested = "135791";
  const ours = await startByApi(contested);
  await startByApi(contested);
  const ended = "246802";
  const { sessionId } = await startByApi(ended);
  await demo.api("/api/session/revoke", { as: demo.supervisor, method: "POST", body: { sessionId } });
  const answers = [];
  for (const [pin, who] of [["999999", demo.supervisor], [contested, demo.supervisor], [ended, demo.agents[1]]]) answers.push(bytes(await connect(pin, who)));
  assert.equal(answers[0].status, 422);
  const said = JSON.parse(answers[0].text);
  assert.deepEqual([said.type, said.detail, said.code], ["/problems/pin-not-accepted", PLAIN, 30308]);
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
  const { json } = await demo.api(`/api/sessions/${ours.sessionId}/timeline`, { as: demo.supervisor });
  assert.ok(json.entries.some(({ kind }) => kind === "pin_contested"), "the trail knows");
});

test("wrong PINs in a row bring a pause: a sentence, a countdown, Retry-After, and what is tried meanwhile does not count", async () => {
  const [customer, agent] = await Promise.all([person(browser), person(browser)]);
  await customer.page.goto(`${demo.baseUrl}/customer/quote`);
  const pin = await getHelp(customer.page);
  const who = demo.agents[0];
  await signIn(agent.page, demo, who);
  const problem = agent.page.locator("#pin-problem");
  for (const wrong of ["000001", "000002", "000003"]) {
    const answer = agent.page.waitForResponse("**/api/agent/connect");
    await typePin(agent.page, wrong);
    await answer;
    await problem.filter({ hasText: /\S/ }).waitFor();
  }
  // the right one too, so that a pause tells nothing
  await until(async () => (await problem.innerText()) !== "", "the last answer");
  if (!(await agent.page.locator("#pin-wait", { hasText: "You can try again in" }).isVisible())) await typePin(agent.page, pin);
  await agent.page.locator("#pin-wait", { hasText: /You can try again in \d+ s\./ }).waitFor();
  assert.notEqual(await problem.innerText(), PLAIN);
  assert.ok(await agent.page.getByRole("button", { name: "Connect" }).isDisabled());
  const shown = async () => Number(/in (\d+) s/.exec(await agent.page.locator("#pin-wait").innerText())[1]);
  const before = await shown();
  await until(async () => (await shown()) < before, "the countdown");

  const waits = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const paused = await connect(attempt % 2 ? pin : "000004", who);
    assert.equal(paused.status, 429);
    assert.equal(paused.json.type, "/problems/too-many-attempts");
    waits.push(Number(paused.headers.get("retry-after")));
  }
  assert.ok(waits.every((wait, index) => wait > 0 && wait <= 60 && (index === 0 || wait <= waits[index - 1])), `no attempt makes the pause longer: ${waits}`);

  const other = await connect(pin, demo.agents[1]);
  assert.equal(other.status, 200, "the pause is this agent's own");
  await endHelp(customer.page);
  await customer.page.locator(".cb-help-title", { hasText: "Help ended" }).waitFor();
  await parting([customer, agent], REFUSED);
});

test("a PIN that cannot be one is said to be malformed and does not count", async () => {
  for (const wrong of ["1234567890123", "", "12-#56", randomUUID()]) {
    const answer = await connect(wrong, demo.supervisor);
    assert.equal(answer.status, 422);
    assert.ok(["/problems/pin-malformed", "/problems/invalid-request"].includes(answer.json.type), answer.text);
  }
  assert.equal((await connect("999998", demo.supervisor)).status, 422, "no pause came of it");
});
