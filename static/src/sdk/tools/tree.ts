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
