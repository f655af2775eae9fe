// Zoom's REST API (Zoom reference §9) on this machine. It says what the hub knows, to whoever shows a good token.
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { time } from "./visits.mjs";

/** `keys` is `{ key, secret }` of the API, another pair than the SDK's. */
export async function startRest(hub, keys) {
  const rest = {
    keys,
    /** What was asked: `{ path, params, status }`. */
    asked: [],
    /** Rows of a page, whatever was asked for. */
    most: 300,
    /** `session_pin` is optional (§9.3). */
    tellsPins: true,
    /** The next requests so many are answered with 429. */
    limited: 0,
    pages: new Map(),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://x");
    const params = Object.fromEntries(url.searchParams);
    const { status = 200, headers = {}, body } = answer(hub, rest, request, url);
    rest.asked.push({ path: url.pathname, params, status });
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  rest.url = `http://127.0.0.1:${server.address().port}/v2`;
  rest.stop = () => (server.closeAllConnections(), server.close());
  return rest;
}

function answer(hub, rest, request, url) {
  if (!isGood(request.headers.authorization, rest.keys)) return failure(401, 401, "Invalid access token.");
  if (rest.limited > 0) return limited(rest);
  const [, route, id, users] = /^\/v2\/cobrowsesdk\/(live_sessions|past_sessions|sessions)(?:\/([^/]+)(\/users)?)?$/.exec(url.pathname) ?? [];
  const params = url.searchParams;
  if (request.method !== "GET" || !route || (route === "sessions") !== Boolean(id)) return failure(404, 404, "There is no such address.");
  if (route === "live_sessions") return page(rest, url, "sessions", filtered([...hub.rooms.values()], params).map((room) => listed(rest, room)));
  if (route === "past_sessions") return page(rest, url, "sessions", filtered(hub.ended, params).map((room) => ({ ...listed(rest, room), ...end(room) })));
  return one(hub, rest, url, decodeURIComponent(id), users);
}

function one(hub, rest, url, id, users) {
  const isPast = url.searchParams.get("session_type") === "past";
  const known = users ? [...hub.rooms.values(), ...hub.ended] : isPast ? hub.ended : [...hub.rooms.values()];
  const room = known.find((room) => room.id === id);
  if (!room) return failure(404, 30300, `The session does not exist: ${id}.`);
  if (users) return page(rest, url, "users", room.visits.map(joining));
  return { body: { ...detail(rest, room), ...(isPast ? end(room) : {}) } };
}

/** HS256, and exactly `iss`, `iat` and `exp`; not good for longer than an hour (§9.1). */
function isGood(header = "", { key, secret }) {
  const [head, body, signature] = header.replace(/^Bearer /, "").split(".");
  if (!signature || createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url") !== signature) return false;
  const read = (part) => JSON.parse(Buffer.from(part, "base64url"));
  const { iss, iat, exp, ...more } = read(body);
  const { alg, typ } = read(head);
  const now = Date.now() / 1000;
  return alg === "HS256" && typ === "JWT" && Object.keys(more).length === 0 && iss === key && iat <= now + 60 && exp > now && exp - iat <= 3_600;
}

/** A limit of one second (§9.4). */
function limited(rest) {
  rest.limited -= 1;
  const reset = String(Math.ceil(Date.now() / 1000) + 1);
  const headers = { "x-ratelimit-category": "Light", "x-ratelimit-type": "QPS", "x-ratelimit-limit": "80", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
  return { ...failure(429, 429, "You have reached the maximum per-second rate limit for this API. Try again later."), headers };
}

const failure = (status, code, message) => ({ status, body: { code, message } });

function filtered(rooms, params) {
  const pin = params.get("session_pin");
  return rooms.filter((room) => pin === null || room.pin === pin);
}

/** A page, and a token for the next, which wants the other parameters again as they were. */
function page(rest, url, name, rows) {
  const size = Number(url.searchParams.get("page_size") ?? 30);
  if (!(size >= 30 && size <= 300)) return failure(400, 300, "page_size must be 30 to 300.");
  const token = url.searchParams.get("next_page_token");
  url.searchParams.delete("next_page_token");
  const asked = `${url.pathname}?${url.searchParams}`;
  const known = token ? rest.pages.get(token) : { asked, from: 0 };
  if (known?.asked !== asked) return failure(400, 30101, "The next page token is invalid or expired.");
  const to = known.from + Math.min(size, rest.most);
  const next = to < rows.length ? randomUUID() : "";
  if (next) rest.pages.set(next, { asked, from: to });
  return { body: { page_size: size, next_page_token: next, [name]: rows.slice(known.from, to) } };
}

function detail(rest, room) {
  return { session_id: room.id, start_time: time(room.startedAt), ...(rest.tellsPins ? { session_pin: room.pin } : {}) };
}

function listed(rest, room) {
  const present = room.endedAt ? room.visits : room.visits.filter(({ leftAt }) => !leftAt);
  return { ...detail(rest, room), users: present.map((visit) => user(visit)) };
}

const user = ({ userId, userName, role }) => ({ user_id: userId, user_name: userName, role_type: role });

function end({ startedAt, endedAt }) {
  return { end_time: time(endedAt), duration: new Date(endedAt - startedAt).toISOString().slice(11, 19) };
}

function joining(visit) {
  const left = visit.leftAt ? { leave_time: time(visit.leftAt) } : {};
  return { user_connection_id: visit.connection, ...user(visit), join_time: time(visit.joinedAt), ...left };
}
