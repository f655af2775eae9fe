// Zoom's webhooks (Zoom reference §10): what the hub tells, posted to one address, in order and each once, unless a test
// wants it otherwise.
import assert from "node:assert/strict";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { time } from "./visits.mjs";

const ACCOUNT = "7sQbTtWzQY2hDd0r3aLkFg";

/**
 * Proves the address first, as Zoom does; without the right answer there are no webhooks. `told` holds every message that was
 * posted with the status of its answer.
 */
export async function startWebhooks(hub, { to, secret }) {
  await prove(to, secret);
  const webhooks = {
    told: [],
    /** Messages that wait for `deliver`. */
    held: [],
    /** While true, messages wait. */
    holding: false,
    /** Whether a message gets lost: a function of the message. */
    loses: () => false,
    /** Resolves once everything that was said until now is answered. */
    settled: () => line,
    /** Posts what was held, in the order and as often as `arrange` gives it. */
    deliver(arrange = (held) => held) {
      webhooks.holding = false;
      for (const message of arrange(webhooks.held.splice(0))) queue(message);
      return line;
    },
  };
  let line = Promise.resolve();
  function queue(message) {
    line = line.then(async () => webhooks.told.push({ ...message, status: (await post(to, secret, message)).status }));
  }
  function hear(what, room, visit) {
    const message = messageOf(what, room, visit);
    if (webhooks.loses(message)) return;
    if (webhooks.holding) webhooks.held.push(message);
    else queue(message);
  }
  hub.news.on("told", hear);
  /** What happens from now on is told to nobody. */
  webhooks.stop = () => (hub.news.off("told", hear), line);
  return webhooks;
}

/** `endpoint.url_validation` (§10.6). */
async function prove(to, secret) {
  const plainToken = randomBytes(16).toString("base64url");
  const answer = await post(to, secret, { event: "endpoint.url_validation", event_ts: Date.now(), payload: { plainToken } });
  const encryptedToken = createHmac("sha256", secret).update(plainToken).digest("hex");
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { plainToken, encryptedToken });
}

/** Signed over the very bytes (§10.5); within three seconds, or Zoom counts it as failed (§10.7). */
function post(to, secret, message) {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zoom Marketplace/1.0a",
    "x-zm-request-id": randomUUID(),
    "x-zm-request-timestamp": timestamp,
    "x-zm-signature": signature,
  };
  return fetch(to, { method: "POST", headers, body, signal: AbortSignal.timeout(3_000) });
}

/** The four events with their fields (§10.2). Only the end tells the PIN. */
function messageOf(what, room, visit) {
  const user = visit ? { user_id: visit.userId, user_name: visit.userName, role_type: visit.role } : {};
  const [event, fields] = {
    started: () => ["session_started", { start_time: time(room.startedAt), start_url: room.startUrl }],
    joined: () => ["session_user_joined", { user_connection_id: visit.connection, join_time: time(visit.joinedAt) }],
    left: () => ["session_user_left", { user_connection_id: visit.connection, leave_time: time(visit.leftAt), leave_reason: visit.leaveReason }],
    ended: () => ["session_ended", { session_pin: room.pin, start_time: time(room.startedAt), end_time: time(room.endedAt), end_reason: room.endReason }],
  }[what]();
  const payload = { account_id: ACCOUNT, object: { session_id: room.id, ...user, ...fields } };
  return { event: `cobrowse.${event}`, event_ts: Date.now(), payload };
}
