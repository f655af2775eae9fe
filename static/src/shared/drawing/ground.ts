/** The page that is drawn on: where its elements are now, and which element lies under a place. The same code at both sides. */

/** In CSS pixels of the customer's viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The page as one side has it. */
export interface Ground {
  /** The outermost document; `null` while there is none to draw on. */
  document(): Document | null;
  nodeOf(id: number): Node | null;
  /** 0 for a node the other side does not know. */
  idOf(node: Node): number;
  /** Whether the element is ours, and not the page's. */
  isOwn?(element: Element): boolean;
}

export interface Anchor {
  /** 0 for the document. */
  readonly node: number;
  readonly box: Box;
}

/** Where the element of this number is, or the document's origin for 0; `null` if it is not to be seen. */
export function boxOf(ground: Ground, node: number): Box | null {
  const page = ground.document();
  if (!page) return null;
  if (node === 0) return originOf(page);
  const found = ground.nodeOf(node);
  return found?.nodeType === 1 && !isScrolledAway(found as Element) ? elementBox(found as Element, page) : null;
}

/** Whether an element lies outside of what a part of the page that scrolls by itself shows now. */
function isScrolledAway(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  for (let around = element.parentElement; around && around !== element.ownerDocument.body; around = around.parentElement) {
    if (around.scrollHeight <= around.clientHeight && around.scrollWidth <= around.clientWidth) continue;
    if (element.ownerDocument.defaultView?.getComputedStyle(around).overflow === "visible") continue;
    const shown = around.getBoundingClientRect();
    if (bottom <= shown.top || top >= shown.bottom || right <= shown.left || left >= shown.right) return true;
  }
  return false;
}

/** What a place hangs on: the innermost element there that both sides know, else the document. */
export function anchorAt(ground: Ground, x: number, y: number): Anchor {
  const page = ground.document();
  if (!page) return { node: 0, box: { left: 0, top: 0, width: 1, height: 1 } };
  for (let element = elementAt(ground, x, y); element; element = parentOf(element)) {
    const node = ground.idOf(element);
    const box = node > 0 && !/^(?:html|body)$/.test(element.localName) && elementBox(element, page);
    if (box && box.width >= 1 && box.height >= 1) return { node, box };
  }
  return { node: 0, box: originOf(page) };
}

/** The innermost element at a place, also inside open shadow roots and frames of the same origin. */
export function elementAt(ground: Ground, x: number, y: number): Element | null {
  let root: Document | ShadowRoot | null = ground.document();
  let found: Element | null = null;
  while (root) {
    const tree: Document | ShadowRoot = root;
    const next: Element | undefined = tree.elementsFromPoint(x, y).find((one) => !ground.isOwn?.(one) && one.getRootNode() === tree);
    if (!next) break;
    found = next;
    const inner = contentOf(next);
    if (inner) {
      const { left, top } = next.getBoundingClientRect();
      x -= left + next.clientLeft;
      y -= top + next.clientTop;
    }
    root = inner ?? next.shadowRoot;
  }
  return found;
}

function originOf(page: Document): Box {
  const view = page.defaultView;
  return { left: -(view?.scrollX ?? 0), top: -(view?.scrollY ?? 0), width: 1, height: 1 };
}

/** Where an element is in the viewport of `page`, also if it is in a frame of it; `null` if it has no box. */
export function elementBox(element: Element, page: Document): Box | null {
  if (!element.isConnected || element.getClientRects().length === 0) return null;
  let { left, top } = element.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  for (let frame = frameOf(element, page); frame; frame = frameOf(frame, page)) {
    const around = frame.getBoundingClientRect();
    left += around.left + frame.clientLeft;
    top += around.top + frame.clientTop;
  }
  return { left, top, width, height };
}

/** Across shadow roots and frames. */
export function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root as Partial<ShadowRoot>).host ?? (root as Document).defaultView?.frameElement ?? null;
}

/** The frame that shows an element, unless it is in the page itself. */
function frameOf(element: Element, page: Document): Element | null {
  const own = element.ownerDocument;
  return own === page ? null : (own.defaultView?.frameElement ?? null);
}

function contentOf(element: Element): Document | null {
  return element.localName === "iframe" ? (element as HTMLIFrameElement).contentDocument : null;
}
