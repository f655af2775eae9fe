/** When a broken connection is tried again (`docs/wire.md`, "Close codes"). */

/** Failed attempts in a row after which a desk that was never let in gives up. */
export const ATTEMPTS = 8;

const FIRST = 500;
const LONGEST = 15_000;

/** Whether a client comes back after a close with `code`. */
export function comesBack(code: number): boolean {
  return ![1008, 1009, 4401, 4403, 4409, 4410, 4429].includes(code);
}

/**
 * Milliseconds to wait before attempt number `attempt` (from 1), after a close with `code`. `random` is in [0, 1): it
 * spreads the desks of a server that restarted.
 */
export function delay(attempt: number, code: number, random: number): number {
  if (code === 1012 && attempt === 1) return Math.round(random * 5000);
  const ceiling = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (random * ceiling) / 2);
}

/** Milliseconds between two reconnects that the viewer asked for. */
const RESYNC_FIRST = 2000;
const RESYNC_LONGEST = 30_000;

/** Reconnects for a new picture: at most one in 2 s, and rarer while they do not help. `now` is in milliseconds. */
export class ResyncGate {
  #last = -Infinity;
  #pause = RESYNC_FIRST;

  /** Milliseconds to wait before the picture may be asked for. */
  wait(now: number): number {
    return Math.max(0, this.#last + this.#pause - now);
  }

  passed(now: number): void {
    const quiet = now - this.#last > 2 * RESYNC_LONGEST;
    this.#pause = quiet ? RESYNC_FIRST : Math.min(RESYNC_LONGEST, this.#pause * 2);
    this.#last = now;
  }
}
