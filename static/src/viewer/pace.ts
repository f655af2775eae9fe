/** Collects what the agent scrolls and gives it out in whole pixels, not more often than the relay takes it. Pure: time comes in. */

/** Milliseconds between two frames: a little over the 20 in a second that the relay takes (`docs/wire.md`). */
export const GAP = 55;
/** CSS pixels that one frame may ask for. */
export const MAX_DELTA = 10_000;

export type Scroll = { readonly node: number; readonly dx: number; readonly dy: number };

export class Pace {
  #node = 0;
  #x = 0;
  #y = 0;
  #last = -GAP;

  /** Until this has left, all goes to the node it began with. */
  add(node: number, dx: number, dy: number): void {
    if (this.#isEmpty) this.#node = node;
    this.#x += dx;
    this.#y += dy;
  }

  /** Milliseconds until the next frame may go; `null` if there is nothing for it. */
  wait(now: number): number | null {
    return this.#isEmpty ? null : Math.max(0, this.#last + GAP - now);
  }

  /** The next frame, if there is one and its time has come. Fractions of a pixel stay for the one after. */
  take(now: number): Scroll | null {
    if (this.wait(now) !== 0) return null;
    this.#last = now;
    const [dx, dy] = [whole(this.#x), whole(this.#y)];
    this.#x -= dx;
    this.#y -= dy;
    return { node: this.#node, dx, dy };
  }

  clear(): void {
    this.#x = 0;
    this.#y = 0;
  }

  get #isEmpty(): boolean {
    return whole(this.#x) === 0 && whole(this.#y) === 0;
  }
}

function whole(delta: number): number {
  // `+ 0` because a browser's -0 is none on the wire
  return Math.max(-MAX_DELTA, Math.min(MAX_DELTA, Math.trunc(delta))) + 0;
}
