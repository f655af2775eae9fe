/** The page as a person sees it: shadow roots and slots flattened, frames of the same origin part of it. */

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1;
}

/** What `node` hangs in on the screen; `null` at the top, and where another origin begins. */
export function parentInView(node: Node): Node | null {
  const slot = (node as Partial<Slottable>).assignedSlot;
  if (slot) return slot;
  if (node.parentNode) return node.parentNode;
  if (node.nodeType === 11) return (node as Partial<ShadowRoot>).host ?? null;
  return node.nodeType === 9 ? frameOf(node as Document) : null;
}

/** The frame element that shows a document, if it is one of ours to touch. */
function frameOf(page: Document): Element | null {
  try {
    return page.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** Where an element is in this window, in CSS pixels, also if it is in a frame in it. */
export function rectInView(element: Element): { left: number; top: number; width: number; height: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  const frame = element.ownerDocument === document ? null : frameOf(element.ownerDocument);
  if (!frame) return { left, top, width, height };
  const outer = rectInView(frame);
  return { left: left + outer.left + frame.clientLeft, top: top + outer.top + frame.clientTop, width, height };
}
