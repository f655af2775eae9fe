/** Does the one thing remote assist may do: scrolls what a customer could scroll there themself. */

import { isElement, parentInView } from "../tree";

export type Axis = "x" | "y";

/** Something with a scroll position. */
export interface Scroller {
  /** Whether a person could scroll it along this axis, as far as its style says. */
  allows(axis: Axis): boolean;
  /** Moves by whole CSS pixels; false if it is at its end. */
  moves(axis: Axis, delta: number): boolean;
  /** Whether its style keeps scrolling from going on to what is around it. */
  keeps(axis: Axis): boolean;
}

/** The nearest scroller that still can move takes all of it. False if none can. */
export function scrollFirst(scrollers: Iterable<Scroller>, axis: Axis, delta: number): boolean {
  for (const scroller of scrollers) {
    if (!scroller.allows(axis)) continue;
    if (scroller.moves(axis, delta)) return true;
    if (scroller.keeps(axis)) return false;
  }
  return false;
}

/** Scrolls from `node` outwards, through shadow roots and frames of the same origin up to the page. */
export function scrollFrom(node: Node, dx: number, dy: number): void {
  if (dx) scrollFirst(around(node), "x", dx);
  if (dy) scrollFirst(around(node), "y", dy);
}

function* around(start: Node): Iterable<Scroller> {
  for (let node: Node | null = start; node; node = parentInView(node)) {
    if (node.nodeType === 9) yield new Box((node as Document).scrollingElement ?? (node as Document).documentElement, viewportStyle(node as Document), true);
    else if (isElement(node) && !isViewport(node)) yield new Box(node, styleOf(node), false);
  }
}

class Box implements Scroller {
  constructor(
    private readonly element: Element,
    private readonly style: CSSStyleDeclaration,
    private readonly isPage: boolean,
  ) {}

  allows(axis: Axis): boolean {
    const overflow = axis === "x" ? this.style.overflowX : this.style.overflowY;
    // a page scrolls unless told not to, a box only if told to
    return this.isPage ? !/hidden|clip/.test(overflow) : /auto|scroll|overlay/.test(overflow);
  }

  moves(axis: Axis, delta: number): boolean {
    const side = axis === "x" ? "scrollLeft" : "scrollTop";
    const before = this.element[side];
    this.element.scrollBy({ left: axis === "x" ? delta : 0, top: axis === "y" ? delta : 0, behavior: "instant" });
    return this.element[side] !== before;
  }

  keeps(axis: Axis): boolean {
    if (this.isPage) return false;
    const wish = axis === "x" ? this.style.overscrollBehaviorX : this.style.overscrollBehaviorY;
    const isScrollable = axis === "x" ? this.element.scrollWidth > this.element.clientWidth : this.element.scrollHeight > this.element.clientHeight;
    return isScrollable && /contain|none/.test(wish ?? "");
  }
}

function styleOf(element: Element): CSSStyleDeclaration {
  return (element.ownerDocument.defaultView ?? window).getComputedStyle(element);
}

/** The viewport takes its overflow from the root, or from the body where the root says nothing. */
function viewportStyle(page: Document): CSSStyleDeclaration {
  const root = styleOf(page.documentElement);
  return page.body && root.overflowX === "visible" && root.overflowY === "visible" ? styleOf(page.body) : root;
}

/** Whether scrolling this element is scrolling the page: the root, and a body that lent its overflow to the viewport. */
function isViewport(element: Element): boolean {
  const { documentElement: root, body } = element.ownerDocument;
  if (element === root) return true;
  if (element !== body) return false;
  const { overflowX, overflowY } = styleOf(root);
  return overflowX === "visible" && overflowY === "visible";
}
