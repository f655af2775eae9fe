/** The desk's states and how frames move it between them. Pure: time comes in as an argument, sockets stay outside. */

import type { Control } from "../shared/frame";
import { ATTEMPTS, comesBack } from "./backoff";
import { roomOf, withAgent, withoutAgent, type Room } from "./room";

export type Failure = "no_token" | "expired" | "token_refused" | "not_allowed" | "replaced" | "room_full" | "network" | "viewer" | "protocol" | "other";

export type State =
  /** `attempt` counts failed ones in a row; with a room this is a reconnect and the last picture stays. */
  | { readonly phase: "connecting"; readonly attempt: number; readonly room: Room | null }
  /** `asked`: the customer sees the question now. */
  | { readonly phase: "asking"; readonly room: Room; readonly asked: boolean }
  | { readonly phase: "live"; readonly room: Room }
  /** `deadline`: when the customer's time to come back is over, in the clock of `now`; unknown after a reconnect. */
  | { readonly phase: "lost"; readonly room: Room; readonly deadline: number | null }
  /** `reason` is one of the wire's, or `left` when this agent left. */
  | { readonly phase: "ended"; readonly room: Room | null; readonly reason: string }
  | { readonly phase: "denied"; readonly room: Room | null }
  | { readonly phase: "failed"; readonly room: Room | null; readonly failure: Failure; readonly code: number; readonly message: string };

export type Input =
  | { readonly kind: "frame"; readonly message: Control }
  | { readonly kind: "closed"; readonly code: number }
  | { readonly kind: "left" }
  /** The agent wants to try again. */
  | { readonly kind: "retry" }
  | { readonly kind: "failed"; readonly failure: Failure };

export const START: State = { phase: "connecting", attempt: 0, room: null };

/** The state after `input` at `now` (milliseconds of a monotone clock). */
export function next(state: State, input: Input, now: number): State {
  if (isOver(state)) return input.kind === "retry" && mayRetry(state) ? START : state;
  switch (input.kind) {
    case "frame":
      return heard(state, input.message, now);
    case "closed":
      return closed(state, input.code);
    case "left":
      return { phase: "ended", room: state.room, reason: "left" };
    case "failed":
      return failed(state, input.failure);
    case "retry":
      return state;
  }
}

export function isOver(state: State): boolean {
  return state.phase === "ended" || state.phase === "denied" || state.phase === "failed";
}

/** Failures that another try may mend without a new token. */
export function mayRetry(state: State): boolean {
  return state.phase === "failed" && ["room_full", "network", "viewer"].includes(state.failure);
}

function heard(state: State, message: Control, now: number): State {
  switch (message.type) {
    case "welcome":
      return welcomed(roomOf(message));
    case "denied":
      return { phase: "denied", room: state.room };
    case "session_ended":
      return { phase: "ended", room: state.room, reason: typeof message.reason === "string" ? message.reason : "unknown" };
    case "error":
      return refused(state, message);
    default:
      return state.room ? told(state, state.room, message, now) : state;
  }
}

function welcomed(room: Room): State {
  if (!room.present) return { phase: "lost", room, deadline: null };
  return room.consented ? { phase: "live", room } : { phase: "asking", room, asked: false };
}

/** Messages that mean something only inside a room. */
function told(state: State, room: Room, message: Control, now: number): State {
  switch (message.type) {
    case "asking":
      return { phase: "asking", room, asked: true };
    case "joined":
      return { phase: "live", room: { ...room, consented: true, present: true } };
    case "customer_lost":
      return { phase: "lost", room: { ...room, present: false, away: false }, deadline: deadline(message.deadlineSeconds, now) };
    case "customer_back":
      return welcomed({ ...room, present: true });
    case "away":
      return { ...state, room: { ...room, away: message.hidden === true } } as State;
    case "agent_joined":
      return { ...state, room: withAgent(room, message) } as State;
    case "agent_left":
      return { ...state, room: withoutAgent(room, message) } as State;
    default:
      return state;
  }
}

function deadline(seconds: unknown, now: number): number | null {
  return typeof seconds === "number" && seconds >= 0 && seconds <= 3600 ? now + seconds * 1000 : null;
}

function closed(state: State, code: number): State {
  if (comesBack(code)) {
    const attempt = state.phase === "connecting" ? state.attempt + 1 : 1;
    return attempt > ATTEMPTS && !state.room ? failed(state, "network", code) : { phase: "connecting", attempt, room: state.room };
  }
  if (code === 4410) return { phase: "ended", room: state.room, reason: "unknown" };
  return failed(state, ({ 4401: "token_refused", 4403: "not_allowed", 4409: "replaced" } as const)[code as 4401] ?? "protocol", code);
}

/** Codes of the Zoom reference §6.1 that have a screen of their own; the others show the server's sentence. */
function refused(state: State, message: Control): State {
  const code = typeof message.code === "number" ? message.code : 0;
  const text = typeof message.errorMsg === "string" ? message.errorMsg.slice(0, 300) : "";
  return failed(state, ({ 2001: "token_refused", 1013: "room_full" } as const)[code as 2001] ?? "other", code, text);
}

function failed(state: State, failure: Failure, code = 0, message = ""): State {
  return { phase: "failed", room: state.room, failure, code, message };
}
