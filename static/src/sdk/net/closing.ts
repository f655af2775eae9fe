/** What a closed socket means, and when to try again. Pure: time and chance are passed in. */

import type { ErrorCode } from "../errors";
import { RECOVERY_MS } from "../recovery";

export type Verdict =
  /** `announced`: the server said that it restarts or resyncs, so it will be back. */
  | { readonly kind: "retry"; readonly announced: boolean }
  | { readonly kind: "stop"; readonly error: ErrorCode | null; readonly reason: string };

/** The close codes of `docs/wire.md`. */
export function verdict(code: number): Verdict {
  switch (code) {
    case 1012:
    case 1013:
      return { kind: "retry", announced: true };
    case 1008:
    case 1009:
    case 4429:
      return { kind: "stop", error: 9999, reason: "refused" };
    case 4401:
    case 4403:
      return { kind: "stop", error: 2001, reason: "refused" };
    case 4409:
      return { kind: "stop", error: null, reason: "replaced" };
    case 4410:
      return { kind: "stop", error: null, reason: "ended" };
    default:
      return { kind: "retry", announced: false };
  }
}

/** A connection that is down. Times are milliseconds. */
export interface Outage {
  readonly since: number;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly announced: boolean;
}

/** Attempts after an unannounced loss (reference §7). */
export const MAX_ATTEMPTS = 2;

const FIRST_START_MS = [500, 1_500];
const LOST_MS = [1_000, 15_000];
const RESTART_MS = 5_000;

/** How long to wait before the next attempt, or `null` if there is none. `random` is in [0, 1). */
export function nextDelay(outage: Outage, now: number, random: number): number | null {
  const left = outage.since + RECOVERY_MS - now;
  const delay = outage.announced ? RESTART_MS * random : jittered(LOST_MS[outage.attempts], random);
  return delay === null || delay >= left ? null : delay;
}

/** The same for a first connection: somebody is waiting in front of the page. */
export function nextStartDelay(attempts: number, random: number): number | null {
  return jittered(FIRST_START_MS[attempts], random);
}

/** Once to twice the base. */
function jittered(base: number | undefined, random: number): number | null {
  return base === undefined ? null : base * (1 + random);
}
