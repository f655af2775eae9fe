// The middle of the stand-in: sessions, PINs and seats by the rules of the Zoom reference §§6, 7 and 8.8. Customers and desks
// speak to it over sockets; a test looks at `rooms` and turns the knobs. Who comes, goes and ends is written down and told
// to whoever listens, which is where webhooks and the REST API have it from.
import { randomInt, randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { WebSocketServer } from "ws";
import { claimsOf, flawOf } from "./tokens.mjs";
import { DROPPED, enter, leave, LEFT, newId, OVER } from "./visits.mjs";

const SEATS = 5;
/** `end_reason` (§10.4); `LOST` where both sides lost each other for too long. */
const ENDED = "The session ended";
const LOST = "Network connection error";

/** Hubs of one process announce different PINs, so that a broker can serve the people of several. */
let lastPin = randomInt(100_000, 900_000);

/**
 * `account` is `{ key, secret }`. Knobs: `recovery` (ms), `namesAgents`, `pinInstead` (announced in place of the right one),
 * `ownIds`: what Zoom tells has user ids of its own, and not those of the tokens (§9.3).
 */
export async function startHub(account, knobs = {}) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const hub = {
    account,
    url: `ws://127.0.0.1:${server.address().port}`,
    recovery: 120_000,
    namesAgents: true,
    pinInstead: null,
    ownIds: false,
    ...knobs,
    /** Live sessions by PIN. */
    rooms: new Map(),
    /** Sessions that ended, the latest last. */
    ended: [],
    /** `told` (what happened, the room, the visit it is about) at every turn of a session. */
    news: new EventEmitter(),
    /** Every token that was shown, and every flaw that was found in one. */
    tokens: [],
    flaws: [],
    /** Zoom ends a session of its own accord. */
    end: (room) => end(hub, room, LOST),
    /** Likewise, and nobody's page hears of it. */
    endUnheard(room) {
      room.customer = null;
      room.desks.clear();
      end(hub, room, LOST);
    },
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
    start({ token, customPinCode, page }) {
      if (!tokenIsGood(hub, token, 1)) return refuse(socket, 2001, "TOKEN_INVALID");
      const { pin, code, exception } = pinFor(hub, claimsOf(token), customPinCode);
      if (code) return refuse(socket, code, exception);
      const room = { id: newId(), pin, brought: customPinCode, resume: randomUUID(), customer: socket, claims: claimsOf(token), desks: new Map(), lost: null, startUrl: page, startedAt: new Date(), visits: [] };
      hub.rooms.set(pin, room);
      Object.assign(visit, { room, role: "customer", mine: enter(hub, room, "customer", room.claims) });
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
      Object.assign(visit, { room, role: "customer", mine: enter(hub, room, "customer", room.claims) });
      say(socket, "resumed", { sessionId: room.id });
    },
    text({ text }) {
      for (const desk of visit.room?.desks.keys() ?? []) say(desk, "text", { text });
    },
    end() {
      const { room } = visit;
      // to a page that missed the end it is told again
      if (room?.endedAt) return say(socket, "session_ended", { sessionId: room.id, endReason: room.endReason });
      if (room) end(hub, room, ENDED, visit.mine);
    },
  };
}

function deskHandlers(hub, socket, visit) {
  return {
    join({ token, pin }) {
      if (!tokenIsGood(hub, token, 2)) return refuse(socket, 2001, "TOKEN_INVALID");
      const room = hub.rooms.get(pin.toUpperCase());
      if (!room) return refuse(socket, 30308, "Cobrowse code not found");
      const claims = claimsOf(token);
      const { user_id: userId, user_name: userName } = claims;
      if ([...room.desks.values()].some((agent) => agent.userId === userId)) return refuse(socket, 1015, "SESSION_DUPLICATE_USER");
      if (room.desks.size >= SEATS) return refuse(socket, 1013, "SESSION_AGENT_COUNT_LIMIT");
      room.desks.set(socket, { userId, userName });
      Object.assign(visit, { room, role: "desk", mine: enter(hub, room, "agent", claims) });
      say(socket, "joined");
      say(room.customer, "agent_joined", about(hub, room.desks.get(socket)));
    },
    leave() {
      gone(hub, socket, visit, LEFT);
      say(socket, "left");
    },
    agentEnds() {
      if (visit.room) end(hub, visit.room, ENDED, visit.mine);
    },
  };
}

/** §6.3 and §8.8: BYOP asks for a PIN, checks it, and keeps it in capitals; otherwise six digits. */
function pinFor(hub, { enable_byop: byop }, given) {
  if (byop !== 1) {
    lastPin = lastPin === 999_999 ? 100_000 : lastPin + 1;
    return { pin: String(lastPin) };
  }
  if (!given) return { code: 1009, exception: "SESSION_START_PIN_REQUIRED" };
  if (!/^[A-Za-z0-9]{1,10}$/.test(given)) return { code: 1008, exception: "SESSION_PIN_INVALID_FORMAT" };
  const pin = given.toUpperCase();
  return hub.rooms.has(pin) ? { code: 1010, exception: "SESSION_START_PIN_CONFLICT" } : { pin };
}

const byResume = (hub, resume) => [...hub.rooms.values()].find((room) => room.resume === resume);

/** What the events about agents say is not documented (§5.5), so a test can have them say nothing. */
const about = (hub, agent) => (hub.namesAgents ? { ...agent } : {});

function gone(hub, socket, visit, reason = DROPPED) {
  const { room, role, mine } = visit;
  Object.assign(visit, { room: null, role: null, mine: null });
  if (!room || hub.rooms.get(room.pin) !== room) return;
  leave(hub, room, mine, reason);
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

/** `by` is the visit of whoever ended it. */
function end(hub, room, endReason, by = null) {
  clearTimeout(room.lost);
  hub.rooms.delete(room.pin);
  Object.assign(room, { endedAt: new Date(), endReason });
  hub.ended.push(room);
  for (const visit of room.visits) leave(hub, room, visit, OVER);
  hub.news.emit("told", "ended", room, by);
  for (const desk of room.desks.keys()) say(desk, "ended", { endReason });
  say(room.customer, "session_ended", { sessionId: room.id, endReason });
}
