/** How much of a customer's page the viewer accepts (hardening reference §6), and what it counts when something is left out. */

/** Nesting of the document, its shadow roots and frames together. rrweb builds recursively, so this also guards the stack. */
export const MAX_DEPTH = 256;
/** Nodes alive at one time. */
export const MAX_NODES = 60_000;
/** Attributes of one element. */
export const MAX_ATTRIBUTES = 64;
/** Characters of one text or attribute. */
export const MAX_STRING = 64 * 1024;
/** Characters of one style sheet. */
export const MAX_CSS = 2 * 1024 * 1024;
/** Nesting of blocks in one style sheet; rrweb's CSS parser walks it recursively. */
export const MAX_CSS_DEPTH = 64;
/** Characters of one `data:` URL. */
export const MAX_DATA_URL = 128 * 1024;
/** Entries of one list in an event: pointer positions, style rules, ranges, style properties. */
export const MAX_LIST = 20_000;
/** Labelled boxes in one picture; what is beyond is left out without one. */
export const MAX_BOXES = 200;
/** CSS pixels of a viewport side, and the largest one believed. */
export const MIN_SIDE = 10;
export const MAX_SIDE = 16_384;
/** CSS pixels a scroll position or pointer may be away from the origin. Browsers stop laying out before this. */
export const MAX_COORDINATE = 33_554_432;

export type Kind = "elements" | "attributes" | "urls" | "css" | "events" | "limits";

/** How often each kind of thing was left out. `limits` is about size, the others about safety. */
export type Removed = Readonly<Record<Kind, number>>;

/** What goes with cleaning one picture and what follows it: counts what the sanitiser left out. */
export class Tally {
  /** `dark`: whether the customer's browser prefers dark colours. */
  constructor(readonly dark = false) {}

  readonly #counts: Record<Kind, number> = { elements: 0, attributes: 0, urls: 0, css: 0, events: 0, limits: 0 };

  add(kind: Kind): void {
    this.#counts[kind] += 1;
  }

  get removed(): Removed {
    return { ...this.#counts };
  }
}
