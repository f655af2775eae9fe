/** What the customer's help panel shows, as a value, and how it changes. Pure. */

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
  | { phase: "ended"; why: string }
  | { phase: "failed"; why: string };

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
  | { type: "ended"; why: string }
  | { type: "failed"; why: string }
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
      return help.phase === "live" || help.phase === "starting" ? { phase: "ended", why: change.why } : help;
    case "failed":
      return help.phase === "starting" ? { phase: "failed", why: change.why } : help;
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

const WHY: Record<string, string> = {
  customer_ended: "You ended the session. Nobody sees this page any more.",
  agent_ended: "Your helper ended the session. Nobody sees this page any more.",
  revoked: "Our support team ended the session. Nobody sees this page any more.",
  too_long: "The session reached the longest time allowed.",
  customer_lost: "The connection was away for too long, so the session ended.",
  no_agent: "Nobody used the PIN in time. Get help again for a new one.",
  no_customer: "Your helper waited, but this page did not connect in time.",
  never_started: "The session could not start in time.",
  replaced: "Help went on in another tab.",
};

/** A sentence for the customer about why a session ended. */
export function whyEnded(reason: unknown): string {
  return (typeof reason === "string" && Object.prototype.hasOwnProperty.call(WHY, reason) && WHY[reason]) || "The session ended. Nobody sees this page any more.";
}

/** A sentence for the customer about an SDK error code (Zoom reference §6.1). */
export function whyFailed(code: unknown): string {
  switch (code) {
    case 1004:
    case 1002:
      return "Help is already open in another tab of this site.";
    case 1010:
      return "That PIN is in use. Please try again.";
    case 2001:
      return "The help service refused to start. Please try again.";
    default:
      return "Help could not start. Check your connection and try again.";
  }
}
