/** What this tab remembers of its help session between pages. */
import type { Helper } from "./help-state";
import type { Credentials } from "./report";

/** `pin`, `validUntil` and `helpers` fill the panel until the engine has spoken again. */
export interface Remembered extends Credentials {
  pin: string | null;
  validUntil: string | null;
  helpers: Helper[];
}

export const KEY = "cobroker.help";

/** The remembered session, or `null`; whatever else lies under the key is no session. */
export function recall(storage: Storage): Remembered | null {
  try {
    const value = JSON.parse(storage.getItem(KEY) ?? "null") as Partial<Remembered> | null;
    if (typeof value?.sessionId !== "string" || typeof value.reportToken !== "string") return null;
    return {
      sessionId: value.sessionId,
      reportToken: value.reportToken,
      pin: typeof value.pin === "string" ? value.pin : null,
      validUntil: typeof value.validUntil === "string" ? value.validUntil : null,
      helpers: Array.isArray(value.helpers) ? value.helpers : [],
    };
  } catch {
    return null;
  }
}

/** Whether this tab may have a session under way: cheap enough for every page. A browser that forbids storage throws at its mention. */
export function hasRemembered(storage: () => Storage): boolean {
  try {
    return storage().getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Remembers, or forgets with `null`. A tab that may not store loses its session with the page, and nothing else. */
export function remember(storage: Storage, session: Remembered | null): void {
  try {
    if (session) storage.setItem(KEY, JSON.stringify(session));
    else storage.removeItem(KEY);
  } catch {
    // Storage is full or forbidden.
  }
}
