/** Tells the page that embeds the desk what happens (`docs/wire.md`, "Desk and its parents"). */

import { isOfPage } from "../shared/shortcuts";
import type { State } from "./state";

export type Note = { readonly type: string; readonly payload: { readonly [field: string]: unknown } };

/** What changing from `before` to `after` is worth telling. Pure. */
export function notes(before: State, after: State): Note[] {
  const told = aboutCustomer(before, after);
  if (before.phase === after.phase) return told;
  told.push({ type: "desk_state", payload: { state: after.phase } });
  if (after.phase === "pin" && after.code) told.push({ type: "session_error", payload: { code: after.code, errorMsg: after.problem } });
  if (after.phase === "live" && !before.room?.consented) {
    told.push({ type: "session_joined", payload: { sessionId: after.room.sessionId } });
  }
  if (after.phase === "ended") {
    if (after.reason === "handed_over") told.push({ type: "session_left", payload: { reason: "handed_over" } });
    else told.push(after.reason === "left" ? { type: "session_left", payload: {} } : { type: "session_ended", payload: { reason: after.reason } });
  }
  if (after.phase === "failed") told.push({ type: "session_error", payload: { code: after.code, errorMsg: after.message || after.failure } });
  return told;
}

/** The agent SDK's events about the customer's tabs, and that the customer looks back, which that does not tell. */
function aboutCustomer({ room: before }: State, { room: after }: State): Note[] {
  const told: Note[] = [];
  if (after?.away && !before?.away) told.push({ type: "customer_focus_lost", payload: { sessionId: after.sessionId } });
  if (before?.away && after && !after.away) told.push({ type: "customer_focus_back", payload: { sessionId: after.sessionId } });
  if (after && before && after.transfers > before.transfers) told.push({ type: "customer_transferred", payload: { sessionId: after.sessionId } });
  return told;
}

/** `letters_off`: single letters are no shortcuts for this agent (WCAG 2.1.4). */
const COMMANDS = ["leave", "end", "letters_on", "letters_off"] as const;
export type Command = (typeof COMMANDS)[number];

/** A key that means nothing here, for the page around; `null` for those that are nobody's: what is typed stays here. */
export function keyNote(event: Pick<KeyboardEvent, "key" | "code" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">): Note | null {
  const { key, code, altKey, shiftKey } = event;
  const isTab = altKey && /^Digit[1-9]$/.test(code);
  if (event.ctrlKey || event.metaKey || (altKey ? !isTab : !isOfPage(key))) return null;
  return { type: "desk_key", payload: { key, code, alt: altKey, shift: shiftKey } };
}

/** Whether a message is the word of a parent on the list, and which. */
export function command(event: { readonly source: unknown; readonly origin: string; readonly data: unknown }, parent: unknown, origins: readonly string[]): Command | null {
  if (event.source !== parent || !origins.includes(event.origin)) return null;
  const { source, type } = (event.data ?? {}) as { source?: unknown; type?: unknown };
  return source === "cobrowse-agent-sdk" && COMMANDS.includes(type as Command) ? (type as Command) : null;
}

/** The parts of a window that reach its embedder; the real one fits. */
type Embedded = {
  readonly parent: { postMessage(message: unknown, origin: string): void };
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> };
};

/** A function that posts a note to the parent, if it has one of `origins`. */
export function parentPost(window: Embedded, origins: readonly string[]): (note: Note) => void {
  if ((window.parent as unknown) === window) return () => {};
  // Where the browser says who the parent is, only that origin is tried; Firefox does not, and drops what does not match.
  const known = window.location.ancestorOrigins?.[0];
  const targets = known === undefined ? origins : origins.filter((origin) => origin === known);
  return (note) => {
    for (const origin of targets) window.parent.postMessage({ source: "cobrowse-desk", ...note }, origin);
  };
}
