import type { Agent } from "./agents";

/** The recommended set of reference §5.4; pages compare with `session_recoverable` only. */
export type Status =
  | "session_idle"
  | "session_connecting"
  | "session_waiting"
  | "session_active"
  | "session_reconnecting"
  /** This page can `join` a session: one from before a refresh, or one that another tab leads. */
  | "session_recoverable"
  | "session_ended";

/** What `getSessionInfo` tells. */
export interface SessionInfo {
  readonly sessionStatus: Status;
  readonly sessionId: string | null;
  readonly pincode: string | null;
  readonly agents: readonly Agent[];
}
