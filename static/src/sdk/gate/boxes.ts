/** Grey boxes where masked pictures and frames are: of their size, in their place, without anything of them. */

import { GREY, isSafeStyle } from "./attributes";
import { isElement } from "./masked";
import { type Attributes, NodeKind, type WireNode } from "./types";

/** Masked, these become a box: what they show cannot be masked in part. */
const BOXED = new Set(["img", "svg", "iframe", "frame", "canvas", "video", "audio", "object", "embed", "picture"]);
/** What keeps a box where its original stands. */
const PLACE = [
  "display", "position", "float", "top", "right", "bottom", "left", "margin-top", "margin-right", "margin-bottom", "margin-left", "order",
  "flex-grow", "flex-shrink", "align-self", "justify-self", "grid-row-start", "grid-row-end", "grid-column-start", "grid-column-end",
  "vertical-align", "z-index", "transform", "visibility", "opacity", "border-radius",
];
/** Grid lines have names; only their numbers travel. */
const GRID_LINE = /^(?:auto|(?:span )?-?\d+)$/;

export function isBoxed(tag: string): boolean {
  return BOXED.has(tag);
}

/** The box for a masked element, under the element's own id. */
export function box(sent: WireNode, live: Node | null): WireNode {
  const style = Object.entries(isElement(live) ? boxStyle(live) : {}).map(([name, value]) => `${name}: ${value}`).join("; ");
  const replaced: WireNode = { id: sent.id, type: NodeKind.Element, tagName: "span", attributes: { style }, childNodes: [] };
  if (sent.rootId !== undefined) replaced.rootId = sent.rootId;
  if (sent.isShadow) replaced.isShadow = true;
  return replaced;
}

/** Size and place of an element as declarations that depend on no style sheet. */
function boxStyle(live: Element): { [property: string]: string } {
  const computed = getComputedStyle(live);
  const style: { [property: string]: string } = {};
  for (const name of PLACE) {
    const value = computed.getPropertyValue(name);
    if (name.startsWith("grid-") ? GRID_LINE.test(value) : isSafeStyle([name, value])) style[name] = value;
  }
  if (style["display"] === "inline" || style["display"] === "contents") style["display"] = "inline-block";
  return { ...style, ...boxSize(live), background: "#b8bcc2" };
}

/** The layout size, before transforms: those of ancestors apply to the box, too. */
function boxSize(live: Element): { [property: string]: string } {
  const { clientWidth, clientHeight } = sizeSource(live);
  const { offsetWidth = clientWidth, offsetHeight = clientHeight } = sizeSource(live) as Partial<HTMLElement>;
  return { "box-sizing": "border-box", width: `${offsetWidth}px`, height: `${offsetHeight}px` };
}

/** A `picture` is as large as its image, unless the page made a block of it. */
function sizeSource(live: Element): Element {
  const isInline = live.localName === "picture" && getComputedStyle(live).display === "inline";
  return (isInline && live.querySelector("img")) || live;
}

/** Pictures get their size when they have loaded, frames when the page likes: boxes follow. */
export class BoxSizes {
  private readonly boxes = new WeakMap<Element, { id: number; live: Element; size: string }>();
  private readonly observer: ResizeObserver | null;

  /** @param onResized the box with this id has these attributes from now on */
  constructor(private readonly onResized: (id: number, attributes: Attributes) => void) {
    const all = (entries: ResizeObserverEntry[]) => entries.forEach(({ target }) => this.measured(target));
    this.observer = typeof ResizeObserver === "function" ? new ResizeObserver(all) : null;
  }

  /** The element went out as the box with this id. */
  follow(live: Element, id: number): void {
    const sized = sizeSource(live);
    if (!this.boxes.has(sized)) this.observer?.observe(sized);
    this.boxes.set(sized, { id, live, size: JSON.stringify(boxSize(live)) });
  }

  stop(): void {
    this.observer?.disconnect();
  }

  private measured(target: Element): void {
    const followed = this.boxes.get(target);
    if (!followed || !target.isConnected) {
      this.observer?.unobserve(target);
      this.boxes.delete(target);
      return;
    }
    const style = boxSize(followed.live);
    const size = JSON.stringify(style);
    if (size === followed.size) return;
    followed.size = size;
    this.onResized(followed.id, { style });
  }
}

/** The grey over what is left of a masked element's background picture, or nothing if it has none. */
export function greyBackground(live: Node | null): string | null {
  return isElement(live) && /url\(["']?(?!data:)/i.test(getComputedStyle(live).backgroundImage) ? GREY : null;
}
