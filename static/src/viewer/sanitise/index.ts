/**
 * Makes what the customer's side sent safe to give to the player: the page is a stranger's, and whoever speaks its protocol
 * may not be a browser at all. An allow-list throughout; nothing here touches a DOM.
 */

import { Book } from "./book";
import { CANVAS, cleanCanvas, type CleanCanvas } from "./canvas";
import { Tally, type Removed } from "./limits";
import { Mutations, type CleanMutation } from "./mutation";
import { cleanPage, type CleanPage } from "./page";
import { cleanSource, SOURCE, viewport, type CleanSource } from "./sources";
import { Trees, type CleanNode } from "./tree";
import { webUrl } from "./urls";
import { field, isCoordinate, isRaw, type Raw } from "./values";

export type { Removed } from "./limits";
export { CANVAS, type CleanCanvas } from "./canvas";
export { PAGE, type CleanPage } from "./page";
export { BOX_LABEL } from "./element";

/** A page's address and viewport, and its whole document. */
export type Picture = {
  readonly href: string;
  readonly width: number;
  readonly height: number;
  readonly node: CleanNode;
  readonly offset: { readonly top: number; readonly left: number };
};

export type CleanEvent = CleanMutation | CleanSource | CleanCanvas | CleanPage;

const META = 4;
const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;

/** Of these the page sends many and late ones are worthless, so they may come as ephemeral frames; nothing else may. */
const EPHEMERAL: ReadonlySet<unknown> = new Set([SOURCE.mouseMove, SOURCE.touchMove, SOURCE.drag, SOURCE.selection]);
/** Dropped without being counted: an honest recorder sends them and they show nothing. */
const UNSEEN: ReadonlySet<unknown> = new Set([7, 9, 11, 16]);

export class Sanitiser {
  readonly #book = new Book();
  #tally = new Tally();
  #mutations = new Mutations(this.#book, new Trees(this.#book, this.#tally), this.#tally);

  /** What was left out since the last snapshot began. */
  get removed(): Removed {
    return this.#tally.removed;
  }

  /** The picture in the events of a snapshot: Meta, then FullSnapshot. `null` if there is none in them. */
  snapshot(events: unknown): Picture | null {
    this.#book.clear();
    const [meta, full] = Array.isArray(events) ? [dataOf(events[0], META), dataOf(events[1], FULL_SNAPSHOT)] : [null, null];
    const dark = meta !== null && field(meta, "dark") === true;
    this.#tally = new Tally(dark);
    const trees = new Trees(this.#book, this.#tally);
    this.#mutations = new Mutations(this.#book, trees, this.#tally);
    const size = meta && viewport(meta);
    const node = full && size ? trees.clean(field(full, "node"), null) : null;
    if (!meta || !full || !size || !isPage(node)) return null;
    const href = field(meta, "href");
    return { ...size, href: (typeof href === "string" && webUrl(href)) || "", node, offset: offset(field(full, "initialOffset")) };
  }

  /** The events of an increment that may be played, in order. */
  increment(events: unknown): CleanEvent[] {
    return this.#each(events, () => true);
  }

  /** The same for an ephemeral frame, which may carry only pointer movement and selection. */
  ephemeral(events: unknown): CleanEvent[] {
    return this.#each(events, (source) => EPHEMERAL.has(source));
  }

  #each(events: unknown, allowed: (source: unknown) => boolean): CleanEvent[] {
    const kept: CleanEvent[] = [];
    for (const event of Array.isArray(events) ? events : []) {
      const ours = allowed(CANVAS) ? (cleanCanvas(event, this.#book) ?? cleanPage(event)) : null;
      if (ours) {
        kept.push(ours);
        continue;
      }
      const data = dataOf(event, INCREMENTAL);
      const source = data && field(data, "source");
      const clean = data && allowed(source) ? this.#one(data, source) : null;
      if (clean) kept.push(clean);
      else if (!UNSEEN.has(source) && !isLoading(event)) this.#tally.add("events");
    }
    return kept;
  }

  #one(data: Raw, source: unknown): CleanEvent | null {
    return source === SOURCE.mutation ? this.#mutations.clean(data) : cleanSource(data, this.#book, this.#tally);
  }
}

function dataOf(event: unknown, type: number): Raw | null {
  if (!isRaw(event) || field(event, "type") !== type) return null;
  const data = field(event, "data");
  return isRaw(data) ? data : null;
}

/** DomContentLoaded and Load, which rrweb emits and never plays. */
function isLoading(event: unknown): boolean {
  return isRaw(event) && (event.type === 0 || event.type === 1);
}

/** The player needs a document with an element in it. */
function isPage(node: CleanNode | null): node is CleanNode {
  return node?.type === 0 && node.childNodes.some((child) => child.type === 2);
}

function offset(raw: unknown): { top: number; left: number } {
  if (!isRaw(raw)) return { top: 0, left: 0 };
  const { top, left } = raw;
  return { top: isCoordinate(top) ? top : 0, left: isCoordinate(left) ? left : 0 };
}
