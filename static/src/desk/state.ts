/** The desk's states and how frames move it between them. Pure: time comes in as an argument, sockets stay outside. */

import type { Control } from "../shared/frame";
import { ATTEMPTS, comesBack } from "./backoff";
import { roomOf, withAgent, withCustomer, withoutAgent, type Room } from "./room";
import { say } from "../words/say";

export type Failure = "no_token" | "expired" | "token_refused" | "not_allowed" | "replaced" | "room_full" | "network" | "viewer" | "protocol" | "other";

export type State =
  /** The token says nothing about a session: the agent types the PIN. `problem` and `code` say why again. */
  | { readonly phase: "pin"; readonly room: null; readonly problem: string; readonly code: number }
  /** `attempt` counts failed ones in a row; with a room this is a reconnect and the last picture stays. */
  | { readonly phase: "connecting"; readonly attempt: number; readonly room: Room | null; /** With a PIN that was typed here. */ readonly typed?: true }
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
  | { readonly kind: "typed" }
  | { readonly kind: "left" }
  /** The agent wants to try again. */
  | { readonly kind: "retry" }
  | { readonly kind: "failed"; readonly failure: Failure };

export const START: State = { phase: "connecting", attempt: 0, room: null };

/** Before a PIN was typed. */
export const ASK: State = { phase: "pin", room: null, problem: "", code: 0 };

/** The state after `input` at `now` (milliseconds of a monotone clock). */
export function next(state: State, input: Input, now: number): State {
  if (isOver(state)) return input.kind === "retry" && mayRetry(state) ? START : state;
  switch (input.kind) {
    case "frame":
      return heard(state, input.message, now);
    case "closed":
      return state.phase === "pin" ? state : closed(state, input.code);
    case "typed":
      return { phase: "connecting", attempt: 0, room: null, typed: true };
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
      return welcomed(roomOf(message), deadline(message.customerSeconds, now));
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

function welcomed(room: Room, waits: number | null): State {
  if (!room.present) return { phase: "lost", room, deadline: waits };
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
      return welcomed(withCustomer({ ...room, present: true, expected: false }, message), null);
    case "customer_transferred":
      return { ...state, room: { ...room, transfers: room.transfers + 1 } } as State;
    case "away":
      return { ...state, room: { ...room, away: message.hidden === true } } as State;
    case "agent_joined":
      return { ...state, room: withAgent(room, message) } as State;
    case "agent_left":
      return { ...state, room: withoutAgent(room, message) } as State;
    case "handed_over":
      return (message.from as { userId?: unknown } | null)?.userId === room.userId ? { phase: "ended", room, reason: "handed_over" } : state;
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
    return attempt > ATTEMPTS && !state.room ? failed(state, "network", code) : { phase: "connecting", attempt, room: state.room, ...(state.phase === "connecting" && state.typed && { typed: true }) };
  }
  if (code === 4410) return { phase: "ended", room: state.room, reason: "unknown" };
  return failed(state, ({ 4401: "token_refused", 4403: "not_allowed", 4409: "replaced" } as const)[code as 4401] ?? "protocol", code);
}

/** Codes of the Zoom reference §6.1 that have a screen of their own; the others show the server's sentence. */
function refused(state: State, message: Control): State {
  const code = typeof message.code === "number" ? message.code : 0;
  const text = typeof message.errorMsg === "string" ? message.errorMsg.slice(0, 300) : "";
  if (state.phase === "connecting" && state.typed && AGAIN.includes(code)) return { phase: "pin", room: null, problem: pinProblem(code, text), code };
  return failed(state, ({ 2001: "token_refused", 1013: "room_full" } as const)[code as 2001] ?? "other", code, text);
}

/** Answers to a typed PIN after which the agent may type another: no such PIN, malformed, full, already in, too many. */
const AGAIN: readonly number[] = [1006, 1008, 1013, 1015, 9999];

function pinProblem(code: number, text: string): string {
  // Zoom's desk says this and shows its own number (reference §6.2).
  if (code === 1006) return say("desk-not-found");
  return text || say("desk-did-not-work");
}

function failed(state: State, failure: Failure, code = 0, message = ""): State {
  return { phase: "failed", room: state.room, failure, code, message };
}
