// The middle of the stand-in: sessions, PINs and seats by the rules of the Zoom reference §§6, 7 and 8.8. Customers and desks
// speak to it over sockets; a test looks at `rooms` and turns the knobs.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocketServer } from "ws";
import { claimsOf, flawOf } from "./tokens.mjs";

const SEATS = 5;
/** Where both sides lost each other for too long (§10.4). */
const LOST = "Network connection error";

/** `account` is `{ key, secret }`. Knobs: `recovery` (ms), `namesAgents`, `pinInstead` (announced in place of the right one). */
export async function startHub(account, knobs = {}) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const hub = {
    account,
    url: `ws://127.0.0.1:${server.address().port}`,
    recovery: 120_000,
    namesAgents: true,
    pinInstead: null,
    ...knobs,
    /** Live sessions by PIN. */
    rooms: new Map(),
    /** Sessions that ended, the latest last: `{ id, endReason }`. */
    ended: [],
    /** Every token that was shown, and every flaw that was found in one. */
    tokens: [],
    flaws: [],
    stop: () => (server.clients.forEach((client) => client.terminate()), server.close()),
  };
  server.on("connection", (socket) => attend(hub, socket));
  return hub;
}

function attend(hub, socket) {
  const visit = { room: null, role: null };
  const handlers = { ...customerHandlers(hub, socket, visit), ...deskHandlers(hub, socket, visit) };
  socket.on("message", (bytes) => {
    const { type, ...message } = JSON.parse(bytes.toString());
    handlers[type](message);
  });
  socket.on("close", () => gone(hub, socket, visit));
}

const say = (socket, type, payload = {}) => socket?.send(JSON.stringify({ type, ...payload }));
const refuse = (socket, code, exception) => say(socket, "refused", { code, exception });

function tokenIsGood(hub, token, role) {
  hub.tokens.push(token);
  const flaw = flawOf(token, role, hub.account);
  if (flaw) hub.flaws.push(flaw);
  return flaw === null;
}

function customerHandlers(hub, socket, visit) {
  return {
    start({ token, customPinCode }) {
      if (!tokenIsGood(hub, token, 1)) return refuse(socket, 2001, "TOKEN_INVALID");
      const { pin, code, exception } = pinFor(hub, claimsOf(token), customPinCode);
      if (code) return refuse(socket, code, exception);
      const room = { id: randomUUID(), pin, brought: customPinCode, resume: randomUUID(), customer: socket, desks: new Map(), lost: null };
      hub.rooms.set(pin, room);
      Object.assign(visit, { room, role: "customer" });
      say(socket, "started", { sessionId: room.id, resume: room.resume, pincode: hub.pinInstead ?? pin });
    },
    /** Whether the session that a page remembers can still be joined. */
    status({ resume }) {
      const room = byResume(hub, resume);
      say(socket, "status", { recoverable: Boolean(room && !room.customer) });
    },
    rejoin({ resume }) {
      const room = byResume(hub, resume);
      if (!room) return refuse(socket, 1011, "SESSION_JOIN_FAILED");
      if (room.customer) return refuse(socket, 1012, "SESSION_CUSTOMER_COUNT_LIMIT");
      clearTimeout(room.lost);
      room.customer = socket;
      Object.assign(visit, { room, role: "customer" });
      say(socket, "resumed", { sessionId: room.id });
    },
    text({ text }) {
      for (const desk of visit.room?.desks.keys() ?? []) say(desk, "text", { text });
    },
    end() {
      if (visit.room) end(hub, visit.room, "The session ended");
    },
  };
}

function deskHandlers(hub, socket, visit) {
  return {
    join({ token, pin }) {
      if (!tokenIsGood(hub, token, 2)) return refuse(socket, 2001, "TOKEN_INVALID");
      const room = hub.rooms.get(pin.toUpperCase());
      if (!room) return refuse(socket, 30308, "Cobrowse code not found");
      const { user_id: userId, user_name: userName } = claimsOf(token);
      if ([...room.desks.values()].some((agent) => agent.userId === userId)) return refuse(socket, 1015, "SESSION_DUPLICATE_USER");
      if (room.desks.size >= SEATS) return refuse(socket, 1013, "SESSION_AGENT_COUNT_LIMIT");
      room.desks.set(socket, { userId, userName });
      Object.assign(visit, { room, role: "desk" });
      say(socket, "joined");
      say(room.customer, "agent_joined", about(hub, room.desks.get(socket)));
    },
    leave() {
      gone(hub, socket, visit);
      say(socket, "left");
    },
    agentEnds() {
      if (visit.room) end(hub, visit.room, "The session ended");
    },
  };
}

/** §6.3 and §8.8: BYOP asks for a PIN, checks it, and keeps it in capitals; otherwise six digits. */
function pinFor(hub, { enable_byop: byop }, given) {
  if (byop !== 1) {
    let pin;
    do pin = String(100_000 + Math.floor(Math.random() * 900_000));
    while (hub.rooms.has(pin));
    return { pin };
  }
  if (!given) return { code: 1009, exception: "SESSION_START_PIN_REQUIRED" };
  if (!/^[A-Za-z0-9]{1,10}$/.test(given)) return { code: 1008, exception: "SESSION_PIN_INVALID_FORMAT" };
  const pin = given.toUpperCase();
  return hub.rooms.has(pin) ? { code: 1010, exception: "SESSION_START_PIN_CONFLICT" } : { pin };
}

const byResume = (hub, resume) => [...hub.rooms.values()].find((room) => room.resume === resume);

/** What the events about agents say is not documented (§5.5), so a test can have them say nothing. */
const about = (hub, agent) => (hub.namesAgents ? { ...agent } : {});

function gone(hub, socket, visit) {
  const { room, role } = visit;
  Object.assign(visit, { room: null, role: null });
  if (!room || hub.rooms.get(room.pin) !== room) return;
  if (role === "desk") {
    const agent = room.desks.get(socket);
    room.desks.delete(socket);
    return say(room.customer, "agent_left", about(hub, agent));
  }
  if (room.customer !== socket) return;
  room.customer = null;
  // the wait for somebody who stays away is no reason for the tests to go on
  room.lost = setTimeout(() => end(hub, room, LOST), hub.recovery).unref();
}

function end(hub, room, endReason) {
  clearTimeout(room.lost);
  hub.rooms.delete(room.pin);
  hub.ended.push({ id: room.id, endReason });
  for (const desk of room.desks.keys()) say(desk, "ended", { endReason });
  say(room.customer, "session_ended", { sessionId: room.id, endReason });
}
