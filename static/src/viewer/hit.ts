/** Finds replayed nodes by place and places by node, into shadow roots and the replay's own frames. All coordinates are the customer's CSS pixels. */

export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The innermost element at a place of the frame's viewport. */
export function elementAt(frame: HTMLIFrameElement, x: number, y: number): Element | null {
  const page = frame.contentDocument;
  let found = page?.elementFromPoint(x, y) ?? null;
  for (let root = found?.shadowRoot; root; root = found?.shadowRoot) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  if (found?.localName !== "iframe") return found;
  const nested = found as HTMLIFrameElement;
  const { left, top } = nested.getBoundingClientRect();
  return elementAt(nested, x - left - nested.clientLeft, y - top - nested.clientTop) ?? found;
}

/** Where an element is in the viewport of the outermost replay frame. */
export function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const frame = element.ownerDocument.defaultView?.frameElement;
  // the outermost frame lies in the viewer's own document
  if (!frame || frame.ownerDocument === document) return { left, top, width, height };
  const outer = boxOf(frame);
  return { left: left + outer.left + frame.clientLeft, top: top + outer.top + frame.clientTop, width, height };
}

/** What a node hangs in, across shadow roots and frames; `null` at the replay's outermost document. */
export function above(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (node.nodeType === 11) return (node as ShadowRoot).host;
  const frame = node.nodeType === 9 ? ((node as Document).defaultView?.frameElement ?? null) : null;
  return frame && frame.ownerDocument !== document ? frame : null;
}
