/** "Point at this element": a ring that snaps to the element under the hand, or goes from one to the next by Tab. */

import { anchorAt, boxOf, type Ground } from "../shared/drawing/ground";
import { colourOf } from "../shared/drawing/palette";
import type { Sketch } from "../shared/drawing/sketch";
import type { Point } from "../shared/drawing/strokes";
import type { Control } from "../shared/frame";
import { say } from "../words/say";

/** What an agent points at: what can be used, and what gives the page its order. */
const STOPS = "a[href], button, input, select, textarea, summary, label, img, h1, h2, h3, h4, th, [role], [tabindex]";

const PREVIEW = "preview";
const MINE = "mine";

export class Ring {
  #node = 0;
  #preview = 0;

  constructor(
    private readonly sketch: Sketch,
    private readonly ground: Ground,
    private readonly send: (message: Control) => void,
  ) {}

  get isPut(): boolean {
    return this.#node > 0 && this.sketch.marks.has(MINE);
  }

  /** Shows only the agent which element it would be. */
  preview(at: Point | null): void {
    const node = at ? anchorAt(this.ground, ...at).node : 0;
    if (node === this.#preview) return;
    this.#preview = node;
    this.#mark(PREVIEW, node, "");
  }

  /** The ring goes around the element there; from where it is already, it goes away. */
  place(at: Point): void {
    const { node } = anchorAt(this.ground, ...at);
    if (node > 0) this.put(this.isPut && node === this.#node ? null : node);
  }

  put(node: number | null): void {
    if (!this.isPut && node === null) return;
    this.#node = node ?? 0;
    this.#mark(MINE, this.#node, say("viewer-you-point"));
    this.send({ type: "highlight", node });
  }

  /** Nobody was told by this connection. */
  forget(): void {
    this.#node = this.#preview = 0;
  }

  /** The middle of the next element that is in sight, or `null` if there is none. */
  next(backwards: boolean): Point | null {
    const page = this.ground.document();
    const stops = Array.from(page?.querySelectorAll(STOPS) ?? []).map((element) => this.ground.idOf(element)).filter((node) => this.#middle(node) !== null);
    const at = stops.indexOf(this.#preview);
    const node = stops.at(backwards ? (at < 0 ? -1 : at - 1) : (at + 1) % Math.max(1, stops.length));
    return node === undefined ? null : this.#middle(node);
  }

  /** A place where this element, and no other, is under the hand. */
  #middle(node: number): Point | null {
    const box = node > 0 ? boxOf(this.ground, node) : null;
    if (!box) return null;
    const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
    return anchorAt(this.ground, ...middle).node === node ? middle : null;
  }

  #mark(key: string, node: number, name: string): void {
    const { marks, me } = this.sketch;
    marks.delete(key);
    if (node > 0) marks.set(key, { kind: "ring", node, at: [0, 0], name, colour: colourOf(me) });
    this.sketch.changed();
  }
}
