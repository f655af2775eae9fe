// What the tests of remote assist and proposals share: a customer's page with settings of the test's own, desks, and raw desk sockets.
import { once } from "node:events";
import WebSocket from "ws";
import { allow, connected, desk, getHelp, picture, signIn, typePin, until } from "./support.mjs";

/** Merges settings into what the page gives to `init`, keeps the session as `window.session` and what it says of remote assist in `window.told`. Call before the page loads. */
export function tuned(customer, settings = {}) {
  return customer.context.addInitScript((more) => {
    window.told = [];
    let sdk;
    Object.defineProperty(window, "ZoomCobrowseSDK", {
      configurable: true,
      get: () => sdk,
      set(value) {
        if (!value?.init) return void (sdk = value);
        sdk = {
          init: (given, callback) =>
            value.init({ ...given, ...more }, (result) => {
              window.session = result.session;
              for (const name of ["remote_assist_started", "remote_assist_stopped"]) result.session?.on(name, (payload) => window.told.push([name, payload]));
              callback(result);
            }),
        };
      },
    });
  }, settings);
}

/** Notes what the agent's page hears from the desk it frames. */
export const listening = (agent) =>
  agent.page.evaluate(() => {
    window.told = [];
    window.addEventListener("message", ({ data }) => data?.source === "cobrowse-desk" && window.told.push([data.type, data.payload]));
  });

export const told = (page, name) => page.evaluate((wanted) => window.told.filter(([one]) => one === wanted).map(([, payload]) => payload), name);

/** A second agent, by the same PIN, with the customer's consent. */
export async function joinToo(demo, customer, agent, pin, who) {
  await signIn(agent.page, demo, who);
  await typePin(agent.page, pin);
  await customer.page.getByText("would like to see this page").waitFor();
  await allow(customer.page);
  await agent.page.locator('[data-slot="state"]', { hasText: /live/i }).waitFor();
  await picture(agent.page).locator("body *").first().waitFor({ state: "attached" });
}

export const button = (agent, name) => desk(agent.page).getByRole("button", { name });
/** What the desk says about who scrolls. */
export const strip = (agent, text) => desk(agent.page).locator("#assist-status", { hasText: text }).waitFor();
export const note = (agent, text) => desk(agent.page).locator("#tool-note", { hasText: text }).waitFor();
export const question = (customer, name) => customer.page.getByRole("dialog", { name: `May ${name} scroll this page for you?` });
export const banner = (customer, name) => customer.page.getByText(`${name} can scroll this page`);

/** The agent asks, the customer agrees. */
export async function inControl(customer, agent, name = "Ada Okafor") {
  await button(agent, "Scroll for the customer").click();
  await question(customer, name).waitFor();
  await allow(customer.page);
  await banner(customer, name).waitFor();
  await strip(agent, "You scroll the customer’s page");
}

/** Puts the agent's pointer on the middle of an element of the picture, by its selector; on the picture's own middle without one. */
export async function pointAt(agent, selector) {
  const box = await (selector ? picture(agent.page).locator(selector) : desk(agent.page).locator("#viewer iframe")).boundingBox();
  await agent.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

export const customerY = (customer) => customer.page.evaluate(() => Math.round(scrollY));
export const pictureY = (agent) => picture(agent.page).locator("html").evaluate((html) => Math.round(html.scrollTop));

/** Waits until what the agent's side said before has certainly come to the customer: a message behind it on the same way has. */
export async function allArrived(customer, agent) {
  // asking and giving up again are answered to everybody, in the order they were said
  const seen = () => customer.frames.filter(({ sent, bytes }) => !sent && bytes[0] === 0x43 && JSON.parse(bytes.subarray(1)).type === "assist").length;
  const before = seen();
  agent.say({ type: "assist_request" });
  agent.say({ type: "assist_stop" });
  await until(() => seen() >= before + 2, "word of asking and giving up");
}

/** A desk that is no browser: speaks `docs/wire.md` by hand, as the agent `who`, with the customer's consent. */
export async function rawDesk(demo, customer, pin, who) {
  const { json } = await demo.api("/api/agent/connect", { as: who, method: "POST", body: { pincode: pin } });
  const token = new URL(json.deskUrl, demo.baseUrl).searchParams.get("access_token");
  const socket = new WebSocket(`${demo.baseUrl.replace("http", "ws")}/sdkapi/zcb/socket/desk`, "cobroker.v1", { headers: { origin: demo.baseUrl } });
  const heard = [];
  const closed = once(socket, "close").then(([code]) => code);
  socket.on("message", (bytes) => bytes[0] === 0x43 && heard.push(JSON.parse(bytes.subarray(1).toString())));
  await once(socket, "open");
  const say = (message) => socket.send(Buffer.from(`C${JSON.stringify(message)}`));
  const hears = (type, also = () => true) => until(() => heard.find((message) => message.type === type && also(message)), `"${type}", but ${JSON.stringify(heard.map((one) => one.type))}`);
  say({ type: "hello", version: 1, token });
  await hears("asking");
  await allow(customer.page);
  await hears("joined");
  return { say, hears, heard, closed, close: () => socket.close() };
}

/** Customer and desk in a live session; with `settings` of the test's own. */
export async function helping(demo, customer, agent, { settings, path = "/customer/claims" } = {}) {
  await tuned(customer, settings);
  const pin = await connected(demo, customer, agent, { path });
  await listening(agent);
  return pin;
}

/** The same with a customer only: gives the PIN. */
export async function waiting(demo, customer, { settings, path = "/customer/claims" } = {}) {
  await tuned(customer, settings);
  await customer.page.goto(demo.baseUrl + path);
  return getHelp(customer.page);
}

/** What the session's timeline holds of these kinds, in order. */
export async function timeline(demo, pattern) {
  const { json: list } = await demo.api("/api/session/list?state=live", { as: demo.supervisor });
  const { json } = await demo.api(`/api/sessions/${list.sessions[0].sessionId}/timeline`, { as: demo.supervisor });
  return json.entries.filter(({ kind }) => pattern.test(kind));
}
