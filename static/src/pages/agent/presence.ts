/**
 * Says again and again that the page around Zoom's desk is there. Zoom's desk tells its parent nothing (Zoom reference
 * §4.2), and its agent's seat is given up 30 seconds after the last word of this page.
 */
import { ask } from "../lib/problem";

export interface Presence {
  /** From now on this desk is said to be there. */
  hold(sessionId: string, admissionId: string): void;
  /** No longer. `going` says so at once; a session that is over need not be told. */
  release(going: boolean): void;
  /** Says it, unless it was just said. Call it whenever the server says something: browsers slow the timers of hidden pages. */
  beat(): void;
  /** The page goes, and perhaps comes back. */
  leaving(): void;
}

/** Milliseconds between two words, where nothing else reminds the page. */
export const EVERY = 10_000;
/** Milliseconds within which a word is not repeated. */
export const ENOUGH = 5_000;

/** Sends one word; `false` means that the seat is not this page's any more. */
export type Tell = (sessionId: string, admissionId: string, going: boolean) => Promise<boolean>;

/** `lost` is called once for a desk whose seat was given up meanwhile, as after a sleep of the computer. */
export function presence(tell: Tell, lost: (sessionId: string) => void, now: () => number = Date.now): Presence {
  let held: { sessionId: string; admissionId: string } | null = null;
  let said = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function say(): void {
    const desk = held;
    if (!desk) return;
    said = now();
    void tell(desk.sessionId, desk.admissionId, false).then((still) => {
      if (still || held !== desk) return;
      release(false);
      lost(desk.sessionId);
    });
  }

  function beat(): void {
    if (now() - said >= ENOUGH) say();
  }

  function release(going: boolean): void {
    clearInterval(timer);
    if (held && going) void tell(held.sessionId, held.admissionId, true);
    held = null;
  }

  return {
    hold(sessionId, admissionId) {
      release(false);
      held = { sessionId, admissionId };
      timer = setInterval(beat, EVERY);
      say();
    },
    release,
    beat,
    leaving() {
      if (held) void tell(held.sessionId, held.admissionId, true);
      said = 0;
    },
  };
}

/** By the broker's route. No answer is no reason to give up: the seat is lost only if the broker says so. */
export const tellBroker: Tell = async (sessionId, admissionId, going) => {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}/desk/presence`;
  if (going) {
    // this request may outlive the page
    const headers = { "content-type": "application/json" };
    await fetch(path, { method: "POST", headers, body: JSON.stringify({ admissionId, going }), keepalive: true }).catch(() => null);
    return true;
  }
  const answer = await ask("POST", path, { admissionId });
  return answer.ok || answer.problem.status !== 404;
};
