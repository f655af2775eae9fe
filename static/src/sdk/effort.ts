/** What recording costs the page, and when it is too much. Pure: all times are passed in, in milliseconds. */

/** The time over which cost is judged. */
export const WINDOW_MS = 3_000;
/** The share of the main thread that recording may take, over a whole window. */
export const MAX_SHARE = 0.3;
/** While changes are not followed, pictures may take this share. */
const SAMPLED_SHARE = 0.05;
const SHORTEST_GAP_MS = 2_000;
const FIRST_REST_MS = 10_000;
const LONGEST_REST_MS = 80_000;

/** A sliding sum of costs, in slots of a sixth of the window. */
export class Effort {
  private slots: { readonly at: number; spent: number }[] = [];

  spend(cost: number, now: number): void {
    const at = Math.floor(now / (WINDOW_MS / 6));
    const last = this.slots[this.slots.length - 1];
    if (last?.at === at) last.spent += cost;
    else this.slots.push({ at, spent: cost });
    this.slots = this.slots.filter((slot) => slot.at > at - 6);
  }

  /** Whether the last window took more than its share. */
  isTooMuch(): boolean {
    return this.slots.reduce((sum, { spent }) => sum + spent, 0) > WINDOW_MS * MAX_SHARE;
  }

  forget(): void {
    this.slots = [];
  }
}

/** How long until the next picture of a page whose changes are not followed, given what the last one cost. */
export function pictureGap(cost: number): number {
  return Math.max(SHORTEST_GAP_MS, cost / SAMPLED_SHARE);
}

/** How long changes are not followed after having been too many: twice as long each time that following them failed at once. */
export function restAfter(lastRest: number, followedFor: number): number {
  if (lastRest === 0 || followedFor > lastRest) return FIRST_REST_MS;
  return Math.min(LONGEST_REST_MS, lastRest * 2);
}
