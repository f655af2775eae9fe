/** What the desk in the frame says (wire protocol, "Desk and its parents"), and what follows. Pure. */
import { say } from "../../words/say";
import { endedSentence } from "../lib/words";
import type { InRoom, Other } from "./now";

/** What the page does about a message. */
export type Effect =
  | { kind: "state"; state: string }
  /** Who is in the room, and who scrolls. */
  | { kind: "room"; room: InRoom }
  /** The customer looks at another tab, or is back with `elsewhere: false`. */
  | { kind: "elsewhere"; elsewhere: boolean }
  /** Milliseconds to the customer and back, over the broker; `null` before that is known. */
  | { kind: "pulse"; milliseconds: number | null }
  /** A key that means nothing to the desk, pressed in it. */
  | { kind: "key"; key: string; code: string; alt: boolean; shift: boolean }
  /** The desk is done. `reopen` offers a way back, `final` says that nothing more precise will come, `failed` that it never worked. */
  | { kind: "over"; sentence: string; reopen: boolean; final: boolean; failed: boolean };

const STATES = ["connecting", "asking", "live", "lost"];

/** The effect of `data`, or `null` for messages of others and kinds we do not know. */
export function effectOf(data: unknown): Effect | null {
  if (typeof data !== "object" || data === null) return null;
  const { source, type, payload } = data as { source?: unknown; type?: unknown; payload?: Record<string, unknown> | null };
  if (source !== "cobrowse-desk") return null;
  switch (type) {
    case "desk_state":
      return effectOfState(payload?.["state"]);
    case "session_left":
      if (payload?.["reason"] === "handed_over") return over(say("together-handed-over"));
      return over(say("agent-left"), { reopen: true });
    case "session_ended":
      return over(endedSentence(payload?.["reason"]));
    case "desk_room":
      return { kind: "room", room: roomOf(payload ?? {}) };
    case "customer_focus_lost":
      return { kind: "elsewhere", elsewhere: true };
    case "customer_focus_back":
      return { kind: "elsewhere", elsewhere: false };
    case "desk_pulse":
      return { kind: "pulse", milliseconds: sum(payload?.["desk"], payload?.["customer"]) };
    case "desk_key":
      return { kind: "key", key: text(payload?.["key"]), code: text(payload?.["code"]), alt: payload?.["alt"] === true, shift: payload?.["shift"] === true };
    default:
      return null;
  }
}

function effectOfState(state: unknown): Effect | null {
  switch (state) {
    case "ended":
      // The reason comes with `session_ended` or with the stream, a moment later.
      return over(say("agent-ended"), { final: false });
    case "denied":
      return over(say("agent-denied"));
    case "failed":
      return over(say("agent-failed"), { reopen: true, failed: true });
    default:
      return typeof state === "string" && STATES.includes(state) ? { kind: "state", state } : null;
  }
}

/** More than the five seats and two places to watch, so that a list cannot flood the page. */
const MOST_OTHERS = 16;

function roomOf({ watching, others, control }: Record<string, unknown>): InRoom {
  const listed: unknown[] = Array.isArray(others) ? others.slice(0, MOST_OTHERS) : [];
  const { name, mine } = (control ?? {}) as Record<string, unknown>;
  return { watching: watching === true, others: listed.flatMap(otherOf), control: typeof name === "string" ? { name: text(name), mine: mine === true } : null };
}

function otherOf(value: unknown): Other[] {
  const { name, watching } = (value ?? {}) as Record<string, unknown>;
  return typeof name === "string" ? [{ name: text(name), watching: watching === true }] : [];
}

function over(sentence: string, { reopen = false, final = true, failed = false } = {}): Effect {
  return { kind: "over", sentence, reopen, final, failed };
}

function sum(desk: unknown, customer: unknown): number | null {
  return typeof desk === "number" && typeof customer === "number" && desk >= 0 && customer >= 0 ? Math.round(desk + customer) : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}
