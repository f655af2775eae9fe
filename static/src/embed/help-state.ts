/** What the customer's help panel shows, as a value, and how it changes. Pure. */
import type { CobrokerEndReason, CobrokerFailure } from "./public";

export interface Helper {
  id: string;
  name: string;
}

/** A session that lives, as far as this page knows. */
export interface Live {
  phase: "live";
  pin: string | null;
  /** Until when the PIN lets somebody in, RFC 3339; unknown until the broker has said so. */
  validUntil: string | null;
  helpers: Helper[];
  /** Name of somebody who gave the PIN and is not here yet. */
  joining: string | null;
  reconnecting: boolean;
}

export type Help =
  | { phase: "idle" }
  | { phase: "starting" }
  | Live
  | { phase: "ended"; reason: CobrokerEndReason }
  | { phase: "failed"; failure: CobrokerFailure };

export type Change =
  | { type: "start" }
  | { type: "resume"; pin: string | null; validUntil: string | null; helpers: Helper[] }
  | { type: "started"; anew: boolean }
  | { type: "pin"; pin: string }
  | { type: "pin_valid"; pin: string; until: string | null }
  | { type: "admitted"; name: string }
  | { type: "joined"; helper: Helper }
  | { type: "left"; id: string | null }
  | { type: "reconnecting" }
  | { type: "ended"; reason: CobrokerEndReason }
  | { type: "failed"; failure: CobrokerFailure }
  | { type: "dismiss" };

const FRESH: Live = { phase: "live", pin: null, validUntil: null, helpers: [], joining: null, reconnecting: false };

/** The state after `change`. What makes no sense in a state leaves it as it is: events of an SDK may come late. */
export function next(help: Help, change: Change): Help {
  switch (change.type) {
    case "start":
      return help.phase === "live" || help.phase === "starting" ? help : { phase: "starting" };
    case "resume":
      return { ...FRESH, pin: change.pin, validUntil: change.validUntil, helpers: change.helpers, reconnecting: true };
    case "ended":
      return help.phase === "live" || help.phase === "starting" ? { phase: "ended", reason: change.reason } : help;
    case "failed":
      return help.phase === "starting" ? { phase: "failed", failure: change.failure } : help;
    case "dismiss":
      return help.phase === "ended" || help.phase === "failed" ? { phase: "idle" } : help;
    default:
      return help.phase === "live" || help.phase === "starting" ? nextLive(help.phase === "live" ? help : FRESH, change) : help;
  }
}

type LiveChange = Exclude<Change, { type: "start" | "resume" | "ended" | "failed" | "dismiss" }>;

function nextLive(live: Live, change: LiveChange): Live {
  switch (change.type) {
    case "started":
      return { ...live, reconnecting: false, helpers: change.anew ? [] : live.helpers };
    case "pin":
      return { ...live, reconnecting: false, pin: change.pin, validUntil: change.pin === live.pin ? live.validUntil : null };
    case "pin_valid":
      return change.pin === live.pin ? { ...live, validUntil: change.until } : live;
    case "admitted":
      return { ...live, joining: change.name };
    case "joined":
      return { ...live, reconnecting: false, joining: null, helpers: [...live.helpers.filter(({ id }) => id !== change.helper.id), change.helper] };
    case "left":
      return { ...live, helpers: change.id === null ? live.helpers.slice(0, -1) : live.helpers.filter(({ id }) => id !== change.id) };
    case "reconnecting":
      return { ...live, reconnecting: true };
  }
}

const REASONS: readonly CobrokerEndReason[] = ["customer_ended", "agent_ended", "revoked", "too_long", "customer_lost", "no_agent", "no_customer", "never_started", "replaced"];

/** Why a session ended, as far as we know the word. */
export function endReason(given: unknown): CobrokerEndReason {
  return REASONS.find((reason) => reason === given) ?? "unknown";
}

/** What an error code of the SDK means for a start (Zoom reference §6.1). */
export function sdkFailure(code: unknown): CobrokerFailure {
  switch (code) {
    case 1004:
    case 1002:
      return "other_tab";
    case 1010:
      return "pin_in_use";
    case 2001:
      return "sdk_refused";
    default:
      return "unknown";
  }
}

/** What stops a start, in a word that the panel has a sentence for. */
export class HelpError extends Error {
  constructor(readonly failure: CobrokerFailure) {
    super(failure);
  }
}
