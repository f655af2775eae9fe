/** Tells everybody where the agent points: at most 11 times a second, and that the pointer is gone when it rests or leaves. */

import { relative } from "../shared/drawing/hand";
import { anchorAt, type Ground } from "../shared/drawing/ground";
import type { Point } from "../shared/drawing/strokes";
import type { Control } from "../shared/frame";

/** Milliseconds between two messages: a desk has 30 a second for everything, and strokes need 20 of them. */
const PACE = 90;
/** A pointer that has not moved for so long only covers the page, milliseconds. */
const REST = 8_000;

export class PointerTeller {
  #last: Point | null = null;
  #isTold = false;
  #isWaiting = false;
  #rest = 0;

  constructor(
    private readonly ground: Ground,
    private readonly send: (message: Control) => void,
    private readonly later: (run: () => void, ms: number) => unknown,
  ) {}

  at(place: Point): void {
    this.#last = place;
    const turn = ++this.#rest;
    this.later(() => turn === this.#rest && this.gone(), REST);
    if (!this.#isWaiting) this.#tell();
  }

  gone(): void {
    this.#last = null;
    this.#rest++;
    if (this.#isTold) this.send({ type: "pointer", gone: true });
    this.#isTold = false;
  }

  /** Nobody was told by this connection. */
  forget(): void {
    this.#last = null;
    this.#isTold = false;
  }

  #tell(): void {
    const place = this.#last;
    this.#isWaiting = place !== null;
    if (!place) return;
    const { node, box } = anchorAt(this.ground, ...place);
    const [x, y] = relative(place, box, node);
    this.send({ type: "pointer", node, x, y });
    this.#last = null;
    this.#isTold = true;
    this.later(() => this.#tell(), PACE);
  }
}
