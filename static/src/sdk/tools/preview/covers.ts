/** What of the page is masked, and how an agent sees each of it: the same rules as the gate, the page as it is now. */

import { MASK } from "../../gate/attributes";
import { greyBackground, isBoxed } from "../../gate/boxes";

/** Answers whether agents see only that a node is there. */
export interface View {
  isMasked(node: Node): boolean;
}

/** Something masked: `********` stands for it at the agent, a grey box, or nothing at all. */
export interface Masked {
  readonly node: Text | Element;
  readonly looks: "text" | "picture" | "blank";
  /** The frames it is in, innermost first. */
  readonly frames: readonly Element[];
}

/** More than fits a screen; the rest of a page that is longer still is left uncovered, but no less masked. */
const MOST = 4_000;
/** They show nothing. */
const UNSEEN = /^(?:script|style|noscript|template|title|head|option|optgroup|datalist)$/;

/** Everything masked below a node, shadow roots and frames included. `onRoot` hears of each document and shadow root. */
export function findMasked(root: Node, view: View, own: Element, onRoot: (root: Node) => void): Masked[] {
  const found: Masked[] = [];
  walk(root, []);
  return found;

  function walk(node: Node, frames: readonly Element[]): void {
    if (found.length >= MOST || node === own) return;
    if (node.nodeType === 3) return text(node as Text, frames);
    if (node.nodeType === 1 && element(node as Element, frames)) return;
    if (node.nodeType === 9 || node.nodeType === 11) onRoot(node);
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child, frames);
  }

  function text(node: Text, frames: readonly Element[]): void {
    if (node.data.trim() && view.isMasked(node)) found.push({ node, looks: "text", frames });
  }

  /** Whether there is nothing more to see inside. */
  function element(node: Element, frames: readonly Element[]): boolean {
    if (UNSEEN.test(node.localName)) return true;
    if (view.isMasked(node)) {
      const looks = lookOf(node);
      if (looks) found.push({ node, looks, frames });
      if (looks) return true;
      // below what stands in front of it
      if (greyBackground(node)) found.push({ node, looks: "picture", frames });
    }
    if (node.shadowRoot) walk(node.shadowRoot, frames);
    const inside = contentOf(node);
    if (inside) walk(inside, [node, ...frames]);
    return false;
  }
}

function lookOf(node: Element): Masked["looks"] | null {
  if (isBoxed(node.localName)) return "picture";
  if (!/^(?:input|textarea|select|meter|progress)$/.test(node.localName)) return null;
  const { type, value } = node as HTMLInputElement;
  return /^(?:checkbox|radio|range|color|file|hidden)$/.test(type) || !value || !/^(?:input|textarea|select)$/.test(node.localName) ? "blank" : "text";
}

function contentOf(node: Element): Document | null {
  try {
    return (node as Partial<HTMLIFrameElement>).contentDocument ?? null;
  } catch {
    return null;
  }
}

/** A rectangle in the viewport, CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a masked thing is to be covered, line by line; nothing if it is out of view. */
export function areasOf(masked: Masked, clips: Map<Element, Area>): Area[] {
  const { node, frames } = masked;
  const rects = Array.from(node.nodeType === 3 ? rangeOf(node).getClientRects() : [(node as Element).getBoundingClientRect()]);
  const holder = node.nodeType === 3 ? node.parentElement : (node as Element).parentElement;
  return rects.flatMap((rect) => {
    let area: Area | null = holder ? cut(rect, clipOf(holder, clips)) : rect;
    for (const frame of frames) area = area && intoParent(area, frame, clips);
    area = area && cut(area, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    return area ? [area] : [];
  });
}

function rangeOf(node: Node): Range {
  const range = (node.ownerDocument as Document).createRange();
  range.selectNodeContents(node);
  return range;
}

/** What of an area in a frame is in view around the frame. */
function intoParent(area: Area, frame: Element, clips: Map<Element, Area>): Area | null {
  const { left, top } = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  const x = left + frame.clientLeft + parseFloat(style.paddingLeft);
  const y = top + frame.clientTop + parseFloat(style.paddingTop);
  const moved = { left: area.left + x, right: area.right + x, top: area.top + y, bottom: area.bottom + y };
  const inFrame = cut(moved, frame.getBoundingClientRect());
  return inFrame && frame.parentElement ? cut(inFrame, clipOf(frame.parentElement, clips)) : inFrame;
}

const EVERYWHERE: Area = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

/** How far the content of an element shows: scrolling containers around it cut it off. */
function clipOf(element: Element, clips: Map<Element, Area>): Area {
  const known = clips.get(element);
  if (known) return known;
  const around = element.parentElement ? clipOf(element.parentElement, clips) : EVERYWHERE;
  const { overflowX, overflowY, visibility } = getComputedStyle(element);
  const isRoot = element === element.ownerDocument.documentElement || element === element.ownerDocument.body;
  const isCut = !isRoot && (overflowX !== "visible" || overflowY !== "visible");
  const nowhere = { left: 0, top: 0, right: 0, bottom: 0 };
  const clip = visibility === "hidden" ? nowhere : isCut ? (cut(around, element.getBoundingClientRect()) ?? nowhere) : around;
  clips.set(element, clip);
  return clip;
}

function cut(area: Area, by: Area): Area | null {
  const left = Math.max(area.left, by.left);
  const top = Math.max(area.top, by.top);
  const right = Math.min(area.right, by.right);
  const bottom = Math.min(area.bottom, by.bottom);
  return right - left >= 1 && bottom - top >= 1 ? { left, top, right, bottom } : null;
}

/** What stands at the agent in the first line of it. */
export function wordOf({ looks }: Masked): string {
  return looks === "text" ? MASK : "";
}
