// Customers and agents whose browsers find the stand-in where Zoom would be.
import { getHelp, person, signIn, typePin, until } from "../support.mjs";
import { answerForZoom, startHub } from "../zoom-stand-in.mjs";

/** A hub for one test. */
export async function freshHub(t, account, knobs) {
  const hub = await startHub(account, knobs);
  t.after(() => hub.stop());
  return hub;
}

export const frameOf = (page) => page.frameLocator('iframe[title^="Customer\'s page"]');

/** The PIN once more, in Zoom's desk. */
export async function joinThere(page, pin) {
  const frame = frameOf(page);
  await frame.getByLabel("PIN code").fill(pin);
  await frame.getByRole("button", { name: "Join" }).click();
  await frame.locator("#state", { hasText: "joined" }).waitFor();
}

/** What tests do with the people of `demo` and `hub`. */
export function people(browser, demo, hub) {
  const list = async () => (await demo.api("/api/session/list?state=live", { as: demo.supervisor })).json.sessions;
  const found = async (pin) => (await list()).find((session) => session.pincode === pin);
  const seen = async (sessionId) => (await demo.api(`/api/sessions/${sessionId}`, { as: demo.supervisor })).json;
  const isIn = (sessionId, state) => until(async () => (await seen(sessionId)).state === state, `the session is ${state}`, 20_000, 100);
  const timeline = async (sessionId) => (await demo.api(`/api/sessions/${sessionId}/timeline`, { as: demo.supervisor })).json.entries;
  const revoke = (sessionId) => demo.api("/api/session/revoke", { as: demo.supervisor, method: "POST", body: { sessionId } });

  async function zoomPerson() {
    const one = await person(browser);
    return { ...one, asked: await answerForZoom(one.context, hub) };
  }

  /** A customer with a PIN that the broker knows. */
  async function waitingCustomer(path = "/customer/quote") {
    const customer = await zoomPerson();
    await customer.page.goto(demo.baseUrl + path);
    const pin = await getHelp(customer.page);
    const known = await until(() => found(pin), "the PIN at the broker", 20_000, 100);
    return { ...customer, pin, sessionId: known.sessionId };
  }

  /** An agent in the frame of Zoom's desk, who typed the PIN twice: here, and there. */
  async function joinedAgent(pin, who = demo.agents[0]) {
    const agent = await zoomPerson();
    await signIn(agent.page, demo, who);
    await typePin(agent.page, pin);
    await joinThere(agent.page, pin);
    return agent;
  }

  async function supervisorAt(path = "/admin") {
    const supervisor = await person(browser);
    await signIn(supervisor.page, demo, demo.supervisor, path);
    return supervisor;
  }

  return { list, found, seen, isIn, timeline, revoke, zoomPerson, waitingCustomer, joinedAgent, supervisorAt };
}
