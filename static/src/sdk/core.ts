/** The core: what a live session needs. The loader brings it with the first `start` or `join`. */

import { Session, type SessionParts } from "./session";

export type { SessionInfo } from "./status";
export type CoreSession = Session;

export { shareFrame } from "./frames/child";

export function createSession(parts: SessionParts): CoreSession {
  return new Session(parts);
}
