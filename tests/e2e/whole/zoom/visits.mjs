// Who is in a session of the stand-in, joining by joining, as Zoom's webhooks and REST API tell it (Zoom reference §§9.3, 10).
import { randomBytes } from "node:crypto";

/** `leave_reason` (§10.3). */
export const LEFT = "Left the session";
export const DROPPED = "Got disconnected from the session";
export const OVER = "The session end";

/** Zoom's ids are opaque; this form has characters that a path must not have as they are. */
export const newId = () => randomBytes(16).toString("base64");

/** Somebody joins by a token with these claims. Each joining is a connection of its own; the first one begins the session. */
export function enter(hub, room, role, { user_id: tokenUser, user_name: userName }) {
  const known = room.visits.find((visit) => visit.role === role && visit.tokenUser === tokenUser);
  const userId = known?.userId ?? (hub.ownIds ? newId() : tokenUser);
  const visit = { connection: newId(), userId, tokenUser, userName, role, joinedAt: new Date(), leftAt: null, leaveReason: null };
  room.visits.push(visit);
  if (room.visits.length === 1) hub.news.emit("told", "started", room, visit);
  hub.news.emit("told", "joined", room, visit);
  return visit;
}

/** Leaving twice is no mistake. */
export function leave(hub, room, visit, reason) {
  if (!visit || visit.leftAt) return;
  Object.assign(visit, { leftAt: new Date(), leaveReason: reason });
  hub.news.emit("told", "left", room, visit);
}

/** ISO 8601, UTC, whole seconds. */
export const time = (date) => `${date.toISOString().slice(0, 19)}Z`;
